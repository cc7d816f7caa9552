//! What is said about a job that is done.

mod view;

use app::screens::details::{Details as Page, DetailsForm, DetailsPage};
use axum::{extract::State, response::Response};
use domain::{
    KnownIssueId, Ticket, TicketId,
    ticket::{Command, Details, PeopleHelped},
};
use leptos::prelude::*;
use texts::texts;

use self::view::details_page;
use crate::{
    core::Core,
    http::{
        Problem,
        extract::Path,
        forms::{Posted, Reading},
        notes,
        said::Said,
        visit::Visit,
    },
    screens::my_jobs::act,
    view::Sources,
};

pub(crate) async fn page(
    State(sources): State<Sources>,
    visit: Visit,
    Path(ticket): Path<TicketId>,
) -> Result<Response, Problem> {
    let ticket = closed(&sources.core, &visit, ticket).await?;
    let linked = sources.core.store.read().await?.lookup_issue_link(ticket.id).await?;
    let form = DetailsForm {
        people: ticket.details.helped.get().to_string(),
        known_issue: linked.map(|link| link.known_issue.to_string()).unwrap_or_default(),
        note: ticket.details.note.as_ref().map_or_else(String::new, |note| note.as_str().to_owned()),
    };
    show(&sources, &visit, &ticket, form, Said::default()).await
}

pub(crate) async fn add(
    State(sources): State<Sources>,
    visit: Visit,
    Path(ticket): Path<TicketId>,
    form: Posted,
) -> Result<Response, Problem> {
    let mut reading = Reading::of(&form);
    let wrong = texts().details_wrong_people(PeopleHelped::MAX);
    let helped = reading.field("people", &wrong, |typed| PeopleHelped::new(typed.trim().parse().ok()?));
    let note = reading.text(notes::FIELD);
    let known = known_issue(&sources.core, form.get("known_issue")).await?;
    let known_issue = reading.field("known_issue", &texts().details_wrong_known_issue(), |_| known);
    let (helped, known_issue) = match (helped, known_issue, reading.end(&sources.trust, &[notes::FIELD])) {
        (Some(helped), Some(known_issue), None) => (helped, known_issue),
        (.., said) => {
            let typed = DetailsForm {
                people: form.get("people").to_owned(),
                note: form.get("note").to_owned(),
                known_issue: form.get("known_issue").to_owned(),
            };
            let ticket = closed(&sources.core, &visit, ticket).await?;
            return show(&sources, &visit, &ticket, typed, said.unwrap_or_default()).await;
        }
    };
    let details = Details { helped, note };
    let command = Command::AddDetails { by: visit.person_id()?, details, known_issue, linked: None };
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

/// A ticket that this person has closed.
async fn closed(core: &Core, visit: &Visit, ticket: TicketId) -> Result<Ticket, Problem> {
    let found = core.store.read().await?.lookup_ticket(ticket).await?.ok_or(Problem::NotFound)?;
    if found.closed_by() == Some(visit.person_id()?) {
        Ok(found)
    } else {
        Err(Problem::refused(texts().details_not_closed_by_you()))
    }
}

async fn show(
    sources: &Sources,
    visit: &Visit,
    ticket: &Ticket,
    form: DetailsForm,
    said: Said,
) -> Result<Response, Problem> {
    let Said { status, errors, warnings, .. } = said.shown(visit)?;
    let mut tx = sources.core.store.read().await?;
    let page = details_page(sources, tx.as_mut(), ticket, form).await?;
    drop(tx);
    let page = DetailsPage { errors, warnings, ..page };
    Ok(visit.page(sources, status, page, |shell, page| view! { <Page shell=shell page=page /> }))
}
