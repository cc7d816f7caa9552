//! Getting ready for the day.

mod model;
mod page;

pub use self::{
    model::{StartPage, StartStep, StepState},
    page::Start,
};
