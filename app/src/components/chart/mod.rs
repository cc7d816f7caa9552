//! Charts, drawn on the server and coloured by the style sheet. Each is also a sentence, and has its table beside it.

mod intervals;
mod pareto;

use leptos::prelude::*;
use texts::texts;

pub use self::{
    intervals::{IntervalChart, IntervalRow, interval_chart},
    pareto::pareto_chart,
};

const WIDTH: f64 = 860.0;
const LABELS: f64 = 250.0;
const TOP: f64 = 34.0;
const ROW: f64 = 34.0;

/// The middle of each row, from the top.
fn rows_down() -> impl Iterator<Item = f64> {
    std::iter::successors(Some(TOP + ROW / 2.0), |y| Some(y + ROW))
}

/// Where so many rows end.
fn bottom(rows: usize) -> f64 {
    (0..rows).fold(TOP, |y, _| y + ROW)
}

/// One decimal is finer than a pixel.
fn px(length: f64) -> String {
    format!("{length:.1}")
}

/// The drawing in a box that scrolls sideways where the screen is narrow. `id` is its own on the page.
fn frame(id: &str, title: &str, words: String, bottom: f64, drawing: impl IntoView + 'static) -> AnyView {
    let (title_id, words_id) = (format!("{id}-title"), format!("{id}-words"));
    let labelled_by = format!("{title_id} {words_id}");
    view! {
        <section class="app-chart" aria-label=texts().shared_chart(title) tabindex="0">
            <svg
                viewBox=format!("0 0 {WIDTH} {}", bottom + 10.0)
                role="img"
                aria-labelledby=labelled_by
            >
                <title id=title_id>{title.to_owned()}</title>
                <desc id=words_id>{words}</desc>
                {drawing.into_any()}
            </svg>
        </section>
    }
    .into_any()
}

/// A line down the rows with its label above.
fn scale(x: f64, bottom: f64, class: &'static str, label: String) -> AnyView {
    let x = px(x);
    view! {
        <line class=class x1=x.clone() x2=x.clone() y1=px(TOP - 6.0) y2=px(bottom)/>
        <text class="app-chart__scale" x=x y=px(TOP - 14.0) text-anchor="middle">{label}</text>
    }
    .into_any()
}

/// What a row is about, to the left of it.
fn row_label(y: f64, label: &str) -> AnyView {
    view! {
        <text class="app-chart__label" x=px(LABELS - 10.0) y=px(y + 5.0) text-anchor="end">{label.to_owned()}</text>
    }
    .into_any()
}

/// The figure of a row, to the right of it.
fn row_value(y: f64, value: String) -> AnyView {
    view! {
        <text class="app-chart__value" x=px(WIDTH - 8.0) y=px(y + 5.0) text-anchor="end">{value}</text>
    }
    .into_any()
}
