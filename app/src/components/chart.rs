//! The Pareto chart, drawn on the server and coloured by the style sheet.
//!
//! One axis for both: a bar is a category's share of all closed tickets, the line adds the shares up. The table beside
//! it says the same in figures.

use leptos::prelude::*;

use crate::model::ParetoRow;

const WIDTH: f64 = 860.0;
const LABELS: f64 = 250.0;
const RIGHT: f64 = 60.0;
const TOP: f64 = 34.0;
const ROW: f64 = 34.0;
const BAR: f64 = 22.0;

/// Where a share, in per cent, lies on the horizontal axis.
fn across(share: f64) -> f64 {
    LABELS + (WIDTH - LABELS - RIGHT) * share.clamp(0.0, 100.0) / 100.0
}

/// The middle of each row, from the top.
fn rows_down() -> impl Iterator<Item = f64> {
    std::iter::successors(Some(TOP + ROW / 2.0), |y| Some(y + ROW))
}

/// One decimal is finer than a pixel.
fn px(length: f64) -> String {
    format!("{length:.1}")
}

pub fn pareto_chart(rows: &[ParetoRow]) -> AnyView {
    let bottom = rows.iter().fold(TOP, |y, _| y + ROW);
    let height = bottom + 10.0;
    let grid: Vec<_> = [0, 20, 40, 60, 80, 100]
        .into_iter()
        .map(|share| {
            let x = px(across(f64::from(share)));
            let class = if share == 80 { "app-chart__eighty" } else { "app-chart__grid" };
            view! {
                <line class=class x1=x.clone() x2=x.clone() y1=px(TOP - 6.0) y2=px(bottom)/>
                <text class="app-chart__scale" x=x y=px(TOP - 14.0) text-anchor="middle">{format!("{share}%")}</text>
            }
        })
        .collect();
    let bars: Vec<_> = rows
        .iter()
        .zip(rows_down())
        .map(|(row, y)| {
            let baseline = px(y + 5.0);
            view! {
                <text class="app-chart__label" x=px(LABELS - 10.0) y=baseline.clone() text-anchor="end">
                    {row.category.clone()}
                </text>
                <rect
                    class="app-chart__bar"
                    x=px(LABELS)
                    y=px(y - BAR / 2.0)
                    width=px(across(row.share) - LABELS)
                    height=px(BAR)
                />
                <text class="app-chart__value" x=px(WIDTH - 8.0) y=baseline text-anchor="end">
                    {row.tickets.to_string()}
                </text>
            }
        })
        .collect();
    let points: Vec<String> = rows
        .iter()
        .zip(rows_down())
        .map(|(row, y)| format!("{},{}", px(across(row.cumulative)), px(y)))
        .collect();
    let dots: Vec<_> = rows
        .iter()
        .zip(rows_down())
        .map(|(row, y)| view! { <circle class="app-chart__dot" cx=px(across(row.cumulative)) cy=px(y) r="4"/> })
        .collect();
    view! {
        <div class="app-chart" role="region" aria-label="Chart" tabindex="0">
            <svg viewBox=format!("0 0 {WIDTH} {height}") role="img" aria-labelledby="pareto-title pareto-words">
                <title id="pareto-title">"What tickets turned out to be, most first"</title>
                <desc id="pareto-words">{in_words(rows)}</desc>
                {grid}
                {bars}
                <polyline class="app-chart__line" points=points.join(" ")/>
                {dots}
            </svg>
        </div>
    }
    .into_any()
}

/// The chart in a sentence: the largest category, and how few make up most.
fn in_words(rows: &[ParetoRow]) -> String {
    let Some(first) = rows.first() else { return "No closed tickets.".to_owned() };
    let few = rows.iter().position(|row| row.cumulative >= 80.0).map_or(rows.len(), |place| place + 1);
    format!(
        "{} is the largest with {} tickets, {:.0}% of all. The first {few} of {} categories make up {:.0}%.",
        first.category,
        first.tickets,
        first.share,
        rows.len(),
        rows.get(few - 1).map_or(100.0, |row| row.cumulative),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chart_is_also_a_sentence() {
        let row = |category: &str, tickets, share, cumulative| ParetoRow {
            category: category.to_owned(),
            tickets,
            share,
            cumulative,
        };
        let rows = [
            row("Training", 70, 70.0, 70.0),
            row("Access rights", 20, 20.0, 90.0),
            row("Printer", 10, 10.0, 100.0),
        ];
        assert_eq!(
            in_words(&rows),
            "Training is the largest with 70 tickets, 70% of all. The first 2 of 3 categories make up 90%."
        );
        assert_eq!(in_words(&[]), "No closed tickets.");
    }
}
