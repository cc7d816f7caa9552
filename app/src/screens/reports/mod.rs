//! Huddle packs and sitreps.

mod model;
mod page;

pub use self::{
    model::{
        Approved, Coverage, Figure, ReportForm, ReportPage, ReportRow, ReportStands, ReportsPage, TopPlace,
    },
    page::{Report, Reports},
};
