//! Elbow, the program: configuration, store, engine, workers and HTTP, put together in [`startup`].

/// Which program this is: its version, and the commit that it was built from, with `.changed` if its sources were. `development`
/// in builds that are not for release, `unknown` if there was no git to ask.
pub const VERSION: &str = env!("BUILD_VERSION");

pub mod actions;
pub mod auth;
pub mod backup;
mod canary;
pub mod cli;
pub mod clock;
pub mod config;
pub mod database_clock;
pub mod demo;
mod directory;
pub mod elbow;
pub mod engine;
mod files;
pub mod http;
pub mod import;
pub mod key_file;
pub mod links;
pub mod live;
mod metrics;
mod networks;
mod nodes;
pub mod policy;
mod pulse;
pub mod push;
pub mod random;
pub mod rehearsal;
mod saving;
pub mod seal;
pub mod second_channel;
pub mod serving;
mod spreadsheet;
pub mod startup;
pub mod tally;
mod view;
mod watch;
mod workers;
