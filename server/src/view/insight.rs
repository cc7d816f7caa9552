//! What the tickets turned out to be.

use app::{
    model::{FieldError, InsightPage, ParetoRow},
    words,
};
use domain::{Timestamp, ticket::WithdrawReason};
use jiff::{civil::Date, tz::TimeZone};
use store::{ClosedTicket, Session};

use super::Directory;
use crate::{
    clock::{read_date, zoned},
    elbow::Elbow,
    spreadsheet::Table,
};

/// Days in the trust's own zone, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Period {
    pub from: Date,
    pub to: Date,
}

/// What is wrong with a period that was typed; `from` and `to` as they were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BadPeriod {
    pub from: String,
    pub to: String,
    pub errors: Vec<FieldError>,
}

/// The period shown when none was asked for.
const DAYS: i64 = 7;

impl Period {
    /// Reads dates such as `2026-11-20` or `20/11/2026`; what is missing is the last week.
    pub(crate) fn read(elbow: &Elbow, from: &str, to: &str) -> Result<Self, BadPeriod> {
        let today = zoned(elbow.now(), &elbow.config.time_zone).date();
        let mut errors = Vec::new();
        let mut date = |field: &str, text: &str, default: Date| match text.trim() {
            "" => default,
            typed => read_date(typed).unwrap_or_else(|| {
                let message = "Enter a date such as 20/11/2026".to_owned();
                errors.push(FieldError::new(field, message));
                default
            }),
        };
        let last = date("to", to, today);
        let week_before = last.checked_sub(jiff::Span::new().days(DAYS - 1)).unwrap_or(last);
        let first = date("from", from, week_before);
        if errors.is_empty() && first > last {
            let message = "The first day must not be after the last".to_owned();
            errors.push(FieldError::new("from", message));
        }
        if errors.is_empty() {
            Ok(Self { from: first, to: last })
        } else {
            Err(BadPeriod { from: from.to_owned(), to: to.to_owned(), errors })
        }
    }

    /// Start of the first day and start of the day after the last. Days of 23 or 25 hours are what they are.
    pub(crate) fn bounds(self, zone: &TimeZone) -> (Timestamp, Timestamp) {
        let start = |date: Date| {
            let midnight = date.to_zoned(zone.clone()).map(|zoned| zoned.timestamp().as_millisecond());
            Timestamp::from_millis(midnight.unwrap_or_default())
        };
        (start(self.from), start(self.to.tomorrow().unwrap_or(Date::MAX)))
    }
}

pub(crate) async fn insight_page(
    elbow: &Elbow,
    session: &mut dyn Session,
    period: Result<Period, BadPeriod>,
) -> Result<InsightPage, store::Error> {
    let period = match period {
        Ok(period) => period,
        Err(BadPeriod { from, to, errors }) => {
            return Ok(InsightPage {
                from,
                to,
                errors,
                rows: Vec::new(),
                withdrawn: Vec::new(),
                asked: 0,
                still_open: 0,
                csv: String::new(),
            });
        }
    };
    let (start, end) = period.bounds(&elbow.config.time_zone);
    let directory = Directory::load(elbow, session).await?;
    let counts = session.count_categories(start, end).await?;
    let withdrawn = session.count_withdrawn(start, end).await?;
    let asked = session.count_asked(start, end).await?;
    let categorised: u32 = counts.iter().map(|count| count.tickets).sum();
    let in_passing: u32 = counts.iter().map(|count| count.in_passing).sum();
    let closed = categorised - in_passing + withdrawn.iter().map(|(_, tickets)| tickets).sum::<u32>();
    let mut so_far = 0;
    let rows = counts
        .into_iter()
        .filter(|_| categorised > 0)
        .map(|count| {
            so_far += count.tickets;
            ParetoRow {
                category: directory.category_name(count.category),
                tickets: count.tickets,
                in_passing: count.in_passing,
                helped: count.helped,
                share: per_cent(count.tickets, categorised),
                cumulative: per_cent(so_far, categorised),
            }
        })
        .collect();
    let (from, to) = (period.from.to_string(), period.to.to_string());
    Ok(InsightPage {
        csv: format!("/insight.csv?from={from}&to={to}"),
        from,
        to,
        errors: Vec::new(),
        rows,
        withdrawn: withdrawn.into_iter().map(|(reason, tickets)| (reason_words(&reason), tickets)).collect(),
        asked,
        still_open: asked.saturating_sub(closed),
    })
}

/// One row a closed ticket; no free text and no names.
pub(crate) fn to_csv(elbow: &Elbow, rows: &[ClosedTicket]) -> Result<String, csv::Error> {
    let zone = &elbow.config.time_zone;
    let time = |at: Timestamp| zoned(at, zone).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string();
    let mut table = Table::new([
        "code",
        "ward_code",
        "ward",
        "tag",
        "priority",
        "asked",
        "accepted",
        "arrived",
        "closed",
        "ended",
        "category",
        "offers",
        "reopened",
        "people_helped",
        "in_passing",
        "known_issue",
    ])?;
    for row in rows {
        // What nobody asked for has no urgency and no wait.
        let asked = |cell: String| if row.in_passing { String::new() } else { cell };
        let optional = |at: Option<Timestamp>| at.map(time).unwrap_or_default();
        table.row([
            row.code.to_string(),
            row.ward_code.clone(),
            row.ward_name.clone(),
            row.tag.clone(),
            asked(row.priority.to_string()),
            asked(time(row.asked_at)),
            optional(row.accepted_at),
            optional(row.arrived_at),
            time(row.closed_at),
            row.ended.clone(),
            row.category.clone(),
            row.offers.to_string(),
            row.reopened.to_string(),
            row.helped.map_or_else(String::new, |helped| helped.get().to_string()),
            if row.in_passing { "yes" } else { "no" }.to_owned(),
            row.known_issue.clone().unwrap_or_default(),
        ])?;
    }
    table.into_text()
}

fn per_cent(part: u32, whole: u32) -> f64 {
    if whole == 0 { 0.0 } else { f64::from(part) * 100.0 / f64::from(whole) }
}

fn reason_words(reason: &str) -> String {
    let known = WithdrawReason::ALL.into_iter().find(|known| known.as_str() == reason);
    words::withdrawn_by_them(known.unwrap_or(WithdrawReason::Other)).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_the_clocks_change_has_25_hours() {
        let day: Date = "2026-10-25".parse().unwrap();
        let zone = TimeZone::get("Europe/London").unwrap();
        let (start, end) = Period { from: day, to: day }.bounds(&zone);
        assert_eq!(end.since(start).as_secs(), 25 * 3600);
    }
}
