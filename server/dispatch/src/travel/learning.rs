//! What arrivals teach about the ways.
//!
//! Between accepting and arriving lies the walk, and whatever else held somebody up. A few of them prove little, so the
//! estimate moves towards their median by n / (n + 8): a weighted mean in which the estimate counts as eight walks, the
//! usual shrinkage of a small sample towards what was known before. However many there are, half and three times the
//! estimate are the limits: beyond them something else was measured than a walk.

use std::collections::BTreeMap;

use domain::{Walk, WardId};

/// How many walks the estimate counts as.
const ESTIMATE_COUNTS_AS: u64 = 8;

/// What was seen between two wards, in either direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Observed {
    /// In the order of their ids.
    pub wards: (WardId, WardId),
    pub median_seconds: u16,
    pub walks: u32,
}

/// The walks by pair of wards, in the order of the wards' ids.
pub fn observe(walks: &[Walk]) -> Vec<Observed> {
    let mut by_pair: BTreeMap<(WardId, WardId), Vec<u16>> = BTreeMap::new();
    for walk in walks {
        let wards = (walk.from.min(walk.to), walk.from.max(walk.to));
        by_pair.entry(wards).or_default().push(walk.seconds);
    }
    by_pair
        .into_iter()
        .map(|(wards, mut seconds)| Observed {
            wards,
            median_seconds: median(&mut seconds),
            walks: u32::try_from(seconds.len()).unwrap_or(u32::MAX),
        })
        .collect()
}

impl Observed {
    /// The seconds to go by when `estimate` is what was thought before.
    pub fn corrected(&self, estimate: u16) -> u16 {
        let (before, seen, walks) =
            (u64::from(estimate), u64::from(self.median_seconds), u64::from(self.walks));
        let weight = ESTIMATE_COUNTS_AS + walks;
        let mean = (before * ESTIMATE_COUNTS_AS + seen * walks + weight / 2) / weight;
        u16::try_from(mean.clamp(before.div_ceil(2), before * 3)).unwrap_or(u16::MAX)
    }
}

/// Of an even number the mean of the two in the middle. There is at least one.
fn median(seconds: &mut [u16]) -> u16 {
    seconds.sort_unstable();
    let middle = seconds.len() / 2;
    if seconds.len() % 2 == 1 { seconds[middle] } else { seconds[middle - 1].midpoint(seconds[middle]) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn ward(number: u128) -> WardId {
        Uuid::from_u128(number).into()
    }

    fn seen(median_seconds: u16, walks: u32) -> Observed {
        Observed { wards: (ward(1), ward(2)), median_seconds, walks }
    }

    #[test]
    fn both_directions_teach_the_same_way() {
        let walk = |from, to, seconds| Walk { from: ward(from), to: ward(to), seconds };
        let walks = [walk(1, 2, 50), walk(2, 1, 90), walk(3, 3, 7), walk(1, 2, 1000), walk(1, 2, 70)];
        assert_eq!(
            observe(&walks),
            [
                Observed { wards: (ward(1), ward(2)), median_seconds: 80, walks: 4 },
                Observed { wards: (ward(3), ward(3)), median_seconds: 7, walks: 1 },
            ]
        );
        assert_eq!(observe(&[]), []);
    }

    #[test]
    fn a_few_walks_move_the_estimate_a_little_and_many_nearly_all_the_way() {
        for (walks, used) in [(0, 100), (1, 107), (8, 130), (72, 154), (10_000, 160)] {
            assert_eq!(seen(160, walks).corrected(100), used, "{walks} walks");
        }
    }

    #[test]
    fn what_cannot_have_been_a_walk_moves_it_to_the_limit_and_no_further() {
        assert_eq!(seen(1, 10_000).corrected(101), 51, "an arrival tapped on accepting");
        assert_eq!(seen(5000, 10_000).corrected(100), 300, "a break on the way");
        assert_eq!(seen(u16::MAX, u32::MAX).corrected(u16::MAX), u16::MAX);
        assert_eq!(seen(30, 5).corrected(0), 0);
    }

    proptest! {
        #[test]
        fn the_used_time_lies_between_estimate_and_observation(
            estimate in 0_u16..20_000, median in 0_u16.., walks in 0_u32..100_000,
        ) {
            let used = seen(median, walks).corrected(estimate);
            prop_assert!((estimate.div_ceil(2)..=estimate.saturating_mul(3)).contains(&used));
            prop_assert!((estimate.min(median)..=estimate.max(median)).contains(&used)
                || used == estimate.div_ceil(2));
        }

        #[test]
        fn more_of_the_same_never_moves_it_back(estimate in 1_u16..5000, median in 1_u16..5000, walks in 0_u32..500) {
            let distance = |walks| seen(median, walks).corrected(estimate).abs_diff(estimate);
            prop_assert!(distance(walks) <= distance(walks + 1));
        }
    }
}
