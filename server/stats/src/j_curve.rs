use crate::{median, number};

/// What was done on a day, by the trust's own count.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measured {
    /// 0 to 6, from any day on.
    pub weekday: u8,
    pub value: f64,
}

/// How activity dips at a go-live and comes back.
#[derive(Debug, Clone, PartialEq)]
pub struct JCurve {
    /// Each day in hundredths of the median of its weekday before.
    pub index: Vec<f64>,
    /// The median of each day and the four before.
    pub smoothed: Vec<f64>,
    /// How far it dipped, in hundredths.
    pub depth: f64,
    /// The first day, from 1, of five in a row that had at least 95 hundredths; none yet.
    pub recovered: Option<usize>,
    /// Days' worth of activity lost until then, or until now.
    pub loss: f64,
}

/// Weeks of before that a weekday has to have.
const WEEKS: usize = 3;
/// Days that are smoothed over, and days that it has to last.
const DAYS: usize = 5;
const RECOVERED: f64 = 95.0;

/// Of working days in order. None where a weekday has fewer than three days before to be held against, or those were of nothing, or there
/// is no day.
#[must_use]
pub fn j_curve(before: &[Measured], after: &[Measured]) -> Option<JCurve> {
    let typical = |weekday: u8| {
        let values: Vec<f64> =
            before.iter().filter(|day| day.weekday == weekday).map(|day| day.value).collect();
        (values.len() >= WEEKS).then(|| median(&values)).flatten().filter(|typical| *typical > 0.0)
    };
    let index = after
        .iter()
        .map(|day| Some(100.0 * day.value / typical(day.weekday)?))
        .collect::<Option<Vec<f64>>>()?;
    let smoothed = (0..index.len())
        .map(|day| median(&index[(day + 1).saturating_sub(DAYS)..=day]))
        .collect::<Option<Vec<f64>>>()?;
    let bottom = smoothed.iter().copied().min_by(f64::total_cmp)?;
    let recovered = smoothed.windows(DAYS).position(|days| days.iter().all(|index| *index >= RECOVERED));
    let until = &smoothed[..recovered.unwrap_or(smoothed.len())];
    let loss = number(until.len()) - until.iter().sum::<f64>() / 100.0;
    Some(JCurve { depth: 100.0 - bottom, recovered: recovered.map(|day| day + 1), loss, index, smoothed })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weeks(values: &[u32]) -> Vec<Measured> {
        (0_u8..5)
            .cycle()
            .zip(values)
            .map(|(weekday, value)| Measured { weekday, value: f64::from(*value) })
            .collect()
    }

    const BEFORE: [u32; 20] =
        [100, 96, 102, 98, 90, 104, 98, 100, 101, 88, 99, 97, 103, 97, 91, 101, 95, 99, 100, 92];
    const AFTER: [u32; 30] = [
        62, 64, 70, 72, 66, 78, 77, 82, 84, 76, 88, 86, 91, 92, 84, 95, 92, 97, 99, 88, 99, 97, 101, 100, 91,
        100, 98, 101, 99, 90,
    ];

    /// Vector B5.
    #[test]
    fn b5_j_curve_dips_and_comes_back() {
        let found = j_curve(&weeks(&BEFORE), &weeks(&AFTER)).unwrap();
        assert!((found.depth - 38.31).abs() < 5e-3, "{}", found.depth);
        assert_eq!(found.recovered, Some(19));
        assert!((found.loss - 3.71).abs() < 5e-3, "{}", found.loss);
    }

    #[test]
    fn what_is_not_back_yet_has_no_day_and_what_has_no_before_no_curve() {
        let found = j_curve(&weeks(&BEFORE), &weeks(&AFTER[..20])).unwrap();
        assert_eq!(found.recovered, None);
        assert_eq!(j_curve(&weeks(&BEFORE[..14]), &weeks(&AFTER)), None, "two Fridays");
        assert_eq!(j_curve(&weeks(&BEFORE), &[]), None);
    }
}
