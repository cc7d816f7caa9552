//! Chance, by name: every draw has a key (what for, which ticket, which person) instead of a place in one long stream.
//!
//! So two engines that treat the same day differently still meet the same requests, the same help times and the same
//! people saying yes and no, and their difference is not drowned in luck (common random numbers).

use std::time::Duration;

use rand::{RngExt, SeedableRng};
use rand_distr::{Exp1, StandardNormal};
use rand_pcg::Pcg64Mcg;

use super::scenario::Shape;

/// What a draw is for. Each has a stream of its own.
#[derive(Debug, Clone, Copy)]
pub(super) enum Purpose {
    Arrivals,
    Request,
    Answer,
    Attendance,
    Habit,
    Handset,
    Place,
    Roaming,
    Building,
}

/// The source of all chance in one replication.
#[derive(Debug, Clone, Copy)]
pub(super) struct Draws {
    key: u64,
}

impl Draws {
    pub(super) fn new(seed: u64, replication: u32) -> Self {
        Self { key: mixed(mixed(seed) ^ u64::from(replication)) }
    }

    /// The stream for a purpose and up to two things it concerns.
    pub(super) fn of(self, purpose: Purpose, one: u32, other: u32) -> Stream {
        let things = u64::from(one) << 32 | u64::from(other);
        Stream(Pcg64Mcg::seed_from_u64(mixed(mixed(self.key ^ (purpose as u64 + 1)) ^ things)))
    }
}

/// The finaliser of `SplitMix64` (Steele, Lea and Flood 2014): neighbouring keys give unrelated streams.
const fn mixed(key: u64) -> u64 {
    let mut mixed = key.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[derive(Debug)]
pub(super) struct Stream(Pcg64Mcg);

impl Stream {
    /// From 0 up to, but not including, 1.
    pub(super) fn unit(&mut self) -> f64 {
        self.0.random()
    }

    pub(super) fn happens(&mut self, percent: f64) -> bool {
        self.unit() * 100.0 < percent
    }

    /// An index with the chance its weight has among all; 0 if there are no weights above zero.
    pub(super) fn index(&mut self, weights: &[f64]) -> usize {
        let mut left = self.unit() * weights.iter().sum::<f64>();
        let heavier = |weight: &f64| {
            left -= weight;
            left < 0.0
        };
        weights.iter().position(heavier).unwrap_or(0)
    }

    /// One of `things`, each as likely; none if there are none.
    pub(super) fn one<T: Copy>(&mut self, things: &[T]) -> Option<T> {
        (!things.is_empty()).then(|| things[self.0.random_range(0..things.len())])
    }

    /// The time to the next of events that come by chance, `mean` apart (a Poisson process).
    pub(super) fn gap(&mut self, mean: Duration) -> Duration {
        let units: f64 = self.0.sample(Exp1);
        mean.mul_f64(units)
    }

    /// Normally distributed.
    pub(super) fn normal(&mut self, mean: f64, deviation: f64) -> f64 {
        let normal: f64 = self.0.sample(StandardNormal);
        mean + deviation * normal
    }

    /// A time with this mean and shape. `variation` is the standard deviation over the mean, where the shape has a
    /// choice.
    pub(super) fn time(&mut self, mean: Duration, variation: f64, shape: Shape) -> Duration {
        match shape {
            Shape::Exponential => self.gap(mean),
            Shape::Lognormal => {
                let variance = (variation * variation).ln_1p();
                mean.mul_f64(self.normal(-variance / 2.0, variance.sqrt()).exp())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draw_depends_on_its_key_and_on_nothing_else() {
        let draws = Draws::new(7, 3);
        let unit = |purpose, one, other| draws.of(purpose, one, other).unit();
        let first = unit(Purpose::Answer, 1, 2);
        assert!((unit(Purpose::Answer, 1, 2) - first).abs() < f64::EPSILON);
        for other in [
            unit(Purpose::Answer, 2, 1),
            unit(Purpose::Request, 1, 2),
            Draws::new(7, 4).of(Purpose::Answer, 1, 2).unit(),
            Draws::new(8, 3).of(Purpose::Answer, 1, 2).unit(),
        ] {
            assert!((other - first).abs() > f64::EPSILON);
        }
    }

    #[test]
    fn times_have_the_mean_and_the_variation_they_should() {
        let mean = Duration::from_mins(10);
        for (shape, variation) in [(Shape::Lognormal, 0.8), (Shape::Exponential, 1.0)] {
            let mut stream = Draws::new(1, 1).of(Purpose::Request, 0, 0);
            let times: Vec<f64> =
                (0..40_000).map(|_| stream.time(mean, variation, shape).as_secs_f64()).collect();
            let average = times.iter().sum::<f64>() / 40_000.0;
            let spread = (times.iter().map(|time| (time - average).powi(2)).sum::<f64>() / 40_000.0).sqrt();
            assert!((average - 600.0).abs() < 12.0, "{shape:?}: {average}");
            assert!((spread / average - variation).abs() < 0.06, "{shape:?}: {}", spread / average);
        }
    }

    #[test]
    fn an_index_follows_its_weights() {
        let mut stream = Draws::new(1, 1).of(Purpose::Request, 0, 0);
        let mut counts = [0_u32; 3];
        for _ in 0..10_000 {
            counts[stream.index(&[1.0, 0.0, 3.0])] += 1;
        }
        assert_eq!(counts[1], 0);
        assert!((2_300..2_700).contains(&counts[0]), "{counts:?}");
    }
}
