//! A question before something is done that cannot be taken back.

mod model;
mod page;

pub use self::{model::QuestionPage, page::Question};
