//! The command centre's board.

mod hurts;
mod model;
mod page;
mod people;
mod tickets;
mod tiles;

pub use self::{
    model::{
        Arrival, BoardActions, BoardCounts, BoardFilter, BoardPage, BoardPerson, BoardTicket, BoardWard,
        BoardWave, CameBack, Flood, FreeByTag, HurtLine, NotSorted, TicketHurt, ZoneTile,
    },
    page::{Board, board_part},
};
