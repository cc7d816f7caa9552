//! A requester's page about their own request, found by its unguessable link.

pub(crate) mod view;

use std::sync::Arc;

use app::screens::waiting::{self as pages, Change};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Priority, Ticket, TicketId,
    priority::{Patient, Stuck},
    ticket::{Command, HoldEnd, Refusal, Sorted, WithdrawReason},
};
use leptos::prelude::*;
use texts::texts;

use self::view::waiting_page;
use crate::{
    actions::{self, ActionError},
    core::Core,
    http::{
        Problem,
        address::Address,
        extract::{Path, Query},
        forms::Posted,
        linked::Linked,
        live::{After, Streams, known},
        problem::{come_again, refusal_words},
        said::Said,
        visit::Visit,
    },
    limits::{Limits, Reader},
    live::Watching,
    view::Sources,
};

pub(crate) async fn page(
    State(sources): State<Sources>,
    visit: Visit,
    link: Linked<Ticket>,
) -> Result<Response, Problem> {
    show(&sources, &visit, &link.to, Said::default()).await
}

pub(crate) async fn events(
    State(streams): State<Streams>,
    visit: Visit,
    Address(address): Address,
    Query(After { after }): Query<After>,
    link: Linked<Ticket>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    // A page that does not say what it knew when it was made looks once more now that it listens.
    let known = known(&headers, after.as_deref()).or(Some(0));
    // A ward's own computer has its own share, whatever others do with links.
    let reader =
        visit.caller.ward_device().map_or(Reader::Link(link.to.id), |(device, _)| Reader::Device(device));
    streams.open(Watching::Ticket(link.to.id), known, None, reader, address).await
}

/// What a form of the page asks for.
fn command(ticket: &Ticket, change: Change, form: &Posted) -> Command {
    match change {
        // One tap is enough: the reason is asked for, never insisted on.
        Change::Withdraw => {
            let why = WithdrawReason::OWN.into_iter().find(|why| why.as_str() == form.get("why"));
            Command::Withdraw { why: why.unwrap_or(WithdrawReason::Other) }
        }
        Change::Urgent => Command::RaiseTo { at_least: Priority::P2 },
        // Nothing is more urgent: whatever somebody else decided meanwhile, it goes up.
        Change::Harm => Command::RaiseTo { at_least: Priority::P1 },
        Change::NoHarm => Command::LowerTo { at_most: Priority::P2 },
        Change::NotAffected => {
            let stuck = ticket.stuck.unwrap_or(Stuck::CannotGoOn);
            Command::LowerTo { at_most: Priority::from_answers(stuck, Patient::NotAffected) }
        }
        Change::Arrived => Command::Arrive,
        Change::NobodyHere => Command::UndoArrive,
        Change::NotSolved => Command::Reopen,
        Change::StillNeeded => Command::EndHold { why: HoldEnd::StillNeeded },
        Change::Sorted => Command::SaySorted { answer: Sorted::Yes },
        Change::PartlySorted => Command::SaySorted { answer: Sorted::Partly },
        Change::NotSorted => Command::SaySorted { answer: Sorted::No },
    }
}

pub(crate) async fn change(
    State(sources): State<Sources>,
    State(limits): State<Arc<Limits>>,
    visit: Visit,
    Linked { to: ticket, secret }: Linked<Ticket>,
    Path((_, change)): Path<(String, Change)>,
    form: Posted,
) -> Result<Response, Problem> {
    let command = command(&ticket, change, &form);
    let done =
        actions::act_as_requester(&sources.core, &limits, ticket.id, command, &form.requester_tap()).await;
    answer(&sources, &visit, ticket.id, &secret, done).await
}

/// What whoever asked sees of what they wanted of their request.
pub(crate) async fn answer(
    sources: &Sources,
    visit: &Visit,
    id: TicketId,
    secret: &str,
    done: Result<Ticket, ActionError>,
) -> Result<Response, Problem> {
    let show_with = async |said| show(sources, visit, &as_it_stands(&sources.core, id).await?, said).await;
    match done {
        // The same button twice, or the back button: the state is what was wanted.
        Ok(_) | Err(ActionError::Refused(Refusal::NoChange) | ActionError::Repeated { .. }) => {
            Ok(if visit.wants_json {
                StatusCode::NO_CONTENT.into_response()
            } else {
                Redirect::to(&paths::request(secret)).into_response()
            })
        }
        Err(ActionError::Refused(refusal)) => show_with(Said::refused(refusal_words(refusal, None))).await,
        Err(ActionError::Changed) => show_with(Said::refused(texts().problem_changed())).await,
        Err(ActionError::TooMany(too_many)) if !visit.wants_json => {
            let ward = as_it_stands(&sources.core, id).await?.ward;
            let own = sources.of_wave(sources.core.store.read().await?.as_mut(), ward).await?;
            let (seconds, desk) = (too_many.seconds(), sources.numbers(own.as_ref()).desk);
            let words = texts().waiting_too_many_changes(seconds, desk);
            Ok(come_again(too_many, show_with(Said::refused(words)).await?))
        }
        Err(error) => Err(error.into()),
    }
}

/// The request as it is by now.
///
/// # Errors
/// [`Problem::UnknownLink`] if there is none any more.
pub(crate) async fn as_it_stands(core: &Core, id: TicketId) -> Result<Ticket, Problem> {
    core.store.read().await?.lookup_ticket(id).await?.ok_or(Problem::UnknownLink)
}

async fn show(sources: &Sources, visit: &Visit, ticket: &Ticket, said: Said) -> Result<Response, Problem> {
    let Said { status, notice, .. } = said.shown(visit)?;
    let mut tx = sources.core.store.read().await?;
    let device = visit.caller.ward_device().map(|(device, _)| device);
    let page = waiting_page(sources, tx.as_mut(), ticket, notice, device).await?;
    let own = sources.of_wave(tx.as_mut(), ticket.ward).await?;
    drop(tx);
    let numbers = sources.numbers(own.as_ref());
    Ok(visit.page(
        sources,
        status,
        page,
        |shell, page| view! { <pages::Waiting shell=shell.ringing(numbers) page=page /> },
    ))
}
