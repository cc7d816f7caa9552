//! The cheapest people for a need, without weighing everybody: places are visited from the nearest outwards and within
//! a place people are sorted by their own cost, so the search ends as soon as nobody further on can be cheaper.

use crate::{
    matching::Edge,
    pool::{Need, Pool},
};

/// Which half of the pool to search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Those who answer.
    Reachable,
    /// Those who left their last offers unanswered.
    Unreachable,
}

/// The cheapest first.
#[derive(Debug, Default)]
pub(crate) struct Shortlist {
    pub(crate) edges: Vec<Edge>,
    /// Others would do as well, at a higher cost.
    pub(crate) has_more: bool,
}

/// Up to `at_most` people who would do, by (cost, position); positions marked as taken are left out. `at_most` is at
/// least 1.
pub(crate) fn shortlist(
    pool: &Pool<'_>,
    need: Need,
    reach: Reach,
    at_most: usize,
    taken: &[bool],
) -> Shortlist {
    let found = Vec::with_capacity(at_most.min(pool.len()) + 1);
    let mut search = Search { pool, need, reach, at_most, taken, found, limit: i64::MAX, has_more: false };
    for position in pool.at_home_on(need.ward).filter(|position| pool.may_go(*position, need)) {
        search.weigh(position, pool.travel.seconds_between(pool.person(position).place(), need.ward));
    }
    for place in pool.travel.nearest_to(need.ward) {
        let people = pool.at(place);
        if people.is_empty() {
            continue;
        }
        let walking = pool.travel.seconds_between(place, need.ward);
        if search.is_beyond(pool.least_cost(need, walking, 0)) {
            break;
        }
        for position in people.filter(|position| pool.may_go(*position, need)) {
            if search.is_beyond(pool.least_cost(need, walking, pool.own_cost(position))) {
                break;
            }
            if !pool.works_on(position, need.ward) {
                search.weigh(position, walking);
            }
        }
    }
    Shortlist { edges: search.found, has_more: search.has_more }
}

struct Search<'a> {
    pool: &'a Pool<'a>,
    need: Need,
    reach: Reach,
    at_most: usize,
    taken: &'a [bool],
    /// In order. The search comes from near to far, so a newcomer usually belongs near the end.
    found: Vec<Edge>,
    /// Nobody dearer than this can enter the list any more.
    limit: i64,
    has_more: bool,
}

impl Search<'_> {
    fn is_beyond(&mut self, cost: i64) -> bool {
        let is_beyond = cost > self.limit;
        self.has_more |= is_beyond;
        is_beyond
    }

    /// Takes note of someone who knows enough.
    fn weigh(&mut self, position: usize, walking_seconds: u16) {
        let is_wanted = self.pool.person(position).is_reachable == (self.reach == Reach::Reachable);
        if !is_wanted || self.taken[position] {
            return;
        }
        let edge = Edge { cost: self.pool.cost(position, self.need, walking_seconds), column: position };
        if self.is_beyond(edge.cost) {
            return;
        }
        let place = self.found.iter().rposition(|nearer| *nearer < edge).map_or(0, |nearer| nearer + 1);
        self.found.insert(place, edge);
        if self.found.len() > self.at_most {
            self.found.pop();
            self.has_more = true;
        }
        if self.found.len() == self.at_most {
            self.limit = self.found.last().map_or(i64::MAX, |dearest| dearest.cost);
        }
    }
}
