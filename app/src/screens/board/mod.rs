//! The command centre's board.

mod model;
mod page;

pub use self::{
    model::{
        Arrival, BoardCounts, BoardFilter, BoardPage, BoardPerson, BoardTicket, Flood, FreeByTag, NotSorted,
    },
    page::{Board, board_part},
};
