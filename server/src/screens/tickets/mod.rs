//! Tickets of any hour, found by what is known of them.

mod view;

use app::screens::tickets::Tickets;
use axum::{extract::State, http::StatusCode, response::Response};
use leptos::prelude::*;

use self::view::{AskedTickets, tickets_page};
use crate::{
    http::{Problem, extract::Query, visit::Visit},
    view::Sources,
};

pub(crate) async fn page(
    State(sources): State<Sources>,
    visit: Visit,
    Query(asked): Query<AskedTickets>,
) -> Result<Response, Problem> {
    let mut tx = sources.core.store.read().await?;
    let page = tickets_page(&sources, tx.as_mut(), asked).await?;
    drop(tx);
    let status = if page.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(visit.page(&sources, status, page, |shell, page| view! { <Tickets shell=shell page=page /> }))
}
