//! What shows that an alert arrived: a receipt of the handset, or a page in front of the person that showed the offer.

use domain::{Logged, OfferId, PersonId, Timestamp, ticket::Actor};
use store::{Alert, AlertKind, NewEvent, Session, Subject};

use super::{ActionError, Tap, duty::responder_event};
use crate::elbow::Elbow;

/// What a handset did with an alert.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Receipt {
    Shown,
    /// Tapped. That is also the answer to a test or a drill.
    Opened,
}

/// Keeps a receipt; the first of each kind counts.
///
/// # Errors
/// [`ActionError::NotFound`] if there is no such alert.
pub async fn keep_receipt(elbow: &Elbow, alert: i64, receipt: Receipt) -> Result<(), ActionError> {
    let now = elbow.now();
    let mut session = elbow.store.write().await?;
    let alert = session.lookup_alert(alert).await?.ok_or(ActionError::NotFound)?;
    match receipt {
        Receipt::Shown => session.mark_alert_shown(alert.id, now).await?,
        Receipt::Opened => session.mark_alert_opened(alert.id, now).await?,
    }
    note_arrival(session.as_mut(), &alert, now).await?;
    let is_answer = receipt == Receipt::Opened && alert.opened_at.is_none();
    if is_answer && alert.kind == AlertKind::Test {
        session.set_alerts_tested(alert.person, Some(now)).await?;
        session
            .append_event(&responder_event(alert.person, &Tap::default(), now, Logged::AlertsTested))
            .await?;
    }
    session.commit().await?;
    elbow.wake.live.notify_one();
    Ok(())
}

/// A page of this person, in front of them, has just shown these offers. Those that are over, somebody else's or seen before
/// change nothing.
///
/// # Errors
/// [`ActionError::Store`].
pub async fn offers_seen(elbow: &Elbow, person: PersonId, offers: &[OfferId]) -> Result<(), ActionError> {
    let now = elbow.now();
    let is_shown = |alert: &Alert| alert.offer.is_some_and(|offer| offers.contains(&offer));
    if !elbow.store.read().await?.list_unseen_offers(person, now).await?.iter().any(is_shown) {
        return Ok(());
    }
    let mut session = elbow.store.write().await?;
    let unseen = session.list_unseen_offers(person, now).await?;
    for alert in unseen.iter().filter(|alert| is_shown(alert)) {
        session.mark_alert_seen(alert.id, now).await?;
        note_arrival(session.as_mut(), alert, now).await?;
    }
    session.commit().await?;
    elbow.wake.live.notify_one();
    Ok(())
}

/// The first time that something shows that an alert about a ticket arrived is an event, so that the board says so.
async fn note_arrival(session: &mut dyn Session, before: &Alert, now: Timestamp) -> Result<(), store::Error> {
    let Some(ticket) = before.ticket.filter(|_| !before.is_confirmed()) else { return Ok(()) };
    let (actor, what) = (Actor::Responder(before.person), Logged::AlertArrived { alert: before.id });
    let event = NewEvent::new(Subject::Ticket(ticket), actor, now, what);
    session.append_event(&event).await.map(drop)
}
