//! What is known to be wrong, what to do for now, and the tickets about it.

mod closing;
mod linking;
mod model;
mod page;
mod word;

pub use self::{
    closing::CloseTogether,
    linking::LinkTickets,
    model::{
        ClosePage, ClosedAs, IssueStep, IssueVersion, KnownIssueForm, KnownIssuePage, KnownIssueRow,
        KnownIssuesPage, LinkFilter, LinkPage, LinkRow, LinkedTicket, NewIssuePage, NextWord, OpenTicket,
        SentWord, ShownIssue, StaysOpen, UndoLink, WordPage,
    },
    page::{KnownIssue, KnownIssues, NewKnownIssue},
    word::SendWord,
};
