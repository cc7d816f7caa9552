use libm::{log, sqrt};

use crate::{mean, number, percentile};

/// How far each of many places lies from what all have in common.
#[derive(Debug, Clone, PartialEq)]
pub struct Funnel {
    /// What they have in common.
    pub target: f64,
    /// How many times as much as chance alone they vary, once the tenth that is highest and the tenth that is lowest are drawn in.
    pub phi: f64,
    /// How much they vary beyond chance, as a variance; 0 if they do not.
    pub tau2: f64,
    /// Of each place, in the order they came in; beyond 3.09 either way is further than 1 in 500.
    pub z: Vec<f64>,
}

/// Of ratios of counts, each a count and what it is counted over, on a logarithmic scale with what varies beyond chance added (Spiegelhalter,
/// Handling over-dispersion of performance indicators, Quality and Safety in Health Care 14, 2005), as `FunnelPlotR` 0.6.0.
///
/// None of nothing, or where a count is over nothing.
#[must_use]
pub fn ratio_of_counts(places: &[(f64, f64)]) -> Option<Funnel> {
    let (count, over) = sums(places)?;
    let target = count / over;
    let apart = |(count, over): &(f64, f64)| {
        let near = |value: f64| value / ((value + 0.5) * (value + 0.5));
        (log((count + 0.5) / (over + 0.5)) - log(target), near(*count) + near(*over))
    };
    Some(funnel(target, &places.iter().map(apart).collect::<Vec<_>>()))
}

/// Of counts against what is expected of each, by their square roots, which chance moves alike whatever is expected, and which nought has too: the
/// method of the Care Quality Commission in the same paper and package. 1 is what all have in common.
///
/// None of nothing, or where nothing is expected.
#[must_use]
pub fn against_expected(places: &[(f64, f64)]) -> Option<Funnel> {
    sums(places)?;
    let apart = |(count, expected): &(f64, f64)| (sqrt(count / expected) - 1.0, 1.0 / (4.0 * expected));
    Some(funnel(1.0, &places.iter().map(apart).collect::<Vec<_>>()))
}

fn sums(places: &[(f64, f64)]) -> Option<(f64, f64)> {
    let count: f64 = places.iter().map(|(count, _)| count).sum();
    let over: f64 = places.iter().map(|(_, over)| over).sum();
    (count > 0.0 && places.iter().all(|(count, over)| *count >= 0.0 && *over > 0.0)).then_some((count, over))
}

/// How far each lies from the target, and the variance of that by chance.
fn funnel(target: f64, places: &[(f64, f64)]) -> Funnel {
    let z: Vec<f64> = places.iter().map(|(apart, variance)| apart / sqrt(*variance)).collect();
    let mut sorted = z.clone();
    sorted.sort_by(f64::total_cmp);
    let [low, high] = [0.1, 0.9].map(|share| percentile(&sorted, share).unwrap_or_default());
    let squares: Vec<f64> = z.iter().map(|z| z.clamp(low, high)).map(|z| z * z).collect();
    let phi = mean(&squares);
    let all = number(places.len());
    let weights = places.iter().map(|(_, variance)| 1.0 / variance);
    let (sum, of_squares) = weights.fold((0.0, 0.0), |(sum, of_squares), w| (sum + w, of_squares + w * w));
    let spare = sum - of_squares / sum;
    let tau2 = if spare > 0.0 { ((all * phi - (all - 1.0)) / spare).max(0.0) } else { 0.0 };
    let z = places.iter().map(|(apart, variance)| apart / sqrt(variance + tau2)).collect();
    Funnel { target, phi, tau2, z }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Vector B2.
    #[test]
    fn b2_funnel_finds_ward_6_alone() {
        let tickets = [38.0, 44.0, 12.0, 61.0, 25.0, 90.0, 33.0, 18.0, 52.0, 40.0, 9.0, 71.0];
        let over = [412.0, 390.0, 160.0, 520.0, 300.0, 480.0, 350.0, 210.0, 505.0, 366.0, 120.0, 590.0];
        let found = ratio_of_counts(&tickets.into_iter().zip(over).collect::<Vec<_>>()).unwrap();
        assert!((found.target - 0.111_969_1).abs() < 1e-7, "{}", found.target);
        assert!((found.phi - 0.699_179_7).abs() < 1e-7, "{}", found.phi);
        assert!(found.tau2.abs() < f64::EPSILON);
        let expected = [
            -1.086_81, 0.111_77, -1.260_02, 0.400_32, -1.356_51, 4.549_36, -0.881_34, -1.011_45, -0.520_90,
            -0.079_95, -1.067_59, 0.626_98,
        ];
        for (found, expected) in found.z.iter().zip(expected) {
            assert!((found - expected).abs() < 5e-6, "{found} is not {expected}");
        }
        let beyond: Vec<_> =
            (1..).zip(&found.z).filter(|(_, z)| z.abs() > 3.09).map(|(ward, _)| ward).collect();
        assert_eq!(beyond, [6]);
    }

    #[test]
    fn what_is_over_nothing_is_none() {
        assert_eq!(ratio_of_counts(&[]), None);
        assert_eq!(ratio_of_counts(&[(1.0, 0.0)]), None);
        assert_eq!(against_expected(&[(0.0, 1.0)]), None, "nothing at all");
    }

    proptest! {
        /// Among places that differ by more than chance, none is further out than by chance alone.
        #[test]
        fn what_all_vary_by_is_held_against_nobody(
            places in proptest::collection::vec((0.0_f64..200.0, 1.0_f64..200.0), 3..60),
        ) {
            prop_assume!(places.iter().any(|(count, _)| *count > 0.0));
            let found = against_expected(&places).unwrap();
            prop_assert!(found.tau2 >= 0.0 && found.phi >= 0.0);
            for ((count, expected), z) in places.iter().zip(&found.z) {
                let alone = (sqrt(count / expected) - 1.0) * 2.0 * sqrt(*expected);
                prop_assert!(z.abs() <= alone.abs() + 1e-9 && z * alone >= -1e-9);
            }
        }
    }
}
