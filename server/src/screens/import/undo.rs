//! Taking the last import back.

use app::{model::FieldError, screens::import as pages};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Timestamp, ticket::Actor};
use import::TakenBack;
use leptos::prelude::*;
use store::{AuditFilter, Page};
use texts::texts;

use super::{setting, view::undo_page};
use crate::{
    http::{Problem, forms::Posted, visit::Visit},
    screens::{admin, audit::view::who},
    view::{Sources, moment},
};

/// What taking the last import back would do, or why it stays.
pub(crate) async fn ask(State(sources): State<Sources>, visit: Visit) -> Result<Response, Problem> {
    match look(&sources, &visit).await? {
        Some(taken) => show(&sources, &visit, StatusCode::OK, taken, Vec::new()).await,
        None => Ok(Redirect::to(paths::ADMIN).into_response()),
    }
}

/// Takes the last import back, if it is the one that the question was about and nothing depends on it.
pub(crate) async fn undo(
    State(sources): State<Sources>,
    visit: Visit,
    form: Posted,
) -> Result<Response, Problem> {
    // Those who ask for help do not wait for what is refused.
    if let Some(taken) = look(&sources, &visit).await?.filter(|taken| !taken.stays.is_empty()) {
        let is_asked = taken.event.sequence.to_string() == form.get("import");
        return if is_asked {
            show(&sources, &visit, StatusCode::CONFLICT, taken, Vec::new()).await
        } else {
            other(&sources, &visit).await
        };
    }
    let mut tx = sources.core.write().await?;
    let trust = &sources.trust.now().values.trust_name;
    let asked =
        tx.last_import_event().await?.filter(|event| event.sequence.to_string() == form.get("import"));
    if asked.is_none() {
        drop(tx);
        return other(&sources, &visit).await;
    }
    let taken = import::undo(tx.as_mut(), setting(&sources, trust, &visit)?).await?;
    if let Some(taken) = taken.filter(|taken| !taken.stays.is_empty()) {
        drop(tx);
        return show(&sources, &visit, StatusCode::CONFLICT, taken, Vec::new()).await;
    }
    tx.commit_quietly().await?;
    // Before anybody reads them.
    sources.kept.forget_ways().await;
    sources.core.wake.all();
    Ok(undone_page())
}

fn undone_page() -> Response {
    Redirect::to(&format!("{}?done=import_undone", paths::ADMIN)).into_response()
}

/// The question was about another import than the last one is by now.
async fn other(sources: &Sources, visit: &Visit) -> Result<Response, Problem> {
    if let Some(taken) = look(sources, visit).await? {
        let error = FieldError::new("", texts().import_undo_other());
        return show(sources, visit, StatusCode::CONFLICT, taken, vec![error]).await;
    }
    let by = Actor::Staff(visit.person_id()?);
    let mut tx = sources.core.store.read().await?;
    let filter = AuditFilter {
        from: Timestamp::from_millis(i64::MIN),
        to: Timestamp::from_millis(i64::MAX),
        person: None,
        kind: Some("import_undone".to_owned()),
        routine: false,
    };
    let undone = tx.list_audit(&filter, &Page::first(1)).await?.rows.into_iter().next();
    let directory = sources.directory(tx.as_mut()).await?;
    drop(tx);
    let words = match undone {
        // The same tap twice.
        Some(event) if event.actor == by => return Ok(undone_page()),
        Some(event) => texts().import_undo_gone(who(&directory, &event), moment(sources, event.at).clock),
        None => texts().import_undo_gone_already(),
    };
    admin::show(sources, visit, StatusCode::CONFLICT, vec![FieldError::new("", words)], None).await
}

async fn look(sources: &Sources, visit: &Visit) -> Result<Option<TakenBack>, Problem> {
    let trust = &sources.trust.now().values.trust_name;
    let setting = setting(sources, trust, visit)?;
    let mut tx = sources.core.store.read().await?;
    Ok(import::look_at_undo(tx.as_mut(), setting).await?)
}

async fn show(
    sources: &Sources,
    visit: &Visit,
    status: StatusCode,
    taken: TakenBack,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    let directory = sources.directory(sources.core.store.read().await?.as_mut()).await?;
    let page = undo_page(sources, &directory, taken, errors);
    Ok(visit.page(sources, status, page, |shell, page| view! { <pages::Undo shell=shell page=page /> }))
}
