//! Moving a ticket along its life.

use std::time::Duration;

use domain::{
    Duty, PersonId, Ticket, TicketId, Timestamp, Walk, Whereabouts,
    ticket::{Actor, Command, GivenBack, Happening, Measure, Refusal, Transition},
};
use store::{CallFor, NewCall, Session, if_readable};
use tracing::Span;

use super::{ActionError, Tap, alerts::alerts_for, taps::steps_since};
use crate::elbow::Elbow;

/// How long it is worth telling the command centre that nobody is on the way: then the next step of the ladder comes.
const CALL_FOR: Duration = Duration::from_mins(5);

/// Applies `command` to the ticket as it is now, with all that follows from it.
///
/// # Errors
/// [`ActionError::Refused`] if the command does not follow from the ticket's state, [`ActionError::Busy`] and
/// [`ActionError::NotOnShift`] if it would give a second ticket, or one to somebody who is not there,
/// [`ActionError::Changed`] if a lead, or whoever asked, decided about something that is no longer as the page showed it,
/// [`ActionError::Repeated`] for a tap that comes again, [`ActionError::Overtaken`] for a responder's that comes too late,
/// [`ActionError::NotFound`].
#[tracing::instrument(name = "ticket", skip_all, fields(code))]
pub async fn act(
    elbow: &Elbow,
    id: TicketId,
    command: Command,
    actor: Actor,
    tap: &Tap,
) -> Result<Ticket, ActionError> {
    let now = elbow.now();
    let mut session = elbow.store.write().await?;
    let before = session.lookup_ticket(id).await?.ok_or(ActionError::NotFound)?;
    Span::current().record("code", before.code.as_str());
    if let Actor::Responder(person) = actor {
        tap.claim(session.as_mut(), person, now).await?;
        if tap.is_overtaken(session.as_mut(), &before, person).await? {
            return Err(ActionError::Overtaken);
        }
    }
    if actor == Actor::Requester {
        tap.must_be_news(session.as_mut(), &before, &command).await?;
    }
    if let Actor::Lead(_) = actor
        && !is_as_seen(session.as_mut(), &before, &command, tap.seen).await?
    {
        return Err(ActionError::Changed);
    }
    if let Command::Accept { by: person, .. } | Command::Assign { to: person } = command
        && !id.is_canary()
    {
        must_be_able_to_take(session.as_mut(), id, person).await?;
    }
    let transition = before.apply(command, actor, tap.at, now, &elbow.deadlines())?;
    // Whoever asks for help may always say that it is worse.
    let is_worse = transition.ticket.priority < before.priority;
    if actor == Actor::Requester && !is_worse && !id.is_canary() {
        elbow.limits.may_change(id).map_err(ActionError::TooMany)?;
    }
    record(session.as_mut(), &before, &transition, None).await?;
    session.commit().await?;
    elbow.wake.all();
    if !id.is_canary() {
        tracing::info!(step = transition.event.happening.kind());
    }
    Ok(transition.ticket)
}

/// Who gave the ticket back a moment ago has it again.
///
/// # Errors
/// As [`act`]; [`Refusal::TooLate`] too if there is nothing to undo.
pub async fn undo_release(
    elbow: &Elbow,
    id: TicketId,
    by: PersonId,
    tap: &Tap,
) -> Result<Ticket, ActionError> {
    let now = elbow.now();
    let mut session = elbow.store.write().await?;
    let before = session.lookup_ticket(id).await?.ok_or(ActionError::NotFound)?;
    tap.claim(session.as_mut(), by, now).await?;
    let given_back = given_back(session.as_mut(), id).await?.ok_or(Refusal::TooLate)?;
    must_be_able_to_take(session.as_mut(), id, by).await?;
    let command = Command::UndoRelease { by, given_back };
    let transition = before.apply(command, Actor::Responder(by), tap.at, now, &elbow.deadlines())?;
    record(session.as_mut(), &before, &transition, None).await?;
    session.commit().await?;
    elbow.wake.all();
    Ok(transition.ticket)
}

/// What the log says about who gave the ticket back last.
pub(crate) async fn given_back(
    session: &mut dyn Session,
    ticket: TicketId,
) -> Result<Option<GivenBack>, store::Error> {
    let events = session.list_events_of(ticket).await?;
    Ok(GivenBack::last(events.into_iter().filter_map(|event| Some((event.at, event.what.into_step()?)))))
}

/// On shift, and without another ticket in hand.
async fn must_be_able_to_take(
    session: &mut dyn Session,
    ticket: TicketId,
    person: PersonId,
) -> Result<(), ActionError> {
    let responder = session.lookup_responder(person).await?.ok_or(ActionError::NotFound)?;
    if responder.duty != Duty::OnShift {
        return Err(ActionError::NotOnShift);
    }
    let mut others =
        session.list_open_tickets_of(person).await?.into_iter().filter(|other| other.id != ticket);
    match others.find(|other| other.holder() == Some(person)) {
        Some(other) => Err(ActionError::Busy { code: other.code }),
        None => Ok(()),
    }
}

/// A lead decides about what a page showed: if that has changed, they are told first. `seen`: the version of the
/// ticket on that page; none decides about whatever is there.
pub(super) async fn is_as_seen(
    session: &mut dyn Session,
    ticket: &Ticket,
    command: &Command,
    seen: Option<u32>,
) -> Result<bool, store::Error> {
    let unseen = steps_since(session, ticket, seen).await?;
    Ok(!unseen.iter().any(|(_, happening)| overtakes(happening, command)))
}

/// Whether `happening` has changed what a lead decides about by `command`. That somebody was asked, or did not answer,
/// does not.
const fn overtakes(happening: &Happening, command: &Command) -> bool {
    match command {
        Command::ChangePriority { .. } => matches!(happening, Happening::PriorityChanged { .. }),
        Command::Escalate => matches!(happening, Happening::Escalated { .. }),
        _ => matches!(
            happening,
            Happening::Accepted { .. }
                | Happening::Assigned { .. }
                | Happening::Arrived { .. }
                | Happening::ArrivalUndone
                | Happening::Released { .. }
                | Happening::ReleaseUndone { .. }
                | Happening::Resolved { .. }
                | Happening::ResolutionUndone
                | Happening::HandedOff { .. }
                | Happening::Withdrawn { .. }
                | Happening::Reopened
        ),
    }
}

/// Writes a transition with what it does to people and the alerts it causes. `why` is kept with an offer it makes.
pub async fn record(
    session: &mut dyn Session,
    before: &Ticket,
    transition: &Transition,
    why: Option<&str>,
) -> Result<(), store::Error> {
    session.save_ticket(transition, why).await?;
    // The canary's responder has no handset.
    if !before.id.is_canary() {
        for alert in alerts_for(before, transition) {
            session.add_alert(&alert).await?;
        }
    }
    if let Some(call) = command_centre_call(transition) {
        session.add_call(&call).await?;
    }
    let after = &transition.ticket;
    match &transition.event.happening {
        Happening::Expired { offer } => {
            if let Some(offer) = before.offers.iter().find(|live| live.id == *offer) {
                let unanswered = if_readable(session.lookup_responder(offer.to).await)?
                    .map_or(0, |person| person.unanswered);
                session.set_unanswered(offer.to, unanswered.saturating_add(1)).await?;
            }
        }
        Happening::Arrived { .. } => {
            if let Some(holder) = after.holder() {
                learn_the_way(session, holder, after, transition.event.at).await?;
                let whereabouts = Whereabouts { ward: after.ward, at: transition.event.at };
                session.set_whereabouts(holder, Some(whereabouts)).await?;
            }
        }
        Happening::ArrivalUndone => was_not_there(session, before).await?,
        Happening::Resolved { .. } | Happening::HandedOff { .. } => {
            if let Some(holder) = before.holder() {
                session.add_closed(holder, 1).await?;
            }
        }
        Happening::ResolutionUndone => {
            if let Some(holder) = after.holder() {
                session.add_closed(holder, -1).await?;
            }
        }
        _ => {}
    }
    if let Actor::Responder(person) = transition.event.actor {
        sign_of_life(session, person).await?;
    }
    Ok(())
}

/// A step of the ladder may say that the command centre is to be told.
fn command_centre_call(transition: &Transition) -> Option<NewCall> {
    let Happening::Escalated { measures, .. } = &transition.event.happening else { return None };
    let at = transition.event.at;
    let is_told = measures.contains(&Measure::TellCommandCentre) && !transition.ticket.id.is_canary();
    is_told.then(|| NewCall {
        whom: CallFor::CommandCentre,
        ticket: transition.ticket.id,
        made_at: at,
        expires_at: at + CALL_FOR,
    })
}

/// Writes down how long the walk took, if it is known where it began: the holder had said so before accepting, not too
/// long before, and nothing else since.
async fn learn_the_way(
    session: &mut dyn Session,
    holder: PersonId,
    ticket: &Ticket,
    arrived_at: Timestamp,
) -> Result<(), store::Error> {
    if ticket.id.is_canary() {
        return Ok(());
    }
    let (Some(accepted_at), Some(responder)) =
        (ticket.accepted_at, if_readable(session.lookup_responder(holder).await)?)
    else {
        return Ok(());
    };
    let start = responder.whereabouts.filter(|place| place.at <= accepted_at && !place.is_old(accepted_at));
    let seconds = u16::try_from(arrived_at.since(accepted_at).as_secs()).unwrap_or(u16::MAX).max(1);
    if let Some(start) = start {
        session.add_walk(&Walk { from: start.ward, to: ticket.ward, seconds }, arrived_at).await?;
    }
    Ok(())
}

/// Takes back what an arrival that was none has taught: the walk, and where the holder is, unless they have said so since.
async fn was_not_there(session: &mut dyn Session, before: &Ticket) -> Result<(), store::Error> {
    let (Some(holder), Some(said_at)) = (before.holder(), before.arrived_at) else { return Ok(()) };
    let walk = session.forget_walk(before.ward, said_at).await?;
    let place = if_readable(session.lookup_responder(holder).await)?.and_then(|holder| holder.whereabouts);
    if place.is_some_and(|place| place.at == said_at) {
        let from = walk.zip(before.accepted_at).map(|(walk, at)| Whereabouts { ward: walk.from, at });
        session.set_whereabouts(holder, from).await?;
    }
    Ok(())
}

/// Whoever does something is reachable.
async fn sign_of_life(session: &mut dyn Session, person: PersonId) -> Result<(), store::Error> {
    let silent = if_readable(session.lookup_responder(person).await)?
        .is_some_and(|responder| responder.unanswered > 0);
    if silent { session.set_unanswered(person, 0).await } else { Ok(()) }
}
