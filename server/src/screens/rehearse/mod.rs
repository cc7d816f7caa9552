//! Rehearsals: what to rehearse, how far one is, what it showed.

pub(crate) mod view;

use std::sync::Arc;

use app::{
    model::FieldError,
    screens::rehearse::{self as pages, RehearseForm},
};
use axum::{
    Json,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use dispatch::rehearsal::Rehearsal;
use leptos::prelude::*;
use serde_json::json;
use texts::texts;
use tokio_util::sync::CancellationToken;

use self::view::{ReadRehearsal, rehearsal_page, rehearse_form, rehearse_page};
use crate::{
    http::{Problem, extract::Path, forms::Posted, said::Said, visit::Visit},
    rehearsal::{Course, OnDuty, Question, Rehearsals, Running, hospital, too_many_requests},
    view::Sources,
};

pub(crate) async fn page(
    State(sources): State<Sources>,
    State(rehearsals): State<Arc<Rehearsals>>,
    visit: Visit,
) -> Result<Response, Problem> {
    let people = sources.core.store.read().await?.list_responders().await?.len();
    show(&sources, &rehearsals, &visit, rehearse_form(people), Said::default()).await
}

pub(crate) async fn start(
    State(sources): State<Sources>,
    State(rehearsals): State<Arc<Rehearsals>>,
    State(shutdown): State<CancellationToken>,
    visit: Visit,
    posted: Posted,
) -> Result<Response, Problem> {
    let typed = |field| posted.get(field).trim().to_owned();
    let form = RehearseForm {
        day: typed("day"),
        people: typed("people"),
        per_hour: typed("per_hour"),
        hours: typed("hours"),
        help_minutes: typed("help_minutes"),
        accept_percent: typed("accept_percent"),
        target_percent: typed("target_percent"),
        no_shows_percent: typed("no_shows_percent"),
        silent_phones_percent: typed("silent_phones_percent"),
        surge_percent: typed("surge_percent"),
        rare_tag: typed("rare_tag"),
        lift_out: typed("lift_out"),
    };
    let ReadRehearsal { scenario, day, people, target_percent } = match ReadRehearsal::from_form(&form) {
        Ok(read) => read,
        Err(errors) => {
            return show(&sources, &rehearsals, &visit, form, Said::wrong(errors)).await;
        }
    };
    let zone = &sources.trust.time_zone;
    let on_duty = day.map_or(OnDuty::Everybody, |day| OnDuty::on(day, scenario.first_hour, zone));
    let hospital = hospital(sources.core.store.read().await?.as_mut(), scenario.hours, on_duty).await?;
    if hospital.roster.is_empty() && day.is_some() {
        let words = texts().rehearse_no_shifts();
        return show(&sources, &rehearsals, &visit, form, Said::wrong_in("day", words)).await;
    }
    let people = people.unwrap_or(u32::try_from(hospital.roster.len()).unwrap_or(u32::MAX));
    if let Some(most) = too_many_requests(&scenario, people) {
        let words = texts().rehearse_too_many(people, format!("{most:.0}"));
        return show(&sources, &rehearsals, &visit, form, Said::wrong_in("per_hour", words)).await;
    }
    let policy = dispatch::Policy::clone(&sources.core.policy());
    let rehearsal = match Rehearsal::new(hospital, scenario, &policy.walking) {
        Ok(rehearsal) => rehearsal,
        Err(problems) => {
            let errors = problems.into_iter().map(|problem| FieldError::new("", problem)).collect();
            return show(&sources, &rehearsals, &visit, form, Said::wrong(errors)).await;
        }
    };
    let question = Question { rehearsal, people, policy, target_percent };
    let id = posted.once().unwrap_or_else(|| sources.core.random.secret());
    let now = sources.core.now();
    match rehearsals.start(id, question, now, shutdown) {
        Ok(started) => Ok(Redirect::to(&address(&started)).into_response()),
        Err(underway) => {
            let words = texts().rehearse_another_underway();
            tracing::info!(id = %underway.id, "a second rehearsal has to wait");
            let said = Said::wrong_in("", words).with(StatusCode::CONFLICT);
            show(&sources, &rehearsals, &visit, form, said).await
        }
    }
}

pub(crate) async fn one(
    State(sources): State<Sources>,
    State(rehearsals): State<Arc<Rehearsals>>,
    visit: Visit,
    Path(name): Path<String>,
) -> Result<Response, Problem> {
    let (id, wants_json) = match name.strip_suffix(".json") {
        Some(id) => (id, true),
        None => (name.as_str(), visit.wants_json),
    };
    let running = find(&rehearsals, id)?;
    if wants_json {
        return Ok(figures(&running));
    }
    let page = rehearsal_page(&running);
    Ok(visit.page(
        &sources,
        StatusCode::OK,
        page,
        |shell, page| view! { <pages::Rehearsal shell=shell page=page /> },
    ))
}

pub(crate) async fn cancel(
    State(rehearsals): State<Arc<Rehearsals>>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let running = find(&rehearsals, &id)?;
    running.cancel();
    Ok(Redirect::to(&address(&running)).into_response())
}

fn find(rehearsals: &Rehearsals, id: &str) -> Result<Arc<Running>, Problem> {
    rehearsals.find(id).ok_or(Problem::NotFound)
}

fn address(running: &Running) -> String {
    paths::rehearsal(&running.id)
}

/// Everything under one key that says what it is.
fn figures(running: &Running) -> Response {
    match running.course() {
        Course::Finished(answer) => {
            let headers = [(header::CONTENT_DISPOSITION, "attachment; filename=\"elbow-rehearsal.json\"")];
            (headers, Json(json!({ "rehearsal": answer }))).into_response()
        }
        Course::Comparing(_) | Course::Staffing(_) => {
            Json(json!({ "rehearsal": "underway" })).into_response()
        }
        Course::Cancelled => Json(json!({ "rehearsal": "cancelled" })).into_response(),
    }
}

async fn show(
    sources: &Sources,
    rehearsals: &Rehearsals,
    visit: &Visit,
    form: RehearseForm,
    said: Said,
) -> Result<Response, Problem> {
    let Said { status, errors, .. } = said.shown(visit)?;
    let mut tx = sources.core.store.read().await?;
    let page = rehearse_page(sources, tx.as_mut(), form, errors, &rehearsals.list()).await?;
    drop(tx);
    Ok(visit.page(sources, status, page, |shell, page| view! { <pages::Rehearse shell=shell page=page /> }))
}
