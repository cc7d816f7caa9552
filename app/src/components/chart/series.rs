//! Values over time: lines, a band of how sure they are, and points that stand out. Lines differ by how they are dashed too, so that nobody needs
//! colours.

use leptos::prelude::*;
use texts::texts;

use super::{Layout, axis, framed, px};

/// Room on the left for what the lines across say.
const LEFT: f64 = 56.0;
const RIGHT: f64 = 12.0;
const TOP: f64 = 12.0;
/// Below what is drawn, for the words of the axis.
const BELOW: f64 = 28.0;
const LINES: f64 = 5.0;
/// A word below the axis has so much room.
const WORD: f64 = 76.0;

#[derive(Debug, Clone, PartialEq)]
pub struct SeriesChart {
    /// Its own on the page.
    pub id: String,
    pub title: String,
    /// What it shows, in a sentence or two.
    pub words: String,
    /// What stands below each place.
    pub across: Vec<String>,
    /// How sure the first line is, at each place.
    pub band: Vec<Option<(f64, f64)>>,
    pub lines: Vec<Line>,
    /// The places whose point of the first line stands out.
    pub outstanding: Vec<usize>,
    pub unit: Unit,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    pub name: String,
    pub stroke: Stroke,
    /// At each place; none breaks the line.
    pub values: Vec<Option<f64>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stroke {
    /// With a point at each place.
    First,
    Second,
    Third,
    Centre,
    Limit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Number,
    Minutes,
    Percent,
}

impl Stroke {
    const fn class(self) -> &'static str {
        match self {
            Self::First => "app-chart__line",
            Self::Second => "app-chart__line app-chart__line--second",
            Self::Third => "app-chart__line app-chart__line--third",
            Self::Centre => "app-chart__centre",
            Self::Limit => "app-chart__mark",
        }
    }
}

impl Unit {
    fn say(self, value: f64) -> String {
        let number =
            if (value - value.round()).abs() < 1e-9 { format!("{value:.0}") } else { format!("{value:.1}") };
        match self {
            Self::Number => number,
            Self::Minutes => texts().insight_minutes(number),
            Self::Percent => texts().insight_percent(number),
        }
    }
}

pub fn series_chart(chart: &SeriesChart) -> AnyView {
    let drawn = framed(&chart.id, &chart.title, &chart.words, height, |layout| drawing(chart, layout));
    let key: Vec<_> = chart
        .lines
        .iter()
        .map(|line| {
            view! {
                <li>
                    <svg viewBox="0 0 32 12" width="32" height="12" aria-hidden="true">
                        <line class=line.stroke.class() x1="0" x2="32" y1="6" y2="6"/>
                    </svg>
                    " " {line.name.clone()}
                </li>
            }
        })
        .collect();
    view! { {drawn} <ul class="app-chart__key">{key}</ul> }.into_any()
}

fn height(layout: &Layout) -> f64 {
    if layout.above { 260.0 } else { 340.0 }
}

#[expect(clippy::cast_precision_loss, reason = "places of a chart")]
fn drawing(chart: &SeriesChart, layout: &Layout) -> AnyView {
    let SeriesChart { across, band, lines, outstanding, unit, .. } = chart;
    let values = lines.iter().flat_map(|line| line.values.iter().flatten().copied());
    let largest = values.chain(band.iter().flatten().map(|(_, high)| *high)).fold(0.0, f64::max);
    let (step, end) = match unit {
        Unit::Percent => (20.0, 100.0),
        Unit::Number | Unit::Minutes => axis(largest, LINES),
    };
    let (bottom, right) = (height(layout) - BELOW, layout.width - RIGHT);
    let room = (right - LEFT) / (across.len().max(2) - 1) as f64;
    let x =
        |place: usize| if across.len() > 1 { LEFT + room * place as f64 } else { f64::midpoint(LEFT, right) };
    // Nobody waits less than no time: what lies below nought is drawn there, and stands in the table as it is.
    let y = |value: f64| bottom - (bottom - TOP) * (value / end).clamp(0.0, 1.0);
    let grid: Vec<_> = std::iter::successors(Some(0.0), |at| Some(at + step))
        .take_while(|at| *at <= end + step / 4.0)
        .map(|at| {
            let y = y(at);
            view! {
                <line class="app-chart__grid" x1=px(LEFT) x2=px(right) y1=px(y) y2=px(y)/>
                <text class="app-chart__scale" x=px(LEFT - 8.0) y=px(y + 5.0) text-anchor="end">{unit.say(at)}</text>
            }
        })
        .collect();
    let every = (WORD / room).ceil().max(1.0);
    let words: Vec<_> = across
        .iter()
        .enumerate()
        .filter(|(place, _)| *place as f64 % every < 0.5)
        .filter(|(place, _)| *place == 0 || x(*place) + WORD / 2.0 <= layout.width)
        .map(|(place, word)| {
            let (at, anchor) = if place == 0 && across.len() > 1 { (LEFT, "start") } else { (x(place), "middle") };
            view! {
                <text class="app-chart__scale" x=px(at) y=px(bottom + 20.0) text-anchor=anchor>{word.clone()}</text>
            }
        })
        .collect();
    let bands: Vec<_> = runs(band)
        .into_iter()
        .map(|run| {
            let there = run.iter().map(|(place, (low, _))| format!("{:.1},{:.1}", x(*place), y(*low)));
            let back = run.iter().rev().map(|(place, (_, high))| format!("{:.1},{:.1}", x(*place), y(*high)));
            let points: Vec<_> = there.chain(back).collect();
            view! { <polygon class="app-chart__band" points=points.join(" ")/> }
        })
        .collect();
    let drawn: Vec<_> = lines
        .iter()
        .rev()
        .map(|line| {
            let runs: Vec<_> = runs(&line.values)
                .into_iter()
                .map(|run| {
                    let points: Vec<_> = run
                        .iter()
                        .map(|(place, value)| format!("{:.1},{:.1}", x(*place), y(*value)))
                        .collect();
                    view! { <polyline class=line.stroke.class() points=points.join(" ")/> }
                })
                .collect();
            view! { {runs} }
        })
        .collect();
    let dots: Vec<_> = lines
        .iter()
        .filter(|line| line.stroke == Stroke::First)
        .flat_map(|line| line.values.iter().enumerate())
        .filter_map(|(place, value)| {
            let (x, y) = (x(place), y((*value)?));
            let dot = if outstanding.contains(&place) {
                view! { <rect class="app-chart__outstanding" x=px(x - 6.0) y=px(y - 6.0) width="12" height="12"/> }
                    .into_any()
            } else {
                view! { <circle class="app-chart__dot" cx=px(x) cy=px(y) r=if room < 8.0 { "2" } else { "4" }/> }
                    .into_any()
            };
            Some(dot)
        })
        .collect();
    view! { {grid} {bands} {drawn} {dots} {words} }.into_any()
}

/// Places in a row that have something.
fn runs<T: Copy>(places: &[Option<T>]) -> Vec<Vec<(usize, T)>> {
    let mut runs = vec![Vec::new()];
    for (place, value) in places.iter().enumerate() {
        match (value, runs.last_mut()) {
            (Some(value), Some(run)) => run.push((place, *value)),
            _ => runs.push(Vec::new()),
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_breaks_where_nothing_is_known() {
        assert_eq!(
            runs(&[None, Some(1), Some(2), None, None, Some(3)]),
            [vec![(1, 1), (2, 2)], vec![(5, 3)]]
        );
        assert_eq!(runs::<u8>(&[None]), Vec::<Vec<(usize, u8)>>::new());
    }

    #[test]
    fn a_chart_of_one_place_or_none_is_drawn_too() {
        for places in [0, 1, 2] {
            let line =
                Line { name: "Half".to_owned(), stroke: Stroke::First, values: vec![Some(4.5); places] };
            let chart = SeriesChart {
                id: "waits".to_owned(),
                title: "Waits".to_owned(),
                words: String::new(),
                across: vec!["1 Nov".to_owned(); places],
                band: vec![Some((3.0, 6.0)); places],
                lines: vec![line],
                outstanding: vec![0],
                unit: Unit::Minutes,
            };
            let html = series_chart(&chart).to_html();
            assert!(!html.contains("NaN") && !html.contains("inf"), "{html}");
            assert_eq!(html.matches("app-chart__outstanding").count(), 2 * places.min(1));
        }
    }
}
