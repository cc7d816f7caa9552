//! One ticket in full, and acting on it.

pub(crate) mod view;

use app::{
    screens::ticket::{self as pages, TicketPage},
    words::isolated,
};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    KnownIssueId, PersonId, Priority, Responder, Ticket, TicketId,
    known_issue::LinkReason,
    standing::InTheWay,
    ticket::{Actor, Command, HoldEnd, Refusal, WithdrawReason},
};
use leptos::prelude::*;
use texts::texts;

use self::view::{Looking, send_question, ticket_page};
use crate::{
    actions::{self, ActionError, Sending, Tap},
    core::Core,
    http::{
        Problem,
        address::Address,
        done::Done,
        extract::{Path, Query},
        forms::Posted,
        live::{After, Streams, known},
        problem::refusal_words,
        render,
        said::Said,
        visit::Visit,
    },
    limits::Reader,
    live::Watching,
    view::Sources,
};

pub(crate) async fn page(
    State(sources): State<Sources>,
    visit: Visit,
    Path(ticket): Path<TicketId>,
    Query(looking): Query<Looking>,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let ticket = find(&sources.core, ticket).await?;
    let notice = if done.is_priority() {
        Some(texts().ticket_priority_is(ticket.code.to_string(), ticket.priority.to_string()))
    } else {
        done.notice(&sources).await?
    };
    show(&sources, &visit, &ticket, &looking, Said::done(notice)).await
}

/// What an open page of a ticket hears of.
pub(crate) async fn events(
    State(core): State<Core>,
    State(streams): State<Streams>,
    visit: Visit,
    Address(address): Address,
    Path(ticket): Path<TicketId>,
    Query(After { after }): Query<After>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let watching = Watching::TicketInFull(find(&core, ticket).await?.id);
    let reader = Reader::Person(visit.person_id()?);
    streams.open(watching, known(&headers, after.as_deref()), visit.caller.person, reader, address).await
}

pub(crate) async fn assign(
    State(sources): State<Sources>,
    visit: Visit,
    Path(ticket): Path<TicketId>,
    form: Posted,
) -> Result<Response, Problem> {
    let ticket = find_to_change(&sources, &visit, ticket).await?;
    let chosen = match form.get("person").parse::<PersonId>() {
        Ok(person) => sources.core.store.read().await?.lookup_responder(person).await?,
        Err(_) => None,
    };
    let Some(responder) = chosen else {
        return again(&sources, &visit, &ticket, Said::wrong_in("person", texts().ticket_choose_who())).await;
    };
    let sending = Sending {
        ticket: ticket.id,
        to: responder.id,
        by: visit.person_id()?,
        told: form.get("told"),
        seen: seen(&form),
    };
    match actions::send(&sources.core, sending).await {
        Err(ActionError::InTheWay { reasons, instead_of }) => {
            ask_first(&sources, &visit, &ticket, &responder, &reasons, instead_of).await
        }
        // They have it already, from Elbow or from another lead.
        Err(ActionError::Refused(Refusal::NoChange)) => Ok(back_to(&ticket, "")),
        Err(ActionError::NotOnShift) => {
            let words = texts().ticket_is_off_shift(isolated(&responder.name));
            again(&sources, &visit, &ticket, Said::refused(words)).await
        }
        done => answer(&sources, &visit, &ticket, done, &format!("?done=sent&about={}", responder.id)).await,
    }
}

/// Nobody is sent who is not free without the lead being told what that means.
async fn ask_first(
    sources: &Sources,
    visit: &Visit,
    ticket: &Ticket,
    responder: &Responder,
    reasons: &[InTheWay],
    instead_of: Option<PersonId>,
) -> Result<Response, Problem> {
    let mut tx = sources.core.store.read().await?;
    let question = send_question(sources, tx.as_mut(), responder, reasons, instead_of).await?;
    if visit.wants_json {
        return Err(Problem::Refused { words: question.words.join(" ") });
    }
    let ticket = tx.lookup_ticket(ticket.id).await?.ok_or(Problem::NotFound)?;
    let page = ticket_page(sources, tx.as_mut(), &ticket, &Looking::default(), None).await?;
    drop(tx);
    let page = TicketPage { question: Some(question), ..page };
    Ok(whole(sources, visit, StatusCode::CONFLICT, page).await)
}

pub(crate) async fn escalate(
    State(sources): State<Sources>,
    visit: Visit,
    Path(ticket): Path<TicketId>,
    form: Posted,
) -> Result<Response, Problem> {
    let ticket = find_to_change(&sources, &visit, ticket).await?;
    act(&sources, &visit, &ticket, &form, Command::Escalate).await
}

pub(crate) async fn priority(
    State(sources): State<Sources>,
    visit: Visit,
    Path(ticket): Path<TicketId>,
    form: Posted,
) -> Result<Response, Problem> {
    let ticket = find_to_change(&sources, &visit, ticket).await?;
    match form.get("priority").parse::<Priority>() {
        Ok(to) => act(&sources, &visit, &ticket, &form, Command::ChangePriority { to }).await,
        Err(_) => {
            again(&sources, &visit, &ticket, Said::wrong_in("priority", texts().ticket_choose_urgency()))
                .await
        }
    }
}

pub(crate) async fn withdraw(
    State(sources): State<Sources>,
    visit: Visit,
    Path(ticket): Path<TicketId>,
    form: Posted,
) -> Result<Response, Problem> {
    let ticket = find_to_change(&sources, &visit, ticket).await?;
    if let Some(why) = WithdrawReason::ALL.into_iter().find(|why| why.as_str() == form.get("why")) {
        act(&sources, &visit, &ticket, &form, Command::Withdraw { why }).await
    } else {
        let said = Said::wrong_in("why", texts().ticket_choose_why());
        again(&sources, &visit, &ticket, said).await
    }
}

pub(crate) async fn link(
    State(sources): State<Sources>,
    visit: Visit,
    Path(ticket): Path<TicketId>,
    form: Posted,
) -> Result<Response, Problem> {
    let ticket = find_to_change(&sources, &visit, ticket).await?;
    let Ok(issue) = form.get("known_issue").parse::<KnownIssueId>() else {
        let said = Said::wrong_in("known_issue", texts().ticket_choose_issue());
        return again(&sources, &visit, &ticket, said).await;
    };
    let (lead, why) = (visit.person()?, LinkReason::Lead);
    match actions::link_tickets(&sources.core, issue, &[ticket.id], (lead.id, &lead.leads), why, None).await {
        // What that means is asked where tickets are linked to it.
        Err(ActionError::IssueEnded) => {
            let on = format!("{}?code={}", paths::link_known_issue(&issue), ticket.code);
            Ok(Redirect::to(&on).into_response())
        }
        done => {
            done?;
            Ok(back_to(&ticket, ""))
        }
    }
}

pub(crate) async fn unlink(
    State(sources): State<Sources>,
    visit: Visit,
    Path(ticket): Path<TicketId>,
) -> Result<Response, Problem> {
    let ticket = find_to_change(&sources, &visit, ticket).await?;
    let link = sources.core.store.read().await?.lookup_issue_link(ticket.id).await?;
    if let Some(link) = link {
        let lead = visit.person()?;
        let by = (lead.id, &lead.leads);
        actions::unlink_tickets(&sources.core, link.known_issue, &[ticket.id], by).await?;
    }
    Ok(back_to(&ticket, ""))
}

pub(crate) async fn send_to_held(
    State(sources): State<Sources>,
    visit: Visit,
    Path(ticket): Path<TicketId>,
    form: Posted,
) -> Result<Response, Problem> {
    let ticket = find_to_change(&sources, &visit, ticket).await?;
    act(&sources, &visit, &ticket, &form, Command::EndHold { why: HoldEnd::SentAfterAll }).await
}

async fn act(
    sources: &Sources,
    visit: &Visit,
    ticket: &Ticket,
    form: &Posted,
    command: Command,
) -> Result<Response, Problem> {
    let actor = Actor::Lead(visit.person_id()?);
    let tap = Tap { seen: seen(form), ..Tap::default() };
    let said = match command {
        Command::ChangePriority { .. } => "?done=priority",
        Command::Escalate => "?done=escalated",
        _ => "",
    };
    let done = actions::act(&sources.core, ticket.id, command, actor, &tap).await;
    answer(sources, visit, ticket, done, said).await
}

/// The version of the ticket that the form stood beside.
fn seen(form: &Posted) -> Option<u32> {
    form.get("version").parse().ok()
}

/// `said`: what the address says of it, if it was done.
async fn answer(
    sources: &Sources,
    visit: &Visit,
    ticket: &Ticket,
    done: Result<Ticket, ActionError>,
    said: &str,
) -> Result<Response, Problem> {
    match done {
        Ok(_) => Ok(back_to(ticket, said)),
        Err(ActionError::Refused(refusal)) => {
            let ticket = find(&sources.core, ticket.id).await?;
            again(sources, visit, &ticket, Said::refused(refusal_words(refusal, None))).await
        }
        Err(ActionError::Changed) => {
            let ticket = find(&sources.core, ticket.id).await?;
            again(sources, visit, &ticket, Said::refused(texts().problem_changed())).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn find(core: &Core, ticket: TicketId) -> Result<Ticket, Problem> {
    core.store.read().await?.lookup_ticket(ticket).await?.ok_or(Problem::NotFound)
}

/// Whoever leads a zone decides about its tickets, and reads those of others.
async fn find_to_change(sources: &Sources, visit: &Visit, ticket: TicketId) -> Result<Ticket, Problem> {
    let mut tx = sources.core.store.read().await?;
    let ticket = tx.lookup_ticket(ticket).await?.ok_or(Problem::NotFound)?;
    let directory = sources.directory(tx.as_mut()).await?;
    let zone = directory.wards.get(&ticket.ward).and_then(|ward| ward.zone);
    if visit.person()?.leads.is_in_charge_of(zone) { Ok(ticket) } else { Err(Problem::NotAllowed) }
}

/// A form again, on the page as things stand now.
async fn again(sources: &Sources, visit: &Visit, ticket: &Ticket, said: Said) -> Result<Response, Problem> {
    show(sources, visit, ticket, &Looking::default(), said).await
}

async fn show(
    sources: &Sources,
    visit: &Visit,
    ticket: &Ticket,
    looking: &Looking,
    said: Said,
) -> Result<Response, Problem> {
    let Said { status, errors, notice, .. } = said.shown(visit)?;
    let mut tx = sources.core.store.read().await?;
    let page = ticket_page(sources, tx.as_mut(), ticket, looking, notice).await?;
    let directory = sources.directory(tx.as_mut()).await?;
    drop(tx);
    let zone = directory.wards.get(&ticket.ward).and_then(|ward| ward.zone);
    let is_theirs = visit.person()?.leads.is_in_charge_of(zone);
    let elsewhere = (!is_theirs).then(|| match zone.and_then(|zone| directory.zone_name(zone)) {
        Some(zone) => texts().ticket_in_another_zone(isolated(zone)),
        None => texts().ticket_in_no_zone(),
    });
    Ok(whole(sources, visit, status, TicketPage { errors, elsewhere, ..page }).await)
}

async fn whole(sources: &Sources, visit: &Visit, status: StatusCode, page: TicketPage) -> Response {
    let shell = visit.shell(sources);
    render::live_page(status, &visit.nonce, move || {
        view! { <pages::TicketDetail shell=shell.clone() page=page.clone() /> }
    })
    .await
}

fn back_to(ticket: &Ticket, said: &str) -> Response {
    Redirect::to(&format!("{}{said}", paths::ticket(&ticket.id))).into_response()
}
