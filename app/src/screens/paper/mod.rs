//! Slips of paper that came back.

mod model;
mod page;

pub use self::{
    model::{
        Duplicates, EnteredBefore, EnteredSlip, MissingSlip, PaperPage, SlipForm, SlipTick, SlipsOfPack,
        UnusedQuestion,
    },
    page::Paper,
};
