//! Enrolling ward devices and handsets with single-use codes, and ward links.

use std::time::Duration;

use domain::{Code, DeviceId, Duty, PersonId, Timestamp, WardId, ticket::Actor};
use serde_json::json;
use store::{Device, DeviceKind, EndReason, EnrolmentCode, NewEvent, Session, Subject, if_readable};

use super::{ActionError, sessions};
use crate::{elbow::Elbow, links};

/// A code is read out or scanned at once.
pub const CODE_FOR: Duration = Duration::from_mins(10);

/// A code, shown once.
#[derive(Debug, Clone)]
pub struct MadeCode {
    pub code: Code,
    pub expires_at: Timestamp,
}

/// Makes a single-use code of eight characters (39 bits; tries are limited and it lives for `valid_for`).
pub async fn make_code(
    elbow: &Elbow,
    kind: DeviceKind,
    made_by: Option<PersonId>,
    valid_for: Duration,
) -> Result<MadeCode, ActionError> {
    let now = elbow.now();
    let code = elbow.random.code::<8>();
    let mut session = elbow.store.write().await?;
    match kind {
        DeviceKind::Ward(ward) => session.lookup_ward(ward).await?.map(|_| ()),
        DeviceKind::Handset(person) => {
            let is_here =
                session.lookup_person(person).await?.is_some_and(|person| person.ended_at.is_none());
            session.lookup_responder(person).await?.filter(|_| is_here).map(|_| ())
        }
    }
    .ok_or(ActionError::NotFound)?;
    let expires_at = now + valid_for;
    session
        .add_code(&EnrolmentCode {
            code: links::hash(code.as_str()),
            kind,
            made_by,
            made_at: now,
            expires_at,
        })
        .await?;
    let (subject, body) = match kind {
        DeviceKind::Ward(ward) => (Subject::Hospital, json!({ "ward": ward })),
        DeviceKind::Handset(person) => (Subject::Person(person), json!({})),
    };
    session.append_event(&event(elbow, subject, made_by, "code_made", body)).await?;
    session.commit().await?;
    Ok(MadeCode { code, expires_at })
}

/// What a code would enrol, without using it; none if it is unknown, used or expired.
pub async fn lookup_code(elbow: &Elbow, code: &Code) -> Result<Option<DeviceKind>, ActionError> {
    let found = elbow.store.read().await?.lookup_code(&links::hash(code.as_str()), elbow.now()).await?;
    Ok(found.map(|code| code.kind))
}

/// Uses a ward's code; answers with the secret of the device's cookie.
pub async fn enrol_ward_device(elbow: &Elbow, code: &Code) -> Result<String, ActionError> {
    let mut session = elbow.store.write().await?;
    let used =
        session.use_code(&links::hash(code.as_str()), elbow.now()).await?.ok_or(ActionError::NotFound)?;
    let (_, secret) = add_device(elbow, session.as_mut(), used.kind, used.made_by).await?;
    session.commit().await?;
    elbow.wake.all();
    Ok(secret)
}

/// Adds a device and says so in the log; answers with its id and the secret of its cookie.
pub(super) async fn add_device(
    elbow: &Elbow,
    session: &mut dyn Session,
    kind: DeviceKind,
    made_by: Option<PersonId>,
) -> Result<(DeviceId, String), ActionError> {
    let now = elbow.now();
    let id = DeviceId::new(now, elbow.random.bytes());
    let secret = elbow.random.secret();
    let device = Device { id, kind, enrolled_at: now, last_seen_at: now, revoked_at: None };
    session.add_device(&device, &links::hash(&secret)).await?;
    let bound_to = bound_to(kind);
    session.append_event(&event(elbow, Subject::Device(id), made_by, "device_enrolled", bound_to)).await?;
    Ok((id, secret))
}

fn bound_to(kind: DeviceKind) -> serde_json::Value {
    match kind {
        DeviceKind::Ward(ward) => json!({ "ward": ward }),
        DeviceKind::Handset(person) => json!({ "person": person }),
    }
}

/// Ends a device and the sessions on it.
pub async fn revoke_device(elbow: &Elbow, id: DeviceId, by: PersonId) -> Result<(), ActionError> {
    let mut session = elbow.store.write().await?;
    let devices = session.list_devices().await?;
    let device = devices.iter().find(|device| device.id == id).ok_or(ActionError::NotFound)?;
    let bound_to = bound_to(device.kind);
    for ended in session.revoke_device(id, EndReason::ShutOut, elbow.now()).await? {
        let ended = sessions::ended_event(&ended, EndReason::ShutOut, Actor::Staff(by), elbow.now());
        session.append_event(&ended).await?;
    }
    session.append_event(&event(elbow, Subject::Device(id), Some(by), "device_revoked", bound_to)).await?;
    session.commit().await?;
    elbow.wake.all();
    Ok(())
}

/// Somebody gives their handset back: the device ends, with every session on it and every alert to it. On a device that
/// is nobody's handset, such as a desk, only the sessions of this person end.
///
/// # Errors
/// [`ActionError::OnShift`] before the shift is ended, since no alert would reach them.
pub async fn hand_back(
    elbow: &Elbow,
    person: PersonId,
    handset: Option<DeviceId>,
) -> Result<(), ActionError> {
    let mut session = elbow.store.write().await?;
    if if_readable(session.lookup_responder(person).await)?.is_some_and(|known| known.duty != Duty::OffShift)
    {
        return Err(ActionError::OnShift);
    }
    let themselves = Actor::Responder(person);
    let why = EndReason::HandedBack;
    sessions::end_all(session.as_mut(), person, None, why, themselves, elbow.now()).await?;
    if let Some(id) = handset {
        session.revoke_device(id, why, elbow.now()).await?;
        let mut event = event(elbow, Subject::Device(id), None, "device_handed_back", json!({}));
        event.actor = Actor::Responder(person);
        session.append_event(&event).await?;
    }
    session.commit().await?;
    elbow.wake.all();
    Ok(())
}

/// Gives a ward a new link; every printed copy of the old one is unknown from now on.
pub async fn rotate_ward_link(elbow: &Elbow, ward: WardId, by: PersonId) -> Result<(), ActionError> {
    let mut session = elbow.store.write().await?;
    let rotation = session.ward_link_rotation(ward).await?.ok_or(ActionError::NotFound)? + 1;
    session.set_ward_link(ward, &links::hash(&elbow.links.ward(ward, rotation)), rotation).await?;
    let body = json!({ "ward": ward, "rotation": rotation });
    session.append_event(&event(elbow, Subject::Person(by), Some(by), "ward_link_rotated", body)).await?;
    session.commit().await?;
    Ok(())
}

/// An event about people and devices, by whoever is signed in if somebody is.
pub(super) fn event(
    elbow: &Elbow,
    subject: Subject,
    by: Option<PersonId>,
    kind: &'static str,
    body: serde_json::Value,
) -> NewEvent {
    let actor = by.map_or(Actor::Engine, Actor::Staff);
    NewEvent { subject, at: elbow.now(), device_at: None, actor, kind, body }
}
