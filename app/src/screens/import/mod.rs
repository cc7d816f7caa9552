//! An import before it is saved: what is wrong, what is open, and what would change.

mod model;
mod page;

pub use self::{
    model::{
        ImportChange, ImportChanges, ImportField, ImportHeading, ImportLikeness, ImportLine, ImportPage,
    },
    page::Import,
};
