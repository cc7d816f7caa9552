//! What the one who closed a ticket may say about it afterwards. None of it is needed: closing is one tap.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::Note;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    pub helped: PeopleHelped,
    pub note: Option<Note>,
}

impl Details {
    /// They may be told for so long after closing: as long as a handset keeps a tap that it cannot send.
    pub const WITHIN: Duration = Duration::from_hours(24);

    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// How many people were helped at once: from 1, which is the default, to [`Self::MAX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct PeopleHelped(u8);

impl PeopleHelped {
    /// More than that is a class, not help at the elbow.
    pub const MAX: u8 = 21;

    pub fn new(people: u8) -> Option<Self> {
        (1..=Self::MAX).contains(&people).then_some(Self(people))
    }

    pub const fn get(self) -> u8 {
        self.0
    }
}

impl Default for PeopleHelped {
    fn default() -> Self {
        Self(1)
    }
}

impl TryFrom<u8> for PeopleHelped {
    type Error = &'static str;

    fn try_from(people: u8) -> Result<Self, Self::Error> {
        Self::new(people).ok_or("from 1 to 21 people are helped at once")
    }
}

impl From<PeopleHelped> for u8 {
    fn from(people: PeopleHelped) -> Self {
        people.0
    }
}
