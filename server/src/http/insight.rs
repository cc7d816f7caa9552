//! The analysis.

use app::pages;
use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use leptos::prelude::*;
use serde::Deserialize;
use store::TicketFacts;

use super::{Problem, Web, extract::Query, visit::Visit};
use crate::{
    actions,
    view::{Period, insight_page, to_csv},
    workers::follower,
};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Between {
    from: String,
    to: String,
}

pub(super) async fn page(
    State(web): State<Web>,
    visit: Visit,
    Query(days): Query<Between>,
) -> Result<Response, Problem> {
    let is_up_to_date = is_up_to_date(&web).await?;
    show(&web, &visit, &days, is_up_to_date).await
}

async fn show(web: &Web, visit: &Visit, days: &Between, is_up_to_date: bool) -> Result<Response, Problem> {
    let period = Period::read(&web.elbow, &days.from, &days.to);
    let status = if period.is_ok() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let mut session = web.elbow.store.read().await?;
    let page = insight_page(&web.elbow, session.as_mut(), period, is_up_to_date).await?;
    drop(session);
    Ok(visit.page(web, status, page, |shell, page| view! { <pages::Insight shell=shell page=page /> }))
}

pub(super) async fn csv(
    State(web): State<Web>,
    visit: Visit,
    Query(days): Query<Between>,
) -> Result<Response, Problem> {
    let is_up_to_date = is_up_to_date(&web).await?;
    let period = match Period::read(&web.elbow, &days.from, &days.to) {
        Ok(period) if is_up_to_date => period,
        // Half a file looks like a whole one.
        _ => return show(&web, &visit, &days, is_up_to_date).await,
    };
    let (start, end) = period.bounds(&web.elbow.config.time_zone);
    let rows = web.elbow.store.read().await?.list_closed(start..end).await?;
    let text = to_csv(&web.elbow, &rows).map_err(|error| Problem::Failed(error.to_string()))?;
    actions::note_export(&web.elbow, visit.person_id()?, "insight.csv", rows.len()).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"elbow-tickets.csv\""),
    ];
    Ok((headers, text).into_response())
}

async fn is_up_to_date(web: &Web) -> store::Result<bool> {
    follower::is_up_to_date(&TicketFacts, web.elbow.store.as_ref(), &web.elbow.wake.followers).await
}
