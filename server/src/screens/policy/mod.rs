//! The trust's policy: read it, change it.

pub(crate) mod view;

use app::{
    model::FieldError,
    screens::policy::{self as pages, PolicyChange, PolicyPreviewPage},
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use dispatch::{Change, Policy};
use domain::ticket::Actor;
use leptos::prelude::*;
use texts::texts;

use self::view::policy_page;
use crate::{
    http::{Problem, done::Done, extract::Query, forms::Posted, said::Said, visit::Visit},
    policy,
    view::Sources,
};

pub(crate) async fn page(
    State(sources): State<Sources>,
    visit: Visit,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let notice = done.notice(&sources).await?;
    show(&sources, &visit, None, Said::done(notice)).await
}

/// What it would change, before it is put in force.
pub(crate) async fn preview(
    State(sources): State<Sources>,
    visit: Visit,
    form: Posted,
) -> Result<Response, Problem> {
    let (next, text) = match policy::read(form.get("text")) {
        Ok(read) => read,
        Err(problems) => {
            return show(&sources, &visit, Some(form.get("text")), wrong(problems)).await;
        }
    };
    let mut tx = sources.core.store.read().await?;
    let unknown = policy::unknown_waves(tx.as_mut(), &next).await?;
    if !unknown.is_empty() {
        drop(tx);
        return show(&sources, &visit, Some(&text), wrong(unknown)).await;
    }
    let version = tx.policy_in_force().await?;
    let in_force = match tx.lookup_policy(version).await? {
        // What cannot be used any more is not in force either.
        Some(set) => Policy::from_stored(&set.text).map_or_else(|_| Policy::default(), |(policy, _)| policy),
        None => Policy::default(),
    };
    drop(tx);
    let failed = |error: toml::ser::Error| Problem::Failed(error.to_string());
    let changes = in_force.changes(&next).map_err(failed)?;
    let row = |change: Change| PolicyChange { key: change.key, before: change.before, after: change.after };
    let page = PolicyPreviewPage { text, version, changes: changes.into_iter().map(row).collect() };
    Ok(visit.page(
        &sources,
        StatusCode::OK,
        page,
        |shell, page| view! { <pages::PolicyPreview shell=shell page=page /> },
    ))
}

pub(crate) async fn set(
    State(sources): State<Sources>,
    visit: Visit,
    form: Posted,
) -> Result<Response, Problem> {
    let by = visit.person_id()?;
    let (next, text) = match policy::read(form.get("text")) {
        Ok(read) => read,
        Err(problems) => {
            return show(&sources, &visit, Some(form.get("text")), wrong(problems)).await;
        }
    };
    let mut tx = sources.core.write().await?;
    let version = tx.policy_in_force().await?;
    if form.get("version") != version.to_string() {
        let in_force = tx.lookup_policy(version).await?;
        drop(tx);
        // Whoever set it as it stands by now may have lost the answer.
        if in_force.is_some_and(|in_force| in_force.text == text) {
            return Ok(is_set());
        }
        let problem = texts().policy_saved_meanwhile(version);
        return show(&sources, &visit, Some(&text), wrong(vec![problem]).with(StatusCode::CONFLICT)).await;
    }
    let unknown = policy::unknown_waves(tx.as_mut(), &next).await?;
    if !unknown.is_empty() {
        drop(tx);
        return show(&sources, &visit, Some(&text), wrong(unknown)).await;
    }
    policy::set(tx.as_mut(), &text, by, Actor::Staff(by), sources.core.now()).await?;
    tx.commit().await?;
    Ok(is_set())
}

fn is_set() -> Response {
    Redirect::to(&format!("{}?done=policy_set", paths::POLICY)).into_response()
}

fn wrong(problems: Vec<String>) -> Said {
    Said::wrong(problems.into_iter().map(|message| FieldError::new("text", message)).collect())
}

async fn show(
    sources: &Sources,
    visit: &Visit,
    typed: Option<&str>,
    said: Said,
) -> Result<Response, Problem> {
    let Said { status, errors, notice, .. } = said.shown(visit)?;
    let typed = typed.map(|text| (text.to_owned(), errors));
    let page = policy_page(sources, sources.core.store.read().await?.as_mut(), typed, notice).await?;
    Ok(visit.page(sources, status, page, |shell, page| view! { <pages::Policy shell=shell page=page /> }))
}
