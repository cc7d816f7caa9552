//! Posters and cards with the links of wards.

mod model;
mod page;

pub use self::{
    model::{CountRow, PostersPage, PrintPage, PrintedForm, Reprint, Sheet},
    page::{Posters, Print},
};
