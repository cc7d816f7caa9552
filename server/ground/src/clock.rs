//! Time as an argument: the one place where the system clock is read.

use std::{sync::Arc, time::Duration};

use domain::{TimesOfDay, Timestamp};
use jiff::{
    SignedDuration, Zoned,
    civil::{Date, DateTime, Time},
    tz::{AmbiguousOffset, TimeZone},
};

/// Tells the time. Tests pass one that they move themselves.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// The machine's clock.
pub fn system() -> Clock {
    Arc::new(|| {
        #[expect(clippy::disallowed_methods, reason = "the edge where time enters")]
        let now = jiff::Timestamp::now();
        Timestamp::from_millis(now.as_millisecond())
    })
}

/// An instant in universal time, to be written down.
pub fn utc(at: Timestamp) -> jiff::Timestamp {
    jiff::Timestamp::from_millisecond(at.as_millis()).unwrap_or_default()
}

/// An instant on the clock of a zone.
pub fn zoned(at: Timestamp, zone: &TimeZone) -> Zoned {
    utc(at).to_zoned(zone.clone())
}

/// A day in a zone. One of 23 or 25 hours is what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    pub date: Date,
    /// Its first moment.
    pub start: Timestamp,
    /// The first moment of the next one.
    pub end: Timestamp,
}

impl Day {
    /// None at either end of time, where no instant can be told.
    #[must_use]
    pub fn of(date: Date, zone: &TimeZone) -> Option<Self> {
        Some(Self { date, start: start_of_day(date, zone)?, end: start_of_day(date.tomorrow().ok()?, zone)? })
    }

    /// As [`read_date`].
    #[must_use]
    pub fn read(text: &str, zone: &TimeZone) -> Option<Self> {
        Self::of(read_date(text)?, zone)
    }
}

fn start_of_day(date: Date, zone: &TimeZone) -> Option<Timestamp> {
    let midnight = date.to_zoned(zone.clone()).ok()?;
    Some(Timestamp::from_millis(midnight.timestamp().as_millisecond()))
}

/// An hour on the clock of a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hour {
    pub starts: Timestamp,
    pub date: Date,
    /// 0 to 23.
    pub of_day: i8,
}

/// The hours of a zone, one after the other, from the one that `at` is in until the end of time. Where the clocks go back one comes twice,
/// and where they go forward one is left out; if they do so in the middle of an hour, another begins.
pub fn hours(at: Timestamp, zone: &TimeZone) -> impl Iterator<Item = Hour> {
    let begun = utc(at);
    let whole = begun - passed(begun, zone);
    let changed = zone.preceding(begun).next().map_or(whole, |change| change.timestamp());
    std::iter::successors(Some(whole.max(changed.min(begun))), |starts| {
        let whole = starts.checked_add(HOUR - passed(*starts, zone)).ok()?;
        let changed = zone.following(*starts).next().map_or(whole, |change| change.timestamp());
        Some(whole.min(changed))
    })
    .map(|starts| {
        let shown = starts.to_zoned(zone.clone());
        let starts = Timestamp::from_millis(starts.as_millisecond());
        Hour { starts, date: shown.date(), of_day: shown.hour() }
    })
}

const HOUR: SignedDuration = SignedDuration::from_hours(1);

/// How much of its hour has passed.
fn passed(at: jiff::Timestamp, zone: &TimeZone) -> SignedDuration {
    let shown = at.to_zoned(zone.clone());
    SignedDuration::from_mins(shown.minute().into())
        + SignedDuration::new(shown.second().into(), shown.subsec_nanosecond())
}

/// How many days of the calendar `to` is after `from` in a zone, however long those were; negative before.
#[must_use]
pub fn days_between(from: Timestamp, to: Timestamp, zone: &TimeZone) -> i32 {
    let [from, to] = [from, to].map(|at| zoned(at, zone).date());
    from.until(to).map_or(0, |span| span.get_days())
}

/// `2026-11-20`, `20/11/2026`.
pub fn read_date(text: &str) -> Option<Date> {
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    let mut parts = text.split('/');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// `07:30`, `7:30`, `07:30:00`.
pub fn read_time(text: &str) -> Option<Time> {
    let mut parts = text.split(':');
    let (hour, minute) = (parts.next()?, parts.next()?);
    let second = parts.next().map_or(Some(0), |second| second.parse().ok())?;
    if parts.next().is_some() || minute.len() != 2 {
        return None;
    }
    Time::new(hour.parse().ok()?, minute.parse().ok()?, second, 0).ok()
}

/// When a zone's clock shows this: twice as the clocks go back, the earlier first; never as they go forward, or where no instant can
/// be told.
pub fn instants(time: DateTime, zone: &TimeZone) -> impl Iterator<Item = Timestamp> + use<> {
    let instant = zone.to_ambiguous_timestamp(time);
    let both = match instant.offset() {
        AmbiguousOffset::Gap { .. } => [None, None],
        AmbiguousOffset::Unambiguous { .. } => [instant.earlier().ok(), None],
        AmbiguousOffset::Fold { .. } => [instant.earlier().ok(), instant.later().ok()],
    };
    both.into_iter().flatten().map(|at| Timestamp::from_millis(at.as_millisecond()))
}

/// When it is one of these times of day in a zone, after `after` and until `until`, in order. A time that the clock shows twice as it goes
/// back counts the first time; one that it leaves out as it goes forward is the first moment after.
#[must_use]
pub fn times_between(
    times: &TimesOfDay,
    zone: &TimeZone,
    after: Timestamp,
    until: Timestamp,
) -> Vec<Timestamp> {
    let mut found = Vec::new();
    // What a day leaves out may be made up for on the next.
    let mut date = zoned(after, zone).date().yesterday().ok();
    let last = zoned(until, zone).date();
    while let Some(day) = date.filter(|day| *day <= last) {
        for time in times.iter() {
            // Both are far below what fits.
            let [hour, minute] =
                [time.hour(), time.minute()].map(|part| i8::try_from(part).unwrap_or_default());
            found.extend(first_instant(day.at(hour, minute, 0, 0), zone));
        }
        date = day.tomorrow().ok();
    }
    found.retain(|at| *at > after && *at <= until);
    found.sort_unstable();
    found.dedup();
    found
}

/// The next of these times of day; none if there are none.
#[must_use]
pub fn next_time(times: &TimesOfDay, zone: &TimeZone, after: Timestamp) -> Option<Timestamp> {
    // Every day has every time, and none is longer than two of the calendar's.
    times_between(times, zone, after, after + Duration::from_hours(3 * 24)).into_iter().next()
}

/// When a zone's clock first shows this, or first shows something later.
fn first_instant(time: DateTime, zone: &TimeZone) -> Option<Timestamp> {
    let instant = zone.to_ambiguous_timestamp(time);
    let at = match instant.offset() {
        AmbiguousOffset::Gap { .. } => zone.following(instant.earlier().ok()?).next()?.timestamp(),
        AmbiguousOffset::Unambiguous { .. } | AmbiguousOffset::Fold { .. } => instant.earlier().ok()?,
    };
    Some(Timestamp::from_millis(at.as_millisecond()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The clock at the beginning of so many hours from this instant on.
    fn begin(at: &str, zone: &str, count: usize) -> Vec<String> {
        let zone = TimeZone::get(zone).unwrap();
        let at = Timestamp::from_millis(at.parse::<jiff::Timestamp>().unwrap().as_millisecond());
        hours(at, &zone)
            .take(count)
            .map(|hour| {
                let shown = zoned(hour.starts, &zone);
                assert_eq!((shown.date(), shown.hour()), (hour.date, hour.of_day));
                shown.strftime("%H:%M%:z").to_string()
            })
            .collect()
    }

    #[test]
    fn an_hour_occurs_twice_in_autumn_and_one_is_left_out_in_spring() {
        let autumn = begin("2026-10-24T23:59:59.999Z", "Europe/London", 4);
        assert_eq!(autumn, ["00:00+01:00", "01:00+01:00", "01:00+00:00", "02:00+00:00"]);
        assert_eq!(begin("2026-10-25T01:30:00Z", "Europe/London", 2), ["01:00+00:00", "02:00+00:00"]);
        let spring = begin("2026-03-29T00:10:00Z", "Europe/London", 3);
        assert_eq!(spring, ["00:00+00:00", "02:00+01:00", "03:00+01:00"]);
        assert_eq!(begin("2026-03-29T01:00:00Z", "Europe/London", 1), ["02:00+01:00"]);
    }

    #[test]
    fn clocks_that_change_by_half_an_hour_or_stand_on_one_have_hours_too() {
        let half = begin("2026-04-04T14:20:00Z", "Australia/Lord_Howe", 4);
        assert_eq!(half, ["01:00+11:00", "01:30+10:30", "02:00+10:30", "03:00+10:30"]);
        assert_eq!(begin("2026-06-01T12:00:00Z", "Asia/Kathmandu", 2), ["17:00+05:45", "18:00+05:45"]);
        assert_eq!(begin("2026-06-01T12:34:56Z", "UTC", 2), ["12:00+00:00", "13:00+00:00"]);
    }

    #[test]
    fn a_day_of_23_or_25_hours_is_a_day() {
        let london = TimeZone::get("Europe/London").unwrap();
        let days = |from: &str, to: &str| {
            let [from, to] = [from, to].map(|text| {
                Timestamp::from_millis(text.parse::<jiff::Timestamp>().unwrap().as_millisecond())
            });
            days_between(from, to, &london)
        };
        assert_eq!(days("2026-10-24T20:00:00Z", "2026-10-25T23:59:59Z"), 1, "25 hours");
        assert_eq!(days("2026-10-24T20:00:00Z", "2026-10-26T00:00:00Z"), 2);
        assert_eq!(days("2026-03-28T23:59:59Z", "2026-03-29T22:59:59Z"), 1, "23 hours");
        assert_eq!(days("2026-03-28T23:59:59Z", "2026-03-29T23:00:00Z"), 2);
        assert_eq!(
            days("2026-03-02T07:00:00Z", "2026-03-02T01:00:00Z"),
            0,
            "the day of the cutover is day 0"
        );
        assert_eq!(days("2026-03-02T07:00:00Z", "2026-02-27T23:00:00Z"), -3);
    }

    #[test]
    fn the_clock_shows_an_hour_once_twice_or_never() {
        let london = TimeZone::get("Europe/London").unwrap();
        let shown = |time: &str| -> Vec<String> {
            instants(time.parse().unwrap(), &london).map(|at| utc(at).to_string()).collect()
        };
        assert_eq!(shown("2026-10-25T01:30"), ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"]);
        assert_eq!(shown("2027-03-28T01:30"), Vec::<String>::new());
        assert_eq!(shown("2026-07-01T09:40"), ["2026-07-01T08:40:00Z"]);
    }

    #[test]
    fn a_day_where_no_instant_can_be_told_is_no_day() {
        for text in ["31/12/9999", "30/12/9999", "-009999-01-01", "31/02/2026"] {
            assert_eq!(Day::read(text, &TimeZone::UTC), None, "{text}");
        }
        let day = Day::read("01/01/1970", &TimeZone::UTC);
        assert_eq!(
            day.map(|day| (day.start.as_millis(), day.end.as_millis())),
            Some((0, 24 * 60 * 60 * 1000))
        );
    }

    fn between(times: &str, zone: &str, after: &str, until: &str) -> Vec<String> {
        let zone = TimeZone::get(zone).unwrap();
        let at =
            |text: &str| Timestamp::from_millis(text.parse::<jiff::Timestamp>().unwrap().as_millisecond());
        let found = times_between(&times.parse().unwrap(), &zone, at(after), at(until));
        found.into_iter().map(|at| zoned(at, &zone).strftime("%d %H:%M%:z").to_string()).collect()
    }

    #[test]
    fn at_half_past_two_as_the_clocks_change_something_is_due_once() {
        let spring = between("01:30 07:30", "Europe/London", "2026-03-28T12:00:00Z", "2026-03-30T12:00:00Z");
        assert_eq!(
            spring,
            ["29 02:00+01:00", "29 07:30+01:00", "30 01:30+01:00", "30 07:30+01:00"],
            "the first moment after the hour that there is not"
        );
        let autumn = between("01:30", "Europe/London", "2026-10-24T12:00:00Z", "2026-10-26T12:00:00Z");
        assert_eq!(autumn, ["25 01:30+01:00", "26 01:30+00:00"], "the first of the two");
        let berlin = between("02:30", "Europe/Berlin", "2026-03-28T12:00:00Z", "2026-03-30T12:00:00Z");
        assert_eq!(berlin, ["29 03:00+02:00", "30 02:30+02:00"]);
        let both = between("01:00 01:45", "Europe/London", "2026-03-29T00:00:00Z", "2026-03-29T03:00:00Z");
        assert_eq!(both, ["29 02:00+01:00"], "two that fall together are one");
        let dateline = between("12:00", "Pacific/Apia", "2011-12-29T20:00:00Z", "2012-01-01T08:00:00Z");
        assert_eq!(
            dateline,
            ["29 12:00-10:00", "31 00:00+14:00", "31 12:00+14:00", "01 12:00+14:00"],
            "a day that there is not"
        );
    }

    #[test]
    fn what_is_due_at_the_end_is_in_it_and_what_was_due_at_its_beginning_is_not() {
        let found = between("07:30 13:00", "UTC", "2026-03-02T07:30:00Z", "2026-03-02T13:00:00Z");
        assert_eq!(found, ["02 13:00+00:00"]);
        assert!(between("", "UTC", "2026-03-02T07:30:00Z", "2026-03-09T13:00:00Z").is_empty());
        let zone = TimeZone::get("Europe/London").unwrap();
        assert_eq!(next_time(&TimesOfDay::default(), &zone, Timestamp::from_millis(0)), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        /// However often somebody looks in a thousand days, and whenever: each time of each day is due once.
        #[test]
        fn nothing_is_due_twice_or_never_in_a_thousand_days(
            zone in prop_oneof!["Europe/London", "Australia/Lord_Howe", "America/St_Johns", "UTC"],
            halves in proptest::collection::btree_set(0_u16..48, 1..6),
            start in 1_700_000_000_000_i64..1_900_000_000_000,
            looks in proptest::collection::vec(1_u64..200_000, 1..40),
        ) {
            let zone = TimeZone::get(&zone).unwrap();
            let text = halves.iter().map(|half| format!("{:02}:{:02}", half / 2, half % 2 * 30));
            let times: TimesOfDay = text.collect::<Vec<_>>().join(" ").parse().unwrap();
            let start = Timestamp::from_millis(start);
            let end = start + Duration::from_hours(1_000 * 24);
            let all = times_between(&times, &zone, start, end);
            prop_assert!(all.is_sorted() && all.windows(2).all(|pair| pair[0] < pair[1]));
            // A day with a clock change may make two of them one; none is lost otherwise.
            let days = f64::from(u32::try_from(zoned(end, &zone).date().since(zoned(start, &zone).date()).unwrap().get_days()).unwrap());
            let expected = days * f64::from(u32::try_from(halves.len()).unwrap());
            let found = f64::from(u32::try_from(all.len()).unwrap());
            prop_assert!((found - expected).abs() <= f64::from(u32::try_from(halves.len()).unwrap()) + 8.0, "{found} of {expected}");

            let (mut seen, mut from) = (Vec::new(), start);
            for minutes in looks.iter().cycle() {
                let until = (from + Duration::from_mins(*minutes)).min(end);
                let found = times_between(&times, &zone, from, until);
                prop_assert_eq!(found.first().copied(), next_time(&times, &zone, from).filter(|next| *next <= until));
                seen.extend(found);
                from = until;
                if from == end {
                    break;
                }
            }
            prop_assert_eq!(seen, all);
        }
    }
}
