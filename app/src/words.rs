//! Times and states in words, said the same way on every page.

use std::time::Duration;

pub use domain::text::{isolated, runs_right_to_left};
use domain::{
    Duty, Priority, ResponderKind, Timestamp, ZoneMode,
    priority::Stuck,
    ticket::{Phase, Sorted, WithdrawReason},
};

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// `just now`, `2 minutes ago`, `1 hour ago`, `3 days ago`. A time ahead of `now` was just now: clocks differ.
pub fn ago(now: Timestamp, at: Timestamp) -> String {
    let seconds = now.since(at).as_secs();
    match seconds {
        0..MINUTE => "just now".to_owned(),
        MINUTE..HOUR => format!("{} ago", count(seconds / MINUTE, "minute")),
        HOUR..DAY => format!("{} ago", count(seconds / HOUR, "hour")),
        _ => format!("{} ago", count(seconds / DAY, "day")),
    }
}

/// How long something has lasted, in whole minutes: `under 1 min`, `2 min`, `1 h 5 min`, `2 days`.
pub fn lasted(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..MINUTE => "under 1 min".to_owned(),
        MINUTE..HOUR => format!("{} min", seconds / MINUTE),
        HOUR..DAY => format!("{} h {} min", seconds / HOUR, seconds % HOUR / MINUTE),
        _ => count(seconds / DAY, "day"),
    }
}

/// A wait to the second: `45 s`, `3 min 12 s`, `1 h 5 min`.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` saturates; no wait is so long"
)]
pub fn waited(seconds: f64) -> String {
    let seconds = seconds.round() as u64;
    match seconds {
        0..MINUTE => format!("{seconds} s"),
        MINUTE..HOUR => format!("{} min {} s", seconds / MINUTE, seconds % MINUTE),
        _ => format!("{} h {} min", seconds / HOUR, seconds % HOUR / MINUTE),
    }
}

/// What is left until `end`: `45 seconds left`, `2 minutes left`, `no time left`.
pub fn left(now: Timestamp, end: Timestamp) -> String {
    let seconds = end.since(now).as_millis().div_ceil(1000);
    let seconds = u64::try_from(seconds).unwrap_or(u64::MAX);
    match seconds {
        0 => "no time left".to_owned(),
        1..=90 => format!("{} left", count(seconds, "second")),
        _ => format!("{} left", count(seconds.div_ceil(MINUTE), "minute")),
    }
}

/// `1 minute`, `2 minutes`: the plural that only needs an s.
pub fn count(number: u64, thing: &str) -> String {
    if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") }
}

/// `1 person`, `3 people`.
pub fn people(number: usize) -> String {
    if number == 1 { "1 person".to_owned() } else { format!("{number} people") }
}

/// From a first day to a last one, either of which may be open: ` from 3 Mar 2026 until 5 Mar 2026`, ` until 5 Mar 2026`, nothing.
pub fn days(first: Option<&str>, last: Option<&str>) -> String {
    let first = first.map_or_else(String::new, |day| format!(" from {day}"));
    let last = last.map_or_else(String::new, |day| format!(" until {day}"));
    first + &last
}

/// The text with its first letter in upper case.
pub fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The text with its first letter in lower case.
pub fn within(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// `a`, `a and b`, `a, b and c`.
pub fn list(items: &[String]) -> String {
    joined(items, "and")
}

fn joined(items: &[String], last_by: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} {last_by} {last}", most.join(", ")),
    }
}

fn all_isolated(names: &[String]) -> Vec<String> {
    names.iter().map(|name| isolated(name).into_owned()).collect()
}

/// Names as a sentence lists them.
pub fn list_of_names(names: &[String]) -> String {
    list(&all_isolated(names))
}

/// `a, b or c`, of names.
pub fn any_of_names(names: &[String]) -> String {
    joined(&all_isolated(names), "or")
}

/// The status tag of a ticket: an adjective in words.
pub const fn phase(phase: Phase) -> &'static str {
    match phase {
        Phase::Waiting => "Waiting",
        Phase::Offered => "Offered",
        Phase::OnTheWay => "On the way",
        Phase::WithYou => "With them",
        Phase::Resolved => "Resolved",
        Phase::Withdrawn => "Cancelled",
        Phase::HandedOff => "Handed off",
    }
}

/// How a request stands, for whoever asked: whom Elbow asks is not their concern.
pub fn stands(phase: Phase, holder: Option<&str>) -> String {
    let who = isolated(holder.unwrap_or("Someone"));
    match phase {
        Phase::Waiting | Phase::Offered => "Looking for someone".to_owned(),
        Phase::OnTheWay => format!("{who} is on the way"),
        Phase::WithYou => format!("{who} is with you"),
        Phase::Resolved | Phase::HandedOff => "Closed".to_owned(),
        Phase::Withdrawn => "Cancelled".to_owned(),
    }
}

pub const fn duty(duty: Duty) -> &'static str {
    match duty {
        Duty::OnShift => "On shift",
        Duty::OnBreak => "On break",
        Duty::OffShift => "Off shift",
    }
}

pub const fn kind(kind: ResponderKind) -> &'static str {
    match kind {
        ResponderKind::Floorwalker => "Floorwalker",
        ResponderKind::SuperUser => "Super-user",
    }
}

/// Where a responder may be sent, seen from their zone.
pub const fn zone_mode(mode: ZoneMode) -> &'static str {
    match mode {
        ZoneMode::All => "Anywhere",
        ZoneMode::Preferred => "My zone first",
        ZoneMode::Exclusive => "Only my zone",
    }
}

/// The same as a sentence to the responder.
pub const fn zone_mode_for_them(mode: ZoneMode) -> &'static str {
    match mode {
        ZoneMode::All => "You can be sent anywhere",
        ZoneMode::Preferred => "You are sent to your zone first",
        ZoneMode::Exclusive => "You are only sent within your zone",
    }
}

/// What whoever asked answers to "is it sorted?"; none if they have not.
pub const fn sorted(answer: Option<Sorted>) -> &'static str {
    match answer {
        Some(Sorted::Yes) => "Yes",
        Some(Sorted::Partly) => "Partly",
        Some(Sorted::No) => "No",
        None => "No answer",
    }
}

/// Why a request was cancelled, as whoever asked would say it.
pub const fn withdrawn(why: WithdrawReason) -> &'static str {
    match why {
        WithdrawReason::SolvedMyself => "I solved it myself",
        WithdrawReason::GaveUp => "It took too long",
        WithdrawReason::PatientCameFirst => "A patient came first",
        WithdrawReason::Other => "Another reason",
        WithdrawReason::Duplicate => "I asked twice",
        WithdrawReason::NotTheSystem => "It is not about the EPR",
    }
}

/// The same about somebody else.
pub const fn withdrawn_by_them(why: WithdrawReason) -> &'static str {
    match why {
        WithdrawReason::SolvedMyself => "Solved it themselves",
        WithdrawReason::GaveUp => "Gave up waiting",
        WithdrawReason::PatientCameFirst => "A patient came first",
        WithdrawReason::Other => "Another reason",
        WithdrawReason::Duplicate => "Duplicate of another request",
        WithdrawReason::NotTheSystem => "Not about the EPR",
    }
}

/// The same to whoever asked.
pub const fn withdrawn_by_you(why: WithdrawReason) -> &'static str {
    match why {
        WithdrawReason::SolvedMyself => "you solved it yourself",
        WithdrawReason::GaveUp => "it took too long",
        WithdrawReason::PatientCameFirst => "a patient came first",
        WithdrawReason::Other => "another reason",
        WithdrawReason::Duplicate => "it was asked twice",
        WithdrawReason::NotTheSystem => "it is not about the EPR",
    }
}

/// What it is like for whoever asked, as it is said about them.
pub const fn stuck(stuck: Stuck) -> &'static str {
    match stuck {
        Stuck::CannotGoOn => "Can’t go on",
        Stuck::CanWorkAround => "Can work around it",
        Stuck::JustAsking => "Only a question",
    }
}

/// Both answers of whoever asked: `No patient affected, can’t go on`.
pub fn urgency(priority: Priority, answer: Option<Stuck>) -> String {
    // A question is what P4 says already.
    let answer = answer.filter(|answer| (priority, *answer) != (Priority::P4, Stuck::JustAsking));
    let both = [Some(priority.in_words().to_owned()), answer.map(|answer| within(stuck(answer)))];
    sentence(&both.into_iter().flatten().collect::<Vec<_>>().join(", "))
}

/// `P2 – a patient is waiting`.
pub fn priority(priority: Priority) -> String {
    format!("{priority} – {}", priority.in_words())
}

/// The machine-readable form for `<time datetime>`, in UTC to the second: `2026-11-20T10:42:07Z`.
///
/// Civil date from days: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (`civil_from_days`).
pub fn iso(at: Timestamp) -> String {
    let seconds = at.as_millis().div_euclid(1000);
    let (days, second_of_day) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let (hour, minute, second) = (second_of_day / 3_600, second_of_day % 3_600 / 60, second_of_day % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_795_171_327_000);

    /// What the pages' script says of the same times: `public/parts/words.js` is held to this file too.
    #[test]
    fn times_are_said_as_a_person_would_and_as_the_script_says_them() {
        let cases: HashMap<String, Vec<(i64, String)>> =
            serde_json::from_str(include_str!("words.json")).unwrap();
        for (kind, cases) in cases {
            assert!(!cases.is_empty(), "{kind}");
            for (time, expected) in cases {
                let other = |sign: i64| Timestamp::from_millis(NOW.as_millis() + sign * time);
                let said = match kind.as_str() {
                    "ago" => ago(NOW, other(-1)),
                    "lasted" => lasted(NOW.since(other(-1))),
                    _ => left(NOW, other(1)),
                };
                assert_eq!(said, expected, "{kind} {time} ms");
            }
        }
    }

    #[test]
    fn forecasts_are_to_the_second() {
        for (seconds, words) in [(0.0, "0 s"), (59.4, "59 s"), (192.0, "3 min 12 s"), (3_900.0, "1 h 5 min")]
        {
            assert_eq!(waited(seconds), words);
        }
    }

    #[test]
    fn how_urgent_it_is_says_both_answers() {
        for (priority, answer, words) in [
            (Priority::P3, Some(Stuck::CannotGoOn), "No patient affected, can’t go on"),
            (Priority::P2, Some(Stuck::CanWorkAround), "A patient is waiting, can work around it"),
            (Priority::P1, Some(Stuck::JustAsking), "A patient could come to harm, only a question"),
            (Priority::P4, Some(Stuck::JustAsking), "A question"),
            (Priority::P3, None, "No patient affected"),
        ] {
            assert_eq!(urgency(priority, answer), words);
        }
    }

    #[test]
    fn lists_end_with_and() {
        let names = ["Aisha", "Ben", "Cy"].map(str::to_owned);
        assert_eq!(list(&names), "Aisha, Ben and Cy");
        assert_eq!(list(&names[..2]), "Aisha and Ben");
        assert_eq!(list(&[]), "");
        let names = ["Sam".to_owned(), "דנה".to_owned()];
        assert_eq!(list_of_names(&names), "Sam and \u{2068}דנה\u{2069}");
    }

    #[test]
    fn instants_are_written_for_machines() {
        assert_eq!(iso(NOW), "2026-11-20T10:42:07Z");
        assert_eq!(iso(Timestamp::from_millis(0)), "1970-01-01T00:00:00Z");
        assert_eq!(iso(Timestamp::from_millis(951_782_400_000)), "2000-02-29T00:00:00Z");
    }
}
