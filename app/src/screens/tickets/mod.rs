//! Tickets of any hour, found by what is known of them.

mod model;
mod page;

pub use self::{
    model::{FoundTicket, TicketsPage, WhichOne},
    page::Tickets,
};
