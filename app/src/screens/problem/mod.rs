//! What did not work.

mod model;
mod page;

pub use self::{model::ProblemPage, page::Problem};
