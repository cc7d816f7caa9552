//! A day that has not happened yet.

mod model;
mod page;
mod rehearsal;

pub use self::{
    model::{
        Course, EarlierRehearsal, EngineRow, Forecast, GapRow, Needed, Range, RehearsalPage, RehearseForm,
        RehearsePage,
    },
    page::Rehearse,
    rehearsal::Rehearsal,
};
