//! Where the next request would wait longest.

mod view;

use app::screens::cover::Cover;
use axum::{extract::State, http::StatusCode, response::Response};
use leptos::prelude::*;

use self::view::cover_page;
use crate::{
    http::{Problem, visit::Visit},
    view::Sources,
};

pub(crate) async fn page(State(sources): State<Sources>, visit: Visit) -> Result<Response, Problem> {
    let mut tx = sources.core.store.read().await?;
    let page = cover_page(&sources, tx.as_mut()).await?;
    drop(tx);
    Ok(visit.page(&sources, StatusCode::OK, page, |shell, page| view! { <Cover shell=shell page=page /> }))
}
