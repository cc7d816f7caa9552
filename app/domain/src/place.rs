//! Where help is asked from, and the ways between these places.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{SiteId, WardId, ZoneId};

/// A hospital site.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Site {
    pub id: SiteId,
    pub name: String,
    /// Degrees north and east (WGS 84), where known; walking or driving between sites needs it.
    pub coordinates: Option<(f64, f64)>,
}

/// Wards looked after together, usually by one zone lead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Zone {
    pub id: ZoneId,
    pub site: SiteId,
    pub name: String,
}

/// Any place help can be asked from: ward, clinic, theatre, department.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ward {
    pub id: WardId,
    /// The trust's own short code, unique: `W07`.
    pub code: String,
    pub name: String,
    pub site: SiteId,
    pub zone: Option<ZoneId>,
    pub building: Option<String>,
    /// Floors above the ground floor; negative below.
    pub level: Option<i16>,
    /// Metres east and north of any fixed point of the building.
    pub position: Option<(f64, f64)>,
    /// An extension a responder can ring.
    pub phone: Option<String>,
}

/// What a timed way is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    Corridor,
    Stairs,
    /// The wait is part of its time.
    Lift,
    /// Between sites; the wait is part of its time.
    Shuttle,
}

impl LinkKind {
    pub const ALL: [Self; 4] = [Self::Corridor, Self::Stairs, Self::Lift, Self::Shuttle];
}

impl fmt::Display for LinkKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Corridor => "corridor",
            Self::Stairs => "stairs",
            Self::Lift => "lift",
            Self::Shuttle => "shuttle",
        })
    }
}

impl FromStr for LinkKind {
    type Err = UnknownLinkKind;

    fn from_str(text: &str) -> Result<Self, UnknownLinkKind> {
        Self::ALL.into_iter().find(|kind| kind.to_string() == text).ok_or(UnknownLinkKind)
    }
}

/// The text names no kind of link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a link is corridor, stairs, lift or shuttle")]
pub struct UnknownLinkKind;

/// Someone timed the way: a corridor, a staircase, a lift, a shuttle. It holds in both directions, and ways lead on over
/// several links.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    pub from: WardId,
    pub to: WardId,
    pub seconds: u16,
    pub kind: LinkKind,
    /// Whether a trolley or a wheelchair gets through.
    pub step_free: bool,
}

/// A measured time for a whole way; nothing else is consulted for it. It holds the other way round too, unless that is
/// given as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Override {
    pub from: WardId,
    pub to: WardId,
    pub seconds: u16,
}

/// How long somebody took from accepting on one ward to arriving on another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Walk {
    pub from: WardId,
    pub to: WardId,
    pub seconds: u16,
}
