//! The decision log.

pub(crate) mod actions;
mod export;
mod form;
mod view;

use std::sync::Arc;

use app::screens::decisions::{self as pages, ActionForm, DecisionForm, NewDecisionPage};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::Permission;
use leptos::prelude::*;
use texts::texts;

use self::{
    export::decisions_to_csv,
    form::{Correction, read_correction, read_decision, typed},
    view::{board_then, decision_page, decisions_page, issue_ticks},
};
use super::board::Boards;
use crate::{
    actions::{self as acts, ActionError, Decided},
    http::{
        Problem,
        done::Done,
        download,
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
    Query(done): Query<Done>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let notice = done.notice(&sources).await?;
    show_all(&sources, &visit, &asked, None, Said::done(notice)).await
}

/// All of them, or those that were looked for, as a file.
pub(crate) async fn csv(
    State(sources): State<Sources>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let mut tx = sources.core.store.read().await?;
    let (rows, text) = decisions_to_csv(&sources, tx.as_mut(), &asked.words()).await?;
    drop(tx);
    let text = text.map_err(|error| Problem::Failed(error.to_string()))?;
    acts::note_export(&sources.core, visit.person_id()?, "decisions.csv", rows).await?;
    Ok(download::csv("elbow-decisions.csv", text))
}

/// `action`: what was typed of one that is not right.
async fn show_all(
    sources: &Sources,
    visit: &Visit,
    asked: &Asked,
    action: Option<ActionForm>,
    said: Said,
) -> Result<Response, Problem> {
    let Said { status, errors, warnings, notice } = said.shown(visit)?;
    let action = action.map(|form| ActionForm { errors, warnings, ..form });
    let may_log = visit.person()?.may(Permission::Decide);
    let mut tx = sources.core.store.read().await?;
    let page = decisions_page(sources, tx.as_mut(), asked, may_log, action, notice).await?;
    drop(tx);
    Ok(visit.page(sources, status, page, |shell, page| view! { <pages::Decisions shell=shell page=page /> }))
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
    let (by, once) = (visit.person_id()?, form.once());
    if let Some(number) = acts::logged_before(&sources.core, by, once.as_deref()).await? {
        return Ok(logged(number));
    }
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
    Ok(logged(acts::log_decision(&sources.core, decided, by, once.as_deref()).await?))
}

fn logged(number: u32) -> Response {
    let address = format!("{}?done=decision_logged&about={number}", paths::decision(&number));
    Redirect::to(&address).into_response()
}

pub(crate) async fn one(
    State(sources): State<Sources>,
    visit: Visit,
    Path(number): Path<u32>,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let notice = done.notice(&sources).await?;
    show(&sources, &visit, number, Typed::default(), Said::done(notice)).await
}

pub(crate) async fn correct(
    State(sources): State<Sources>,
    visit: Visit,
    Path(number): Path<u32>,
    form: Posted,
) -> Result<Response, Problem> {
    let (by, once) = (visit.person_id()?, form.once());
    let mut tx = sources.core.store.read().await?;
    let decision = tx.lookup_logged_decision(number).await?.ok_or(Problem::NotFound)?;
    if acts::logged_before(&sources.core, by, once.as_deref()).await?.is_some() {
        return Ok(corrected(number));
    }
    let read = read_correction(&sources, tx.as_mut(), &form, &decision).await?;
    drop(tx);
    let Correction { said, why } = match read {
        Ok(correction) => correction,
        Err(said) => return show(&sources, &visit, number, Typed::correction(&form), said).await,
    };
    let seen = form.get("version").parse().ok();
    match acts::correct_decision(&sources.core, number, (said, why), by, seen, once.as_deref()).await {
        Err(ActionError::Changed) => {
            let said = Said::wrong_in("decision", texts().decisions_corrected_meanwhile());
            let mut typed = Typed::correction(&form);
            // What it says now has been shown with this answer.
            typed.decision.iter_mut().for_each(|form| form.version = None);
            show(&sources, &visit, number, typed, said.with(StatusCode::CONFLICT)).await
        }
        done => {
            done?;
            Ok(corrected(number))
        }
    }
}

fn corrected(number: u32) -> Response {
    Redirect::to(&format!("{}?done=decision_corrected", paths::decision(&number))).into_response()
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

/// What was typed on the page of a decision, and was not right.
#[derive(Default)]
struct Typed {
    decision: Option<DecisionForm>,
    action: Option<ActionForm>,
}

impl Typed {
    fn correction(form: &Posted) -> Self {
        Self { decision: Some(typed(form)), action: None }
    }
}

async fn show(
    sources: &Sources,
    visit: &Visit,
    number: u32,
    typed: Typed,
    said: Said,
) -> Result<Response, Problem> {
    let Said { status, errors, warnings, notice } = said.shown(visit)?;
    let action =
        typed.action.map(|form| ActionForm { errors: errors.clone(), warnings: warnings.clone(), ..form });
    let correction = typed.decision.map(|form| DecisionForm { errors, warnings, ..form });
    let person = visit.person()?;
    let may = (person.may(Permission::Decide), person.may(Permission::Command));
    let mut tx = sources.core.store.read().await?;
    let decision = tx.lookup_logged_decision(number).await?.ok_or(Problem::NotFound)?;
    let page = decision_page(sources, tx.as_mut(), &decision, may, (correction, action), notice).await?;
    drop(tx);
    Ok(visit.page(sources, status, page, |shell, page| view! { <pages::Decision shell=shell page=page /> }))
}
