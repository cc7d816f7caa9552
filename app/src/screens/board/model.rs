//! The command centre's board, and one ticket in full.

use domain::{
    Duty, Priority, ResponderKind, Timestamp,
    ticket::{Phase, Sorted},
};
use serde::{Deserialize, Serialize};

use crate::{
    model::{Choice, Moment},
    screens::surges::SurgeCard,
};

/// `/board`. Also `GET /board.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BoardPage {
    pub now: Timestamp,
    pub now_clock: String,
    /// Last event this page knows of; the stream goes on after it.
    pub sequence: i64,
    /// Of all open tickets, whatever the filter leaves of them.
    #[serde(default)]
    pub counts: BoardCounts,
    /// Open tickets by priority; in each those that nobody is on the way to first, and of them those that silence has
    /// escalated; then by age. Those with somebody there come last.
    pub tickets: Vec<BoardTicket>,
    /// Those of the last hours that whoever asked says are not sorted, or partly, though they are closed; latest closed first.
    #[serde(default)]
    pub not_sorted: Vec<NotSorted>,
    /// Everyone not off shift, by name.
    pub people: Vec<BoardPerson>,
    /// Responders free now, by tag, fewest first.
    pub free: Vec<FreeByTag>,
    pub zones: Vec<Choice>,
    pub tags: Vec<Choice>,
    pub filter: BoardFilter,
    #[serde(default)]
    pub actions: BoardActions,
    /// Where more is asked than usual now.
    #[serde(default)]
    pub surges: Vec<SurgeCard>,
    /// Promises of the standing check that do not hold: an alarm.
    pub alarms: Vec<String>,
    /// Ward links by which more is asked than is taken.
    #[serde(default)]
    pub floods: Vec<Flood>,
    /// When a test request last got through; none if none has, or none are sent.
    pub canary: Option<Moment>,
    /// Handsets that still have a retired key; each leaves it when its page is next opened.
    pub handsets_on_retired_keys: u32,
}

/// What leads wrote down that is still to be done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardActions {
    pub open: u32,
    /// … of those, the ones whose time has passed.
    pub overdue: u32,
}

/// A ward's link by which more is asked than is taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flood {
    /// Links to `/setup/wards/{ward}/rotate-link`.
    pub ward: String,
    pub name: String,
    pub since: Moment,
    /// Requests that were not taken.
    pub refused: u32,
}

/// The figures on top of the board.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BoardCounts {
    /// Tickets that nobody is on the way to.
    pub waiting: usize,
    /// … of those, where a patient could come to harm.
    pub urgent: usize,
    /// When the first of those that wait was asked.
    pub oldest: Option<Moment>,
    pub on_the_way: usize,
    pub with_them: usize,
}

impl BoardCounts {
    pub fn of(tickets: &[BoardTicket]) -> Self {
        let waiting = || tickets.iter().filter(|ticket| ticket.is_waiting());
        let in_phase = |phase| tickets.iter().filter(|ticket| ticket.phase == phase).count();
        Self {
            waiting: waiting().count(),
            urgent: waiting().filter(|ticket| ticket.priority == Priority::P1).count(),
            oldest: waiting().map(|ticket| &ticket.asked).min_by_key(|asked| asked.at).cloned(),
            on_the_way: in_phase(Phase::OnTheWay),
            with_them: in_phase(Phase::WithYou),
        }
    }
}

/// From the query of `/board`; empty means all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct BoardFilter {
    /// Zone id.
    pub zone: String,
    /// Tag slug.
    pub tag: String,
    /// `Phase::as_str`.
    pub phase: String,
}

impl BoardFilter {
    pub fn shows(&self, ticket: &BoardTicket) -> bool {
        let is = |wanted: &str, has: &str| wanted.is_empty() || wanted == has;
        is(&self.zone, &ticket.zone)
            && is(&self.tag, &ticket.tag_slug)
            && is(&self.phase, ticket.phase.as_str())
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardTicket {
    /// Links to `/board/tickets/{id}`.
    pub id: String,
    pub code: String,
    pub priority: Priority,
    pub ward: String,
    /// Zone id, or empty.
    pub zone: String,
    pub tag: String,
    pub tag_slug: String,
    pub phase: Phase,
    /// Who has it, or, while nobody has, who is being asked.
    pub who: Vec<String>,
    /// Who is being asked beside whoever has it: they would be there sooner.
    #[serde(default)]
    pub asked_beside: Vec<String>,
    /// Whether the alerts of live offers arrived.
    pub arrivals: Vec<Arrival>,
    pub asked: Moment,
    /// Why this person, or why nobody.
    pub why: Option<String>,
    /// How often silence made somebody look.
    pub escalation: u8,
    /// What the ladder has done about it: `Command centre told 10:42`.
    pub done: Vec<String>,
    pub reopened: bool,
}

impl BoardTicket {
    /// Nobody is on the way.
    pub const fn is_waiting(&self) -> bool {
        matches!(self.phase, Phase::Waiting | Phase::Offered)
    }
}

/// A closed ticket that is not sorted, as whoever asked says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotSorted {
    /// Links to `/board/tickets/{id}`.
    pub id: String,
    pub code: String,
    pub ward: String,
    pub tag: String,
    /// Partly, or no.
    pub answer: Sorted,
    pub closed_by: Option<String>,
    pub closed: Moment,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrival {
    pub name: String,
    /// As in [`crate::screens::ticket::OfferRow::alert`]; of somebody who was not reached, why.
    pub words: String,
    pub not_reached: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "plain facts about a person, each said by itself")]
pub struct BoardPerson {
    pub id: String,
    pub name: String,
    pub kind: ResponderKind,
    pub duty: Duty,
    /// Zone name.
    pub zone: Option<String>,
    pub place: Option<String>,
    pub place_is_old: bool,
    /// Code and phase of the ticket in hand.
    pub busy_with: Option<(String, Phase)>,
    pub is_reachable: bool,
    /// No session lives and no handset could be alerted: not asked.
    #[serde(default)]
    pub signed_out: bool,
    /// Is asked to take a ticket, and nothing shows that the alert arrived.
    pub not_reached: bool,
    pub tags: Vec<String>,
}

impl BoardPerson {
    /// Whether they can be asked to take a ticket.
    pub fn is_free(&self) -> bool {
        self.duty == Duty::OnShift && self.busy_with.is_none() && self.is_reachable && !self.signed_out
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreeByTag {
    pub tag: String,
    pub free: usize,
    pub on_shift: usize,
}
