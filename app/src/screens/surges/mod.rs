//! Where more is asked than usual: a line each on the board, the list of all, and one with its requests.

mod cards;
mod model;
mod page;

pub use self::{
    cards::surge_cards,
    model::{
        SurgeBar, SurgeCard, SurgePage, SurgeRow, SurgeTicketRow, SurgeVerdict, SurgesPage, VerdictForm,
    },
    page::{Surge, Surges},
};
