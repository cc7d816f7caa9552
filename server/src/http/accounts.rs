//! Where one is signed in; and for administrators each person's sign-ins, handsets and account.

use app::pages;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{EndReason, PersonId, SignInId, ticket::Actor};
use leptos::prelude::*;
use serde::Deserialize;

use super::{
    Problem, Web,
    extract::{Path, Query},
    forms::Posted,
    visit::Visit,
};
use crate::{
    actions::{self, ActionError},
    view::{account_page, may_not_end, person_page},
};

/// What has just been done, as the address says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Done {
    done: bool,
}

impl Done {
    fn notice(&self) -> Option<String> {
        self.done.then(|| "Done.".to_owned())
    }
}

pub(super) async fn page(
    State(web): State<Web>,
    visit: Visit,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let person = visit.person()?;
    let mut session = web.elbow.store.read().await?;
    let page = account_page(&web.elbow, session.as_mut(), person, done.notice()).await?;
    drop(session);
    Ok(visit.page(
        &web,
        StatusCode::OK,
        page,
        |shell, page| view! { <pages::Account shell=shell page=page /> },
    ))
}

pub(super) async fn end(
    State(web): State<Web>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id: SignInId = id.parse().map_err(|_| Problem::NotFound)?;
    let me = visit.person_id()?;
    let why = EndReason::EndedElsewhere;
    match actions::end_session(&web.elbow, me, id, why, Actor::Staff(me)).await {
        // Ended already: what they wanted.
        Ok(()) | Err(ActionError::NotFound) => Ok(Redirect::to("/account?done=true").into_response()),
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn end_others(State(web): State<Web>, visit: Visit) -> Result<Response, Problem> {
    let me = visit.person()?;
    let (why, by) = (EndReason::EndedElsewhere, Actor::Staff(me.id));
    actions::end_sessions(&web.elbow, me.id, Some(me.session), why, by).await?;
    Ok(Redirect::to("/account?done=true").into_response())
}

pub(super) async fn person(
    State(web): State<Web>,
    visit: Visit,
    Path(person): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    show_person(&web, &visit, StatusCode::OK, parsed(&person)?, done.notice()).await
}

pub(super) async fn end_of_person(
    State(web): State<Web>,
    visit: Visit,
    Path((person, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (person, by) = (parsed(&person)?, visit.person_id()?);
    let id: SignInId = id.parse().map_err(|_| Problem::NotFound)?;
    let why = EndReason::EndedByAdministrator;
    match actions::end_session(&web.elbow, person, id, why, Actor::Staff(by)).await {
        Ok(()) | Err(ActionError::NotFound) => Ok(back_to(person)),
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn end_all_of_person(
    State(web): State<Web>,
    visit: Visit,
    Path(person): Path<String>,
) -> Result<Response, Problem> {
    let (person, me) = (parsed(&person)?, visit.person()?);
    let (why, by) = (EndReason::EndedByAdministrator, Actor::Staff(me.id));
    actions::end_sessions(&web.elbow, person, Some(me.session), why, by).await?;
    Ok(back_to(person))
}

pub(super) async fn end_account(
    State(web): State<Web>,
    visit: Visit,
    Path(person): Path<String>,
    form: Posted,
) -> Result<Response, Problem> {
    let (person, by) = (parsed(&person)?, visit.person_id()?);
    if form.get("sure") != "yes" {
        let notice = Some("Tick the box to say you are sure, then end the account.".to_owned());
        return show_person(&web, &visit, StatusCode::UNPROCESSABLE_ENTITY, person, notice).await;
    }
    match actions::end_account(&web.elbow, person, by).await {
        Ok(()) => Ok(back_to(person)),
        Err(ActionError::MayNotEnd(reason)) => {
            let notice = Some(may_not_end(reason).to_owned());
            show_person(&web, &visit, StatusCode::CONFLICT, person, notice).await
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn open_account(
    State(web): State<Web>,
    visit: Visit,
    Path(person): Path<String>,
) -> Result<Response, Problem> {
    let person = parsed(&person)?;
    actions::open_account(&web.elbow, person, visit.person_id()?).await?;
    Ok(back_to(person))
}

fn parsed(person: &str) -> Result<PersonId, Problem> {
    person.parse().map_err(|_| Problem::NotFound)
}

fn back_to(person: PersonId) -> Response {
    Redirect::to(&format!("/admin/people/{person}?done=true")).into_response()
}

async fn show_person(
    web: &Web,
    visit: &Visit,
    status: StatusCode,
    person: PersonId,
    notice: Option<String>,
) -> Result<Response, Problem> {
    let this = visit.person()?.session;
    let mut session = web.elbow.store.read().await?;
    let person = session.lookup_person(person).await?.ok_or(Problem::NotFound)?;
    let page = person_page(&web.elbow, session.as_mut(), person, this, notice).await?;
    drop(session);
    Ok(visit.page(web, status, page, |shell, page| view! { <pages::Person shell=shell page=page /> }))
}
