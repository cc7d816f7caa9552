//! Where help is asked from.

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
