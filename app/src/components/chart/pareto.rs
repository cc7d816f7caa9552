//! One axis for both: a bar is a category's share of all closed tickets, the line adds the shares up.

use leptos::prelude::*;
use texts::texts;

use super::{Layout, frame, px};
use crate::{model::ParetoRow, words::isolated};

const BAR: f64 = 22.0;

pub fn pareto_chart(rows: &[ParetoRow]) -> AnyView {
    frame("pareto", &texts().shared_pareto(), &in_words(rows), rows.len(), |layout| drawing(rows, layout))
}

fn drawing(rows: &[ParetoRow], layout: &Layout) -> AnyView {
    let across = |percent: f64| layout.across(percent / 100.0);
    let grid: Vec<_> = [0, 20, 40, 60, 80, 100]
        .into_iter()
        .map(|percent| {
            let class = if percent == 80 { "app-chart__mark" } else { "app-chart__grid" };
            layout.scale(f64::from(percent) / 100.0, rows.len(), class, format!("{percent}%"))
        })
        .collect();
    let down = || rows.iter().zip(layout.rows_down());
    let bars: Vec<_> = down()
        .map(|(row, y)| {
            view! {
                <rect
                    class="app-chart__bar"
                    x=px(layout.left)
                    y=px(y - BAR / 2.0)
                    width=px(across(row.share) - layout.left)
                    height=px(BAR)
                />
            }
        })
        .collect();
    let points: Vec<String> =
        down().map(|(row, y)| format!("{},{}", px(across(row.cumulative)), px(y))).collect();
    let dots: Vec<_> = down()
        .map(|(row, y)| view! { <circle class="app-chart__dot" cx=px(across(row.cumulative)) cy=px(y) r="4"/> })
        .collect();
    let words: Vec<_> =
        down().map(|(row, y)| layout.row(y, &row.category, row.tickets.to_string())).collect();
    view! {
        {grid}
        {bars}
        <polyline class="app-chart__line" points=points.join(" ")/>
        {dots}
        {words}
    }
    .into_any()
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
