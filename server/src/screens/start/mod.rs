//! Getting ready: what has to be there before the day, computed from what is there.

pub(crate) mod view;

use std::sync::Arc;

use app::screens::start as pages;
use axum::{extract::State, http::StatusCode, response::Response};
use leptos::prelude::*;

use self::view::{Beside, start_page};
use crate::{
    config::Config,
    http::{Problem, visit::Visit},
    observed::Observed,
    rehearsal::Rehearsals,
    screens::doctor,
    view::Sources,
};

pub(crate) async fn page(
    State(sources): State<Sources>,
    State(config): State<Arc<Config>>,
    State(observed): State<Arc<Observed>>,
    State(rehearsals): State<Arc<Rehearsals>>,
    visit: Visit,
) -> Result<Response, Problem> {
    let beside = Beside {
        problems: Some(doctor::view::serious(&sources, &config, &observed).await?),
        has_rehearsed: !rehearsals.list().is_empty(),
    };
    let mut tx = sources.core.store.read().await?;
    let page = start_page(&sources, tx.as_mut(), &visit, &beside).await?;
    drop(tx);
    Ok(visit.page(
        &sources,
        StatusCode::OK,
        page,
        |shell, page| view! { <pages::Start shell=shell page=page /> },
    ))
}
