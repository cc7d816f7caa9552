//! A request, as whoever asked sees it.

mod model;
mod page;

pub use self::{
    model::{AboutIssue, Change, WaitingPage},
    page::Waiting,
};
