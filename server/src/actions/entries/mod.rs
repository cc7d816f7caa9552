//! The lists that make a hospital, kept one entry at a time. What an entry may be, whether it may end and what ends with it is decided in
//! the transaction that writes it.

mod ending;
mod keep;
mod lists;
mod maker;
mod order;
mod thing;

use domain::{Logged, PersonId};
use store::{NewEvent, Subject};

use super::devices::event;
use crate::core::Core;

pub use self::{
    ending::{EndsWith, end_entry, look_at_end_of_entry, open_entry},
    keep::{Near, NewEntry, NotKept, Why, WrongField, keep_entry},
    lists::Lists,
    order::move_category,
    thing::{Fields, columns},
};

fn said(core: &Core, by: PersonId, what: Logged) -> NewEvent {
    event(core, Subject::Hospital, Some(by), what)
}
