//! The command centre's board.

mod model;
mod page;

pub use self::{
    model::{
        Arrival, BoardActions, BoardCounts, BoardFilter, BoardPage, BoardPerson, BoardTicket, Flood,
        FreeByTag, NotSorted,
    },
    page::{Board, board_part},
};
