//! The go-live for those who answer for it.

mod view;

use app::screens::gold as pages;
use axum::{extract::State, http::StatusCode, response::Response};
use leptos::prelude::*;
use store::TicketFacts;

use self::view::gold_page;
use crate::{
    http::{Problem, visit::Visit},
    view::Sources,
    workers::follower,
};

pub(crate) async fn page(State(sources): State<Sources>, visit: Visit) -> Result<Response, Problem> {
    let core = &sources.core;
    let is_up_to_date =
        follower::is_up_to_date(&TicketFacts, core.store.as_ref(), &core.wake.followers).await?;
    let mut tx = core.store.read().await?;
    let page = gold_page(&sources, tx.as_mut(), is_up_to_date).await?;
    drop(tx);
    Ok(visit.page(
        &sources,
        StatusCode::OK,
        page,
        |shell, page| view! { <pages::Gold shell=shell page=page /> },
    ))
}
