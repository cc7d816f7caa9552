//! One axis for both: a bar is a category's share of all closed tickets, the line adds the shares up.

use leptos::prelude::*;
use texts::texts;

use super::{LABELS, WIDTH, bottom, frame, px, row_label, row_value, rows_down, scale};
use crate::{model::ParetoRow, words::isolated};

const RIGHT: f64 = 60.0;
const BAR: f64 = 22.0;

/// Where a share, in per cent, lies on the horizontal axis.
fn across(share: f64) -> f64 {
    LABELS + (WIDTH - LABELS - RIGHT) * share.clamp(0.0, 100.0) / 100.0
}

pub fn pareto_chart(rows: &[ParetoRow]) -> AnyView {
    let bottom = bottom(rows.len());
    let grid: Vec<_> = [0, 20, 40, 60, 80, 100]
        .into_iter()
        .map(|share| {
            let class = if share == 80 { "app-chart__mark" } else { "app-chart__grid" };
            scale(across(f64::from(share)), bottom, class, format!("{share}%"))
        })
        .collect();
    let bars: Vec<_> = rows
        .iter()
        .zip(rows_down())
        .map(|(row, y)| {
            view! {
                {row_label(y, &row.category)}
                <rect
                    class="app-chart__bar"
                    x=px(LABELS)
                    y=px(y - BAR / 2.0)
                    width=px(across(row.share) - LABELS)
                    height=px(BAR)
                />
                {row_value(y, row.tickets.to_string())}
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
    let drawing = view! {
        {grid}
        {bars}
        <polyline class="app-chart__line" points=points.join(" ")/>
        {dots}
    };
    frame("pareto", &texts().shared_pareto(), in_words(rows), bottom, drawing)
}

/// The chart in a sentence: the largest category, and how few make up most.
fn in_words(rows: &[ParetoRow]) -> String {
    let Some(first) = rows.first() else { return texts().shared_pareto_none() };
    let few = rows.iter().position(|row| row.cumulative >= 80.0).map_or(rows.len(), |place| place + 1);
    let together = rows.get(few - 1).map_or(100.0, |row| row.cumulative);
    let (largest, share) = (isolated(&first.category), format!("{:.0}", first.share));
    if few == 1 {
        return texts().shared_pareto_one(largest, first.tickets, share);
    }
    texts().shared_pareto_several(largest, first.tickets, share, few, rows.len(), format!("{together:.0}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chart_is_also_a_sentence() {
        let row = |category: &str, tickets, share, cumulative| ParetoRow {
            category: category.to_owned(),
            tickets,
            in_passing: 0,
            helped: tickets,
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
