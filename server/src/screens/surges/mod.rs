//! Where more is asked than usual, and what leads say of it.

pub(crate) mod view;

use std::sync::Arc;

use app::screens::surges::{self as pages};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{TicketId, surge::Verdict};
use leptos::prelude::*;
use texts::texts;

use self::view::{AskedSurges, surge_page, surges_page};
use crate::{
    actions::{self, ActionError},
    http::{
        Problem,
        done::Done,
        extract::{Path, Query},
        forms::Posted,
        said::Said,
        visit::Visit,
    },
    scanning::Thresholds,
    view::Sources,
};

pub(crate) async fn page(
    State(sources): State<Sources>,
    State(thresholds): State<Arc<Thresholds>>,
    visit: Visit,
    Query(asked): Query<AskedSurges>,
) -> Result<Response, Problem> {
    let mut tx = sources.core.store.read().await?;
    let page = surges_page(&sources, tx.as_mut(), asked, thresholds.today()).await?;
    drop(tx);
    Ok(visit.page(
        &sources,
        StatusCode::OK,
        page,
        |shell, page| view! { <pages::Surges shell=shell page=page /> },
    ))
}

pub(crate) async fn one(
    State(sources): State<Sources>,
    visit: Visit,
    Path(surge): Path<TicketId>,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let notice = done.notice(&sources).await?;
    show(&sources, &visit, surge, Said::done(notice)).await
}

/// Says what it is; the same answer again changes nothing.
pub(crate) async fn judge(
    State(sources): State<Sources>,
    visit: Visit,
    Path(id): Path<TicketId>,
    form: Posted,
) -> Result<Response, Problem> {
    let verdict = match form.get("verdict") {
        "known_issue" => form.get("known_issue").parse().ok().map(Verdict::KnownIssue),
        word => Verdict::of(word, None),
    };
    let Some(verdict) = verdict else {
        let said = Said::wrong_in("known_issue", texts().surges_choose_issue());
        return show(&sources, &visit, id, said).await;
    };
    let seen = Some(form.get("seen")).filter(|seen| !seen.is_empty());
    match actions::judge_surge(&sources.core, id, verdict, visit.person_id()?, seen).await {
        Err(ActionError::Changed) => {
            show(&sources, &visit, id, Said::refused(texts().surges_judged_meanwhile())).await
        }
        done => {
            done?;
            let back = if form.get("back") == "board" { paths::BOARD.to_owned() } else { paths::surge(&id) };
            Ok(Redirect::to(&format!("{back}?done=surge_judged")).into_response())
        }
    }
}

async fn show(sources: &Sources, visit: &Visit, id: TicketId, said: Said) -> Result<Response, Problem> {
    let Said { status, errors, notice, .. } = said.shown(visit)?;
    let mut tx = sources.core.store.read().await?;
    let surge = tx.lookup_surge(id).await?.filter(|surge| !surge.is_gone).ok_or(Problem::NotFound)?;
    let page = surge_page(sources, tx.as_mut(), &surge, errors, notice).await?;
    drop(tx);
    Ok(visit.page(sources, status, page, |shell, page| view! { <pages::Surge shell=shell page=page /> }))
}
