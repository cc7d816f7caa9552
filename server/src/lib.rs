//! Elbow, the program: configuration, store, engine, workers and HTTP, put together in [`startup`].

/// Which program this is: its version, and the commit that it was built from, with `.changed` if its sources were. `development`
/// in builds that are not for release, `unknown` if there was no git to ask.
pub const VERSION: &str = env!("BUILD_VERSION");

pub mod actions;
pub mod auth;
pub mod backup;
mod canary;
pub mod cli;
pub mod config;
pub mod core;
pub mod database_clock;
mod doctor;
pub mod engine;
mod files;
pub mod http;
mod kept;
mod limits;
pub mod live;
mod networks;
mod nodes;
mod observed;
pub mod policy;
pub mod rehearsal;
pub mod reports;
mod scanning;
pub mod schedule;
mod screens;
pub mod second_channel;
pub mod serving;
pub mod startup;
mod surges;
mod trust;
mod view;
mod watch;
pub mod web;
mod workers;
