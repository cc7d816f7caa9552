//! Sign-in codes, ward links, devices.

pub(crate) mod view;

use std::sync::Arc;

use app::{
    screens::{
        question::{self, QuestionPage},
        setup,
    },
    words::isolated,
};
use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{DeviceId, Permission, PersonId, WardId};
use leptos::prelude::*;
use serde_json::json;
use store::DeviceKind;
use texts::texts;

use self::view::{AskedSetup, code_page, device_question, link_question, setup_page};
use crate::{
    actions::{self, ActionError, SeenLink},
    core::Core,
    http::{
        Problem,
        done::Done,
        extract::{Path, Query},
        forms::Posted,
        said::Said,
        visit::Visit,
    },
    limits::Limits,
    view::Sources,
};

pub(crate) async fn page(
    State(sources): State<Sources>,
    visit: Visit,
    Query(done): Query<Done>,
    Query(asked): Query<AskedSetup>,
) -> Result<Response, Problem> {
    let notice = done.notice(&sources).await?;
    let mut tx = sources.core.store.read().await?;
    let may_configure = visit.caller.may(Permission::Configure);
    let page = setup_page(&sources, tx.as_mut(), may_configure, asked, notice).await?;
    drop(tx);
    Ok(visit.page(
        &sources,
        StatusCode::OK,
        page,
        |shell, page| view! { <setup::Setup shell=shell page=page /> },
    ))
}

pub(crate) async fn person_code(
    State(sources): State<Sources>,
    visit: Visit,
    Path(id): Path<PersonId>,
) -> Result<Response, Problem> {
    let person = sources.core.store.read().await?.lookup_person(id).await?.ok_or(Problem::NotFound)?;
    show_code(&sources, &visit, texts().setup_for_handset(isolated(person.name)), DeviceKind::Handset(id))
        .await
}

pub(crate) async fn ward_code(
    State(sources): State<Sources>,
    visit: Visit,
    Path(id): Path<WardId>,
) -> Result<Response, Problem> {
    let ward = sources.core.store.read().await?.lookup_ward(id).await?.ok_or(Problem::NotFound)?;
    show_code(&sources, &visit, texts().setup_for_ward(isolated(ward.name)), DeviceKind::Ward(id)).await
}

pub(crate) async fn rotate_link(
    State(core): State<Core>,
    State(limits): State<Arc<Limits>>,
    visit: Visit,
    Path(ward): Path<WardId>,
    form: Posted,
) -> Result<Response, Problem> {
    // As the question said it: `3` or, with what was printed, `3.14`.
    let told = form.get("rotation");
    let (rotation, copies) = told.split_once('.').unwrap_or((told, ""));
    let seen = SeenLink { rotation: rotation.parse().ok(), copies: copies.parse().ok() };
    actions::rotate_ward_link(&core, ward, visit.person_id()?, seen).await?;
    limits.forget_flood(ward);
    core.wake.boards.notify_one();
    let to = format!("{}?done=changed_link&about={ward}&wards={ward}", paths::POSTERS);
    Ok(Redirect::to(&to).into_response())
}

/// Printed posters stop working: asked before, not told afterwards.
pub(crate) async fn ask_about_link(
    State(sources): State<Sources>,
    visit: Visit,
    Path(ward): Path<WardId>,
) -> Result<Response, Problem> {
    let mut tx = sources.core.store.read().await?;
    let page = link_question(tx.as_mut(), ward).await?.ok_or(Problem::NotFound)?;
    drop(tx);
    Ok(ask(&sources, &visit, StatusCode::OK, page))
}

/// Whose shift ends with the handset, and which job goes back: told before.
pub(crate) async fn ask_about_device(
    State(sources): State<Sources>,
    visit: Visit,
    Path(device): Path<DeviceId>,
) -> Result<Response, Problem> {
    show_device_question(&sources, &visit, device, Said::default()).await
}

async fn show_device_question(
    sources: &Sources,
    visit: &Visit,
    device: DeviceId,
    said: Said,
) -> Result<Response, Problem> {
    let Said { status, notice, .. } = said.shown(visit)?;
    let (mut tx, now) = (sources.core.store.read().await?, sources.core.now());
    let revocation =
        actions::revocation(tx.as_mut(), device, (now, sources.core.sessions_used_since(now))).await?;
    let page = device_question(sources, tx.as_mut(), &revocation).await?;
    drop(tx);
    Ok(ask(sources, visit, status, QuestionPage { notice, ..page }))
}

fn ask(sources: &Sources, visit: &Visit, status: StatusCode, page: QuestionPage) -> Response {
    visit.page(sources, status, page, |shell, page| view! { <question::Question shell=shell page=page /> })
}

pub(crate) async fn revoke(
    State(sources): State<Sources>,
    visit: Visit,
    Path(device): Path<DeviceId>,
    form: Posted,
) -> Result<Response, Problem> {
    let told = Some(form.get("told")).filter(|told| !told.is_empty());
    match actions::revoke_device(&sources.core, device, visit.person_id()?, told).await {
        Err(ActionError::Changed) => {
            show_device_question(&sources, &visit, device, Said::refused(texts().problem_changed())).await
        }
        done => {
            let to = match done? {
                DeviceKind::Ward(ward) => format!("{}?done=blocked_ward&about={ward}", paths::SETUP),
                DeviceKind::Handset(person) => format!("{}?done=blocked_person&about={person}", paths::SETUP),
            };
            Ok(Redirect::to(&to).into_response())
        }
    }
}

async fn show_code(
    sources: &Sources,
    visit: &Visit,
    title: String,
    kind: DeviceKind,
) -> Result<Response, Problem> {
    let made = actions::make_code(&sources.core, kind, Some(visit.person_id()?), actions::CODE_FOR).await?;
    if visit.wants_json {
        let body = json!({ "code": made.code, "url": sources.trust.enrolment_url(&made.code) });
        return Ok(Json(body).into_response());
    }
    let page = code_page(sources, title, &made).map_err(|error| Problem::Failed(error.to_string()))?;
    let person = match kind {
        DeviceKind::Handset(person) if visit.caller.may(Permission::Configure) => {
            Some(paths::person(&person))
        }
        _ => None,
    };
    let page = setup::CodePage { person, ..page };
    Ok(visit.page(
        sources,
        StatusCode::OK,
        page,
        |shell, page| view! { <setup::Code shell=shell page=page /> },
    ))
}
