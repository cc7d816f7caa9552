//! Why this person: the candidates that were weighed, term by term, and one sentence for people.

use std::borrow::Cow;

use domain::{PersonId, TagId, Ticket, TicketId, WardId};
use serde::{Deserialize, Serialize};

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
    /// Asked at the same time as somebody else, because the ticket is urgent.
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

/// "knows ePMA"; "can help" when anyone can, or the tag has no name.
pub(crate) fn knows(names: &dyn Names, tag: TagId) -> String {
    names.tag(tag).map_or_else(|| "can help".to_owned(), |tag| format!("knows {tag}"))
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
        let name = names.person(self.to).unwrap_or(Cow::Borrowed("This person"));
        self.told(names, &Voice::about(&name))
    }

    /// The same to the person chosen: "You are the nearest free person who knows ePMA." How far they have to walk changes
    /// with where they are, so it is not part of it; and nobody is the nearest whose place is not known.
    pub fn sentence_to_chosen(&self, names: &dyn Names, is_place_known: bool) -> String {
        self.told(names, &Voice::to_them(is_place_known))
    }

    fn told(&self, names: &dyn Names, voice: &Voice<'_>) -> String {
        let Voice { subject, verbs: Verbs { is, has, works }, .. } = voice;
        let start = voice.start();
        let knows = knows(names, self.tag);
        let free = format!("{start} {is} free and {}", voice.knows(names, self.tag));
        let Some(chosen) = self.chosen() else {
            return format!("{free}.");
        };
        let way = match chosen {
            _ if voice.speaks_to_them => String::new(),
            Candidate { place_unknown: true, .. } => ", place unknown".to_owned(),
            _ => format!(", {}", way(chosen.walking)),
        };
        // Nobody is nearer than whoever may be anywhere.
        let compares = voice.compares && !chosen.place_unknown;
        let reason = match self.occasion {
            Occasion::Again => format!(
                "Everyone else who {knows} is busy, has been asked or is off shift, so {subject} {is} asked again{way}."
            ),
            Occasion::LastResort => format!(
                "Nobody else who {knows} could be asked. {start} {has} left the last offers unanswered{way}."
            ),
            Occasion::AnyFloorwalker if compares => {
                format!("No one who {knows} has been free. {start} {is} the nearest free floorwalker{way}.")
            }
            Occasion::AnyFloorwalker => {
                if voice.speaks_to_them {
                    format!("No one who {knows} has been free, so we are asking you.")
                } else {
                    format!("No one who {knows} has been free. {start} {is} a free floorwalker{way}.")
                }
            }
            Occasion::Nearer if compares => {
                let sooner = self.still_to_walk.unwrap_or_default() - chosen.walking;
                format!("{free}{way}: {} nearer than the person on the way.", minutes(sooner))
            }
            _ if chosen.own_ward > 0 => {
                format!("{start} {works} on this ward, {is} free and {}.", voice.knows(names, self.tag))
            }
            _ if !compares => format!("{free}{way}."),
            _ => match self.nearer(chosen) {
                None => format!("{start} {is} the nearest free person who {knows}{way}."),
                Some(nearer) => {
                    let other = names.person(nearer.person).unwrap_or(Cow::Borrowed("Somebody"));
                    let despite = self.why_not(nearer, chosen);
                    format!("{free}{way}. {other} is nearer but {despite}.")
                }
            },
        };
        let reason = match self.occasion {
            Occasion::Hedge => format!("No answer yet from the person asked first. {reason}"),
            Occasion::AtOnce => format!("Asked at the same time as somebody else. {reason}"),
            _ => reason,
        };
        match self.instead_of {
            Some(_) => format!("{reason} A less urgent request that they had not answered yet gives way."),
            None => reason,
        }
    }

    /// Who would have had the shortest walk, if it is not the person chosen.
    fn nearer(&self, chosen: &Candidate) -> Option<&Candidate> {
        let others = self.candidates.iter().filter(|other| {
            other.walking < chosen.walking && !other.place_unknown && other.asked_about != Some(self.ticket)
        });
        others.min_by_key(|other| (other.walking, other.cost, other.person))
    }

    /// The largest reason against somebody nearer.
    fn why_not(&self, nearer: &Candidate, chosen: &Candidate) -> &'static str {
        if nearer.asked_about.is_some_and(|ticket| ticket != self.ticket) {
            return "is being asked about another ticket";
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
            (nearer.scarcity - chosen.scarcity, "is kept free for things that fewer people know"),
            (chance(nearer) - chance(chosen), "is less likely to be able to come"),
            (nearer.out_of_zone - chosen.out_of_zone, "prefers their own zone"),
            (nearer.load - chosen.load, "has helped more people on this shift"),
            (nearer.stale_place - chosen.stale_place, "was last seen there a while ago"),
        ];
        let largest = reasons.iter().rev().max_by_key(|(seconds, _)| *seconds);
        largest.map_or("costs more in all", |(_, reason)| *reason)
    }
}

/// Whom a sentence speaks about.
struct Voice<'n> {
    subject: &'n str,
    verbs: Verbs,
    speaks_to_them: bool,
    /// Whether it may say who is nearer than whom.
    compares: bool,
}

struct Verbs {
    is: &'static str,
    has: &'static str,
    works: &'static str,
}

impl<'n> Voice<'n> {
    const fn about(name: &'n str) -> Self {
        let verbs = Verbs { is: "is", has: "has", works: "works" };
        Self { subject: name, verbs, speaks_to_them: false, compares: true }
    }

    const fn to_them(is_place_known: bool) -> Self {
        let verbs = Verbs { is: "are", has: "have", works: "work" };
        Self { subject: "you", verbs, speaks_to_them: true, compares: is_place_known }
    }

    /// A name stays as it is written.
    const fn start(&self) -> &'n str {
        if self.speaks_to_them { "You" } else { self.subject }
    }

    fn knows(&self, names: &dyn Names, tag: TagId) -> String {
        let knows = knows(names, tag);
        if self.speaks_to_them { knows.replacen("knows ", "know ", 1) } else { knows }
    }
}

/// "about 2 minutes’ walk away".
fn way(seconds: i64) -> String {
    match (seconds + 30) / 60 {
        ..=0 => "less than a minute’s walk away".to_owned(),
        1 => "about 1 minute’s walk away".to_owned(),
        minutes => format!("about {minutes} minutes’ walk away"),
    }
}

/// "about 2 minutes".
fn minutes(seconds: i64) -> String {
    match (seconds + 30) / 60 {
        ..=1 => "about 1 minute".to_owned(),
        minutes => format!("about {minutes} minutes"),
    }
}
