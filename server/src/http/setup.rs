//! Sign-in codes, ward links, devices.

use app::{model::QuestionPage, pages, words::isolated};
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

use super::{
    Problem, Web,
    done::Done,
    extract::{Path, Query},
    forms::Posted,
    problem::CHANGED,
    visit::Visit,
};
use crate::{
    actions::{self, ActionError},
    view::{code_page, device_question, enrolment_url, link_question, setup_page},
};

pub(super) async fn page(
    State(web): State<Web>,
    visit: Visit,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let mut session = web.elbow.store.read().await?;
    let notice = done.notice(session.as_mut()).await?;
    let may_configure = visit.caller.may(Permission::Configure);
    let page = setup_page(&web.elbow, session.as_mut(), may_configure, notice).await?;
    drop(session);
    Ok(visit.page(&web, StatusCode::OK, page, |shell, page| view! { <pages::Setup shell=shell page=page /> }))
}

pub(super) async fn person_code(
    State(web): State<Web>,
    visit: Visit,
    Path(person): Path<String>,
) -> Result<Response, Problem> {
    let id: PersonId = person.parse().map_err(|_| Problem::NotFound)?;
    let person = web.elbow.store.read().await?.lookup_person(id).await?.ok_or(Problem::NotFound)?;
    show_code(&web, &visit, format!("For {}’s handset", isolated(person.name)), DeviceKind::Handset(id)).await
}

pub(super) async fn ward_code(
    State(web): State<Web>,
    visit: Visit,
    Path(ward): Path<String>,
) -> Result<Response, Problem> {
    let id: WardId = ward.parse().map_err(|_| Problem::NotFound)?;
    let ward = web.elbow.store.read().await?.lookup_ward(id).await?.ok_or(Problem::NotFound)?;
    show_code(&web, &visit, format!("For a device on {}", isolated(ward.name)), DeviceKind::Ward(id)).await
}

pub(super) async fn rotate_link(
    State(web): State<Web>,
    visit: Visit,
    Path(ward): Path<String>,
    form: Posted,
) -> Result<Response, Problem> {
    let ward: WardId = ward.parse().map_err(|_| Problem::NotFound)?;
    actions::rotate_ward_link(&web.elbow, ward, visit.person_id()?, form.get("rotation").parse().ok())
        .await?;
    web.elbow.limits.forget_flood(ward);
    web.elbow.hub.tell_boards();
    Ok(Redirect::to(&format!("/setup?done=changed_link&about={ward}")).into_response())
}

/// Printed posters stop working: asked before, not told afterwards.
pub(super) async fn ask_about_link(
    State(web): State<Web>,
    visit: Visit,
    Path(ward): Path<String>,
) -> Result<Response, Problem> {
    let ward: WardId = ward.parse().map_err(|_| Problem::NotFound)?;
    let mut session = web.elbow.store.read().await?;
    let page = link_question(session.as_mut(), ward).await?.ok_or(Problem::NotFound)?;
    drop(session);
    Ok(ask(&web, &visit, StatusCode::OK, page))
}

/// Whose shift ends with the handset, and which job goes back: told before.
pub(super) async fn ask_about_device(
    State(web): State<Web>,
    visit: Visit,
    Path(device): Path<String>,
) -> Result<Response, Problem> {
    let device: DeviceId = device.parse().map_err(|_| Problem::NotFound)?;
    show_device_question(&web, &visit, StatusCode::OK, device, None).await
}

async fn show_device_question(
    web: &Web,
    visit: &Visit,
    status: StatusCode,
    device: DeviceId,
    notice: Option<String>,
) -> Result<Response, Problem> {
    let (mut session, now) = (web.elbow.store.read().await?, web.elbow.now());
    let revocation =
        actions::revocation(session.as_mut(), device, (now, web.elbow.sessions_used_since(now))).await?;
    let page = device_question(&web.elbow, session.as_mut(), &revocation).await?;
    drop(session);
    Ok(ask(web, visit, status, QuestionPage { notice, ..page }))
}

fn ask(web: &Web, visit: &Visit, status: StatusCode, page: QuestionPage) -> Response {
    visit.page(web, status, page, |shell, page| view! { <pages::Question shell=shell page=page /> })
}

pub(super) async fn revoke(
    State(web): State<Web>,
    visit: Visit,
    Path(device): Path<String>,
    form: Posted,
) -> Result<Response, Problem> {
    let device: DeviceId = device.parse().map_err(|_| Problem::NotFound)?;
    let told = Some(form.get("told")).filter(|told| !told.is_empty());
    match actions::revoke_device(&web.elbow, device, visit.person_id()?, told).await {
        Err(ActionError::Changed) if !visit.wants_json => {
            let notice = Some(CHANGED.to_owned());
            show_device_question(&web, &visit, StatusCode::CONFLICT, device, notice).await
        }
        done => {
            let to = match done? {
                DeviceKind::Ward(ward) => format!("/setup?done=blocked_ward&about={ward}"),
                DeviceKind::Handset(person) => format!("/setup?done=blocked_person&about={person}"),
            };
            Ok(Redirect::to(&to).into_response())
        }
    }
}

async fn show_code(web: &Web, visit: &Visit, title: String, kind: DeviceKind) -> Result<Response, Problem> {
    let made = actions::make_code(&web.elbow, kind, Some(visit.person_id()?), actions::CODE_FOR).await?;
    if visit.wants_json {
        let body = json!({ "code": made.code, "url": enrolment_url(&web.elbow, &made) });
        return Ok(Json(body).into_response());
    }
    let page = code_page(&web.elbow, title, &made).map_err(|error| Problem::Failed(error.to_string()))?;
    Ok(visit.page(web, StatusCode::OK, page, |shell, page| view! { <pages::Code shell=shell page=page /> }))
}
