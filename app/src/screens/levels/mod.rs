//! Where people are: a plan of each level.

mod layout;
mod model;
mod page;

pub use self::{
    model::{LastSeen, Level, LevelWard, LevelsPage},
    page::Levels,
};
