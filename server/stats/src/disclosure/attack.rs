//! What somebody can reckon who knows a table's totals, and of each number between which two it lies.

use std::collections::VecDeque;

/// Between which two a number is known to lie, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Between {
    pub low: u32,
    pub high: u32,
}

impl Between {
    pub const fn exactly(count: u32) -> Self {
        Self { low: count, high: count }
    }

    pub const fn anything() -> Self {
        Self { low: 0, high: u32::MAX }
    }

    /// How many numbers it may be.
    pub const fn values(self) -> u32 {
        (self.high - self.low).saturating_add(1)
    }
}

/// A table with its totals as a network: people flow from one source through rows and columns and round again, each cell and total an arc
/// with what is known of it. The least and the most that flow through an arc are the bounds of the linear programme, and whole numbers, since
/// a network's always are (Kelly, Golden and Assad, Cell Suppression: Disclosure Protection for Sensitive Tabular Data, Networks 22,
/// 1992). The true table is a flow, so bounds are found by sending more or less round a circle through the arc, one at a time.
#[derive(Debug, Clone)]
pub struct Network {
    rows: usize,
    columns: usize,
    /// Cells by row, then the totals of rows, of columns, and of all.
    flow: Vec<u32>,
    known: Vec<Between>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Node {
    Source,
    Row(usize),
    Column(usize),
    Sink,
}

impl Network {
    /// `cells` by row; what is known of each and of the totals, in the order of [`Network::cell`], [`Network::row`], [`Network::column`] and
    /// [`Network::all`], must hold of them.
    #[must_use]
    pub fn new(rows: usize, columns: usize, cells: &[u32], known: Vec<Between>) -> Self {
        let row = |row: usize| cells[row * columns..(row + 1) * columns].iter().sum::<u32>();
        let column = |column: usize| (0..rows).map(|row| cells[row * columns + column]).sum::<u32>();
        let mut flow = cells.to_vec();
        flow.extend((0..rows).map(row));
        flow.extend((0..columns).map(column));
        flow.push(cells.iter().sum());
        debug_assert_eq!(flow.len(), known.len());
        debug_assert!(flow.iter().zip(&known).all(|(flow, known)| (known.low..=known.high).contains(flow)));
        Self { rows, columns, flow, known }
    }

    pub const fn cell(&self, row: usize, column: usize) -> usize {
        row * self.columns + column
    }

    pub const fn row(&self, row: usize) -> usize {
        self.rows * self.columns + row
    }

    pub const fn column(&self, column: usize) -> usize {
        self.rows * self.columns + self.rows + column
    }

    pub const fn all(&self) -> usize {
        self.rows * self.columns + self.rows + self.columns
    }

    pub fn true_value(&self, arc: usize) -> u32 {
        self.flow[arc]
    }

    /// Forgets what is known of one.
    pub fn hide(&mut self, arc: usize) {
        self.known[arc] = Between::anything();
    }

    pub fn known(&self, arc: usize) -> Between {
        self.known[arc]
    }

    /// What follows of one from all that is known, or as much of it as `enough` values; that many or more are found if there are.
    #[must_use]
    pub fn follows(&self, arc: usize, enough: u32) -> Between {
        let here = self.flow[arc];
        let known = self.known[arc];
        let up = self.reach(arc, true, (known.high - here).min(enough));
        let down = self.reach(arc, false, (here - known.low).min(enough.saturating_sub(up)));
        Between { low: here - down, high: here + up }
    }

    /// How many more, or fewer, may go through an arc, at most `most`.
    fn reach(&self, arc: usize, is_more: bool, most: u32) -> u32 {
        if most == 0 {
            return 0;
        }
        let mut changed = self.flow.clone();
        let (from, to) = self.ends(arc);
        let (start, goal) = if is_more { (to, from) } else { (from, to) };
        (0..most).find(|_| !self.send(&mut changed, start, goal, arc)).unwrap_or(most)
    }

    fn ends(&self, arc: usize) -> (Node, Node) {
        let cells = self.rows * self.columns;
        if arc < cells {
            (Node::Row(arc / self.columns), Node::Column(arc % self.columns))
        } else if arc < cells + self.rows {
            (Node::Source, Node::Row(arc - cells))
        } else if arc < self.all() {
            (Node::Column(arc - cells - self.rows), Node::Sink)
        } else {
            (Node::Sink, Node::Source)
        }
    }

    /// Sends one on a way that there is, not through `but`; false if there is none.
    fn send(&self, flow: &mut [u32], start: Node, goal: Node, but: usize) -> bool {
        let mut came_by: Vec<Option<(usize, bool, Node)>> = vec![None; self.rows + self.columns + 2];
        let mut next = VecDeque::from([start]);
        while let Some(node) = next.pop_front() {
            let mut try_arc = |arc: usize, is_more: bool, other: Node| {
                let has_room =
                    if is_more { flow[arc] < self.known[arc].high } else { flow[arc] > self.known[arc].low };
                if arc != but && has_room && other != start && came_by[self.index(other)].is_none() {
                    came_by[self.index(other)] = Some((arc, is_more, node));
                    // Any way will do, and those through totals are the shortest.
                    match other {
                        Node::Source | Node::Sink => next.push_front(other),
                        Node::Row(_) | Node::Column(_) => next.push_back(other),
                    }
                }
            };
            match node {
                Node::Source => {
                    try_arc(self.all(), false, Node::Sink);
                    (0..self.rows).for_each(|row| try_arc(self.row(row), true, Node::Row(row)));
                }
                Node::Row(row) => {
                    try_arc(self.row(row), false, Node::Source);
                    (0..self.columns)
                        .for_each(|column| try_arc(self.cell(row, column), true, Node::Column(column)));
                }
                Node::Column(column) => {
                    try_arc(self.column(column), true, Node::Sink);
                    (0..self.rows).for_each(|row| try_arc(self.cell(row, column), false, Node::Row(row)));
                }
                Node::Sink => {
                    try_arc(self.all(), true, Node::Source);
                    (0..self.columns)
                        .for_each(|column| try_arc(self.column(column), false, Node::Column(column)));
                }
            }
            if came_by[self.index(goal)].is_some() {
                break;
            }
        }
        let mut node = goal;
        while let Some((arc, is_more, before)) = came_by[self.index(node)] {
            flow[arc] = if is_more { flow[arc] + 1 } else { flow[arc] - 1 };
            node = before;
            if node == start {
                return true;
            }
        }
        false
    }

    const fn index(&self, node: Node) -> usize {
        match node {
            Node::Row(row) => row,
            Node::Column(column) => self.rows + column,
            Node::Source => self.rows + self.columns,
            Node::Sink => self.rows + self.columns + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const T: [u32; 16] = [12, 3, 25, 0, 9, 14, 6, 31, 40, 22, 11, 18, 2, 17, 8, 13];

    /// The table of B2 with its totals known and these cells hidden.
    fn of_b2(hidden: &[(usize, usize)]) -> Network {
        let whole = Network::new(4, 4, &T, vec![Between::anything(); 25]);
        let mut known: Vec<_> = whole.flow.iter().copied().map(Between::exactly).collect();
        for (row, column) in hidden {
            known[whole.cell(*row, *column)] = Between::anything();
        }
        Network::new(4, 4, &T, known)
    }

    /// The vector of B2, which scipy's `linprog` reckoned.
    #[test]
    fn b2_totals_give_away_what_alone_is_hidden() {
        let network = of_b2(&[(0, 1), (1, 2), (3, 0)]);
        for (row, column, count) in [(0, 1, 3), (1, 2, 6), (3, 0, 2)] {
            assert_eq!(network.follows(network.cell(row, column), u32::MAX), Between::exactly(count));
        }
    }

    /// The vector of B2.
    #[test]
    fn b2_four_more_cells_hide_them() {
        let network = of_b2(&[(0, 1), (1, 2), (3, 0), (0, 0), (1, 0), (3, 1), (3, 2)]);
        for (row, column, high) in [(0, 1, 15), (1, 2, 14), (3, 0, 22)] {
            assert_eq!(network.follows(network.cell(row, column), u32::MAX), Between { low: 0, high });
        }
    }

    /// All tables that agree with what is known, one by one.
    fn by_trying(cells: &[u32; 4], known: &[Between]) -> Vec<Between> {
        let mut found: Vec<Option<Between>> = vec![None; known.len()];
        let holds = |count: u32, known: Between| (known.low..=known.high).contains(&count);
        let most = cells.iter().sum::<u32>() + 4;
        let range = |cell: usize| known[cell].low..=known[cell].high.min(most);
        for a in range(0) {
            for b in range(1) {
                for c in range(2) {
                    for d in range(3) {
                        let values = [a, b, c, d, a + b, c + d, a + c, b + d, a + b + c + d];
                        if values.iter().zip(known).all(|(value, known)| holds(*value, *known)) {
                            for (found, value) in found.iter_mut().zip(values) {
                                let so_far = found.unwrap_or(Between::exactly(value));
                                *found = Some(Between {
                                    low: so_far.low.min(value),
                                    high: so_far.high.max(value),
                                });
                            }
                        }
                    }
                }
            }
        }
        found.into_iter().flatten().collect()
    }

    proptest! {
        #[test]
        fn bounds_are_those_of_all_tables_that_agree(
            cells in proptest::array::uniform4(0_u32..6), slack in proptest::collection::vec((0_u32..3, 0_u32..3), 9),
        ) {
            let whole = Network::new(2, 2, &cells, vec![Between::anything(); 9]);
            let known: Vec<_> = whole
                .flow
                .iter()
                .zip(slack)
                .map(|(count, (down, up))| Between { low: count.saturating_sub(down), high: count + up })
                .collect();
            let network = Network::new(2, 2, &cells, known.clone());
            let found: Vec<_> = (0..9).map(|arc| network.follows(arc, u32::MAX)).collect();
            prop_assert_eq!(found, by_trying(&cells, &known));
        }
    }
}
