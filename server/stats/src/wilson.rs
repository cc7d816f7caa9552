use libm::sqrt;

use crate::Z;

/// Between which two a share lies with 95 % confidence, of which `count` of `all` were seen: Wilson's interval (Probable Inference, Journal of
/// the American Statistical Association 22, 1927), without a correction for continuity. It keeps its promise where few were seen, or
/// none, and never leaves 0 to 1.
///
/// None of nothing, or where more were seen than there are.
#[must_use]
pub fn wilson(count: u32, all: u32) -> Option<(f64, f64)> {
    if all == 0 || count > all {
        return None;
    }
    let (n, share) = (f64::from(all), f64::from(count) / f64::from(all));
    let z2 = Z * Z;
    let middle = share + z2 / (2.0 * n);
    let reach = Z * sqrt(share * (1.0 - share) / n + z2 / (4.0 * n * n));
    let wide = 1.0 + z2 / n;
    Some((((middle - reach) / wide).max(0.0), ((middle + reach) / wide).min(1.0)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998), table I, method 3.
    #[test]
    fn vectors_of_newcombe() {
        for (count, all, low, high) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ] {
            let found = wilson(count, all).unwrap();
            assert!(
                (found.0 - low).abs() < 5e-5 && (found.1 - high).abs() < 5e-5,
                "{count} of {all}: {found:?}"
            );
        }
        assert!((wilson(20, 20).unwrap().1 - 1.0).abs() < 1e-12);
        assert_eq!((wilson(0, 0), wilson(2, 1)), (None, None));
    }

    proptest! {
        #[test]
        fn what_was_seen_lies_within_and_more_of_the_same_is_surer(all in 1_u32..5_000, part in 0.0..=1.0) {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a part of all")]
            let count = (f64::from(all) * part) as u32;
            let (low, high) = wilson(count, all).unwrap();
            let share = f64::from(count) / f64::from(all);
            prop_assert!(low <= share + 1e-12 && share <= high + 1e-12);
            let (closer_low, closer_high) = wilson(count * 4, all * 4).unwrap();
            prop_assert!(closer_high - closer_low < high - low);
            let (other_low, other_high) = wilson(all - count, all).unwrap();
            prop_assert!((low + other_high - 1.0).abs() < 1e-12 && (high + other_low - 1.0).abs() < 1e-12);
        }
    }
}
