//! The hospital: upload, export, lists, walking times.

mod model;
mod page;

pub use self::{
    model::{AdminList, AdminPage, ListPage},
    page::{Admin, List},
};
