//! A room a screen: what its addresses do, and in `view` how its page is filled in.

pub(crate) mod account;
pub(crate) mod admin;
pub(crate) mod again;
pub(crate) mod alerts;
pub(crate) mod ask;
pub(crate) mod audit;
pub(crate) mod board;
pub(crate) mod cover;
pub(crate) mod details;
pub(crate) mod doctor;
pub(crate) mod drills;
pub(crate) mod end_shift;
pub(crate) mod finish;
pub(crate) mod helped;
pub(crate) mod import;
pub(crate) mod insight;
pub(crate) mod known_issues;
pub(crate) mod my_jobs;
pub(crate) mod policy;
pub(crate) mod rehearse;
pub(crate) mod settings;
pub(crate) mod setup;
pub(crate) mod sign_in;
pub(crate) mod start;
pub(crate) mod ticket;
pub(crate) mod waiting;
