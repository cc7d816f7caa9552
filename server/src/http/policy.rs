//! The trust's policy: read it, change it.

use app::{
    model::{FieldError, PolicyChange, PolicyPreviewPage},
    pages,
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use dispatch::{Change, Policy};
use domain::ticket::Actor;
use leptos::prelude::*;

use super::{Problem, Web, done::Done, extract::Query, forms::Posted, visit::Visit};
use crate::{policy, view::policy_page};

pub(super) async fn page(
    State(web): State<Web>,
    visit: Visit,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let notice = done.notice(web.elbow.store.read().await?.as_mut()).await?;
    show(&web, &visit, StatusCode::OK, None, notice).await
}

/// What it would change, before it is put in force.
pub(super) async fn preview(State(web): State<Web>, visit: Visit, form: Posted) -> Result<Response, Problem> {
    let (next, text) = match policy::read(form.get("text")) {
        Ok(read) => read,
        Err(problems) => {
            let typed = form.get("text").to_owned();
            return refuse(&web, &visit, StatusCode::UNPROCESSABLE_ENTITY, typed, problems).await;
        }
    };
    let mut session = web.elbow.store.read().await?;
    let version = session.policy_in_force().await?;
    let in_force = match session.lookup_policy(version).await? {
        // What cannot be used any more is not in force either.
        Some(set) => Policy::from_stored(&set.text).map_or_else(|_| Policy::default(), |(policy, _)| policy),
        None => Policy::default(),
    };
    drop(session);
    let failed = |error: toml::ser::Error| Problem::Failed(error.to_string());
    let changes = in_force.changes(&next).map_err(failed)?;
    let row = |change: Change| PolicyChange { key: change.key, before: change.before, after: change.after };
    let page = PolicyPreviewPage { text, version, changes: changes.into_iter().map(row).collect() };
    Ok(visit.page(
        &web,
        StatusCode::OK,
        page,
        |shell, page| view! { <pages::PolicyPreview shell=shell page=page /> },
    ))
}

pub(super) async fn set(State(web): State<Web>, visit: Visit, form: Posted) -> Result<Response, Problem> {
    let by = visit.person_id()?;
    let text = match policy::read(form.get("text")) {
        Ok((_, text)) => text,
        Err(problems) => {
            let typed = form.get("text").to_owned();
            return refuse(&web, &visit, StatusCode::UNPROCESSABLE_ENTITY, typed, problems).await;
        }
    };
    let mut session = web.elbow.store.write().await?;
    let version = session.policy_in_force().await?;
    if form.get("version") != version.to_string() {
        drop(session);
        let problem = format!(
            "Version {version} was saved while you were editing. Look at it below, then save yours again if it is still right"
        );
        return refuse(&web, &visit, StatusCode::CONFLICT, text, vec![problem]).await;
    }
    policy::set(session.as_mut(), &text, by, Actor::Staff(by), web.elbow.now()).await?;
    session.commit().await?;
    web.elbow.wake.all();
    Ok(Redirect::to("/admin/policy?done=policy_set").into_response())
}

async fn refuse(
    web: &Web,
    visit: &Visit,
    status: StatusCode,
    text: String,
    problems: Vec<String>,
) -> Result<Response, Problem> {
    let error = |message| FieldError::new("text", message);
    show(web, visit, status, Some((text, problems.into_iter().map(error).collect())), None).await
}

async fn show(
    web: &Web,
    visit: &Visit,
    status: StatusCode,
    typed: Option<(String, Vec<FieldError>)>,
    notice: Option<String>,
) -> Result<Response, Problem> {
    let page = policy_page(&web.elbow, web.elbow.store.read().await?.as_mut(), typed, notice).await?;
    Ok(visit.page(web, status, page, |shell, page| view! { <pages::Policy shell=shell page=page /> }))
}
