//! Another ward, for one request from a ward's own computer. It shows names, and no ward's link: nobody can ask from somewhere else
//! by what they read here.

use app::screens::ask::{AskPlace, AskPlacePage, ChoosePlace};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use leptos::prelude::*;

use crate::{
    http::{Problem, extract::Query, visit::Visit},
    view::{
        Sources,
        paging::{Asked, address},
    },
};

/// Wards on a page.
const ROWS: u32 = 20;

pub(crate) async fn page(
    State(sources): State<Sources>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let Some((_, own)) = visit.caller.ward_device() else {
        return Ok(Redirect::to(paths::HOME).into_response());
    };
    let mut tx = sources.core.store.read().await?;
    let directory = sources.directory(tx.as_mut()).await?;
    let part = tx.find_wards(&asked.words(), &asked.page(ROWS)).await?;
    drop(tx);
    let found = asked.found(paths::ASK_PLACE, &part);
    let places = part.rows.into_iter().map(|ward| AskPlace {
        href: address(paths::HOME, &[("ward", &ward.id.to_string())]),
        location: directory.location(ward.id),
        name: ward.name,
    });
    let page = AskPlacePage { ward_name: directory.ward_name(own), places: places.collect(), found };
    Ok(visit.page(
        &sources,
        StatusCode::OK,
        page,
        |shell, page| view! { <ChoosePlace shell=shell page=page /> },
    ))
}
