//! Whether Elbow is well.

mod model;
mod page;

pub use self::{
    model::{DoctorPage, Finding},
    page::Doctor,
};
