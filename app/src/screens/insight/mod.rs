//! What the tickets turned out to be.

mod model;
mod page;

pub use self::{model::InsightPage, page::Insight};
