//! What shows that an alert arrived: a receipt of the handset, or a page in front of the person that showed the offer.

use domain::{Logged, OfferId, PersonId, Timestamp, ticket::Actor};
use store::{Alert, AlertKind, NewEvent, Subject, Tx};

use super::{ActionError, Tap, duty::responder_event};
use crate::core::Core;

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
pub async fn keep_receipt(core: &Core, alert: i64, receipt: Receipt) -> Result<(), ActionError> {
    let now = core.now();
    let mut tx = core.write().await?;
    let alert = tx.lookup_alert(alert).await?.ok_or(ActionError::NotFound)?;
    match receipt {
        Receipt::Shown => tx.mark_alert_shown(alert.id, now).await?,
        Receipt::Opened => tx.mark_alert_opened(alert.id, now).await?,
    }
    note_arrival(tx.as_mut(), &alert, now).await?;
    let is_answer = receipt == Receipt::Opened && alert.opened_at.is_none();
    if is_answer && alert.kind == AlertKind::Test {
        tx.set_alerts_tested(alert.person, Some(now)).await?;
        tx.append_event(&responder_event(alert.person, &Tap::default(), now, Logged::AlertsTested)).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// A page of this person, in front of them, has just shown these offers. Those that are over, somebody else's or seen before
/// change nothing.
///
/// # Errors
/// [`ActionError::Store`].
pub async fn offers_seen(core: &Core, person: PersonId, offers: &[OfferId]) -> Result<(), ActionError> {
    let now = core.now();
    let is_shown = |alert: &Alert| alert.offer.is_some_and(|offer| offers.contains(&offer));
    if !core.store.read().await?.list_unseen_offers(person, now).await?.iter().any(is_shown) {
        return Ok(());
    }
    let mut tx = core.write().await?;
    let unseen = tx.list_unseen_offers(person, now).await?;
    for alert in unseen.iter().filter(|alert| is_shown(alert)) {
        tx.mark_alert_seen(alert.id, now).await?;
        note_arrival(tx.as_mut(), alert, now).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The first time that something shows that an alert about a ticket arrived is an event, so that the board says so.
async fn note_arrival(tx: &mut dyn Tx, before: &Alert, now: Timestamp) -> Result<(), store::Error> {
    let Some(ticket) = before.ticket.filter(|_| !before.is_confirmed()) else { return Ok(()) };
    let (actor, what) = (Actor::Responder(before.person), Logged::AlertArrived { alert: before.id });
    let event = NewEvent::new(Subject::Ticket(ticket), actor, now, what);
    tx.append_event(&event).await.map(drop)
}
