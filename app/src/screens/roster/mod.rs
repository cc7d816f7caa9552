//! When somebody is expected.

mod model;
mod page;

pub use self::{
    model::{ShiftForm, ShiftRow, ShiftsPage},
    page::Shifts,
};
