//! What is known to be wrong, as the command centre keeps it.

pub(crate) mod view;

use app::screens::known_issues::{self as pages, KnownIssueForm};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{KnownIssueId, known_issue::Said as Text};
use leptos::prelude::*;
use texts::texts;

use self::view::{AskedIssues, known_issue_page, known_issues_page};
use crate::{
    actions::{self, ActionError},
    core::Core,
    http::{
        Problem,
        done::Done,
        extract::{Path, Query},
        forms::{Posted, Reading},
        said::Said,
        visit::Visit,
    },
    view::{Sources, paging::Asked},
};

pub(crate) async fn page(
    State(sources): State<Sources>,
    visit: Visit,
    Query(done): Query<Done>,
    Query(asked): Query<AskedIssues>,
) -> Result<Response, Problem> {
    let notice = done.notice(&sources).await?;
    show_all(&sources, &visit, asked, KnownIssueForm::default(), Said::done(notice)).await
}

pub(crate) async fn add(
    State(sources): State<Sources>,
    visit: Visit,
    form: Posted,
) -> Result<Response, Problem> {
    match read(&sources, &form).await? {
        Ok(text) => {
            let (by, once) = (visit.person_id()?, form.once());
            let added = actions::add_known_issue(&sources.core, text, by, once.as_deref()).await?;
            Ok(Redirect::to(&format!("{}?done=issue_added&about={added}", paths::KNOWN_ISSUES))
                .into_response())
        }
        Err(said) => show_all(&sources, &visit, AskedIssues::default(), typed(&form), said).await,
    }
}

pub(crate) async fn one(
    State(sources): State<Sources>,
    visit: Visit,
    Path(issue): Path<KnownIssueId>,
    Query(done): Query<Done>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let notice = done.notice(&sources).await?;
    show(&sources, &visit, (issue, &asked), None, Said::done(notice)).await
}

pub(crate) async fn change(
    State(sources): State<Sources>,
    visit: Visit,
    Path(id): Path<KnownIssueId>,
    form: Posted,
) -> Result<Response, Problem> {
    match read(&sources, &form).await? {
        Ok(text) => {
            let seen = form.get("version").parse().ok();
            match actions::change_known_issue(&sources.core, id, text, visit.person_id()?, seen).await {
                Err(ActionError::Changed) => {
                    let message = texts().known_issues_changed_meanwhile();
                    let said = Said::wrong_in("title", message).with(StatusCode::CONFLICT);
                    show(&sources, &visit, (id, &Asked::default()), Some(typed(&form)), said).await
                }
                done => {
                    done?;
                    Ok(Redirect::to(&format!("{}?done=issue_changed", paths::known_issue(&id)))
                        .into_response())
                }
            }
        }
        Err(said) => show(&sources, &visit, (id, &Asked::default()), Some(typed(&form)), said).await,
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

/// What was written, or what is wrong with it.
async fn read(sources: &Sources, form: &Posted) -> Result<Result<Text, Said>, Problem> {
    let tags = sources.core.store.read().await?.list_tags().await?;
    let mut reading = Reading::of(form);
    let title = reading.needed("title", &texts().known_issues_say_what_is_wrong());
    let workaround = reading.needed("workaround", &texts().known_issues_say_what_to_do());
    let tag =
        reading.field("tag", &texts().shared_choose_tag(), |slug| tags.iter().find(|tag| tag.slug == slug));
    let comes_back = reading.end(&sources.trust, &["title", "workaround"]);
    Ok(match (title, workaround, tag, comes_back) {
        (Some(title), Some(workaround), Some(tag), None) => Ok(Text { title, workaround, tag: tag.id }),
        (.., said) => Err(said.unwrap_or_default()),
    })
}

/// The form as it was typed.
fn typed(form: &Posted) -> KnownIssueForm {
    KnownIssueForm {
        title: form.get("title").to_owned(),
        workaround: form.get("workaround").to_owned(),
        tag: form.get("tag").to_owned(),
        key: form.get("key").to_owned(),
        ..KnownIssueForm::default()
    }
}

async fn show_all(
    sources: &Sources,
    visit: &Visit,
    asked: AskedIssues,
    form: KnownIssueForm,
    said: Said,
) -> Result<Response, Problem> {
    let Said { status, errors, warnings, notice } = said.shown(visit)?;
    let form = KnownIssueForm { errors, warnings, ..form };
    let mut tx = sources.core.store.read().await?;
    let page = known_issues_page(sources, tx.as_mut(), asked, form, notice).await?;
    drop(tx);
    Ok(visit.page(
        sources,
        status,
        page,
        |shell, page| view! { <pages::KnownIssues shell=shell page=page /> },
    ))
}

/// `typed`: none to show it as it is kept.
async fn show(
    sources: &Sources,
    visit: &Visit,
    (id, asked): (KnownIssueId, &Asked),
    typed: Option<KnownIssueForm>,
    said: Said,
) -> Result<Response, Problem> {
    let Said { status, errors, warnings, notice } = said.shown(visit)?;
    let typed = typed.map(|form| KnownIssueForm { errors, warnings, ..form });
    let mut tx = sources.core.store.read().await?;
    let issue = tx.lookup_known_issue(id).await?.ok_or(Problem::NotFound)?;
    let page = known_issue_page(sources, tx.as_mut(), &issue, asked, typed, notice).await?;
    drop(tx);
    Ok(visit.page(sources, status, page, |shell, page| view! { <pages::KnownIssue shell=shell page=page /> }))
}
