//! Whether alerts reach people.

mod model;
mod page;

pub use self::{
    model::{DrillAnswer, DrillMissing, DrillPage, DrillRow, DrillsPage},
    page::{Drill, Drills},
};
