//! Signing in: a responder by the PIN of an enrolled handset, staff by password.

use std::time::Duration;

use domain::{
    Code, DeviceId, Duty, PersonId, SignInId, Timestamp,
    ticket::{Actor, ReleaseReason},
};
use serde_json::json;
use store::{
    Device, DeviceKind, EndReason, Hash, NewEvent, Person, Session, SignInSession, Subject, Through,
};

use super::{
    ActionError, HandOver, Tap,
    devices::{self, add_device},
    duty::{ShiftEnd, end_shift},
    sessions,
};
use crate::{auth::password, elbow::Elbow, links};

/// Wrong tries in a row before a person has to wait, or get a new code.
const TRIES: u8 = 5;
const LOCKED_FOR: Duration = Duration::from_mins(15);
/// No session outlives a long shift.
const SESSION_FOR: Duration = Duration::from_hours(14);

/// Why somebody was not let in. Unknown name and wrong password answer alike.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    #[error("wrong")]
    Wrong,
    /// There is nobody who could sign in like this.
    #[error("unknown")]
    Unknown,
    /// Too many wrong tries.
    #[error("locked")]
    Locked { until: Timestamp },
    /// The code is unknown, used or expired.
    #[error("the code cannot be used")]
    CodeGone,
    #[error(transparent)]
    Failed(#[from] ActionError),
}

impl From<store::Error> for SignInError {
    fn from(error: store::Error) -> Self {
        Self::Failed(error.into())
    }
}

impl From<password::PasswordError> for SignInError {
    fn from(error: password::PasswordError) -> Self {
        Self::Failed(error.into())
    }
}

/// What the browser keeps: the secrets of its cookies.
#[derive(Debug, Clone)]
pub struct SignedIn {
    pub session: String,
    /// Set when the handset was enrolled by this sign-in.
    pub device: Option<String>,
    pub person: PersonId,
}

/// The browser that somebody signs in with.
#[derive(Debug, Clone, Default)]
pub struct Browser {
    /// In words, such as "Firefox on Windows".
    pub label: Option<String>,
    /// The session that it has by now, which ends.
    pub session: Option<Hash>,
}

/// Uses a handset's code: enrols the handset, sets its person's PIN, signs in. All of it or nothing.
pub async fn choose_pin(
    elbow: &Elbow,
    code: &Code,
    pin: &str,
    browser: &Browser,
) -> Result<SignedIn, SignInError> {
    let pin_hash = hash_pin(elbow, pin).await?;
    let mut session = elbow.store.write().await?;
    let used =
        session.use_code(&links::hash(code.as_str()), elbow.now()).await?.ok_or(SignInError::CodeGone)?;
    let DeviceKind::Handset(id) = used.kind else { return Err(SignInError::CodeGone) };
    let person = session.lookup_person(id).await?.ok_or(ActionError::NotFound)?;
    if person.ended_at.is_some() {
        return Err(SignInError::CodeGone);
    }
    let person = Person { pin_hash: Some(pin_hash), failed_attempts: 0, locked_until: None, ..person };
    session.put_person(&person).await?;
    let themselves = Actor::Responder(id);
    sessions::end_all(session.as_mut(), id, None, EndReason::NewPin, themselves, elbow.now()).await?;
    let (device, secret) = add_device(elbow, session.as_mut(), used.kind, used.made_by).await?;
    let token = start_session(elbow, session.as_mut(), id, Some(device), Through::Code, browser).await?;
    session.commit().await?;
    elbow.wake.all();
    Ok(SignedIn { session: token, device: Some(secret), person: id })
}

/// Checks the PIN on an enrolled handset.
pub async fn sign_in_with_pin(
    elbow: &Elbow,
    device: &Device,
    pin: &str,
    browser: &Browser,
) -> Result<SignedIn, SignInError> {
    let DeviceKind::Handset(id) = device.kind else { return Err(SignInError::Wrong) };
    let person = elbow.store.read().await?.lookup_person(id).await?;
    let stored = person.as_ref().and_then(|person| person.pin_hash.clone());
    sign_in(elbow, person, stored, pin, Some(device.id), browser).await
}

/// Checks a username and password.
pub async fn sign_in_staff(
    elbow: &Elbow,
    username: &str,
    password: &str,
    browser: &Browser,
) -> Result<SignedIn, SignInError> {
    let username = username.trim().to_lowercase();
    let person = elbow.store.read().await?.lookup_person_by_username(&username).await?;
    let stored = person.as_ref().and_then(|person| person.password_hash.clone());
    sign_in(elbow, person, stored, password, None, browser).await
}

/// Ends the session of a cookie; nobody is alerted any more on the device it was on. `hand_over`: the shift ends with it,
/// and that is what becomes of the job in hand.
///
/// # Errors
/// [`ActionError::OnShift`] if the shift does not end, and nothing else would reach the person;
/// [`ActionError::JobInHand`], [`ActionError::NotOnShift`] and [`ActionError::Busy`] as at the end of a shift. They are
/// signed in still.
pub async fn sign_out(elbow: &Elbow, token: &str, hand_over: Option<HandOver>) -> Result<(), ActionError> {
    let now = elbow.now();
    let mut session = elbow.store.write().await?;
    let token = links::hash(token);
    let Some(ended) = session.lookup_session(&token, now).await? else { return Ok(session.commit().await?) };
    session.remove_subscriptions_on(ended.person, ended.device).await?;
    let by = themselves(ended.person, ended.device);
    sessions::end(session.as_mut(), &ended, EndReason::SignedOut, by, now).await?;
    let responder = session.lookup_responder(ended.person).await?;
    if let Some(responder) = responder.filter(|responder| responder.duty != Duty::OffShift) {
        match hand_over {
            Some(hand_over) => {
                let (by, tap) = (Actor::Responder(responder.id), Tap::default());
                let end = ShiftEnd { by, hand_over, why: ReleaseReason::ShiftEnded, tap: &tap };
                end_shift(elbow, session.as_mut(), &responder, end).await?;
            }
            None if session
                .list_signed_out(now, elbow.sessions_used_since(now))
                .await?
                .contains(&responder.id) =>
            {
                return Err(ActionError::OnShift);
            }
            None => {}
        }
    }
    session.commit().await?;
    elbow.wake.all();
    Ok(())
}

async fn sign_in(
    elbow: &Elbow,
    person: Option<Person>,
    stored: Option<String>,
    secret: &str,
    device: Option<DeviceId>,
    browser: &Browser,
) -> Result<SignedIn, SignInError> {
    let now = elbow.now();
    let person = person.filter(|person| person.ended_at.is_none());
    if let Some(until) = person.as_ref().and_then(|person| person.locked_until).filter(|until| *until > now) {
        return Err(SignInError::Locked { until });
    }
    let (Some(person), Some(stored)) = (person, stored) else {
        // As much work as for a name that exists, so that the time taken does not tell.
        hash(elbow, secret).await?;
        return Err(SignInError::Unknown);
    };
    let is_pin = device.is_some();
    let is_right = if is_pin {
        verify_pin(elbow, secret, stored.clone()).await?
    } else {
        verify(secret, stored.clone()).await?
    };
    // A hash from before there was a pepper is made anew.
    let better = if is_pin && is_right && !password::is_peppered(&stored) {
        Some(hash_pin(elbow, secret).await?)
    } else {
        None
    };
    let mut session = elbow.store.write().await?;
    // Read again: other tries may have been counted meanwhile.
    let person = session.lookup_person(person.id).await?.ok_or(ActionError::NotFound)?;
    if let Some(until) = person.locked_until.filter(|until| *until > now) {
        return Err(SignInError::Locked { until });
    }
    // The hash that was compared may have been replaced, and the handset shut out, while it was compared.
    let now_stored = if is_pin { &person.pin_hash } else { &person.password_hash };
    let is_compared = now_stored.as_ref() == Some(&stored);
    let is_shut_out = match device {
        Some(id) => !session.is_enrolled(id).await?,
        None => false,
    };
    if !is_compared || is_shut_out {
        return Err(SignInError::Wrong);
    }
    if !is_right {
        let failed = person.failed_attempts.saturating_add(1);
        let locked_until = (failed >= TRIES).then(|| now + LOCKED_FOR);
        let failed_attempts = if locked_until.is_some() { 0 } else { failed };
        let id = person.id;
        session.put_person(&Person { failed_attempts, locked_until, ..person }).await?;
        session
            .append_event(&event(elbow, id, "sign_in_failed", json!({ "locked_until": locked_until })))
            .await?;
        session.commit().await?;
        return Err(locked_until.map_or(SignInError::Wrong, |until| SignInError::Locked { until }));
    }
    let id = person.id;
    if better.is_some() || person.failed_attempts > 0 || person.locked_until.is_some() {
        let pin_hash = better.or(person.pin_hash);
        session.put_person(&Person { failed_attempts: 0, locked_until: None, pin_hash, ..person }).await?;
    }
    let through = if device.is_some() { Through::Pin } else { Through::Password };
    let token = start_session(elbow, session.as_mut(), id, device, through, browser).await?;
    session.commit().await?;
    elbow.wake.all();
    Ok(SignedIn { session: token, device: None, person: id })
}

async fn start_session(
    elbow: &Elbow,
    session: &mut dyn Session,
    person: PersonId,
    device: Option<DeviceId>,
    through: Through,
    browser: &Browser,
) -> Result<String, store::Error> {
    let now = elbow.now();
    let by = themselves(person, device);
    if let Some(token) = &browser.session
        && let Some(before) = session.lookup_session(token, now).await?
    {
        sessions::end(session, &before, EndReason::Replaced, by, now).await?;
    }
    let token = elbow.random.secret();
    let id = SignInId::new(now, elbow.random.bytes());
    session
        .add_session(&SignInSession {
            id,
            token: links::hash(&token),
            person,
            device,
            started_at: now,
            last_seen_at: now,
            expires_at: now + SESSION_FOR,
            label: browser.label.clone(),
            through: Some(through),
        })
        .await?;
    let body = json!({ "device": device, "session": id, "through": through });
    session.append_event(&NewEvent { actor: by, ..event(elbow, person, "signed_in", body) }).await?;
    Ok(token)
}

/// Somebody about their own account.
const fn themselves(person: PersonId, device: Option<DeviceId>) -> Actor {
    if device.is_some() { Actor::Responder(person) } else { Actor::Staff(person) }
}

fn event(elbow: &Elbow, person: PersonId, kind: &'static str, body: serde_json::Value) -> NewEvent {
    devices::event(elbow, Subject::Person(person), None, kind, body)
}

/// Hashing takes its time on purpose: not on an async thread.
async fn hash(elbow: &Elbow, secret: &str) -> Result<String, ActionError> {
    let (secret, salt) = (secret.to_owned(), elbow.random.bytes());
    Ok(off_thread(move || password::hash(&secret, &salt)).await?)
}

async fn hash_pin(elbow: &Elbow, pin: &str) -> Result<String, ActionError> {
    let (pin, salt, pepper) = (pin.to_owned(), elbow.random.bytes(), elbow.links.pepper());
    Ok(off_thread(move || password::hash_pin(&pin, &salt, &pepper)).await?)
}

async fn verify_pin(elbow: &Elbow, pin: &str, stored: String) -> Result<bool, ActionError> {
    let (pin, pepper) = (pin.to_owned(), elbow.links.pepper());
    Ok(off_thread(move || password::verify_pin(&pin, &stored, &pepper)).await?)
}

async fn verify(secret: &str, stored: String) -> Result<bool, ActionError> {
    let secret = secret.to_owned();
    Ok(off_thread(move || password::verify(&secret, &stored)).await?)
}

async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(panicked) => std::panic::resume_unwind(panicked.into_panic()),
    }
}
