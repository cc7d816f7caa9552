/// The value below which a share of all lies, by linear interpolation between the two nearest: type 7 of Hyndman and Fan (Sample Quantiles
/// in Statistical Packages, The American Statistician 50, 1996), the default of R, `NumPy` and spreadsheets (`PERCENTILE.INC`).
///
/// `sorted` in order, `share` from 0 to 1. None of nothing.
#[must_use]
pub fn percentile(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    // Fewer values than a float counts exactly.
    #[expect(clippy::cast_precision_loss, reason = "nobody has 2^53 values")]
    let place = share.clamp(0.0, 1.0) * last as f64;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to the last")]
    let below = place as usize;
    #[expect(clippy::cast_precision_loss, reason = "nobody has 2^53 values")]
    let beyond = place - below as f64;
    let low = sorted.get(below)?;
    let high = sorted.get(below + 1).unwrap_or(low);
    Some(low + beyond * (high - low))
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
