//! What the tickets turned out to be.

use std::cmp::Reverse;

use app::{
    model::{FieldError, ParetoRow},
    screens::insight::InsightPage,
    words,
};
use domain::{Category, CategoryId, Timestamp, Wave, WavePhase, fact::Ended, ticket::Sorted};
use ground::clock::{Day, zoned};
use import::spreadsheet::Table;
use jiff::civil::Date;
use store::{ClosedTicket, Counted, Facet, Facets, Measure, Tx};
use texts::texts;

use super::filter::{self, Chosen, Query};
use crate::{
    screens::surges::view::surge_figures,
    view::{Sources, moment::stamp},
};

/// Days in the trust's own zone, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Period {
    pub from: Day,
    pub to: Day,
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
    pub(crate) fn read(sources: &Sources, from: &str, to: &str) -> Result<Self, BadPeriod> {
        let zone = &sources.trust.time_zone;
        let today = zoned(sources.core.now(), zone).date();
        let mut errors = Vec::new();
        let mut day = |field: &str, text: &str, default: Date| {
            let day = match text.trim() {
                "" => Day::of(default, zone),
                typed => Day::read(typed, zone),
            };
            if day.is_none() {
                errors.push(FieldError::new(field, texts().shared_enter_date()));
            }
            day
        };
        let last = day("to", to, today);
        let last_date = last.map_or(today, |last| last.date);
        let week_before = last_date.checked_sub(jiff::Span::new().days(DAYS - 1)).unwrap_or(last_date);
        let first = day("from", from, week_before);
        if let Some((first, last)) = first.zip(last) {
            if first.date <= last.date {
                return Ok(Self { from: first, to: last });
            }
            errors.push(FieldError::new("from", texts().insight_first_after_last()));
        }
        Err(BadPeriod { from: from.to_owned(), to: to.to_owned(), errors })
    }

    /// Start of the first day and start of the day after the last.
    pub(crate) const fn bounds(self) -> (Timestamp, Timestamp) {
        (self.from.start, self.to.end)
    }
}

/// `is_up_to_date`: everything that is in the log counts.
pub(crate) async fn insight_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    query: &Query,
    is_up_to_date: bool,
) -> Result<InsightPage, store::Error> {
    let (filter, chosen) = filter::read(sources, tx, query).await?;
    let Some(Chosen { period, only }) = chosen else {
        return Ok(InsightPage {
            filter,
            is_up_to_date: true,
            rows: Vec::new(),
            withdrawn: Vec::new(),
            sorted: Vec::new(),
            asked: 0,
            on_paper: 0,
            still_open: 0,
            surges: None,
            csv: String::new(),
        });
    };
    let (start, end) = period.bounds();
    let directory = sources.directory(tx).await?;
    let measures = [Measure::Tickets, Measure::InPassing, Measure::OnPaper, Measure::Open, Measure::Helped];
    let by = [Facet::Category, Facet::WithdrawReason];
    let counted = tx.query(&measures, &by, &only, start..end).await?;
    let answers = tx.query(&measures, &[Facet::Ended, Facet::Sorted], &only, start..end).await?;
    let sum = |measure| counted.iter().map(|counted| counted.get(measure)).sum::<u32>();
    Ok(InsightPage {
        csv: format!("{}?{}", paths::INSIGHT_CSV, filter.query),
        filter,
        is_up_to_date,
        asked: sum(Measure::Tickets) - sum(Measure::InPassing),
        on_paper: sum(Measure::OnPaper),
        still_open: sum(Measure::Open),
        // A surge is of the whole hospital.
        surges: if only == Facets::default() { surge_figures(tx, start..end).await? } else { None },
        rows: pareto(&counted, &directory.categories, |id| directory.category_name(id)),
        withdrawn: withdrawn(&counted),
        sorted: sorted(&answers),
    })
}

/// Categories by tickets, most first, then in their own order; those without tickets too, unless all are.
fn pareto(
    counted: &[Counted],
    categories: &[Category],
    name: impl Fn(CategoryId) -> String,
) -> Vec<ParetoRow> {
    let ids = categories.iter().map(|category| category.id);
    // One that has ended, or cannot be read, has its tickets all the same.
    let others = counted.iter().filter_map(|counted| counted.of.category);
    let mut bars: Vec<(CategoryId, Option<&Counted>)> = Vec::new();
    for id in ids.chain(others) {
        if bars.iter().all(|(bar, _)| *bar != id) {
            bars.push((id, counted.iter().find(|counted| counted.of.category == Some(id))));
        }
    }
    let figure = |bar: Option<&Counted>, measure| bar.map_or(0, |counted: &Counted| counted.get(measure));
    bars.sort_by_key(|(_, bar)| Reverse(figure(*bar, Measure::Tickets)));
    let all = bars.iter().map(|(_, bar)| figure(*bar, Measure::Tickets)).sum();
    if all == 0 {
        return Vec::new();
    }
    let mut so_far = 0;
    bars.into_iter()
        .map(|(id, bar)| {
            let tickets = figure(bar, Measure::Tickets);
            so_far += tickets;
            ParetoRow {
                category: name(id),
                tickets,
                in_passing: figure(bar, Measure::InPassing),
                helped: figure(bar, Measure::Helped),
                share: per_cent(tickets, all),
                cumulative: per_cent(so_far, all),
            }
        })
        .collect()
}

/// Reasons by tickets, most first.
fn withdrawn(counted: &[Counted]) -> Vec<(String, u32)> {
    let mut reasons: Vec<_> = counted
        .iter()
        .filter_map(|counted| Some((counted.of.withdraw_reason?, counted.get(Measure::Tickets))))
        .collect();
    reasons.sort_by_key(|(why, tickets)| (Reverse(*tickets), why.as_str()));
    reasons.into_iter().map(|(why, tickets)| (words::withdrawn_by_them(why), tickets)).collect()
}

/// What whoever asked says of what was resolved, in this order, and last how many say nothing; empty if nobody was helped.
fn sorted(counted: &[Counted]) -> Vec<(String, u32)> {
    let asked = |counted: &Counted| counted.get(Measure::Tickets) - counted.get(Measure::InPassing);
    let helped = || counted.iter().filter(|counted| counted.of.ended == Some(Ended::Resolved));
    if helped().all(|counted| asked(counted) == 0) {
        return Vec::new();
    }
    let answers = Sorted::ALL.into_iter().map(Some).chain([None]);
    answers
        .map(|answer| {
            let say_so = helped().filter(|counted| counted.of.sorted == answer).map(asked).sum();
            (words::sorted(answer), say_so)
        })
        .collect()
}

/// One row a closed ticket; no free text and no names.
pub(crate) fn to_csv(sources: &Sources, waves: &[Wave], rows: &[ClosedTicket]) -> Result<String, csv::Error> {
    let time = |at: Timestamp| stamp(sources, at);
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
        "sorted",
        "on_paper",
        "wave",
        "wave_phase",
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
            row.sorted.map_or("", Sorted::as_str).to_owned(),
            if row.on_paper { "yes" } else { "no" }.to_owned(),
            waves
                .iter()
                .find(|wave| Some(wave.id) == row.wave)
                .map_or_else(String::new, |wave| wave.name.as_str().to_owned()),
            row.wave_phase.map_or("", WavePhase::as_str).to_owned(),
        ])?;
    }
    table.into_text()
}

fn per_cent(part: u32, whole: u32) -> f64 {
    if whole == 0 { 0.0 } else { f64::from(part) * 100.0 / f64::from(whole) }
}

#[cfg(test)]
mod tests {
    use domain::ticket::WithdrawReason;
    use jiff::tz::TimeZone;

    use super::*;

    fn category(number: u8) -> Category {
        let id = CategoryId::new(Timestamp::from_millis(0), [number; 10]);
        Category { id, slug: String::new(), name: String::new(), position: number.into(), hands_off: false }
    }

    fn counted(of: Facets, tickets: u32) -> Counted {
        Counted::new(of, vec![(Measure::Tickets, tickets)])
    }

    #[test]
    fn causes_come_most_first_and_those_without_tickets_too() {
        let categories = [1, 2, 3, 4].map(category);
        let of = |number| Facets { category: Some(category(number).id), ..Facets::default() };
        let open = Facets::default();
        // The fifth is in no list, as its row cannot be read.
        let counts = [counted(of(4), 1), counted(open, 9), counted(of(3), 6), counted(of(5), 1)];
        let number = |id: CategoryId| id.as_bytes()[15].to_string();
        let rows = pareto(&counts, &categories, number);
        let rows: Vec<_> =
            rows.iter().map(|row| (row.category.as_str(), row.tickets, row.cumulative)).collect();
        assert_eq!(rows, [("3", 6, 75.0), ("4", 1, 87.5), ("5", 1, 100.0), ("1", 0, 100.0), ("2", 0, 100.0)]);
        assert!(pareto(&[counted(open, 9)], &categories, number).is_empty());
    }

    #[test]
    fn reasons_come_most_first_then_by_name() {
        let of = |why| Facets { withdraw_reason: Some(why), ..Facets::default() };
        let reasons = [
            counted(of(WithdrawReason::SolvedMyself), 2),
            counted(of(WithdrawReason::GaveUp), 2),
            counted(of(WithdrawReason::Other), 3),
        ];
        let words = |why, tickets| (words::withdrawn_by_them(why), tickets);
        let expected = [
            words(WithdrawReason::Other, 3),
            words(WithdrawReason::GaveUp, 2),
            words(WithdrawReason::SolvedMyself, 2),
        ];
        assert_eq!(withdrawn(&reasons), expected);
    }

    #[test]
    fn the_day_the_clocks_change_has_25_hours() {
        let zone = TimeZone::get("Europe/London").unwrap();
        let day = Day::read("2026-10-25", &zone).unwrap();
        let (start, end) = Period { from: day, to: day }.bounds();
        assert_eq!(end.since(start).as_secs(), 25 * 3600);
    }
}
