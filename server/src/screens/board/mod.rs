//! The command centre's board.

mod boards;
mod narrowed;
pub(crate) mod view;
mod zones;

use std::sync::Arc;

use app::screens::board::{self as pages, BoardFilter};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::{Leads, Permission, ZoneId};
use leptos::prelude::*;

pub(crate) use self::boards::Boards;
use crate::{
    http::{Problem, extract::Query, render, visit::Visit},
    view::{Sources, paging::address},
};

pub(crate) async fn page(
    State(sources): State<Sources>,
    State(boards): State<Arc<Boards>>,
    visit: Visit,
    Query(filter): Query<BoardFilter>,
) -> Result<Response, Problem> {
    // Whoever leads a zone begins there while there is one; all of the hospital is one tap away.
    if let (Leads::Zones(zones), true) = (&visit.person()?.leads, filter == BoardFilter::default())
        && let Some(zone) = first_living(&sources, zones).await?
    {
        let own = address(paths::BOARD, &[("zone", &zone.to_string())]);
        return Ok(Redirect::to(&own).into_response());
    }
    let page = boards.page(filter, visit.caller.may(Permission::Decide)).await?;
    let shell = visit.shell(&sources);
    Ok(render::live_page(StatusCode::OK, &visit.nonce, move || {
        view! { <pages::Board shell=shell.clone() page=page.clone() /> }
    })
    .await)
}

async fn first_living(sources: &Sources, zones: &[ZoneId]) -> Result<Option<ZoneId>, Problem> {
    let mut tx = sources.core.store.read().await?;
    let directory = sources.directory(tx.as_mut()).await?;
    Ok(zones.iter().copied().find(|zone| directory.zones.iter().any(|living| living.id == *zone)))
}

/// What an open board fetches after each change.
pub(crate) async fn part(
    State(boards): State<Arc<Boards>>,
    visit: Visit,
    headers: HeaderMap,
    Query(filter): Query<BoardFilter>,
) -> Result<Response, Problem> {
    let part = boards.part(filter, visit.caller.may(Permission::Decide)).await?;
    let kind =
        [(header::CONTENT_TYPE, render::HTML), (header::VARY, HeaderValue::from_static("accept-encoding"))];
    // Pressed once for all; what is pressed already goes through as it is.
    let accepts = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    Ok(if accepts.is_some_and(|accepts| accepts.contains("gzip")) {
        (kind, [(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"))], part.gzip).into_response()
    } else {
        (kind, part.plain).into_response()
    })
}

pub(crate) async fn json(
    State(boards): State<Arc<Boards>>,
    visit: Visit,
    Query(filter): Query<BoardFilter>,
) -> Result<Response, Problem> {
    let page = boards.page(filter, visit.caller.may(Permission::Decide)).await?;
    Ok(Json(page).into_response())
}
