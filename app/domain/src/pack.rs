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

/// What is known of the number of a slip. A pack that was printed and then lost, since a database was restored or another took over, has
/// numbers that are not known here, or that were printed again: its slips are stray.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// The slip that was printed here, and the request that it became.
    pub printed: Option<(Slip, Option<Became>)>,
    /// What a stray slip of the same number became.
    pub stray: Option<Became>,
    /// No higher number was printed.
    pub latest: SlipCode,
}

/// The request that a slip became.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Became {
    pub ticket: TicketId,
    /// … was cancelled: the slip may be entered anew.
    pub is_cancelled: bool,
}

/// What somebody types of a slip, as far as its number is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Typed {
    pub code: SlipCode,
    pub ward: WardId,
    pub asked_at: Timestamp,
    pub confirmed: Confirmed,
}

/// What they were asked about it, and said yes to.
#[expect(clippy::struct_excessive_bools, reason = "each answers a question of its own")]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Confirmed {
    /// Another ward's slip was used.
    pub is_borrowed: bool,
    /// The request that it became was cancelled, and this is another.
    pub is_anew: bool,
    /// It was not printed here, although the number is right.
    pub is_stray: bool,
    /// The slip that was entered is another one with the same number.
    pub is_another: bool,
}

/// Which slip it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meant {
    Printed,
    Stray,
}

/// Why a slip is not entered so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlipRefusal {
    NeverPrinted,
    /// No pack can have had such a number.
    TooHigh,
    Entered(TicketId),
    /// It was entered, and its request cancelled.
    Cancelled(TicketId),
    /// It was printed for this ward.
    OfAnotherWard(WardId),
    /// … only then.
    NotYetPrinted(Timestamp),
}

/// So many numbers are left out after some may have been printed that are not known here.
pub const LEAP: u32 = 10_000;

impl Slip {
    /// Without word of it for so long it is forgotten.
    pub const KEPT: Duration = Duration::from_hours(31 * 24);
    /// Nobody enters what was asked so long ago: it is a slip in the day.
    pub const ENTERED_WITHIN: Duration = Self::KEPT;

    fn was_printed_before(&self, asked_at: Timestamp) -> bool {
        // A clock on a wall says minutes.
        let minute = |at: Timestamp| at.as_millis().div_euclid(60_000);
        minute(self.printed_at) <= minute(asked_at)
    }
}

impl Known {
    /// Which slip is entered.
    ///
    /// # Errors
    /// Why none is.
    pub fn may_be_entered(&self, typed: &Typed) -> Result<Meant, SlipRefusal> {
        let Confirmed { is_borrowed, is_stray, is_another, .. } = typed.confirmed;
        if let Some((slip, became)) = self.printed {
            let refusal = if slip.was_printed_before(typed.asked_at) {
                may_become_another(became, typed).err()
            } else {
                Some(SlipRefusal::NotYetPrinted(slip.printed_at))
            };
            match refusal {
                None if typed.ward != slip.ward && !is_borrowed => {
                    return Err(SlipRefusal::OfAnotherWard(slip.ward));
                }
                None => return Ok(Meant::Printed),
                Some(SlipRefusal::NotYetPrinted(_)) if is_stray => {}
                Some(SlipRefusal::Entered(_)) if is_another => {}
                Some(refusal) => return Err(refusal),
            }
        }
        may_become_another(self.stray, typed)?;
        if typed.code.0 > self.latest.0.saturating_add(LEAP) {
            return Err(SlipRefusal::TooHigh);
        }
        if is_stray || is_another { Ok(Meant::Stray) } else { Err(SlipRefusal::NeverPrinted) }
    }

    /// The number from which on packs are printed once a stray slip is entered, where that makes a difference.
    pub fn leaps_to(&self, code: SlipCode) -> Option<SlipCode> {
        let until = SlipCode(code.0.saturating_add(LEAP));
        let may_be_printed_again = code > self.latest || self.printed.is_some();
        (may_be_printed_again && until > self.latest).then_some(until)
    }
}

fn may_become_another(became: Option<Became>, typed: &Typed) -> Result<(), SlipRefusal> {
    match became {
        Some(Became { ticket, is_cancelled: false }) => Err(SlipRefusal::Entered(ticket)),
        Some(Became { ticket, .. }) if !typed.confirmed.is_anew => Err(SlipRefusal::Cancelled(ticket)),
        _ => Ok(()),
    }
}

/// How many slips of a pack came back, of one from which any did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SlipCount {
    pub printed_at: Timestamp,
    pub printed: u32,
    pub entered: u32,
    pub unused: u32,
    /// Nobody knows what became of these, although a later one of the same ward was entered: somebody may be waiting.
    pub missing: u32,
}

impl SlipCount {
    /// Packs are accounted for while slips of them come back.
    pub const ACCOUNTED: Duration = Duration::from_hours(7 * 24);

    /// Nobody knows what became of these.
    pub const fn unaccounted(&self) -> u32 {
        self.printed.saturating_sub(self.entered).saturating_sub(self.unused)
    }

    /// … of these, and nothing says that anything was written on them.
    pub const fn rest(&self) -> u32 {
        self.unaccounted().saturating_sub(self.missing)
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

    fn wards() -> [WardId; 2] {
        [1, 2].map(|number| WardId::from(Uuid::from_u128(number)))
    }

    fn ticket() -> TicketId {
        TicketId::from(Uuid::from_u128(3))
    }

    const fn became(is_cancelled: bool, ticket: TicketId) -> Became {
        Became { ticket, is_cancelled }
    }

    /// P007, of Maple, which the first of the two wards is.
    fn known(became: Option<Became>) -> Known {
        let slip = Slip { code: SlipCode(7), ward: wards()[0], printed_at: at(30), back: None };
        Known { printed: Some((slip, became)), stray: None, latest: SlipCode(20) }
    }

    fn typed(ward: WardId, asked: i64, confirmed: Confirmed) -> Typed {
        Typed { code: SlipCode(7), ward, asked_at: at(asked), confirmed }
    }

    const NO: Confirmed =
        Confirmed { is_borrowed: false, is_anew: false, is_stray: false, is_another: false };
    const BORROWED: Confirmed = Confirmed { is_borrowed: true, ..NO };
    const ANEW: Confirmed = Confirmed { is_anew: true, ..NO };
    const STRAY: Confirmed = Confirmed { is_stray: true, ..NO };
    const ANOTHER: Confirmed = Confirmed { is_another: true, ..NO };

    #[test]
    fn a_slip_is_entered_once_for_its_ward_and_not_before_it_was_printed() {
        let [maple, birch] = wards();
        let asked = |became, typed: Typed| known(became).may_be_entered(&typed);
        assert_eq!(asked(None, typed(maple, 90, NO)), Ok(Meant::Printed));
        assert_eq!(asked(None, typed(maple, 0, NO)), Ok(Meant::Printed), "in the same minute");
        assert_eq!(asked(None, typed(maple, -1, NO)), Err(SlipRefusal::NotYetPrinted(at(30))));
        assert_eq!(asked(None, typed(birch, 90, NO)), Err(SlipRefusal::OfAnotherWard(maple)));
        assert_eq!(asked(None, typed(birch, 90, BORROWED)), Ok(Meant::Printed), "a slip was borrowed");
        let entered = Some(became(false, ticket()));
        assert_eq!(asked(entered, typed(birch, 90, BORROWED)), Err(SlipRefusal::Entered(ticket())));
        assert_eq!(asked(entered, typed(maple, 90, ANEW)), Err(SlipRefusal::Entered(ticket())));
    }

    #[test]
    fn a_slip_whose_request_was_cancelled_may_be_entered_anew_by_whoever_says_so() {
        let [maple, birch] = wards();
        let known = known(Some(became(true, ticket())));
        assert_eq!(known.may_be_entered(&typed(maple, 90, NO)), Err(SlipRefusal::Cancelled(ticket())));
        assert_eq!(known.may_be_entered(&typed(maple, 90, ANEW)), Ok(Meant::Printed));
        assert_eq!(known.may_be_entered(&typed(birch, 90, ANEW)), Err(SlipRefusal::OfAnotherWard(maple)));
    }

    #[test]
    fn a_slip_that_is_not_known_here_or_was_printed_again_is_entered_by_whoever_has_it_in_their_hand() {
        let [maple, _] = wards();
        let lost = Known { printed: None, stray: None, latest: SlipCode(3) };
        assert_eq!(lost.may_be_entered(&typed(maple, 90, NO)), Err(SlipRefusal::NeverPrinted));
        assert_eq!(lost.may_be_entered(&typed(maple, 90, STRAY)), Ok(Meant::Stray));
        let high = Typed { code: SlipCode(4 + LEAP), ..typed(maple, 90, STRAY) };
        assert_eq!(lost.may_be_entered(&high), Err(SlipRefusal::TooHigh), "a digit too many");
        // Its number was printed again afterwards, and that slip may be back, too.
        let printed = Some(became(false, ticket()));
        for became in [None, printed] {
            assert_eq!(known(became).may_be_entered(&typed(maple, -1, STRAY)), Ok(Meant::Stray));
        }
        // Whoever has a slip in their hand that was entered already has it twice, unless they say that it is another.
        let twice = known(printed).may_be_entered(&typed(maple, 90, STRAY));
        assert_eq!(twice, Err(SlipRefusal::Entered(ticket())));
        assert_eq!(known(printed).may_be_entered(&typed(maple, 90, ANOTHER)), Ok(Meant::Stray));
        assert_eq!(known(None).may_be_entered(&typed(maple, 90, STRAY)), Ok(Meant::Printed), "it is the one");
        // And it is entered once.
        let entered = Known { stray: Some(became(false, ticket())), ..lost };
        for confirmed in [NO, STRAY, ANEW, ANOTHER] {
            let again = entered.may_be_entered(&typed(maple, 90, confirmed));
            assert_eq!(again, Err(SlipRefusal::Entered(ticket())));
        }
    }

    #[test]
    fn no_number_is_printed_that_a_stray_slip_may_have_had() {
        let lost = Known { printed: None, stray: None, latest: SlipCode(20) };
        assert_eq!(lost.leaps_to(SlipCode(2020)), Some(SlipCode(2020 + LEAP)));
        assert_eq!(lost.leaps_to(SlipCode(12)), None, "it was forgotten, or left out");
        assert_eq!(known(None).leaps_to(SlipCode(7)), Some(SlipCode(7 + LEAP)), "it was printed again");
        let after = Known { latest: SlipCode(7 + LEAP), ..known(None) };
        assert_eq!(after.leaps_to(SlipCode(7)), None, "once");
    }

    #[test]
    fn what_came_back_and_what_was_not_used_is_accounted_for() {
        let count = SlipCount { printed_at: at(0), printed: 30, entered: 4, unused: 6, missing: 3 };
        assert_eq!((count.unaccounted(), count.rest()), (20, 17));
    }

    #[test]
    fn a_slip_is_called_by_three_digits_or_more() {
        assert_eq!([SlipCode(7), SlipCode(1010)].map(|slip| slip.to_string()), ["P007", "P1010"]);
    }
}
