//! The waves of a go-live: which wards start together, when, and how far each is.

use app::{
    model::Tick,
    screens::waves::{CutoverSet, PhaseRow, Stay, WaveForm, WavePage, WaveRow, WavesPage, Which},
};

use super::{choices, dated, error, s};

fn wave_row(id: &str, name: &str, day: &str, phase: &str, wards: usize) -> WaveRow {
    WaveRow { id: s(id), name: s(name), cutover: dated(4_400), day: s(day), phase: s(phase), wards }
}

fn ward_ticks(wards: &[&str]) -> Vec<Tick> {
    let tick =
        |name: &&str| Tick { name: format!("ward_{}", name.replace(' ', "")), label: s(name), is_set: false };
    wards.iter().map(tick).collect()
}

pub(crate) fn waves() -> WavesPage {
    WavesPage {
        rows: vec![
            wave_row("v1", "Wave 1", "Day 3 since the cutover", "Hypercare", 24),
            wave_row("v2", "Wave 2", "12 days to the cutover", "Dress rehearsal", 18),
        ],
        in_no_wave: vec![s("Ward 21"), s("Ward 22"), s("Theatres")],
        form: WaveForm {
            which: Which::Add,
            name: s("Wave 3"),
            cutover_time: s("01:30"),
            cutover_day: s("25/10/2026"),
            asks_which_hour: true,
            wards: ward_ticks(&["Ward 21", "Ward 22", "Theatres"]),
            key: s("key"),
            errors: vec![error(
                "which_hour",
                "The clock shows 01:30 twice on 25 Oct 2026, as the clocks go back. Choose which",
            )],
            ..WaveForm::default()
        },
        notice: None,
    }
}

pub(crate) fn wave() -> WavePage {
    let stay = |ward, until: Option<u64>, is_mistake| Stay {
        ward: s(ward),
        from: dated(9_000),
        until: until.map(dated),
        is_mistake,
    };
    WavePage {
        wave: wave_row("v1", "Wave 1", "Day 3 since the cutover", "Hypercare", 2),
        slug: s("wave-1"),
        may_set_phase: true,
        phases: vec![PhaseRow { phase: s("Hypercare"), from: dated(90), decision: 12 }],
        cutovers: vec![
            CutoverSet { at: dated(3_000), set: dated(9_000), by: s("Lee Sample") },
            CutoverSet { at: dated(4_400), set: dated(8_000), by: s("Lee Sample") },
        ],
        wards: vec![stay("Ward 7", None, false), stay("Ward 12", None, false)],
        gone: vec![stay("Ward 9", Some(60), false), stay("Clinic 4", Some(9_000), true)],
        form: WaveForm {
            which: Which::Cutover,
            name: s("Wave 1"),
            cutover_time: s("07:00"),
            cutover_day: s("16/11/2026"),
            wards: ward_ticks(&["Ward 21", "Ward 22"]),
            leaving_wards: choices(&["Ward 7", "Ward 12"]),
            phases: choices(&["Cutover", "Stabilisation", "Business as usual"]),
            seen_cutover: s("0"),
            seen_phase: s("hypercare"),
            told: Some((
                s(
                    "62 tickets would become real, and count in every figure. Reports that are written stay as they are.",
                ),
                s("0"),
            )),
            key: s("key"),
            errors: vec![error("told", "Tick the box to go on")],
            ..WaveForm::default()
        },
        notice: None,
    }
}
