//! Which rows get a column, strictly by their order, and which column each gets, at the least total cost.
//!
//! Rows enter one by one along shortest augmenting paths, as in the algorithm of Jonker and Volgenant, kept sparse.
//! That gives both levels at once: a row that has entered never drops out again, so a later row never costs an earlier
//! one its place; and after every step the assignment is the cheapest for the rows that have entered. A general solver
//! wants a dense matrix (128 MB for 1,000 tickets with 16,000 candidates between them), serves as many rows as it can
//! and leaves out whichever are dear. Such solvers are what the tests compare with.
//!
//! A row may have several tiers of edges. It enters by the first tier that admits it, given the rows before it, and
//! stays within that tier: being served well is not given up for a later row either.

use std::{cmp::Reverse, collections::BinaryHeap, ops::Range};

/// A column that a row may have. Ordered by cost, then column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Edge {
    pub(crate) cost: i64,
    pub(crate) column: usize,
}

pub(crate) const TIERS: usize = 4;

/// A row's edges of one tier, as kept by [`Rows`]; rows may share them.
pub(crate) type List = Range<usize>;

/// Rows in the order in which they are served, each with its edges by tier.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    edges: Vec<Edge>,
    tiers: Vec<[List; TIERS]>,
}

impl Rows {
    pub(crate) fn with_capacity(rows: usize, edges: usize) -> Self {
        Self { edges: Vec::with_capacity(edges), tiers: Vec::with_capacity(rows) }
    }

    /// Keeps a list of edges, the cheapest first.
    pub(crate) fn list(&mut self, edges: &[Edge]) -> List {
        debug_assert!(
            edges.is_sorted_by_key(|edge| edge.cost),
            "the search stops at the first edge that is too dear"
        );
        let start = self.edges.len();
        self.edges.extend_from_slice(edges);
        start..self.edges.len()
    }

    pub(crate) fn push(&mut self, tiers: [List; TIERS]) {
        self.tiers.push(tiers);
    }
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Matching {
    /// By row: the tier and column it got.
    pub(crate) of_row: Vec<Option<(usize, usize)>>,
    /// Rows that some tier did not admit, and the rows that hold the columns they wanted there. Only more edges for one
    /// of these could serve a row better, or at all.
    pub(crate) contested: Vec<usize>,
}

const NONE: usize = usize::MAX;

/// Serves the rows in their order. O(rows × edges × log edges) at worst, near O(rows × edges a row) when there are
/// people enough.
pub(crate) fn solve(rows: &Rows, columns: usize) -> Matching {
    let mut search = Search {
        rows,
        column_of: vec![NONE; rows.tiers.len()],
        tier_of: vec![0; rows.tiers.len()],
        row_price: vec![0; rows.tiers.len()],
        row_of: vec![NONE; columns],
        column_price: vec![0; columns],
        distance: vec![i64::MAX; columns],
        reached_from: vec![NONE; columns],
        is_closed: vec![false; columns],
        frontier: BinaryHeap::new(),
        sink: None,
        reached: Vec::new(),
        settled: Vec::new(),
    };
    let mut contested = Vec::new();
    for row in 0..rows.tiers.len() {
        for tier in 0..TIERS {
            if search.enter(row, tier, &mut contested) {
                break;
            }
            contested.push(row);
        }
    }
    contested.sort_unstable();
    contested.dedup();
    let of_row = search.column_of.iter().zip(&search.tier_of);
    Matching {
        of_row: of_row.map(|(column, tier)| (*column != NONE).then_some((*tier, *column))).collect(),
        contested,
    }
}

/// Prices are the dual variables: `cost − row price − column price` is never negative for an edge of a row that is in,
/// and zero for the one it has.
struct Search<'a> {
    rows: &'a Rows,
    column_of: Vec<usize>,
    tier_of: Vec<usize>,
    row_price: Vec<i64>,
    row_of: Vec<usize>,
    column_price: Vec<i64>,
    /// Of this search: `i64::MAX` until reached.
    distance: Vec<i64>,
    reached_from: Vec<usize>,
    /// Leads to no free column, now or later.
    is_closed: Vec<bool>,
    /// Taken columns that are nearer than any free one, as (distance, column).
    frontier: BinaryHeap<Reverse<(i64, usize)>>,
    /// The nearest free column so far, and its distance.
    sink: Option<(i64, usize)>,
    reached: Vec<usize>,
    settled: Vec<usize>,
}

impl Search<'_> {
    /// Lets a row in with the edges of one tier if some column can be freed for it. If none can, the columns it wanted
    /// are closed for good, since the rows that hold them can go nowhere else.
    fn enter(&mut self, row: usize, tier: usize, contested: &mut Vec<usize>) -> bool {
        if self.rows.tiers[row][tier].is_empty() {
            return false;
        }
        self.tier_of[row] = tier;
        self.row_price[row] = 0;
        self.shortest_path(row);
        let sink = self.sink.take();
        if let Some((distance, sink)) = sink {
            self.reprice(row, distance);
            self.augment(row, sink);
        } else {
            for &column in &self.settled {
                self.is_closed[column] = true;
                contested.push(self.row_of[column]);
            }
        }
        for column in self.reached.drain(..) {
            self.distance[column] = i64::MAX;
        }
        self.frontier.clear();
        self.settled.clear();
        sink.is_some()
    }

    /// Dijkstra's algorithm to the nearest free column.
    fn shortest_path(&mut self, row: usize) {
        self.relax(row, 0);
        while let Some(Reverse((distance, column))) = self.frontier.pop() {
            if self.sink.is_some_and(|(nearest, _)| nearest <= distance) {
                return;
            }
            if distance == self.distance[column] {
                self.settled.push(column);
                self.relax(self.row_of[column], distance);
            }
        }
    }

    fn relax(&mut self, row: usize, so_far: i64) {
        let edges = self.rows.tiers[row][self.tier_of[row]].clone();
        let so_far = so_far - self.row_price[row];
        let mut nearest = self.sink.map_or(i64::MAX, |(nearest, _)| nearest);
        for edge in &self.rows.edges[edges] {
            // Column prices are never above zero, so neither this edge nor a dearer one can lead anywhere nearer.
            if so_far + edge.cost >= nearest {
                return;
            }
            let column = edge.column;
            let distance = so_far + edge.cost - self.column_price[column];
            if distance >= nearest || distance >= self.distance[column] || self.is_closed[column] {
                continue;
            }
            if self.distance[column] == i64::MAX {
                self.reached.push(column);
            }
            self.distance[column] = distance;
            self.reached_from[column] = row;
            if self.row_of[column] == NONE {
                nearest = distance;
                self.sink = Some((distance, column));
            } else {
                self.frontier.push(Reverse((distance, column)));
            }
        }
    }

    fn reprice(&mut self, row: usize, total: i64) {
        self.row_price[row] += total;
        for &column in &self.settled {
            let gain = total - self.distance[column];
            self.column_price[column] -= gain;
            self.row_price[self.row_of[column]] += gain;
        }
    }

    fn augment(&mut self, row: usize, sink: usize) {
        let mut column = sink;
        loop {
            let from = self.reached_from[column];
            self.row_of[column] = from;
            let next = std::mem::replace(&mut self.column_of[from], column);
            if from == row {
                return;
            }
            column = next;
        }
    }
}

#[cfg(test)]
mod tests;
