//! Charts of a process over time: what is chance and what is not, as NHS England's Making Data Count draws them.

use libm::{fabs, sqrt};

use crate::mean;

/// Limits are this many mean moving ranges from the mean: three standard deviations, each of them a moving range over 1.128 (Wheeler and
/// Chambers, Understanding Statistical Process Control, 1992).
const REACH: f64 = 2.66;
/// A moving range of at least this many mean ones is left out of the mean if outliers are screened (Nelson, Journal of Quality Technology 14, 1982).
const SCREEN: f64 = 3.267;
/// Points in a row that chance does not put on one side, or in one direction.
const ROW: usize = 7;
/// Limits of fewer points than these are on trial.
pub const TRIAL: usize = 13;
/// Limits may be locked once there are so many points.
const LOCK: usize = 12;
/// Of what is equal but for how it was reckoned.
const NEAR: f64 = 1e-9;

/// How limits are drawn. By default as the official spreadsheet does: of all points, none left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drawn {
    /// As R's package `NHSRplotthedots` does by default.
    pub screened: bool,
    /// From the first so many points of each part alone.
    pub of_the_first: Option<usize>,
    /// Where something changed on purpose, the places of points from 0 in order: from each on the limits begin anew.
    pub anew_at: Vec<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    pub value: f64,
    pub mean: f64,
    /// May lie below nought, also where a value cannot.
    pub lower: f64,
    pub upper: f64,
    pub signal: Option<Signal>,
    /// Its limits are those of few points.
    pub on_trial: bool,
}

/// What chance does not explain: the first of these that there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    Outside(Side),
    /// One of seven that each lie higher, or lower, than the one before.
    Trend(Side),
    /// One of two near a limit, out of three on its side.
    NearLimit(Side),
    /// One of seven on one side of the mean.
    Shift(Side),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    High,
    Low,
}

/// Individual values and their moving ranges (`XmR`).
#[must_use]
pub fn xmr(values: &[f64], drawn: &Drawn) -> Vec<Point> {
    let mut starts: Vec<usize> =
        drawn.anew_at.iter().copied().filter(|at| (1..values.len()).contains(at)).collect();
    starts.insert(0, 0);
    let ends = starts.iter().skip(1).copied().chain([values.len()]);
    starts.iter().zip(ends).flat_map(|(start, end)| part(&values[*start..end], drawn)).collect()
}

fn part(values: &[f64], drawn: &Drawn) -> Vec<Point> {
    let measured = &values[..drawn.of_the_first.unwrap_or(values.len()).min(values.len())];
    if measured.is_empty() {
        return Vec::new();
    }
    let centre = mean(measured);
    let mut ranges: Vec<f64> = measured.windows(2).map(|two| fabs(two[1] - two[0])).collect();
    let typical = |ranges: &[f64]| if ranges.is_empty() { 0.0 } else { mean(ranges) };
    if drawn.screened {
        let most = SCREEN * typical(&ranges);
        ranges.retain(|range| *range < most);
    }
    let reach = REACH * typical(&ranges);
    let signals = Signals::of(values, centre, reach);
    // Twelve are enough to lock limits by.
    let on_trial = measured.len() < if drawn.of_the_first.is_some() { LOCK } else { TRIAL };
    values
        .iter()
        .enumerate()
        .map(|(place, value)| Point {
            value: *value,
            mean: centre,
            lower: centre - reach,
            upper: centre + reach,
            signal: signals.at(place),
            on_trial,
        })
        .collect()
}

/// Each point on its own.
struct Signals {
    /// Above the mean 1, below −1, on it 0.
    side: Vec<i8>,
    is_outside: Vec<bool>,
    /// Beyond two thirds of the way to the limit, and within it.
    is_near: Vec<bool>,
    /// Of each point after the first: higher than the one before 1, lower −1, as high 0.
    step: Vec<i8>,
}

impl Signals {
    fn of(values: &[f64], centre: f64, reach: f64) -> Self {
        let slack = NEAR * fabs(centre).max(1.0);
        let sign = |difference: f64| {
            if difference > slack {
                1
            } else if difference < -slack {
                -1
            } else {
                0
            }
        };
        let beyond = |value: &f64, limit: f64| fabs(value - centre) > limit + slack;
        let is_outside: Vec<bool> = values.iter().map(|value| beyond(value, reach)).collect();
        let is_near = values
            .iter()
            .zip(&is_outside)
            .map(|(value, outside)| !outside && beyond(value, reach * 2.0 / 3.0))
            .collect();
        Self {
            side: values.iter().map(|value| sign(value - centre)).collect(),
            is_outside,
            is_near,
            step: values.windows(2).map(|two| sign(two[1] - two[0])).collect(),
        }
    }

    fn at(&self, place: usize) -> Option<Signal> {
        let side = |sign: i8| if sign > 0 { Side::High } else { Side::Low };
        let here = self.side[place];
        if self.is_outside[place] {
            return Some(Signal::Outside(side(here)));
        }
        // Six steps make seven points: those that have this one first, to those that have it last.
        if let Some(sign) = in_a_row(&self.step, (place + 1).saturating_sub(ROW)..=place, ROW - 1) {
            return Some(Signal::Trend(side(sign)));
        }
        let three_that_are_near = |first: usize| {
            let three = first..first + 3;
            let alike =
                self.side.get(three.clone()).is_some_and(|sides| sides.iter().all(|sign| *sign == here));
            alike && self.is_near[three].iter().filter(|near| **near).count() >= 2
        };
        if here != 0 && self.is_near[place] && (place.saturating_sub(2)..=place).any(three_that_are_near) {
            return Some(Signal::NearLimit(side(here)));
        }
        in_a_row(&self.side, (place + 1).saturating_sub(ROW)..=place, ROW)
            .map(|sign| Signal::Shift(side(sign)))
    }
}

/// The sign of the first run of `long` alike ones, none of them 0, that begins at one of `firsts`.
fn in_a_row(signs: &[i8], mut firsts: core::ops::RangeInclusive<usize>, long: usize) -> Option<i8> {
    firsts.find_map(|first| {
        let run = signs.get(first..first + long)?;
        (run[0] != 0 && run.iter().all(|sign| *sign == run[0])).then_some(run[0])
    })
}

/// Limits of a point, each of which may have others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    pub value: f64,
    pub centre: f64,
    pub lower: f64,
    pub upper: f64,
}

/// Shares of many: as a p chart, but with what they vary by beyond chance (Laney, Improved control charts for attributes, Quality
/// Engineering 14, 2002), since with large numbers nearly every day lies outside the limits of chance alone. `is_laney` false: those.
///
/// None of nothing, or where a part is of nothing.
#[must_use]
pub fn shares(parts: &[(u32, u32)], is_laney: bool) -> Option<Vec<Limits>> {
    let (part, all) = sums(parts.iter().map(|(part, all)| (f64::from(*part), f64::from(*all))))?;
    let centre = part / all;
    let deviation = |all: u32| sqrt(centre * (1.0 - centre) / f64::from(all));
    let share = |(part, all): &(u32, u32)| f64::from(*part) / f64::from(*all);
    let z: Vec<f64> = parts
        .iter()
        .map(|part| if centre < 1.0 { (share(part) - centre) / deviation(part.1) } else { 0.0 })
        .collect();
    let ranges: Vec<f64> = z.windows(2).map(|two| fabs(two[1] - two[0])).collect();
    let beyond = if is_laney && !ranges.is_empty() { mean(&ranges) / 1.128 } else { 1.0 };
    let limits = |part: &(u32, u32)| {
        let reach = 3.0 * deviation(part.1) * beyond;
        Limits { value: share(part), centre, lower: centre - reach, upper: centre + reach }
    };
    Some(parts.iter().map(limits).collect())
}

/// Counts over what they came of (hours, shifts): a u chart.
///
/// None of nothing, or where a count is over nothing.
#[must_use]
pub fn rates(counts: &[(u32, f64)]) -> Option<Vec<Limits>> {
    let (count, over) = sums(counts.iter().map(|(count, over)| (f64::from(*count), *over)))?;
    let centre = count / over;
    let limits = |(count, over): &(u32, f64)| {
        let reach = 3.0 * sqrt(centre / over);
        Limits { value: f64::from(*count) / over, centre, lower: centre - reach, upper: centre + reach }
    };
    Some(counts.iter().map(limits).collect())
}

fn sums(parts: impl Iterator<Item = (f64, f64)>) -> Option<(f64, f64)> {
    let parts: Vec<_> = parts.collect();
    let sum = parts.iter().fold((0.0, 0.0), |sum, part| (sum.0 + part.0, sum.1 + part.1));
    (sum.0 > 0.0 && parts.iter().all(|(_, of)| *of > 0.0)).then_some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Side::{High, Low};
    use Signal::{NearLimit, Outside, Shift, Trend};

    #[track_caller]
    fn is_near(found: f64, expected: f64, near: f64) {
        assert!((found - expected).abs() < near, "{found} is not {expected}");
    }

    #[track_caller]
    fn are_drawn(values: &[f64], drawn: &Drawn, mean: f64, lower: f64, upper: f64) -> Vec<(usize, Signal)> {
        let points = xmr(values, drawn);
        is_near(points[0].mean, mean, 1e-6);
        is_near(points[0].lower, lower, 1e-6);
        is_near(points[0].upper, upper, 1e-6);
        (1..).zip(points).filter_map(|(number, point)| Some((number, point.signal?))).collect()
    }

    fn screened() -> Drawn {
        Drawn { screened: true, ..Drawn::default() }
    }

    /// Vector V1 of B4.
    #[test]
    fn b4_v1_one_point_is_outside() {
        let mut values = [1.0, 2.0].repeat(9);
        values.insert(4, 10.0);
        values.truncate(18);
        let found = are_drawn(&values, &Drawn::default(), 1.944_444_4, -3.062_614_4, 6.951_503_3);
        assert_eq!(found, [(5, Outside(High))]);
        let found = are_drawn(&values, &screened(), 1.944_444_4, -0.715_555_56, 4.604_444_4);
        assert_eq!(found, [(5, Outside(High))]);
    }

    /// Vector V2 of B4.
    #[test]
    fn b4_v2_an_outlier_is_above() {
        let values = [
            12.4, 9.8, 11.1, 10.6, 13.2, 8.9, 12.0, 10.1, 11.7, 9.4, 24.5, 10.8, 12.6, 11.9, 10.3, 9.9, 11.5,
            12.2, 10.7, 11.0,
        ];
        assert_eq!(are_drawn(&values, &Drawn::default(), 11.73, 3.666, 19.794), [(11, Outside(High))]);
        assert_eq!(are_drawn(&values, &screened(), 11.73, 7.223_647_1, 16.236_353), [(11, Outside(High))]);
    }

    const V3: [f64; 24] = [
        20.0, 22.0, 19.0, 21.0, 23.0, 20.0, 18.0, 22.0, 21.0, 19.0, 20.0, 22.0, 17.0, 16.0, 15.0, 14.0, 13.0,
        12.0, 11.0, 10.0, 11.0, 12.0, 10.0, 11.0,
    ];

    /// Vector V3 of B4.
    #[test]
    fn b4_v3_locked_limits_show_the_fall() {
        let drawn = Drawn { of_the_first: Some(12), ..Drawn::default() };
        let found = are_drawn(&V3, &drawn, 20.583_333, 14.779_697, 26.386_97);
        let expected: Vec<_> = (12..=15)
            .map(|number| (number, Trend(Low)))
            .chain((16..=24).map(|number| (number, Outside(Low))))
            .collect();
        assert_eq!(found, expected);
        assert!(xmr(&V3, &drawn).iter().all(|point| !point.on_trial), "twelve are enough to lock limits by");
    }

    /// Vector V3 of B4, with limits anew from the 18th point on.
    #[test]
    fn b4_v3_limits_begin_anew() {
        let drawn = Drawn { anew_at: vec![17], ..screened() };
        let found = are_drawn(&V3, &drawn, 18.941_176, 13.454_926_5, 24.427_426);
        assert_eq!(found, [(15, NearLimit(Low)), (16, NearLimit(Low)), (17, Outside(Low))]);
        let last = xmr(&V3, &drawn)[23];
        is_near(last.mean, 11.0, 1e-6);
        is_near(last.lower, 7.896_666_7, 1e-6);
        is_near(last.upper, 14.103_333, 1e-6);
        assert!(last.on_trial, "seven points");
    }

    /// Vector V4 of B4.
    #[test]
    fn b4_v4_two_of_three_are_near_a_limit() {
        let values = [
            50.0, 52.0, 49.0, 51.0, 48.0, 50.0, 53.0, 47.0, 50.0, 51.0, 49.0, 52.0, 50.0, 48.0, 56.2, 57.0,
            51.5, 50.0, 49.0, 51.0, 52.0, 48.0, 50.0, 49.0,
        ];
        let found = are_drawn(&values, &Drawn::default(), 50.570_833, 43.516_051, 57.625_616);
        assert_eq!(found, [(15, NearLimit(High)), (16, NearLimit(High))]);
    }

    #[test]
    fn seven_on_one_side_are_a_shift_and_one_on_the_mean_breaks_it() {
        let values = [1.0, 9.0, 1.0, 9.0, 1.0, 9.0, 1.0, 6.0, 7.0, 6.0, 7.0, 6.0, 7.0, 6.0, 1.0, 1.0];
        let found: Vec<_> = xmr(&values, &Drawn::default()).iter().map(|point| point.signal).collect();
        assert_eq!(found.iter().flatten().count(), 7, "{found:?}");
        assert!(found[7..14].iter().all(|signal| *signal == Some(Shift(High))));
        assert!(
            xmr(&[5.0; 20], &Drawn::default()).iter().all(|point| point.signal.is_none()),
            "always alike"
        );
        assert!(xmr(&[], &Drawn::default()).is_empty());
        assert_eq!(xmr(&[3.0], &Drawn::default()).len(), 1);
    }

    /// Vector of B4: that of chance alone raises a false alarm.
    #[test]
    fn b4_laney_does_not_flag_what_the_p_chart_does() {
        let parts = [98, 105, 90, 112, 120, 101, 60, 95, 130, 118]
            .into_iter()
            .zip([140, 150, 138, 149, 152, 139, 120, 141, 160, 151])
            .collect::<Vec<_>>();
        for (is_laney, lower, upper) in [(false, 0.590_904_1, 0.838_262_6), (true, 0.458_391_3, 0.970_775_4)]
        {
            let day = shares(&parts, is_laney).unwrap()[6];
            is_near(day.centre, 0.714_583_3, 1e-7);
            is_near(day.lower, lower, 1e-7);
            is_near(day.upper, upper, 1e-7);
            assert_eq!(day.value < day.lower, !is_laney);
        }
        assert_eq!(shares(&[], true), None);
        assert_eq!(shares(&[(0, 0)], true), None);
        assert!(shares(&[(3, 3), (2, 2)], true).is_some_and(|days| days[0].upper >= 1.0));
    }

    /// Vector of B4.
    #[test]
    fn b4_u_chart_flags_day_7() {
        let counts =
            [38, 44, 41, 29, 33, 52, 90, 40].into_iter().zip([4.1, 4.6, 4.4, 3.2, 3.3, 4.9, 4.5, 4.2]);
        let day = rates(&counts.collect::<Vec<_>>()).unwrap()[6];
        is_near(day.value, 20.0, 1e-9);
        is_near(day.centre, 11.054_22, 1e-5);
        is_near(day.lower, 6.352_256, 1e-5);
        is_near(day.upper, 15.756_18, 1e-5);
        assert!(day.value > day.upper);
    }
}
