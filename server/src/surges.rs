//! Surges, with names and on the hospital's clock: what [`surge::Scan`], which knows neither, is told and says.

use std::iter::Peekable;

use domain::{Timestamp, text::isolated};
use ground::clock;
use jiff::tz::TimeZone;
use surge::{Card, Hour, Scan, Stream};
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

/// What wards, zones and tags are called, by their places.
pub(crate) trait Names {
    fn ward(&self, ward: u16) -> &str;
    fn zone(&self, zone: u16) -> &str;
    fn tag(&self, tag: u16) -> &str;
}

/// `ePMA: 12 requests from 6 wards in 20 minutes, about 2 expected. Began 09:10 on Ward 7.`
pub(crate) fn sentence(card: &Card, names: &impl Names, zone: &TimeZone) -> String {
    let (ward, tag) = (|ward| isolated(names.ward(ward)), |tag| isolated(names.tag(tag)));
    let (requests, wards, minutes) = (card.seen(), card.wards(), card.window_minutes());
    let expected = card.expected().round();
    let first = card.tickets().first();
    let began =
        clock::zoned(first.map_or(card.opened_at(), |first| first.at), zone).strftime("%H:%M").to_string();
    let began_on = first.map_or_else(Default::default, |first| ward(first.ward));
    match card.stream() {
        Stream::Cell { ward: of, tag: about } => {
            texts().surges_cell(tag(about), ward(of), requests, minutes, expected, began)
        }
        Stream::ZoneTag { zone, tag: about } => {
            let zone = isolated(names.zone(zone));
            texts().surges_zone_tag(tag(about), zone, requests, wards, minutes, expected, began, began_on)
        }
        Stream::Ward(of) => texts().surges_ward(ward(of), requests, minutes, expected, began),
        Stream::Tag(about) => {
            texts().surges_tag(tag(about), requests, wards, minutes, expected, began, began_on)
        }
        Stream::Everywhere => texts().surges_everywhere(requests, wards, minutes, expected, began, began_on),
    }
}
