//! What whoever asked corrects of an open request.

use std::sync::Arc;

use app::screens::correct::{Correct as Page, CorrectForm, CorrectPage};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use domain::{GuardedText, Ticket, ticket::Command};
use leptos::prelude::*;
use texts::texts;

use super::waiting;
use crate::{
    actions::{self, ActionError},
    http::{
        Problem,
        forms::{Posted, Reading},
        linked::Linked,
        notes,
        said::Said,
        visit::Visit,
    },
    limits::Limits,
    view::Sources,
};

pub(crate) async fn page(
    State(sources): State<Sources>,
    visit: Visit,
    link: Linked<Ticket>,
) -> Result<Response, Problem> {
    let ticket = &link.to;
    if !ticket.is_open() {
        return Ok(Redirect::to(&paths::request(&link.secret)).into_response());
    }
    show(&sources, &visit, &link, as_it_stands(ticket), None, Said::default()).await
}

pub(crate) async fn correct(
    State(sources): State<Sources>,
    State(limits): State<Arc<Limits>>,
    visit: Visit,
    link: Linked<Ticket>,
    form: Posted,
) -> Result<Response, Problem> {
    let mut reading = Reading::of(&form);
    let (spot, note) = (reading.line(notes::SPOT), reading.text(notes::FIELD));
    let typed =
        CorrectForm { spot: form.get(notes::SPOT).to_owned(), note: form.get(notes::FIELD).to_owned() };
    if let Some(said) = reading.end(&sources.trust, &[notes::SPOT, notes::FIELD]) {
        return show(&sources, &visit, &link, typed, None, said).await;
    }
    let (id, command) = (link.to.id, Command::Correct { spot, note });
    let done = actions::act_as_requester(&sources.core, &limits, id, command, &form.requester_tap()).await;
    if let Err(ActionError::Changed) = done {
        let link = Linked { to: waiting::as_it_stands(&sources.core, id).await?, ..link };
        let saved = as_it_stands(&link.to);
        let said = Said::refused(texts().correct_changed_meanwhile());
        return show(&sources, &visit, &link, typed, Some(saved), said).await;
    }
    waiting::answer(&sources, &visit, id, &link.secret, done).await
}

fn as_it_stands(ticket: &Ticket) -> CorrectForm {
    let typed = |text: Option<&str>| text.unwrap_or_default().to_owned();
    CorrectForm {
        spot: typed(ticket.spot.as_ref().map(GuardedText::as_str)),
        note: typed(ticket.note.as_ref().map(GuardedText::as_str)),
    }
}

async fn show(
    sources: &Sources,
    visit: &Visit,
    link: &Linked<Ticket>,
    form: CorrectForm,
    meanwhile: Option<CorrectForm>,
    said: Said,
) -> Result<Response, Problem> {
    let Said { status, errors, warnings, .. } = said.shown(visit)?;
    let ticket = &link.to;
    let mut tx = sources.core.store.read().await?;
    let directory = sources.directory(tx.as_mut()).await?;
    drop(tx);
    let page = CorrectPage {
        secret: link.secret.clone(),
        version: ticket.version,
        code: ticket.code.to_string(),
        ward_name: directory.ward_name(ticket.ward),
        tag: directory.tag_name(ticket.tag),
        form,
        meanwhile,
        errors,
        warnings,
    };
    Ok(visit.page(sources, status, page, |shell, page| view! { <Page shell=shell page=page /> }))
}
