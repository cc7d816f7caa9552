//! Sign-ins and devices end, each with its reason and an event. Whatever program a live page is connected to, that event ends
//! its stream.

use domain::{EndReason, Logged, PersonId, SignInId, Timestamp, ticket::Actor};
use store::{Device, NewEvent, SignInSession, Subject, Tx};

use super::{ActionError, devices};
use crate::core::Core;

/// Ends one session of a person.
///
/// # Errors
/// [`ActionError::NotFound`] if they have no such session, or it has ended.
pub async fn end_session(
    core: &Core,
    of: PersonId,
    id: SignInId,
    why: EndReason,
    by: Actor,
) -> Result<(), ActionError> {
    let mut tx = core.write().await?;
    end_one(tx.as_mut(), of, id, why, by, core.now()).await?;
    tx.commit().await?;
    Ok(())
}

/// The same within a transaction.
pub(super) async fn end_one(
    tx: &mut dyn Tx,
    of: PersonId,
    id: SignInId,
    why: EndReason,
    by: Actor,
    now: Timestamp,
) -> Result<(), ActionError> {
    let found = tx.list_sessions_of(of, now).await?.into_iter().find(|found| found.id == id);
    let found = found.ok_or(ActionError::NotFound)?;
    Ok(end(tx, &found, why, by, now).await?)
}

/// Ends all sessions of a person but one, and a link that nobody has used to set their password; says how many sessions that were.
pub async fn end_sessions(
    core: &Core,
    of: PersonId,
    but: Option<SignInId>,
    why: EndReason,
    by: Actor,
) -> Result<usize, ActionError> {
    let mut tx = core.write().await?;
    let ended = end_all(tx.as_mut(), of, but, why, by, core.now()).await?;
    tx.commit().await?;
    Ok(ended)
}

/// The same within a transaction.
pub(crate) async fn end_all(
    tx: &mut dyn Tx,
    of: PersonId,
    but: Option<SignInId>,
    why: EndReason,
    by: Actor,
    now: Timestamp,
) -> Result<usize, store::Error> {
    tx.end_password_links(of, now).await?;
    let mut count = 0;
    for ended in tx.list_sessions_of(of, now).await? {
        if Some(ended.id) != but {
            end(tx, &ended, why, by, now).await?;
            count += 1;
        }
    }
    Ok(count)
}

pub(super) async fn end(
    tx: &mut dyn Tx,
    ended: &SignInSession,
    why: EndReason,
    by: Actor,
    now: Timestamp,
) -> Result<(), store::Error> {
    tx.end_session(&ended.token, why, now).await?;
    // A handset that was lost gets no more alerts, and does not count as one that reaches somebody.
    if why != EndReason::Replaced {
        tx.remove_subscriptions_on(ended.person, ended.device).await?;
    }
    tx.append_event(&ended_event(ended, why, by, now)).await.map(drop)
}

/// Ends a device, with every session on it and every alert to it.
pub(super) async fn end_device(
    tx: &mut dyn Tx,
    device: &Device,
    why: EndReason,
    by: Actor,
    now: Timestamp,
) -> Result<(), store::Error> {
    for ended in tx.revoke_device(device.id, why, now).await? {
        tx.append_event(&ended_event(&ended, why, by, now)).await?;
    }
    let what = match why {
        EndReason::HandedBack => Logged::DeviceHandedBack,
        _ => Logged::DeviceRevoked(devices::bound_to(device.kind)),
    };
    tx.append_event(&NewEvent::new(Subject::Device(device.id), by, now, what)).await.map(drop)
}

/// What is written for a session that has ended.
fn ended_event(ended: &SignInSession, why: EndReason, by: Actor, now: Timestamp) -> NewEvent {
    let session = ended.id;
    let what = match why {
        EndReason::SignedOut => Logged::SignedOut { session, why },
        _ => Logged::SessionEnded { session, why },
    };
    NewEvent::new(Subject::Person(ended.person), by, now, what)
}
