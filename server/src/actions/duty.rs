//! Going on shift, on break, off shift, and saying where one is.

use domain::{
    Duty, Logged, PersonId, Responder, Ticket, Timestamp, WardId, Whereabouts, ZoneMode,
    ticket::{Actor, Command, ReleaseReason},
};
use store::{AlertKind, NewAlert, NewEvent, Subject, Tx};

use super::{ActionError, Tap, record};
use crate::core::Core;

/// How long a test alert may take to come back.
const TEST_FOR: std::time::Duration = std::time::Duration::from_mins(1);

/// A tap that is not older than this was not kept: it is about what is there.
const AT_ONCE: std::time::Duration = std::time::Duration::from_secs(5);

/// What becomes of the job in hand at the end of a shift.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HandOver {
    /// Not said: then a shift with a job in hand does not end.
    Ask,
    /// It goes back, and the engine looks for somebody.
    Pool,
    To(PersonId),
}

/// Changes what the engine may ask of a responder. Offers they have not answered go to others (the engine sees to it);
/// the job in hand goes where `hand_over` says when the shift ends; going on shift tests the alerts.
///
/// # Errors
/// [`ActionError::JobInHand`] if it was not said where that goes, or an offer; [`ActionError::NotOnShift`] or [`ActionError::Busy`]
/// if whoever should have it cannot take it; [`ActionError::OtherShift`] if a tap that was kept for a while comes after a later
/// one; [`ActionError::Repeated`]. Nothing has changed then.
pub async fn set_duty(
    core: &Core,
    person: PersonId,
    duty: Duty,
    hand_over: HandOver,
    tap: &Tap,
) -> Result<(), ActionError> {
    let now = core.now();
    let mut tx = core.write().await?;
    tap.claim(tx.as_mut(), person, now).await?;
    let responder = tx.lookup_responder(person).await?.ok_or(ActionError::NotFound)?;
    if responder.duty == duty {
        return Ok(tx.commit_quietly().await?);
    }
    // It was meant for what there was before.
    if tap.age > AT_ONCE && responder.duty_since > tap.when(now).tapped_at {
        return Err(ActionError::OtherShift);
    }
    if duty == Duty::OffShift {
        let end = ShiftEnd { by: Actor::Responder(person), hand_over, why: ReleaseReason::ShiftEnded, tap };
        end_shift(core, tx.as_mut(), &responder, end).await?;
    } else {
        change_duty(tx.as_mut(), &responder, duty, Actor::Responder(person), tap, now).await?;
    }
    if responder.duty == Duty::OffShift {
        tx.add_alert(&test_alert(person, now)).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// How a shift ends, and who ends it.
#[derive(Debug, Clone, Copy)]
pub(super) struct ShiftEnd<'a> {
    pub by: Actor,
    pub hand_over: HandOver,
    /// What is said of a job that goes back.
    pub why: ReleaseReason,
    pub tap: &'a Tap,
}

/// Ends the shift of somebody who has not ended it, in the transaction of whatever is the reason.
///
/// # Errors
/// As [`set_duty`].
pub(super) async fn end_shift(
    core: &Core,
    tx: &mut dyn Tx,
    responder: &Responder,
    end: ShiftEnd<'_>,
) -> Result<(), ActionError> {
    let person = responder.id;
    change_duty(tx, responder, Duty::OffShift, end.by, end.tap, core.now()).await?;
    let open = tx.list_open_tickets().await?;
    let is_asked = || open.iter().any(|ticket| ticket.offers.iter().any(|offer| offer.to == person));
    if end.hand_over == HandOver::Ask && is_asked() {
        return Err(ActionError::JobInHand);
    }
    let next = match end.hand_over {
        HandOver::To(next) => Some(able_to_take_over(tx, &open, next, core).await?),
        HandOver::Ask | HandOver::Pool => None,
    };
    for ticket in open.iter().filter(|ticket| ticket.holder() == Some(person)) {
        if end.hand_over == HandOver::Ask {
            return Err(ActionError::JobInHand);
        }
        let release = Command::Release { from: person, why: end.why };
        let released = step(core, tx, ticket, release, &end).await?;
        if let Some(next) = next {
            step(core, tx, &released, Command::Assign { to: next }, &end).await?;
        }
    }
    Ok(())
}

async fn change_duty(
    tx: &mut dyn Tx,
    responder: &Responder,
    to: Duty,
    by: Actor,
    tap: &Tap,
    now: Timestamp,
) -> Result<(), store::Error> {
    // Since the tap, so that several that were kept are told from those of another browser.
    tx.set_duty(responder.id, to, tap.when(now).tapped_at).await?;
    tx.set_unanswered(responder.id, 0).await?;
    let what = Logged::DutyChanged { from: Some(responder.duty), to };
    let event = responder_event(responder.id, tap, now, what);
    tx.append_event(&NewEvent { actor: by, ..event }).await.map(drop)
}

/// On shift, within reach, and with empty hands.
async fn able_to_take_over(
    tx: &mut dyn Tx,
    open: &[Ticket],
    person: PersonId,
    core: &Core,
) -> Result<PersonId, ActionError> {
    let (responder, now) = (tx.lookup_responder(person).await?.ok_or(ActionError::NotFound)?, core.now());
    let is_signed_out = responder.duty == Duty::OnShift
        && tx.list_signed_out(now, core.sessions_used_since(now)).await?.contains(&person);
    if responder.duty != Duty::OnShift || is_signed_out {
        return Err(ActionError::NotOnShift);
    }
    match open.iter().find(|ticket| ticket.holder() == Some(person)) {
        Some(other) => Err(ActionError::Busy { code: other.code.clone() }),
        None => Ok(person),
    }
}

async fn step(
    core: &Core,
    tx: &mut dyn Tx,
    ticket: &Ticket,
    command: Command,
    end: &ShiftEnd<'_>,
) -> Result<Ticket, ActionError> {
    let deadlines = core.deadlines_of(tx, ticket).await?;
    let transition = ticket.apply(command, end.by, end.tap.when(core.now()), &deadlines)?;
    record(tx, ticket, &transition, None).await?;
    Ok(transition.ticket)
}

/// "I am here": at the time of the tap, however late it comes. A place that became known since then stays.
pub async fn choose_place(core: &Core, person: PersonId, ward: WardId, tap: &Tap) -> Result<(), ActionError> {
    let now = core.now();
    let here = Whereabouts { ward, at: tap.when(now).tapped_at };
    let mut tx = core.write().await?;
    tap.claim(tx.as_mut(), person, now).await?;
    tx.lookup_ward(ward).await?.ok_or(ActionError::NotFound)?;
    let responder = tx.lookup_responder(person).await?.ok_or(ActionError::NotFound)?;
    if responder.whereabouts.is_none_or(|known| known.at <= here.at) {
        tx.set_whereabouts(person, Some(here)).await?;
    }
    tx.set_unanswered(person, 0).await?;
    tx.append_event(&responder_event(person, tap, now, Logged::PlaceChanged { ward })).await?;
    tx.commit().await?;
    Ok(())
}

/// Changes how much a responder's zone means. The engine goes by it at once. `seen`: what the page showed, if it says so.
///
/// # Errors
/// [`ActionError::Changed`] if it is neither that nor what is wanted by now; [`ActionError::Repeated`].
pub async fn set_zone_mode(
    core: &Core,
    person: PersonId,
    mode: ZoneMode,
    seen: Option<ZoneMode>,
    tap: &Tap,
) -> Result<(), ActionError> {
    let now = core.now();
    let mut tx = core.write().await?;
    tap.claim(tx.as_mut(), person, now).await?;
    let responder = tx.lookup_responder(person).await?.ok_or(ActionError::NotFound)?;
    if responder.zone_mode == mode {
        return Ok(tx.commit().await?);
    }
    if seen.is_some_and(|seen| seen != responder.zone_mode) {
        return Err(ActionError::Changed);
    }
    tx.put_responder(&Responder { zone_mode: mode, ..responder }).await?;
    tx.append_event(&responder_event(person, tap, now, Logged::ZoneModeChanged { to: mode })).await?;
    tx.commit().await?;
    Ok(())
}

/// Sends a test alert to a responder's handsets.
pub async fn test_alerts(core: &Core, person: PersonId) -> Result<(), ActionError> {
    let mut tx = core.write().await?;
    tx.lookup_responder(person).await?.ok_or(ActionError::NotFound)?;
    tx.add_alert(&test_alert(person, core.now())).await?;
    tx.commit().await?;
    Ok(())
}

/// What responders do that is about themselves, or their handset does.
pub(super) fn responder_event(person: PersonId, tap: &Tap, at: Timestamp, what: Logged) -> NewEvent {
    let (subject, actor) = (Subject::Person(person), Actor::Responder(person));
    NewEvent { subject, at, device_at: tap.at, actor, what }
}

pub(super) fn test_alert(person: PersonId, now: Timestamp) -> NewAlert {
    NewAlert {
        person,
        kind: AlertKind::Test,
        ticket: None,
        offer: None,
        made_at: now,
        expires_at: now + TEST_FOR,
    }
}
