//! What a ward's link is printed on.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{PersonId, PosterId, Timestamp, WardId};

/// A sheet of A4 has one poster, or several cards of the same ward.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PosterKind {
    /// For a wall: the whole sheet.
    Poster,
    /// To wear: 85.6 by 54 mm, as ISO/IEC 7810 has cards.
    LanyardCard,
    /// To stand beside a screen: 100 by 140 mm.
    ScreenCard,
}

impl PosterKind {
    pub const ALL: [Self; 3] = [Self::Poster, Self::LanyardCard, Self::ScreenCard];

    /// The posted and stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Poster => "poster",
            Self::LanyardCard => "lanyard_card",
            Self::ScreenCard => "screen_card",
        }
    }

    /// How many are on a sheet.
    pub const fn on_a_sheet(self) -> u32 {
        match self {
            Self::Poster => 1,
            Self::LanyardCard => 10,
            Self::ScreenCard => 4,
        }
    }
}

impl FromStr for PosterKind {
    type Err = UnknownPosterKind;

    fn from_str(text: &str) -> Result<Self, UnknownPosterKind> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(UnknownPosterKind)
    }
}

/// The text names nothing that can be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("what is printed is a poster, a lanyard_card or a screen_card")]
pub struct UnknownPosterKind;

/// What is on paper for a ward. Where something else is so by now, it has to be printed again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Says {
    /// Rotation of the ward's link.
    pub rotation: u32,
    /// None of what was counted before this was kept: nothing is known of it.
    pub trust_name: Option<String>,
    pub ward_name: String,
    pub desk_phone: String,
    pub emergency_phone: String,
    /// Where Elbow is: `https://elbow.example.nhs.uk/`.
    pub address: String,
}

/// What on paper is not so any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outdated {
    /// Whoever scans it is told that the link does not work.
    Link,
    Address,
    Phone,
    WardName,
    TrustName,
}

impl Says {
    /// What is not so any more, the worst first.
    pub fn outdated(&self, now: &Self) -> Vec<Outdated> {
        let phones = |says: &Self| (says.desk_phone.clone(), says.emergency_phone.clone());
        [
            (self.rotation != now.rotation, Outdated::Link),
            (self.address != now.address, Outdated::Address),
            (phones(self) != phones(now), Outdated::Phone),
            (self.ward_name != now.ward_name, Outdated::WardName),
            (self.trust_name.is_some() && self.trust_name != now.trust_name, Outdated::TrustName),
        ]
        .into_iter()
        .filter_map(|(is_so, what)| is_so.then_some(what))
        .collect()
    }
}

/// Copies that somebody has printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    pub id: PosterId,
    pub ward: WardId,
    pub kind: PosterKind,
    /// Posters or cards, at least 1.
    pub copies: u32,
    pub says: Says,
    pub at: Timestamp,
    pub by: PersonId,
}

/// How many copies these are, all together.
pub fn copies<'a>(printed: impl IntoIterator<Item = &'a Printed>) -> u32 {
    printed.into_iter().fold(0, |sum, printed| sum.saturating_add(printed.copies))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changed_since_it_was_printed_is_told_the_worst_first() {
        let printed = Says {
            rotation: 3,
            trust_name: Some("Testwell NHS Trust".to_owned()),
            ward_name: "Ward 7".to_owned(),
            desk_phone: "5000".to_owned(),
            emergency_phone: "2222".to_owned(),
            address: "https://elbow.example.nhs.uk/".to_owned(),
        };
        assert!(printed.outdated(&printed).is_empty());
        let now = Says { emergency_phone: "3333".to_owned(), rotation: 4, ..printed.clone() };
        assert_eq!(printed.outdated(&now), [Outdated::Link, Outdated::Phone]);
        let now = Says { ward_name: "Stroke".to_owned(), address: String::new(), ..printed.clone() };
        assert_eq!(printed.outdated(&now), [Outdated::Address, Outdated::WardName]);
        let now = Says { trust_name: Some("Testwell and Riverside".to_owned()), ..printed.clone() };
        assert_eq!(printed.outdated(&now), [Outdated::TrustName]);
        let before_it_was_kept = Says { trust_name: None, ..printed };
        assert!(before_it_was_kept.outdated(&now).is_empty());
    }

    #[test]
    fn what_can_be_printed_is_found_by_its_name() {
        for kind in PosterKind::ALL {
            assert_eq!(kind.as_str().parse(), Ok(kind));
        }
        assert_eq!("flag".parse::<PosterKind>(), Err(UnknownPosterKind));
    }
}
