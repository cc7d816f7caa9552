//! An import before it is saved: what is wrong, what is open, and what would change; taking the last one back; what was said of columns.

mod headings;
mod model;
mod page;
mod undo;

pub use self::{
    headings::Headings,
    model::{
        HeadingRow, HeadingsPage, ImportChange, ImportChanges, ImportField, ImportHeading, ImportLikeness,
        ImportLine, ImportPage, Stays, UndoPage,
    },
    page::{Import, upload},
    undo::Undo,
};
