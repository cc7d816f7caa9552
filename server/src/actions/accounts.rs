//! Accounts end and are opened again. Nobody is ever deleted: what they did keeps their name.

use domain::{
    Duty, EndReason, Logged, MayNotEnd, PersonId, may_end,
    ticket::{Actor, ReleaseReason},
};
use store::{DeviceKind, Person, Session, Subject};

use super::{
    ActionError, HandOver, Tap,
    devices::event,
    duty::{ShiftEnd, end_shift},
    sessions::{end_all, end_device},
};
use crate::elbow::Elbow;

/// What ends with an account.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EndsWithIt {
    pub sign_ins: usize,
    pub handsets: usize,
    pub shift: bool,
}

/// What would end with the account, or why it cannot end now.
pub async fn look_at_end(
    elbow: &Elbow,
    session: &mut dyn Session,
    person: &Person,
) -> Result<Result<EndsWithIt, MayNotEnd>, store::Error> {
    let people = session.list_people().await?;
    let others = people.iter().filter(|other| other.id != person.id && other.can_administer()).count();
    let open = session.list_open_tickets().await?;
    let has_job = open.iter().any(|ticket| ticket.holder() == Some(person.id));
    if let Err(reason) = may_end(&person.roles, others, has_job) {
        return Ok(Err(reason));
    }
    let devices = session.list_devices().await?;
    let responder = session.lookup_responder(person.id).await?;
    Ok(Ok(EndsWithIt {
        sign_ins: session.list_sessions_of(person.id, elbow.now()).await?.len(),
        handsets: devices.iter().filter(|device| device.kind == DeviceKind::Handset(person.id)).count(),
        shift: responder.is_some_and(|responder| responder.duty != Duty::OffShift),
    }))
}

/// Ends an account, with its sign-ins, handsets, alerts, codes and shift. Offers that are out to them expire.
///
/// # Errors
/// [`ActionError::NotFound`]; [`ActionError::MayNotEnd`]. Nothing has changed then.
pub async fn end_account(elbow: &Elbow, id: PersonId, by: PersonId) -> Result<(), ActionError> {
    let (now, why, actor) = (elbow.now(), EndReason::AccountEnded, Actor::Staff(by));
    let mut session = elbow.store.write().await?;
    let person = session.lookup_person(id).await?.filter(|person| person.ended_at.is_none());
    let person = person.ok_or(ActionError::NotFound)?;
    look_at_end(elbow, session.as_mut(), &person).await?.map_err(ActionError::MayNotEnd)?;
    let responder = session.lookup_responder(id).await?;
    if let Some(responder) = responder.filter(|responder| responder.duty != Duty::OffShift) {
        // Nobody with a job in hand comes as far as this.
        let (hand_over, why, tap) = (HandOver::Ask, ReleaseReason::OutOfReach, Tap::default());
        let end = ShiftEnd { by: actor, hand_over, why, tap: &tap };
        end_shift(elbow, session.as_mut(), &responder, end).await?;
    }
    end_all(session.as_mut(), id, None, why, actor, now).await?;
    for device in session.list_devices().await? {
        if device.kind == DeviceKind::Handset(id) {
            end_device(session.as_mut(), &device, why, actor, now).await?;
        }
    }
    session.remove_subscriptions_on(id, None).await?;
    session.end_codes_for(id, now).await?;
    let ended = Person { ended_at: Some(now), pin_hash: None, password_hash: None, ..person };
    session.put_person(&ended).await?;
    session.append_event(&event(elbow, Subject::Person(id), Some(by), Logged::AccountEnded)).await?;
    session.commit().await?;
    elbow.wake.all();
    Ok(())
}

/// Lets somebody back: they get a new code or password as anybody who is new.
///
/// # Errors
/// [`ActionError::NotFound`] if the account has not ended.
pub async fn open_account(elbow: &Elbow, id: PersonId, by: PersonId) -> Result<(), ActionError> {
    let mut session = elbow.store.write().await?;
    let person = session.lookup_person(id).await?.filter(|person| person.ended_at.is_some());
    let person = person.ok_or(ActionError::NotFound)?;
    session.put_person(&Person { ended_at: None, ..person }).await?;
    session.append_event(&event(elbow, Subject::Person(id), Some(by), Logged::AccountOpened)).await?;
    session.commit().await?;
    elbow.wake.all();
    Ok(())
}
