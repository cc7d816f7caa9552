//! Posters and cards with the links of wards.

mod model;
mod page;

pub use self::{
    model::{PostersPage, PrintPage, PrintedForm, Reprint, Sheet},
    page::{Posters, Print},
};
