//! How many ask, day by day or week by week, and what of it is more than chance.

use app::{
    components::{Line, SeriesChart, Stroke, Unit},
    screens::insight::{Column, FigureRow, FigureTable, Says, Section},
};
use stats::spc::{Drawn, Point, Side, Signal, TRIAL, xmr};
use store::AskedFor;
use texts::texts;

use super::{
    filter::Bucket,
    times::{parts, tenths},
};

/// Requests of each, and what chance does not explain.
pub(super) struct Requests<'a> {
    buckets: &'a [Bucket],
    points: Vec<Point>,
    is_screened: bool,
}

impl<'a> Requests<'a> {
    /// `buckets`: over, each of them, or they would be compared with more than they had.
    #[expect(clippy::cast_precision_loss, reason = "requests of a day")]
    pub(super) fn of(asked: &[AskedFor], buckets: &'a [Bucket], is_screened: bool) -> Self {
        let counts: Vec<f64> = parts(asked, buckets).map(|(_, asked)| asked.len() as f64).collect();
        let points = xmr(&counts, &Drawn { screened: is_screened, ..Drawn::default() });
        Self { buckets, points, is_screened }
    }

    /// The places that stand out, with why.
    fn outstanding(&self) -> impl Iterator<Item = (usize, Signal)> {
        self.points.iter().enumerate().filter_map(|(place, point)| Some((place, point.signal?)))
    }

    pub(super) fn says(&self, href: &dyn Fn() -> Option<String>) -> Vec<Says> {
        let t = texts();
        let says = |words: String| Says { words, href: href() };
        let Some(first) = self.points.first() else { return vec![says(t.insight_no_points())] };
        let average = says(t.insight_on_average(tenths(first.mean), self.points.len()));
        let on_trial =
            first.on_trial.then(|| Says { words: t.insight_on_trial(self.points.len(), TRIAL), href: None });
        [average, Says { words: self.beyond_chance(), href: href() }].into_iter().chain(on_trial).collect()
    }

    /// For whoever does not see how few points the limits come from: nothing, while they are on trial.
    pub(super) fn says_of_chance(&self, href: &dyn Fn() -> Option<String>) -> Option<Says> {
        let is_known = self.points.first().is_some_and(|first| !first.on_trial);
        is_known.then(|| Says { words: self.beyond_chance(), href: href() })
    }

    fn beyond_chance(&self) -> String {
        let t = texts();
        let Some((place, signal)) = self.outstanding().last() else { return t.insight_only_chance() };
        let label = self.buckets.get(place).map(|bucket| bucket.label.clone()).unwrap_or_default();
        t.insight_beyond_chance(self.outstanding().count(), label, in_words(signal))
    }

    pub(super) fn section(&self, csv: String) -> Section {
        let t = texts();
        let line = |name: String, stroke, value: fn(&Point) -> f64| Line {
            name,
            stroke,
            values: self.points.iter().map(|point| Some(value(point))).collect(),
        };
        let rows = self.buckets.iter().zip(&self.points).map(|(bucket, point)| FigureRow {
            key: bucket.key.clone(),
            label: bucket.label.clone(),
            cells: vec![
                format!("{:.0}", point.value),
                tenths(point.mean),
                tenths(point.lower),
                tenths(point.upper),
                point.signal.map(in_words).unwrap_or_default(),
            ],
        });
        let column = |id, words| Column { id, words };
        let limits = if self.is_screened { t.insight_limits_screened() } else { t.insight_limits() };
        Section {
            heading: t.insight_requests_over_time(),
            chart: SeriesChart {
                id: "requests".to_owned(),
                title: t.insight_requests_over_time(),
                words: self.says(&|| None).into_iter().map(|says| says.words).collect::<Vec<_>>().join(" "),
                across: self.buckets.iter().map(|bucket| bucket.short.clone()).collect(),
                band: Vec::new(),
                lines: vec![
                    line(t.insight_requests(), Stroke::First, |point| point.value),
                    line(t.insight_average(), Stroke::Centre, |point| point.mean),
                    line(t.insight_upper_limit(), Stroke::Limit, |point| point.upper),
                    line(t.insight_lower_limit(), Stroke::Limit, |point| point.lower),
                ],
                outstanding: self.outstanding().map(|(place, _)| place).collect(),
                unit: Unit::Number,
            },
            notes: vec![t.insight_squares(), limits],
            table: FigureTable {
                first: column("begins", t.insight_day()),
                columns: vec![
                    column("requests", t.insight_requests()),
                    column("average", t.insight_average()),
                    column("lower_limit", t.insight_lower_limit()),
                    column("upper_limit", t.insight_upper_limit()),
                    column("beyond_chance", t.insight_why_beyond_chance()),
                ],
                rows: rows.collect(),
            },
            csv,
        }
    }
}

fn in_words(signal: Signal) -> String {
    let t = texts();
    match signal {
        Signal::Outside(Side::High) => t.insight_outside_high(),
        Signal::Outside(Side::Low) => t.insight_outside_low(),
        Signal::Trend(Side::High) => t.insight_trend_high(),
        Signal::Trend(Side::Low) => t.insight_trend_low(),
        Signal::NearLimit(Side::High) => t.insight_near_high(),
        Signal::NearLimit(Side::Low) => t.insight_near_low(),
        Signal::Shift(Side::High) => t.insight_shift_high(),
        Signal::Shift(Side::Low) => t.insight_shift_low(),
    }
}
