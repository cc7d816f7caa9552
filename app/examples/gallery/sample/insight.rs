//! What the tickets turned out to be.

use app::{model::ParetoRow, screens::insight::InsightPage};
use domain::category;

use super::{choices, s};

pub(crate) fn insight() -> InsightPage {
    let total: u32 = category::SHIPPED.iter().map(|shipped| shipped.count).sum();
    let mut sum = 0;
    let rows = category::SHIPPED.iter().filter(|shipped| shipped.count > 0).map(|shipped| {
        sum += shipped.count;
        ParetoRow {
            category: s(shipped.name),
            tickets: shipped.count,
            in_passing: shipped.count / 10,
            helped: shipped.count * 5 / 4,
            share: 100.0 * f64::from(shipped.count) / f64::from(total),
            cumulative: 100.0 * f64::from(sum) / f64::from(total),
        }
    });
    InsightPage {
        from: s("2026-11-01"),
        to: s("2026-11-20"),
        wave: s(""),
        waves: choices(&["Wave 1", "Wave 2"]),
        errors: Vec::new(),
        is_up_to_date: true,
        rows: rows.collect(),
        surges: Some(s(
            "Surges found: 12, 0.6 a day. Leads answered 11: 8 were real, 3 were nothing. Half were answered within 6 minutes.",
        )),
        sorted: vec![(s("Yes"), 61), (s("Partly"), 9), (s("No"), 2), (s("No answer"), 58)],
        withdrawn: vec![
            (s("Solved it themselves"), 61),
            (s("A patient came first"), 24),
            (s("Took too long"), 17),
        ],
        asked: total + 114,
        on_paper: 9,
        still_open: 12,
        csv: s("/insight.csv?from=2026-11-01&to=2026-11-20"),
    }
}
