//! What becomes of the job in hand at the end of a shift.

mod model;
mod page;

pub use self::{
    model::{EndShiftPage, MakesRoom},
    page::EndShift,
};
