use core::f64::consts::LN_2;

use libm::{exp, log, sqrt};

use crate::{beta::student, number};

/// How fast a rate falls, or grows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Decline {
    /// The logarithm of what the rate is multiplied by each day.
    pub slope: f64,
    pub error: f64,
    /// How many times as much as Poisson's distribution the counts vary.
    pub dispersion: f64,
    /// None where the rate may as well not fall.
    pub halving: Option<Halving>,
}

/// Days until a rate is half of what it was, with 95 % confidence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Halving {
    pub days: f64,
    pub low: f64,
    pub high: f64,
}

/// A straight line through the logarithms of rates, by quasi-likelihood with a Poisson variance (`McCullagh` and Nelder, Generalized Linear
/// Models, 2nd edition 1989, 9): R's `glm(count ~ day, quasipoisson, offset = log(over))`. Each day is its number, its count, and over
/// what (shifts of staff).
///
/// None of fewer than three days, of days that are all one, of nothing at all, or where something is over nothing.
#[must_use]
pub fn decline(days: &[(f64, u32, f64)]) -> Option<Decline> {
    let is_valid = |(day, _, over): &(f64, u32, f64)| day.is_finite() && over.is_finite() && *over > 0.0;
    let all: f64 = days.iter().map(|(_, count, _)| f64::from(*count)).sum();
    if days.len() < 3 || all <= 0.0 || !days.iter().all(is_valid) {
        return None;
    }
    let centre = days.iter().map(|(day, ..)| day).sum::<f64>() / number(days.len());
    let mut level = log(all / days.iter().map(|(.., over)| over).sum::<f64>());
    let mut slope = 0.0_f64;
    // Newton's steps: the likelihood has one summit.
    for _ in 0..100 {
        let line = Line::through(days, centre, level, slope)?;
        level += line.step.0;
        slope += line.step.1;
        if line.step.0.abs() + line.step.1.abs() < 1e-14 {
            break;
        }
    }
    let line = Line::through(days, centre, level, slope)?;
    let freedom = number(days.len() - 2);
    let dispersion = line.pearson / freedom;
    let error = sqrt(dispersion * line.variance);
    if !(slope.is_finite() && error.is_finite()) {
        return None;
    }
    let reach = student(freedom) * error;
    let halving = (slope + reach < 0.0).then(|| Halving {
        days: -LN_2 / slope,
        low: -LN_2 / (slope - reach),
        high: -LN_2 / (slope + reach),
    });
    Some(Decline { slope, error, dispersion, halving })
}

struct Line {
    step: (f64, f64),
    /// Of the slope, where counts vary as Poisson's.
    variance: f64,
    /// The sum of squares, each over what is expected.
    pearson: f64,
}

impl Line {
    fn through(days: &[(f64, u32, f64)], centre: f64, level: f64, slope: f64) -> Option<Self> {
        let (mut sum, mut first, mut second) = (0.0, 0.0, 0.0);
        let (mut off, mut off_by_day, mut pearson) = (0.0, 0.0, 0.0);
        for (day, count, over) in days {
            let x = day - centre;
            let expected = over * exp(level + slope * x);
            let difference = f64::from(*count) - expected;
            sum += expected;
            first += expected * x;
            second += expected * x * x;
            off += difference;
            off_by_day += difference * x;
            pearson += difference * difference / expected;
        }
        let determinant = sum * second - first * first;
        (determinant > 0.0).then(|| Self {
            step: (
                (second * off - first * off_by_day) / determinant,
                (sum * off_by_day - first * off) / determinant,
            ),
            variance: sum / determinant,
            pearson,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TICKETS: [u32; 14] = [1400, 1310, 1190, 1120, 980, 820, 760, 900, 840, 700, 650, 610, 430, 390];
    const SHIFTS: [f64; 14] = [
        2100.0, 2100.0, 2080.0, 2090.0, 2050.0, 1500.0, 1480.0, 2080.0, 2090.0, 2070.0, 2080.0, 2040.0,
        1490.0, 1500.0,
    ];

    fn days(counts: &[u32], over: &[f64]) -> Vec<(f64, u32, f64)> {
        counts.iter().zip(over).enumerate().map(|(day, (count, over))| (number(day), *count, *over)).collect()
    }

    /// Vector B5.
    #[test]
    fn b5_decline_has_its_half_life() {
        let found = decline(&days(&TICKETS, &SHIFTS)).unwrap();
        let halving = found.halving.unwrap();
        for (found, expected, near) in [
            (found.slope, -0.070_665_91, 1e-8),
            (found.error, 0.004_717_775, 1e-8),
            (found.dispersion, 4.086_273, 1e-5),
            (halving.days, 9.81, 5e-3),
            (halving.low, 8.56, 5e-3),
            (halving.high, 11.48, 5e-3),
        ] {
            assert!((found - expected).abs() < near, "{found} is not {expected}");
        }
    }

    #[test]
    fn what_says_nothing_is_none() {
        assert_eq!(decline(&days(&[3, 2], &[1.0, 1.0])), None, "two days");
        assert_eq!(decline(&days(&[0, 0, 0], &[1.0; 3])), None, "nothing at all");
        assert_eq!(decline(&days(&[1, 1, 1], &[1.0, 0.0, 1.0])), None, "over nothing");
        assert_eq!(decline(&[(1.0, 3, 1.0), (1.0, 4, 1.0), (1.0, 5, 1.0)]), None, "one day");
    }

    proptest! {
        /// Twice the staff with twice the tickets is the same rate, and backwards it is the other way.
        #[test]
        fn a_rate_does_not_depend_on_its_unit(counts in proptest::collection::vec(1_u32..500, 4..30)) {
            let over = vec![1.0; counts.len()];
            let Some(found) = decline(&days(&counts, &over)) else { return Ok(()) };
            let doubled = decline(&days(&counts, &vec![7.0; counts.len()])).unwrap();
            prop_assert!((found.slope - doubled.slope).abs() < 1e-9);
            let turned: Vec<_> = counts.iter().rev().copied().collect();
            let turned = decline(&days(&turned, &over)).unwrap();
            prop_assert!((found.slope + turned.slope).abs() < 1e-9);
            prop_assert!(found.halving.is_none() || turned.halving.is_none());
        }
    }
}
