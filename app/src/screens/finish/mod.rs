//! What a job turned out to be.

mod model;
mod page;

pub use self::{model::FinishPage, page::Finish};
