//! Slips of paper that came back.

mod model;
mod page;

pub use self::{
    model::{EnteredSlip, MissingSlip, PaperPage, SlipForm, SlipsOfPack},
    page::Paper,
};
