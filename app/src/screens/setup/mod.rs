//! Codes, ward links, devices.

mod model;
mod page;

pub use self::{
    model::{CodePage, DeviceRow, PersonRow, SetupPage, WardRow},
    page::{Code, Setup},
};
