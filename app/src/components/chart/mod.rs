//! Charts, drawn on the server and coloured by the style sheet. Each is also a sentence, and has its table beside it.

mod intervals;
mod pareto;
mod series;

use crate::words::isolated;
use leptos::prelude::*;

pub use self::{
    intervals::{IntervalChart, IntervalRow, interval_chart},
    pareto::pareto_chart,
    series::{Line, SeriesChart, Stroke, Unit, series_chart},
};

/// Where things are in a drawing. Each chart is drawn twice, and the style sheet shows the one that the screen has room for.
struct Layout {
    width: f64,
    /// Where values begin, from the left, and what is kept free to the right of the largest.
    left: f64,
    right: f64,
    /// From one row to the next, and where the middle of what is drawn of it is.
    row: f64,
    middle: f64,
    /// About how many characters a line of a label has room for.
    line_chars: usize,
    /// Whether labels and figures stand above what is drawn, rather than beside it.
    above: bool,
}

const WIDE: Layout =
    Layout { width: 860.0, left: 250.0, right: 110.0, row: 34.0, middle: 17.0, line_chars: 31, above: false };
/// At the width of the smallest phones, letters are as large as around it.
const NARROW: Layout =
    Layout { width: 320.0, left: 12.0, right: 20.0, row: 70.0, middle: 52.0, line_chars: 32, above: true };

const TOP: f64 = 34.0;
/// From one line of a label to the next.
const LINE: f64 = 16.0;
/// From the middle of a row up to the label above it.
const ABOVE: f64 = 18.0;

impl Layout {
    /// Where a value lies, as a share of the axis.
    fn across(&self, share: f64) -> f64 {
        self.left + (self.width - self.left - self.right) * share.clamp(0.0, 1.0)
    }

    /// The middle of each row, from the top.
    fn rows_down(&self) -> impl Iterator<Item = f64> {
        std::iter::successors(Some(TOP + self.middle), |y| Some(y + self.row))
    }

    /// Where so many rows end.
    fn bottom(&self, rows: usize) -> f64 {
        (0..rows).fold(TOP, |y, _| y + self.row)
    }

    /// A line down the rows with its label above.
    fn scale(&self, share: f64, rows: usize, class: &'static str, label: String) -> AnyView {
        let x = px(self.across(share));
        view! {
            <line class=class x1=x.clone() x2=x.clone() y1=px(TOP - 6.0) y2=px(self.bottom(rows))/>
            <text class="app-chart__scale" x=x y=px(TOP - 14.0) text-anchor="middle">{label}</text>
        }
        .into_any()
    }

    /// What a row is about, on two lines where it is long, and its figure.
    fn row(&self, y: f64, label: &str, value: String) -> AnyView {
        let lines = lines(label, self.line_chars);
        let (x, anchor, last) = if self.above {
            (0.0, "start", y - ABOVE)
        } else {
            (self.left - 10.0, "end", if lines.len() > 1 { y - 3.0 + LINE } else { y + 5.0 })
        };
        let first = if lines.len() > 1 { last - LINE } else { last };
        let lines: Vec<_> = std::iter::successors(Some(first), |y| Some(y + LINE))
            .zip(lines)
            .map(|(y, line)| view! { <tspan x=px(x) y=px(y)>{isolated(&line).into_owned()}</tspan> })
            .collect();
        let value_y = if self.above { y - ABOVE } else { y + 5.0 };
        view! {
            <text class="app-chart__label" text-anchor=anchor>{lines}</text>
            <text class="app-chart__value" x=px(self.width - 2.0) y=px(value_y) text-anchor="end">{value}</text>
        }
        .into_any()
    }
}

/// One decimal is finer than a pixel.
fn px(length: f64) -> String {
    format!("{length:.1}")
}

/// A chart of so many rows. `id` is its own on the page.
fn frame(id: &str, title: &str, words: &str, rows: usize, draw: impl Fn(&Layout) -> AnyView) -> AnyView {
    framed(id, title, words, |layout| layout.bottom(rows) + 10.0, draw)
}

/// A chart of some height, which is drawn for both layouts.
fn framed(
    id: &str,
    title: &str,
    words: &str,
    height: impl Fn(&Layout) -> f64,
    draw: impl Fn(&Layout) -> AnyView,
) -> AnyView {
    let drawings = [("app-chart__wide", &WIDE), ("app-chart__narrow", &NARROW)].map(|(class, layout)| {
        let [title_id, words_id] = ["title", "words"].map(|part| format!("{id}-{class}-{part}"));
        let labelled_by = format!("{title_id} {words_id}");
        view! {
            <svg
                class=class
                viewBox=format!("0 0 {} {}", layout.width, height(layout))
                role="img"
                aria-labelledby=labelled_by
            >
                <title id=title_id>{title.to_owned()}</title>
                <desc id=words_id>{words.to_owned()}</desc>
                {draw(layout)}
            </svg>
        }
    });
    view! { <div class="app-chart">{drawings.into_iter().collect::<Vec<_>>()}</div> }.into_any()
}

/// The distance of lines, 1, 2 or 5 times a power of ten, and where an axis ends that has about `lines` of them.
fn axis(largest: f64, lines: f64) -> (f64, f64) {
    if largest <= 0.0 {
        return (1.0, 1.0);
    }
    let rough = largest / lines;
    let power = 10_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|times| times * power).find(|step| *step >= rough);
    let step = step.unwrap_or(rough);
    (step, (largest / step).ceil() * step)
}

/// A label as its row has room for it: at most two lines, broken between words; what is longer still ends in dots.
fn lines(label: &str, line_chars: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in label.split_whitespace() {
        let fits =
            |line: &String| line.is_empty() || line.chars().count() + 1 + word.chars().count() <= line_chars;
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
        if line.chars().count() > line_chars + 1 {
            *line = line.chars().take(line_chars).chain(['…']).collect();
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_axis_has_round_numbers_and_room_for_all() {
        for (largest, expected) in
            [(100.0, (20.0, 100.0)), (372.0, (100.0, 400.0)), (6.2, (2.0, 8.0)), (0.0, (1.0, 1.0))]
        {
            assert_eq!(axis(largest, 6.0), expected, "{largest}");
        }
    }

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
            assert_eq!(lines(label, 31), expected);
        }
        assert_eq!(lines(&"x".repeat(80), 31)[0].chars().count(), 32);
    }
}
