//! The go-live for those who answer for it: waves beside each other by weeks since their cutovers, and what was decided.

use app::screens::{
    gold::{GoldDecision, GoldPage, GoldWeek},
    waves::WaveRow,
};

use super::{dated, s};

pub(crate) fn gold() -> GoldPage {
    let wave = |name, day, phase, wards| WaveRow {
        id: s("1"),
        name: s(name),
        cutover: dated(4_400),
        day: s(day),
        phase: s(phase),
        wards,
    };
    let cell = |requests, minutes| Some((s(requests), s(minutes)));
    GoldPage {
        waves: vec![
            wave("Wave 1", "Day 23 since the cutover", "Hypercare", 24),
            wave("Wave 2", "Day 16 since the cutover", "Cutover", 18),
        ],
        to_come: vec![wave("Wave 3", "12 days to the cutover", "Dress rehearsal", 20)],
        weeks: vec![
            GoldWeek { week: 1, cells: vec![cell("1180", "6"), cell("820", "5")] },
            GoldWeek { week: 2, cells: vec![cell("965", "6"), cell("1 to 7", "–")] },
            GoldWeek { week: 3, cells: vec![cell("750", "5"), None] },
        ],
        decisions: vec![GoldDecision {
            number: 12,
            decision: s("Wave 1 goes into hypercare"),
            made: dated(90),
        }],
        is_up_to_date: true,
    }
}
