//! What Elbow does by itself at times of day, as the trust's clock shows them. When such a time is, `ground::clock` knows.

use std::{fmt, str::FromStr, time::Duration};

use crate::Timestamp;

/// What is done again and again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scheduled {
    Huddle,
    Sitrep,
    /// The papers for when there is no Elbow, before each change of shift.
    Pack,
}

impl Scheduled {
    pub const ALL: [Self; 3] = [Self::Huddle, Self::Sitrep, Self::Pack];

    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Huddle => "huddle",
            Self::Sitrep => "sitrep",
            Self::Pack => "pack",
        }
    }
}

/// What came due while nobody could do it is done late, once, unless that was longer ago: nobody reads what the day before yesterday was like.
pub const CATCH_UP: Duration = Duration::from_hours(24);

/// What is done later than this was missed.
pub const LATE_AFTER: Duration = Duration::from_mins(1);

pub fn is_late(due_at: Timestamp, done_at: Timestamp) -> bool {
    done_at.since(due_at) > LATE_AFTER
}

/// A time as a clock on the wall shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay {
    /// Since midnight, below 24 times 60.
    minutes: u16,
}

impl TimeOfDay {
    pub const fn hour(self) -> u16 {
        self.minutes / 60
    }

    pub const fn minute(self) -> u16 {
        self.minutes % 60
    }

    fn apart_from(self, next: Self) -> Result<(), BadTimes> {
        if self == next {
            return Err(BadTimes::Twice(self));
        }
        let minutes = (next.minutes + DAY - self.minutes) % DAY;
        if u64::from(minutes) * 60 < TimesOfDay::GAP.as_secs() {
            return Err(BadTimes::TooClose(self, next));
        }
        Ok(())
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour(), self.minute())
    }
}

/// What was typed is no time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a time is written as 07:30, from 00:00 to 23:59")]
pub struct NoTime;

impl FromStr for TimeOfDay {
    type Err = NoTime;

    /// `07:30`, `7:30`.
    fn from_str(text: &str) -> Result<Self, NoTime> {
        let (hour, minute) = text.split_once(':').ok_or(NoTime)?;
        let number = |text: &str, digits: std::ops::RangeInclusive<usize>, below: u16| {
            let is_number = digits.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse::<u16>().ok().filter(|number| is_number && *number < below).ok_or(NoTime)
        };
        Ok(Self { minutes: number(hour, 1..=2, 24)? * 60 + number(minute, 2..=2, 60)? })
    }
}

/// Times of every day, in order, each once. None at all: never.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TimesOfDay(Vec<TimeOfDay>);

/// Why times cannot be so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadTimes {
    #[error("“{0}” is no time: write it as 07:30, from 00:00 to 23:59")]
    NoTime(String),
    #[error("there are more than {} times", TimesOfDay::MOST)]
    TooMany,
    #[error("{0} is there twice")]
    Twice(TimeOfDay),
    #[error("{0} and {1} are less than {gap} minutes apart", gap = TimesOfDay::GAP.as_secs() / 60)]
    TooClose(TimeOfDay, TimeOfDay),
}

impl TimesOfDay {
    /// Nobody reads more in a day.
    pub const MOST: usize = 8;
    /// There is nothing new in less.
    pub const GAP: Duration = Duration::from_mins(30);

    pub fn iter(&self) -> impl Iterator<Item = TimeOfDay> {
        self.0.iter().copied()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromStr for TimesOfDay {
    type Err = BadTimes;

    /// Parted by spaces or commas: `07:30 13:00 19:30`.
    fn from_str(text: &str) -> Result<Self, BadTimes> {
        let words = text.split([' ', ',', ';', '\n', '\u{a0}']).filter(|word| !word.is_empty());
        let read = words.map(|word| word.parse().map_err(|NoTime| BadTimes::NoTime(short(word))));
        let mut times: Vec<TimeOfDay> = read.collect::<Result<_, _>>()?;
        if times.len() > Self::MOST {
            return Err(BadTimes::TooMany);
        }
        times.sort_unstable();
        if times.len() > 1 {
            // The last of a day and the first of the next are neighbours too.
            times
                .iter()
                .zip(times.iter().cycle().skip(1))
                .try_for_each(|(one, next)| one.apart_from(*next))?;
        }
        Ok(Self(times))
    }
}

/// Minutes.
const DAY: u16 = 24 * 60;

/// As much of what was typed as an answer has room for.
fn short(word: &str) -> String {
    word.chars().take(20).collect()
}

impl fmt::Display for TimesOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, time) in self.0.iter().enumerate() {
            let between = if place == 0 { "" } else { " " };
            write!(f, "{between}{time}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Result<String, String> {
        text.parse()
            .map(|times: TimesOfDay| times.to_string())
            .map_err(|problem: BadTimes| problem.to_string())
    }

    #[test]
    fn times_are_read_in_any_order_and_written_in_theirs() {
        assert_eq!(read("19:30, 7:30;13:00"), Ok("07:30 13:00 19:30".to_owned()));
        assert_eq!(read("  "), Ok(String::new()), "never");
        assert_eq!(read("00:00"), Ok("00:00".to_owned()));
    }

    #[test]
    fn what_is_no_time_is_named() {
        for (text, why) in [
            ("24:00", "“24:00” is no time"),
            ("07:30 half past one", "“half” is no time"),
            ("7.30", "“7.30” is no time"),
            ("07:60", "“07:60” is no time"),
            ("+7:30", "“+7:30” is no time"),
            ("٠٧:٣٠", "is no time"),
            ("07:30 07:30", "07:30 is there twice"),
            ("07:30 07:45", "07:30 and 07:45 are less than 30 minutes apart"),
            ("23:50 00:10", "23:50 and 00:10 are less than 30 minutes apart"),
            ("00:00 01:00 02:00 03:00 04:00 05:00 06:00 07:00 08:00", "more than 8 times"),
        ] {
            let said = read(text).unwrap_err();
            assert!(said.contains(why), "{text}: {said}");
        }
    }

    #[test]
    fn what_is_done_a_minute_after_it_was_due_is_not_late() {
        let due = Timestamp::from_millis(0);
        assert!(!is_late(due, due + LATE_AFTER));
        assert!(is_late(due, due + LATE_AFTER + Duration::from_millis(1)));
    }

    proptest! {
        #[test]
        fn what_was_written_is_read_as_it_was(minutes in proptest::collection::btree_set(0_u16..48, 0..8)) {
            let text = minutes.iter().map(|half| format!("{:02}:{:02}", half / 2, half % 2 * 30)).collect::<Vec<_>>().join(" ");
            prop_assert_eq!(read(&text), Ok(text.clone()));
        }

        #[test]
        fn nothing_that_is_typed_makes_it_fail(text in "\\PC{0,40}") {
            let _ = read(&text);
        }
    }
}
