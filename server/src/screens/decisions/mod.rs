//! The decision log.

mod form;
mod view;

use std::sync::Arc;

use app::screens::decisions::{self as pages, DecisionForm, NewDecisionPage};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::Permission;
use leptos::prelude::*;
use texts::texts;

use self::{
    form::{Correction, read_correction, read_decision, typed},
    view::{board_then, decision_page, decisions_page, issue_ticks},
};
use super::board::Boards;
use crate::{
    actions::{self, ActionError, Decided},
    http::{
        Problem,
        done::Done,
        extract::{Path, Query},
        forms::Posted,
        said::Said,
        visit::Visit,
    },
    view::{Sources, paging::Asked},
};

pub(crate) async fn page(
    State(sources): State<Sources>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let may_log = visit.person()?.may(Permission::Decide);
    let mut tx = sources.core.store.read().await?;
    let page = decisions_page(&sources, tx.as_mut(), &asked, may_log).await?;
    drop(tx);
    Ok(visit.page(
        &sources,
        StatusCode::OK,
        page,
        |shell, page| view! { <pages::Decisions shell=shell page=page /> },
    ))
}

pub(crate) async fn new(State(sources): State<Sources>, visit: Visit) -> Result<Response, Problem> {
    let decided_by = visit.person()?.name.clone();
    let form = DecisionForm { decided_by, key: sources.core.random.secret(), ..DecisionForm::default() };
    show_new(&sources, &visit, form, Said::default()).await
}

pub(crate) async fn log(
    State(sources): State<Sources>,
    State(boards): State<Arc<Boards>>,
    visit: Visit,
    form: Posted,
) -> Result<Response, Problem> {
    let by = visit.person_id()?;
    let mut tx = sources.core.store.read().await?;
    let decision = match read_decision(&sources, tx.as_mut(), &form).await? {
        Ok(decision) => decision,
        Err(said) => {
            drop(tx);
            return show_new(&sources, &visit, typed(&form), said).await;
        }
    };
    let page = boards.seen_by(tx.as_mut()).await?;
    let board = board_then(tx.as_mut(), &page).await?;
    drop(tx);
    let decided = Decided {
        said: decision.said,
        made_at: decision.made_at,
        late_reason: decision.late_reason,
        board,
        sequence: page.sequence,
    };
    let number = actions::log_decision(&sources.core, decided, by, form.once().as_deref()).await?;
    let address = format!("{}?done=decision_logged&about={number}", paths::decision(&number));
    Ok(Redirect::to(&address).into_response())
}

pub(crate) async fn one(
    State(sources): State<Sources>,
    visit: Visit,
    Path(number): Path<u32>,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let notice = done.notice(sources.core.store.read().await?.as_mut()).await?;
    show(&sources, &visit, number, None, Said::done(notice)).await
}

pub(crate) async fn correct(
    State(sources): State<Sources>,
    visit: Visit,
    Path(number): Path<u32>,
    form: Posted,
) -> Result<Response, Problem> {
    let by = visit.person_id()?;
    let mut tx = sources.core.store.read().await?;
    let decision = tx.lookup_logged_decision(number).await?.ok_or(Problem::NotFound)?;
    let read = read_correction(&sources, tx.as_mut(), &form, &decision).await?;
    drop(tx);
    let Correction { said, why } = match read {
        Ok(correction) => correction,
        Err(said) => return show(&sources, &visit, number, Some(typed(&form)), said).await,
    };
    let seen = form.get("version").parse().ok();
    let once = form.once();
    match actions::correct_decision(&sources.core, number, (said, why), by, seen, once.as_deref()).await {
        Err(ActionError::Changed) => {
            let said = Said::wrong_in("decision", texts().decisions_corrected_meanwhile());
            show(&sources, &visit, number, Some(typed(&form)), said.with(StatusCode::CONFLICT)).await
        }
        done => {
            done?;
            Ok(Redirect::to(&format!("{}?done=decision_corrected", paths::decision(&number))).into_response())
        }
    }
}

async fn show_new(
    sources: &Sources,
    visit: &Visit,
    form: DecisionForm,
    said: Said,
) -> Result<Response, Problem> {
    let Said { status, errors, warnings, .. } = said.shown(visit)?;
    let mut tx = sources.core.store.read().await?;
    let issues = issue_ticks(tx.as_mut(), &form.issues).await?;
    drop(tx);
    let page = NewDecisionPage { form: DecisionForm { issues, errors, warnings, ..form } };
    Ok(visit.page(
        sources,
        status,
        page,
        |shell, page| view! { <pages::LogDecision shell=shell page=page /> },
    ))
}

/// `typed`: none to show it as it is kept.
async fn show(
    sources: &Sources,
    visit: &Visit,
    number: u32,
    typed: Option<DecisionForm>,
    said: Said,
) -> Result<Response, Problem> {
    let Said { status, errors, warnings, notice } = said.shown(visit)?;
    let typed = typed.map(|form| DecisionForm { errors, warnings, ..form });
    let person = visit.person()?;
    let may = (person.may(Permission::Decide), person.may(Permission::Command));
    let mut tx = sources.core.store.read().await?;
    let decision = tx.lookup_logged_decision(number).await?.ok_or(Problem::NotFound)?;
    let page = decision_page(sources, tx.as_mut(), &decision, may, typed, notice).await?;
    drop(tx);
    Ok(visit.page(sources, status, page, |shell, page| view! { <pages::Decision shell=shell page=page /> }))
}
