//! What a domain value looks like in a column, in both directions.

use std::ops::RangeInclusive;

use domain::{
    BroadcastId, CategoryId, Code, DeviceId, DrillId, Duty, EndReason, GrantId, KnownIssueId, LinkKind,
    OfferId, PersonId, PersonKind, PosterId, PosterKind, Priority, ReportKind, ResponderKind, Scheduled,
    Scope, SignInId, SiteId, TagId, Through, TicketId, Timestamp, WallId, WardId, WaveId, WavePhase, ZoneId,
    ZoneMode,
    fact::Ended,
    known_issue::{LinkReason, UnlinkReason},
    priority::Stuck,
    text::GuardedText,
    ticket::{PeopleHelped, Sorted, Source, WithdrawReason},
};
use sqlx::{Decode, Postgres, Sqlite, Type};
use uuid::Uuid;

use super::statement::Value;
use crate::{AlertKind, CallOutcome, Hash, Outcome, Work};

/// What both engines can hold and give back.
pub(super) trait Raw:
    for<'r> Decode<'r, Sqlite> + Type<Sqlite> + for<'r> Decode<'r, Postgres> + Type<Postgres>
{
    /// The value as a statement carries it.
    fn into_value(raw: Option<Self>) -> Value;
}

macro_rules! raw {
    ($($type:ty => $variant:ident),+ $(,)?) => {$(
        impl Raw for $type {
            fn into_value(raw: Option<Self>) -> Value {
                Value::$variant(raw)
            }
        }
    )+};
}

raw! { bool => Bool, i64 => Integer, f64 => Real, String => Text, Vec<u8> => Bytes, Uuid => Id }

impl<T: Raw> Raw for Option<T> {
    fn into_value(raw: Option<Self>) -> Value {
        T::into_value(raw.flatten())
    }
}

/// Why a column may not hold what it holds. Never says what that is: it may be anything.
#[derive(Debug)]
pub(super) enum Unfit {
    Damaged(String),
    /// A word that a newer program may have written.
    NewWord,
}

impl From<&str> for Unfit {
    fn from(reason: &str) -> Self {
        Self::Damaged(reason.to_owned())
    }
}

impl From<String> for Unfit {
    fn from(reason: String) -> Self {
        Self::Damaged(reason)
    }
}

pub(super) type Reading<T> = Result<T, Unfit>;

/// A value that fits one column.
pub(super) trait Column: Sized {
    /// What the column holds.
    type Raw: Raw;

    fn to_raw(&self) -> Self::Raw;

    /// The value, or why the column may not hold this.
    fn from_raw(raw: Self::Raw) -> Reading<Self>;
}

/// A missing value is null.
impl<T: Column> Column for Option<T> {
    type Raw = Option<T::Raw>;

    fn to_raw(&self) -> Self::Raw {
        self.as_ref().map(T::to_raw)
    }

    fn from_raw(raw: Self::Raw) -> Reading<Self> {
        raw.map(T::from_raw).transpose()
    }
}

macro_rules! as_they_are {
    ($($type:ty),+) => {$(
        impl Column for $type {
            type Raw = Self;

            fn to_raw(&self) -> Self {
                self.clone()
            }

            fn from_raw(raw: Self) -> Reading<Self> {
                Ok(raw)
            }
        }
    )+};
}

as_they_are!(String, Uuid, Vec<u8>, bool, i64);

/// Places and ways are reckoned with: infinity is nowhere.
impl Column for f64 {
    type Raw = Self;

    fn to_raw(&self) -> Self {
        *self
    }

    fn from_raw(raw: Self) -> Reading<Self> {
        if raw.is_finite() { Ok(raw) } else { Err("it is not a finite number".into()) }
    }
}

macro_rules! integers {
    ($($type:ty),+) => {$(
        impl Column for $type {
            type Raw = i64;

            fn to_raw(&self) -> i64 {
                i64::from(*self)
            }

            fn from_raw(raw: i64) -> Reading<Self> {
                raw.try_into().map_err(|_| format!("{raw} is out of range").into())
            }
        }
    )+};
}

integers!(u8, u16, u32, i16);

macro_rules! ids {
    ($($type:ty),+) => {$(
        impl Column for $type {
            type Raw = Uuid;

            fn to_raw(&self) -> Uuid {
                Uuid::from_bytes(*self.as_bytes())
            }

            fn from_raw(raw: Uuid) -> Reading<Self> {
                Ok(raw.into())
            }
        }
    )+};
}

ids!(
    TicketId,
    OfferId,
    PersonId,
    WardId,
    ZoneId,
    SiteId,
    TagId,
    CategoryId,
    DeviceId,
    DrillId,
    BroadcastId,
    KnownIssueId,
    GrantId,
    SignInId,
    PosterId,
    WallId,
    WaveId
);

/// Values kept as one of a set of words; `$other` says what any other word is.
macro_rules! words {
    ($other:ident: $($type:ident { $($variant:ident = $word:literal),+ $(,)? })+) => {$(
        impl Column for $type {
            type Raw = String;

            fn to_raw(&self) -> String {
                match self { $(Self::$variant => $word),+ }.to_owned()
            }

            fn from_raw(raw: String) -> Reading<Self> {
                match raw.as_str() {
                    $($word => Ok(Self::$variant),)+
                    _ => Err($other(&raw)),
                }
            }
        }
    )+};
}

/// The same of values that statements ask for too: `$sql!()` is their words as a list in SQL, so that it has them all.
macro_rules! words_in_sql {
    ($sql:ident, $other:ident: $type:ident { $first:ident = $first_word:literal $(, $variant:ident = $word:literal)+ $(,)? }) => {
        words! { $other: $type { $first = $first_word $(, $variant = $word)+ } }

        impl $type {
            /// Every one.
            pub const ALL: &'static [Self] = &[Self::$first $(, Self::$variant)+];

            /// The stored name.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { Self::$first => $first_word $(, Self::$variant => $word)+ }
            }
        }

        macro_rules! $sql {
            () => {
                concat!("'", $first_word, "'" $(, ", '", $word, "'")+)
            };
        }
    };
}

words! {
    unknown:
    Duty { OnShift = "on_shift", OnBreak = "on_break", OffShift = "off_shift" }
    ZoneMode { All = "all", Preferred = "preferred", Exclusive = "exclusive" }
    ResponderKind { Floorwalker = "floorwalker", SuperUser = "super_user" }
    Work { Dispatch = "dispatch", Alerts = "alerts", Calls = "calls", Followers = "followers", Surges = "surges", Schedule = "schedule" }
}

// A newer program that shares the database may have more of these.
words_in_sql! {
    alert_kinds, new_word:
    AlertKind {
        Offer = "offer",
        Taken = "taken",
        Assigned = "assigned",
        Withdrawn = "withdrawn",
        NotNeeded = "not_needed",
        MoreUrgent = "more_urgent",
        Unasked = "unasked",
        RanOut = "ran_out",
        NoWord = "no_word",
        TakenAway = "taken_away",
        LeadNeeded = "lead_needed",
        LeadNotNeeded = "lead_not_needed",
        Nudge = "nudge",
        Changed = "changed",
        Test = "test",
        Drill = "drill",
        Word = "word",
    }
}
words! {
    new_word:
    Source { Device = "device", Link = "link", Desk = "desk", Passing = "passing", Paper = "paper" }
    LinkReason { Lead = "lead", Surge = "surge", Responder = "responder", Requester = "requester" }
    UnlinkReason { Lead = "lead", Moved = "moved", Responder = "responder", NotSolved = "not_solved" }
    Ended { Resolved = "resolved", HandedOff = "handed_off", Withdrawn = "withdrawn" }
    PosterKind { Poster = "poster", LanyardCard = "lanyard_card", ScreenCard = "screen_card" }
    PersonKind { Human = "human", Service = "service" }
    WavePhase {
        DressRehearsal = "dress_rehearsal",
        Cutover = "cutover",
        Hypercare = "hypercare",
        Stabilisation = "stabilisation",
        BusinessAsUsual = "business_as_usual",
    }
    Through { Code = "code", Pin = "pin", Password = "password" }
    EndReason {
        SignedOut = "signed_out",
        Replaced = "replaced",
        EndedElsewhere = "ended_elsewhere",
        EndedByAdministrator = "ended_by_administrator",
        NewPin = "new_pin",
        NewPassword = "new_password",
        HandedBack = "handed_back",
        ShutOut = "shut_out",
        AccountEnded = "account_ended",
    }
    Outcome {
        Sent = "sent",
        NoSubscription = "no_subscription",
        OffShift = "off_shift",
        Expired = "expired",
        Refused = "refused",
    }
    CallOutcome {
        Sent = "sent",
        NoGateway = "no_gateway",
        NoNumber = "no_number",
        Expired = "expired",
        Refused = "refused",
    }
}

/// Values that know their own text.
macro_rules! texts {
    ($($type:ty),+) => {$(
        impl Column for $type {
            type Raw = String;

            fn to_raw(&self) -> String {
                self.to_string()
            }

            fn from_raw(raw: String) -> Reading<Self> {
                raw.parse().map_err(|_| "it is not written as it should be".into())
            }
        }
    )+};
}

texts!(Code, LinkKind, Priority);

impl Column for Scope {
    type Raw = String;

    fn to_raw(&self) -> String {
        match self {
            Self::All => "all".to_owned(),
            Self::Zone(zone) => format!("zone:{zone}"),
        }
    }

    /// A newer program may know others.
    fn from_raw(raw: String) -> Reading<Self> {
        match raw.split_once(':') {
            None if raw == "all" => Ok(Self::All),
            Some(("zone", zone)) => zone.parse().map(Self::Zone).map_err(|_| new_word("zone")),
            named => Err(new_word(named.map_or(raw.as_str(), |(what, _)| what))),
        }
    }
}

/// The years that calendars can be drawn of, in milliseconds around 1970: -9999 to 9999.
const TIMES: RangeInclusive<i64> = -377_705_023_201_000..=253_402_207_200_999;

impl Column for Timestamp {
    type Raw = i64;

    fn to_raw(&self) -> i64 {
        self.as_millis()
    }

    fn from_raw(raw: i64) -> Reading<Self> {
        if TIMES.contains(&raw) {
            Ok(Self::from_millis(raw))
        } else {
            Err(format!("{raw} is no time").into())
        }
    }
}

impl Column for Hash {
    type Raw = Vec<u8>;

    fn to_raw(&self) -> Vec<u8> {
        self.0.to_vec()
    }

    fn from_raw(raw: Vec<u8>) -> Reading<Self> {
        raw.try_into().map(Self).map_err(|_| "it is not 32 bytes long".into())
    }
}

impl<const MOST: usize> Column for GuardedText<MOST> {
    type Raw = String;

    fn to_raw(&self) -> String {
        self.as_str().to_owned()
    }

    /// As it was written: what may be written has changed since, and may again.
    fn from_raw(raw: String) -> Reading<Self> {
        Ok(Self::stored(raw))
    }
}

impl Column for PeopleHelped {
    type Raw = i64;

    fn to_raw(&self) -> i64 {
        self.get().into()
    }

    fn from_raw(raw: i64) -> Reading<Self> {
        u8::from_raw(raw)?.try_into().map_err(Unfit::from)
    }
}

/// Values that list all that they can be.
macro_rules! answers {
    ($unfit:ident: $($type:ty),+) => {$(
        impl Column for $type {
            type Raw = String;

            fn to_raw(&self) -> String {
                self.as_str().to_owned()
            }

            fn from_raw(raw: String) -> Reading<Self> {
                Self::ALL.into_iter().find(|answer| answer.as_str() == raw).ok_or_else(|| $unfit(&raw))
            }
        }
    )+};
}

answers!(unknown: Stuck);
// A newer program may have more of these.
answers!(new_word: ReportKind, Scheduled, Sorted, WithdrawReason);

/// A word that is not one of those its column may hold.
pub(super) fn unknown(_: &str) -> Unfit {
    "it is not one of its words".into()
}

/// The same of a column whose words grow: one that a program could have written is left to the program that knows it.
pub(super) fn new_word(word: &str) -> Unfit {
    let starts = word.starts_with(|first: char| first.is_ascii_lowercase());
    let goes_on = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if starts && word.len() <= 40 && word.chars().all(goes_on) { Unfit::NewWord } else { unknown(word) }
}
