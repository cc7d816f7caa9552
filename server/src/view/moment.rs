//! Points in time as people read them.

use app::model::Moment;
use domain::Timestamp;
use ground::clock::zoned;

use super::Sources;

/// `at` on the trust's clock: `10:42`, or `20 Nov, 10:42` when it is not today.
pub(crate) fn moment(sources: &Sources, at: Timestamp) -> Moment {
    let zone = &sources.trust.time_zone;
    let (then, now) = (zoned(at, zone), zoned(sources.core.now(), zone));
    let format = if then.date() == now.date() { "%H:%M" } else { "%-d %b, %H:%M" };
    Moment { at, clock: then.strftime(format).to_string() }
}

/// The same with the day, whichever it is: `20 Nov 2026, 10:42`.
pub(crate) fn dated(sources: &Sources, at: Timestamp) -> Moment {
    let clock = zoned(at, &sources.trust.time_zone).strftime("%-d %b %Y, %H:%M").to_string();
    Moment { at, clock }
}

/// For files: on the trust's clock, which in summer and winter is not the same one, `2026-07-20T10:42:07+01:00`.
pub(crate) fn stamp(sources: &Sources, at: Timestamp) -> String {
    zoned(at, &sources.trust.time_zone).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// The wall clock with seconds.
pub(crate) fn clock(sources: &Sources, at: Timestamp) -> String {
    zoned(at, &sources.trust.time_zone).strftime("%H:%M:%S").to_string()
}
