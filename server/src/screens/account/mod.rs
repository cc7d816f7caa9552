//! Where one is signed in; and for administrators each person's sign-ins, handsets and account.

pub(crate) mod view;

use app::{
    model::FieldError,
    screens::{
        account::{self as pages, RoleForm},
        question::{self, QuestionPage},
    },
    words::isolated,
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use domain::{EndReason, GrantId, PersonId, SignInId, ticket::Actor};
use leptos::prelude::*;
use serde::Deserialize;
use texts::texts;

use self::view::{account_page, ending_question, new_grant, person_page};
use crate::{
    actions::{self, ActionError, Ending},
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
        let t = texts();
        let notice = match (self.done.as_str(), whose) {
            ("sign_in", None) => t.account_done_sign_in(),
            ("sign_ins", None) => t.account_done_sign_ins(),
            ("password", None) => t.account_done_password(),
            ("sign_in", Some(name)) => t.account_done_sign_in_of(name),
            ("sign_ins", Some(name)) => t.account_done_sign_ins_of(name),
            ("ended", Some(name)) => t.account_done_ended(name),
            ("added", Some(name)) => t.people_done_added(name),
            ("changed", Some(name)) => t.people_done_changed(name),
            ("opened", Some(name)) => t.account_done_opened(name),
            ("role_given", Some(name)) => t.account_done_role_given(name),
            ("role_ended", Some(name)) => t.account_done_role_ended(name),
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
    show_account(&sources, &visit, Said::done(done.notice(None))).await
}

/// One's own account, with what is wrong with a new password.
pub(crate) async fn show_own(
    sources: &Sources,
    visit: &Visit,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    show_account(sources, visit, Said::wrong(errors)).await
}

async fn show_account(sources: &Sources, visit: &Visit, said: Said) -> Result<Response, Problem> {
    let Said { status, errors, notice, .. } = said.shown(visit)?;
    let mut tx = sources.core.store.read().await?;
    let page = account_page(sources, tx.as_mut(), visit.person()?, (notice, errors)).await?;
    drop(tx);
    Ok(visit.page(sources, status, page, |shell, page| view! { <pages::Account shell=shell page=page /> }))
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

pub(crate) async fn ask_about_sign_in(
    State(sources): State<Sources>,
    visit: Visit,
    Path((person, id)): Path<(PersonId, SignInId)>,
) -> Result<Response, Problem> {
    ask(&sources, &visit, person, Ending::SignIn(id), Said::default()).await
}

pub(crate) async fn end_of_person(
    State(sources): State<Sources>,
    visit: Visit,
    Path((person, id)): Path<(PersonId, SignInId)>,
    form: Posted,
) -> Result<Response, Problem> {
    end_of(&sources, &visit, person, Ending::SignIn(id), &form).await
}

pub(crate) async fn ask_about_sign_ins(
    State(sources): State<Sources>,
    visit: Visit,
    Path(person): Path<PersonId>,
) -> Result<Response, Problem> {
    let but = visit.person()?.session;
    ask(&sources, &visit, person, Ending::SignIns { but }, Said::default()).await
}

pub(crate) async fn end_all_of_person(
    State(sources): State<Sources>,
    visit: Visit,
    Path(person): Path<PersonId>,
    form: Posted,
) -> Result<Response, Problem> {
    let but = visit.person()?.session;
    end_of(&sources, &visit, person, Ending::SignIns { but }, &form).await
}

pub(crate) async fn ask_about_account(
    State(sources): State<Sources>,
    visit: Visit,
    Path(person): Path<PersonId>,
) -> Result<Response, Problem> {
    ask(&sources, &visit, person, Ending::Account, Said::default()).await
}

pub(crate) async fn end_account(
    State(sources): State<Sources>,
    visit: Visit,
    Path(person): Path<PersonId>,
    form: Posted,
) -> Result<Response, Problem> {
    end_of(&sources, &visit, person, Ending::Account, &form).await
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
    let [role, zone, from, until] = ["role", "zone", "from", "until"].map(|field| form.get(field).to_owned());
    let typed = RoleForm { role, zone, from, until };
    let zones = sources.core.store.read().await?.list_zones().await?;
    match new_grant(&sources, &zones, &typed) {
        Ok(new) => {
            actions::grant_role(&sources.core, person, new, by).await?;
            Ok(back_to(person, "role_given"))
        }
        Err(errors) => show_person(&sources, &visit, person, typed, |_| Said::wrong(errors)).await,
    }
}

pub(crate) async fn ask_about_role(
    State(sources): State<Sources>,
    visit: Visit,
    Path((person, grant)): Path<(PersonId, GrantId)>,
) -> Result<Response, Problem> {
    ask(&sources, &visit, person, Ending::Role(grant), Said::default()).await
}

pub(crate) async fn end_role(
    State(sources): State<Sources>,
    visit: Visit,
    Path((person, grant)): Path<(PersonId, GrantId)>,
    form: Posted,
) -> Result<Response, Problem> {
    end_of(&sources, &visit, person, Ending::Role(grant), &form).await
}

/// Shows what the ending would cut off, and asks for confirmation.
async fn ask(
    sources: &Sources,
    visit: &Visit,
    of: PersonId,
    ending: Ending,
    said: Said,
) -> Result<Response, Problem> {
    let cut_off = match actions::look_at_ending(&sources.core, of, ending, visit.person_id()?).await {
        Ok(cut_off) => cut_off,
        // Whoever follows an old link has ended nothing, and is not told so.
        Err(ActionError::NotFound) => {
            let said = Said::done(Some(texts().account_ended_already()));
            return show_person(sources, visit, of, RoleForm::default(), |_| said).await;
        }
        Err(error) => return ended(sources, visit, of, ending, Err(error)).await,
    };
    let mut tx = sources.core.store.read().await?;
    let person = tx.lookup_person(of).await?.ok_or(Problem::NotFound)?;
    let page = ending_question(sources, tx.as_mut(), &person, ending, &cut_off).await?;
    drop(tx);
    if visit.wants_json && !said.status.is_success() {
        return Err(Problem::Refused { words: page.words.join(" ") });
    }
    let Said { status, notice, .. } = said;
    let page = QuestionPage { notice, ..page };
    Ok(visit.page(
        sources,
        status,
        page,
        |shell, page| view! { <question::Question shell=shell page=page /> },
    ))
}

async fn end_of(
    sources: &Sources,
    visit: &Visit,
    of: PersonId,
    ending: Ending,
    form: &Posted,
) -> Result<Response, Problem> {
    match actions::end(&sources.core, of, ending, visit.person_id()?, form.get("told")).await {
        Err(ActionError::CutsOff) => {
            ask(sources, visit, of, ending, Said::refused(texts().problem_changed())).await
        }
        done => ended(sources, visit, of, ending, done).await,
    }
}

async fn ended(
    sources: &Sources,
    visit: &Visit,
    of: PersonId,
    ending: Ending,
    done: Result<(), ActionError>,
) -> Result<Response, Problem> {
    let word = match ending {
        Ending::Account => "ended",
        Ending::Role(_) => "role_ended",
        Ending::SignIn(_) => "sign_in",
        Ending::SignIns { .. } => "sign_ins",
    };
    match done {
        // Whoever has ended a role of their own may not see the page any more.
        Ok(()) | Err(ActionError::NotFound) if word == "role_ended" && of == visit.person_id()? => {
            Ok(Redirect::to(paths::HOME).into_response())
        }
        // Ended already: what they wanted.
        Err(ActionError::NotFound) if ending == Ending::Account => {
            let person = sources.core.store.read().await?.lookup_person(of).await?;
            let is_over = person.is_some_and(|person| person.ended_at.is_some());
            if is_over { Ok(back_to(of, word)) } else { Err(Problem::NotFound) }
        }
        Ok(()) | Err(ActionError::NotFound) => Ok(back_to(of, word)),
        Err(ActionError::MayNotEnd(reason)) => {
            let said = Said::refused(may_not_end(reason));
            show_person(sources, visit, of, RoleForm::default(), |_| said).await
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
