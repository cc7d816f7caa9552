//! The people who help.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::{PersonId, TagId, Timestamp, WardId, ZoneId};

/// Who stands behind an entry among the people.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PersonKind {
    #[default]
    Human,
    /// A program of somebody else's: it comes with a token of its own, and by no sign-in of people.
    Service,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ResponderKind {
    /// Roams a zone.
    Floorwalker,
    /// Works on a ward and helps there first.
    SuperUser,
}

/// How much a responder's zone means to the engine. Without a zone, every mode is [`ZoneMode::All`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ZoneMode {
    /// Goes anywhere; the zone only says whom to ask about this person.
    #[default]
    All,
    /// Goes elsewhere when nobody as near is free there.
    Preferred,
    /// Stays in the zone, unless a ticket that has waited too long opens it.
    Exclusive,
}

impl ZoneMode {
    pub const ALL: [Self; 3] = [Self::All, Self::Preferred, Self::Exclusive];

    /// The posted and imported name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Preferred => "preferred",
            Self::Exclusive => "exclusive",
        }
    }
}

/// How someone answered the offers of the last days. Offers that were taken back before an answer do not count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    /// Accepted, declined, or left until they expired.
    pub asked: u32,
    pub accepted: u32,
}

impl Answers {
    /// How far back answers count: two weeks, so that a go-live's first days fade during it.
    pub const COUNT_FOR: Duration = Duration::from_hours(14 * 24);
}

/// Whether the engine may offer work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Duty {
    OnShift,
    OnBreak,
    OffShift,
}

/// Where a responder was last known to be, and when that was learned: a chosen ward, a scanned one, or an arrival.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Whereabouts {
    pub ward: WardId,
    pub at: Timestamp,
}

impl Whereabouts {
    /// After this long a place is shown as old.
    pub const OLD_AFTER: Duration = Duration::from_mins(45);

    pub fn is_old(&self, now: Timestamp) -> bool {
        now.since(self.at) > Self::OLD_AFTER
    }
}

/// A floorwalker or super-user, as the engine sees them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Responder {
    pub id: PersonId,
    pub name: String,
    pub kind: ResponderKind,
    pub tags: Vec<TagId>,
    /// A super-user's own ward.
    pub home_ward: Option<WardId>,
    /// The zone a floorwalker roams.
    pub zone: Option<ZoneId>,
    pub zone_mode: ZoneMode,
    pub phone: Option<String>,
    pub duty: Duty,
    pub duty_since: Timestamp,
    pub whereabouts: Option<Whereabouts>,
    /// Offers in a row that expired without an answer; any sign of life resets it.
    pub unanswered: u8,
    /// Tickets closed since going on shift.
    pub closed_this_shift: u16,
    /// When a test alert last came back from this person's handset.
    pub alerts_tested_at: Option<Timestamp>,
}

impl Responder {
    /// Unanswered offers in a row after which a person is "not reachable".
    pub const UNREACHABLE_AFTER: u8 = 3;

    pub fn is_reachable(&self) -> bool {
        self.unanswered < Self::UNREACHABLE_AFTER
    }
}

/// When the roster expects a responder. It informs; going on shift is the responder's own act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shift {
    pub person: PersonId,
    pub starts_at: Timestamp,
    /// After `starts_at`.
    pub ends_at: Timestamp,
}
