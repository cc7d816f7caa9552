//! The go-live for those who answer for it: waves beside each other by days since their cutovers, and what was decided.

use app::screens::{
    gold::{GoldDay, GoldDecision, GoldPage},
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
            wave("Wave 1", "Day 2 since the cutover", "Hypercare", 24),
            wave("Wave 2", "Day 1 since the cutover", "Cutover", 18),
        ],
        to_come: vec![wave("Wave 3", "12 days to the cutover", "Dress rehearsal", 20)],
        days: vec![
            GoldDay { day: 0, cells: vec![cell("180", "6.2"), cell("120", "5.1")] },
            GoldDay { day: 1, cells: vec![cell("165", "5.8"), cell("1 to 7", "–")] },
            GoldDay { day: 2, cells: vec![cell("150", "5.0"), None] },
        ],
        decisions: vec![GoldDecision {
            number: 12,
            decision: s("Wave 1 goes into hypercare"),
            made: dated(90),
        }],
        is_up_to_date: true,
    }
}
