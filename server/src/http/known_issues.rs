//! What is known to be wrong, as the command centre keeps it.

use app::{
    model::{FieldError, KnownIssueForm},
    pages,
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{KnownIssueId, known_issue::Said, text::GuardedText};
use leptos::prelude::*;

use super::{
    Problem, Web,
    done::Done,
    extract::{Path, Query},
    forms::Posted,
    notes,
    visit::Visit,
};
use crate::{
    actions::{self, ActionError},
    view::{known_issue_page, known_issues_page},
};

const ALL: &str = "/known-issues";

pub(super) async fn page(
    State(web): State<Web>,
    visit: Visit,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let notice = done.notice(web.elbow.store.read().await?.as_mut()).await?;
    show_all(&web, &visit, StatusCode::OK, KnownIssueForm::default(), notice).await
}

pub(super) async fn add(State(web): State<Web>, visit: Visit, form: Posted) -> Result<Response, Problem> {
    match read(&web, &form).await? {
        Ok(said) => {
            let added = actions::add_known_issue(&web.elbow, said, visit.person_id()?).await?;
            Ok(Redirect::to(&format!("{ALL}?done=issue_added&about={added}")).into_response())
        }
        Err(typed) => show_all(&web, &visit, StatusCode::UNPROCESSABLE_ENTITY, typed, None).await,
    }
}

pub(super) async fn one(
    State(web): State<Web>,
    visit: Visit,
    Path(issue): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let notice = done.notice(web.elbow.store.read().await?.as_mut()).await?;
    show(&web, &visit, StatusCode::OK, id(&issue)?, (None, notice)).await
}

pub(super) async fn change(
    State(web): State<Web>,
    visit: Visit,
    Path(issue): Path<String>,
    form: Posted,
) -> Result<Response, Problem> {
    let id = id(&issue)?;
    match read(&web, &form).await? {
        Ok(said) => {
            let seen = form.get("version").parse().ok();
            match actions::change_known_issue(&web.elbow, id, said, visit.person_id()?, seen).await {
                Err(ActionError::Changed) => {
                    let message = "Someone else changed this while you were editing. Read what it says above, then save again if you still want your version";
                    let typed = KnownIssueForm {
                        title: form.get("title").to_owned(),
                        workaround: form.get("workaround").to_owned(),
                        tag: form.get("tag").to_owned(),
                        errors: vec![FieldError::new("title", message)],
                        ..KnownIssueForm::default()
                    };
                    show(&web, &visit, StatusCode::CONFLICT, id, (Some(typed), None)).await
                }
                done => {
                    done?;
                    Ok(Redirect::to(&format!("{ALL}/{id}?done=issue_changed")).into_response())
                }
            }
        }
        Err(typed) => show(&web, &visit, StatusCode::UNPROCESSABLE_ENTITY, id, (Some(typed), None)).await,
    }
}

pub(super) async fn end(
    State(web): State<Web>,
    visit: Visit,
    Path(issue): Path<String>,
) -> Result<Response, Problem> {
    let id = id(&issue)?;
    actions::end_known_issue(&web.elbow, id, visit.person_id()?).await?;
    Ok(Redirect::to(&format!("{ALL}?done=issue_ended&about={id}")).into_response())
}

fn id(issue: &str) -> Result<KnownIssueId, Problem> {
    issue.parse().map_err(|_| Problem::NotFound)
}

/// What was written, or the form as it was typed with what is wrong with it.
async fn read(web: &Web, form: &Posted) -> Result<Result<Said, KnownIssueForm>, Problem> {
    let tags = web.elbow.store.read().await?.list_tags().await?;
    let mut errors = Vec::new();
    let title = text(form, "title", "Say what is wrong", &mut errors);
    let workaround = text(form, "workaround", "Say what to do for now, even if it is to wait", &mut errors);
    let tag = tags.iter().find(|tag| tag.slug == form.get("tag")).map(|tag| tag.id);
    if tag.is_none() {
        errors.push(FieldError::new("tag", "Choose what it is about"));
    }
    let warnings =
        if errors.is_empty() { notes::warnings(web, form, &["title", "workaround"]) } else { Vec::new() };
    Ok(match (title, workaround, tag, warnings.is_empty()) {
        (Some(title), Some(workaround), Some(tag), true) => Ok(Said { title, workaround, tag }),
        _ => Err(KnownIssueForm {
            title: form.get("title").to_owned(),
            workaround: form.get("workaround").to_owned(),
            tag: form.get("tag").to_owned(),
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
    web: &Web,
    visit: &Visit,
    status: StatusCode,
    form: KnownIssueForm,
    notice: Option<String>,
) -> Result<Response, Problem> {
    let mut session = web.elbow.store.read().await?;
    let page = known_issues_page(&web.elbow, session.as_mut(), form, notice).await?;
    drop(session);
    Ok(visit.page(web, status, page, |shell, page| view! { <pages::KnownIssues shell=shell page=page /> }))
}

async fn show(
    web: &Web,
    visit: &Visit,
    status: StatusCode,
    id: KnownIssueId,
    (typed, notice): (Option<KnownIssueForm>, Option<String>),
) -> Result<Response, Problem> {
    let mut session = web.elbow.store.read().await?;
    let issue = session.lookup_known_issue(id).await?.ok_or(Problem::NotFound)?;
    let page = known_issue_page(&web.elbow, session.as_mut(), &issue, typed, notice).await?;
    drop(session);
    Ok(visit.page(web, status, page, |shell, page| view! { <pages::KnownIssue shell=shell page=page /> }))
}
