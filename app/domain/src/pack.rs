//! Paper for when there is no Elbow: what wards and the command post need to go on by telephone.

use std::{fmt, str::FromStr, time::Duration};

use serde::{Deserialize, Serialize};

use crate::{Priority, TicketId, Timestamp, WardId, ticket::Measure};

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

/// A slip of paper, on which a request is written down while there is no Elbow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slip {
    pub code: SlipCode,
    /// For which it was printed.
    pub ward: WardId,
    /// The same of all slips of a pack.
    pub printed_at: Timestamp,
    /// None while nobody knows what became of it.
    pub back: Option<Back>,
}

/// What became of a slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Back {
    Entered {
        ticket: TicketId,
        at: Timestamp,
    },
    /// Nothing was written on it. One that turns up all the same is entered.
    Unused,
}

/// Why a slip is not entered so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlipRefusal {
    NeverPrinted,
    Entered(TicketId),
    /// It was printed for this ward.
    OfAnotherWard(WardId),
    /// … only then.
    NotYetPrinted(Timestamp),
}

impl Slip {
    /// Without word of it for so long it is forgotten.
    pub const KEPT: Duration = Duration::from_hours(31 * 24);
    /// Nobody enters what was asked so long ago: it is a slip in the day.
    pub const ENTERED_WITHIN: Duration = Self::KEPT;

    /// Whether it may be entered as a request of `ward` that was written down then.
    ///
    /// # Errors
    /// Why it may not.
    pub fn may_be_entered(
        &self,
        ward: WardId,
        is_borrowed: bool,
        asked_at: Timestamp,
    ) -> Result<(), SlipRefusal> {
        // A clock on a wall says minutes.
        let minute = |at: Timestamp| at.as_millis().div_euclid(60_000);
        match self.back {
            Some(Back::Entered { ticket, .. }) => Err(SlipRefusal::Entered(ticket)),
            _ if ward != self.ward && !is_borrowed => Err(SlipRefusal::OfAnotherWard(self.ward)),
            _ if minute(asked_at) < minute(self.printed_at) => {
                Err(SlipRefusal::NotYetPrinted(self.printed_at))
            }
            _ => Ok(()),
        }
    }
}

/// How many slips of a pack came back, of one from which any did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SlipCount {
    pub printed_at: Timestamp,
    pub printed: u32,
    pub entered: u32,
    pub unused: u32,
}

impl SlipCount {
    /// Nobody knows what became of these.
    pub const fn unaccounted(&self) -> u32 {
        self.printed.saturating_sub(self.entered).saturating_sub(self.unused)
    }
}

/// What a slip of paper is called: `P001`. No other slip is called so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SlipCode(pub u32);

impl fmt::Display for SlipCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "P{:03}", self.0)
    }
}

/// The text is no number of a slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a slip is called P and a number")]
pub struct NoSlip;

impl FromStr for SlipCode {
    type Err = NoSlip;

    /// As it is typed: `P012`, `p 12`, `12`.
    fn from_str(text: &str) -> Result<Self, NoSlip> {
        let text = text.trim();
        let digits = text.strip_prefix(['P', 'p']).unwrap_or(text).trim_start();
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NoSlip);
        }
        digits.parse().ok().filter(|number| *number > 0).map(Self).ok_or(NoSlip)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(1_795_168_800_000 + seconds * 1000)
    }

    #[test]
    fn a_slip_is_typed_as_somebody_reads_it() {
        for typed in ["12", "P012", " p12 ", "P 12", "0012"] {
            assert_eq!(typed.parse(), Ok(SlipCode(12)), "{typed}");
        }
        for typed in ["", "P", "0", "PP1", "1 2", "-1", "P1.5", "99999999999", "twelve", "１２"] {
            assert_eq!(typed.parse::<SlipCode>(), Err(NoSlip), "{typed}");
        }
    }

    #[test]
    fn a_slip_is_entered_once_for_its_ward_and_not_before_it_was_printed() {
        let [maple, birch] = [1, 2].map(|number| WardId::from(Uuid::from_u128(number)));
        let ticket = TicketId::from(Uuid::from_u128(3));
        let slip = Slip { code: SlipCode(7), ward: maple, printed_at: at(30), back: None };
        assert_eq!(slip.may_be_entered(maple, false, at(90)), Ok(()));
        assert_eq!(slip.may_be_entered(maple, false, at(0)), Ok(()), "in the same minute");
        assert_eq!(slip.may_be_entered(maple, false, at(-1)), Err(SlipRefusal::NotYetPrinted(at(30))));
        assert_eq!(slip.may_be_entered(birch, false, at(90)), Err(SlipRefusal::OfAnotherWard(maple)));
        assert_eq!(slip.may_be_entered(birch, true, at(90)), Ok(()), "a slip was borrowed");
        let unused = Slip { back: Some(Back::Unused), ..slip };
        assert_eq!(unused.may_be_entered(maple, false, at(90)), Ok(()), "it turned up");
        let entered = Slip { back: Some(Back::Entered { ticket, at: at(95) }), ..slip };
        assert_eq!(entered.may_be_entered(birch, true, at(90)), Err(SlipRefusal::Entered(ticket)));
    }

    #[test]
    fn what_came_back_and_what_was_not_used_is_accounted_for() {
        let count = SlipCount { printed_at: at(0), printed: 30, entered: 4, unused: 6 };
        assert_eq!(count.unaccounted(), 20);
    }

    #[test]
    fn a_slip_is_called_by_three_digits_or_more() {
        assert_eq!([SlipCode(7), SlipCode(1010)].map(|slip| slip.to_string()), ["P007", "P1010"]);
    }
}
