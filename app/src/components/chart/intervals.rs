//! Estimates with how sure they are: a dot at each value and a line over its 95 % interval.

use leptos::prelude::*;
use texts::texts;

use super::{Layout, TOP, axis, frame, px};

/// Half the height of an interval's ends.
const END: f64 = 6.0;
/// Lines down the chart, about.
const LINES: f64 = 6.0;

#[derive(Debug, Clone, PartialEq)]
pub struct IntervalRow {
    pub label: String,
    pub value: f64,
    pub low: f64,
    pub high: f64,
    /// The one that the page is about.
    pub is_ours: bool,
}

#[derive(Debug, Clone)]
pub struct IntervalChart<'a> {
    /// Its own on the page.
    pub id: &'a str,
    pub title: &'a str,
    pub rows: &'a [IntervalRow],
    /// A value in words.
    pub say: fn(f64) -> String,
    /// What the axis cannot go beyond, such as 100 %.
    pub most: f64,
    /// A value to reach or to stay below.
    pub mark: Option<f64>,
}

pub fn interval_chart(chart: &IntervalChart<'_>) -> AnyView {
    let IntervalChart { id, title, rows, say, .. } = *chart;
    frame(id, title, &in_words(rows, say), rows.len(), |layout| drawing(chart, layout))
}

fn drawing(chart: &IntervalChart<'_>, layout: &Layout) -> AnyView {
    let IntervalChart { rows, say, most, mark, .. } = *chart;
    let largest = rows.iter().map(|row| row.high).chain(mark).fold(0.0, f64::max);
    let (step, end) = axis(largest.min(most), LINES);
    let share = |value: f64| value.clamp(0.0, end) / end.max(f64::MIN_POSITIVE);
    let across = |value: f64| layout.across(share(value));
    // Every other line where they would stand too close for what they say.
    let step = if layout.above { step * 2.0 } else { step };
    let lines =
        std::iter::successors(Some(0.0), |at| Some(at + step)).take_while(|at| *at <= end + step / 4.0);
    let grid: Vec<_> =
        lines.map(|at| layout.scale(share(at), rows.len(), "app-chart__grid", say(at))).collect();
    let mark = mark.map(|at| {
        let x = px(across(at));
        view! { <line class="app-chart__mark" x1=x.clone() x2=x y1=px(TOP - 6.0) y2=px(layout.bottom(rows.len()))/> }
    });
    let drawn: Vec<_> = rows
        .iter()
        .zip(layout.rows_down())
        .map(|(row, y)| {
            let (low, high) = (across(row.low), across(row.high));
            let path = format!(
                "M{low:.1},{:.1}v{:.1}M{low:.1},{y:.1}H{high:.1}M{high:.1},{:.1}v{:.1}",
                y - END,
                2.0 * END,
                y - END,
                2.0 * END,
            );
            let class = if row.is_ours { "app-chart__dot" } else { "app-chart__other" };
            view! {
                <path class="app-chart__line" d=path/>
                <circle class=class cx=px(across(row.value)) cy=px(y) r="6"/>
                {layout.row(y, &row.label, say(row.value))}
            }
        })
        .collect();
    view! { {grid} {mark} {drawn} }.into_any()
}

fn in_words(rows: &[IntervalRow], say: fn(f64) -> String) -> String {
    let row =
        |row: &IntervalRow| texts().shared_chart_row(&row.label, say(row.value), say(row.low), say(row.high));
    rows.iter().map(row).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chart_is_also_sentences() {
        let row =
            IntervalRow { label: "Elbow".to_owned(), value: 93.0, low: 92.0, high: 94.0, is_ours: true };
        let percent = |value: f64| format!("{value:.0}%");
        assert_eq!(in_words(&[row], percent), "Elbow: 93%, 92% to 94%.");
    }
}
