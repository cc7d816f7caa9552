//! Which destinations of a message have answered, and what follows from it.
//!
//! The queue knows a message as a whole. That one of its destinations has it already and another must be tried again is kept
//! here, in memory: after a crash the first gets it twice, and must know it again by itself.

use std::collections::{HashMap, HashSet};

use domain::Timestamp;

use crate::{Answer, Ending};

/// What is known of the messages in work.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    messages: HashMap<i64, MessageProgress>,
    /// Claimed by this process and not yet given back.
    in_work: HashSet<i64>,
}

/// The last word of each destination.
#[derive(Debug, Clone, Default)]
pub(crate) struct MessageProgress {
    destinations: HashMap<String, Standing>,
    expires_at: Option<Timestamp>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    Accepted,
    Gone,
    /// Refused, or too large.
    Refused,
    /// Try again, not before.
    NotBefore(Timestamp),
    /// Out of time.
    Expired,
}

/// What to tell the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    Finish(Ending),
    RetryAt(Timestamp),
}

impl Progress {
    /// Takes a message into work; false if it already is, because its lease ran out while a server dawdled.
    pub(crate) fn begin(&mut self, id: i64) -> bool {
        self.in_work.insert(id)
    }

    pub(crate) fn of(&self, id: i64) -> MessageProgress {
        self.messages.get(&id).cloned().unwrap_or_default()
    }

    /// Ends the work for now; keeps what was learned if the message comes again.
    pub(crate) fn pause(&mut self, id: i64, progress: MessageProgress) {
        self.in_work.remove(&id);
        self.messages.insert(id, progress);
    }

    /// Ends the work for now, with nothing learned.
    pub(crate) fn leave(&mut self, id: i64) {
        self.in_work.remove(&id);
    }

    pub(crate) fn finish(&mut self, id: i64) {
        self.in_work.remove(&id);
        self.messages.remove(&id);
    }

    /// Forgets messages that will not come again.
    pub(crate) fn forget_expired(&mut self, now: Timestamp) {
        self.messages.retain(|_, progress| progress.expires_at.is_none_or(|at| at > now));
    }
}

impl MessageProgress {
    /// Whether this destination is to be tried now.
    pub(crate) fn is_due(&self, destination: &str, now: Timestamp) -> bool {
        match self.destinations.get(destination) {
            None => true,
            Some(Standing::NotBefore(at)) => *at <= now,
            Some(_) => false,
        }
    }

    /// Destinations that were taken away since are not waited for.
    pub(crate) fn leave_out_missing<'d>(&mut self, present: impl Iterator<Item = &'d str>) {
        let present: HashSet<_> = present.collect();
        for (destination, standing) in &mut self.destinations {
            if matches!(standing, Standing::NotBefore(_)) && !present.contains(destination.as_str()) {
                *standing = Standing::Gone;
            }
        }
    }

    pub(crate) fn note(&mut self, destination: &str, standing: Standing, expires_at: Timestamp) {
        self.destinations.insert(destination.to_owned(), standing);
        self.expires_at = Some(expires_at);
    }

    /// Done when no destination is left to try before the message expires. One acceptance is enough to call it sent, but the
    /// others are tried to the end: of handsets, the accepted one may be a browser that lies in a drawer.
    pub(crate) fn next(&self, expires_at: Timestamp) -> Next {
        let standings = || self.destinations.values().copied();
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
            Ending::Sent
        } else if any(|standing| matches!(standing, Standing::NotBefore(_) | Standing::Expired)) {
            Ending::Expired
        } else if any(|standing| standing == Standing::Refused) {
            Ending::Refused
        } else {
            Ending::Nowhere
        })
    }
}

impl Standing {
    /// `retry_at` is when to try again after a "later".
    pub(crate) fn after(answer: &Answer, retry_at: Timestamp) -> Self {
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
        let mut progress = MessageProgress::default();
        for (number, standing) in standings.iter().enumerate() {
            progress.note(&number.to_string(), *standing, later(45));
        }
        progress.next(later(45))
    }

    #[test]
    fn a_message_is_sent_when_one_destination_has_it_and_none_is_left_to_try() {
        assert_eq!(next(&[Standing::Accepted]), Next::Finish(Ending::Sent));
        assert_eq!(next(&[Standing::Gone, Standing::Accepted]), Next::Finish(Ending::Sent));
        assert_eq!(next(&[Standing::Accepted, Standing::Refused]), Next::Finish(Ending::Sent));
        assert_eq!(next(&[Standing::Accepted, Standing::NotBefore(later(60))]), Next::Finish(Ending::Sent));
    }

    #[test]
    fn the_phone_is_tried_again_although_the_old_tablet_has_the_alert() {
        let next = next(&[Standing::Accepted, Standing::NotBefore(later(9)), Standing::NotBefore(later(4))]);
        assert_eq!(next, Next::RetryAt(later(4)));
    }

    #[test]
    fn a_message_that_reached_nobody_says_why() {
        assert_eq!(next(&[]), Next::Finish(Ending::Nowhere));
        assert_eq!(next(&[Standing::Gone]), Next::Finish(Ending::Nowhere));
        assert_eq!(next(&[Standing::Gone, Standing::Refused]), Next::Finish(Ending::Refused));
        assert_eq!(next(&[Standing::NotBefore(later(45))]), Next::Finish(Ending::Expired));
        assert_eq!(next(&[Standing::Expired, Standing::Refused]), Next::Finish(Ending::Expired));
    }

    #[test]
    fn a_destination_that_has_answered_is_left_alone() {
        let mut progress = MessageProgress::default();
        assert!(progress.is_due("phone", NOW));
        progress.note("phone", Standing::NotBefore(later(4)), later(45));
        assert!(!progress.is_due("phone", later(3)));
        assert!(progress.is_due("phone", later(4)));
        progress.note("phone", Standing::Accepted, later(45));
        assert!(!progress.is_due("phone", later(9)));
    }

    #[test]
    fn a_destination_that_was_taken_away_meanwhile_is_not_waited_for() {
        let mut progress = MessageProgress::default();
        progress.note("phone", Standing::NotBefore(later(4)), later(45));
        progress.note("tablet", Standing::Accepted, later(45));
        progress.leave_out_missing(["phone"].into_iter());
        assert_eq!(progress.next(later(45)), Next::RetryAt(later(4)));
        progress.leave_out_missing(std::iter::empty());
        assert_eq!(progress.next(later(45)), Next::Finish(Ending::Sent));
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
