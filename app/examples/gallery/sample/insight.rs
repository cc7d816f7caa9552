//! What the tickets turned out to be.

use app::{
    components::{Line, SeriesChart, Stroke, Unit},
    model::ParetoRow,
    screens::insight::{
        Column, FigureRow, FigureTable, FiguresPage, Filter, InsightPage, Map, MapCell, MapRow, Options,
        Says, Section, Shade, View,
    },
};
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
        filter: filter(),
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

fn filter() -> Filter {
    Filter {
        from: s("2026-11-01"),
        to: s("2026-11-20"),
        waves: choices(&["Wave 1", "Wave 2"]),
        wards: choices(&["Birch", "Maple"]),
        tags: choices(&["Medication charts", "Orders and results"]),
        query: s("from=2026-11-01&to=2026-11-20"),
        ..Filter::default()
    }
}

fn page(view: View) -> FiguresPage {
    FiguresPage {
        view,
        filter: filter(),
        options: Options::Nothing,
        is_up_to_date: true,
        says: Vec::new(),
        sections: Vec::new(),
        map: None,
    }
}

fn says(words: &str, href: Option<&str>) -> Says {
    Says { words: s(words), href: href.map(s) }
}

pub(crate) fn overview() -> FiguresPage {
    let of = |path: &str| format!("{path}?from=2026-11-01&to=2026-11-20");
    let says = vec![
        says(
            "412 requests in 20 days. That is 1.5 times as many as the 275 in as much time before (1.3 to 1.7 times).",
            Some(&of("/insight/requests")),
        ),
        says(
            "Of 412 requests, 82% had somebody there within 10 minutes (78% to 85%).",
            Some(&of("/insight/times")),
        ),
        says("Medication charts, Maple: 38 requests where 12 would be expected.", Some(&of("/insight/map"))),
    ];
    FiguresPage { says, ..page(View::Overview) }
}

/// Twenty days with a peak in the middle.
pub(crate) fn requests() -> FiguresPage {
    let values = [18, 21, 17, 20, 24, 9, 8, 22, 19, 47, 23, 20, 11, 7, 18, 21, 16, 19, 20, 17].map(f64::from);
    let days = || (1..=20).map(|day| format!("{day} Nov"));
    let level = |name: &str, stroke, value| Line { name: s(name), stroke, values: vec![Some(value); 20] };
    let first = Line {
        name: s("Requests"),
        stroke: Stroke::First,
        values: values.iter().copied().map(Some).collect(),
    };
    let column = |id, words: &str| Column { id, words: s(words) };
    let row = |(day, value): (String, f64)| FigureRow {
        key: day.clone(),
        label: day,
        cells: vec![
            format!("{value:.0}"),
            s("18.9"),
            s(if value > 40.0 { "above the upper limit" } else { "" }),
        ],
    };
    let section = Section {
        heading: s("Requests over time"),
        chart: SeriesChart {
            id: s("requests"),
            title: s("Requests over time"),
            words: s(
                "18.9 requests each, on average of 20. One point is more than chance explains: Tue 10 Nov.",
            ),
            across: days().collect(),
            band: Vec::new(),
            lines: vec![
                first,
                level("Average", Stroke::Centre, 18.9),
                level("Upper limit", Stroke::Limit, 41.7),
                level("Lower limit", Stroke::Limit, -3.9),
            ],
            outstanding: vec![9],
            unit: Unit::Number,
        },
        notes: vec![s("A square is more than chance explains.")],
        table: FigureTable {
            first: column("begins", "From"),
            columns: vec![
                column("requests", "Requests"),
                column("average", "Average"),
                column("beyond_chance", "More than chance explains"),
            ],
            rows: days().zip(values).map(row).collect(),
        },
        csv: s("/insight/requests.csv?from=2026-11-01&to=2026-11-20"),
    };
    FiguresPage {
        options: Options::Requests { by: s("day"), days: s(""), screened: false },
        says: vec![says("18.9 requests each, on average of 20.", None)],
        sections: vec![section],
        ..page(View::Requests)
    }
}

/// Twenty days of waits, two of them with too few to say anything.
pub(crate) fn times() -> FiguresPage {
    let half =
        [5.0, 6.1, 4.8, 5.2, 7.9, 0.0, 0.0, 6.2, 5.5, 9.4, 8.0, 6.6, 5.1, 4.7, 4.9, 4.1, 3.9, 4.2, 3.8, 3.6];
    let known = |value: f64| (value > 0.0).then_some(value);
    let line = |name: &str, stroke, times: f64| Line {
        name: s(name),
        stroke,
        values: half.iter().map(|half| known(half * times)).collect(),
    };
    let mut page = requests();
    page.view = View::Times;
    page.options = Options::Nothing;
    page.says = vec![says("Of 412 requests, 82% had somebody there within 10 minutes (78% to 85%).", None)];
    for section in &mut page.sections {
        section.heading = s("How long until somebody came");
        section.chart.title = s("How long until somebody came");
        section.chart.band =
            half.iter().map(|half| known(*half).map(|half| (half * 0.8, half * 1.4))).collect();
        section.chart.lines = vec![
            line("Half, minutes", Stroke::First, 1.0),
            line("80%, minutes", Stroke::Second, 1.9),
            line("95%, minutes", Stroke::Third, 3.1),
        ];
        section.chart.outstanding.clear();
        section.notes = vec![s("Only requests to which somebody came.")];
        section.chart.unit = Unit::Minutes;
    }
    page
}

fn map(is_shared: bool) -> Map {
    let cell = |shown: &str, shade| MapCell { shown: s(shown), shade };
    let row = |ward: &str, cells: Vec<MapCell>, all: &str| MapRow { ward: s(ward), cells, all: s(all) };
    let few = if is_shared { cell("*", Shade::Hidden) } else { cell("3", Shade::MuchFewer) };
    Map {
        is_shared,
        tags: ["Medication charts", "Orders and results", "Printing"].map(s).to_vec(),
        rows: vec![
            row(
                "Birch",
                vec![cell("20", Shade::AsExpected), cell("15", Shade::More), cell("", Shade::AsExpected)],
                "35",
            ),
            row("Maple", vec![cell("40", Shade::MuchMore), few, cell("10", Shade::Fewer)], "55"),
        ],
        all: ["60", "20", "10", if is_shared { "–" } else { "90" }].map(s).to_vec(),
        csv: s("/insight/map.csv"),
        shared: (!is_shared).then(|| s("/insight/map?shared=yes&week=")),
    }
}

pub(crate) fn exact_map() -> FiguresPage {
    let says = vec![says("Medication charts, Maple: 40 requests where 12 would be expected.", None)];
    FiguresPage { says, map: Some(map(false)), ..page(View::Map) }
}

pub(crate) fn shared_map() -> FiguresPage {
    FiguresPage { options: Options::Week(s("2026-11-09")), map: Some(map(true)), ..page(View::Map) }
}
