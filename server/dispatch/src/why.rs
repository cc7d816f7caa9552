//! Why this person: the candidates that were weighed, term by term, and one sentence for people.

use std::borrow::Cow;

use domain::{PersonId, TagId, Ticket, TicketId, WardId};
use serde::{Deserialize, Serialize};
use texts::texts;

use crate::{
    Snapshot,
    pool::{Need, Pool},
};

/// What was weighed when an offer was made. Kept with the offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Why {
    pub ticket: TicketId,
    pub ward: WardId,
    pub tag: TagId,
    /// The person chosen.
    pub to: PersonId,
    pub occasion: Occasion,
    /// The cheapest first; the person chosen is among them.
    pub candidates: Vec<Candidate>,
    /// Seconds that the person on the way has yet to walk, where somebody nearer is asked to take over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub still_to_walk: Option<i64>,
    /// The less urgent ticket that they were being asked about until now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead_of: Option<TicketId>,
}

/// What kind of offer it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Occasion {
    /// Nobody was being asked.
    First,
    /// Asked at the same time as someone else, because the ticket is urgent.
    AtOnce,
    /// Somebody was asked a while ago and has not answered yet.
    Hedge,
    /// Asked about this ticket before without success; everyone else has been tried or is busy.
    Again,
    /// Nobody who knows the tag could be asked, and the ticket has waited so long that any floorwalker will do.
    AnyFloorwalker,
    /// Somebody is on the way, but this person would arrive sooner.
    Nearer,
    /// Left the last offers unanswered; nobody else could be asked.
    LastResort,
}

/// Someone who could have been sent. Times are whole seconds, rounded; what they add up to is
/// `cost = (walking + scarcity + load + stale_place + out_of_zone) / chance − own_ward`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    pub person: PersonId,
    pub walking: i64,
    /// For what they know besides, and few others do.
    pub scarcity: i64,
    /// For tickets closed on this shift.
    pub load: i64,
    /// For how long ago they were seen.
    pub stale_place: i64,
    /// For leaving the zone they prefer.
    #[serde(default)]
    pub out_of_zone: i64,
    /// Taken off for their own ward.
    pub own_ward: i64,
    /// That they accept, in per cent.
    pub chance: i64,
    pub cost: i64,
    /// Nobody knows where they are: the walk is a guess.
    #[serde(default)]
    pub place_unknown: bool,
    /// The ticket that the same plan asks them about.
    pub asked_about: Option<TicketId>,
}

impl Candidate {
    pub(crate) fn new(pool: &Pool<'_>, position: usize, need: Need, asked_about: Option<TicketId>) -> Self {
        let terms = pool.terms(position, need);
        let responder = pool.person(position).responder;
        Self {
            person: responder.id,
            place_unknown: responder.whereabouts.is_none() && responder.home_ward.is_none(),
            walking: whole_seconds(terms.walking),
            scarcity: whole_seconds(terms.scarcity),
            load: whole_seconds(terms.load),
            stale_place: whole_seconds(terms.stale),
            out_of_zone: whole_seconds(terms.out_of_zone),
            own_ward: whole_seconds(terms.own_ward),
            chance: terms.chance_percent.into(),
            cost: whole_seconds(terms.cost),
            asked_about,
        }
    }
}

fn whole_seconds(millis: i64) -> i64 {
    (millis + 500 * millis.signum()) / 1000
}

/// What people call the things that a sentence names.
pub trait Names {
    /// None for someone who is not known any more.
    fn person(&self, id: PersonId) -> Option<Cow<'_, str>>;
    fn tag(&self, id: TagId) -> Option<Cow<'_, str>>;
}

impl Names for Snapshot {
    fn person(&self, id: PersonId) -> Option<Cow<'_, str>> {
        let responder = self.responders.iter().find(|responder| responder.id == id)?;
        Some(responder.name.as_str().into())
    }

    fn tag(&self, id: TagId) -> Option<Cow<'_, str>> {
        let tag = self.tags.iter().find(|tag| tag.id == id && !tag.anyone)?;
        Some(tag.name.as_str().into())
    }
}

/// Whether anyone can help, or the tag has no name; and if not, its name.
pub(crate) fn known(names: &dyn Names, tag: TagId) -> (bool, Cow<'_, str>) {
    names.tag(tag).map_or((true, Cow::Borrowed("")), |tag| (false, tag))
}

impl Why {
    pub(crate) fn new(ticket: &Ticket, to: PersonId, occasion: Occasion, candidates: Vec<Candidate>) -> Self {
        let (ward, tag) = (ticket.ward, ticket.tag);
        Self { ticket: ticket.id, ward, tag, to, occasion, candidates, still_to_walk: None, instead_of: None }
    }

    /// The candidate who was chosen.
    pub fn chosen(&self) -> Option<&Candidate> {
        self.candidates.iter().find(|candidate| candidate.person == self.to)
    }

    /// One or two plain sentences: "Amira Khan is the nearest free person who knows ePMA, about 2 minutes’ walk away."
    pub fn sentence(&self, names: &dyn Names) -> String {
        let name = names.person(self.to).unwrap_or_else(|| Cow::Owned(texts().why_this_person()));
        self.told(names, Some(&name), true)
    }

    /// The same to the person chosen: "You are the nearest free person who knows ePMA." How far they have to walk changes
    /// with where they are, so it is not part of it; and nobody is the nearest whose place is not known.
    pub fn sentence_to_chosen(&self, names: &dyn Names, is_place_known: bool) -> String {
        self.told(names, None, is_place_known)
    }

    /// About whoever has this `name`, or to them. `compares`: whether it may say who is nearer than whom.
    fn told(&self, names: &dyn Names, name: Option<&str>, compares: bool) -> String {
        let t = texts();
        let (anyone, tag) = known(names, self.tag);
        let tag = tag.as_ref();
        let Some(chosen) = self.chosen() else {
            return name.map_or_else(|| t.why_you_free(anyone, tag), |name| t.why_free(anyone, name, tag));
        };
        // Nobody is nearer than whoever may be anywhere.
        let compares = compares && !chosen.place_unknown;
        let way = || if chosen.place_unknown { t.why_place_unknown() } else { way(chosen.walking) };
        let sooner = || minutes(self.still_to_walk.unwrap_or_default() - chosen.walking);
        let free = || match name {
            Some(name) => t.why_free_and_near(anyone, name, way(), tag),
            None => t.why_you_free(anyone, tag),
        };
        let reason = match (self.occasion, name) {
            (Occasion::Again, Some(name)) => t.why_again(anyone, name, way(), tag),
            (Occasion::Again, None) => t.why_you_again(anyone, tag),
            (Occasion::LastResort, Some(name)) => t.why_last_resort(anyone, name, way(), tag),
            (Occasion::LastResort, None) => t.why_you_last_resort(anyone, tag),
            (Occasion::AnyFloorwalker, Some(name)) if compares => {
                t.why_nearest_floorwalker(anyone, name, way(), tag)
            }
            (Occasion::AnyFloorwalker, None) if compares => t.why_you_nearest_floorwalker(anyone, tag),
            (Occasion::AnyFloorwalker, Some(name)) => t.why_floorwalker(anyone, name, way(), tag),
            (Occasion::AnyFloorwalker, None) => t.why_you_floorwalker(anyone, tag),
            (Occasion::Nearer, Some(name)) if compares => t.why_nearer(anyone, name, way(), sooner(), tag),
            (Occasion::Nearer, None) if compares => t.why_you_nearer(anyone, sooner(), tag),
            (_, Some(name)) if chosen.own_ward > 0 => t.why_own_ward(anyone, name, tag),
            (_, None) if chosen.own_ward > 0 => t.why_you_own_ward(anyone, tag),
            _ if !compares => free(),
            (_, name) => match (self.nearer(chosen), name) {
                (None, Some(name)) => t.why_nearest(anyone, name, way(), tag),
                (None, None) => t.why_you_nearest(anyone, tag),
                (Some(nearer), _) => {
                    let other = names.person(nearer.person).unwrap_or_else(|| Cow::Owned(t.why_somebody()));
                    format!("{} {}", free(), self.why_not(&other, nearer, chosen))
                }
            },
        };
        let before = match self.occasion {
            Occasion::Hedge => Some(t.why_no_answer_yet()),
            Occasion::AtOnce => Some(t.why_at_once()),
            _ => None,
        };
        let after = self.instead_of.map(|_| t.why_gives_way());
        before.into_iter().chain([reason]).chain(after).collect::<Vec<_>>().join(" ")
    }

    /// Who would have had the shortest walk, if it is not the person chosen.
    fn nearer(&self, chosen: &Candidate) -> Option<&Candidate> {
        let others = self.candidates.iter().filter(|other| {
            other.walking < chosen.walking && !other.place_unknown && other.asked_about != Some(self.ticket)
        });
        others.min_by_key(|other| (other.walking, other.cost, other.person))
    }

    /// The largest reason against somebody nearer, whose name is `other`.
    fn why_not(&self, other: &str, nearer: &Candidate, chosen: &Candidate) -> String {
        let t = texts();
        if nearer.asked_about.is_some_and(|ticket| ticket != self.ticket) {
            return t.why_other_is_asked(other);
        }
        // What a lower chance adds, in seconds, is the rest of the difference.
        let chance = |candidate: &Candidate| {
            candidate.cost + candidate.own_ward
                - (candidate.walking
                    + candidate.scarcity
                    + candidate.load
                    + candidate.stale_place
                    + candidate.out_of_zone)
        };
        let reasons = [
            (nearer.scarcity - chosen.scarcity, t.why_other_is_kept_free(other)),
            (chance(nearer) - chance(chosen), t.why_other_is_less_likely(other)),
            (nearer.out_of_zone - chosen.out_of_zone, t.why_other_prefers_zone(other)),
            (nearer.load - chosen.load, t.why_other_helped_more(other)),
            (nearer.stale_place - chosen.stale_place, t.why_other_seen_a_while_ago(other)),
        ];
        let largest = reasons.into_iter().rev().max_by_key(|(seconds, _)| *seconds);
        largest.map_or_else(|| t.why_other_costs_more(other), |(_, reason)| reason)
    }
}

/// "about 2 minutes’ walk away".
fn way(seconds: i64) -> String {
    match (seconds + 30) / 60 {
        ..=0 => texts().why_under_a_minute(),
        minutes => texts().why_minutes_away(minutes),
    }
}

/// "about 2 minutes".
fn minutes(seconds: i64) -> String {
    texts().why_minutes(((seconds + 30) / 60).max(1))
}
