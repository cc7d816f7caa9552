//! Fills the pages of sentences and charts. What is heavy is computed once for each place of the figures in the log.

use std::sync::Arc;

use app::{
    model::FieldError,
    screens::insight::{FiguresPage, Filter, Options, Says, View},
};
use domain::Permission;
use ground::clock::{read_date, zoned};
use jiff::Span;
use store::{AskedFor, Facet, Facets, Follower, Measure, TicketFacts, Tx};
use texts::texts;

use super::{
    filter::{self, Bucket, Chosen, Query},
    map, overview,
    requests::Requests,
    times::{self, Waits},
    view::Period,
};
use crate::{
    http::visit::Visit,
    kept::{AsOf, Computed},
    view::Sources,
};

/// A longer period is shown week by week.
const MOST_DAYS: usize = 62;

pub(super) async fn figures_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    visit: &Visit,
    view: View,
    query: &Query,
    is_up_to_date: bool,
) -> store::Result<FiguresPage> {
    let may_see_exact = visit.caller.may(Permission::Command);
    let is_shared = view == View::Map && (!may_see_exact || query.shared == "yes");
    let (filter, options, chosen) = if is_shared {
        of_a_week(sources, query)
    } else {
        let (filter, chosen) = filter::read(sources, tx, query).await?;
        (filter, options(view, query), chosen)
    };
    let mut page = FiguresPage {
        view,
        filter,
        options,
        is_up_to_date,
        says: Vec::new(),
        sections: Vec::new(),
        map: None,
    };
    if let Some(chosen) = chosen {
        let asks = Asks {
            sources,
            view,
            is_shared,
            may_see_exact,
            options: &page.options,
            query: &page.filter.query,
        };
        let Computed { says, sections, map } = Arc::unwrap_or_clone(asks.compute_once(tx, &chosen).await?);
        page = FiguresPage { says, sections, map, ..page };
    }
    Ok(page)
}

fn options(view: View, query: &Query) -> Options {
    let one_of =
        |value: &str, known: [&str; 2]| if known.contains(&value) { value.to_owned() } else { String::new() };
    match view {
        View::Requests => Options::Requests {
            by: if query.by == "week" { "week" } else { "day" }.to_owned(),
            days: one_of(&query.days, ["weekdays", "weekends"]),
            screened: query.screened == "yes",
        },
        _ => Options::Nothing,
    }
}

/// One whole week that is over, of the whole hospital: of longer times, parts, or weeks that go on, one table could be taken from another.
fn of_a_week(sources: &Sources, query: &Query) -> (Filter, Options, Option<Chosen>) {
    let today = zoned(sources.core.now(), &sources.trust.time_zone).date();
    let typed = query.week.trim();
    let date = if typed.is_empty() { today.checked_sub(Span::new().days(7)).ok() } else { read_date(typed) };
    let week = date.and_then(|date| filter::week_of(sources, date));
    let wrong = |message: String| {
        let filter = Filter { errors: vec![FieldError::new("week", message)], ..Filter::default() };
        (filter, Options::Week(query.week.clone()), None)
    };
    let Some((from, to)) = week else { return wrong(texts().shared_enter_date()) };
    if to.end > sources.core.now() {
        return wrong(texts().insight_week_not_over());
    }
    let filter = Filter { query: format!("from={}&to={}", from.date, to.date), ..Filter::default() };
    let chosen = Chosen { period: Period { from, to }, only: Facets::default() };
    (filter, Options::Week(from.date.to_string()), Some(chosen))
}

/// What a page is asked for.
struct Asks<'a> {
    sources: &'a Sources,
    view: View,
    is_shared: bool,
    may_see_exact: bool,
    options: &'a Options,
    /// Of the address.
    query: &'a str,
}

impl Asks<'_> {
    async fn compute_once(&self, tx: &mut dyn Tx, chosen: &Chosen) -> store::Result<Arc<Computed>> {
        let cursor = tx.lookup_cursor(TicketFacts.name()).await?;
        let as_of = AsOf {
            sequence: cursor.map_or(0, |cursor| cursor.sequence),
            directory: tx.directory_version().await?,
            minute: self.sources.core.now().as_millis() / 60_000,
        };
        let address = format!(
            "{:?} {} {} {} {:?}",
            self.view, self.is_shared, self.may_see_exact, self.query, self.options
        );
        let mut figures = self.sources.kept.figures.as_of(as_of).await;
        if let Some(computed) = figures.find(&address) {
            return Ok(computed);
        }
        let computed = self.compute(tx, chosen).await?;
        Ok(figures.keep(address, computed))
    }

    async fn compute(&self, tx: &mut dyn Tx, chosen: &Chosen) -> store::Result<Computed> {
        match self.view {
            View::Times => self.times(tx, chosen).await,
            View::Requests => self.requests(tx, chosen).await,
            View::Map => self.map(tx, chosen).await,
            View::Overview => self.overview(tx, chosen).await,
            // A page of its own.
            View::Causes => Ok(Computed::default()),
        }
    }

    fn address(&self, view: View) -> String {
        format!("{}?{}", view.path(), self.query)
    }

    async fn times(&self, tx: &mut dyn Tx, Chosen { period, only }: &Chosen) -> store::Result<Computed> {
        let (start, end) = period.bounds();
        let asked = tx.list_asked(only, start..end).await?;
        let now = self.sources.core.now();
        let days = filter::days(self.sources, *period);
        let buckets = if days.len() > MOST_DAYS { filter::weeks(self.sources, *period) } else { days };
        let csv = |table: usize| format!("{}?{}&table={table}", paths::INSIGHT_TIMES_CSV, self.query);
        Ok(Computed {
            says: Waits::of(&asked, now).says(&|| None),
            sections: times::sections(&asked, &begun(buckets, now), now, csv),
            map: None,
        })
    }

    async fn requests(&self, tx: &mut dyn Tx, Chosen { period, only }: &Chosen) -> store::Result<Computed> {
        let Options::Requests { by, days, screened } = self.options else { return Ok(Computed::default()) };
        let (start, end) = period.bounds();
        let asked = tx.list_asked(only, start..end).await?;
        let buckets = if by == "week" {
            filter::weeks(self.sources, *period)
        } else {
            let mut buckets = filter::days(self.sources, *period);
            buckets.retain(|day| days.is_empty() || day.is_weekend == (days == "weekends"));
            buckets
        };
        let buckets = since_first(over(buckets, self.sources.core.now()), &asked, only);
        let requests = Requests::of(&asked, &buckets, *screened);
        let screened = if *screened { "yes" } else { "" };
        let csv =
            format!("{}?{}&by={by}&days={days}&screened={screened}", paths::INSIGHT_REQUESTS_CSV, self.query);
        Ok(Computed { says: requests.says(&|| None), sections: vec![requests.section(csv)], map: None })
    }

    async fn map(&self, tx: &mut dyn Tx, Chosen { period, only }: &Chosen) -> store::Result<Computed> {
        let (start, end) = period.bounds();
        let directory = self.sources.directory(tx).await?;
        let measures = [Measure::Tickets, Measure::InPassing];
        let counted = tx.query(&measures, &[Facet::Ward, Facet::Tag], only, start..end).await?;
        let requests = map::Requests::of(&counted, &directory);
        let (map, says) = if self.is_shared {
            requests.shared(format!("{}?shared=yes&week={}", paths::INSIGHT_MAP_CSV, period.from.date))
        } else {
            let shared = format!("{}?shared=yes&week=", paths::INSIGHT_MAP);
            requests.exact(format!("{}?{}", paths::INSIGHT_MAP_CSV, self.query), Some(shared))
        };
        Ok(Computed { says, sections: Vec::new(), map: Some(map) })
    }

    async fn overview(&self, tx: &mut dyn Tx, chosen: &Chosen) -> store::Result<Computed> {
        let Chosen { period, only } = chosen;
        let (start, end) = period.bounds();
        let now = self.sources.core.now();
        let asked = tx.list_asked(only, start..end).await?;
        let buckets = filter::days(self.sources, *period);
        let whole_days = since_first(over(buckets.clone(), now), &asked, only);
        // The same time before: of a day that goes on, as much of it.
        let length = end.min(now).since(start);
        let before = tx.list_asked(only, start - length..start).await?;
        let days = u32::try_from(buckets.len()).unwrap_or(u32::MAX);
        let mut says = overview::change(&asked, &before, days, self.address(View::Requests));
        says.extend(Waits::of(&asked, now).says(&|| Some(self.address(View::Times))));
        if whole_days.len() > 1 {
            let requests = Requests::of(&asked, &whole_days, false);
            says.extend(requests.says_of_chance(&|| Some(self.address(View::Requests))));
        }
        says.extend(overview::trend(&asked, &whole_days, self.address(View::Requests)));
        let directory = self.sources.directory(tx).await?;
        let by_category = tx.query(&[Measure::Tickets], &[Facet::Category], only, start..end).await?;
        says.extend(overview::cause(&by_category, &directory, self.query));
        if self.may_see_exact {
            let stands_out = self.map(tx, chosen).await?.says.into_iter().take(3);
            says.extend(stands_out.map(|says| Says { href: Some(self.address(View::Map)), ..says }));
        }
        Ok(Computed { says, sections: Vec::new(), map: None })
    }
}

/// Those that have begun.
fn begun(mut buckets: Vec<Bucket>, now: domain::Timestamp) -> Vec<Bucket> {
    buckets.retain(|bucket| bucket.start <= now);
    buckets
}

/// Without what was before the first request of the whole hospital: nobody could ask then.
fn since_first(mut buckets: Vec<Bucket>, asked: &[AskedFor], only: &Facets) -> Vec<Bucket> {
    if let Some(first) = asked.iter().map(|asked| asked.at).min().filter(|_| *only == Facets::default()) {
        buckets.retain(|bucket| bucket.end > first);
    }
    buckets
}

/// Those that are over.
fn over(mut buckets: Vec<Bucket>, now: domain::Timestamp) -> Vec<Bucket> {
    buckets.retain(|bucket| bucket.end <= now);
    buckets
}
