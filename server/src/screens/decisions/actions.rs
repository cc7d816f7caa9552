//! What is to be done after decisions: added, changed, cancelled, done, and opened again.

use app::screens::decisions::{self as pages, ActionForm, CancelForm};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::Permission;
use leptos::prelude::*;
use texts::texts;

use super::{
    Typed,
    export::actions_to_csv,
    form::{read_action, read_change, read_why_cancelled, typed_action, typed_cancel},
    show, show_all,
    view::action_page,
};
use crate::{
    actions::{self, ActionError},
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

/// Something is to be done; shown again on the page where it was typed.
pub(crate) async fn add(
    State(sources): State<Sources>,
    visit: Visit,
    form: Posted,
) -> Result<Response, Problem> {
    let (by, once) = (visit.person_id()?, form.once());
    let decision: Option<u32> = form.get("decision").parse().ok();
    if actions::logged_before(&sources.core, by, once.as_deref()).await?.is_some() {
        return Ok(back_to(decision, "action_added"));
    }
    let task = match read_action(&sources, &form) {
        Ok(task) => task,
        Err(said) => {
            return show_where(&sources, &visit, decision, Some(typed_action(&form, decision)), said).await;
        }
    };
    actions::add_follow_up(&sources.core, decision, &task, by, once.as_deref()).await?;
    Ok(back_to(decision, "action_added"))
}

pub(crate) async fn page(
    State(sources): State<Sources>,
    visit: Visit,
    Path(number): Path<u32>,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let notice = done.notice(&sources).await?;
    show_one(&sources, &visit, number, (None, None), Said::done(notice)).await
}

/// All that was ever to be done, as a file.
pub(crate) async fn csv(State(sources): State<Sources>, visit: Visit) -> Result<Response, Problem> {
    let mut tx = sources.core.store.read().await?;
    let (rows, text) = actions_to_csv(&sources, tx.as_mut()).await?;
    drop(tx);
    let text = text.map_err(|error| Problem::Failed(error.to_string()))?;
    actions::note_export(&sources.core, visit.person_id()?, "actions.csv", rows).await?;
    Ok(download::csv("elbow-actions.csv", text))
}

pub(crate) async fn change(
    State(sources): State<Sources>,
    visit: Visit,
    Path(number): Path<u32>,
    form: Posted,
) -> Result<Response, Problem> {
    let (by, once) = (visit.person_id()?, form.once());
    if actions::logged_before(&sources.core, by, once.as_deref()).await?.is_some() {
        return Ok(to_one(number, "action_changed"));
    }
    let mut tx = sources.core.store.read().await?;
    let action = tx.lookup_follow_up(number).await?.ok_or(Problem::NotFound)?;
    drop(tx);
    let typed = || (Some(typed_action(&form, action.decision)), None);
    let task = match read_change(&sources, &form, &action) {
        Ok(task) => task,
        Err(said) => return show_one(&sources, &visit, number, typed(), said).await,
    };
    let seen = form.get("version").parse().ok();
    match actions::change_follow_up(&sources.core, number, task, by, seen, once.as_deref()).await {
        Err(ActionError::Changed) => show_overtaken(&sources, &visit, number, typed()).await,
        said => {
            said?;
            Ok(to_one(number, "action_changed"))
        }
    }
}

pub(crate) async fn step(
    State(sources): State<Sources>,
    visit: Visit,
    Path((number, step)): Path<(u32, String)>,
    form: Posted,
) -> Result<Response, Problem> {
    let (done, word) = match step.as_str() {
        "done" => (true, "action_done"),
        "reopen" => (false, "action_reopened"),
        "cancel" => return cancel(&sources, &visit, number, &form).await,
        _ => return Err(Problem::NotFound),
    };
    let (back, seen) = (form.get("back").parse().ok(), form.get("version").parse().ok());
    match actions::set_follow_up_done(&sources.core, number, done, visit.person_id()?, seen).await {
        Err(ActionError::Changed) => {
            let said = Said::refused(texts().actions_changed_meanwhile());
            show_where(&sources, &visit, back, None, said).await
        }
        said => {
            said?;
            Ok(back_to(back, word))
        }
    }
}

async fn cancel(sources: &Sources, visit: &Visit, number: u32, form: &Posted) -> Result<Response, Problem> {
    let (by, once) = (visit.person_id()?, form.once());
    if actions::logged_before(&sources.core, by, once.as_deref()).await?.is_some() {
        return Ok(to_one(number, "action_cancelled"));
    }
    let typed = || (None, Some(typed_cancel(form)));
    let why = match read_why_cancelled(sources, form) {
        Ok(why) => why,
        Err(said) => return show_one(sources, visit, number, typed(), said).await,
    };
    let seen = form.get("version").parse().ok();
    match actions::cancel_follow_up(&sources.core, number, why, by, seen, once.as_deref()).await {
        Err(ActionError::Changed) => show_overtaken(sources, visit, number, typed()).await,
        said => {
            said?;
            Ok(to_one(number, "action_cancelled"))
        }
    }
}

/// To the page of a decision, or to that of all.
fn back_to(decision: Option<u32>, done: &str) -> Response {
    let page = decision.map_or_else(|| paths::DECISIONS.to_owned(), |number| paths::decision(&number));
    Redirect::to(&format!("{page}?done={done}")).into_response()
}

fn to_one(number: u32, done: &str) -> Response {
    Redirect::to(&format!("{}?done={done}", paths::follow_up(&number))).into_response()
}

async fn show_where(
    sources: &Sources,
    visit: &Visit,
    decision: Option<u32>,
    action: Option<ActionForm>,
    said: Said,
) -> Result<Response, Problem> {
    match decision {
        Some(number) => show(sources, visit, number, Typed { action, decision: None }, said).await,
        None => show_all(sources, visit, &Asked::default(), action, said).await,
    }
}

/// With what was typed to change it, or to cancel it.
type TypedOfOne = (Option<ActionForm>, Option<CancelForm>);

/// Somebody has said otherwise while this was typed: what it says now has been shown with the answer.
async fn show_overtaken(
    sources: &Sources,
    visit: &Visit,
    number: u32,
    (change, cancel): TypedOfOne,
) -> Result<Response, Problem> {
    let mut tx = sources.core.store.read().await?;
    let action = tx.lookup_follow_up(number).await?.ok_or(Problem::NotFound)?;
    drop(tx);
    let words = if action.is_closed() {
        texts().actions_closed_meanwhile()
    } else {
        texts().actions_changed_while_writing()
    };
    let said = Said::wrong_in(if cancel.is_some() { "why" } else { "what" }, words);
    let version = Some(action.version());
    let change = change.map(|form| ActionForm { version, ..form });
    let cancel = cancel.map(|form| CancelForm { version: action.version(), ..form });
    show_one(sources, visit, number, (change, cancel), said.with(StatusCode::CONFLICT)).await
}

async fn show_one(
    sources: &Sources,
    visit: &Visit,
    number: u32,
    (change, cancel): TypedOfOne,
    said: Said,
) -> Result<Response, Problem> {
    let Said { status, errors, warnings, notice } = said.shown(visit)?;
    let cancel = cancel.map(|form| CancelForm { errors: errors.clone(), warnings: warnings.clone(), ..form });
    let change = change.map(|form| ActionForm { errors, warnings, ..form });
    let may_change = visit.person()?.may(Permission::Decide);
    let mut tx = sources.core.store.read().await?;
    let action = tx.lookup_follow_up(number).await?.ok_or(Problem::NotFound)?;
    let page = action_page(sources, tx.as_mut(), &action, may_change, (change, cancel), notice).await?;
    drop(tx);
    Ok(visit.page(sources, status, page, |shell, page| view! { <pages::Action shell=shell page=page /> }))
}
