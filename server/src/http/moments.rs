//! A day and a time as people type them, on the trust's clock.

use std::time::Duration;

use domain::Timestamp;
use ground::clock::{instants, read_date, read_time, zoned};
use jiff::{
    civil::{Date, Time},
    tz::TimeZone,
};
use texts::texts;

use super::forms::{Posted, Reading};
use crate::view::Sources;

/// From one day into the next.
const NIGHT: Duration = Duration::from_hours(12);

/// On which side of now a time lies, as it is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Past,
    ToCome,
}

/// A day and a time on the trust's clock; none if neither was typed, or if they cannot be read, which is said. A time without a day
/// is today's, or that of the night around midnight: at five past midnight, 23:58 was yesterday.
pub(crate) fn read_moment(
    sources: &Sources,
    form: &Posted,
    reading: &mut Reading<'_>,
    (day_field, time_field): (&str, &str),
    side: Side,
) -> Option<Timestamp> {
    let (zone, now) = (&sources.trust.time_zone, sources.core.now());
    let [day, time] = [day_field, time_field].map(|field| form.get(field).trim());
    if day.is_empty() && time.is_empty() {
        return None;
    }
    let today = zoned(now, zone).date();
    let date = if day.is_empty() { Some(today) } else { read_date(day) };
    if date.is_none() {
        reading.wrong(day_field, texts().shared_enter_date());
    }
    let clock = read_clock(time);
    if clock.is_none() {
        reading.wrong(time_field, texts().decisions_enter_time());
    }
    let (date, clock) = (date?, clock?);
    let at = date.to_datetime(clock);
    let beside = match side {
        _ if !day.is_empty() => None,
        Side::Past => date.yesterday().ok(),
        Side::ToCome => date.tomorrow().ok(),
    };
    let is_near = |at: &Timestamp| at.since(now).max(now.since(*at)) <= NIGHT;
    let beside = beside.into_iter().flat_map(|date| instants(date.to_datetime(clock), zone)).filter(is_near);
    let mut shown: Vec<Timestamp> = instants(at, zone).chain(beside).collect();
    shown.sort_unstable();
    let instant = match side {
        Side::Past => shown.iter().rfind(|at| **at <= now).or(shown.first()),
        Side::ToCome => shown.iter().find(|at| **at > now).or(shown.last()),
    };
    let instant = instant.copied();
    if instant.is_none() {
        let (time, day) = (at.strftime("%H:%M").to_string(), at.strftime("%-d %b %Y").to_string());
        reading.wrong(time_field, texts().decisions_no_such_time(time, day));
    }
    instant
}

/// As [`read_moment`] reads it.
pub(crate) fn day_and_time(sources: &Sources, at: Option<Timestamp>) -> (String, String) {
    at.map_or_else(Default::default, |at| {
        let at = zoned(at, &sources.trust.time_zone);
        (at.strftime("%d/%m/%Y").to_string(), at.strftime("%H:%M").to_string())
    })
}

/// `10:12`, and as it is typed in a hurry: `1012`, `10.12`.
pub(crate) fn read_clock(typed: &str) -> Option<Time> {
    let digits = typed.bytes().all(|byte| byte.is_ascii_digit());
    match typed.len().checked_sub(2) {
        Some(hour @ (1 | 2)) if digits => read_time(&format!("{}:{}", &typed[..hour], &typed[hour..])),
        _ => read_time(&typed.replace('.', ":")),
    }
}

/// A time on the clock that is the first after another: of the same day, or of the night that it was asked in. What is wrong with it is
/// said.
pub(crate) fn read_time_after(
    sources: &Sources,
    reading: &mut Reading<'_>,
    (field, typed): (&str, &str),
    after: Timestamp,
) -> Option<Timestamp> {
    let zone = &sources.trust.time_zone;
    let Some(clock) = read_clock(typed.trim()) else {
        reading.wrong(field, texts().decisions_enter_time());
        return None;
    };
    let found = time_after(clock, after, zone);
    if found.is_none() {
        reading.wrong(field, texts().paper_before_asked());
    }
    found
}

/// The first after another: of the same day, or of the night that began on it.
pub(crate) fn time_after(clock: Time, after: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
    let day = zoned(after, zone).date();
    let on = |day: Option<Date>| day.into_iter().flat_map(|day| instants(day.to_datetime(clock), zone));
    let same_day = on(Some(day)).find(|at| *at >= after);
    same_day.or_else(|| on(day.tomorrow().ok()).find(|at| at.since(after) <= NIGHT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_however_it_is_typed() {
        for typed in ["7:05", "07:05", "705", "0705", "7.05"] {
            assert_eq!(read_clock(typed), Time::new(7, 5, 0, 0).ok(), "{typed}");
        }
        for typed in ["", "7", "75", "2460", "70512", "noon", "７０５"] {
            assert_eq!(read_clock(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_time_after_another_is_of_the_same_day_or_of_that_night() {
        let zone = TimeZone::get("Europe/London").unwrap();
        let at = |text: &str| instants(text.parse().unwrap(), &zone).next().unwrap();
        let read = |hour, minute, after| time_after(Time::constant(hour, minute, 0, 0), at(after), &zone);
        assert_eq!(read(10, 12, "2026-03-02T10:12"), Some(at("2026-03-02T10:12")), "in the same minute");
        assert_eq!(read(23, 5, "2026-03-02T08:00"), Some(at("2026-03-02T23:05")), "a long day");
        assert_eq!(read(0, 10, "2026-03-02T23:50"), Some(at("2026-03-03T00:10")), "over midnight");
        assert_eq!(read(10, 5, "2026-03-02T10:12"), None, "the two were swapped");
        // The night on which the clocks go back has half past one twice, that on which they go forward never.
        let first = at("2026-10-25T01:40");
        assert_eq!(read(1, 30, "2026-10-25T01:40"), Some(first + Duration::from_mins(50)));
        assert_eq!(read(1, 30, "2026-03-29T00:50"), None);
    }
}
