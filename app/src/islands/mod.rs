//! The only parts that run in the browser.
//!
//! An island holds no view of what the page shows: the server has that. [`LiveRegion`] follows the stream and takes over what
//! the server renders; [`Handset`] does what only a device can. Both stay hidden or silent where the program does not run.

#![expect(unreachable_pub, reason = "the island macro makes an inner function as public as the island")]

mod handset;
mod live;

#[cfg(feature = "hydrate")]
pub(crate) use self::live::Live;
pub use self::{handset::Handset, live::LiveRegion};
