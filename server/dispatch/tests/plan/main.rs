//! The plan as a whole: stories from the wards, and what must hold for every hospital.
#![expect(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod cover;
mod further_afield;
mod on_the_way;
mod properties;
mod reasons;
mod stories;
mod support;
mod waves;
