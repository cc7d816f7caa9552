//! Help that nobody had asked for.

mod model;
mod page;

pub use self::{model::HelpedPage, page::Helped};
