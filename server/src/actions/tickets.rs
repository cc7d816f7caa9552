//! Moving a ticket along its life.

use std::time::Duration;

use domain::{
    Duty, KnownIssueId, OfferId, PersonId, Ticket, TicketId, Timestamp, Walk, Whereabouts,
    known_issue::{IssueLink, LinkReason, UnlinkReason},
    ticket::{Actor, Command, GivenBack, Happening, LiveOffer, Measure, Refusal, Transition},
};
use store::{AlertKind, CallFor, LoggedEvent, NewCall, Tx, if_readable};
use tracing::Span;

use super::{
    ActionError, Tap,
    alerts::{alerts_for, alerts_for_leads, needs_leads, needs_leads_no_more, not_needed},
    issue_links::{link, unlink},
    taps::steps_since,
};
use crate::{
    core::{Core, Write},
    limits::Limits,
};

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
pub async fn act(
    core: &Core,
    id: TicketId,
    command: Command,
    actor: Actor,
    tap: &Tap,
) -> Result<Ticket, ActionError> {
    step(core, None, id, command, actor, tap).await
}

/// What whoever asked wants of their own ticket, which they may change so many times.
///
/// # Errors
/// As [`act`]; [`ActionError::TooMany`].
pub async fn act_as_requester(
    core: &Core,
    limits: &Limits,
    id: TicketId,
    command: Command,
    tap: &Tap,
) -> Result<Ticket, ActionError> {
    step(core, Some(limits), id, command, Actor::Requester, tap).await
}

#[tracing::instrument(name = "ticket", skip_all, fields(code))]
async fn step(
    core: &Core,
    limits: Option<&Limits>,
    id: TicketId,
    mut command: Command,
    actor: Actor,
    tap: &Tap,
) -> Result<Ticket, ActionError> {
    let now = core.now();
    let mut tx = core.write().await?;
    let before = tx.lookup_ticket(id).await?.ok_or(ActionError::NotFound)?;
    if let Command::AddDetails { linked, .. } = &mut command {
        *linked = tx.lookup_issue_link(id).await?.map(|link| link.known_issue);
    }
    Span::current().record("code", before.code.as_str());
    if let Actor::Responder(person) = actor {
        tap.claim(tx.as_mut(), person, now).await?;
        // An offer is answered by its own name: whether it still stands is all that counts.
        let is_about_offer = matches!(command, Command::Accept { .. } | Command::Decline { .. });
        if !is_about_offer && tap.is_overtaken(tx.as_mut(), &before, person).await? {
            return Err(ActionError::Overtaken);
        }
        if matches!(command, Command::UndoResolve { .. }) {
            tap.must_mean_the_last(tx.as_mut(), &before, is_closing).await?;
        }
    }
    if actor == Actor::Requester {
        tap.must_be_news(tx.as_mut(), &before, &command).await?;
        if matches!(command, Command::LowerTo { .. }) && is_set_by_lead(&tx.list_events_of(id).await?) {
            return Err(Refusal::SetByLead.into());
        }
    }
    if let Actor::Lead(_) = actor
        && !is_as_seen(tx.as_mut(), &before, &command, tap.seen).await?
    {
        return Err(ActionError::Changed);
    }
    if let Some(person) = gives_to(&before, &command)
        && !id.is_canary()
    {
        must_be_able_to_take(tx.as_mut(), id, person).await?;
    }
    let deadlines = core.deadlines_of(tx.as_mut(), &before).await?;
    let transition = before.apply(command, actor, tap.when(now), &deadlines)?;
    // Whoever asks for help may always say that it is worse.
    let is_worse = transition.ticket.priority < before.priority;
    let counted_by = limits.filter(|_| !is_worse);
    if let Some(limits) = counted_by {
        limits.may_change(id, now)?;
    }
    keep(tx, &before, &transition).await.inspect_err(|_| {
        if let Some(limits) = counted_by {
            limits.not_changed(id);
        }
    })?;
    if !id.is_canary() {
        tracing::info!(step = transition.event.happening.kind());
    }
    Ok(transition.ticket)
}

/// Who gave the ticket back a moment ago has it again.
///
/// # Errors
/// As [`act`]; [`Refusal::TooLate`] too if there is nothing to undo.
pub async fn undo_release(core: &Core, id: TicketId, by: PersonId, tap: &Tap) -> Result<Ticket, ActionError> {
    let now = core.now();
    let mut tx = core.write().await?;
    let before = tx.lookup_ticket(id).await?.ok_or(ActionError::NotFound)?;
    tap.claim(tx.as_mut(), by, now).await?;
    let is_release = |happening: &Happening| matches!(happening, Happening::Released { .. });
    tap.must_mean_the_last(tx.as_mut(), &before, is_release).await?;
    let given_back = given_back(tx.as_mut(), id).await?.ok_or(Refusal::TooLate)?;
    must_be_able_to_take(tx.as_mut(), id, by).await?;
    let command = Command::UndoRelease { by, given_back };
    let deadlines = core.deadlines_of(tx.as_mut(), &before).await?;
    let transition = before.apply(command, Actor::Responder(by), tap.when(now), &deadlines)?;
    keep(tx, &before, &transition).await?;
    Ok(transition.ticket)
}

/// Writes a transition, and that was all there was to write.
pub(super) async fn keep(
    mut tx: Write,
    before: &Ticket,
    transition: &Transition,
) -> Result<(), store::Error> {
    record(tx.as_mut(), before, transition, None).await?;
    tx.commit().await
}

/// Who declined an offer a moment ago is asked again, at once and by a new one.
///
/// # Errors
/// As [`act`]; [`Refusal::TooLate`] too, [`Refusal::AlreadyOffered`] if they are asked about it anyway, [`Refusal::OfferGone`] if
/// they did not decline it, and [`ActionError::Asked`] if they are asked about something else by now.
pub async fn undo_decline(core: &Core, id: OfferId, by: PersonId, tap: &Tap) -> Result<Ticket, ActionError> {
    let now = core.now();
    let mut tx = core.write().await?;
    let declined = tx.lookup_offer(id).await?.ok_or(ActionError::NotFound)?;
    let before = tx.lookup_ticket(declined.ticket).await?.ok_or(ActionError::NotFound)?;
    tap.claim(tx.as_mut(), by, now).await?;
    if declined.to != by {
        return Err(Refusal::NotYours.into());
    }
    if before.offers.iter().any(|offer| offer.to == by) {
        return Err(Refusal::AlreadyOffered.into());
    }
    let declined_at = declined.ended_at.filter(|_| declined.outcome.as_deref() == Some("declined"));
    let declined_at = declined_at.ok_or(Refusal::OfferGone)?;
    must_be_able_to_take(tx.as_mut(), before.id, by).await?;
    let mut others = tx.list_open_tickets_of(by).await?.into_iter().filter(|other| other.id != before.id);
    if let Some(other) = others.next() {
        return Err(ActionError::Asked { code: other.code });
    }
    let policy = core.policy_of(tx.as_mut(), before.ward, before.asked_at).await?;
    let expires_at = now + policy.offer_lifetime();
    let offer = LiveOffer { id: OfferId::new(now, core.random.bytes()), to: by, made_at: now, expires_at };
    let command = Command::UndoDecline { declined_at, offer };
    let transition = before.apply(command, Actor::Responder(by), tap.when(now), &policy.deadlines)?;
    record(tx.as_mut(), &before, &transition, Some(&declined.why)).await?;
    tx.commit().await?;
    Ok(transition.ticket)
}

/// What the log says about who gave the ticket back last.
pub(crate) async fn given_back(tx: &mut dyn Tx, ticket: TicketId) -> Result<Option<GivenBack>, store::Error> {
    let events = tx.list_events_of(ticket).await?;
    Ok(GivenBack::last(events.into_iter().filter_map(|event| Some((event.at, event.what.into_step()?)))))
}

/// Whether a lead has said how urgent the ticket is: whoever asked may say that it is worse, and not that it is less.
pub(crate) fn is_set_by_lead(events: &[LoggedEvent]) -> bool {
    events.iter().any(|event| {
        let is_changed = matches!(event.what.step(), Some(Happening::PriorityChanged { .. }));
        is_changed && matches!(event.actor, Actor::Lead(_))
    })
}

/// Who has the ticket after `command` and had not before.
const fn gives_to(before: &Ticket, command: &Command) -> Option<PersonId> {
    match command {
        Command::Accept { by: person, .. } | Command::Assign { to: person } => Some(*person),
        // Help in passing was never open, and is not afterwards.
        Command::UndoResolve { by } if !before.is_in_passing() => Some(*by),
        _ => None,
    }
}

const fn is_closing(happening: &Happening) -> bool {
    matches!(happening, Happening::Resolved { .. } | Happening::HandedOff { .. })
}

/// On shift, and without another ticket in hand.
async fn must_be_able_to_take(
    tx: &mut dyn Tx,
    ticket: TicketId,
    person: PersonId,
) -> Result<(), ActionError> {
    let responder = tx.lookup_responder(person).await?.ok_or(ActionError::NotFound)?;
    if responder.duty != Duty::OnShift {
        return Err(ActionError::NotOnShift);
    }
    let mut others = tx.list_open_tickets_of(person).await?.into_iter().filter(|other| other.id != ticket);
    match others.find(|other| other.holder() == Some(person)) {
        Some(other) => Err(ActionError::Busy { code: other.code }),
        None => Ok(()),
    }
}

/// A lead decides about what a page showed: if that has changed, they are told first. `seen`: the version of the
/// ticket on that page; none decides about whatever is there.
pub(super) async fn is_as_seen(
    tx: &mut dyn Tx,
    ticket: &Ticket,
    command: &Command,
    seen: Option<u32>,
) -> Result<bool, store::Error> {
    let unseen = steps_since(tx, ticket, seen).await?;
    Ok(!unseen.iter().any(|(_, happening)| overtakes(happening, command)))
}

/// Whether `happening` has changed what a lead decides about by `command`. That somebody was asked, or did not answer,
/// does not.
const fn overtakes(happening: &Happening, command: &Command) -> bool {
    match command {
        Command::ChangePriority { .. } => matches!(happening, Happening::PriorityChanged { .. }),
        Command::Escalate => matches!(happening, Happening::Escalated { .. }),
        Command::CloseWithOthers { .. } => {
            changes_who_has_it(happening) || matches!(happening, Happening::PriorityChanged { .. })
        }
        _ => changes_who_has_it(happening),
    }
}

const fn changes_who_has_it(happening: &Happening) -> bool {
    match happening {
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
        | Happening::Held { known_issue: Some(_), .. }
        | Happening::HoldEnded { .. }
        | Happening::Reopened => true,
        Happening::Asked { .. }
        | Happening::HelpedInPassing { .. }
        | Happening::AskedOnPaper { .. }
        | Happening::Offered { .. }
        | Happening::Declined { .. }
        | Happening::Expired { .. }
        | Happening::OfferWithdrawn { .. }
        | Happening::DetailsAdded { .. }
        | Happening::Held { known_issue: None, .. }
        | Happening::Sorted { .. }
        | Happening::PriorityChanged { .. }
        | Happening::Corrected { .. }
        | Happening::Escalated { .. } => false,
    }
}

/// Writes a transition with what it does to people and the alerts it causes. `why` is kept with an offer it makes.
pub async fn record(
    tx: &mut dyn Tx,
    before: &Ticket,
    transition: &Transition,
    why: Option<&str>,
) -> Result<(), store::Error> {
    tx.save_ticket(transition, why).await?;
    // The canary's responder has no handset.
    if !before.id.is_canary() {
        let leads = leads_to_tell(tx, transition).await?;
        let mut alerts = alerts_for(before, transition);
        alerts.extend(alerts_for_leads(&leads, transition));
        for lead in leads_told_before(tx, before, transition).await? {
            // Whoever hears of something else about it has that instead.
            if alerts.iter().all(|alert| alert.person != lead) {
                alerts.push(not_needed(lead, transition));
            }
        }
        for alert in &alerts {
            tx.add_alert(alert).await?;
        }
    }
    if let Some(call) = command_centre_call(transition) {
        tx.add_call(&call).await?;
    }
    let after = &transition.ticket;
    match &transition.event.happening {
        Happening::Expired { offer } => {
            if let Some(offer) = before.offers.iter().find(|live| live.id == *offer) {
                let unanswered =
                    if_readable(tx.lookup_responder(offer.to).await)?.map_or(0, |person| person.unanswered);
                tx.set_unanswered(offer.to, unanswered.saturating_add(1)).await?;
            }
        }
        Happening::Arrived { .. } => {
            if let Some(holder) = after.holder() {
                learn_the_way(tx, holder, after, transition.event.at).await?;
                let whereabouts = Whereabouts { ward: after.ward, at: transition.event.at };
                tx.set_whereabouts(holder, Some(whereabouts)).await?;
            }
        }
        Happening::ArrivalUndone => was_not_there(tx, before).await?,
        Happening::Resolved { .. } | Happening::HandedOff { .. } => {
            if let Some(holder) = before.holder() {
                tx.add_closed(holder, 1).await?;
            }
        }
        Happening::ResolutionUndone => {
            if let Some(holder) = after.holder() {
                tx.add_closed(holder, -1).await?;
            }
            forget_said_link(tx, before, transition).await?;
        }
        Happening::Reopened => forget_said_link(tx, before, transition).await?,
        Happening::DetailsAdded { known_issue, .. } => {
            say_link(tx, after, *known_issue, transition).await?;
        }
        Happening::Asked { .. }
        | Happening::HelpedInPassing { .. }
        | Happening::AskedOnPaper { .. }
        | Happening::Offered { .. }
        | Happening::Accepted { .. }
        | Happening::Declined { .. }
        | Happening::OfferWithdrawn { .. }
        | Happening::Assigned { .. }
        | Happening::Released { .. }
        | Happening::ReleaseUndone { .. }
        | Happening::Withdrawn { .. }
        | Happening::Held { .. }
        | Happening::HoldEnded { .. }
        | Happening::Sorted { .. }
        | Happening::PriorityChanged { .. }
        | Happening::Corrected { .. }
        | Happening::Escalated { .. } => {}
    }
    if let Actor::Responder(person) = transition.event.actor {
        sign_of_life(tx, person).await?;
    }
    Ok(())
}

/// What whoever closed it says it was about: a link like any other.
async fn say_link(
    tx: &mut dyn Tx,
    ticket: &Ticket,
    known_issue: Option<KnownIssueId>,
    Transition { event, .. }: &Transition,
) -> Result<(), store::Error> {
    let by = ticket.closed_by();
    if let Some(known_issue) = known_issue {
        return link(tx, ticket, known_issue, by, LinkReason::Responder, event.at).await.map(drop);
    }
    // None of these: what a lead has said stands.
    let is_theirs = |link: IssueLink| link.why == LinkReason::Responder;
    if tx.lookup_issue_link(ticket.id).await?.is_some_and(is_theirs) {
        unlink(tx, ticket.id, event.actor, by, UnlinkReason::Responder, event.at).await?;
    }
    Ok(())
}

/// It is open again: what was said of it at closing is gone. What a lead closed with others is not about that, as whoever asked says.
async fn forget_said_link(
    tx: &mut dyn Tx,
    before: &Ticket,
    Transition { event, .. }: &Transition,
) -> Result<(), store::Error> {
    let why = if before.closed_with.is_some() {
        UnlinkReason::NotSolved
    } else if tx.lookup_issue_link(before.id).await?.is_some_and(|link| link.why == LinkReason::Responder) {
        UnlinkReason::Responder
    } else {
        return Ok(());
    };
    let by = match event.actor {
        Actor::Responder(person) | Actor::Lead(person) | Actor::Staff(person) => Some(person),
        Actor::Requester | Actor::Operator(_) | Actor::Engine => None,
    };
    unlink(tx, before.id, event.actor, by, why, event.at).await.map(drop)
}

/// A step of the ladder, or another priority, may say that the command centre is to be told.
fn command_centre_call(transition: &Transition) -> Option<NewCall> {
    let at = transition.event.at;
    let measures = transition.event.happening.measures();
    let is_told = measures.contains(&Measure::TellCommandCentre) && !transition.ticket.id.is_canary();
    is_told.then(|| NewCall {
        whom: CallFor::CommandCentre,
        ticket: transition.ticket.id,
        made_at: at,
        expires_at: at + CALL_FOR,
    })
}

/// Who leads the zone, if that is a step at which leads hear of it.
async fn leads_to_tell(tx: &mut dyn Tx, transition: &Transition) -> Result<Vec<PersonId>, store::Error> {
    if !needs_leads(transition) {
        return Ok(Vec::new());
    }
    let ward = if_readable(tx.lookup_ward(transition.ticket.ward).await)?;
    match ward.and_then(|ward| ward.zone) {
        Some(zone) => tx.list_leads_of(zone, transition.event.at).await,
        None => Ok(Vec::new()),
    }
}

/// Who was told that nobody is on the way and nothing since, if somebody is now, or nobody has to be.
async fn leads_told_before(
    tx: &mut dyn Tx,
    before: &Ticket,
    transition: &Transition,
) -> Result<Vec<PersonId>, store::Error> {
    if !needs_leads_no_more(before, transition) {
        return Ok(Vec::new());
    }
    tx.list_last_told(before.id, AlertKind::LeadNeeded).await
}

/// Writes down how long the walk took, if it is known where it began: the holder had said so before accepting, not too
/// long before, and nothing else since.
async fn learn_the_way(
    tx: &mut dyn Tx,
    holder: PersonId,
    ticket: &Ticket,
    arrived_at: Timestamp,
) -> Result<(), store::Error> {
    if ticket.id.is_canary() {
        return Ok(());
    }
    let (Some(accepted_at), Some(responder)) =
        (ticket.accepted_at, if_readable(tx.lookup_responder(holder).await)?)
    else {
        return Ok(());
    };
    let start = responder.whereabouts.filter(|place| place.at <= accepted_at && !place.is_old(accepted_at));
    let seconds = u16::try_from(arrived_at.since(accepted_at).as_secs()).unwrap_or(u16::MAX).max(1);
    if let Some(start) = start {
        tx.add_walk(&Walk { from: start.ward, to: ticket.ward, seconds }, arrived_at).await?;
    }
    Ok(())
}

/// Takes back what an arrival that was none has taught: the walk, and where the holder is, unless they have said so since.
async fn was_not_there(tx: &mut dyn Tx, before: &Ticket) -> Result<(), store::Error> {
    let (Some(holder), Some(said_at)) = (before.holder(), before.arrived_at) else { return Ok(()) };
    let walk = tx.forget_walk(before.ward, said_at).await?;
    let place = if_readable(tx.lookup_responder(holder).await)?.and_then(|holder| holder.whereabouts);
    if place.is_some_and(|place| place.at == said_at) {
        let from = walk.zip(before.accepted_at).map(|(walk, at)| Whereabouts { ward: walk.from, at });
        tx.set_whereabouts(holder, from).await?;
    }
    Ok(())
}

/// Whoever does something is reachable.
async fn sign_of_life(tx: &mut dyn Tx, person: PersonId) -> Result<(), store::Error> {
    let silent =
        if_readable(tx.lookup_responder(person).await)?.is_some_and(|responder| responder.unanswered > 0);
    if silent { tx.set_unanswered(person, 0).await } else { Ok(()) }
}
