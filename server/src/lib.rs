//! Elbow, the program: configuration, store, engine, workers and HTTP, put together in [`startup`].

pub mod actions;
pub mod auth;
pub mod backup;
pub mod cli;
pub mod clock;
pub mod config;
pub mod demo;
pub mod elbow;
pub mod engine;
pub mod http;
pub mod import;
pub mod key_file;
pub mod links;
pub mod live;
mod nodes;
pub mod policy;
pub mod push;
pub mod random;
pub mod rehearsal;
pub mod seal;
pub mod second_channel;
mod spreadsheet;
pub mod startup;
mod view;
mod watch;
