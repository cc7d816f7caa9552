//! Tries that led to nothing, counted: the first is told at once, those that follow within ten minutes as one number
//! after them. Whoever tries again and again must not fill the log, which keeps everything for ever.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use domain::{Logged, PersonId, Timestamp, event::Tries};

const WINDOW: Duration = Duration::from_mins(10);
/// More places than this at once are counted as one.
const PLACES: usize = 1_000;

/// Who tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Who {
    Person(PersonId),
    Address(IpAddr),
    /// From more addresses than are told apart.
    Anywhere,
}

/// What was tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Attempt {
    Code,
    Page,
    SignIn,
    Username,
}

impl Attempt {
    /// As it is written down.
    pub fn logged(self, tries: Tries) -> Logged {
        match self {
            Self::Code => Logged::WrongCode(tries),
            Self::Page => Logged::Refused { route: String::new(), method: String::new(), tries },
            Self::SignIn => Logged::SignInFailed(tries),
            Self::Username => Logged::UnknownUsername(tries),
        }
    }
}

#[derive(Debug, Default)]
pub(crate) struct Tally(Mutex<HashMap<(Attempt, Who), Window>>);

#[derive(Debug)]
struct Window {
    ends_at: Timestamp,
    /// After the first.
    more: u32,
}

impl Tally {
    /// Counts one; answers with who it is counted for if it is the first, which is to be told at once.
    pub(crate) fn count(&self, attempt: Attempt, who: Who, now: Timestamp) -> Option<Who> {
        let mut windows = self.windows();
        let is_known = windows.contains_key(&(attempt, who));
        let who = if is_known || windows.len() < PLACES { who } else { Who::Anywhere };
        if let Some(window) = windows.get_mut(&(attempt, who)) {
            window.more = window.more.saturating_add(1);
            return None;
        }
        windows.insert((attempt, who), Window { ends_at: now + WINDOW, more: 0 });
        Some(who)
    }

    /// What followed a first one whose ten minutes are over; with `all`, also where they are not.
    pub(crate) fn take(&self, now: Timestamp, all: bool) -> Vec<(Attempt, Who, u32)> {
        let mut over = Vec::new();
        self.windows().retain(|(attempt, who), window| {
            if !all && window.ends_at > now {
                return true;
            }
            if window.more > 0 {
                over.push((*attempt, *who, window.more));
            }
            false
        });
        over
    }

    /// What was to be told could not be written: it is told as a number, when the ten minutes are over.
    pub(crate) fn not_told(&self, attempt: Attempt, who: Who, count: u32, now: Timestamp) {
        let mut windows = self.windows();
        let window = windows.entry((attempt, who)).or_insert(Window { ends_at: now + WINDOW, more: 0 });
        window.more = window.more.saturating_add(count);
    }

    fn windows(&self) -> MutexGuard<'_, HashMap<(Attempt, Who), Window>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(number: u32) -> Who {
        Who::Address(IpAddr::from(number.to_be_bytes()))
    }

    #[test]
    fn the_first_is_told_at_once_and_what_follows_as_a_number() {
        let (tally, at) = (Tally::default(), Timestamp::from_millis);
        assert_eq!(tally.count(Attempt::Code, address(1), at(0)), Some(address(1)));
        for _ in 0..500 {
            assert_eq!(tally.count(Attempt::Code, address(1), at(1)), None);
        }
        assert_eq!(tally.count(Attempt::Page, address(1), at(1)), Some(address(1)), "counted by itself");
        assert!(tally.take(at(599_999), false).is_empty());
        assert_eq!(tally.take(at(600_000), false), [(Attempt::Code, address(1), 500)]);
        assert_eq!(tally.count(Attempt::Code, address(1), at(600_001)), Some(address(1)), "anew");
        assert!(tally.take(at(600_002), true).is_empty(), "one alone was told already");
    }

    #[test]
    fn what_could_not_be_told_is_told_later() {
        let (tally, at) = (Tally::default(), Timestamp::from_millis);
        assert_eq!(tally.count(Attempt::Code, address(1), at(0)), Some(address(1)));
        tally.not_told(Attempt::Code, address(1), 1, at(1));
        assert_eq!(tally.count(Attempt::Code, address(1), at(2)), None);
        assert_eq!(tally.take(at(600_000), false), [(Attempt::Code, address(1), 2)]);
        tally.not_told(Attempt::Code, address(1), 2, at(600_001));
        assert_eq!(tally.take(at(600_002), true), [(Attempt::Code, address(1), 2)]);
    }

    #[test]
    fn a_thousand_addresses_more_are_one() {
        let (tally, now) = (Tally::default(), Timestamp::from_millis(0));
        let told = (0..5_000).filter(|number| tally.count(Attempt::Code, address(*number), now).is_some());
        assert_eq!(told.count(), PLACES + 1);
        assert_eq!(tally.take(now, true), [(Attempt::Code, Who::Anywhere, 3_999)]);
    }
}
