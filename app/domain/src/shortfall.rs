//! Why nobody can be asked about a ticket.

use serde::{Deserialize, Serialize};

use crate::{TagId, TicketId};

/// A waiting ticket that nobody, or nobody who answers, can be asked about now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shortfall {
    pub ticket: TicketId,
    pub tag: TagId,
    pub reason: ShortfallReason,
    /// People who know the tag and are on shift.
    pub on_shift: u32,
    /// … of whom so many hold another ticket or are being asked about one.
    pub busy: u32,
    /// … and so many turned this ticket down.
    pub declined: u32,
    /// … and so many are free, but keep to another zone.
    #[serde(default)]
    pub out_of_zone: u32,
    /// People who know the tag and are on a break.
    pub on_break: u32,
    /// People who know the tag and are on shift, but whom nothing reaches. They are not counted above.
    #[serde(default)]
    pub signed_out: u32,
}

/// The first rung that nobody is left on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShortfallReason {
    /// Nobody on shift has the tag.
    NobodyOnShift,
    /// Whoever has the tag and is on shift is signed out.
    SignedOut,
    AllBusy,
    AllDeclined,
    /// Some are busy and the others turned it down.
    BusyOrDeclined,
    /// Whoever is free keeps to another zone.
    OutOfZone,
    /// Somebody is being asked, but only people who left their last offers unanswered.
    OutOfReach,
}
