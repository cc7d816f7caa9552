//! How often each of many may do something.

use std::{
    collections::HashMap,
    hash::Hash,
    num::NonZeroU32,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use domain::Timestamp;

use super::TooMany;

/// Those who have used nothing up any more are forgotten when there are more than this.
const KEYS: usize = 10_000;

/// What each of many has used up.
#[derive(Debug)]
pub(super) struct Allowance<K>(Mutex<HashMap<K, Used>>);

/// So many at once, and one more each time that so long has passed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rate {
    most: NonZeroU32,
    every: Duration,
}

/// How long it takes from then on until all is allowed again.
#[derive(Debug, Clone, Copy)]
struct Used {
    left: Duration,
    at: Timestamp,
}

impl Used {
    /// A clock that steps back makes nobody wait longer than they would have.
    fn now(self, now: Timestamp) -> Self {
        Self { left: self.left.saturating_sub(now.since(self.at)), at: now }
    }
}

impl Rate {
    pub(super) const fn new(most: NonZeroU32, every: Duration) -> Self {
        Self { most, every }
    }

    pub(super) fn per_minute(most: NonZeroU32) -> Self {
        Self::new(most, Duration::from_mins(1) / most.get())
    }
}

impl<K> Default for Allowance<K> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Hash + Eq + Copy> Allowance<K> {
    /// Counts one. What is refused counts for nothing.
    ///
    /// # Errors
    /// [`TooMany`]
    pub(super) fn one_more(&self, key: K, rate: Rate, now: Timestamp) -> Result<(), TooMany> {
        let mut all = self.used();
        if all.len() > KEYS {
            all.retain(|_, used| !used.now(now).left.is_zero());
        }
        let used = all.entry(key).or_insert(Used { left: Duration::ZERO, at: now });
        *used = used.now(now);
        let left = used.left + rate.every;
        let after = left.saturating_sub(rate.every * rate.most.get());
        if !after.is_zero() {
            return Err(TooMany { after });
        }
        used.left = left;
        drop(all);
        Ok(())
    }

    /// Takes one back that was counted.
    pub(super) fn give_back(&self, key: K, rate: Rate) {
        if let Some(used) = self.used().get_mut(&key) {
            used.left = used.left.saturating_sub(rate.every);
        }
    }

    fn used(&self) -> MutexGuard<'_, HashMap<K, Used>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(1_790_000_000_000 + seconds * 1_000)
    }

    fn a_minute(most: u32) -> Rate {
        Rate::per_minute(NonZeroU32::new(most).unwrap())
    }

    /// How many fit at once.
    fn fit(allowance: &Allowance<u8>, key: u8, now: Timestamp) -> usize {
        (0..100).take_while(|_| allowance.one_more(key, a_minute(6), now).is_ok()).count()
    }

    #[test]
    fn so_many_fit_at_once_and_one_more_when_its_time_has_passed() {
        let allowance = Allowance::default();
        assert_eq!(fit(&allowance, 1, at(0)), 6);
        assert_eq!(allowance.one_more(1, a_minute(6), at(4)).unwrap_err().after, Duration::from_secs(6));
        assert_eq!((fit(&allowance, 1, at(10)), fit(&allowance, 2, at(10))), (1, 6));
        assert_eq!(fit(&allowance, 1, at(10_000)), 6, "never more than those");
    }

    #[test]
    fn another_rate_counts_from_the_next_on() {
        let allowance = Allowance::default();
        assert_eq!(fit(&allowance, 1, at(0)), 6);
        assert!(allowance.one_more(1, a_minute(12), at(0)).is_err(), "a minute's worth is used up");
        assert!(allowance.one_more(1, a_minute(12), at(5)).is_ok(), "and comes back twice as fast");
    }

    #[test]
    fn what_is_given_back_was_never_counted() {
        let allowance = Allowance::default();
        allowance.give_back(1, a_minute(6));
        for _ in 0..100 {
            assert_eq!(allowance.one_more(1, a_minute(6), at(0)), Ok(()));
            allowance.give_back(1, a_minute(6));
        }
        assert_eq!(fit(&allowance, 1, at(0)), 6);
    }

    #[test]
    fn a_clock_that_steps_back_shuts_nobody_out() {
        let allowance = Allowance::default();
        assert_eq!(fit(&allowance, 1, at(3_600)), 6);
        assert_eq!(allowance.one_more(1, a_minute(6), at(0)).unwrap_err().after, Duration::from_secs(10));
        assert_eq!(fit(&allowance, 1, at(60)), 6);
    }

    #[test]
    fn whoever_has_used_nothing_up_is_forgotten() {
        let allowance = Allowance::default();
        for key in 0..20_000 {
            assert!(allowance.one_more(key, a_minute(1), at(i64::from(key))).is_ok());
        }
        assert!(allowance.used().len() <= KEYS + 1);
    }
}
