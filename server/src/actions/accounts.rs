//! Accounts end and are opened again. Nobody is ever deleted: what they did keeps their name.

use domain::{
    Duty, EndReason, Logged, MayNotEnd, PersonId, canary, may_end,
    ticket::{Actor, ReleaseReason},
};
use store::{DeviceKind, Person, Subject, Tx};

use super::{
    ActionError, HandOver, Tap,
    devices::event,
    duty::{ShiftEnd, end_shift},
    grants::administrators,
    sessions::{end_all, end_device},
    subscriptions::LastWord,
};
use crate::core::Core;

/// What ends with an account, besides a shift.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EndsWithIt {
    pub sign_ins: usize,
    pub handsets: usize,
}

/// What would end with the account, or why it cannot end now.
pub async fn look_at_end(
    core: &Core,
    tx: &mut dyn Tx,
    person: &Person,
) -> Result<Result<EndsWithIt, MayNotEnd>, store::Error> {
    let roles = tx.roles_at(person.id, core.now()).await?;
    let others = administrators(tx, Some(person.id), core.now()).await?;
    if let Err(reason) = may_end(&roles, others) {
        return Ok(Err(reason));
    }
    let devices = tx.list_devices().await?;
    Ok(Ok(EndsWithIt {
        sign_ins: tx.list_sessions_of(person.id, core.now()).await?.len(),
        handsets: devices.iter().filter(|device| device.kind == DeviceKind::Handset(person.id)).count(),
    }))
}

/// Ends the shift of somebody who is on one. Offers that are out to them expire, and the job in hand goes back, for `why`.
///
/// # Errors
/// Those of the database.
pub(super) async fn send_home(
    core: &Core,
    tx: &mut dyn Tx,
    id: PersonId,
    by: Actor,
    why: ReleaseReason,
) -> Result<(), ActionError> {
    let responder = tx.lookup_responder(id).await?;
    if let Some(responder) = responder.filter(|responder| responder.duty != Duty::OffShift) {
        let (hand_over, tap) = (HandOver::Pool, Tap::default());
        end_shift(core, tx, &responder, ShiftEnd { by, hand_over, why, tap: &tap }).await?;
    }
    Ok(())
}

/// Ends an account, with all ways to sign in, handsets, alerts, codes and shift. Offers that are out to them expire, and somebody else
/// is looked for in the place of whoever has a job in hand.
///
/// # Errors
/// [`ActionError::NotFound`]; [`ActionError::MayNotEnd`].
pub(super) async fn end_account(
    core: &Core,
    tx: &mut dyn Tx,
    id: PersonId,
    by: PersonId,
) -> Result<(), ActionError> {
    let (now, why, actor) = (core.now(), EndReason::AccountEnded, Actor::Staff(by));
    let person = tx.lookup_person(id).await?.filter(|person| person.ended_at.is_none());
    let person = person.ok_or(ActionError::NotFound)?;
    look_at_end(core, tx, &person).await?.map_err(ActionError::MayNotEnd)?;
    let last_word = LastWord::of(tx, id, None).await?;
    send_home(core, tx, id, actor, ReleaseReason::OutOfReach).await?;
    end_all(tx, id, None, why, actor, now).await?;
    for device in tx.list_devices().await? {
        if device.kind == DeviceKind::Handset(id) {
            end_device(tx, &device, why, actor, now).await?;
        }
    }
    tx.remove_subscriptions_on(id, None).await?;
    tx.end_codes_for(id, now).await?;
    tx.forget_pin(id).await?;
    tx.end_account(id, now).await?;
    for identity in tx.list_identities_of(id).await? {
        tx.unlink_identity(&identity.issuer, &identity.subject).await?;
    }
    tx.put_person(&Person { ended_at: Some(now), ..person }).await?;
    last_word.keep(tx).await?;
    tx.append_event(&event(core, Subject::Person(id), Some(by), Logged::AccountEnded)).await?;
    Ok(())
}

/// Lets somebody back: they get a new code or password as anybody who is new. Nothing happens if they are here.
///
/// # Errors
/// [`ActionError::NotFound`] if there is no such person.
pub async fn open_account(core: &Core, id: PersonId, by: PersonId) -> Result<(), ActionError> {
    let mut tx = core.write().await?;
    let person = tx.lookup_person(id).await?.filter(|person| person.id != canary::person());
    let person = person.ok_or(ActionError::NotFound)?;
    if person.ended_at.is_none() {
        return Ok(tx.commit_quietly().await?);
    }
    tx.remove_subscriptions_on(id, None).await?;
    tx.put_person(&Person { ended_at: None, ..person }).await?;
    tx.append_event(&event(core, Subject::Person(id), Some(by), Logged::AccountOpened)).await?;
    tx.commit().await?;
    Ok(())
}
