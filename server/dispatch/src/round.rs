//! One round of offers: a row for each offer to be made, shortlists for the needs among them, the matching, and the
//! reasons.

use domain::Timestamp;
use rustc_hash::FxHashMap;

use crate::{
    ProposedOffer,
    candidates::{Reach, Shortlist, shortlist},
    endings::{OnTheWay, Waiting},
    matching::{Edge, List, Rows, solve},
    policy::{InForce, Policies},
    pool::{Need, Pool},
    why::{Candidate, Occasion, Why},
};

/// One offer to be made.
#[derive(Debug)]
pub(crate) struct Row<'a> {
    pub(crate) waiting: &'a Waiting<'a>,
    pub(crate) need: Need,
    /// A further person at once, beside one who is being asked.
    pub(crate) is_beside: bool,
}

impl Row<'_> {
    /// Only a ticket that would otherwise have nobody is offered to people who do not know the tag or do not answer.
    fn takes_just_anybody(&self) -> bool {
        !self.is_beside && self.waiting.live == 0
    }

    fn occasion(&self, tier: usize) -> Occasion {
        match tier {
            _ if self.is_beside => Occasion::AtOnce,
            0 | 1 if self.waiting.live > 0 => Occasion::Hedge,
            0 => Occasion::First,
            1 => Occasion::Again,
            2 => Occasion::AnyFloorwalker,
            _ => Occasion::LastResort,
        }
    }

    /// Everybody on the shortlists may be asked.
    fn asks_afresh(&self, pool: &Pool<'_>) -> bool {
        self.waiting.is_untried() && pool.silent().is_empty()
    }

    /// Whether a person of the shortlist belongs to the first tier.
    fn is_first_choice(&self, position: usize, pool: &Pool<'_>) -> bool {
        let person = pool.person(position);
        self.waiting.is_first_choice(person.responder.id, person.went_silent)
    }

    /// Whether a floorwalker who does not know the tag may be asked. Having been asked before is not held against them:
    /// once the offer has ended nothing tells them from the others.
    fn would_do(&self, position: usize, pool: &Pool<'_>) -> bool {
        !self.waiting.excludes(pool.person(position).responder.id)
    }

    /// Second tier: asked before without success, or just gone silent. After everyone else, but before nobody.
    fn asked_before(&self, pool: &Pool<'_>, taken: &[bool]) -> Vec<Edge> {
        let named = self.waiting.asked_before.iter().filter_map(|person| pool.position_of(*person));
        let mut positions: Vec<usize> = named.chain(pool.silent().iter().copied()).collect();
        positions.sort_unstable();
        positions.dedup();
        positions.retain(|&position| {
            let person = pool.person(position);
            person.is_reachable
                && !taken[position]
                && pool.may_go(position, self.need)
                && !self.waiting.excludes(person.responder.id)
        });
        let edge = |position| Edge { cost: pool.terms(position, self.need).cost, column: position };
        let mut edges: Vec<Edge> = positions.into_iter().map(edge).collect();
        edges.sort_unstable();
        edges
    }
}

/// The rows that ask for the same knowledge in the same place share their shortlists.
#[derive(Debug)]
struct Group {
    need: Need,
    at_most: usize,
    reachable: Shortlist,
    /// Floorwalkers who do not know the tag, if they will do.
    any: Shortlist,
    unreachable: Shortlist,
    is_stale: bool,
}

impl Group {
    fn has_more(&self) -> bool {
        self.reachable.has_more || self.any.has_more || self.unreachable.has_more
    }
}

#[derive(Debug)]
pub(crate) struct Round<'a> {
    pool: &'a Pool<'a>,
    policy: &'a Policies<'a>,
    now: Timestamp,
    /// By position: asked earlier in this plan.
    taken: Vec<bool>,
    pub(crate) offers: Vec<ProposedOffer>,
}

impl<'a> Round<'a> {
    pub(crate) fn new(pool: &'a Pool<'a>, policy: &'a Policies<'a>, now: Timestamp) -> Self {
        Self { pool, policy, now, taken: vec![false; pool.len()], offers: Vec::new() }
    }

    /// Serves the rows in their order, at the least total cost, from the people who are still free.
    pub(crate) fn serve(&mut self, rows: &[Row<'_>]) {
        if rows.is_empty() || self.pool.len() == 0 {
            return;
        }
        let (mut groups, group_of) = self.groups(rows);
        loop {
            self.fill(&mut groups);
            let matching = solve(&self.choices(rows, &groups, &group_of), self.pool.len());
            // A short list must never be why a ticket is left out: lengthen those that are, and match again.
            for &row in &matching.contested {
                let group = &mut groups[group_of[row]];
                if group.has_more() && !group.is_stale {
                    group.at_most *= 4;
                    group.is_stale = true;
                }
            }
            if groups.iter().all(|group| !group.is_stale) {
                return self.propose(rows, &groups, &group_of, &matching.of_row);
            }
        }
    }

    fn groups(&self, rows: &[Row<'_>]) -> (Vec<Group>, Vec<usize>) {
        let mut groups: Vec<Group> = Vec::new();
        let mut numbers: FxHashMap<Need, usize> = FxHashMap::default();
        let group_of = rows.iter().map(|row| {
            let number = *numbers.entry(row.need).or_insert(groups.len());
            match groups.get_mut(number) {
                // Each further row can take one person from the others.
                Some(group) => group.at_most += 1,
                None => groups.push(Group {
                    need: row.need,
                    at_most: usize::from(self.policy.max_candidates).max(1),
                    reachable: Shortlist::default(),
                    any: Shortlist::default(),
                    unreachable: Shortlist::default(),
                    is_stale: true,
                }),
            }
            number
        });
        let group_of = group_of.collect();
        (groups, group_of)
    }

    fn fill(&self, groups: &mut [Group]) {
        for group in groups.iter_mut().filter(|group| group.is_stale) {
            let list = |need, reach| shortlist(self.pool, need, reach, group.at_most, &self.taken);
            group.reachable = list(group.need, Reach::Reachable);
            if group.need.any_floorwalker {
                group.any = list(self.pool.need_of_any_floorwalker(group.need), Reach::Reachable);
            }
            if self.pool.has_unreachable() {
                group.unreachable = list(group.need, Reach::Unreachable);
            }
            group.is_stale = false;
        }
    }

    fn choices(&self, rows: &[Row<'_>], groups: &[Group], group_of: &[usize]) -> Rows {
        let lists =
            |group: &Group| [&group.reachable, &group.any, &group.unreachable].map(|list| list.edges.len());
        let edges = groups.iter().flat_map(lists).sum();
        let mut choices = Rows::with_capacity(rows.len(), edges);
        let of_group: Vec<[List; 3]> = groups
            .iter()
            .map(|group| {
                [&group.reachable, &group.any, &group.unreachable].map(|list| choices.list(&list.edges))
            })
            .collect();
        for (row, &number) in rows.iter().zip(group_of) {
            let [mut first, mut any, mut last] = of_group[number].clone();
            let mut again = 0..0;
            if !row.asks_afresh(self.pool) {
                let Group { reachable, any: floorwalkers, unreachable, .. } = &groups[number];
                let is_first = |edge: &&Edge| row.is_first_choice(edge.column, self.pool);
                first = choices.list(&reachable.edges.iter().filter(is_first).copied().collect::<Vec<_>>());
                let would_do = |edge: &&Edge| row.would_do(edge.column, self.pool);
                any = choices.list(&floorwalkers.edges.iter().filter(would_do).copied().collect::<Vec<_>>());
                again = choices.list(&row.asked_before(self.pool, &self.taken));
                let excludes =
                    |edge: &&Edge| row.waiting.excludes(self.pool.person(edge.column).responder.id);
                let kept = unreachable.edges.iter().filter(|edge| !excludes(edge));
                last = choices.list(&kept.copied().collect::<Vec<_>>());
            }
            if !row.takes_just_anybody() {
                (any, last) = (0..0, 0..0);
            }
            choices.push([first, again, any, last]);
        }
        choices
    }

    fn propose(
        &mut self,
        rows: &[Row<'_>],
        groups: &[Group],
        group_of: &[usize],
        matched: &[Option<(usize, usize)>],
    ) {
        let mut row_of: FxHashMap<usize, usize> = FxHashMap::default();
        row_of
            .extend(matched.iter().enumerate().filter_map(|(row, got)| got.map(|(_, column)| (column, row))));
        for ((row, group), got) in rows.iter().zip(group_of).zip(matched) {
            let &Some((tier, position)) = got else { continue };
            let ticket = row.waiting.ticket;
            let group = &groups[*group];
            let occasion = row.occasion(tier);
            let (need, considered) = match occasion {
                Occasion::AnyFloorwalker => (self.pool.need_of_any_floorwalker(row.need), &group.any),
                _ => (row.need, &group.reachable),
            };
            let mut candidates: Vec<Candidate> =
                Vec::with_capacity(usize::from(self.policy.max_candidates) + 1);
            let considered = considered.edges.iter().map(|edge| edge.column);
            let considered = considered.filter(|&position| match occasion {
                Occasion::AnyFloorwalker => row.would_do(position, self.pool),
                _ => row.is_first_choice(position, self.pool),
            });
            for considered in considered.take(self.policy.max_candidates.into()) {
                let wanted_by = row_of.get(&considered).map(|row| rows[*row].waiting.ticket.id);
                candidates.push(Candidate::new(self.pool, considered, need, wanted_by));
            }
            let to = self.pool.person(position).responder.id;
            if candidates.iter().all(|candidate| candidate.person != to) {
                candidates.push(Candidate::new(self.pool, position, need, Some(ticket.id)));
            }
            let why = Why::new(ticket, to, occasion, candidates);
            let expires_at = self.now + self.policy.of(ticket.id).offer_lifetime();
            self.offers.push(ProposedOffer { ticket: ticket.id, to, expires_at, why });
        }
        for (_, position) in matched.iter().flatten() {
            self.taken[*position] = true;
        }
    }

    /// Asks those who are still free to take over from holders who would arrive later than they by more than the policy
    /// wants, the most urgent ticket first.
    pub(crate) fn shorten_ways(&mut self, on_the_way: &[OnTheWay<'_>]) {
        let sooner = self.policy.take_over_if_sooner_by_seconds;
        for way in on_the_way {
            let ticket = way.ticket;
            let Some(left) = way.may_be_shortened(self.pool.travel, self.policy, self.now) else { continue };
            let need = self.pool.need(ticket.ward, ticket.tag, InForce::default());
            let left_out = ticket.turned_down.len() + ticket.cannot_help.len();
            let at_most = usize::from(self.policy.max_candidates).max(1) + left_out;
            let nearest = shortlist(self.pool, need, Reach::Reachable, at_most, &self.taken);
            let is_sooner = |edge: &&Edge| {
                let person = self.pool.person(edge.column);
                let walking = self.pool.travel.seconds_between(person.place(), need.ward);
                let is_there = person.responder.whereabouts.is_some_and(|seen| !seen.is_old(self.now));
                is_there
                    && !way.turned_down.contains(&person.responder.id)
                    && ticket.can_be_helped_by(person.responder)
                    && walking.saturating_add(sooner) < left
            };
            let sooner: Vec<usize> = nearest.edges.iter().filter(is_sooner).map(|edge| edge.column).collect();
            let Some(&first) = sooner.first() else { continue };
            let candidate = |&position: &usize| {
                let asked_about = (position == first).then_some(ticket.id);
                Candidate::new(self.pool, position, need, asked_about)
            };
            let to = self.pool.person(first).responder.id;
            let why = Why {
                still_to_walk: Some(left.into()),
                ..Why::new(ticket, to, Occasion::Nearer, sooner.iter().map(candidate).collect())
            };
            let expires_at = self.now + self.policy.of(ticket.id).offer_lifetime();
            self.offers.push(ProposedOffer { ticket: ticket.id, to, expires_at, why });
            self.taken[first] = true;
        }
    }
}
