//! Where people are: a plan of each level.

mod view;

use app::screens::levels::Levels;
use axum::{extract::State, http::StatusCode, response::Response};
use leptos::prelude::*;

use self::view::levels_page;
use crate::{
    http::{Problem, render, visit::Visit},
    view::Sources,
};

pub(crate) async fn page(State(sources): State<Sources>, visit: Visit) -> Result<Response, Problem> {
    let mut tx = sources.core.store.read().await?;
    let page = levels_page(&sources, tx.as_mut()).await?;
    drop(tx);
    let shell = visit.shell(&sources);
    Ok(render::live_page(StatusCode::OK, &visit.nonce, move || {
        view! { <Levels shell=shell.clone() page=page.clone() /> }
    })
    .await)
}
