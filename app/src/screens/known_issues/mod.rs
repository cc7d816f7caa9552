//! What is known to be wrong, what to do for now, and the tickets about it.

mod closing;
mod linking;
mod model;
mod page;

pub use self::{
    closing::CloseTogether,
    linking::LinkTickets,
    model::{
        ClosePage, IssueStep, IssueVersion, KnownIssueForm, KnownIssuePage, KnownIssueRow, KnownIssuesPage,
        LinkFilter, LinkPage, LinkRow, LinkedTicket, NewIssuePage, NextWord, OpenTicket, ShownIssue,
        StaysOpen, UndoLink,
    },
    page::{KnownIssue, KnownIssues, NewKnownIssue},
};
