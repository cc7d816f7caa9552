//! The demonstration: an invented hospital, its last three days, and a crowd that keeps it alive.
//!
//! Nothing here is a back door. The hospital is written through the store as an administrator's import would be, its
//! past is lived through the same dispatch and the same ticket life as the present, and the crowd has nothing but the
//! addresses that people's browsers have.

pub mod crowd;
mod decisions;
mod demand;
mod draw;
mod habits;
mod history;
mod hospital;
mod known_issues;
mod people;
mod seed;
#[cfg(test)]
mod tests;
mod walls;
mod waves;

pub use self::{
    decisions::write_decisions,
    history::write_history,
    known_issues::write_known_issues,
    seed::{Cast, Door, Player, SeedError, SignIn, cast, renew_passwords, seed},
    walls::hang_wall,
    waves::write_waves,
};

/// How the invented trust writes its numbers for patients.
pub const HOSPITAL_NUMBER: &str = "RX#######";
