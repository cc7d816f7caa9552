//! The screen on a wall, read from 6 metres; and the links that open it.

mod links;
mod model;
mod page;

pub use self::{
    links::Walls,
    model::{WallForm, WallPage, WallRow, WallTicket, WallZone, WallsPage},
    page::Wall,
};
