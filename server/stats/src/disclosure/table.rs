//! A table of counts with its totals, as it may be handed on.

use super::{
    Shared,
    attack::{Between, Network},
    share_tickets,
};

/// Of a hidden number somebody who reckons has to be left with so many that it may be.
const VALUES: u32 = 3;

/// Counts by row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts {
    columns: usize,
    cells: Vec<u32>,
}

/// None: not shown at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedCounts {
    pub cells: Vec<Shared>,
    pub rows: Vec<Option<Shared>>,
    pub columns: Vec<Option<Shared>>,
    pub all: Option<Shared>,
}

impl Counts {
    /// None unless every row has all columns.
    #[must_use]
    pub fn new(columns: usize, cells: Vec<u32>) -> Option<Self> {
        (columns > 0 && cells.len().is_multiple_of(columns)).then_some(Self { columns, cells })
    }

    fn rows(&self) -> usize {
        self.cells.len() / self.columns
    }

    /// Each number as [`share_tickets`] has it, totals added up before; and where what is shown would still give away a hidden number or leave only two,
    /// the totals that give it away are not shown: that of its row, else that of its column, else that of all, else all three.
    ///
    /// One table alone is safe. Whoever shows another that shares cells with it, of a longer time or of a part, says more than both say.
    #[must_use]
    pub fn share(&self) -> SharedCounts {
        let mut network = self.network(|_| true);
        let arcs = network.all() + 1;
        for arc in 0..arcs {
            if is_hidden(&network, arc) && network.follows(arc, VALUES).values() < VALUES {
                self.protect(&mut network, arc);
            }
        }
        self.shown(|arc| network.known(arc) != Between::anything())
    }

    fn protect(&self, network: &mut Network, arc: usize) {
        if arc >= self.cells.len() {
            network.hide(arc);
            return;
        }
        let totals = [network.row(arc / self.columns), network.column(arc % self.columns), network.all()];
        for total in totals {
            let mut tried = network.clone();
            tried.hide(total);
            if tried.follows(arc, VALUES).values() >= VALUES {
                *network = tried;
                return;
            }
        }
        for total in totals {
            network.hide(total);
        }
    }

    fn shown(&self, is_shown: impl Fn(usize) -> bool) -> SharedCounts {
        let network = self.network(|_| true);
        let total = |arc: usize| is_shown(arc).then(|| share_tickets(network.true_value(arc)));
        SharedCounts {
            cells: self.cells.iter().copied().map(share_tickets).collect(),
            rows: (0..self.rows()).map(|row| total(network.row(row))).collect(),
            columns: (0..self.columns).map(|column| total(network.column(column))).collect(),
            all: total(network.all()),
        }
    }

    /// What whoever reads the shared table knows.
    fn network(&self, is_shown: impl Fn(usize) -> bool) -> Network {
        let (rows, columns) = (self.rows(), self.columns);
        let bare = Network::new(
            rows,
            columns,
            &self.cells,
            vec![Between::anything(); rows * columns + rows + columns + 1],
        );
        let known = (0..=bare.all())
            .map(|arc| {
                if is_shown(arc) { told_by(share_tickets(bare.true_value(arc))) } else { Between::anything() }
            })
            .collect();
        Network::new(rows, columns, &self.cells, known)
    }

    /// The attack: how many numbers each hidden one may be, to somebody who reckons with all that is shown of this table; that they
    /// are three or more is not looked into further.
    #[must_use]
    pub fn possible_values(&self, shown: &SharedCounts) -> Vec<u32> {
        let totals = shown.rows.iter().chain(&shown.columns).chain([&shown.all]).map(Option::is_some);
        let is_shown: Vec<bool> = self.cells.iter().map(|_| true).chain(totals).collect();
        let network = self.network(|arc| is_shown[arc]);
        (0..=network.all())
            .filter(|arc| is_hidden(&network, *arc))
            .map(|arc| network.follows(arc, VALUES).values())
            .collect()
    }
}

fn told_by(shared: Shared) -> Between {
    match shared {
        Shared::About(0) => Between::exactly(0),
        Shared::About(about) => Between { low: (about - 2).max(8), high: about + 2 },
        Shared::Few => FEW,
    }
}

const FEW: Between = Between { low: 1, high: 7 };

fn is_hidden(network: &Network, arc: usize) -> bool {
    network.known(arc) == FEW
}

#[cfg(test)]
mod tests {
    use proptest::{prelude::*, test_runner::Config};

    use super::*;

    fn about(counts: &[u32]) -> Vec<Option<Shared>> {
        counts.iter().map(|count| Some(Shared::About(*count))).collect()
    }

    /// The vector of B2.
    #[test]
    fn b2_numbers_are_near_and_totals_are_added_up_before() {
        let counts = Counts::new(4, vec![12, 3, 25, 0, 9, 14, 6, 31, 40, 22, 11, 18, 2, 17, 8, 13]).unwrap();
        let shown = counts.share();
        let cells = [10, 1, 25, 0, 10, 15, 1, 30, 40, 20, 10, 20, 1, 15, 10, 15];
        let cells = cells.map(|count| if count == 1 { Shared::Few } else { Shared::About(count) });
        assert_eq!(shown.cells, cells);
        assert_eq!(shown.rows, about(&[40, 60, 90, 40]));
        assert_eq!(shown.columns, about(&[65, 55, 50, 60]));
        assert_eq!(shown.all, Some(Shared::About(230)));
    }

    /// Tables of B2 that rounding alone gives away: the 1 of the first and the total of its row, the 6 of the second.
    #[test]
    fn b2_what_rounding_gives_away_is_hidden() {
        for (columns, cells, exact) in [(2, vec![0, 1, 5, 3, 43, 10], 2), (2, vec![31, 12, 6, 52], 1)] {
            let counts = Counts::new(columns, cells).unwrap();
            let rounded = counts.shown(|_| true);
            let given_away =
                counts.possible_values(&rounded).into_iter().filter(|values| *values == 1).count();
            assert_eq!(given_away, exact, "{counts:?}");
            let shown = counts.share();
            assert!(counts.possible_values(&shown).into_iter().all(|values| values >= VALUES), "{shown:?}");
            assert_eq!(shown.cells, rounded.cells, "only totals are hidden");
        }
    }

    #[test]
    fn a_table_has_whole_rows() {
        assert_eq!(Counts::new(0, vec![]), None);
        assert_eq!(Counts::new(2, vec![1]), None);
        assert_eq!(Counts::new(2, vec![]).unwrap().share().cells, []);
    }

    /// A table that belongs to a seed: half of what wards ask about is rare.
    fn table(mut seed: u64) -> Counts {
        // Steele, Lea and Flood's SplitMix.
        let mut next = |below: u64| {
            seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mixed = (seed ^ (seed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            u32::try_from((mixed ^ (mixed >> 31)) % below).unwrap()
        };
        let (rows, columns) = (next(11) + 2, next(11) + 2);
        let count = |_| match next(11) {
            0 | 1 => 0,
            2..8 => 1 + next(7),
            _ => 8 + next(52),
        };
        let cells = (0..rows * columns).map(count).collect();
        Counts::new(usize::try_from(columns).unwrap(), cells).unwrap()
    }

    fn next_week(counts: &Counts, moved: &[u32]) -> Counts {
        let cells = counts.cells.iter().zip(moved.iter().cycle());
        Counts { columns: counts.columns, cells: cells.map(|(count, moved)| count * 2 / 3 + moved).collect() }
    }

    proptest! {
        #![proptest_config(Config::with_cases(10_000))]

        /// Two weeks, each shared by itself, and no table that is made of both: no number of either can be told from one and the other.
        #[test]
        fn b2_the_attack_finds_nothing_in_any_table_or_the_week_after(
            seed: u64, moved in proptest::collection::vec(0_u32..5, 5..20),
        ) {
            let counts = table(seed);
            for week in [&counts, &next_week(&counts, &moved)] {
                let shown = week.share();
                prop_assert!(week.possible_values(&shown).into_iter().all(|values| values >= VALUES), "{week:?}");
            }
        }
    }
}
