//! The hospital: import, export, lists, walking times.

mod model;
mod page;

pub use self::{
    model::{AdminList, AdminPage, ImportChanges, ImportLine, ImportPage, ListPage},
    page::{Admin, Import, List},
};
