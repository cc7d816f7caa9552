//! Charts, drawn on the server and coloured by the style sheet. Each is also a sentence, and has its table beside it.

mod intervals;
mod pareto;

use leptos::prelude::*;
use texts::texts;

use crate::words::isolated;

pub use self::{
    intervals::{IntervalChart, IntervalRow, interval_chart},
    pareto::pareto_chart,
};

const WIDTH: f64 = 860.0;
const LABELS: f64 = 250.0;
const TOP: f64 = 34.0;
const ROW: f64 = 34.0;
/// From one line of a label to the next, and about how many characters it has room for.
const LINE: f64 = 16.0;
const LINE_CHARS: usize = 31;

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

/// What a row is about, to the left of it, on two lines where it is long.
fn row_label(y: f64, label: &str) -> AnyView {
    let lines = lines(label);
    let first = if lines.len() > 1 { y - 3.0 } else { y + 5.0 };
    let lines: Vec<_> = std::iter::successors(Some(first), |y| Some(y + LINE))
        .zip(lines)
        .map(|(y, line)| view! { <tspan x=px(LABELS - 10.0) y=px(y)>{isolated(&line).into_owned()}</tspan> })
        .collect();
    view! { <text class="app-chart__label" text-anchor="end">{lines}</text> }.into_any()
}

/// A label as its row has room for it: at most two lines, broken between words; what is longer still ends in dots.
fn lines(label: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in label.split_whitespace() {
        let fits =
            |line: &String| line.is_empty() || line.chars().count() + 1 + word.chars().count() <= LINE_CHARS;
        match lines.last_mut().filter(|line| fits(line)) {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) => {
                line.push(' ');
                line.push_str(word);
            }
            None => lines.push(word.to_owned()),
        }
    }
    if lines.len() > 2 {
        lines.truncate(2);
        lines[1].push('…');
    }
    for line in &mut lines {
        if line.chars().count() > LINE_CHARS + 1 {
            *line = line.chars().take(LINE_CHARS).chain(['…']).collect();
        }
    }
    lines
}

/// The figure of a row, to the right of it.
fn row_value(y: f64, value: String) -> AnyView {
    view! {
        <text class="app-chart__value" x=px(WIDTH - 8.0) y=px(y + 5.0) text-anchor="end">{value}</text>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_label_takes_two_lines_and_none_is_cut_without_a_sign() {
        for (label, expected) in [
            ("Did not know how", vec!["Did not know how"]),
            ("Not solved: handed to IT service desk", vec!["Not solved: handed to IT", "service desk"]),
            (
                "Works as designed, but gets in the way of everybody who is on the ward at night",
                vec!["Works as designed, but gets in", "the way of everybody who is on…"],
            ),
            ("", vec![""]),
        ] {
            assert_eq!(lines(label), expected);
        }
        assert_eq!(lines(&"x".repeat(80))[0].chars().count(), LINE_CHARS + 1);
    }
}
