//! What is known to be wrong, as the command centre keeps it.

pub(crate) mod view;

use app::{
    model::FieldError,
    screens::known_issues::{self as pages, KnownIssueForm},
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{KnownIssueId, known_issue::Said, text::GuardedText};
use leptos::prelude::*;

use self::view::{known_issue_page, known_issues_page};
use crate::{
    actions::{self, ActionError},
    core::Core,
    http::{
        Problem,
        done::Done,
        extract::{Path, Query},
        forms::Posted,
        notes,
        visit::Visit,
    },
    view::Sources,
};

pub(crate) async fn page(
    State(sources): State<Sources>,
    visit: Visit,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let notice = done.notice(sources.core.store.read().await?.as_mut()).await?;
    show_all(&sources, &visit, StatusCode::OK, KnownIssueForm::default(), notice).await
}

pub(crate) async fn add(
    State(sources): State<Sources>,
    visit: Visit,
    form: Posted,
) -> Result<Response, Problem> {
    match read(&sources, &form).await? {
        Ok(said) => {
            let (by, once) = (visit.person_id()?, form.once());
            let added = actions::add_known_issue(&sources.core, said, by, once.as_deref()).await?;
            Ok(Redirect::to(&format!("{}?done=issue_added&about={added}", paths::KNOWN_ISSUES))
                .into_response())
        }
        Err(typed) => show_all(&sources, &visit, StatusCode::UNPROCESSABLE_ENTITY, typed, None).await,
    }
}

pub(crate) async fn one(
    State(sources): State<Sources>,
    visit: Visit,
    Path(issue): Path<KnownIssueId>,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let notice = done.notice(sources.core.store.read().await?.as_mut()).await?;
    show(&sources, &visit, StatusCode::OK, issue, (None, notice)).await
}

pub(crate) async fn change(
    State(sources): State<Sources>,
    visit: Visit,
    Path(id): Path<KnownIssueId>,
    form: Posted,
) -> Result<Response, Problem> {
    match read(&sources, &form).await? {
        Ok(said) => {
            let seen = form.get("version").parse().ok();
            match actions::change_known_issue(&sources.core, id, said, visit.person_id()?, seen).await {
                Err(ActionError::Changed) => {
                    let message = "Someone else changed this while you were editing. Read what it says above, then save again if you still want your version";
                    let typed = KnownIssueForm {
                        title: form.get("title").to_owned(),
                        workaround: form.get("workaround").to_owned(),
                        tag: form.get("tag").to_owned(),
                        errors: vec![FieldError::new("title", message)],
                        ..KnownIssueForm::default()
                    };
                    show(&sources, &visit, StatusCode::CONFLICT, id, (Some(typed), None)).await
                }
                done => {
                    done?;
                    Ok(Redirect::to(&format!("{}?done=issue_changed", paths::known_issue(&id)))
                        .into_response())
                }
            }
        }
        Err(typed) => show(&sources, &visit, StatusCode::UNPROCESSABLE_ENTITY, id, (Some(typed), None)).await,
    }
}

pub(crate) async fn end(
    State(core): State<Core>,
    visit: Visit,
    Path(id): Path<KnownIssueId>,
) -> Result<Response, Problem> {
    actions::end_known_issue(&core, id, visit.person_id()?).await?;
    Ok(Redirect::to(&format!("{}?done=issue_ended&about={id}", paths::KNOWN_ISSUES)).into_response())
}

/// What was written, or the form as it was typed with what is wrong with it.
async fn read(sources: &Sources, form: &Posted) -> Result<Result<Said, KnownIssueForm>, Problem> {
    let tags = sources.core.store.read().await?.list_tags().await?;
    let mut errors = Vec::new();
    let title = text(form, "title", "Say what is wrong", &mut errors);
    let workaround = text(form, "workaround", "Say what to do for now, even if it is to wait", &mut errors);
    let tag = tags.iter().find(|tag| tag.slug == form.get("tag")).map(|tag| tag.id);
    if tag.is_none() {
        errors.push(FieldError::new("tag", "Choose what it is about"));
    }
    let warnings = if errors.is_empty() {
        notes::warnings(&sources.trust, form, &["title", "workaround"])
    } else {
        Vec::new()
    };
    Ok(match (title, workaround, tag, warnings.is_empty()) {
        (Some(title), Some(workaround), Some(tag), true) => Ok(Said { title, workaround, tag }),
        _ => Err(KnownIssueForm {
            title: form.get("title").to_owned(),
            workaround: form.get("workaround").to_owned(),
            tag: form.get("tag").to_owned(),
            key: form.get("key").to_owned(),
            version: None,
            tags: Vec::new(),
            errors,
            warnings,
        }),
    })
}

fn text<const MOST: usize>(
    form: &Posted,
    field: &str,
    missing: &str,
    errors: &mut Vec<FieldError>,
) -> Option<GuardedText<MOST>> {
    let before = errors.len();
    let text = notes::read(form, field, errors);
    if text.is_none() && errors.len() == before {
        errors.push(FieldError::new(field, missing));
    }
    text
}

async fn show_all(
    sources: &Sources,
    visit: &Visit,
    status: StatusCode,
    form: KnownIssueForm,
    notice: Option<String>,
) -> Result<Response, Problem> {
    let mut tx = sources.core.store.read().await?;
    let page = known_issues_page(sources, tx.as_mut(), form, notice).await?;
    drop(tx);
    Ok(visit.page(
        sources,
        status,
        page,
        |shell, page| view! { <pages::KnownIssues shell=shell page=page /> },
    ))
}

async fn show(
    sources: &Sources,
    visit: &Visit,
    status: StatusCode,
    id: KnownIssueId,
    (typed, notice): (Option<KnownIssueForm>, Option<String>),
) -> Result<Response, Problem> {
    let mut tx = sources.core.store.read().await?;
    let issue = tx.lookup_known_issue(id).await?.ok_or(Problem::NotFound)?;
    let page = known_issue_page(sources, tx.as_mut(), &issue, typed, notice).await?;
    drop(tx);
    Ok(visit.page(sources, status, page, |shell, page| view! { <pages::KnownIssue shell=shell page=page /> }))
}
