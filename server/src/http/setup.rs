//! Sign-in codes, ward links, devices.

use app::pages;
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

use super::{Problem, Web, extract::Path, visit::Visit};
use crate::{
    actions,
    view::{code_page, enrolment_url, setup_page},
};

pub(super) async fn page(State(web): State<Web>, visit: Visit) -> Result<Response, Problem> {
    let mut session = web.elbow.store.read().await?;
    let page =
        setup_page(&web.elbow, session.as_mut(), visit.caller.may(Permission::Configure), None).await?;
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
    show_code(&web, &visit, format!("For {}’s handset", person.name), DeviceKind::Handset(id)).await
}

pub(super) async fn ward_code(
    State(web): State<Web>,
    visit: Visit,
    Path(ward): Path<String>,
) -> Result<Response, Problem> {
    let id: WardId = ward.parse().map_err(|_| Problem::NotFound)?;
    let ward = web.elbow.store.read().await?.lookup_ward(id).await?.ok_or(Problem::NotFound)?;
    show_code(&web, &visit, format!("For a device on {}", ward.name), DeviceKind::Ward(id)).await
}

pub(super) async fn rotate_link(
    State(web): State<Web>,
    visit: Visit,
    Path(ward): Path<String>,
) -> Result<Response, Problem> {
    let ward: WardId = ward.parse().map_err(|_| Problem::NotFound)?;
    actions::rotate_ward_link(&web.elbow, ward, visit.person_id()?).await?;
    Ok(Redirect::to("/setup").into_response())
}

pub(super) async fn revoke(
    State(web): State<Web>,
    visit: Visit,
    Path(device): Path<String>,
) -> Result<Response, Problem> {
    let device: DeviceId = device.parse().map_err(|_| Problem::NotFound)?;
    actions::revoke_device(&web.elbow, device, visit.person_id()?).await?;
    Ok(Redirect::to("/setup").into_response())
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
