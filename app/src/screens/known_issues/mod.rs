//! What is known to be wrong, and what to do for now.

mod model;
mod page;

pub use self::{
    model::{
        IssueStep, IssueVersion, KnownIssueForm, KnownIssuePage, KnownIssueRow, KnownIssuesPage,
        LinkedTicket, ShownIssue,
    },
    page::{KnownIssue, KnownIssues},
};
