//! The go-live for those who answer for it: waves beside each other by weeks since their cutovers, and what was decided.

mod model;
mod page;

pub use self::{
    model::{GoldDecision, GoldPage, GoldWeek},
    page::Gold,
};
