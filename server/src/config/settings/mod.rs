//! What an administrator sets on a page: for some keys of the configuration a value of its own. The file has the first
//! value; one that was set counts instead, until it is taken back. A change needs no restart.
//!
//! What decides who may come in, and what a program must know before it has a database, stays in the file alone.

mod chosen;
mod concern;
mod held;
mod in_force;
mod key;
mod made;
#[cfg(test)]
mod tests;
mod values;

pub use self::{
    chosen::{Chosen, shipped},
    concern::Concern,
    held::{Held, LOOKED_AT, SECRET},
    in_force::SettingsInForce,
    key::Key,
    made::Made,
    values::{HIGHEST_LIMIT, NO_CONTACT, ONE_NUMBER, SetSecret, Values, are_one_number},
};
