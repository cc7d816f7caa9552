//! The lists that make a hospital: wards, zones, tags, categories, kept one entry at a time.

mod model;
mod page;

pub use self::{
    model::{EntryField, EntryForm, EntryInput, EntryPage, EntryRow, ListPage},
    page::{Entry, List},
};
