//! How long people wait who ask, of all of them: those who gave up are never left out.

use app::{
    components::{Line, SeriesChart, Stroke, Unit},
    screens::insight::{Column, FigureRow, FigureTable, Says, Section},
};
use domain::Timestamp;
use stats::{
    Estimate,
    survival::{self, End, Wait},
    wilson,
};
use store::AskedFor;
use texts::texts;

use super::filter::Bucket;

/// Somebody should be there within so many minutes.
const PROMPT: f64 = 10.0;
/// How far the course of waits is drawn, in minutes.
const COURSE: u32 = 60;

/// What is known of how long those waited who asked; what came on paper has no wait.
pub(super) struct Waits {
    /// In minutes.
    all: Vec<Wait>,
    /// Of those of whom it is known by now: with somebody there in time, and all.
    prompt: (u32, u32),
    gave_up: u32,
    /// Minutes of those to whom somebody came, in order.
    arrived: Vec<f64>,
}

impl Waits {
    pub(super) fn of(asked: &[AskedFor], now: Timestamp) -> Self {
        let waited: Vec<&AskedFor> = asked.iter().filter(|asked| !asked.on_paper).collect();
        let all: Vec<Wait> = waited.iter().map(|asked| wait(asked, now)).collect();
        let mut arrived: Vec<f64> =
            all.iter().filter(|wait| wait.end == End::Arrived).map(|wait| wait.time).collect();
        arrived.sort_by(f64::total_cmp);
        let mut prompt = (0, 0);
        for (asked, wait) in waited.iter().zip(&all) {
            let is_over = wait.end == End::Arrived || asked.ended_at.is_some() || wait.time > PROMPT;
            prompt.0 += u32::from(wait.end == End::Arrived && wait.time <= PROMPT);
            prompt.1 += u32::from(is_over);
        }
        let gave_up =
            u32::try_from(all.iter().filter(|wait| wait.end == End::GaveUp).count()).unwrap_or(u32::MAX);
        Self { all, prompt, gave_up, arrived }
    }

    fn all(&self) -> u32 {
        u32::try_from(self.all.len()).unwrap_or(u32::MAX)
    }

    /// The share with somebody there in time, in hundredths, and between which two it lies.
    fn prompt(&self) -> Option<(f64, (f64, f64))> {
        share(self.prompt.0, self.prompt.1)
    }

    pub(super) fn says(&self, href: &dyn Fn() -> Option<String>) -> Vec<Says> {
        let t = texts();
        let says = |words: String| Says { words, href: href() };
        let mut all = Vec::new();
        if let Some((value, (low, high))) = self.prompt() {
            all.push(says(t.insight_within(self.prompt.1, whole(value), whole(low), whole(high))));
        }
        match [0.5, 0.8, 0.95].map(|share| Estimate::of(&self.arrived, share)) {
            [Some(half), Some(most), Some(nearly_all)] => {
                let [value, p80, p95] = [half, most, nearly_all].map(|estimate| tenths(estimate.value));
                let (low, high) =
                    half.band.map_or_else(Default::default, |(low, high)| (tenths(low), tenths(high)));
                all.push(says(t.insight_half_waited(value, low, high, p80, p95)));
            }
            _ => all.push(says(t.insight_too_few_waits(Estimate::LEAST))),
        }
        if let Some((value, (low, high))) = share(self.gave_up, self.all()) {
            all.push(says(t.insight_gave_up(self.gave_up, whole(high), whole(value), whole(low))));
        }
        all
    }
}

fn wait(asked: &AskedFor, now: Timestamp) -> Wait {
    let (until, end) = match (asked.arrived_at, asked.ended_at) {
        (Some(arrived), _) => (arrived, End::Arrived),
        (None, Some(ended)) if asked.gave_up => (ended, End::GaveUp),
        (None, ended) => (ended.unwrap_or(now), End::Other),
    };
    Wait { time: until.since(asked.at).as_secs_f64() / 60.0, end }
}

pub(super) fn share(part: u32, all: u32) -> Option<(f64, (f64, f64))> {
    let (low, high) = wilson(part, all)?;
    Some((100.0 * f64::from(part) / f64::from(all), (100.0 * low, 100.0 * high)))
}

pub(super) fn whole(value: f64) -> String {
    format!("{value:.0}")
}

pub(super) fn tenths(value: f64) -> String {
    format!("{value:.1}")
}

/// Those that were asked in each.
pub(super) fn parts<'a>(
    asked: &'a [AskedFor],
    buckets: &'a [Bucket],
) -> impl Iterator<Item = (&'a Bucket, &'a [AskedFor])> {
    let place = |at: Timestamp| asked.partition_point(|asked| asked.at < at);
    buckets.iter().map(move |bucket| (bucket, &asked[place(bucket.start)..place(bucket.end)]))
}

/// `asked` in order. `csv`: the address of each table as a file.
pub(super) fn sections(
    asked: &[AskedFor],
    buckets: &[Bucket],
    now: Timestamp,
    csv: impl Fn(usize) -> String,
) -> Vec<Section> {
    let by_day: Vec<(&Bucket, Waits)> =
        parts(asked, buckets).map(|(bucket, asked)| (bucket, Waits::of(asked, now))).collect();
    let course = survival::waits(&Waits::of(asked, now).all);
    vec![waits(&by_day, csv(0)), prompt(&by_day, csv(1)), course_of(&course, csv(2))]
}

fn day() -> Column {
    Column { id: "day", words: texts().insight_day() }
}

fn column(id: &'static str, words: String) -> Column {
    Column { id, words }
}

fn row(bucket: &Bucket, cells: Vec<String>) -> FigureRow {
    FigureRow { key: bucket.key.clone(), label: bucket.label.clone(), cells }
}

fn waits(by_day: &[(&Bucket, Waits)], csv: String) -> Section {
    let t = texts();
    let estimates: Vec<[Option<Estimate>; 3]> = by_day
        .iter()
        .map(|(_, waits)| [0.5, 0.8, 0.95].map(|share| Estimate::of(&waits.arrived, share)))
        .collect();
    let line = |which: usize, name: String, stroke| Line {
        name,
        stroke,
        values: estimates.iter().map(|of_day| of_day[which].map(|estimate| estimate.value)).collect(),
    };
    let rows = by_day.iter().zip(&estimates).map(|((bucket, waits), of_day)| {
        let cells = of_day.iter().flat_map(|estimate| {
            let band = estimate.and_then(|estimate| estimate.band);
            [estimate.map(|estimate| estimate.value), band.map(|band| band.0), band.map(|band| band.1)]
        });
        let cells = cells.map(|value| value.map(tenths).unwrap_or_default());
        row(bucket, std::iter::once(waits.arrived.len().to_string()).chain(cells).collect())
    });
    Section {
        heading: t.insight_waits(),
        chart: SeriesChart {
            id: "waits".to_owned(),
            title: t.insight_waits(),
            words: t.insight_waits_words(by_day.len()),
            across: by_day.iter().map(|(bucket, _)| bucket.short.clone()).collect(),
            band: estimates.iter().map(|of_day| of_day[0].and_then(|half| half.band)).collect(),
            lines: vec![
                line(0, t.insight_p50(), Stroke::First),
                line(1, t.insight_p80(), Stroke::Second),
                line(2, t.insight_p95(), Stroke::Third),
            ],
            outstanding: Vec::new(),
            unit: Unit::Minutes,
        },
        notes: vec![t.insight_waits_how_to_read(Estimate::LEAST)],
        table: FigureTable {
            first: day(),
            columns: vec![
                column("arrived", t.insight_arrived()),
                column("p50_minutes", t.insight_p50()),
                column("p50_low", t.insight_low()),
                column("p50_high", t.insight_high()),
                column("p80_minutes", t.insight_p80()),
                column("p80_low", t.insight_low()),
                column("p80_high", t.insight_high()),
                column("p95_minutes", t.insight_p95()),
                column("p95_low", t.insight_low()),
                column("p95_high", t.insight_high()),
            ],
            rows: rows.collect(),
        },
        csv,
    }
}

fn prompt(by_day: &[(&Bucket, Waits)], csv: String) -> Section {
    let t = texts();
    let shares: Vec<_> = by_day.iter().map(|(_, waits)| waits.prompt()).collect();
    let gave_up: Vec<_> = by_day.iter().map(|(_, waits)| share(waits.gave_up, waits.all())).collect();
    let rows = by_day.iter().zip(&shares).map(|((bucket, waits), prompt)| {
        let percent = |value: Option<f64>| value.map(tenths).unwrap_or_default();
        let cells = vec![
            waits.prompt.1.to_string(),
            waits.prompt.0.to_string(),
            percent(prompt.map(|(value, _)| value)),
            percent(prompt.map(|(_, (low, _))| low)),
            percent(prompt.map(|(_, (_, high))| high)),
            waits.gave_up.to_string(),
        ];
        row(bucket, cells)
    });
    let line = |name: String, stroke, values: &[Option<(f64, (f64, f64))>]| Line {
        name,
        stroke,
        values: values.iter().map(|share| share.map(|(value, _)| value)).collect(),
    };
    Section {
        heading: t.insight_prompt(),
        chart: SeriesChart {
            id: "prompt".to_owned(),
            title: t.insight_prompt(),
            words: t.insight_prompt_words(by_day.len()),
            across: by_day.iter().map(|(bucket, _)| bucket.short.clone()).collect(),
            band: shares.iter().map(|share| share.map(|(_, band)| band)).collect(),
            lines: vec![
                line(t.insight_there_in_time(), Stroke::First, &shares),
                line(t.insight_gave_up_short(), Stroke::Second, &gave_up),
            ],
            outstanding: Vec::new(),
            unit: Unit::Percent,
        },
        notes: vec![t.insight_prompt_how_to_read()],
        table: FigureTable {
            first: day(),
            columns: vec![
                column("asked", t.insight_asked()),
                column("within_10", t.insight_there_in_time()),
                column("within_10_percent", t.insight_share()),
                column("within_10_low", t.insight_low()),
                column("within_10_high", t.insight_high()),
                column("gave_up", t.insight_gave_up_short()),
            ],
            rows: rows.collect(),
        },
        csv,
    }
}

fn course_of(course: &[survival::At], csv: String) -> Section {
    let t = texts();
    let at: Vec<(u32, Option<survival::At>)> =
        (0..=COURSE).map(|minute| (minute, survival::after(course, f64::from(minute)))).collect();
    let line = |name: String, stroke, share: fn(survival::At) -> f64| Line {
        name,
        stroke,
        values: at.iter().map(|(_, at)| Some(at.map_or(0.0, |at| 100.0 * share(at)))).collect(),
    };
    let rows = at.iter().filter(|(minute, _)| minute % 5 == 0).map(|(minute, at)| {
        let (arrived, gave_up) = at.map_or((0.0, 0.0), |at| (at.arrived, at.gave_up));
        FigureRow {
            key: minute.to_string(),
            label: minute.to_string(),
            cells: vec![tenths(100.0 * arrived), tenths(100.0 * gave_up)],
        }
    });
    let mut notes = vec![t.insight_course_how_to_read()];
    if let Some(minutes) = survival::patience(course, 0.25) {
        notes.push(t.insight_patience(tenths(minutes)));
    }
    Section {
        heading: t.insight_course(),
        chart: SeriesChart {
            id: "course".to_owned(),
            title: t.insight_course(),
            words: t.insight_course_words(),
            across: at.iter().map(|(minute, _)| minute.to_string()).collect(),
            band: Vec::new(),
            lines: vec![
                line(t.insight_somebody_came(), Stroke::Second, |at| at.arrived),
                line(t.insight_gave_up_short(), Stroke::Third, |at| at.gave_up),
            ],
            outstanding: Vec::new(),
            unit: Unit::Percent,
        },
        notes,
        table: FigureTable {
            first: column("minutes", t.insight_after_minutes()),
            columns: vec![
                column("arrived_percent", t.insight_somebody_came()),
                column("gave_up_percent", t.insight_gave_up_short()),
            ],
            rows: rows.collect(),
        },
        csv,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(at: i64, arrived: Option<i64>, ended: Option<i64>, gave_up: bool) -> AskedFor {
        let time = |minutes: i64| Timestamp::from_millis(minutes * 60_000);
        AskedFor {
            at: time(at),
            arrived_at: arrived.map(time),
            ended_at: ended.map(time),
            gave_up,
            on_paper: false,
        }
    }

    #[test]
    fn the_share_is_that_of_all_who_asked() {
        let all = [
            asked(0, Some(4), Some(20), false),
            asked(0, Some(12), Some(20), false),
            asked(0, None, Some(15), true),
            // Solved it themselves: nobody was there.
            asked(0, None, Some(2), false),
            // Nobody knows yet.
            asked(95, None, None, false),
            // Too late already.
            asked(80, None, None, false),
            AskedFor { on_paper: true, ..asked(0, Some(1), Some(2), false) },
        ];
        let waits = Waits::of(&all, Timestamp::from_millis(100 * 60_000));
        assert_eq!(waits.prompt, (1, 5));
        assert_eq!((waits.gave_up, waits.all()), (1, 6));
        assert_eq!(waits.arrived, [4.0, 12.0]);
    }
}
