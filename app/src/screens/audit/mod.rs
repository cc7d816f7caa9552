//! Who did what.

mod model;
mod page;

pub use self::{
    model::{AuditPage, AuditRow},
    page::Audit,
};
