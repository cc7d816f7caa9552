//! What the standing check found last.

use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use domain::Timestamp;

/// Promises that do not hold at the moment, in words, and since when it is known.
#[derive(Debug, Default)]
pub(crate) struct Alarms(RwLock<Vec<(String, Timestamp)>>);

impl Alarms {
    pub(crate) fn list(&self) -> Vec<String> {
        self.now().iter().map(|(alarm, _)| alarm.clone()).collect()
    }

    /// When the first of them was found.
    pub(crate) fn since(&self) -> Option<Timestamp> {
        self.now().iter().map(|(_, since)| *since).min()
    }

    /// Whether those that were `found` are others than before.
    pub(crate) fn replace(&self, found: Vec<String>, now: Timestamp) -> bool {
        let mut alarms = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let has_changed = !alarms.iter().map(|(alarm, _)| alarm).eq(&found);
        *alarms = found
            .into_iter()
            .map(|alarm| {
                let known = alarms.iter().find(|(other, _)| *other == alarm);
                let since = known.map_or_else(
                    || {
                        tracing::error!(%alarm, "invariant violated");
                        now
                    },
                    |(_, since)| *since,
                );
                (alarm, since)
            })
            .collect();
        has_changed
    }

    fn now(&self) -> RwLockReadGuard<'_, Vec<(String, Timestamp)>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alarm_is_as_old_as_when_it_was_first_found() {
        let [first, second] = [1000, 2000].map(Timestamp::from_millis);
        let alarms = Alarms::default();
        assert_eq!(alarms.since(), None);
        assert!(alarms.replace(vec!["a gap".to_owned()], first));
        assert!(!alarms.replace(vec!["a gap".to_owned()], second), "the same");
        assert!(alarms.replace(vec!["late".to_owned(), "a gap".to_owned()], second));
        assert_eq!((alarms.since(), alarms.list().len()), (Some(first), 2));
        assert!(alarms.replace(vec!["late".to_owned()], second));
        assert_eq!(alarms.since(), Some(second));
    }
}
