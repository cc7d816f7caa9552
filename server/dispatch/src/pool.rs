//! Everyone who could be asked now, laid out for quick weighing: wards and tags as small numbers, knowledge as bits,
//! people sorted by place so that a search can start near the ticket and stop early.

use std::ops::Range;

use domain::{
    Answers, Duty, PersonId, Responder, ResponderKind, TagId, Timestamp, WardId, Whereabouts, ZoneId,
    ZoneMode,
};
use rustc_hash::FxHashMap;

use crate::{
    Policy, Snapshot, TravelTable,
    endings::Mention,
    policy::{Expected, InForce},
};

const MILLIS: i64 = 1000;
/// Fixed point of [`Person::stretch`]: costs are whole milliseconds, so that sums are exact and ties are real.
const STRETCH_BITS: u32 = 10;

/// Someone on shift who is free.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Person<'a> {
    pub(crate) responder: &'a Responder,
    /// Number of the place where the person is taken to be.
    pub(crate) place: usize,
    home: Option<usize>,
    /// The zone that the person keeps to, and whether without exception.
    zone: Option<(ZoneId, bool)>,
    /// Milliseconds for all tags known.
    scarcity: i64,
    load: i64,
    stale: i64,
    /// Sum of the three above: what the person costs before walking.
    own: i64,
    chance_percent: u32,
    /// 1024 / chance.
    stretch: i64,
    pub(crate) is_reachable: bool,
    /// Just lost a ticket after going silent on the way.
    pub(crate) went_silent: bool,
    is_mentioned: bool,
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
    /// None if people of every zone may be asked alike.
    pub(crate) zone: Option<ZoneId>,
    /// After those who know the tag, any floorwalker will do.
    pub(crate) any_floorwalker: bool,
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
    /// The zone of each ward, if somebody keeps to one.
    zones: FxHashMap<WardId, ZoneId>,
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
    pub(crate) fn new(
        snapshot: &'a Snapshot,
        mentions: &FxHashMap<PersonId, Mention<'a>>,
        policy: &Policy,
        now: Timestamp,
    ) -> Self {
        let mut pool = Self::empty(snapshot, policy);
        let mut known_by = vec![0_i64; pool.anyone.len()];
        for responder in &snapshot.responders {
            let mention = mentions.get(&responder.id);
            if responder.duty == Duty::OnShift && !mention.is_some_and(Mention::is_busy) {
                pool.learn(responder, &mut known_by);
                let answers = snapshot.answers.get(&responder.id).copied().unwrap_or_default();
                pool.add(responder, mention, answers, policy, now);
            }
        }
        for (tag, rarity) in pool.rarity.iter_mut().enumerate() {
            if !pool.anyone[tag] && tag < pool.anyone.len() - 1 {
                *rarity = i64::from(policy.weights.scarcity_seconds) * MILLIS / known_by[tag].max(1).pow(2);
            }
        }
        if pool.people.iter().any(|person| person.zone.is_some()) {
            pool.zones = snapshot.wards.iter().filter_map(|ward| Some((ward.id, ward.zone?))).collect();
        }
        pool.charge_scarcity();
        pool.sort_by_place();
        pool.note_positions();
        pool
    }

    fn empty(snapshot: &'a Snapshot, policy: &Policy) -> Self {
        let mut tags = FxHashMap::default();
        let mut anyone = Vec::with_capacity(snapshot.tags.len());
        for tag in &snapshot.tags {
            if tags.insert(tag.id, anyone.len()).is_none() {
                anyone.push(tag.anyone);
            }
        }
        for ticket in &snapshot.tickets {
            tags.entry(ticket.tag).or_insert_with(|| {
                anyone.push(false);
                anyone.len() - 1
            });
        }
        anyone.push(false);
        Self {
            travel: &snapshot.travel,
            people: Vec::with_capacity(snapshot.responders.len()),
            starts: Vec::new(),
            at_home: Vec::new(),
            mentioned: FxHashMap::default(),
            silent: Vec::new(),
            has_unreachable: false,
            words: anyone.len().div_ceil(64),
            knowledge: vec![0; anyone.len().div_ceil(64) * snapshot.responders.len()],
            rarity: vec![0; anyone.len()],
            own_ward_bonus: i64::from(policy.weights.own_ward_bonus_seconds) * MILLIS,
            out_of_zone: i64::from(policy.weights.out_of_zone_seconds) * MILLIS,
            of_kind: expected_of_kinds(snapshot, policy),
            least_stretch: i64::MAX,
            zones: FxHashMap::default(),
            tags,
            anyone,
        }
    }

    /// Notes what the person who is added next knows.
    fn learn(&mut self, responder: &Responder, known_by: &mut [i64]) {
        let first = self.people.len() * self.words;
        let is_floorwalker = responder.kind == ResponderKind::Floorwalker;
        let known = responder.tags.iter().filter_map(|tag| self.tags.get(tag).copied());
        for tag in known.chain(is_floorwalker.then_some(self.anyone.len() - 1)) {
            let (word, bit) = (first + tag / 64, 1 << (tag % 64));
            known_by[tag] += i64::from(self.knowledge[word] & bit == 0);
            self.knowledge[word] |= bit;
        }
    }

    fn add(
        &mut self,
        responder: &'a Responder,
        mention: Option<&Mention<'_>>,
        answers: Answers,
        policy: &Policy,
        now: Timestamp,
    ) {
        let unanswered = responder.unanswered.saturating_add(mention.map_or(0, |mention| mention.expired));
        let of_kind = self.of_kind[kind_number(responder.kind)];
        let expected = policy.acceptance.of_person(of_kind, answers);
        let chance_percent = policy.chance_percent(expected, unanswered);
        let stretch = i64::from((100 << STRETCH_BITS) / chance_percent);
        self.least_stretch = self.least_stretch.min(stretch);
        let weights = &policy.weights;
        let load = (i64::from(weights.load_seconds_per_ticket) * i64::from(responder.closed_this_shift))
            .min(weights.load_seconds_at_most.into())
            * MILLIS;
        let (ward, stale_share) = place_of(responder, now);
        let nowhere = self.travel.places() - 1;
        let stale = i64::from(weights.stale_place_seconds) * stale_share;
        self.people.push(Person {
            responder,
            place: self.travel.place(ward),
            home: responder
                .home_ward
                .map(|ward| self.travel.place(Some(ward)))
                .filter(|home| *home != nowhere),
            zone: responder.zone.and_then(|zone| match responder.zone_mode {
                ZoneMode::All => None,
                ZoneMode::Preferred => Some((zone, false)),
                ZoneMode::Exclusive => Some((zone, true)),
            }),
            scarcity: 0,
            load,
            stale,
            own: load + stale,
            chance_percent,
            stretch,
            is_reachable: unanswered < Responder::UNREACHABLE_AFTER,
            went_silent: mention.is_some_and(|mention| mention.went_silent),
            is_mentioned: mention.is_some(),
        });
    }

    fn charge_scarcity(&mut self) {
        for (person, words) in self.people.iter_mut().zip(self.knowledge.chunks_exact(self.words.max(1))) {
            for (index, word) in words.iter().enumerate() {
                let mut left = *word;
                while left != 0 {
                    person.scarcity += self.rarity[index * 64 + left.trailing_zeros() as usize];
                    left &= left - 1;
                }
            }
            person.own += person.scarcity;
        }
    }

    /// A counting sort by place, then each place by cost: most places have few people.
    fn sort_by_place(&mut self) {
        let places = self.travel.places();
        let mut ends = vec![0; places + 1];
        for person in &self.people {
            ends[person.place + 1] += 1;
        }
        for place in 0..places {
            ends[place + 1] += ends[place];
        }
        self.starts.clone_from(&ends);
        // (own cost, index): few comparisons need to look further.
        let mut order = vec![(0, 0); self.people.len()];
        for (index, person) in self.people.iter().enumerate() {
            order[ends[person.place]] = (person.own, index);
            ends[person.place] += 1;
        }
        let id = |index: usize| self.people[index].responder.id;
        for place in self.starts.windows(2) {
            order[place[0]..place[1]].sort_unstable_by(|(own, one), (other_own, other)| {
                own.cmp(other_own).then_with(|| id(*one).cmp(&id(*other)))
            });
        }
        let mut knowledge = Vec::with_capacity(self.people.len() * self.words);
        for (_, index) in &order {
            knowledge.extend_from_slice(&self.knowledge[index * self.words..][..self.words]);
        }
        self.knowledge = knowledge;
        self.people = order.into_iter().map(|(_, index)| self.people[index]).collect();
    }

    fn note_positions(&mut self) {
        for (position, person) in self.people.iter().enumerate() {
            if let Some(home) = person.home {
                self.at_home.push((home, position));
            }
            if person.is_mentioned {
                self.mentioned.insert(person.responder.id, position);
            }
            if person.went_silent {
                self.silent.push(position);
            }
            self.has_unreachable |= !person.is_reachable;
        }
        self.at_home.sort_unstable();
    }

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
            zone: self.zones.get(&ward).copied().filter(|_| !in_force.any_zone),
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
        match (need.zone, self.people[position].zone) {
            (Some(zone), Some((own, true))) => own == zone,
            _ => true,
        }
    }

    fn out_of_zone(&self, person: &Person<'_>, need: Need) -> i64 {
        match (need.zone, person.zone) {
            (Some(zone), Some((own, _))) if own != zone => self.out_of_zone,
            _ => 0,
        }
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
        self.people[position].home == Some(ward)
    }

    /// The cost in milliseconds of sending a person to a need that they know enough for; it may be negative for a ward's
    /// own people. Only the *other* tags make a person too rare to send.
    pub(crate) fn cost(&self, position: usize, need: Need, walking_seconds: u16) -> i64 {
        let person = &self.people[position];
        let bonus = if person.home == Some(need.ward) { self.own_ward_bonus } else { 0 };
        let asking = i64::from(walking_seconds) * MILLIS + person.own + self.out_of_zone(person, need)
            - self.rarity[need.tag];
        ((asking * person.stretch) >> STRETCH_BITS) - bonus
    }

    /// What nobody who has to walk this long, and whose own cost is at least `own`, can be cheaper than. People who
    /// work on the ward are not covered.
    pub(crate) fn least_cost(&self, need: Need, walking_seconds: u16, own: i64) -> i64 {
        let asking = i64::from(walking_seconds) * MILLIS + (own - self.rarity[need.tag]).max(0);
        (asking * self.least_stretch) >> STRETCH_BITS
    }

    pub(crate) fn own_cost(&self, position: usize) -> i64 {
        self.people[position].own
    }

    pub(crate) fn terms(&self, position: usize, need: Need) -> Terms {
        let person = &self.people[position];
        let walking_seconds = self.travel.seconds_between(person.place, need.ward);
        Terms {
            walking: i64::from(walking_seconds) * MILLIS,
            scarcity: person.scarcity - self.rarity[need.tag],
            load: person.load,
            stale: person.stale,
            out_of_zone: self.out_of_zone(person, need),
            own_ward: if person.home == Some(need.ward) { self.own_ward_bonus } else { 0 },
            chance_percent: person.chance_percent,
            cost: self.cost(position, need, walking_seconds),
        }
    }
}

const fn kind_number(kind: ResponderKind) -> usize {
    match kind {
        ResponderKind::Floorwalker => 0,
        ResponderKind::SuperUser => 1,
    }
}

fn expected_of_kinds(snapshot: &Snapshot, policy: &Policy) -> [Expected; 2] {
    let mut answers = [Answers::default(); 2];
    if !snapshot.answers.is_empty() {
        for responder in &snapshot.responders {
            if let Some(of_person) = snapshot.answers.get(&responder.id) {
                let of_kind = &mut answers[kind_number(responder.kind)];
                of_kind.asked += of_person.asked;
                of_kind.accepted += of_person.accepted;
            }
        }
    }
    [ResponderKind::Floorwalker, ResponderKind::SuperUser]
        .map(|kind| policy.acceptance.of_kind(kind, answers[kind_number(kind)]))
}

/// Where a person is taken to be, and how old that is in thousandths of [`Whereabouts::OLD_AFTER`]. Who was last seen
/// long ago is looked for on their own ward, if they have one.
fn place_of(responder: &Responder, now: Timestamp) -> (Option<WardId>, i64) {
    match (responder.whereabouts, responder.home_ward) {
        (Some(seen), None) => (Some(seen.ward), staleness(seen, now)),
        (Some(seen), Some(_)) if !seen.is_old(now) => (Some(seen.ward), staleness(seen, now)),
        (_, home) => (home, 0),
    }
}

fn staleness(seen: Whereabouts, now: Timestamp) -> i64 {
    let old_after = i64::try_from(Whereabouts::OLD_AFTER.as_secs()).unwrap_or(i64::MAX);
    ((now.as_millis().saturating_sub(seen.at.as_millis())) / old_after).clamp(0, 1000)
}
