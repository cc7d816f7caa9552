//! Who is there, and who somebody is: added and changed one at a time, by the rules of an import.

pub(crate) mod view;

use app::{model::FieldError, screens::people as pages};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{PersonId, Role};
use import::PERSON_COLUMNS;
use leptos::prelude::*;
use store::{Person, Tx};
use texts::texts;

use self::view::{AskedPeople, Typed, errors_of, field, form_page, kinds_of, people_page, typed};
use crate::{
    actions::{
        ActionError,
        entries::Fields,
        people::{NewPerson, PersonNotKept, keep_person},
    },
    http::{
        Problem,
        extract::{Path, Query},
        forms::Posted,
        said::Said,
        shown,
        visit::Visit,
    },
    view::Sources,
};

pub(crate) async fn page(
    State(sources): State<Sources>,
    visit: Visit,
    Query(asked): Query<AskedPeople>,
) -> Result<Response, Problem> {
    let mut tx = sources.core.store.read().await?;
    let page = people_page(&sources, tx.as_mut(), asked).await?;
    drop(tx);
    Ok(visit.page(
        &sources,
        StatusCode::OK,
        page,
        |shell, page| view! { <pages::People shell=shell page=page /> },
    ))
}

pub(crate) async fn new_page(State(sources): State<Sources>, visit: Visit) -> Result<Response, Problem> {
    show(&sources, &visit, None, Typed::default(), Said::default()).await
}

/// Adds somebody, unless somebody of nearly that name is here and it was not said that this is another person.
pub(crate) async fn add(
    State(sources): State<Sources>,
    visit: Visit,
    form: Posted,
) -> Result<Response, Problem> {
    keep(&sources, &visit, None, &form).await
}

pub(crate) async fn change_page(
    State(sources): State<Sources>,
    visit: Visit,
    Path(person): Path<PersonId>,
) -> Result<Response, Problem> {
    show(&sources, &visit, Some(person), Typed::default(), Said::default()).await
}

/// Changes somebody, unless somebody else has done so since the form was opened.
pub(crate) async fn change(
    State(sources): State<Sources>,
    visit: Visit,
    Path(person): Path<PersonId>,
    form: Posted,
) -> Result<Response, Problem> {
    keep(&sources, &visit, Some(person), &form).await
}

async fn keep(
    sources: &Sources,
    visit: &Visit,
    person: Option<PersonId>,
    form: &Posted,
) -> Result<Response, Problem> {
    let by = visit.person_id()?;
    let tags = sources.core.store.read().await?.list_tags().await?;
    let shown = shown::read(&PERSON_COLUMNS, form);
    let fields = typed(form, &tags, shown.as_ref());
    let wrong = missing(&fields, shown.as_ref());
    let mut typed = Typed { key: form.get("key").to_owned(), namesakes: Vec::new(), fields: None, shown };
    let said = if wrong.is_empty() {
        let new =
            NewPerson { person, fields: &fields, shown: typed.shown.as_ref(), told: form.get("is_another") };
        let zone = &sources.trust.time_zone;
        match keep_person(&sources.core, zone, new, by, form.once().as_deref()).await {
            Ok(Ok(kept)) => return Ok(to(kept, person, by, &fields)),
            Ok(Err(PersonNotKept::Wrong(wrong))) => Said::wrong(errors_of(wrong)),
            Ok(Err(PersonNotKept::Near(namesakes))) => {
                let asked = FieldError::new("is_another", texts().people_not_added_yet());
                typed.namesakes = namesakes;
                Said::unsure(vec![asked])
            }
            Ok(Err(PersonNotKept::Changed)) => Said::refused(texts().shared_changed_meanwhile()),
            // They have left meanwhile, which their page says.
            Err(ActionError::NotFound) => Said::refused(texts().problem_changed()),
            Err(error) => return Err(error.into()),
        }
    } else {
        Said::wrong(wrong)
    };
    typed.fields = Some(fields);
    show(sources, visit, person, typed, said).await
}

/// To their page, on which the way in is offered. Whoever has taken a role of their own away may not see it any more.
fn to(kept: PersonId, changed: Option<PersonId>, by: PersonId, fields: &Fields) -> Response {
    let administers = kinds_of(fields).any(|kind| kind == Role::Administrator.to_string());
    if kept == by && !administers {
        return Redirect::to(paths::HOME).into_response();
    }
    let done = if changed.is_some() { "changed" } else { "added" };
    Redirect::to(&format!("{}?done={done}", paths::person(&kept))).into_response()
}

/// What a line of a spreadsheet may leave out, and a form not. Who has roles for a time only may have no other.
fn missing(fields: &Fields, shown: Option<&Fields>) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if field(fields, "name").is_empty() {
        errors.push(FieldError::new("name", texts().people_no_name()));
    }
    let had_kinds = shown.is_none_or(|shown| !field(shown, "kind").is_empty());
    if had_kinds && field(fields, "kind").is_empty() {
        errors.push(FieldError::new("responds", texts().people_no_kind()));
    }
    errors
}

/// Whoever has left is changed by nobody, but may be let back.
async fn somebody(tx: &mut dyn Tx, person: PersonId) -> Result<Person, Problem> {
    let person = tx.lookup_person(person).await?.ok_or(Problem::NotFound)?;
    if person.ended_at.is_some() {
        return Err(Problem::refused(texts().people_has_ended()));
    }
    Ok(person)
}

async fn show(
    sources: &Sources,
    visit: &Visit,
    person: Option<PersonId>,
    typed: Typed,
    said: Said,
) -> Result<Response, Problem> {
    let Said { status, errors, notice, .. } = said.shown(visit)?;
    let mut tx = sources.core.store.read().await?;
    let person = match person {
        Some(person) => Some(somebody(tx.as_mut(), person).await?),
        None => None,
    };
    let page = form_page(sources, tx.as_mut(), person, typed, (errors, notice)).await?;
    drop(tx);
    Ok(visit.page(
        sources,
        status,
        page,
        |shell, page| view! { <pages::PersonEntry shell=shell page=page /> },
    ))
}
