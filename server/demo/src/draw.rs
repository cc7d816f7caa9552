//! Random draws that cannot fail: no distribution to be built, so none to be built wrongly.

use std::time::Duration;

use rand::{Rng, RngExt};
use rand_distr::{Exp1, StandardNormal};

/// An index with the chance its weight has among all; 0 if there are no weights above zero.
pub(super) fn index(rng: &mut impl Rng, weights: &[f64]) -> usize {
    let mut left = rng.random::<f64>() * weights.iter().sum::<f64>();
    let heavier = |weight: &f64| {
        left -= weight;
        left < 0.0
    };
    weights.iter().position(heavier).unwrap_or(0)
}

/// One of `things`, each as likely; none if there are none.
pub(super) fn one<'a, T>(rng: &mut impl Rng, things: &'a [T]) -> Option<&'a T> {
    (!things.is_empty()).then(|| &things[rng.random_range(0..things.len())])
}

/// Log-normal with this mean; `spread` is the standard deviation of the logarithm.
pub(super) fn lognormal(rng: &mut impl Rng, mean: Duration, spread: f64) -> Duration {
    let normal: f64 = rng.sample(StandardNormal);
    mean.mul_f64((spread * normal - spread * spread / 2.0).exp())
}

/// The time to the next of events that come by chance, `mean` apart (a Poisson process).
pub(super) fn gap(rng: &mut impl Rng, mean: Duration) -> Duration {
    let units: f64 = rng.sample(Exp1);
    mean.mul_f64(units)
}

#[cfg(test)]
mod tests {
    use rand::{SeedableRng, rngs::StdRng};

    use super::*;

    #[test]
    fn draws_follow_their_weights() {
        let mut rng = StdRng::seed_from_u64(1);
        let mut counts = [0_u32; 3];
        for _ in 0..10_000 {
            counts[index(&mut rng, &[1.0, 0.0, 3.0])] += 1;
        }
        assert_eq!(counts[1], 0);
        assert!((2_300..2_700).contains(&counts[0]), "{counts:?}");
        assert_eq!(index(&mut rng, &[]), 0);
    }

    #[test]
    fn means_are_met() {
        let mut rng = StdRng::seed_from_u64(2);
        let mean = Duration::from_secs(100);
        let average =
            |draw: &mut dyn FnMut() -> Duration| (0..20_000).map(|_| draw()).sum::<Duration>() / 20_000;
        let helped = average(&mut || lognormal(&mut rng, mean, 0.8));
        assert!((97..104).contains(&helped.as_secs()), "{helped:?}");
        let apart = average(&mut || gap(&mut rng, mean));
        assert!((97..104).contains(&apart.as_secs()), "{apart:?}");
    }
}
