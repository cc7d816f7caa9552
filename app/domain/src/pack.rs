//! Paper for when there is no Elbow: what wards and the command post need to go on by telephone.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Priority, Timestamp, WardId, ticket::Measure};

/// A pack as it was made. Packs are numbered 1, 2, 3 …
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pack {
    pub number: u32,
    pub made: Made,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// What it says was so then.
    pub as_at: Timestamp,
    /// From then on somebody else is on shift.
    pub void_after: Timestamp,
    pub contents: Contents,
}

/// What is on the paper. Names as they were, since paper does not change.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Contents {
    /// By site, level and code, as somebody walks.
    pub wards: Vec<WardSheet>,
    /// The latest first.
    pub issues: Vec<Issue>,
    /// Whom the roster expects within 24 hours: by zone, start and name.
    pub roster: Vec<Expected>,
    pub zones: Vec<String>,
    /// Minutes on foot from the zone of the row to that of the column; none where nobody knows.
    pub walks: Vec<Vec<Option<u16>>>,
    /// What silence sets in motion while nobody is on the way.
    pub ladders: Vec<(Priority, Vec<Rung>)>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WardSheet {
    pub id: WardId,
    pub code: String,
    pub name: String,
    pub zone: Option<String>,
    pub phone: Option<String>,
    /// Of its slips: no other ward has one of these.
    pub slips: Vec<SlipCode>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    pub title: String,
    pub workaround: String,
    pub tag: String,
}

/// Somebody on the roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expected {
    pub zone: Option<String>,
    pub name: String,
    pub phone: Option<String>,
    pub tags: Vec<String>,
    pub from: Timestamp,
    pub until: Timestamp,
}

/// A step of a ladder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rung {
    pub minutes: u64,
    pub measures: Vec<Measure>,
}

/// Slips for each ward.
pub const SLIPS: usize = 10;

/// What a slip of paper is called: `P001`. No slip of another ward is called so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SlipCode(pub u32);

impl fmt::Display for SlipCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "P{:03}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_called_by_three_digits_or_more() {
        assert_eq!([SlipCode(7), SlipCode(1010)].map(|slip| slip.to_string()), ["P007", "P1010"]);
    }
}
