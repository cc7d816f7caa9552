//! One word of the command centre about something that is known to be wrong, to all whom it concerns.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::{BroadcastId, KnownIssueId, PersonId, Timestamp, WardId, text::GuardedText};

/// It is said once, and never changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broadcast {
    pub id: BroadcastId,
    pub known_issue: KnownIssueId,
    pub text: Text,
    /// When the next one comes.
    pub next_word_at: Option<Timestamp>,
    /// Whose pages show it, beside those of requests that are linked.
    pub wards: Wards,
    pub said_at: Timestamp,
    pub said_by: PersonId,
    /// Responders who got an alert of it.
    pub alerted: u32,
}

/// What is said.
pub type Text = GuardedText<280>;

/// On which wards it is read by whoever is about to ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wards {
    Everywhere,
    /// None: by those only who wait.
    These(Vec<WardId>),
}

impl Broadcast {
    /// How soon the next one about the same may follow: whoever hears too often reads none.
    pub const EVERY: Duration = Duration::from_mins(10);
    /// What was said so long ago is no news.
    pub const SHOWN_FOR: Duration = Duration::from_hours(4);

    /// Whether whoever is about to ask on `ward` reads it.
    pub fn reaches(&self, ward: WardId) -> bool {
        match &self.wards {
            Wards::Everywhere => true,
            Wards::These(wards) => wards.contains(&ward),
        }
    }

    /// When the next one about the same may be said.
    pub fn again_at(&self) -> Timestamp {
        self.said_at + Self::EVERY
    }
}
