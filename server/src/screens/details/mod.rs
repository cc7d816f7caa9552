//! What a responder says about work that is done.

pub(crate) mod view;

use app::{
    model::FieldError,
    screens::{
        details::{self, DetailsForm, DetailsPage},
        helped::{self, HelpedPage},
    },
};
use axum::{extract::State, http::StatusCode, response::Response};
use domain::{
    KnownIssueId, Ticket, TicketId,
    ticket::{Command, Details, PeopleHelped},
};
use leptos::prelude::*;

use self::view::{details_page, helped_page};
use crate::{
    actions::{self, NewHelp},
    core::Core,
    http::{
        Problem,
        extract::Path,
        forms::{self, Posted},
        notes,
        visit::Visit,
    },
    screens::my_jobs::{act, answer, find_ward},
    view::Sources,
};

pub(crate) async fn details_form(
    State(sources): State<Sources>,
    visit: Visit,
    Path(ticket): Path<TicketId>,
) -> Result<Response, Problem> {
    let ticket = closed(&sources.core, &visit, ticket).await?;
    let form = DetailsForm {
        people: ticket.details.helped.get().to_string(),
        known_issue: ticket.details.known_issue.map(|issue| issue.to_string()).unwrap_or_default(),
        note: ticket.details.note.as_ref().map_or_else(String::new, |note| note.as_str().to_owned()),
    };
    show(&sources, &visit, StatusCode::OK, &ticket, form, Vec::new(), Vec::new()).await
}

pub(crate) async fn add_details(
    State(sources): State<Sources>,
    visit: Visit,
    Path(ticket): Path<TicketId>,
    form: Posted,
) -> Result<Response, Problem> {
    let mut errors = Vec::new();
    let helped = form.get("people").trim().parse().ok().and_then(PeopleHelped::new);
    if helped.is_none() {
        let message = format!("Enter a whole number from 1 to {}", PeopleHelped::MAX);
        errors.push(FieldError::new("people", message));
    }
    let note = notes::read(&form, notes::FIELD, &mut errors);
    let known_issue = known_issue(&sources.core, form.get("known_issue")).await?;
    if known_issue.is_none() {
        let message = "Choose a known issue, or none of these".to_owned();
        errors.push(FieldError::new("known_issue", message));
    }
    let warnings =
        if errors.is_empty() { notes::warnings(&sources.trust, &form, &[notes::FIELD]) } else { Vec::new() };
    let is_sound = errors.is_empty() && warnings.is_empty();
    let (Some(helped), Some(known_issue), true) = (helped, known_issue, is_sound) else {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        if visit.wants_json {
            errors.extend(warnings);
            return Ok(forms::wrong(status, &errors));
        }
        let typed = DetailsForm {
            people: form.get("people").to_owned(),
            note: form.get("note").to_owned(),
            known_issue: form.get("known_issue").to_owned(),
        };
        let ticket = closed(&sources.core, &visit, ticket).await?;
        return show(&sources, &visit, status, &ticket, typed, errors, warnings).await;
    };
    let details = Details { helped, note, known_issue };
    let command = Command::AddDetails { by: visit.person_id()?, details };
    act(&sources, &visit, &form, ticket, command).await
}

/// Nothing chosen is none; what is not known is nothing that can be chosen.
async fn known_issue(core: &Core, chosen: &str) -> Result<Option<Option<KnownIssueId>>, Problem> {
    if chosen.is_empty() {
        return Ok(Some(None));
    }
    let Ok(id) = chosen.parse() else { return Ok(None) };
    let found = core.store.read().await?.lookup_known_issue(id).await?;
    Ok(found.map(|issue| Some(issue.id)))
}

pub(crate) async fn helped_form(State(sources): State<Sources>, visit: Visit) -> Result<Response, Problem> {
    show_helped(&sources, &visit, StatusCode::OK, None, Vec::new()).await
}

/// Help in passing.
pub(crate) async fn helped(
    State(sources): State<Sources>,
    visit: Visit,
    form: Posted,
) -> Result<Response, Problem> {
    let (tags, categories) = {
        let mut tx = sources.core.store.read().await?;
        (tx.list_tags().await?, tx.list_categories().await?)
    };
    let tag = tags.iter().find(|tag| tag.slug == form.get("tag"));
    let ward = find_ward(&sources.core, form.get("ward")).await?;
    let category = categories.into_iter().find(|category| category.slug == form.get("category"));
    let (Some(tag), Some(ward), Some(category)) = (tag, ward, &category) else {
        let missing = [
            (tag.is_none(), "tag", "Choose what it was about"),
            (ward.is_none(), "ward", "Choose the ward"),
            (category.is_none(), "category", "Choose what the problem really was"),
        ];
        let missing = missing.into_iter().filter(|(is_missing, ..)| *is_missing);
        let errors: Vec<_> = missing.map(|(_, field, message)| FieldError::new(field, message)).collect();
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        if visit.wants_json {
            return Ok(forms::wrong(status, &errors));
        }
        return show_helped(&sources, &visit, status, Some(&form), errors).await;
    };
    let help = NewHelp { ward, tag: tag.id, category: category.clone() };
    let by = visit.person_id()?;
    let tap = form.tap(by)?;
    let done = actions::help_in_passing(&sources.core, &sources.kept, by, &help, &tap).await.map(drop);
    answer(&sources, &visit, by, &tap, done).await
}

async fn show_helped(
    sources: &Sources,
    visit: &Visit,
    status: StatusCode,
    typed: Option<&Posted>,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    let mut tx = sources.core.store.read().await?;
    let page = helped_page(sources, tx.as_mut(), visit.person_id()?).await?;
    drop(tx);
    let page = match typed {
        Some(form) => {
            HelpedPage { tag: form.get("tag").to_owned(), ward: form.get("ward").to_owned(), errors, ..page }
        }
        None => page,
    };
    Ok(visit.page(sources, status, page, |shell, page| view! { <helped::Helped shell=shell page=page /> }))
}

/// A ticket that this person has closed.
async fn closed(core: &Core, visit: &Visit, ticket: TicketId) -> Result<Ticket, Problem> {
    let found = core.store.read().await?.lookup_ticket(ticket).await?.ok_or(Problem::NotFound)?;
    if found.closed_by() == Some(visit.person_id()?) {
        Ok(found)
    } else {
        Err(Problem::Refused { words: "Only the person who closed a job can add details.".to_owned() })
    }
}

async fn show(
    sources: &Sources,
    visit: &Visit,
    status: StatusCode,
    ticket: &Ticket,
    form: DetailsForm,
    errors: Vec<FieldError>,
    warnings: Vec<FieldError>,
) -> Result<Response, Problem> {
    let mut tx = sources.core.store.read().await?;
    let page = details_page(sources, tx.as_mut(), ticket, form).await?;
    drop(tx);
    let page = DetailsPage { errors, warnings, ..page };
    Ok(visit.page(sources, status, page, |shell, page| view! { <details::Details shell=shell page=page /> }))
}
