//! Time as an argument: the one place where the system clock is read.

use std::sync::Arc;

use domain::Timestamp;
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

#[cfg(test)]
mod tests {
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
}
