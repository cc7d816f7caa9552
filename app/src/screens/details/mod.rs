//! What is said about a job that is done.

mod model;
mod page;

pub use self::{
    model::{DetailsForm, DetailsPage},
    page::Details,
};
