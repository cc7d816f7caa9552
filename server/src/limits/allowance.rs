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

/// So many at once, and one more each time that so long has passed.
#[derive(Debug)]
pub(super) struct Allowance<K> {
    most: NonZeroU32,
    every: Duration,
    used: Mutex<HashMap<K, Used>>,
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

impl<K: Hash + Eq + Copy> Allowance<K> {
    pub(super) fn new(most: NonZeroU32, every: Duration) -> Self {
        Self { most, every, used: Mutex::default() }
    }

    pub(super) fn per_minute(most: NonZeroU32) -> Self {
        Self::new(most, Duration::from_mins(1) / most.get())
    }

    /// Counts one. What is refused counts for nothing.
    ///
    /// # Errors
    /// [`TooMany`]
    pub(super) fn one_more(&self, key: K, now: Timestamp) -> Result<(), TooMany> {
        let mut all = self.used();
        if all.len() > KEYS {
            all.retain(|_, used| !used.now(now).left.is_zero());
        }
        let used = all.entry(key).or_insert(Used { left: Duration::ZERO, at: now });
        *used = used.now(now);
        let left = used.left + self.every;
        let after = left.saturating_sub(self.every * self.most.get());
        if !after.is_zero() {
            return Err(TooMany { after });
        }
        used.left = left;
        drop(all);
        Ok(())
    }

    /// Takes one back that was counted.
    pub(super) fn give_back(&self, key: K) {
        if let Some(used) = self.used().get_mut(&key) {
            used.left = used.left.saturating_sub(self.every);
        }
    }

    fn used(&self) -> MutexGuard<'_, HashMap<K, Used>> {
        self.used.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(1_790_000_000_000 + seconds * 1_000)
    }

    fn six_a_minute() -> Allowance<u8> {
        Allowance::per_minute(NonZeroU32::new(6).unwrap())
    }

    /// How many fit at once.
    fn fit(allowance: &Allowance<u8>, key: u8, now: Timestamp) -> usize {
        (0..100).take_while(|_| allowance.one_more(key, now).is_ok()).count()
    }

    #[test]
    fn so_many_fit_at_once_and_one_more_when_its_time_has_passed() {
        let allowance = six_a_minute();
        assert_eq!(fit(&allowance, 1, at(0)), 6);
        assert_eq!(allowance.one_more(1, at(4)).unwrap_err().after, Duration::from_secs(6));
        assert_eq!((fit(&allowance, 1, at(10)), fit(&allowance, 2, at(10))), (1, 6));
        assert_eq!(fit(&allowance, 1, at(10_000)), 6, "never more than those");
    }

    #[test]
    fn what_is_given_back_was_never_counted() {
        let allowance = six_a_minute();
        allowance.give_back(1);
        for _ in 0..100 {
            assert_eq!(allowance.one_more(1, at(0)), Ok(()));
            allowance.give_back(1);
        }
        assert_eq!(fit(&allowance, 1, at(0)), 6);
    }

    #[test]
    fn a_clock_that_steps_back_shuts_nobody_out() {
        let allowance = six_a_minute();
        assert_eq!(fit(&allowance, 1, at(3_600)), 6);
        assert_eq!(allowance.one_more(1, at(0)).unwrap_err().after, Duration::from_secs(10));
        assert_eq!(fit(&allowance, 1, at(60)), 6);
    }

    #[test]
    fn whoever_has_used_nothing_up_is_forgotten() {
        let allowance = Allowance::per_minute(NonZeroU32::MIN);
        for key in 0..20_000 {
            assert!(allowance.one_more(key, at(i64::from(key))).is_ok());
        }
        assert!(allowance.used().len() <= KEYS + 1);
    }
}
