//! Filling the pool from a snapshot. This touches everyone, so nothing here is looked up twice.

use domain::{
    Answers, Duty, PersonId, Responder, ResponderKind, Timestamp, WardId, Whereabouts, ZoneId, ZoneMode,
};
use rustc_hash::FxHashMap;

use super::{ANY_ZONE, MILLIS, NOWHERE, OTHER_ZONE, Person, Pool, STRETCH_BITS};
use crate::{Policy, Snapshot, endings::Mention, policy::Expected};

impl<'a> Pool<'a> {
    pub(crate) fn new(
        snapshot: &'a Snapshot,
        mentions: &FxHashMap<PersonId, Mention<'a>>,
        policy: &Policy,
        now: Timestamp,
    ) -> Self {
        let answers = answers(snapshot);
        let mut pool = Self::empty(snapshot, policy);
        pool.of_kind = expected_of_kinds(snapshot, &answers, policy);
        let mut known_by = vec![0_i64; pool.anyone.len()];
        for (responder, answers) in snapshot.responders.iter().zip(&answers) {
            let mention = mentions.get(&responder.id);
            let is_there = responder.duty == Duty::OnShift && !snapshot.signed_out.contains(&responder.id);
            if is_there && !mention.is_some_and(Mention::is_busy) {
                pool.learn(responder, &mut known_by);
                pool.add(responder, mention, *answers, policy, now);
            }
        }
        for (tag, rarity) in pool.rarity.iter_mut().enumerate() {
            if !pool.anyone[tag] && tag < pool.anyone.len() - 1 {
                *rarity = i64::from(policy.weights.scarcity_seconds) * MILLIS / known_by[tag].max(1).pow(2);
            }
        }
        if !pool.zones.is_empty() {
            let number = |zone| pool.zone_number(zone).unwrap_or(OTHER_ZONE);
            let wards = snapshot.wards.iter();
            pool.zone_of = wards.filter_map(|ward| Some((ward.id, number(ward.zone?)))).collect();
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
            of_kind: Default::default(),
            least_stretch: i64::MAX,
            zones: Vec::new(),
            zone_of: FxHashMap::default(),
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
        let stretch = (100 << STRETCH_BITS) / chance_percent;
        let (zone, is_bound_to_zone) = match (responder.zone, responder.zone_mode) {
            (None, _) | (_, ZoneMode::All) => (ANY_ZONE, false),
            (Some(zone), mode) => (self.learn_zone(zone), mode == ZoneMode::Exclusive),
        };
        self.least_stretch = self.least_stretch.min(stretch.into());
        let weights = &policy.weights;
        let load = (i64::from(weights.load_seconds_per_ticket) * i64::from(responder.closed_this_shift))
            .min(weights.load_seconds_at_most.into())
            * MILLIS;
        let (ward, stale_share) = place_of(responder, now);
        let nowhere = self.travel.places() - 1;
        let home =
            responder.home_ward.map(|ward| self.travel.place(Some(ward))).filter(|home| *home != nowhere);
        let (load, stale) = (small(load), small(i64::from(weights.stale_place_seconds) * stale_share));
        self.people.push(Person {
            responder,
            place: number(self.travel.place(ward)),
            home: home.map_or(NOWHERE, number),
            zone,
            is_bound_to_zone,
            scarcity: 0,
            load,
            stale,
            own: load.saturating_add(stale),
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
                    let rarity = self.rarity[index * 64 + left.trailing_zeros() as usize];
                    person.scarcity = person.scarcity.saturating_add(small(rarity));
                    left &= left - 1;
                }
            }
            person.own = person.own.saturating_add(person.scarcity);
        }
    }

    /// A counting sort by place, then each place by cost: most places have few people.
    fn sort_by_place(&mut self) {
        let places = self.travel.places();
        let mut ends = vec![0; places + 1];
        for person in &self.people {
            ends[person.place() + 1] += 1;
        }
        for place in 0..places {
            ends[place + 1] += ends[place];
        }
        self.starts.clone_from(&ends);
        // (own cost, index): few comparisons need to look further.
        let mut order = vec![(0, 0); self.people.len()];
        for (index, person) in self.people.iter().enumerate() {
            let end = &mut ends[person.place()];
            order[*end] = (person.own, index);
            *end += 1;
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
            if person.home != NOWHERE {
                self.at_home.push((person.home as usize, position));
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

    /// The number of a zone that somebody keeps to.
    fn learn_zone(&mut self, zone: ZoneId) -> u16 {
        self.zone_number(zone).unwrap_or_else(|| {
            self.zones.push(zone);
            u16::try_from(self.zones.len()).unwrap_or(OTHER_ZONE)
        })
    }
}

fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(NOWHERE)
}

/// Costs of people fit; those that a policy could make larger than 24 days are as good as that.
fn small(millis: i64) -> i32 {
    i32::try_from(millis).unwrap_or(i32::MAX)
}

const fn kind_number(kind: ResponderKind) -> usize {
    match kind {
        ResponderKind::Floorwalker => 0,
        ResponderKind::SuperUser => 1,
    }
}

/// By responder.
fn answers(snapshot: &Snapshot) -> Vec<Answers> {
    if snapshot.answers.is_empty() {
        return vec![Answers::default(); snapshot.responders.len()];
    }
    let of_person = |person: &Responder| snapshot.answers.get(&person.id).copied().unwrap_or_default();
    snapshot.responders.iter().map(of_person).collect()
}

fn expected_of_kinds(snapshot: &Snapshot, of_people: &[Answers], policy: &Policy) -> [Expected; 2] {
    let mut answers = [Answers::default(); 2];
    for (responder, of_person) in snapshot.responders.iter().zip(of_people) {
        if responder.duty != Duty::OffShift {
            let of_kind = &mut answers[kind_number(responder.kind)];
            of_kind.asked += of_person.asked;
            of_kind.accepted += of_person.accepted;
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
