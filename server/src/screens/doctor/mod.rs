//! Whether Elbow is well: what `elbow doctor` says, for whoever has no shell.

pub(crate) mod view;

use std::sync::Arc;

use app::screens::doctor as pages;
use axum::{extract::State, http::StatusCode, response::Response};
use leptos::prelude::*;

use self::view::doctor_page;
use crate::{
    config::Config,
    http::{Problem, visit::Visit},
    observed::Observed,
    view::Sources,
};

pub(crate) async fn page(
    State(sources): State<Sources>,
    State(config): State<Arc<Config>>,
    State(observed): State<Arc<Observed>>,
    visit: Visit,
) -> Result<Response, Problem> {
    let page = doctor_page(&sources, &config, &observed).await?;
    Ok(visit.page(
        &sources,
        StatusCode::OK,
        page,
        |shell, page| view! { <pages::Doctor shell=shell page=page /> },
    ))
}
