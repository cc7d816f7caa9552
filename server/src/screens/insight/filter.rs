//! Which tickets are looked at: what an address says of it, and how the next address says it again.

use app::{model::FieldError, screens::insight::Filter};
use domain::{Timestamp, WardId, WaveId};
use ground::clock::Day;
use jiff::{Span, civil::Date};
use serde::Deserialize;
use store::{Facets, Tx};
use texts::texts;

use super::view::{BadPeriod, Period};
use crate::view::{Sources, choices};

/// The query of an address, as somebody may have typed it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Query {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) wave: String,
    pub(super) ward: String,
    /// Its slug.
    pub(super) tag: String,
    /// `day` or `week`.
    pub(super) by: String,
    /// `weekdays`, `weekends` or all.
    pub(super) days: String,
    /// `yes`: outliers are left out of the limits.
    pub(super) screened: String,
    /// A day of the week that is shown of what may be handed on.
    pub(super) week: String,
    /// `yes`: what may be handed on.
    pub(super) shared: String,
    /// Which table of the page is wanted as a file, from 0.
    pub(super) table: String,
}

#[derive(Debug, Clone)]
pub(super) struct Chosen {
    pub period: Period,
    pub only: Facets,
}

/// Longer than any go-live, and short enough to be read in one go.
const MOST_DAYS: i32 = 366;

/// What is chosen, and the form that says it; none where something is wrong with it.
pub(super) async fn read(
    sources: &Sources,
    tx: &mut dyn Tx,
    query: &Query,
) -> store::Result<(Filter, Option<Chosen>)> {
    let directory = sources.directory(tx).await?;
    let waves = tx.list_waves().await?;
    let wave: Option<WaveId> = query.wave.parse().ok().filter(|id| waves.iter().any(|wave| wave.id == *id));
    let ward: Option<WardId> = query.ward.parse().ok().filter(|id| directory.wards.contains_key(id));
    let tag = directory.all_tags().find(|tag| tag.slug == query.tag);
    let mut errors = Vec::new();
    // One that is gone, from an address that was kept: nobody should take the whole hospital for it.
    for (field, typed, is_found) in [
        ("wave", &query.wave, wave.is_some()),
        ("ward", &query.ward, ward.is_some()),
        ("tag", &query.tag, tag.is_some()),
    ] {
        if !typed.is_empty() && !is_found {
            errors.push(FieldError::new(field, texts().insight_choose_from_list()));
        }
    }
    let period = Period::read(sources, &query.from, &query.to);
    let (from, to) = match &period {
        Ok(period) => (period.from.date.to_string(), period.to.date.to_string()),
        Err(BadPeriod { from, to, errors: wrong }) => {
            errors.extend(wrong.iter().cloned());
            (from.clone(), to.clone())
        }
    };
    let period = period.ok().filter(|period| {
        let fits = days_of(*period) <= MOST_DAYS;
        if !fits {
            errors.push(FieldError::new("from", texts().insight_too_long(MOST_DAYS)));
        }
        fits
    });
    let only = Facets { wave, ward, tag: tag.map(|tag| tag.id), ..Facets::default() };
    let is_ok = errors.is_empty();
    let filter = Filter {
        query: if is_ok { address(&from, &to, query) } else { String::new() },
        from,
        to,
        wave: query.wave.clone(),
        waves: choices::waves(&waves),
        ward: query.ward.clone(),
        wards: choices::wards(&directory, std::iter::empty()),
        tag: query.tag.clone(),
        tags: choices::tags(&directory.tags),
        errors,
    };
    let chosen = period.filter(|_| is_ok).map(|period| Chosen { period, only });
    Ok((filter, chosen))
}

/// Dates, ids and slugs, which stand in an address as they are.
fn address(from: &str, to: &str, query: &Query) -> String {
    [("from", from), ("to", to), ("wave", &query.wave), ("ward", &query.ward), ("tag", &query.tag)]
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={value}"))
        .collect::<Vec<_>>()
        .join("&")
}

fn days_of(period: Period) -> i32 {
    period.from.date.until(period.to.date).map_or(i32::MAX, |span| span.get_days().saturating_add(1))
}

/// A day or a week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bucket {
    /// Its first day: `2026-11-20`.
    pub key: String,
    /// `Fri 20 Nov`.
    pub label: String,
    /// `20 Nov`.
    pub short: String,
    pub start: Timestamp,
    pub end: Timestamp,
    pub is_weekend: bool,
}

impl Bucket {
    fn new(first: Day, last: Day) -> Self {
        Self {
            key: first.date.to_string(),
            label: first.date.strftime("%a %-d %b").to_string(),
            short: first.date.strftime("%-d %b").to_string(),
            start: first.start,
            end: last.end,
            is_weekend: first.date.weekday().to_monday_zero_offset() >= 5,
        }
    }
}

/// The days of a period.
pub(super) fn days(sources: &Sources, period: Period) -> Vec<Bucket> {
    let zone = &sources.trust.time_zone;
    dates(period).filter_map(|date| Day::of(date, zone)).map(|day| Bucket::new(day, day)).collect()
}

/// The whole weeks of a period, from Monday on.
pub(super) fn weeks(sources: &Sources, period: Period) -> Vec<Bucket> {
    dates(period)
        .filter(|date| date.weekday().to_monday_zero_offset() == 0)
        .filter_map(|monday| week_of(sources, monday))
        .filter(|(_, last)| last.date <= period.to.date)
        .map(|(first, last)| Bucket::new(first, last))
        .collect()
}

fn dates(period: Period) -> impl Iterator<Item = Date> {
    std::iter::successors(Some(period.from.date), |date| date.tomorrow().ok())
        .take_while(move |date| *date <= period.to.date)
}

/// The Monday and the Sunday around a day.
pub(super) fn week_of(sources: &Sources, date: Date) -> Option<(Day, Day)> {
    let zone = &sources.trust.time_zone;
    let monday = date.checked_sub(Span::new().days(date.weekday().to_monday_zero_offset())).ok()?;
    let sunday = monday.checked_add(Span::new().days(6)).ok()?;
    Some((Day::of(monday, zone)?, Day::of(sunday, zone)?))
}
