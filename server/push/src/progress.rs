//! Which handsets of a person have answered for an alert, and what follows from it.
//!
//! The outbox knows an alert as a whole. That one of its handsets has it already and another must be tried again is kept
//! here, in memory: after a crash the first gets it twice, and the topic makes it show once.

use std::collections::{HashMap, HashSet};

use domain::Timestamp;
use store::Outcome;

use super::send::Answer;

/// What is known of the alerts in work.
#[derive(Debug, Default)]
pub(super) struct Progress {
    alerts: HashMap<i64, AlertProgress>,
    /// Claimed by this process and not yet given back.
    in_work: HashSet<i64>,
}

/// The last word of each handset, by endpoint.
#[derive(Debug, Clone, Default)]
pub(super) struct AlertProgress {
    handsets: HashMap<String, Standing>,
    expires_at: Option<Timestamp>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Accepted,
    Gone,
    /// Refused, or too large.
    Refused,
    /// Try again, not before.
    NotBefore(Timestamp),
    /// Out of time.
    Expired,
}

/// What to tell the outbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    Finish(Outcome),
    RetryAt(Timestamp),
}

impl Progress {
    /// Takes an alert into work; false if it already is, because its lease ran out while a push service dawdled.
    pub(super) fn begin(&mut self, alert: i64) -> bool {
        self.in_work.insert(alert)
    }

    pub(super) fn of(&self, alert: i64) -> AlertProgress {
        self.alerts.get(&alert).cloned().unwrap_or_default()
    }

    /// Ends the work for now; keeps what was learned if the alert comes again.
    pub(super) fn pause(&mut self, alert: i64, progress: AlertProgress) {
        self.in_work.remove(&alert);
        self.alerts.insert(alert, progress);
    }

    /// Ends the work for now, with nothing learned.
    pub(super) fn leave(&mut self, alert: i64) {
        self.in_work.remove(&alert);
    }

    pub(super) fn finish(&mut self, alert: i64) {
        self.in_work.remove(&alert);
        self.alerts.remove(&alert);
    }

    /// Forgets alerts that will not come again.
    pub(super) fn forget_expired(&mut self, now: Timestamp) {
        self.alerts.retain(|_, progress| progress.expires_at.is_none_or(|at| at > now));
    }
}

impl AlertProgress {
    /// Whether this handset is to be tried now.
    pub(super) fn is_due(&self, endpoint: &str, now: Timestamp) -> bool {
        match self.handsets.get(endpoint) {
            None => true,
            Some(Standing::NotBefore(at)) => *at <= now,
            Some(_) => false,
        }
    }

    /// Handsets that were taken away since are not waited for.
    pub(super) fn leave_out_missing<'e>(&mut self, present: impl Iterator<Item = &'e str>) {
        let present: HashSet<_> = present.collect();
        for (endpoint, standing) in &mut self.handsets {
            if matches!(standing, Standing::NotBefore(_)) && !present.contains(endpoint.as_str()) {
                *standing = Standing::Gone;
            }
        }
    }

    pub(super) fn note(&mut self, endpoint: &str, standing: Standing, expires_at: Timestamp) {
        self.handsets.insert(endpoint.to_owned(), standing);
        self.expires_at = Some(expires_at);
    }

    /// Done when no handset is left to try before the alert expires. One acceptance is enough to call it sent, but the
    /// others are tried to the end: the accepted one may be a browser that lies in a drawer.
    pub(super) fn next(&self, expires_at: Timestamp) -> Next {
        let standings = || self.handsets.values().copied();
        let retry = standings()
            .filter_map(|standing| match standing {
                Standing::NotBefore(at) if at < expires_at => Some(at),
                _ => None,
            })
            .min();
        if let Some(at) = retry {
            return Next::RetryAt(at);
        }
        let any = |wanted: fn(Standing) -> bool| standings().any(wanted);
        Next::Finish(if any(|standing| standing == Standing::Accepted) {
            Outcome::Sent
        } else if any(|standing| matches!(standing, Standing::NotBefore(_) | Standing::Expired)) {
            Outcome::Expired
        } else if any(|standing| standing == Standing::Refused) {
            Outcome::Refused
        } else {
            Outcome::NoSubscription
        })
    }
}

impl Standing {
    /// `retry_at` is when to try again after a "later".
    pub(super) fn after(answer: &Answer, retry_at: Timestamp) -> Self {
        match answer {
            Answer::Accepted => Self::Accepted,
            Answer::Gone => Self::Gone,
            Answer::Refused(_) | Answer::TooLarge => Self::Refused,
            Answer::Later { .. } => Self::NotBefore(retry_at),
            Answer::Expired => Self::Expired,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_790_000_000_000);

    fn later(seconds: u64) -> Timestamp {
        NOW + Duration::from_secs(seconds)
    }

    fn next(standings: &[Standing]) -> Next {
        let mut progress = AlertProgress::default();
        for (number, standing) in standings.iter().enumerate() {
            progress.note(&number.to_string(), *standing, later(45));
        }
        progress.next(later(45))
    }

    #[test]
    fn an_alert_is_sent_when_one_handset_has_it_and_none_is_left_to_try() {
        assert_eq!(next(&[Standing::Accepted]), Next::Finish(Outcome::Sent));
        assert_eq!(next(&[Standing::Gone, Standing::Accepted]), Next::Finish(Outcome::Sent));
        assert_eq!(next(&[Standing::Accepted, Standing::Refused]), Next::Finish(Outcome::Sent));
        assert_eq!(next(&[Standing::Accepted, Standing::NotBefore(later(60))]), Next::Finish(Outcome::Sent));
    }

    #[test]
    fn the_phone_is_tried_again_although_the_old_tablet_has_the_alert() {
        let next = next(&[Standing::Accepted, Standing::NotBefore(later(9)), Standing::NotBefore(later(4))]);
        assert_eq!(next, Next::RetryAt(later(4)));
    }

    #[test]
    fn an_alert_that_reached_nobody_says_why() {
        assert_eq!(next(&[]), Next::Finish(Outcome::NoSubscription));
        assert_eq!(next(&[Standing::Gone]), Next::Finish(Outcome::NoSubscription));
        assert_eq!(next(&[Standing::Gone, Standing::Refused]), Next::Finish(Outcome::Refused));
        assert_eq!(next(&[Standing::NotBefore(later(45))]), Next::Finish(Outcome::Expired));
        assert_eq!(next(&[Standing::Expired, Standing::Refused]), Next::Finish(Outcome::Expired));
    }

    #[test]
    fn a_handset_that_has_answered_is_left_alone() {
        let mut progress = AlertProgress::default();
        assert!(progress.is_due("phone", NOW));
        progress.note("phone", Standing::NotBefore(later(4)), later(45));
        assert!(!progress.is_due("phone", later(3)));
        assert!(progress.is_due("phone", later(4)));
        progress.note("phone", Standing::Accepted, later(45));
        assert!(!progress.is_due("phone", later(9)));
    }

    #[test]
    fn a_handset_that_was_taken_away_meanwhile_is_not_waited_for() {
        let mut progress = AlertProgress::default();
        progress.note("phone", Standing::NotBefore(later(4)), later(45));
        progress.note("tablet", Standing::Accepted, later(45));
        progress.leave_out_missing(["phone"].into_iter());
        assert_eq!(progress.next(later(45)), Next::RetryAt(later(4)));
        progress.leave_out_missing(std::iter::empty());
        assert_eq!(progress.next(later(45)), Next::Finish(Outcome::Sent));
    }

    #[test]
    fn what_was_learned_is_kept_between_tries_and_forgotten_at_the_end() {
        let mut progress = Progress::default();
        assert!(progress.begin(1));
        assert!(!progress.begin(1), "still in work");
        let mut learned = progress.of(1);
        learned.note("phone", Standing::Accepted, later(45));
        progress.pause(1, learned);
        assert!(progress.begin(1));
        assert!(!progress.of(1).is_due("phone", NOW));
        progress.forget_expired(later(44));
        assert!(!progress.of(1).is_due("phone", NOW));
        progress.forget_expired(later(45));
        assert!(progress.of(1).is_due("phone", NOW));
        progress.finish(1);
        assert!(progress.begin(1));
    }
}
