//! The go-live for those who answer for it: waves beside each other by days since their cutovers, and what was decided.

mod model;
mod page;

pub use self::{
    model::{GoldDay, GoldDecision, GoldPage},
    page::Gold,
};
