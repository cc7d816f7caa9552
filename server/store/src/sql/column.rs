//! What a domain value looks like in a column, in both directions.

use std::fmt::Display;

use domain::{
    CategoryId, Code, DeviceId, DrillId, Duty, KnownIssueId, LinkKind, OfferId, PersonId, Priority,
    ResponderKind, Role, SignInId, SiteId, TagId, TicketId, Timestamp, WardId, ZoneId, ZoneMode,
    text::GuardedText,
    ticket::{PeopleHelped, WithdrawReason},
};
use sqlx::{Decode, Postgres, Sqlite, Type};
use uuid::Uuid;

use super::statement::Value;
use crate::{AlertKind, CallOutcome, EndReason, Hash, Outcome, Through, Work};

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

/// A value that fits one column.
pub(super) trait Column: Sized {
    /// What the column holds.
    type Raw: Raw;

    fn to_raw(&self) -> Self::Raw;

    /// The value, or why the column may not hold this.
    fn from_raw(raw: Self::Raw) -> Result<Self, String>;
}

/// A missing value is null.
impl<T: Column> Column for Option<T> {
    type Raw = Option<T::Raw>;

    fn to_raw(&self) -> Self::Raw {
        self.as_ref().map(T::to_raw)
    }

    fn from_raw(raw: Self::Raw) -> Result<Self, String> {
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

            fn from_raw(raw: Self) -> Result<Self, String> {
                Ok(raw)
            }
        }
    )+};
}

as_they_are!(String, Uuid, Vec<u8>, bool, i64, f64);

macro_rules! integers {
    ($($type:ty),+) => {$(
        impl Column for $type {
            type Raw = i64;

            fn to_raw(&self) -> i64 {
                i64::from(*self)
            }

            fn from_raw(raw: i64) -> Result<Self, String> {
                raw.try_into().map_err(|_| format!("{raw} is out of range"))
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

            fn from_raw(raw: Uuid) -> Result<Self, String> {
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
    KnownIssueId,
    SignInId
);

/// Values kept as one of a fixed set of words.
macro_rules! words {
    ($($type:ident { $($variant:ident = $word:literal),+ $(,)? })+) => {$(
        impl Column for $type {
            type Raw = String;

            fn to_raw(&self) -> String {
                match self { $(Self::$variant => $word),+ }.to_owned()
            }

            fn from_raw(raw: String) -> Result<Self, String> {
                match raw.as_str() {
                    $($word => Ok(Self::$variant),)+
                    _ => Err(unknown(&raw)),
                }
            }
        }
    )+};
}

words! {
    Duty { OnShift = "on_shift", OnBreak = "on_break", OffShift = "off_shift" }
    ZoneMode { All = "all", Preferred = "preferred", Exclusive = "exclusive" }
    ResponderKind { Floorwalker = "floorwalker", SuperUser = "super_user" }
    AlertKind {
        Offer = "offer",
        Taken = "taken",
        Assigned = "assigned",
        Withdrawn = "withdrawn",
        Nudge = "nudge",
        Test = "test",
        Drill = "drill",
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
    Work { Dispatch = "dispatch", Alerts = "alerts" }
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

            fn from_raw(raw: String) -> Result<Self, String> {
                raw.parse().map_err(text)
            }
        }
    )+};
}

texts!(Code, LinkKind, Priority, Role);

impl Column for Timestamp {
    type Raw = i64;

    fn to_raw(&self) -> i64 {
        self.as_millis()
    }

    fn from_raw(raw: i64) -> Result<Self, String> {
        Ok(Self::from_millis(raw))
    }
}

impl Column for Hash {
    type Raw = Vec<u8>;

    fn to_raw(&self) -> Vec<u8> {
        self.0.to_vec()
    }

    fn from_raw(raw: Vec<u8>) -> Result<Self, String> {
        raw.try_into().map(Self).map_err(|_| "not 32 bytes".to_owned())
    }
}

impl<const MOST: usize> Column for GuardedText<MOST> {
    type Raw = String;

    fn to_raw(&self) -> String {
        self.as_str().to_owned()
    }

    fn from_raw(raw: String) -> Result<Self, String> {
        Ok(Self::stored(raw))
    }
}

impl Column for PeopleHelped {
    type Raw = i64;

    fn to_raw(&self) -> i64 {
        self.get().into()
    }

    fn from_raw(raw: i64) -> Result<Self, String> {
        u8::from_raw(raw)?.try_into().map_err(str::to_owned)
    }
}

impl Column for WithdrawReason {
    type Raw = String;

    fn to_raw(&self) -> String {
        self.as_str().to_owned()
    }

    fn from_raw(raw: String) -> Result<Self, String> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == raw).ok_or_else(|| unknown(&raw))
    }
}

pub(super) fn unknown(word: &str) -> String {
    format!("{word:?} is not one of its words")
}

fn text(error: impl Display) -> String {
    error.to_string()
}
