//! The matching against brute force and against two solvers written by others.

use pathfinding::{kuhn_munkres::kuhn_munkres_min, matrix::Matrix};
use proptest::{collection::vec, prelude::*};

use super::*;

/// A small instance: for each row and column the tier and cost of the edge, if there is one.
type Table = Vec<Vec<Option<(usize, i64)>>>;

fn rows(table: &Table) -> Rows {
    let mut rows = Rows::default();
    for row in table {
        let tiers = std::array::from_fn(|wanted| {
            let edges = row.iter().enumerate().filter_map(|(column, edge)| {
                edge.filter(|(tier, _)| *tier == wanted).map(|(_, cost)| Edge { cost, column })
            });
            let mut edges: Vec<Edge> = edges.collect();
            edges.sort_unstable();
            rows.list(&edges)
        });
        rows.push(tiers);
    }
    rows
}

fn dense(costs: &[Vec<i64>]) -> Table {
    costs.iter().map(|row| row.iter().map(|cost| Some((0, *cost))).collect()).collect()
}

/// What rows got: the tier of each in order (`TIERS` for none), and the total cost.
fn outcome(table: &Table, matching: &Matching) -> (Vec<usize>, i64) {
    let tiers = matching.of_row.iter().map(|got| got.map_or(TIERS, |(tier, _)| tier)).collect();
    let costs = matching.of_row.iter().enumerate().filter_map(|(row, got)| {
        let (tier, column) = (*got)?;
        let (edge_tier, cost) = table[row][column]?;
        assert_eq!(tier, edge_tier, "row {row} got an edge that it does not have");
        Some(cost)
    });
    (tiers, costs.sum())
}

/// The best outcome there is: lexicographically by row, then by cost.
fn brute_force(table: &Table, row: usize, taken: &mut Vec<bool>) -> (Vec<usize>, i64) {
    if row == table.len() {
        return (Vec::new(), 0);
    }
    let mut best = brute_force(table, row + 1, taken);
    best.0.insert(0, TIERS);
    for column in 0..taken.len() {
        if let Some((tier, cost)) = table[row][column].filter(|_| !taken[column]) {
            taken[column] = true;
            let mut rest = brute_force(table, row + 1, taken);
            taken[column] = false;
            rest.0.insert(0, tier);
            rest.1 += cost;
            best = best.min(rest);
        }
    }
    best
}

fn no_column_twice(matching: &Matching) -> bool {
    let mut columns: Vec<usize> = matching.of_row.iter().flatten().map(|(_, column)| *column).collect();
    columns.sort_unstable();
    columns.windows(2).all(|pair| pair[0] != pair[1])
}

fn costs(
    rows: std::ops::Range<usize>,
    columns: std::ops::Range<usize>,
) -> impl Strategy<Value = Vec<Vec<i64>>> {
    (rows, columns).prop_flat_map(|(rows, columns)| vec(vec(-50_i64..500, columns), rows))
}

fn sparse() -> impl Strategy<Value = (Table, usize)> {
    (1..6_usize, 1..6_usize).prop_flat_map(|(rows, columns)| {
        let edge = proptest::option::weighted(
            0.6,
            (prop_oneof![4 => Just(0), 2 => Just(1), 1 => Just(2), 1 => Just(3)], 0..40_i64),
        );
        (vec(vec(edge, columns), rows), Just(columns))
    })
}

#[expect(clippy::cast_precision_loss, reason = "the costs of a test are small")]
fn lsap_total(costs: &[Vec<i64>]) -> i64 {
    let flat: Vec<f64> = costs.iter().flatten().map(|cost| *cost as f64).collect();
    let (rows, columns) = lsap::solve(costs.len(), costs[0].len(), &flat, false).unwrap();
    rows.iter().zip(columns).map(|(row, column)| costs[*row][column]).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn served_rows_and_their_cost_are_those_of_brute_force((table, columns) in sparse()) {
        let matching = solve(&rows(&table), columns);
        prop_assert!(no_column_twice(&matching));
        prop_assert_eq!(outcome(&table, &matching), brute_force(&table, 0, &mut vec![false; columns]));
    }

    #[test]
    fn with_columns_enough_the_cost_is_that_of_other_solvers(
        costs in (1..25_usize).prop_flat_map(|rows| costs(rows..rows + 1, rows..40))
    ) {
        let table = dense(&costs);
        let (tiers, cost) = outcome(&table, &solve(&rows(&table), costs[0].len()));
        prop_assert!(tiers.iter().all(|tier| *tier == 0));
        prop_assert_eq!(cost, lsap_total(&costs));
        let (theirs, _) = kuhn_munkres_min(&Matrix::from_rows(costs.clone()).unwrap());
        prop_assert_eq!(cost, theirs);
    }

    #[test]
    fn with_columns_too_few_the_first_rows_are_served_at_the_least_cost(costs in costs(10..30, 1..10)) {
        let columns = costs[0].len();
        let table = dense(&costs);
        let matching = solve(&rows(&table), columns);
        let (tiers, cost) = outcome(&table, &matching);
        prop_assert!(tiers[..columns].iter().all(|tier| *tier == 0));
        prop_assert!(tiers[columns..].iter().all(|tier| *tier == TIERS));
        prop_assert_eq!(cost, lsap_total(&costs[..columns]));
        prop_assert_eq!(matching.contested.len(), costs.len(), "everybody wanted the same few");
    }
}

#[test]
fn a_row_moves_over_for_the_next_when_it_can() {
    let table = vec![vec![Some((0, 1)), Some((0, 9))], vec![Some((0, 1)), None]];
    let matching = solve(&rows(&table), 2);
    assert_eq!(matching.of_row, [Some((0, 1)), Some((0, 0))]);
    assert!(matching.contested.is_empty());
}

#[test]
fn a_row_does_not_fall_to_a_worse_tier_for_the_next() {
    let table = vec![vec![Some((0, 1)), Some((1, 0))], vec![Some((0, 1)), None]];
    let matching = solve(&rows(&table), 2);
    assert_eq!(matching.of_row, [Some((0, 0)), None]);
    assert_eq!(matching.contested, [0, 1]);
}

#[test]
fn of_equal_rows_the_first_gets_the_cheapest_column() {
    let row = vec![Some((0, 3)), Some((0, 1)), Some((0, 2))];
    let matching = solve(&rows(&vec![row.clone(), row.clone(), row]), 3);
    assert_eq!(matching.of_row, [Some((0, 1)), Some((0, 2)), Some((0, 0))]);
}

#[test]
fn nothing_to_match_is_no_matter() {
    assert_eq!(solve(&Rows::default(), 0), Matching { of_row: Vec::new(), contested: Vec::new() });
    let nobody = solve(&rows(&vec![vec![None]]), 1);
    assert_eq!(nobody, Matching { of_row: vec![None], contested: vec![0] });
}
