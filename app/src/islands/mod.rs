//! The only parts that run in the browser.
//!
//! An island holds no view of what the page shows: the server has that. [`LiveRegion`] takes over what the server renders and
//! the page's script (`public/follow.js`) has fetched; [`Handset`] does what only a device can. Both stay hidden or silent where
//! the program does not run, and neither can stop the script.

#![expect(unreachable_pub, reason = "the island macro makes an inner function as public as the island")]

mod handset;
mod live;

pub use self::{handset::Handset, live::LiveRegion};
