//! The command centre's board, and acting on any ticket.

use app::{
    model::{BoardFilter, FieldError, TicketPage},
    pages,
    words::isolated,
};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    PersonId, Priority, Responder, Ticket, TicketId,
    standing::InTheWay,
    ticket::{Actor, Command, Refusal, WithdrawReason},
};
use leptos::prelude::*;

use super::{
    Problem, Web,
    address::Address,
    done::Done,
    extract::{Path, Query},
    forms::{self, Posted},
    limits::Reader,
    live::{After, known},
    problem::{CHANGED, refusal_words},
    render,
    visit::Visit,
};
use crate::{
    actions::{self, ActionError, Sending, Tap},
    live::{Watching, stream},
    view::{Looking, cover_page, send_question, ticket_page},
};

pub(super) async fn page(
    State(web): State<Web>,
    visit: Visit,
    Query(filter): Query<BoardFilter>,
) -> Result<Response, Problem> {
    let page = web.boards.page(&web.elbow, filter).await?;
    let shell = visit.shell(&web);
    Ok(render::live_page(StatusCode::OK, &visit.nonce, move || {
        view! { <pages::Board shell=shell.clone() page=page.clone() /> }
    })
    .await)
}

/// What an open board fetches after each change.
pub(super) async fn part(
    State(web): State<Web>,
    headers: HeaderMap,
    Query(filter): Query<BoardFilter>,
) -> Result<Response, Problem> {
    let part = web.boards.part(&web.elbow, filter).await?;
    let kind =
        [(header::CONTENT_TYPE, render::HTML), (header::VARY, HeaderValue::from_static("accept-encoding"))];
    // Pressed once for all; what is pressed already goes through as it is.
    let accepts = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    Ok(if accepts.is_some_and(|accepts| accepts.contains("gzip")) {
        (kind, [(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"))], part.gzip).into_response()
    } else {
        (kind, part.plain).into_response()
    })
}

pub(super) async fn json(
    State(web): State<Web>,
    Query(filter): Query<BoardFilter>,
) -> Result<Response, Problem> {
    Ok(Json(web.boards.page(&web.elbow, filter).await?).into_response())
}

pub(super) async fn cover(State(web): State<Web>, visit: Visit) -> Result<Response, Problem> {
    let mut session = web.elbow.store.read().await?;
    let page = cover_page(&web.elbow, session.as_mut()).await?;
    drop(session);
    Ok(visit.page(&web, StatusCode::OK, page, |shell, page| view! { <pages::Cover shell=shell page=page /> }))
}

pub(super) async fn ticket(
    State(web): State<Web>,
    visit: Visit,
    Path(ticket): Path<String>,
    Query(looking): Query<Looking>,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let ticket = find(&web, &ticket).await?;
    let notice = if done.is_priority() {
        Some(format!("{} is {} now.", ticket.code, ticket.priority))
    } else {
        done.notice(web.elbow.store.read().await?.as_mut()).await?
    };
    show(&web, &visit, StatusCode::OK, &ticket, &looking, notice).await
}

/// What an open page of a ticket hears of.
pub(super) async fn ticket_events(
    State(web): State<Web>,
    visit: Visit,
    Address(address): Address,
    Path(ticket): Path<String>,
    Query(After { after }): Query<After>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let watching = Watching::TicketInFull(find(&web, &ticket).await?.id);
    let place = web.elbow.limits.pages.open(Reader::Person(visit.person_id()?), address)?;
    let known = known(&headers, after.as_deref());
    Ok(stream(&web.elbow, watching, known, visit.caller.person, web.shutdown.clone(), place).await?)
}

pub(super) async fn assign(
    State(web): State<Web>,
    visit: Visit,
    Path(ticket): Path<String>,
    form: Posted,
) -> Result<Response, Problem> {
    let ticket = find(&web, &ticket).await?;
    let chosen = match form.get("person").parse::<PersonId>() {
        Ok(person) => web.elbow.store.read().await?.lookup_responder(person).await?,
        Err(_) => None,
    };
    let Some(responder) = chosen else {
        return wrong(&web, &visit, &ticket, FieldError::new("person", "Choose who should go")).await;
    };
    let sending = Sending {
        ticket: ticket.id,
        to: responder.id,
        by: visit.person_id()?,
        told: form.get("told"),
        seen: seen(&form),
    };
    match actions::send(&web.elbow, sending).await {
        Err(ActionError::InTheWay { reasons, instead_of }) => {
            ask_first(&web, &visit, &ticket, &responder, &reasons, instead_of).await
        }
        // They have it already, from Elbow or from another lead.
        Err(ActionError::Refused(Refusal::NoChange)) => Ok(back_to(&ticket, "")),
        Err(ActionError::NotOnShift) => {
            let words =
                format!("{} is off shift. Choose someone who is on shift.", isolated(&responder.name));
            tell(&web, &visit, &ticket, &words).await
        }
        done => answer(&web, &visit, &ticket, done, &format!("?done=sent&about={}", responder.id)).await,
    }
}

/// Nobody is sent who is not free without the lead being told what that means.
async fn ask_first(
    web: &Web,
    visit: &Visit,
    ticket: &Ticket,
    responder: &Responder,
    reasons: &[InTheWay],
    instead_of: Option<PersonId>,
) -> Result<Response, Problem> {
    let mut session = web.elbow.store.read().await?;
    let question = send_question(&web.elbow, session.as_mut(), responder, reasons, instead_of).await?;
    if visit.wants_json {
        return Err(Problem::Refused { words: question.words.join(" ") });
    }
    let ticket = session.lookup_ticket(ticket.id).await?.ok_or(Problem::NotFound)?;
    let page = ticket_page(&web.elbow, session.as_mut(), &ticket, &Looking::default(), None).await?;
    drop(session);
    let page = TicketPage { question: Some(question), ..page };
    Ok(whole(web, visit, StatusCode::CONFLICT, page).await)
}

pub(super) async fn escalate(
    State(web): State<Web>,
    visit: Visit,
    Path(ticket): Path<String>,
    form: Posted,
) -> Result<Response, Problem> {
    let ticket = find(&web, &ticket).await?;
    act(&web, &visit, &ticket, &form, Command::Escalate).await
}

pub(super) async fn priority(
    State(web): State<Web>,
    visit: Visit,
    Path(ticket): Path<String>,
    form: Posted,
) -> Result<Response, Problem> {
    let ticket = find(&web, &ticket).await?;
    match form.get("priority").parse::<Priority>() {
        Ok(to) => act(&web, &visit, &ticket, &form, Command::ChangePriority { to }).await,
        Err(_) => wrong(&web, &visit, &ticket, FieldError::new("priority", "Choose how urgent it is")).await,
    }
}

pub(super) async fn withdraw(
    State(web): State<Web>,
    visit: Visit,
    Path(ticket): Path<String>,
    form: Posted,
) -> Result<Response, Problem> {
    let ticket = find(&web, &ticket).await?;
    match WithdrawReason::ALL.into_iter().find(|why| why.as_str() == form.get("why")) {
        Some(why) => act(&web, &visit, &ticket, &form, Command::Withdraw { why }).await,
        None => {
            let error = FieldError::new("why", "Choose why the request is cancelled");
            wrong(&web, &visit, &ticket, error).await
        }
    }
}

async fn act(
    web: &Web,
    visit: &Visit,
    ticket: &Ticket,
    form: &Posted,
    command: Command,
) -> Result<Response, Problem> {
    let actor = Actor::Lead(visit.person_id()?);
    let tap = Tap { seen: seen(form), ..Tap::default() };
    let said = if matches!(command, Command::ChangePriority { .. }) { "?done=priority" } else { "" };
    let done = actions::act(&web.elbow, ticket.id, command, actor, &tap).await;
    answer(web, visit, ticket, done, said).await
}

/// The version of the ticket that the form stood beside.
fn seen(form: &Posted) -> Option<u32> {
    form.get("version").parse().ok()
}

/// `said`: what the address says of it, if it was done.
async fn answer(
    web: &Web,
    visit: &Visit,
    ticket: &Ticket,
    done: Result<Ticket, ActionError>,
    said: &str,
) -> Result<Response, Problem> {
    match done {
        Ok(_) => Ok(back_to(ticket, said)),
        Err(ActionError::Refused(refusal)) => {
            let ticket = find(web, &ticket.id.to_string()).await?;
            tell(web, visit, &ticket, &refusal_words(refusal, None)).await
        }
        Err(ActionError::Changed) => {
            let ticket = find(web, &ticket.id.to_string()).await?;
            tell(web, visit, &ticket, CHANGED).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn find(web: &Web, ticket: &str) -> Result<Ticket, Problem> {
    let id: TicketId = ticket.parse().map_err(|_| Problem::NotFound)?;
    web.elbow.store.read().await?.lookup_ticket(id).await?.ok_or(Problem::NotFound)
}

/// What is wrong with a form, beside its field.
async fn wrong(web: &Web, visit: &Visit, ticket: &Ticket, error: FieldError) -> Result<Response, Problem> {
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    if visit.wants_json {
        return Ok(forms::wrong(status, &[error]));
    }
    let mut session = web.elbow.store.read().await?;
    let page = ticket_page(&web.elbow, session.as_mut(), ticket, &Looking::default(), None).await?;
    drop(session);
    Ok(whole(web, visit, status, TicketPage { errors: vec![error], ..page }).await)
}

/// What could not be done, on the page as things stand now.
async fn tell(web: &Web, visit: &Visit, ticket: &Ticket, words: &str) -> Result<Response, Problem> {
    if visit.wants_json {
        return Err(Problem::Refused { words: words.to_owned() });
    }
    show(web, visit, StatusCode::CONFLICT, ticket, &Looking::default(), Some(words.to_owned())).await
}

async fn show(
    web: &Web,
    visit: &Visit,
    status: StatusCode,
    ticket: &Ticket,
    looking: &Looking,
    notice: Option<String>,
) -> Result<Response, Problem> {
    let mut session = web.elbow.store.read().await?;
    let page = ticket_page(&web.elbow, session.as_mut(), ticket, looking, notice).await?;
    drop(session);
    Ok(whole(web, visit, status, page).await)
}

async fn whole(web: &Web, visit: &Visit, status: StatusCode, page: TicketPage) -> Response {
    let shell = visit.shell(web);
    render::live_page(status, &visit.nonce, move || {
        view! { <pages::TicketDetail shell=shell.clone() page=page.clone() /> }
    })
    .await
}

fn back_to(ticket: &Ticket, said: &str) -> Response {
    Redirect::to(&format!("/board/tickets/{}{said}", ticket.id)).into_response()
}
