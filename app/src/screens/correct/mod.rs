//! What whoever asked corrects of an open request.

mod model;
mod page;

pub use self::{
    model::{CorrectForm, CorrectPage},
    page::Correct,
};
