//! The analysis.

mod figures;
mod filter;
mod map;
mod overview;
mod requests;
mod times;
pub(crate) mod view;

use app::screens::insight::{self as pages, FigureTable, FiguresPage, Map, View};
use axum::{extract::State, http::StatusCode, response::Response};
use domain::wave::Wave;
use import::spreadsheet::Table;
use leptos::prelude::*;
use store::TicketFacts;

use self::{
    filter::Query as Asked,
    view::{insight_page, to_csv},
};
use crate::{
    actions,
    core::Core,
    http::{Problem, download, extract::Query, visit::Visit},
    view::Sources,
    workers::follower,
};

pub(crate) async fn page(
    State(sources): State<Sources>,
    visit: Visit,
    Query(query): Query<Asked>,
) -> Result<Response, Problem> {
    let is_up_to_date = is_up_to_date(&sources.core).await?;
    show(&sources, &visit, &query, is_up_to_date).await
}

async fn show(
    sources: &Sources,
    visit: &Visit,
    query: &Asked,
    is_up_to_date: bool,
) -> Result<Response, Problem> {
    let mut tx = sources.core.store.read().await?;
    let page = insight_page(sources, tx.as_mut(), query, is_up_to_date).await?;
    drop(tx);
    let status = status(&page.filter);
    Ok(visit.page(sources, status, page, |shell, page| view! { <pages::Insight shell=shell page=page /> }))
}

const fn status(filter: &pages::Filter) -> StatusCode {
    if filter.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
}

pub(crate) async fn csv(
    State(sources): State<Sources>,
    visit: Visit,
    Query(query): Query<Asked>,
) -> Result<Response, Problem> {
    let is_up_to_date = is_up_to_date(&sources.core).await?;
    let mut tx = sources.core.store.read().await?;
    let (_, chosen) = filter::read(&sources, tx.as_mut(), &query).await?;
    // Half a file looks like a whole one.
    let Some(chosen) = chosen.filter(|_| is_up_to_date) else {
        drop(tx);
        return show(&sources, &visit, &query, is_up_to_date).await;
    };
    let (start, end) = chosen.period.bounds();
    let waves = tx.list_waves().await?;
    let rows = tx.list_closed(&chosen.only, start..end).await?;
    drop(tx);
    let wave = chosen.only.wave.and_then(|id| waves.iter().find(|wave| wave.id == id));
    let text = to_csv(&sources, &waves, &rows).map_err(|error| Problem::Failed(error.to_string()))?;
    let what = taken_out(&query, wave);
    actions::note_export(&sources.core, visit.person_id()?, &what, rows.len()).await?;
    let name = match wave {
        // A number tells it from others, whatever letters its name has.
        Some(wave) => {
            format!("elbow-tickets-wave-{}.csv", 1 + waves.iter().filter(|other| other.id < wave.id).count())
        }
        None => "elbow-tickets.csv".to_owned(),
    };
    Ok(download::csv(&name, text))
}

/// For the log: `insight.csv, 2026-03-02 to 2026-03-09, Wave 1`.
fn taken_out(days: &Asked, wave: Option<&Wave>) -> String {
    let mut what = "insight.csv".to_owned();
    if !days.from.is_empty() || !days.to.is_empty() {
        what.extend([", ", &days.from, " to ", &days.to]);
    }
    if let Some(wave) = wave {
        what.extend([", ", wave.name.as_str()]);
    }
    what
}

/// The addresses of a page, and of its tables as files.
macro_rules! pages {
    ($($page:ident, $csv:ident, $view:expr, $file:literal;)+) => {$(
        pub(crate) async fn $page(
            State(sources): State<Sources>,
            visit: Visit,
            Query(query): Query<Asked>,
        ) -> Result<Response, Problem> {
            let page = filled(&sources, &visit, $view, &query).await?;
            Ok(shown(&sources, &visit, page))
        }

        pub(crate) async fn $csv(
            State(sources): State<Sources>,
            visit: Visit,
            Query(query): Query<Asked>,
        ) -> Result<Response, Problem> {
            file(&sources, &visit, $view, &query, $file).await
        }
    )+};
}

pages! {
    times, times_csv, View::Times, "times.csv";
    requests, requests_csv, View::Requests, "requests.csv";
    map, map_csv, View::Map, "map.csv";
}

pub(crate) async fn overview(
    State(sources): State<Sources>,
    visit: Visit,
    Query(query): Query<Asked>,
) -> Result<Response, Problem> {
    let page = filled(&sources, &visit, View::Overview, &query).await?;
    Ok(shown(&sources, &visit, page))
}

async fn filled(sources: &Sources, visit: &Visit, view: View, query: &Asked) -> store::Result<FiguresPage> {
    let is_up_to_date = is_up_to_date(&sources.core).await?;
    let mut tx = sources.core.store.read().await?;
    figures::figures_page(sources, tx.as_mut(), visit, view, query, is_up_to_date).await
}

fn shown(sources: &Sources, visit: &Visit, page: FiguresPage) -> Response {
    let status = status(&page.filter);
    visit.page(sources, status, page, |shell, page| view! { <pages::Figures shell=shell page=page /> })
}

async fn file(
    sources: &Sources,
    visit: &Visit,
    view: View,
    query: &Asked,
    name: &str,
) -> Result<Response, Problem> {
    let page = filled(sources, visit, view, query).await?;
    let section = page.sections.get(query.table.parse::<usize>().unwrap_or_default());
    let text = match (section, &page.map) {
        _ if !page.is_up_to_date => None,
        (Some(section), _) => Some(table_as_text(&section.table)),
        (None, Some(map)) => Some(map_as_text(map)),
        (None, None) => None,
    };
    let Some(text) = text else { return Ok(shown(sources, visit, page)) };
    let (text, rows) = text.map_err(|error| Problem::Failed(error.to_string()))?;
    actions::note_export(&sources.core, visit.person_id()?, &format!("insight/{name}"), rows).await?;
    Ok(download::csv(&format!("elbow-{name}"), text))
}

fn table_as_text(table: &FigureTable) -> Result<(String, usize), csv::Error> {
    let headings = std::iter::once(table.first.id).chain(table.columns.iter().map(|column| column.id));
    let mut text = Table::new(headings)?;
    for row in &table.rows {
        text.row(std::iter::once(&row.key).chain(&row.cells))?;
    }
    Ok((text.into_text()?, table.rows.len()))
}

fn map_as_text(map: &Map) -> Result<(String, usize), csv::Error> {
    let headings = std::iter::once("ward").chain(map.tags.iter().map(String::as_str)).chain(["all"]);
    let mut text = Table::new(headings)?;
    for row in &map.rows {
        let cells = row.cells.iter().map(|cell| &cell.shown);
        text.row(std::iter::once(&row.ward).chain(cells).chain([&row.all]))?;
    }
    text.row(std::iter::once("all").chain(map.all.iter().map(String::as_str)))?;
    Ok((text.into_text()?, map.rows.len()))
}

async fn is_up_to_date(core: &Core) -> store::Result<bool> {
    follower::is_up_to_date(&TicketFacts, core.store.as_ref(), &core.wake.followers).await
}
