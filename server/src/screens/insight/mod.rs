//! The analysis.

pub(crate) mod view;

use app::screens::insight as pages;
use axum::{extract::State, http::StatusCode, response::Response};
use domain::wave::Wave;
use leptos::prelude::*;
use serde::Deserialize;
use store::TicketFacts;

use self::view::{Period, insight_page, to_csv};
use crate::{
    actions,
    core::Core,
    http::{Problem, download, extract::Query, visit::Visit},
    view::Sources,
    workers::follower,
};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Between {
    from: String,
    to: String,
    /// Of one wave; empty: of all.
    wave: String,
}

pub(crate) async fn page(
    State(sources): State<Sources>,
    visit: Visit,
    Query(days): Query<Between>,
) -> Result<Response, Problem> {
    let is_up_to_date = is_up_to_date(&sources.core).await?;
    show(&sources, &visit, &days, is_up_to_date).await
}

async fn show(
    sources: &Sources,
    visit: &Visit,
    days: &Between,
    is_up_to_date: bool,
) -> Result<Response, Problem> {
    let period = Period::read(sources, &days.from, &days.to);
    let status = if period.is_ok() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let mut tx = sources.core.store.read().await?;
    let page = insight_page(sources, tx.as_mut(), period, &days.wave, is_up_to_date).await?;
    drop(tx);
    Ok(visit.page(sources, status, page, |shell, page| view! { <pages::Insight shell=shell page=page /> }))
}

pub(crate) async fn csv(
    State(sources): State<Sources>,
    visit: Visit,
    Query(days): Query<Between>,
) -> Result<Response, Problem> {
    let is_up_to_date = is_up_to_date(&sources.core).await?;
    let period = match Period::read(&sources, &days.from, &days.to) {
        Ok(period) if is_up_to_date => period,
        // Half a file looks like a whole one.
        _ => return show(&sources, &visit, &days, is_up_to_date).await,
    };
    let (start, end) = period.bounds();
    let mut tx = sources.core.store.read().await?;
    let waves = tx.list_waves().await?;
    let mut rows = tx.list_closed(start..end).await?;
    drop(tx);
    let wave = match days.wave.as_str() {
        "" => None,
        // A file of all waves looks like one of this.
        wanted => Some(waves.iter().find(|wave| wave.id.to_string() == wanted).ok_or(Problem::NotFound)?),
    };
    if let Some(wave) = wave {
        rows.retain(|row| row.wave == Some(wave.id));
    }
    let text = to_csv(&sources, &waves, &rows).map_err(|error| Problem::Failed(error.to_string()))?;
    let what = taken_out(&days, wave);
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
fn taken_out(days: &Between, wave: Option<&Wave>) -> String {
    let mut what = "insight.csv".to_owned();
    if !days.from.is_empty() || !days.to.is_empty() {
        what.extend([", ", &days.from, " to ", &days.to]);
    }
    if let Some(wave) = wave {
        what.extend([", ", wave.name.as_str()]);
    }
    what
}

async fn is_up_to_date(core: &Core) -> store::Result<bool> {
    follower::is_up_to_date(&TicketFacts, core.store.as_ref(), &core.wake.followers).await
}
