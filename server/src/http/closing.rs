//! What a responder says about work that is done.

use app::{
    model::{DetailsForm, FieldError},
    pages,
};
use axum::{extract::State, http::StatusCode, response::Response};
use domain::{
    Ticket,
    ticket::{Command, Details, PeopleHelped},
};
use leptos::prelude::*;

use super::{
    Problem, Web,
    extract::Path,
    forms::Posted,
    jobs::{act, id},
    notes,
    visit::Visit,
};
use crate::view::details_page;

pub(super) async fn details_form(
    State(web): State<Web>,
    visit: Visit,
    Path(ticket): Path<String>,
) -> Result<Response, Problem> {
    let ticket = closed(&web, &visit, &ticket).await?;
    let form = DetailsForm {
        people: ticket.details.helped.get().to_string(),
        note: ticket.details.note.as_ref().map_or_else(String::new, |note| note.as_str().to_owned()),
    };
    show(&web, &visit, StatusCode::OK, &ticket, form, Vec::new(), None).await
}

pub(super) async fn add_details(
    State(web): State<Web>,
    visit: Visit,
    Path(ticket): Path<String>,
    form: Posted,
) -> Result<Response, Problem> {
    let mut errors = Vec::new();
    let helped = form.get("people").trim().parse().ok().and_then(PeopleHelped::new);
    if helped.is_none() {
        let message = format!("Enter a whole number from 1 to {}", PeopleHelped::MAX);
        errors.push(FieldError { field: "people".to_owned(), message });
    }
    let note = notes::read(&form, &mut errors);
    let warning = notes::warning(&form).filter(|_| errors.is_empty());
    let (Some(helped), true, None) = (helped, errors.is_empty(), &warning) else {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        if visit.wants_json {
            errors.extend(warning.map(notes::error));
            return Ok(notes::as_json(status, &errors));
        }
        let typed = DetailsForm { people: form.get("people").to_owned(), note: form.get("note").to_owned() };
        let ticket = closed(&web, &visit, &ticket).await?;
        return show(&web, &visit, status, &ticket, typed, errors, warning).await;
    };
    let details = Details { helped, note, known_issue: None };
    let command = Command::AddDetails { by: visit.person_id()?, details };
    act(&web, &visit, &form, id(&ticket)?, command).await
}

/// A ticket that this person has closed.
async fn closed(web: &Web, visit: &Visit, ticket: &str) -> Result<Ticket, Problem> {
    let found = web.elbow.store.read().await?.lookup_ticket(id(ticket)?).await?.ok_or(Problem::NotFound)?;
    if found.closed_by() == Some(visit.person_id()?) {
        Ok(found)
    } else {
        Err(Problem::Refused { words: "Only who has closed a job can add to it.".to_owned() })
    }
}

async fn show(
    web: &Web,
    visit: &Visit,
    status: StatusCode,
    ticket: &Ticket,
    form: DetailsForm,
    errors: Vec<FieldError>,
    note_warning: Option<String>,
) -> Result<Response, Problem> {
    let mut session = web.elbow.store.read().await?;
    let page = details_page(&web.elbow, session.as_mut(), ticket, form).await?;
    drop(session);
    let page = app::model::DetailsPage { errors, note_warning, ..page };
    Ok(visit.page(web, status, page, |shell, page| view! { <pages::Details shell=shell page=page /> }))
}
