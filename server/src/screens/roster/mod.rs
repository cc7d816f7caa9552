//! The shifts of one person, added, changed and removed one at a time by the rules of an import.

pub(crate) mod view;

use app::screens::roster::{self as pages, ShiftForm};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use domain::{PersonId, Shift, Timestamp};
use import::{NotPut, ShiftLine};
use leptos::prelude::*;
use texts::texts;

use self::view::{Typed, read_seen, shifts_page, wrong};
use crate::{
    actions::{
        ActionError,
        people::{keep_shift, remove_shift},
    },
    http::{
        Problem,
        done::Done,
        extract::{Path, Query},
        forms::Posted,
        said::Said,
        visit::Visit,
    },
    screens::people::view::errors_of,
    view::Sources,
};

pub(crate) async fn page(
    State(sources): State<Sources>,
    visit: Visit,
    Path(person): Path<PersonId>,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let notice = done.notice(&sources).await?;
    show(&sources, &visit, person, (None, None), Said::done(notice)).await
}

pub(crate) async fn add(
    State(sources): State<Sources>,
    visit: Visit,
    Path(person): Path<PersonId>,
    form: Posted,
) -> Result<Response, Problem> {
    put(&sources, &visit, person, None, &form).await
}

pub(crate) async fn change_page(
    State(sources): State<Sources>,
    visit: Visit,
    Path((person, starts)): Path<(PersonId, i64)>,
) -> Result<Response, Problem> {
    match to_come(&sources, person, starts).await? {
        Some(shift) => show(&sources, &visit, person, (Some(shift), None), Said::default()).await,
        None => changed_meanwhile(&sources, &visit, person).await,
    }
}

pub(crate) async fn change(
    State(sources): State<Sources>,
    visit: Visit,
    Path((person, starts)): Path<(PersonId, i64)>,
    form: Posted,
) -> Result<Response, Problem> {
    match read_seen(person, form.get("seen")) {
        Some(seen) => put(&sources, &visit, person, Some(seen), &form).await,
        None => typed_meanwhile(&sources, &visit, (person, starts), typed(&form)).await,
    }
}

pub(crate) async fn remove(
    State(sources): State<Sources>,
    visit: Visit,
    Path((person, _)): Path<(PersonId, i64)>,
    form: Posted,
) -> Result<Response, Problem> {
    let Some(seen) = read_seen(person, form.get("seen")) else {
        return changed_meanwhile(&sources, &visit, person).await;
    };
    let (zone, by) = (&sources.trust.time_zone, visit.person_id()?);
    match remove_shift(&sources.core, zone, &seen, by, form.once().as_deref()).await {
        Ok(()) => Ok(back_to(person, "shift_removed")),
        Err(ActionError::Changed) => changed_meanwhile(&sources, &visit, person).await,
        Err(error) => Err(error.into()),
    }
}

fn typed(form: &Posted) -> Typed {
    let [day, starts, ends] = ["day", "starts", "ends"].map(|field| form.get(field).trim().to_owned());
    Typed { form: ShiftForm { day, starts, ends, seen: String::new() }, key: form.get("key").to_owned() }
}

async fn put(
    sources: &Sources,
    visit: &Visit,
    person: PersonId,
    instead_of: Option<Shift>,
    form: &Posted,
) -> Result<Response, Problem> {
    let typed = typed(form);
    let errors = wrong(&typed.form);
    if !errors.is_empty() {
        return show(sources, visit, person, (instead_of, Some(typed)), Said::wrong(errors)).await;
    }
    let ShiftForm { day, starts, ends, .. } = &typed.form;
    let line = ShiftLine { day, starts, ends };
    let (zone, by) = (&sources.trust.time_zone, visit.person_id()?);
    let put = (person, line, instead_of);
    match keep_shift(&sources.core, zone, put, by, form.once().as_deref()).await? {
        Ok(()) => Ok(back_to(person, if instead_of.is_some() { "shift_changed" } else { "shift_added" })),
        Err(NotPut::Wrong(wrong)) => {
            let said = Said::wrong(errors_of(wrong));
            show(sources, visit, person, (instead_of, Some(typed)), said).await
        }
        Err(NotPut::Changed) => {
            let starts = instead_of.map_or(0, |shift| shift.starts_at.as_millis());
            typed_meanwhile(sources, visit, (person, starts), typed).await
        }
    }
}

fn back_to(person: PersonId, done: &str) -> Response {
    Redirect::to(&format!("{}?done={done}", paths::shifts(&person))).into_response()
}

/// The shift of somebody that starts then, if it has not begun.
async fn to_come(sources: &Sources, person: PersonId, starts: i64) -> Result<Option<Shift>, Problem> {
    let now = sources.core.now();
    let shifts = sources.core.store.read().await?.list_shifts_of(person, now).await?;
    let is_it = |shift: &Shift| shift.starts_at == Timestamp::from_millis(starts) && shift.starts_at > now;
    Ok(shifts.into_iter().find(is_it))
}

/// Somebody else was quicker.
async fn changed_meanwhile(sources: &Sources, visit: &Visit, person: PersonId) -> Result<Response, Problem> {
    show(sources, visit, person, (None, None), Said::refused(texts().roster_changed_meanwhile())).await
}

/// The same, with what was typed: about the shift as it is now, or, if there is none at that time any more, about a new one.
async fn typed_meanwhile(
    sources: &Sources,
    visit: &Visit,
    (person, starts): (PersonId, i64),
    typed: Typed,
) -> Result<Response, Problem> {
    let is_now = to_come(sources, person, starts).await?;
    let said = Said::refused(texts().roster_typed_meanwhile());
    show(sources, visit, person, (is_now, Some(typed)), said).await
}

/// `changes`: the shift that is changed, and the form as it comes back. Of somebody who helps no more, what is to come is there still.
async fn show(
    sources: &Sources,
    visit: &Visit,
    person: PersonId,
    (changes, typed): (Option<Shift>, Option<Typed>),
    said: Said,
) -> Result<Response, Problem> {
    let Said { status, errors, notice, .. } = said.shown(visit)?;
    let mut tx = sources.core.store.read().await?;
    tx.lookup_responder(person).await?.ok_or(Problem::NotFound)?;
    let person = tx.lookup_person(person).await?.ok_or(Problem::NotFound)?;
    let page = shifts_page(sources, tx.as_mut(), person, changes, typed).await?;
    drop(tx);
    let page = pages::ShiftsPage { errors, notice, ..page };
    Ok(visit.page(sources, status, page, |shell, page| view! { <pages::Shifts shell=shell page=page /> }))
}
