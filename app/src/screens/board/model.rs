//! The command centre's board, and one ticket in full.

use domain::{
    Duty, Hurt, Priority, ResponderKind, Timestamp,
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
    /// Of all open tickets of the zone, whatever else the filter leaves of them.
    #[serde(default)]
    pub counts: BoardCounts,
    /// What hurts in the zone, the worst first.
    #[serde(default)]
    pub hurts: Vec<HurtLine>,
    /// Open tickets in the order of [`lead_order`](domain::ticket::lead_order).
    pub tickets: Vec<BoardTicket>,
    /// Those of the last hours that whoever asked says are not sorted, or partly, though they are closed; latest closed first.
    #[serde(default)]
    pub not_sorted: Vec<NotSorted>,
    /// Known issues of which too many tickets came back that were closed with them.
    #[serde(default)]
    pub came_back: Vec<CameBack>,
    /// Everyone not off shift, by name: of the zone, and who was looked for.
    pub people: Vec<BoardPerson>,
    /// Responders free now, by tag, fewest first.
    pub free: Vec<FreeByTag>,
    /// All of them, and what is in no zone if anything is.
    pub zones: Vec<ZoneTile>,
    /// All of the go-live, the first cutover first, and what is in none if there are some.
    #[serde(default)]
    pub waves: Vec<BoardWave>,
    pub tags: Vec<Choice>,
    /// Wards that were looked for.
    #[serde(default)]
    pub wards: Vec<BoardWard>,
    pub filter: BoardFilter,
    /// Of this page, with what it leaves out.
    #[serde(default)]
    pub address: String,
    /// Where what was typed is looked for among tickets of any hour.
    #[serde(default)]
    pub all_tickets: Option<String>,
    /// How many tickets and people of other zones were looked for too, and where they are.
    #[serde(default)]
    pub found_elsewhere: Option<(usize, String)>,
    /// Whether the reader decides for the whole hospital.
    #[serde(default)]
    pub may_decide: bool,
    #[serde(default)]
    pub actions: BoardActions,
    /// Where more is asked than usual now.
    #[serde(default)]
    pub surges: Vec<SurgeCard>,
    /// Promises of the standing check that do not hold: an alarm.
    pub alarms: Vec<String>,
    /// When the first of them was found.
    #[serde(default)]
    pub alarms_since: Option<Moment>,
    /// Ward links by which more is asked than is taken.
    #[serde(default)]
    pub floods: Vec<Flood>,
    /// When a test request last got through; none if none has, or none are sent.
    pub canary: Option<Moment>,
    /// Handsets that still have a retired key; each leaves it when its page is next opened.
    pub handsets_on_retired_keys: u32,
}

impl BoardPage {
    /// Whether what it is asked to be about is no zone any more.
    pub fn is_of_ended_zone(&self) -> bool {
        let zone = self.filter.zone.as_str();
        let is_one = !self.filter.is_about_all() && zone != BoardFilter::NO_ZONE;
        is_one && !self.zones.iter().any(|known| known.id == zone)
    }
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
    /// … and which one that is.
    pub oldest_code: Option<String>,
    pub on_the_way: usize,
    pub with_them: usize,
    /// Responders who can be asked to take a ticket.
    pub free: usize,
}

impl BoardCounts {
    pub fn of(tickets: &[BoardTicket], people: &[BoardPerson]) -> Self {
        let waiting = || tickets.iter().filter(|ticket| ticket.is_waiting());
        let oldest = waiting().min_by_key(|ticket| ticket.asked.at);
        let in_phase = |phase| tickets.iter().filter(|ticket| ticket.phase == phase).count();
        Self {
            waiting: waiting().count(),
            urgent: waiting().filter(|ticket| ticket.priority == Priority::P1).count(),
            oldest: oldest.map(|ticket| ticket.asked.clone()),
            oldest_code: oldest.map(|ticket| ticket.code.clone()),
            on_the_way: in_phase(Phase::OnTheWay),
            with_them: in_phase(Phase::WithYou),
            free: people.iter().filter(|person| person.is_free()).count(),
        }
    }
}

/// From the query of `/board`; empty means all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct BoardFilter {
    /// What part of the hospital the board is about: the id of a zone, [`Self::NO_ZONE`], or [`Self::ALL_ZONES`].
    pub zone: String,
    /// … and of which wave of the go-live: its id, or [`Self::NO_WAVE`].
    pub wave: String,
    /// Tag slug.
    pub tag: String,
    /// `Phase::as_str`, or [`Self::NOBODY_COMING`].
    pub phase: String,
    /// `P1` … `P4`.
    pub priority: String,
    /// `Hurt::as_str`.
    pub hurts: String,
    /// What was typed: part of a code, a ward, a topic or a name.
    pub find: String,
}

impl BoardFilter {
    pub const ALL_ZONES: &'static str = "all";
    pub const NO_ZONE: &'static str = "none";
    pub const NO_WAVE: &'static str = "none";
    pub const NOBODY_COMING: &'static str = "nobody_coming";

    /// `zone`: the id of one, or empty.
    pub fn is_about(&self, zone: &str) -> bool {
        match self.zone.as_str() {
            "" | Self::ALL_ZONES => true,
            Self::NO_ZONE => zone.is_empty(),
            about => about == zone,
        }
    }

    /// `wave`: the id of one, or empty.
    pub fn is_of(&self, wave: &str) -> bool {
        match self.wave.as_str() {
            "" => true,
            Self::NO_WAVE => wave.is_empty(),
            about => about == wave,
        }
    }

    /// That part of the hospital, as a query says it.
    pub fn part(&self) -> String {
        let wave = if self.wave.is_empty() { String::new() } else { format!("&wave={}", self.wave) };
        format!("zone={}{wave}", self.zone)
    }

    #[must_use]
    pub fn in_zone(&self, zone: &str) -> Self {
        Self { zone: zone.to_owned(), ..self.clone() }
    }

    /// Empty: in any.
    #[must_use]
    pub fn in_wave(&self, wave: &str) -> Self {
        Self { wave: wave.to_owned(), ..self.clone() }
    }

    pub fn is_about_all(&self) -> bool {
        matches!(self.zone.as_str(), "" | Self::ALL_ZONES)
    }

    /// Whether some tickets of that part are left out.
    pub fn leaves_out(&self) -> bool {
        *self != Self::default().in_zone(&self.zone).in_wave(&self.wave)
    }

    /// All but what was typed.
    pub fn shows(&self, ticket: &BoardTicket) -> bool {
        let is = |wanted: &str, has: &str| wanted.is_empty() || wanted == has;
        let phase = match self.phase.as_str() {
            Self::NOBODY_COMING => ticket.is_waiting(),
            phase => is(phase, ticket.phase.as_str()),
        };
        let hurt = ticket.hurt.as_ref().map_or("", |hurt| hurt.kind.as_str());
        self.is_about(&ticket.zone)
            && self.is_of(&ticket.wave)
            && is(&self.tag, &ticket.tag_slug)
            && is(&self.priority, &ticket.priority.to_string())
            && is(&self.hurts, hurt)
            && phase
    }
}

/// What hurts about one ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketHurt {
    pub kind: Hurt,
    pub since: Moment,
}

/// What hurts in the same way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HurtLine {
    pub kind: Hurt,
    pub tickets: usize,
    /// How many of them a patient could come to harm by.
    #[serde(default)]
    pub urgent: usize,
    /// Of the one that has waited longest: since when, and where it is about what.
    pub since: Moment,
    pub ward: String,
    pub tag: String,
}

impl HurtLine {
    /// One for each way in which some of `tickets` hurt.
    pub fn of(tickets: &[BoardTicket]) -> Vec<Self> {
        let lines = Hurt::OF_TICKETS.into_iter().filter_map(|kind| {
            let hurting = || {
                tickets.iter().filter_map(move |ticket| {
                    ticket.hurt.as_ref().filter(|hurt| hurt.kind == kind).map(|hurt| (ticket, hurt))
                })
            };
            let (longest, hurt) = hurting().min_by_key(|(_, hurt)| hurt.since.at)?;
            Some(Self {
                kind,
                tickets: hurting().count(),
                urgent: hurting().filter(|(ticket, _)| ticket.priority == Priority::P1).count(),
                since: hurt.since.clone(),
                ward: longest.ward.clone(),
                tag: longest.tag.clone(),
            })
        });
        lines.collect()
    }
}

/// How a zone does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ZoneTile {
    /// As [`BoardFilter::zone`] has it.
    pub id: String,
    pub name: String,
    /// Tickets that nobody is on the way to.
    pub waiting: usize,
    /// … of those, where a patient could come to harm.
    pub urgent: usize,
    pub oldest: Option<Moment>,
    /// Responders of the zone.
    pub free: usize,
    /// Topics that nobody on shift who comes here knows.
    pub uncovered: Vec<String>,
}

impl ZoneTile {
    /// With the figures of these tickets.
    #[must_use]
    pub fn counting(self, tickets: &[BoardTicket]) -> Self {
        let here = BoardFilter::default().in_zone(&self.id);
        let waiting = || tickets.iter().filter(|ticket| ticket.is_waiting() && here.is_about(&ticket.zone));
        Self {
            waiting: waiting().count(),
            urgent: waiting().filter(|ticket| ticket.priority == Priority::P1).count(),
            oldest: waiting().map(BoardTicket::known_since).min_by_key(|since| since.at).cloned(),
            ..self
        }
    }
}

/// How a wave of the go-live does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardWave {
    /// As [`BoardFilter::wave`] has it.
    pub id: String,
    pub name: String,
    /// `Day 3 since the cutover`; none of what is in none.
    pub day: Option<String>,
    /// Tickets that nobody is on the way to.
    pub waiting: usize,
}

impl BoardWave {
    /// With the figures of these tickets.
    #[must_use]
    pub fn counting<'a>(self, tickets: impl IntoIterator<Item = &'a BoardTicket>) -> Self {
        let here = BoardFilter::default().in_wave(&self.id);
        let waiting = tickets.into_iter().filter(|ticket| ticket.is_waiting() && here.is_of(&ticket.wave));
        Self { waiting: waiting.count(), ..self }
    }
}

/// A ward that was looked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardWard {
    /// As posters and telephone lists have it.
    pub code: String,
    pub name: String,
    /// Zone id, or empty.
    pub zone: String,
    pub zone_name: Option<String>,
    pub phone: Option<String>,
    /// Tickets that are open there.
    pub open: usize,
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
    /// Id of the wave in which it was asked, or empty.
    #[serde(default)]
    pub wave: String,
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
    /// When it was entered from paper, which it was asked on.
    #[serde(default)]
    pub entered: Option<Moment>,
    /// Since when nobody has been coming, where that is not since it was asked.
    #[serde(default)]
    pub waits_again: Option<Moment>,
    /// It was closed with others, and is not solved.
    #[serde(default)]
    pub came_back: bool,
    #[serde(default)]
    pub hurt: Option<TicketHurt>,
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

    /// Since when somebody could be asked.
    pub fn known_since(&self) -> &Moment {
        self.entered.as_ref().unwrap_or(&self.asked)
    }

    pub fn waits_since(&self) -> &Moment {
        self.waits_again.as_ref().unwrap_or(&self.asked)
    }
}

/// A closed ticket that is not sorted, as whoever asked says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotSorted {
    /// Links to `/board/tickets/{id}`.
    pub id: String,
    pub code: String,
    pub ward: String,
    /// Zone id, or empty.
    #[serde(default)]
    pub zone: String,
    /// Id of the wave in which it was asked, or empty.
    #[serde(default)]
    pub wave: String,
    pub tag: String,
    /// Partly, or no.
    pub answer: Sorted,
    pub closed_by: Option<String>,
    pub closed: Moment,
}

/// A known issue that is not fixed after all, as wards say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CameBack {
    /// Links to `/known-issues/{id}`.
    pub id: String,
    pub title: String,
    pub not_solved: u32,
    /// Those that were closed with it, and those that came back.
    pub closed: u32,
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
    /// Zone id, or empty.
    #[serde(default)]
    pub zone_id: String,
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
