//! The command centre's board, and one ticket in full.

use domain::{Duty, Priority, ResponderKind, Timestamp, priority::Stuck, ticket::Phase};
use serde::{Deserialize, Serialize};

use super::{Choice, ChoiceGroup, FieldError, Moment, TimelineEntry};

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
    /// Everyone not off shift, by name.
    pub people: Vec<BoardPerson>,
    /// Responders free now, by tag, fewest first.
    pub free: Vec<FreeByTag>,
    pub zones: Vec<Choice>,
    pub tags: Vec<Choice>,
    pub filter: BoardFilter,
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

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrival {
    pub name: String,
    /// As in [`OfferRow::alert`]; of somebody who was not reached, why.
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

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreeByTag {
    pub tag: String,
    pub free: usize,
    pub on_shift: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unalerted {
    pub name: String,
    pub phone: Option<String>,
}

/// One ticket in full. Forms: `/board/tickets/{id}/assign` (`person` id), `/escalate`, `/priority` (`priority`),
/// `/withdraw` (`why`).
#[derive(Debug, Clone)]
pub struct TicketPage {
    pub now: Timestamp,
    pub now_clock: String,
    /// Last event this page knows of; its stream goes on after it.
    pub sequence: i64,
    pub ticket: BoardTicket,
    pub ward_phone: Option<String>,
    /// Names and numbers of those who have it, or are asked.
    pub phones: Vec<(String, String)>,
    /// What whoever asked said that it is like for them.
    pub stuck: Option<Stuck>,
    pub note: Option<String>,
    pub asker: Option<String>,
    pub asked_by: String,
    /// Nobody asked: no priority and no wait.
    pub in_passing: bool,
    pub closed_as: Option<String>,
    /// `3 people`; none if it was one, or it is open.
    pub helped: Option<String>,
    pub closing_note: Option<String>,
    /// Title of what it was about.
    pub known_issue: Option<String>,
    pub is_open: bool,
    pub can_assign: bool,
    /// What [`Command::Escalate`](domain::ticket::Command::Escalate) would do now, as the rest of a sentence each; empty if nothing.
    pub escalating: Vec<String>,
    /// Whoever has it, if no alert reaches them.
    pub unalerted: Option<Unalerted>,
    /// Of the ticket as it is shown: what a lead decides about.
    pub version: u32,
    pub assignable: Assignable,
    /// Asked before somebody is sent who is not free.
    pub question: Option<SendQuestion>,
    /// What is wrong with what was chosen: `person`, `priority`, `why`.
    pub errors: Vec<FieldError>,
    pub timeline: Vec<TimelineEntry>,
    pub offers: Vec<OfferRow>,
    pub notice: Option<String>,
}

/// Who could be sent, the best first: one page of a list that can be searched. The query of the ticket's page: `find`, `skip`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Assignable {
    /// What was looked for: parts of a name, a tag or a zone.
    pub find: String,
    /// Those of this page, grouped by whether they are free; the value is the person's id, the label says tags, walk and
    /// state.
    pub groups: Vec<ChoiceGroup>,
    /// People found who come before this page.
    pub before: usize,
    /// People found, on this page and on all others.
    pub found: usize,
    /// Address of those after these.
    pub more: Option<String>,
}

/// Posts to `/board/tickets/{id}/assign` (`person`, `told`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SendQuestion {
    pub person: String,
    /// What stands against it, and what becomes of it, a sentence each.
    pub words: Vec<String>,
    pub told: String,
    pub button: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferRow {
    pub to: String,
    pub made: Moment,
    /// `accepted after 12 seconds`, `waiting for an answer`.
    pub outcome: String,
    /// `alert shown after 3 s`, `not confirmed (alert sent)`, `not reached (no handset with alerts on), called`.
    pub alert: String,
    pub why: String,
    pub candidates: Vec<CandidateRow>,
}

/// A row of the table of candidates, in whole seconds. It adds up: the terms to their sum, the sum divided by the chance and
/// less what is taken off to the total.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CandidateRow {
    pub name: String,
    pub chosen: bool,
    /// Each term of the cost: what it is called, and its seconds.
    pub terms: Vec<(String, i64)>,
    pub sum_seconds: i64,
    /// That they accept, 1 to 100.
    pub chance_percent: i64,
    /// Taken off for their own ward.
    pub own_ward_seconds: i64,
    pub total_seconds: i64,
}
