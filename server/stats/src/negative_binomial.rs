use core::f64::consts::{LN_2, LN_10};

use libm::{exp, lgamma, log, log1p};

/// Counts that vary more than chance alone would have it: Poisson's distribution with a mean that is itself gamma distributed.
///
/// By its mean `μ` and its size `s`, as R's `pnbinom(size =, mu =)`: the variance is `μ + μ²/s`, and Poisson's distribution is that of an
/// endless size. `P(n) = Γ(n + s) / (Γ(s) n!) · (s / (s + μ))^s · (μ / (s + μ))^n` (Johnson, Kemp and Kotz, Univariate Discrete Distributions,
/// 3rd edition 2005, 5.1).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NegativeBinomial {
    mean: f64,
    size: f64,
}

impl NegativeBinomial {
    /// None unless both are finite and above zero.
    #[must_use]
    pub fn new(mean: f64, size: f64) -> Option<Self> {
        let is_valid = |value: f64| value.is_finite() && value > 0.0;
        (is_valid(mean) && is_valid(size)).then_some(Self { mean, size })
    }

    /// The natural logarithm of the chance of exactly `count`.
    #[must_use]
    pub fn ln_chance(self, count: u32) -> f64 {
        let Self { mean, size } = self;
        let n = f64::from(count);
        // log1p, since one of the two may be tiny beside the other.
        lgamma(n + size) - lgamma(size) - lgamma(n + 1.0) - size * log1p(mean / size) - n * log1p(size / mean)
    }

    /// How surprising `count` or more would be: `−log10 P(N ≥ count)`, 0 or above.
    ///
    /// Accurate to nine digits where `1 − P(N < count)` has long been nothing but zero: the chances are added up from `count` on, as
    /// multiples of the first, and only that one's logarithm is taken.
    #[must_use]
    pub fn surprise(self, count: u32) -> f64 {
        if count == 0 {
            return 0.0;
        }
        if f64::from(count) <= self.mean {
            // The other side is the smaller one, or nearly so.
            let below = exp(self.ln_chance(count - 1)) * self.at_most(count - 1);
            if below < 0.9 {
                return -log1p(-below) / LN_10;
            }
        }
        -(self.ln_chance(count) + log(self.at_least(count))) / LN_10
    }

    /// `P(N ≥ count) / P(count)`.
    fn at_least(self, count: u32) -> f64 {
        let Self { mean, size } = self;
        let step = mean / (mean + size);
        let (mut n, mut term, mut sum) = (f64::from(count), 1.0, 1.0);
        loop {
            term *= (n + size) / (n + 1.0) * step;
            sum += term;
            n += 1.0;
            // From here on each term is at most this share of the one before.
            let share = ((n + size) / (n + 1.0) * step).max(step);
            if share < 1.0 && term * share / (1.0 - share) < sum * f64::EPSILON {
                return sum;
            }
        }
    }

    /// `P(N ≤ count) / P(count)`.
    fn at_most(self, count: u32) -> f64 {
        let Self { mean, size } = self;
        let step = (mean + size) / mean;
        let (mut term, mut sum) = (1.0, 1.0);
        for n in (1..=count).rev().map(f64::from) {
            term *= n / (n - 1.0 + size) * step;
            sum += term;
            if term < sum * f64::EPSILON * LN_2 && n < self.mean {
                break;
            }
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn surprise(count: u32, mean: f64, size: f64) -> f64 {
        NegativeBinomial::new(mean, size).unwrap().surprise(count)
    }

    #[track_caller]
    fn is_near(found: f64, expected: f64, relative: f64) {
        assert!((found / expected - 1.0).abs() < relative, "{found} is not {expected}");
    }

    /// `scipy.stats.nbinom.sf`, and for the first, second, third and sixth R's `pnbinom(n - 1, size, mu =, lower.tail = FALSE)`.
    #[test]
    fn vectors_of_scipy_and_r() {
        for (count, mean, size, expected) in [
            (4, 0.1, 6.0, 5.069_583),
            (5, 0.2, 6.0, 5.114_485),
            (6, 0.3, 6.0, 5.359_000),
            (6, 1.0, 8.0, 2.793_026),
            (12, 3.0, 20.0, 3.515_165),
            (25, 9.0, 20.0, 3.455_769),
            (60, 30.0, 30.0, 3.175_463),
        ] {
            is_near(surprise(count, mean, size), expected, 1e-6);
        }
    }

    /// Sums of 60 digits (mpmath 1.3).
    #[test]
    fn vectors_of_many_digits_far_into_the_tail_and_on_the_other_side() {
        for (count, mean, size, expected) in [
            (4, 0.1, 6.0, 5.069_583_466_873_535),
            (3, 1e-9, 6.0, 27.586_265_724_633_31),
            (1, 1e-7, 20.0, 7.000_000_022_800_46),
            (170, 0.1, 30.0, 386.609_432_835_512_5),
            (200, 0.02, 6.0, 486.262_243_063_890_2),
            (300, 0.1, 6.0, 525.306_714_935_938_6),
            (1000, 2.0, 20.0, 1_002.181_430_999_491),
            (7, 3.0, 0.5, 0.827_094_000_983_367),
            (400, 300.0, 30.0, 1.293_616_655_965_009),
            (50_000, 40_000.0, 30.0, 1.036_285_634_661_375),
            (1, 0.5, 6.0, 0.418_647_610_044_666),
            (100, 100.0, 30.0, 0.314_189_925_175_871_9),
            (2, 5.0, 8.0, 0.038_033_645_421_375_33),
            (10, 100.0, 30.0, 7.461_693_058_479_753e-13),
        ] {
            is_near(surprise(count, mean, size), expected, 1e-9);
        }
    }

    #[test]
    fn what_is_no_distribution_is_none() {
        for (mean, size) in [(0.0, 1.0), (1.0, 0.0), (-1.0, 1.0), (f64::NAN, 1.0), (1.0, f64::INFINITY)] {
            assert_eq!(NegativeBinomial::new(mean, size), None, "{mean}, {size}");
        }
        assert!(surprise(0, 3.0, 6.0).abs() < f64::EPSILON, "no tickets surprise nobody");
    }

    proptest! {
        #[test]
        fn more_is_more_surprising_and_less_where_more_is_expected(
            count in 1_u32..400, mean in 1e-3..200.0, size in 0.5..60.0,
        ) {
            let here = surprise(count, mean, size);
            prop_assert!(here >= 0.0);
            prop_assert!(surprise(count + 1, mean, size) > here);
            prop_assert!(surprise(count, mean * 1.1, size) < here);
        }

        /// Both sides of the mean are added up in ways of their own: where they meet they agree.
        #[test]
        fn what_is_left_of_the_tail_is_the_chance_of_one_count(
            count in 0_u32..200, mean in 0.5..100.0, size in 0.5..60.0,
        ) {
            let chances = NegativeBinomial::new(mean, size).unwrap();
            let tail = |count| exp(-chances.surprise(count) * LN_10);
            let difference = tail(count) - tail(count + 1);
            prop_assert!((difference - exp(chances.ln_chance(count))).abs() < 1e-11);
        }

        #[test]
        fn an_endless_size_is_poissons_distribution(count in 1_u32..60, mean in 0.1..30.0) {
            let poisson: f64 = (count..count + 400)
                .map(|n| exp(f64::from(n) * log(mean) - mean - lgamma(f64::from(n) + 1.0)))
                .sum();
            let found = surprise(count, mean, 1e9);
            prop_assert!((found + log(poisson) / LN_10).abs() < 1e-5, "{found}");
        }
    }
}
