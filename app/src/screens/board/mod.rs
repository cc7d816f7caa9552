//! The command centre's board.

mod model;
mod page;

pub use self::{
    model::{Arrival, BoardCounts, BoardFilter, BoardPage, BoardPerson, BoardTicket, Flood, FreeByTag},
    page::{Board, board_part},
};
