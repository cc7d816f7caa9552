//! Where one is signed in; and for administrators each person's sign-ins, handsets and account.

pub(crate) mod view;

use app::{
    screens::account::{self as pages, RoleForm},
    words::isolated,
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{EndReason, GrantId, PersonId, SignInId, ticket::Actor};
use leptos::prelude::*;
use serde::Deserialize;

use self::view::{account_page, new_grant, person_page};
use crate::{
    actions::{self, ActionError},
    core::Core,
    http::{
        Problem,
        extract::{Path, Query},
        forms::Posted,
        problem::may_not_end,
        said::Said,
        visit::Visit,
    },
    view::Sources,
};

/// What has just been done, as the address says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Done {
    done: String,
}

impl Done {
    fn notice(&self, whose: Option<&str>) -> Option<String> {
        let notice = match (self.done.as_str(), whose) {
            ("sign_in", None) => "That sign-in has ended.".to_owned(),
            ("sign_ins", None) => "All your other sign-ins have ended.".to_owned(),
            ("sign_in", Some(name)) => format!("That sign-in of {name} has ended."),
            ("sign_ins", Some(name)) => format!("All sign-ins of {name} have ended."),
            ("ended", Some(name)) => format!("The account of {name} has ended."),
            ("opened", Some(name)) => {
                format!("The account of {name} is open again. They need a new sign-in code or password.")
            }
            ("role_given", Some(name)) => format!("The role was given to {name}."),
            ("role_ended", Some(name)) => format!("That entry of {name} was ended. Their roles are below."),
            _ => return None,
        };
        Some(notice)
    }
}

pub(crate) async fn page(
    State(sources): State<Sources>,
    visit: Visit,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let person = visit.person()?;
    let mut tx = sources.core.store.read().await?;
    let page = account_page(&sources, tx.as_mut(), person, done.notice(None)).await?;
    drop(tx);
    Ok(visit.page(
        &sources,
        StatusCode::OK,
        page,
        |shell, page| view! { <pages::Account shell=shell page=page /> },
    ))
}

pub(crate) async fn end(
    State(core): State<Core>,
    visit: Visit,
    Path(id): Path<SignInId>,
) -> Result<Response, Problem> {
    let me = visit.person_id()?;
    let why = EndReason::EndedElsewhere;
    match actions::end_session(&core, me, id, why, Actor::Staff(me)).await {
        // Ended already: what they wanted.
        Ok(()) | Err(ActionError::NotFound) => {
            Ok(Redirect::to(&format!("{}?done=sign_in", paths::ACCOUNT)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub(crate) async fn end_others(State(core): State<Core>, visit: Visit) -> Result<Response, Problem> {
    let me = visit.person()?;
    let (why, by) = (EndReason::EndedElsewhere, Actor::Staff(me.id));
    actions::end_sessions(&core, me.id, Some(me.session), why, by).await?;
    Ok(Redirect::to(&format!("{}?done=sign_ins", paths::ACCOUNT)).into_response())
}

pub(crate) async fn person(
    State(sources): State<Sources>,
    visit: Visit,
    Path(person): Path<PersonId>,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let said = |name: &str| Said::done(done.notice(Some(name)));
    show_person(&sources, &visit, person, RoleForm::default(), said).await
}

pub(crate) async fn end_of_person(
    State(core): State<Core>,
    visit: Visit,
    Path((person, id)): Path<(PersonId, SignInId)>,
) -> Result<Response, Problem> {
    let by = visit.person_id()?;
    let why = EndReason::EndedByAdministrator;
    match actions::end_session(&core, person, id, why, Actor::Staff(by)).await {
        Ok(()) | Err(ActionError::NotFound) => Ok(back_to(person, "sign_in")),
        Err(error) => Err(error.into()),
    }
}

pub(crate) async fn end_all_of_person(
    State(core): State<Core>,
    visit: Visit,
    Path(person): Path<PersonId>,
) -> Result<Response, Problem> {
    let me = visit.person()?;
    let (why, by) = (EndReason::EndedByAdministrator, Actor::Staff(me.id));
    actions::end_sessions(&core, person, Some(me.session), why, by).await?;
    Ok(back_to(person, "sign_ins"))
}

pub(crate) async fn end_account(
    State(sources): State<Sources>,
    visit: Visit,
    Path(person): Path<PersonId>,
    form: Posted,
) -> Result<Response, Problem> {
    let by = visit.person_id()?;
    if form.get("sure") != "yes" {
        let said = Said::wrong_in("sure", "Tick the box to say you are sure, then end the account");
        return show_person(&sources, &visit, person, RoleForm::default(), |_| said).await;
    }
    match actions::end_account(&sources.core, person, by).await {
        Ok(()) => Ok(back_to(person, "ended")),
        Err(ActionError::MayNotEnd(reason)) => {
            let said = Said::refused(may_not_end(reason));
            show_person(&sources, &visit, person, RoleForm::default(), |_| said).await
        }
        Err(error) => Err(error.into()),
    }
}

pub(crate) async fn open_account(
    State(core): State<Core>,
    visit: Visit,
    Path(person): Path<PersonId>,
) -> Result<Response, Problem> {
    actions::open_account(&core, person, visit.person_id()?).await?;
    Ok(back_to(person, "opened"))
}

pub(crate) async fn give_role(
    State(sources): State<Sources>,
    visit: Visit,
    Path(person): Path<PersonId>,
    form: Posted,
) -> Result<Response, Problem> {
    let by = visit.person_id()?;
    let [role, from, until] = ["role", "from", "until"].map(|field| form.get(field).to_owned());
    let typed = RoleForm { role, from, until };
    match new_grant(&sources, &typed) {
        Ok(new) => {
            actions::grant_role(&sources.core, person, new, by).await?;
            Ok(back_to(person, "role_given"))
        }
        Err(errors) => show_person(&sources, &visit, person, typed, |_| Said::wrong(errors)).await,
    }
}

pub(crate) async fn end_role(
    State(sources): State<Sources>,
    visit: Visit,
    Path((person, grant)): Path<(PersonId, GrantId)>,
) -> Result<Response, Problem> {
    let by = visit.person_id()?;
    match actions::end_grant(&sources.core, person, grant, by).await {
        // Whoever has ended a role of their own may not see the page any more.
        Ok(()) | Err(ActionError::NotFound) if person == by => Ok(Redirect::to(paths::HOME).into_response()),
        // Ended already: what they wanted.
        Ok(()) | Err(ActionError::NotFound) => Ok(back_to(person, "role_ended")),
        Err(ActionError::MayNotEnd(reason)) => {
            let said = Said::refused(may_not_end(reason));
            show_person(&sources, &visit, person, RoleForm::default(), |_| said).await
        }
        Err(error) => Err(error.into()),
    }
}

fn back_to(person: PersonId, done: &str) -> Response {
    Redirect::to(&format!("{}?done={done}", paths::person(&person))).into_response()
}

async fn show_person(
    sources: &Sources,
    visit: &Visit,
    person: PersonId,
    typed: RoleForm,
    said: impl FnOnce(&str) -> Said,
) -> Result<Response, Problem> {
    let this = visit.person()?.session;
    let mut tx = sources.core.store.read().await?;
    let person = tx.lookup_person(person).await?.ok_or(Problem::NotFound)?;
    let Said { status, errors, notice, .. } = said(&isolated(&person.name)).shown(visit)?;
    let page = person_page(sources, tx.as_mut(), person, this, (notice, errors, typed)).await?;
    drop(tx);
    Ok(visit.page(sources, status, page, |shell, page| view! { <pages::Person shell=shell page=page /> }))
}
