//! Pages that change by themselves.
//!
//! The hub follows the event log and tells each stream that something it shows has changed; the page then fetches what
//! it shows, whole. So a stream that was cut needs no more than the last sequence it knew: if the log has gone on, one
//! `change` brings the page up to date, and nothing can be missed or doubled.

mod audience;
mod frame;
mod hub;
mod stream;

pub(crate) use self::{
    hub::{Hub, Watching, run},
    stream::{OpenedBy, stream},
};
