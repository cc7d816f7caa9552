//! The only parts that run in the browser: the board and my jobs.
//!
//! Each renders on the server like any page. In the browser it follows the live stream, fetches the model again when
//! something changed, and updates what differs: rows are keyed, so focus and opened details survive.

#![expect(unreachable_pub, reason = "the island macro makes an inner function as public as the island")]

mod board;
mod live;
mod my_jobs;

pub(crate) use self::live::Live;
#[cfg(feature = "hydrate")]
pub(crate) use self::live::Snapshot;
pub use self::{board::BoardLive, my_jobs::MyJobsLive};
