//! One ticket in full.

mod model;
mod page;

pub use self::{
    model::{Assignable, CandidateRow, OfferRow, SendQuestion, TicketPage, Unalerted},
    page::TicketDetail,
};
