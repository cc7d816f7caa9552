use crate::{beta::binomial_at_most, number};

/// The value below which a share of all lies, by linear interpolation between the two nearest: type 7 of Hyndman and Fan (Sample Quantiles
/// in Statistical Packages, The American Statistician 50, 1996), the default of R, `NumPy` and spreadsheets (`PERCENTILE.INC`).
///
/// `sorted` in order, `share` from 0 to 1. None of nothing.
#[must_use]
pub fn percentile(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = share.clamp(0.0, 1.0) * number(last);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to the last")]
    let below = place as usize;
    let beyond = place - number(below);
    let low = sorted.get(below)?;
    let high = sorted.get(below + 1).unwrap_or(low);
    Some(low + beyond * (high - low))
}

/// The middle one, or the mean of the two; of values in any order. None of nothing.
#[must_use]
pub fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    percentile(&sorted, 0.5)
}

/// A percentile, and how well it is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    pub value: f64,
    /// Between which two it lies with at least 95 % confidence; none where that many values cannot say so.
    pub band: Option<(f64, f64)>,
}

impl Estimate {
    /// Fewer than these say nothing of a percentile.
    pub const LEAST: usize = 6;

    /// Of values in order; none where there are too few. The band is that of order statistics (David and Nagaraja, Order Statistics, 3rd
    /// edition 2003, 7.1), which asks nothing of how the values are distributed.
    #[must_use]
    pub fn of(sorted: &[f64], share: f64) -> Option<Self> {
        if sorted.len() < Self::LEAST {
            return None;
        }
        let band = ranks(sorted.len(), share)
            .and_then(|(low, high)| Some((*sorted.get(low - 1)?, *sorted.get(high - 1)?)));
        Some(Self { value: percentile(sorted, share)?, band })
    }
}

/// The ranks, from 1, of the two values between which the percentile lies with at least 95 % confidence.
fn ranks(all: usize, share: f64) -> Option<(usize, usize)> {
    let below = |rank: usize| if rank == 0 { 0.0 } else { binomial_at_most(rank - 1, all, share) };
    // The chance that fewer than `rank` lie below the percentile grows with the rank.
    let first = |enough: &dyn Fn(usize) -> bool| {
        let (mut low, mut high) = (0, all + 1);
        while low < high {
            let middle = usize::midpoint(low, high);
            if enough(middle) { high = middle } else { low = middle + 1 }
        }
        low
    };
    let low = first(&|rank| below(rank) > 0.025).checked_sub(1)?;
    let high = first(&|rank| 1.0 - below(rank) <= 0.025);
    (low >= 1 && high <= all).then_some((low, high))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// By the definition, reckoned by hand; the first are those of R's manual, `quantile(1:10, c(0, .5, .8, .95, 1))`.
    #[test]
    fn vectors_of_the_definition() {
        let read =
            |values: &[f64]| [0.0, 0.5, 0.8, 0.95, 1.0].map(|share| percentile(values, share).unwrap());
        for (values, expected) in [
            (&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0][..], [1.0, 5.5, 8.2, 9.55, 10.0]),
            (&[30.0, 60.0, 90.0, 600.0], [30.0, 75.0, 294.0, 523.5, 600.0]),
            (&[42.0], [42.0; 5]),
            (&[3.0, 3.0, 3.0, 8.0], [3.0, 3.0, 5.0, 7.25, 8.0]),
        ] {
            for (found, expected) in read(values).into_iter().zip(expected) {
                assert!((found - expected).abs() < 1e-9, "{found} is not {expected} of {values:?}");
            }
        }
        assert_eq!(percentile(&[], 0.5), None);
    }

    /// Vector B3.
    #[test]
    fn b3_percentiles_are_those_of_type_7() {
        let waits = [
            31.0, 48.0, 55.0, 62.0, 75.0, 90.0, 118.0, 140.0, 161.0, 180.0, 204.0, 233.0, 260.0, 305.0,
            342.0, 388.0, 455.0, 533.0, 640.0, 905.0,
        ];
        for (share, expected) in [(0.5, 192.0), (0.8, 401.4), (0.95, 653.25)] {
            let found = percentile(&waits, share).unwrap();
            assert!((found - expected).abs() < 1e-9, "{share}: {found}");
        }
        assert_eq!(Estimate::of(&waits, 0.5).unwrap().band, Some((90.0, 342.0)));
    }

    /// Vector B3.
    #[test]
    fn b3_bands_are_those_of_order_statistics() {
        for (all, share, expected) in [
            (20, 0.5, Some((6, 15))),
            (20, 0.8, Some((12, 20))),
            (60, 0.95, None),
            (200, 0.5, Some((86, 115))),
            (200, 0.8, Some((149, 172))),
            (200, 0.95, Some((184, 197))),
        ] {
            assert_eq!(ranks(all, share), expected, "{share} of {all}");
        }
        for (share, least) in [(0.5, 6), (0.8, 17), (0.95, 72)] {
            assert_eq!(ranks(least - 1, share), None, "{share}");
            assert!(ranks(least, share).is_some(), "{share}");
        }
        assert_eq!(Estimate::of(&[1.0; 5], 0.5), None, "too few");
    }

    proptest! {
        #[test]
        fn a_percentile_lies_among_the_values_and_grows_with_its_share(
            mut values in proptest::collection::vec(0.0..1e6, 1..200), one in 0.0..1.0, other in 0.0..1.0,
        ) {
            values.sort_by(f64::total_cmp);
            let [low, high] = [f64::min(one, other), f64::max(one, other)].map(|share| percentile(&values, share).unwrap());
            prop_assert!(values[0] <= low && low <= high + 1e-9 && high <= values[values.len() - 1] + 1e-9);
        }
    }
}
