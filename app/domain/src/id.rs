//! Identifiers. Inside Elbow everything is a `UUIDv7`, so rows sort by the time they were made; what people see or type
//! is a [`crate::Code`].

use std::{
    fmt,
    hash::{Hash, Hasher},
    str::FromStr,
};

use serde::{Deserialize, Serialize};
use uuid::{Builder, Uuid};

use crate::Timestamp;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A new id from the time and ten random bytes (RFC 9562, version 7).
            pub fn new(now: Timestamp, random: [u8; 10]) -> Self {
                let millis = u64::try_from(now.as_millis()).unwrap_or(0);
                Self(Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
            }

            /// When it was made; none for one that does not say so.
            pub fn made_at(&self) -> Option<Timestamp> {
                let millis = i64::try_from(self.0.as_u64_pair().0 >> 16).ok()?;
                (self.0.get_version_num() == 7).then(|| Timestamp::from_millis(millis))
            }

            /// The sixteen bytes, most significant first.
            pub const fn as_bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }
        }

        /// Of the second half: it is nearly all random, and decisions look up little else than ids.
        impl Hash for $name {
            fn hash<H: Hasher>(&self, state: &mut H) {
                state.write_u64(self.0.as_u64_pair().1);
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                Uuid::try_parse(text).map(Self).map_err(|_| InvalidId)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.as_hyphenated().fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0.as_hyphenated())
            }
        }
    )+};
}

ids! {
    /// A request for help.
    TicketId,
    /// One offer of a ticket to one responder.
    OfferId,
    /// Anyone with a name in Elbow: responder, lead, analyst, administrator.
    PersonId,
    /// Any place help can be asked from: ward, clinic, theatre, department.
    WardId,
    /// Copies of a poster or card, printed at once.
    PosterId,
    /// One sign-in, from a browser, until it ends.
    SignInId,
    /// A group of wards looked after together.
    ZoneId,
    /// A hospital site, with its own coordinates.
    SiteId,
    /// A knowledge tag: a system, module or workflow.
    TagId,
    /// A resolution category.
    CategoryId,
    /// An enrolled ward device or handset.
    DeviceId,
    /// A communications drill.
    DrillId,
    /// Something that is known to be wrong, with a way around it.
    KnownIssueId,
    /// One word of the command centre to many.
    BroadcastId,
    /// One role that somebody was given.
    GrantId,
    /// A link that opens the screen on a wall.
    WallId,
    /// Part of a go-live.
    WaveId,
}

/// The text is not a UUID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an id")]
pub struct InvalidId;
