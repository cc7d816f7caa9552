//! Time as an argument: the one place where the system clock is read.

use std::sync::Arc;

use domain::Timestamp;
use jiff::{Zoned, civil::Date, tz::TimeZone};

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

/// The first moment of a day.
#[must_use]
pub fn start_of_day(day: Date, zone: &TimeZone) -> Timestamp {
    let midnight = day.to_zoned(zone.clone()).map(|zoned| zoned.timestamp().as_millisecond());
    Timestamp::from_millis(midnight.unwrap_or_default())
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
