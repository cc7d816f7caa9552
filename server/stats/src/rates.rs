use libm::{exp, lgamma, log, log1p};

use crate::{beta::beta_quantile, number};

/// How much more often something happens here than there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RateRatio {
    pub ratio: f64,
    /// With 95 % confidence; endless above if nothing happened there.
    pub low: f64,
    pub high: f64,
    /// The chance of such a difference, or a rarer one, if there is none.
    pub p: f64,
}

/// The ratio of two rates, each a count over what it came of (hours, shifts), with its exact interval (Clopper and Pearson, of the share of the
/// first among both: Garwood, Biometrika 28, 1936), as R's `poisson.test`.
///
/// None where nothing happened at all, or a count is over nothing.
#[must_use]
pub fn rate_ratio(here: (u32, f64), there: (u32, f64)) -> Option<RateRatio> {
    let ((seen, over), (others, others_over)) = (here, there);
    let is_valid = |over: f64| over.is_finite() && over > 0.0;
    if seen.checked_add(others)? == 0 || !is_valid(over) || !is_valid(others_over) {
        return None;
    }
    let (first, second) = (f64::from(seen), f64::from(others));
    let to_ratio = |share: f64| share / (1.0 - share) * others_over / over;
    let low = if seen == 0 { 0.0 } else { to_ratio(beta_quantile(0.025, first, second + 1.0)) };
    let high = if others == 0 { f64::INFINITY } else { to_ratio(beta_quantile(0.975, first + 1.0, second)) };
    Some(RateRatio {
        ratio: (first / over) / (second / others_over),
        low,
        high,
        p: chance_of_rarer(seen, seen + others, over / (over + others_over)),
    })
}

/// Of all counts that are as likely as this one, or less; those that differ only by how they were reckoned count as alike.
fn chance_of_rarer(seen: u32, all: u32, share: f64) -> f64 {
    let n = f64::from(all);
    let ln_chance = |count: u32| {
        let k = f64::from(count);
        lgamma(n + 1.0) - lgamma(k + 1.0) - lgamma(n - k + 1.0) + k * log(share) + (n - k) * log1p(-share)
    };
    let here = ln_chance(seen) + 1e-7;
    (0..=all).map(ln_chance).filter(|chance| *chance <= here).map(exp).sum::<f64>().min(1.0)
}

/// What each of many chances is worth, so that of all that are called a difference at most so many are none (Benjamini and Hochberg, Journal
/// of the Royal Statistical Society B 57, 1995), in the order they came in.
#[must_use]
pub fn benjamini_hochberg(chances: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..chances.len()).collect();
    order.sort_by(|one, other| chances[*other].total_cmp(&chances[*one]));
    let all = number(chances.len());
    let mut adjusted = vec![1.0; chances.len()];
    let mut least = 1.0_f64;
    for (from_above, place) in order.into_iter().enumerate() {
        least = least.min(chances[place] * all / (all - number(from_above)));
        adjusted[place] = least;
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Vector B6.
    #[test]
    fn b6_rate_ratio_is_exact() {
        let found = rate_ratio((86, 5.2), (210, 19.4)).unwrap();
        for (found, expected, near) in [
            (found.ratio, 1.527_839, 1e-6),
            (found.low, 1.174_640, 1e-6),
            (found.high, 1.972_657, 1e-6),
            (found.p, 0.001_309, 1e-6),
        ] {
            assert!((found - expected).abs() < near, "{found} is not {expected}");
        }
        assert_eq!(rate_ratio((0, 1.0), (0, 1.0)), None);
        assert_eq!(rate_ratio((1, 0.0), (1, 1.0)), None);
    }

    /// Vector B6.
    #[test]
    fn b6_benjamini_hochberg() {
        let found = benjamini_hochberg(&[0.0004, 0.0021, 0.012, 0.019, 0.03, 0.041, 0.2, 0.34, 0.6, 0.81]);
        let expected = [0.004, 0.0105, 0.04, 0.0475, 0.06, 0.068_333, 0.285_714, 0.425, 0.666_667, 0.81];
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-6, "{found} is not {expected}");
        }
    }

    proptest! {
        #[test]
        fn the_ratio_lies_within_and_turned_round_is_its_inverse(
            seen in 1_u32..300, others in 1_u32..300, over in 0.1..50.0, others_over in 0.1..50.0,
        ) {
            let found = rate_ratio((seen, over), (others, others_over)).unwrap();
            prop_assert!(found.low < found.ratio && found.ratio < found.high);
            prop_assert!((0.0..=1.0).contains(&found.p));
            let turned = rate_ratio((others, others_over), (seen, over)).unwrap();
            prop_assert!((turned.low * found.high - 1.0).abs() < 1e-9);
        }
    }
}
