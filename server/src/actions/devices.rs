//! Enrolling ward devices and handsets with single-use codes, and ward links.

use std::time::Duration;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::{
    Code, DeviceId, Duty, EndReason, Logged, PersonId, Responder, Ticket, Timestamp, WardId, canary,
    event::BoundTo,
    poster::copies,
    ticket::{Actor, ReleaseReason},
};
use ground::links;
use store::{Device, DeviceKind, EnrolmentCode, NewEvent, Subject, Tx, if_readable};

use super::{
    ActionError, Browser, HandOver, Tap,
    duty::{ShiftEnd, end_shift},
    once::Once,
    posters::posters_of_link,
    sessions,
    sign_in::make_room,
    subscriptions::LastWord,
};
use crate::core::Core;

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
    core: &Core,
    kind: DeviceKind,
    made_by: Option<PersonId>,
    valid_for: Duration,
) -> Result<MadeCode, ActionError> {
    let now = core.now();
    let made = core.random.code::<8>();
    let mut tx = core.write().await?;
    match kind {
        DeviceKind::Ward(ward) if ward == canary::ward() => None,
        DeviceKind::Ward(ward) => tx.lookup_ward(ward).await?.map(|_| ()),
        // The canary's is a person in name only.
        DeviceKind::Handset(person) if person == canary::person() => None,
        DeviceKind::Handset(person) => {
            let is_here = tx.lookup_person(person).await?.is_some_and(|person| person.ended_at.is_none());
            tx.lookup_responder(person).await?.filter(|_| is_here).map(|_| ())
        }
    }
    .ok_or(ActionError::NotFound)?;
    let expires_at = now + valid_for;
    tx.add_code(&EnrolmentCode { code: links::hash(made.as_str()), kind, made_by, made_at: now, expires_at })
        .await?;
    let (subject, ward) = match kind {
        DeviceKind::Ward(ward) => (Subject::Hospital, Some(ward)),
        DeviceKind::Handset(person) => (Subject::Person(person), None),
    };
    tx.append_event(&event(core, subject, made_by, Logged::CodeMade { ward })).await?;
    tx.commit().await?;
    Ok(MadeCode { code: made, expires_at })
}

/// What a code would enrol, without using it; none if it is unknown, used or expired.
pub(super) async fn lookup_code(core: &Core, typed: &Code) -> Result<Option<DeviceKind>, ActionError> {
    let found = core.store.read().await?.lookup_code(&links::hash(typed.as_str()), core.now()).await?;
    Ok(found.map(|code| code.kind))
}

/// The secret of the ward's link that has this code on its posters; none if none has it now. The link of a ward that has closed says so.
pub(super) async fn ward_link_of(core: &Core, typed: &Code) -> Result<Option<String>, ActionError> {
    if typed.as_str().len() != links::WARD_CODE_CHARS {
        return Ok(None);
    }
    let mut tx = core.store.read().await?;
    let mut rotations = tx.list_link_rotations().await?;
    for (ward, _) in tx.list_ended().await?.wards {
        if let Some(rotation) = if_readable(tx.ward_link_rotation(ward.id).await)? {
            rotations.insert(ward.id, rotation);
        }
    }
    let mut links = rotations.into_iter().filter(|(ward, _)| *ward != canary::ward());
    let found = links.find(|(ward, rotation)| core.links.ward_code(*ward, *rotation) == *typed);
    Ok(found.map(|(ward, rotation)| core.links.ward(ward, rotation)))
}

/// Uses a ward's code; answers with the secret of the device's cookie.
///
/// # Errors
/// [`ActionError::NotFound`] if the code is unknown, used or expired, or the ward has ended; [`ActionError::OnShift`] if somebody is signed in there whose
/// shift has to end first.
pub async fn enrol_ward_device(core: &Core, typed: &Code, browser: &Browser) -> Result<String, ActionError> {
    let mut tx = core.write().await?;
    let used = tx.use_code(&links::hash(typed.as_str()), core.now()).await?.ok_or(ActionError::NotFound)?;
    if let DeviceKind::Ward(ward) = used.kind {
        tx.lookup_ward(ward).await?.ok_or(ActionError::NotFound)?;
    }
    let by = used.made_by.map_or(Actor::Engine, Actor::Staff);
    make_room(core, tx.as_mut(), browser, None, by).await?;
    let (_, secret) = add_device(core, tx.as_mut(), used.kind, used.made_by).await?;
    tx.commit().await?;
    Ok(secret)
}

/// Adds a device and says so in the log; answers with its id and the secret of its cookie.
pub(super) async fn add_device(
    core: &Core,
    tx: &mut dyn Tx,
    kind: DeviceKind,
    made_by: Option<PersonId>,
) -> Result<(DeviceId, String), ActionError> {
    let now = core.now();
    let id = DeviceId::new(now, core.random.bytes());
    let secret = core.random.secret();
    let device = Device { id, kind, enrolled_at: now, last_seen_at: now, revoked_at: None };
    tx.add_device(&device, &links::hash(&secret)).await?;
    let enrolled = Logged::DeviceEnrolled(bound_to(kind));
    tx.append_event(&event(core, Subject::Device(id), made_by, enrolled)).await?;
    Ok((id, secret))
}

pub(super) const fn bound_to(kind: DeviceKind) -> BoundTo {
    match kind {
        DeviceKind::Ward(ward) => BoundTo { ward: Some(ward), person: None },
        DeviceKind::Handset(person) => BoundTo { ward: None, person: Some(person) },
    }
}

/// What shutting a device out does beyond the device.
#[derive(Debug, Clone)]
pub struct Revocation {
    pub device: Device,
    /// Whose shift it ends: nothing else would reach them.
    pub ends_shift_of: Option<Responder>,
    /// What they have in hand, which is offered to others then.
    pub job: Option<Ticket>,
}

impl Revocation {
    /// What a form says that its reader was told.
    pub fn told(&self) -> String {
        match (&self.ends_shift_of, &self.job) {
            (None, _) => "device".to_owned(),
            (Some(_), None) => "shift".to_owned(),
            (Some(_), Some(job)) => format!("shift job:{}", job.code),
        }
    }
}

/// What shutting this device out would do at a time; no session that was used before the other time lives.
///
/// # Errors
/// [`ActionError::NotFound`] if it is not enrolled.
pub async fn revocation(
    tx: &mut dyn Tx,
    id: DeviceId,
    (now, used_since): (Timestamp, Timestamp),
) -> Result<Revocation, ActionError> {
    let devices = tx.list_devices().await?;
    let device = devices.into_iter().find(|device| device.id == id).ok_or(ActionError::NotFound)?;
    let mut revocation = Revocation { device, ends_shift_of: None, job: None };
    let DeviceKind::Handset(person) = revocation.device.kind else { return Ok(revocation) };
    if tx.is_reached_without(person, id, now, used_since).await? {
        return Ok(revocation);
    }
    let responder = tx.lookup_responder(person).await?;
    revocation.ends_shift_of = responder.filter(|responder| responder.duty != Duty::OffShift);
    if revocation.ends_shift_of.is_some() {
        let open = tx.list_open_tickets_of(person).await?;
        revocation.job = open.into_iter().find(|ticket| ticket.holder() == Some(person));
    }
    Ok(revocation)
}

/// Ends a device and the sessions on it; says whose it was. If nothing reaches its person any more, their shift ends with it, and what they
/// have in hand is offered to others.
///
/// # Errors
/// [`ActionError::Changed`] if that is more than the lead was `told`; [`ActionError::NotFound`].
pub async fn revoke_device(
    core: &Core,
    id: DeviceId,
    by: PersonId,
    told: Option<&str>,
) -> Result<DeviceKind, ActionError> {
    let now = core.now();
    let mut tx = core.write().await?;
    let revocation = revocation(tx.as_mut(), id, (now, core.sessions_used_since(now))).await?;
    if told.is_some_and(|told| told != revocation.told()) {
        return Err(ActionError::Changed);
    }
    let (device, staff) = (&revocation.device, Actor::Staff(by));
    let last_word = match &revocation.ends_shift_of {
        Some(responder) => LastWord::of(tx.as_mut(), responder.id, Some(id)).await?,
        None => LastWord::default(),
    };
    sessions::end_device(tx.as_mut(), device, EndReason::ShutOut, staff, now).await?;
    last_word.keep(tx.as_mut()).await?;
    if let Some(responder) = &revocation.ends_shift_of {
        let tap = Tap::default();
        let end = ShiftEnd {
            by: Actor::Lead(by),
            hand_over: HandOver::Pool,
            why: ReleaseReason::OutOfReach,
            tap: &tap,
        };
        end_shift(core, tx.as_mut(), responder, end).await?;
    }
    tx.commit().await?;
    Ok(device.kind)
}

/// Somebody gives the handset back that they hold: the device ends, with every session on it and every alert to it. A desk,
/// or somebody else's handset, is not theirs to give back: then only their own sessions end. Says whether the device has.
///
/// # Errors
/// [`ActionError::OnShift`] before the shift is ended, since no alert would reach them.
pub async fn hand_back(core: &Core, person: PersonId, device: Option<&Device>) -> Result<bool, ActionError> {
    let now = core.now();
    let mut tx = core.write().await?;
    if if_readable(tx.lookup_responder(person).await)?.is_some_and(|known| known.duty != Duty::OffShift) {
        return Err(ActionError::OnShift);
    }
    let (why, themselves) = (EndReason::HandedBack, Actor::Responder(person));
    sessions::end_all(tx.as_mut(), person, None, why, themselves, now).await?;
    let handset = device.filter(|device| device.kind == DeviceKind::Handset(person));
    if let Some(handset) = handset {
        sessions::end_device(tx.as_mut(), handset, why, themselves, now).await?;
    }
    tx.commit().await?;
    Ok(handset.is_some())
}

/// What a lead was shown of a ward's link before it is changed; what is none was not shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SeenLink {
    pub rotation: Option<u32>,
    /// Posters and cards that stop working.
    pub copies: Option<u32>,
}

/// Gives a ward a new link; every printed copy of the old one is unknown from now on.
///
/// # Errors
/// [`ActionError::Changed`] if it was changed, or printed, since the lead looked at it. [`ActionError::NotFound`] if there is no such
/// ward.
pub async fn rotate_ward_link(
    core: &Core,
    ward: WardId,
    by: PersonId,
    seen: SeenLink,
) -> Result<(), ActionError> {
    // The same question answered twice; its answer may have been lost.
    let once = seen.rotation.map(|rotation| links::hash(&format!("link of {ward} after {rotation}")));
    let once = once.map(|hash| BASE64_URL_SAFE_NO_PAD.encode(hash.0));
    let mut tx = match Once::<u32>::begin(core, by, once.as_deref()).await? {
        Once::Made(_) => return Ok(()),
        Once::New(tx) => tx,
    };
    tx.lookup_ward(ward).await?.filter(|ward| ward.id != canary::ward()).ok_or(ActionError::NotFound)?;
    let before = if_readable(tx.ward_link_rotation(ward).await)?;
    let stops = copies(&posters_of_link(tx.as_mut(), ward, before).await?);
    if seen.rotation.is_some() && seen.rotation != before || seen.copies.is_some_and(|copies| copies != stops)
    {
        return Err(ActionError::Changed);
    }
    // Where the number is lost, the seconds since 1970 are beyond every one that was: no old link is good again.
    let seconds = || u32::try_from(core.now().as_millis() / 1000).unwrap_or(u32::MAX);
    let rotation = before.and_then(|before| before.checked_add(1)).unwrap_or_else(seconds);
    tx.set_ward_link(ward, &links::hash(&core.links.ward(ward, rotation)), rotation).await?;
    let rotated = Logged::WardLinkRotated { ward, rotation };
    tx.append_event(&event(core, Subject::Person(by), Some(by), rotated)).await?;
    Ok(tx.commit_made(rotation, core.now()).await?)
}

/// An event about people and devices, by whoever is signed in if somebody is.
pub(super) fn event(core: &Core, subject: Subject, by: Option<PersonId>, what: Logged) -> NewEvent {
    NewEvent::new(subject, by.map_or(Actor::Engine, Actor::Staff), core.now(), what)
}
