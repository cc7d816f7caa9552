//! Links for screens on a wall: what is on them, and how each zone does.

use crate::{PersonId, Timestamp, WallId, WaveId, ZoneId, text::GuardedText};

/// A link to the wall screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wall {
    pub id: WallId,
    /// Where it hangs.
    pub name: WallName,
    /// Of this zone alone; none: of the whole hospital.
    pub zone: Option<ZoneId>,
    /// Of what was asked in this wave of the go-live alone; none: of all.
    pub wave: Option<WaveId>,
    /// Visitors pass by: no ward is named.
    pub hides_wards: bool,
    pub made_at: Timestamp,
    pub made_by: PersonId,
    /// It shows nothing any more.
    pub revoked_at: Option<Timestamp>,
    /// The beginning of the last day on which it was open.
    pub seen_on: Option<Timestamp>,
}

pub type WallName = GuardedText<60>;

/// How a zone does, in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ZoneState {
    /// A patient could come to harm, or silence has made somebody look, and nobody is on the way.
    Urgent,
    /// More wait than are free.
    Busy,
    Calm,
}

impl ZoneState {
    /// `waiting` of which some are `urgent` or have `escalated`, and who is `free` there.
    pub const fn of(waiting: usize, urgent: usize, escalated: usize, free: usize) -> Self {
        if urgent > 0 || escalated > 0 {
            Self::Urgent
        } else if waiting > free {
            Self::Busy
        } else {
            Self::Calm
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_urgent_before_it_is_busy() {
        for ((waiting, urgent, escalated, free), expected) in [
            ((0, 0, 0, 0), ZoneState::Calm),
            ((2, 0, 0, 2), ZoneState::Calm),
            ((1, 0, 0, 0), ZoneState::Busy),
            ((3, 0, 0, 2), ZoneState::Busy),
            ((1, 1, 0, 5), ZoneState::Urgent),
            ((1, 0, 1, 5), ZoneState::Urgent),
        ] {
            assert_eq!(ZoneState::of(waiting, urgent, escalated, free), expected);
        }
    }
}
