//! The cheapest people for a need, without weighing everybody: places are visited from the nearest outwards and within
//! a place people are sorted by their own cost, so the search ends as soon as nobody further on can be cheaper.

use std::collections::BinaryHeap;

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

/// Up to `at_most` people who would do, by (cost, position); positions marked as taken are left out.
pub(crate) fn shortlist(
    pool: &Pool<'_>,
    need: Need,
    reach: Reach,
    at_most: usize,
    taken: &[bool],
) -> Shortlist {
    let mut search = Search { pool, need, reach, at_most, taken, best: BinaryHeap::new(), has_more: false };
    for position in pool.at_home_on(need.ward) {
        let walking = pool.travel.seconds_between(pool.person(position).place, need.ward);
        search.weigh(position, walking);
    }
    for place in pool.travel.nearest_to(need.ward) {
        let people = pool.at(place);
        if people.is_empty() {
            continue;
        }
        let walking = pool.travel.seconds_between(place, need.ward);
        if search.is_beaten(pool.least_cost(need, walking, 0)) {
            break;
        }
        for position in people {
            if search.is_beaten(pool.least_cost(need, walking, pool.own_cost(position))) {
                break;
            }
            if !pool.works_on(position, need.ward) {
                search.weigh(position, walking);
            }
        }
    }
    Shortlist { has_more: search.has_more, edges: search.best.into_sorted_vec() }
}

struct Search<'a> {
    pool: &'a Pool<'a>,
    need: Need,
    reach: Reach,
    at_most: usize,
    taken: &'a [bool],
    /// The dearest on top.
    best: BinaryHeap<Edge>,
    has_more: bool,
}

impl Search<'_> {
    /// Nobody at this cost or above can enter the list any more.
    fn is_beaten(&mut self, cost: i64) -> bool {
        let is_beaten =
            self.best.len() >= self.at_most && self.best.peek().is_some_and(|dearest| cost > dearest.cost);
        self.has_more |= is_beaten;
        is_beaten
    }

    fn weigh(&mut self, position: usize, walking_seconds: u16) {
        let person = self.pool.person(position);
        let would_do = person.is_reachable == (self.reach == Reach::Reachable)
            && !self.taken[position]
            && self.pool.knows(position, self.need.tag);
        if !would_do {
            return;
        }
        let edge = Edge { cost: self.pool.cost(position, self.need, walking_seconds), column: position };
        if self.best.len() < self.at_most {
            self.best.push(edge);
        } else {
            self.has_more = true;
            if let Some(mut dearest) = self.best.peek_mut()
                && edge < *dearest
            {
                *dearest = edge;
            }
        }
    }
}
