//! Where people are.

use domain::{Priority, Timestamp};

use crate::model::Moment;

/// `/board/levels`.
#[derive(Debug, Clone)]
pub struct LevelsPage {
    pub now: Timestamp,
    pub now_clock: String,
    /// Last event this page knows of; the stream goes on after it.
    pub sequence: i64,
    /// By site and building, the highest first.
    pub levels: Vec<Level>,
    /// On shift, and nobody knows where: names.
    pub nowhere: Vec<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    /// `Main building, level 2`, with the site where there are several.
    pub name: String,
    /// As people look for them.
    pub wards: Vec<LevelWard>,
    /// Corridors that somebody timed, each between two of `wards`.
    pub corridors: Vec<(usize, usize)>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct LevelWard {
    pub name: String,
    /// Metres east and north of a fixed point of the building; none if nobody has said.
    pub position: Option<(f64, f64)>,
    /// Tickets that nobody is on the way to.
    pub waiting: usize,
    /// The most urgent of them.
    pub urgency: Option<Priority>,
    /// When the first of them was asked.
    pub oldest: Option<Moment>,
    /// Tickets that somebody has.
    pub helped: usize,
    /// Responders on shift or on a break who were last known to be here, the latest first.
    pub people: Vec<LastSeen>,
}

/// Somebody, and when it was learned that they are here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastSeen {
    pub name: String,
    pub at: Moment,
    /// So long ago that they may be anywhere.
    pub is_old: bool,
}
