//! A room a screen: its model, which the server fills in, and its page, which takes the [`Shell`](crate::model::Shell) and the
//! model.

#![expect(unreachable_pub, reason = "the component macro makes an inner function as public as the page")]
#![expect(clippy::needless_pass_by_value, reason = "a component takes its properties by value")]

pub mod account;
pub mod admin;
pub mod ask;
pub mod audit;
pub mod board;
pub mod correct;
pub mod cover;
pub mod decisions;
pub mod details;
pub mod doctor;
pub mod drills;
pub mod end_shift;
pub mod finish;
pub mod gold;
pub mod helped;
pub mod import;
pub mod insight;
pub mod join;
pub mod known_issues;
pub mod levels;
pub mod my_jobs;
pub mod packs;
pub mod paper;
pub mod people;
pub mod places;
pub mod policy;
pub mod posters;
pub mod problem;
pub mod question;
pub mod rehearse;
pub mod reports;
pub mod roster;
pub mod settings;
pub mod setup;
pub mod sign_in;
pub mod start;
pub mod surges;
pub mod ticket;
pub mod tickets;
pub mod waiting;
pub mod wall;
pub mod waves;
