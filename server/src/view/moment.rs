//! Points in time as people read them.

use app::model::Moment;
use domain::Timestamp;

use crate::{clock::zoned, elbow::Elbow};

/// `at` on the trust's clock: `10:42`, or `20 Nov, 10:42` when it is not today.
pub(crate) fn moment(elbow: &Elbow, at: Timestamp) -> Moment {
    let zone = &elbow.config.time_zone;
    let (then, now) = (zoned(at, zone), zoned(elbow.now(), zone));
    let format = if then.date() == now.date() { "%H:%M" } else { "%-d %b, %H:%M" };
    Moment { at, clock: then.strftime(format).to_string() }
}

/// The wall clock with seconds.
pub(crate) fn clock(elbow: &Elbow, at: Timestamp) -> String {
    zoned(at, &elbow.config.time_zone).strftime("%H:%M:%S").to_string()
}
