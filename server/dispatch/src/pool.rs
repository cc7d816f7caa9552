//! Everyone who could be asked now, laid out for quick weighing: wards and tags as small numbers, knowledge as bits,
//! people sorted by place so that a search can start near the ticket and stop early.

mod fill;

use std::ops::Range;

use domain::{PersonId, Responder, TagId, WardId, ZoneId};
use rustc_hash::FxHashMap;

use crate::{
    TravelTable,
    policy::{Expected, InForce},
};

const MILLIS: i64 = 1000;
/// Fixed point of [`Person::stretch`]: costs are whole milliseconds, so that sums are exact and ties are real.
const STRETCH_BITS: u32 = 10;

/// The number of no place.
const NOWHERE: u32 = u32::MAX;
/// The number of no zone: of people who go anywhere, and of tickets that anyone may be sent to.
const ANY_ZONE: u16 = 0;
/// The number of a zone that nobody keeps to.
const OTHER_ZONE: u16 = u16::MAX;

/// Someone on shift who is free. Small, since a search looks at many.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "four plain facts about a person; flags would hide them")]
pub(crate) struct Person<'a> {
    pub(crate) responder: &'a Responder,
    place: u32,
    /// [`NOWHERE`] for none.
    home: u32,
    /// Number of the zone that the person keeps to.
    zone: u16,
    is_bound_to_zone: bool,
    /// Milliseconds for all tags known.
    scarcity: i32,
    load: i32,
    stale: i32,
    /// Sum of the three above: what the person costs before walking.
    own: i32,
    chance_percent: u32,
    /// 1024 / chance.
    stretch: u32,
    pub(crate) is_reachable: bool,
    /// Just lost a ticket after going silent on the way.
    pub(crate) went_silent: bool,
    is_mentioned: bool,
}

impl Person<'_> {
    /// Number of the place where the person is taken to be.
    pub(crate) fn place(&self) -> usize {
        self.place as usize
    }
}

/// The cost of a candidate, term by term, in milliseconds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Terms {
    pub(crate) walking: i64,
    pub(crate) scarcity: i64,
    pub(crate) load: i64,
    pub(crate) stale: i64,
    pub(crate) out_of_zone: i64,
    pub(crate) own_ward: i64,
    pub(crate) chance_percent: u32,
    pub(crate) cost: i64,
}

/// What a ticket asks for, in the pool's numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Need {
    pub(crate) ward: usize,
    pub(crate) tag: usize,
    /// [`ANY_ZONE`] if people of every zone may be asked alike.
    zone: u16,
    /// After those who know the tag, any floorwalker will do.
    pub(crate) any_floorwalker: bool,
}

impl Need {
    /// Somebody who keeps to another zone may not be asked.
    pub(crate) fn is_bound_to_zone(self) -> bool {
        self.zone != ANY_ZONE
    }
}

#[derive(Debug)]
pub(crate) struct Pool<'a> {
    pub(crate) travel: &'a TravelTable,
    /// By (place, own cost, id): a person's position is their column in the matching.
    people: Vec<Person<'a>>,
    /// First person of each place, and the end.
    starts: Vec<usize>,
    /// (home, position), sorted.
    at_home: Vec<(usize, usize)>,
    /// Positions of those whom tickets name.
    mentioned: FxHashMap<PersonId, usize>,
    silent: Vec<usize>,
    has_unreachable: bool,
    /// The zones that people keep to, the first of them number 1.
    zones: Vec<ZoneId>,
    /// The number of each ward's zone, if somebody keeps to one.
    zone_of: FxHashMap<WardId, u16>,
    /// One more than the tags: the last stands for being a floorwalker.
    anyone: Vec<bool>,
    tags: FxHashMap<TagId, usize>,
    /// One bit a tag, `words` words a person.
    knowledge: Vec<u64>,
    words: usize,
    /// Milliseconds by tag: the more, the fewer free people know it. Nothing for a tag that needs no knowledge.
    rarity: Vec<i64>,
    own_ward_bonus: i64,
    out_of_zone: i64,
    /// What is expected of a floorwalker and a super-user.
    of_kind: [Expected; 2],
    least_stretch: i64,
}

impl<'a> Pool<'a> {
    pub(crate) fn len(&self) -> usize {
        self.people.len()
    }

    pub(crate) fn person(&self, position: usize) -> &Person<'a> {
        &self.people[position]
    }

    pub(crate) fn silent(&self) -> &[usize] {
        &self.silent
    }

    pub(crate) fn has_unreachable(&self) -> bool {
        self.has_unreachable
    }

    /// Where someone whom a ticket names stands, if they are free.
    pub(crate) fn position_of(&self, person: PersonId) -> Option<usize> {
        self.mentioned.get(&person).copied()
    }

    /// What a ticket asks for while these measures are in force.
    pub(crate) fn need(&self, ward: WardId, tag: TagId, in_force: InForce) -> Need {
        Need {
            ward: self.travel.place(Some(ward)),
            tag: self.tags[&tag],
            zone: if in_force.any_zone {
                ANY_ZONE
            } else {
                self.zone_of.get(&ward).copied().unwrap_or(ANY_ZONE)
            },
            any_floorwalker: in_force.any_floorwalker,
        }
    }

    /// The same as if only being a floorwalker were asked for.
    pub(crate) fn need_of_any_floorwalker(&self, need: Need) -> Need {
        Need { tag: self.anyone.len() - 1, ..need }
    }

    pub(crate) fn is_for_anyone(&self, tag: TagId) -> bool {
        self.anyone[self.tags[&tag]]
    }

    pub(crate) fn knows(&self, position: usize, tag: usize) -> bool {
        self.anyone[tag] || self.knowledge[position * self.words + tag / 64] >> (tag % 64) & 1 == 1
    }

    /// Knows enough, and goes there.
    pub(crate) fn may_go(&self, position: usize, need: Need) -> bool {
        self.knows(position, need.tag) && self.keeps_in_zone(position, need)
    }

    pub(crate) fn keeps_in_zone(&self, position: usize, need: Need) -> bool {
        !need.is_bound_to_zone() || {
            let person = &self.people[position];
            !person.is_bound_to_zone || person.zone == need.zone
        }
    }

    fn out_of_zone(&self, person: &Person<'_>, need: Need) -> i64 {
        let is_outside = need.zone != ANY_ZONE && person.zone != ANY_ZONE && person.zone != need.zone;
        if is_outside { self.out_of_zone } else { 0 }
    }

    fn zone_number(&self, zone: ZoneId) -> Option<u16> {
        let index = self.zones.iter().position(|known| *known == zone)?;
        u16::try_from(index + 1).ok()
    }

    /// Everyone at a place, the cheapest first.
    pub(crate) fn at(&self, place: usize) -> Range<usize> {
        self.starts[place]..self.starts[place + 1]
    }

    /// Everyone who works on a ward, wherever they are.
    pub(crate) fn at_home_on(&self, ward: usize) -> impl Iterator<Item = usize> {
        let start = self.at_home.partition_point(|(home, _)| *home < ward);
        self.at_home[start..].iter().take_while(move |(home, _)| *home == ward).map(|(_, position)| *position)
    }

    pub(crate) fn works_on(&self, position: usize, ward: usize) -> bool {
        self.people[position].home as usize == ward
    }

    /// The cost in milliseconds of sending a person to a need that they know enough for; it may be negative for a ward's
    /// own people. Only the *other* tags make a person too rare to send.
    pub(crate) fn cost(&self, position: usize, need: Need, walking_seconds: u16) -> i64 {
        let person = &self.people[position];
        let bonus = if person.home as usize == need.ward { self.own_ward_bonus } else { 0 };
        let asking =
            i64::from(walking_seconds) * MILLIS + i64::from(person.own) + self.out_of_zone(person, need)
                - self.rarity[need.tag];
        ((asking * i64::from(person.stretch)) >> STRETCH_BITS) - bonus
    }

    /// What nobody who has to walk this long, and whose own cost is at least `own`, can be cheaper than. People who
    /// work on the ward are not covered.
    pub(crate) fn least_cost(&self, need: Need, walking_seconds: u16, own: i64) -> i64 {
        let asking = i64::from(walking_seconds) * MILLIS + (own - self.rarity[need.tag]).max(0);
        (asking * self.least_stretch) >> STRETCH_BITS
    }

    pub(crate) fn own_cost(&self, position: usize) -> i64 {
        self.people[position].own.into()
    }

    pub(crate) fn terms(&self, position: usize, need: Need) -> Terms {
        let person = &self.people[position];
        let walking_seconds = self.travel.seconds_between(person.place(), need.ward);
        Terms {
            walking: i64::from(walking_seconds) * MILLIS,
            scarcity: i64::from(person.scarcity) - self.rarity[need.tag],
            load: person.load.into(),
            stale: person.stale.into(),
            out_of_zone: self.out_of_zone(person, need),
            own_ward: if person.home as usize == need.ward { self.own_ward_bonus } else { 0 },
            chance_percent: person.chance_percent,
            cost: self.cost(position, need, walking_seconds),
        }
    }
}
