//! What one place, link or client may do in a time. A limit never drops a request for help silently: the page shows the
//! number to ring.

mod allowance;
mod guesses;
mod pages;
mod tally;
mod turns;

use std::{
    collections::HashMap,
    net::IpAddr,
    num::NonZeroU32,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use domain::{DeviceId, TicketId, Timestamp, WardId, ticket::AskedBy};

use self::{
    allowance::{Allowance, Rate},
    guesses::Guesses,
    pages::OpenPages,
    tally::Tally,
    turns::Turns,
};
pub(crate) use self::{
    guesses::{Account, Source, Try},
    pages::{Full, Place, Reader},
    tally::{Attempt, Who},
    turns::Lane,
};
use crate::{
    config::{LimitsConfig, settings::SettingsInForce},
    serving::Room,
};

/// What is counted, in memory: a restart forgives.
pub struct Limits {
    settings: Arc<SettingsInForce>,
    asks: Allowance<Way>,
    sorted: Allowance<Way>,
    changes: Allowance<TicketId>,
    floods: Mutex<HashMap<WardId, Flood>>,
    pub(crate) guesses: Guesses,
    pages: OpenPages,
    pub(crate) turns: Turns,
    pub(crate) tally: Tally,
    /// Wrong tries to sign in before the next has to wait.
    pub(crate) sign_ins: NonZeroU32,
}

/// How a ward asks: each way has allowances of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Way {
    /// Its own computer, for which nobody with a link to the ward can use them up.
    Device(DeviceId),
    Link(WardId),
}

/// More than is taken; the next is after this time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many requests")]
pub struct TooMany {
    pub after: Duration,
}

impl TooMany {
    /// As a client is told: whole seconds, at least 1, after which it is not too early.
    pub(crate) fn seconds(self) -> u64 {
        (self.after.as_secs() + u64::from(self.after.subsec_nanos() > 0)).max(1)
    }
}

/// A ward's link by which more was asked than one ward asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Flood {
    pub(crate) since: Timestamp,
    pub(crate) last: Timestamp,
    /// Requests that were not taken.
    pub(crate) refused: u32,
}

impl std::fmt::Debug for Limits {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Limits")
    }
}

/// What somebody may change about their own request at once, and how soon once more.
const CHANGES: NonZeroU32 = NonZeroU32::new(10).unwrap();
const CHANGE_EVERY: Duration = Duration::from_secs(30);
/// A link that nobody floods any more is forgotten.
const FLOOD_SHOWN_FOR: Duration = Duration::from_mins(10);

impl Way {
    const fn of(ward: WardId, asked_by: AskedBy) -> Option<Self> {
        match asked_by {
            AskedBy::WardDevice(device) => Some(Self::Device(device)),
            AskedBy::WardLink => Some(Self::Link(ward)),
            AskedBy::Desk(_) | AskedBy::InPassing(_) | AskedBy::Paper(_) => None,
        }
    }
}

impl Limits {
    /// How often somebody may guess is the file's to say; the rest is asked of the settings each time.
    pub fn new(settings: Arc<SettingsInForce>, sign_ins: NonZeroU32, room: Room) -> Self {
        Self {
            settings,
            asks: Allowance::default(),
            sorted: Allowance::default(),
            changes: Allowance::default(),
            floods: Mutex::default(),
            guesses: Guesses::new(sign_ins),
            pages: OpenPages::new(room),
            turns: Turns::default(),
            tally: Tally::default(),
            sign_ins,
        }
    }

    fn of(&self, limit: fn(&LimitsConfig) -> NonZeroU32) -> NonZeroU32 {
        limit(&self.settings.held().values.limits)
    }

    fn rate_of(&self, way: Way) -> Rate {
        Rate::per_minute(match way {
            Way::Device(_) => self.of(|limits| limits.per_device_per_minute),
            Way::Link(_) => self.of(|limits| limits.per_ward_per_minute),
        })
    }

    const fn of_changes() -> Rate {
        Rate::new(CHANGES, CHANGE_EVERY)
    }

    /// A page that follows what happens is opened.
    ///
    /// # Errors
    /// [`Full`]
    pub(crate) fn open_page(&self, reader: Reader, address: IpAddr) -> Result<Place, Full> {
        self.pages.open(reader, address, self.of(|limits| limits.live_pages))
    }

    /// The desk may always ask: who rings it has waited already. What is refused uses nothing up.
    ///
    /// # Errors
    /// [`TooMany`]
    pub(crate) fn may_ask(&self, ward: WardId, asked_by: AskedBy, now: Timestamp) -> Result<(), TooMany> {
        let Some(way) = Way::of(ward, asked_by) else { return Ok(()) };
        self.asks.one_more(way, self.rate_of(way), now).inspect_err(|_| {
            if let Way::Link(_) = way {
                self.flooded(ward, now);
            }
        })
    }

    /// Whoever says that what is known sorted it takes nothing from those who ask.
    ///
    /// # Errors
    /// [`TooMany`]
    pub(crate) fn may_say_sorted(
        &self,
        ward: WardId,
        asked_by: AskedBy,
        now: Timestamp,
    ) -> Result<(), TooMany> {
        let way = Way::of(ward, asked_by);
        way.map_or(Ok(()), |way| self.sorted.one_more(way, self.rate_of(way), now))
    }

    /// A requester changes something about their request once more.
    ///
    /// # Errors
    /// [`TooMany`]
    pub(crate) fn may_change(&self, ticket: TicketId, now: Timestamp) -> Result<(), TooMany> {
        self.changes.one_more(ticket, Self::of_changes(), now)
    }

    /// What [`Limits::may_ask`] has counted could not be kept: nobody has to wait for that.
    pub(crate) fn not_asked(&self, ward: WardId, asked_by: AskedBy) {
        if let Some(way) = Way::of(ward, asked_by) {
            self.asks.give_back(way, self.rate_of(way));
        }
    }

    /// The same of [`Limits::may_say_sorted`].
    pub(crate) fn not_said_sorted(&self, ward: WardId, asked_by: AskedBy) {
        if let Some(way) = Way::of(ward, asked_by) {
            self.sorted.give_back(way, self.rate_of(way));
        }
    }

    /// The same of [`Limits::may_change`].
    pub(crate) fn not_changed(&self, ticket: TicketId) {
        self.changes.give_back(ticket, Self::of_changes());
    }

    /// Links by which more is asked than they may, worst first.
    pub(crate) fn floods(&self, now: Timestamp) -> Vec<(WardId, Flood)> {
        let mut floods = self.floods.lock().unwrap_or_else(PoisonError::into_inner);
        floods.retain(|_, flood| now.since(flood.last) < FLOOD_SHOWN_FOR);
        let mut floods: Vec<_> = floods.iter().map(|(ward, flood)| (*ward, *flood)).collect();
        floods.sort_by_key(|(ward, flood)| (std::cmp::Reverse(flood.refused), *ward));
        floods
    }

    /// The link was changed: what comes now is another.
    pub(crate) fn forget_flood(&self, ward: WardId) {
        self.floods.lock().unwrap_or_else(PoisonError::into_inner).remove(&ward);
    }

    fn flooded(&self, ward: WardId, now: Timestamp) {
        let mut floods = self.floods.lock().unwrap_or_else(PoisonError::into_inner);
        let flood = floods.entry(ward).or_insert(Flood { since: now, last: now, refused: 0 });
        flood.last = now;
        flood.refused = flood.refused.saturating_add(1);
    }
}
