//! Surges, with names and on the hospital's clock: what [`surge::Scan`], which knows neither, is told and says.

pub(crate) mod history;

use std::iter::Peekable;

use domain::{Timestamp, text::isolated};
use ground::clock;
use jiff::tz::TimeZone;
use surge::{Hour, Scan};
use texts::texts;

/// Tells a scan each hour that has begun by `until`.
pub(crate) fn begin_hours(
    scan: &mut Scan,
    hours: &mut Peekable<impl Iterator<Item = clock::Hour>>,
    until: Timestamp,
) {
    while let Some(clock::Hour { starts, date, of_day }) = hours.next_if(|hour| hour.starts <= until) {
        let date = (i32::from(date.year()) * 100 + i32::from(date.month())) * 100 + i32::from(date.day());
        scan.begin_hour(Hour { starts, date, of_day: of_day.unsigned_abs() });
    }
}

/// What there is too much of, by name.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Named<'a> {
    Cell { ward: &'a str, tag: &'a str },
    ZoneTag { zone: &'a str, tag: &'a str },
    Ward(&'a str),
    Tag(&'a str),
    Everywhere,
}

/// What a sentence says.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seen<'a> {
    pub(crate) what: Named<'a>,
    pub(crate) requests: u32,
    pub(crate) wards: u32,
    pub(crate) minutes: u32,
    pub(crate) expected: f64,
    pub(crate) began: Timestamp,
    pub(crate) began_on: &'a str,
}

/// `ePMA: 12 requests from 6 wards in 20 minutes, about 2 expected. Began 09:10 on Ward 7.`
pub(crate) fn sentence(seen: &Seen<'_>, zone: &TimeZone) -> String {
    let Seen { what, requests, wards, minutes, expected, began, began_on } = *seen;
    let expected = expected.round();
    let began = clock::zoned(began, zone).strftime("%H:%M").to_string();
    let began_on = isolated(began_on);
    let t = texts();
    match what {
        Named::Cell { ward, tag } => {
            t.surges_cell(isolated(tag), isolated(ward), requests, minutes, expected, began)
        }
        Named::ZoneTag { zone, tag } => t.surges_zone_tag(
            isolated(tag),
            isolated(zone),
            requests,
            wards,
            minutes,
            expected,
            began,
            began_on,
        ),
        Named::Ward(ward) => t.surges_ward(isolated(ward), requests, minutes, expected, began),
        Named::Tag(tag) => t.surges_tag(isolated(tag), requests, wards, minutes, expected, began, began_on),
        Named::Everywhere => t.surges_everywhere(requests, wards, minutes, expected, began, began_on),
    }
}
