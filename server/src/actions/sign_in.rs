//! Signing in: a responder by the PIN of an enrolled handset, staff by password. Each way ends in [`start_session`].

use std::{net::IpAddr, time::Duration};

use domain::{
    Code, DeviceId, Duty, EndReason, Logged, PersonId, PersonKind, Role, SignInId, Through, canary,
    grant::begins,
    ticket::{Actor, ReleaseReason},
};
use ground::{links, password};
use store::{Device, DeviceKind, Hash, NewEvent, SignInSession, Subject, Tx};
use tokio::sync::Semaphore;

use super::{
    ActionError, HandOver, Tap,
    audit::note_try,
    devices::{self, add_device},
    duty::{ShiftEnd, end_shift},
    sessions,
};
use crate::{
    auth::{self, KnownBrowser},
    core::Core,
    limits::{Account, Attempt, Limits, Source, Try, Who},
};

/// Hashing takes 19 MiB each time.
static HASHING: Semaphore = Semaphore::const_new(4);
/// No session outlives a long shift.
const SESSION_FOR: Duration = Duration::from_hours(14);

/// Why somebody was not let in. Unknown name and wrong password answer alike.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    #[error("wrong")]
    Wrong {
        /// How many tries are left before the next has to wait.
        left: usize,
    },
    /// Too much was wrong here lately; the next try is looked at after `wait`.
    #[error("slowed")]
    Slowed { wait: Duration },
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
    /// Set where the browser is remembered.
    pub browser: Option<String>,
    pub person: PersonId,
    /// They may not respond yet, and will from another day on.
    pub is_to_come: bool,
}

/// The browser that somebody signs in with.
#[derive(Debug, Clone, Default)]
pub struct Browser {
    /// In words, such as "Firefox on Windows".
    pub label: Option<String>,
    /// The session that it has by now, which ends.
    pub session: Option<Hash>,
    /// Whose that is, if it is good for anything there.
    pub person: Option<PersonId>,
    /// The cookie that says who has signed in there before.
    pub known: Option<String>,
}

/// Whether `next` may use the browser from now on. Nothing changes yet.
///
/// # Errors
/// [`ActionError::OnShift`] if somebody is signed in there whose shift has to end first.
pub async fn may_make_room(core: &Core, browser: &Browser, next: PersonId) -> Result<(), ActionError> {
    let mut tx = core.write().await?;
    make_room(core, tx.as_mut(), browser, Some(next), Actor::Engine).await
}

/// Ends the session that a browser has, for `next` to use it, or for a ward if there is nobody next: that takes a handset's
/// session only.
///
/// # Errors
/// [`ActionError::OnShift`] if it is of somebody else who is on shift, and whom nothing would reach any more.
pub(super) async fn make_room(
    core: &Core,
    tx: &mut dyn Tx,
    browser: &Browser,
    next: Option<PersonId>,
    by: Actor,
) -> Result<(), ActionError> {
    let now = core.now();
    let Some(token) = &browser.session else { return Ok(()) };
    let before = tx.lookup_session(token, now).await?;
    let Some(before) = before.filter(|before| next.is_some() || before.device.is_some()) else {
        return Ok(());
    };
    let is_anothers = next != Some(before.person);
    let used_since = core.sessions_used_since(now);
    let was_signed_out = tx.list_signed_out(now, used_since).await?.contains(&before.person);
    sessions::end(tx, &before, EndReason::Replaced, by, now).await?;
    if is_anothers {
        // No alert of theirs is for whoever has the browser now.
        tx.remove_subscriptions_on(before.person, before.device).await?;
        let is_cut_off =
            !was_signed_out && tx.list_signed_out(now, used_since).await?.contains(&before.person);
        if is_cut_off && browser.person == Some(before.person) {
            return Err(ActionError::OnShift);
        }
    }
    Ok(())
}

/// Uses a handset's code: enrols the handset, sets its person's PIN, signs in. All of it or nothing.
///
/// # Errors
/// [`SignInError::CodeGone`]; [`ActionError::OnShift`] as [`may_make_room`].
pub async fn choose_pin(
    core: &Core,
    typed: &Code,
    pin: &str,
    browser: &Browser,
) -> Result<SignedIn, SignInError> {
    let pin_hash = hash_pin(core, pin).await?;
    let mut tx = core.write().await?;
    let used = tx.use_code(&links::hash(typed.as_str()), core.now()).await?.ok_or(SignInError::CodeGone)?;
    let DeviceKind::Handset(id) = used.kind else { return Err(SignInError::CodeGone) };
    tx.set_pin(id, &pin_hash).await?;
    // What rests on the PIN before; a desk where they signed in with their password does not.
    for ended in tx.list_sessions_of(id, core.now()).await? {
        if ended.device.is_some() {
            let themselves = Actor::Responder(id);
            sessions::end(tx.as_mut(), &ended, EndReason::NewPin, themselves, core.now()).await?;
        }
    }
    let (device, secret) = add_device(core, tx.as_mut(), used.kind, used.made_by).await?;
    let signed_in = start_session(core, tx.as_mut(), id, Way::Code(device), browser).await?;
    let signed_in = signed_in.ok_or(SignInError::CodeGone)?;
    tx.commit().await?;
    Ok(SignedIn { device: Some(secret), ..signed_in })
}

/// Checks the PIN on an enrolled handset.
pub async fn sign_in_with_pin(
    core: &Core,
    limits: &Limits,
    device: &Device,
    pin: &str,
    browser: &Browser,
) -> Result<SignedIn, SignInError> {
    let DeviceKind::Handset(id) = device.kind else { return Err(SignInError::Wrong { left: usize::MAX }) };
    let tried = begin(core, limits, Account::Pin(id), Source::Handset(device.id)).await?;
    let way = Way::Pin(device.id);
    loop {
        let mut read = core.store.read().await?;
        let known = read.lookup_person(id).await?.map(|person| person.id);
        let stored = secret(read.as_mut(), id, way).await?;
        drop(read);
        let Some(right) = check(core, stored, &[pin], way).await? else {
            return Err(wrong(core, limits, tried, known, None).await);
        };
        if let Some(signed_in) = sign_in(core, id, right, way, browser).await? {
            tried.succeeded();
            return Ok(signed_in);
        }
    }
}

/// Checks a username and password; the password as it was typed, or without what was copied around it.
///
/// # Errors
/// [`SignInError::Wrong`], [`SignInError::Slowed`]; [`ActionError::OnShift`] as [`may_make_room`].
pub async fn sign_in_staff(
    core: &Core,
    limits: &Limits,
    username: &str,
    password: &str,
    browser: &Browser,
    address: IpAddr,
) -> Result<SignedIn, SignInError> {
    let username = username.trim().to_lowercase();
    let account = core.store.read().await?.lookup_account_by_username(&username).await?;
    let id = account.map(|account| account.person);
    let known_by = KnownBrowser::read(browser.known.as_deref(), &core.random);
    let known = id.and_then(|id| known_by.of(id, &core.links));
    let source =
        known.map_or_else(|| Source::elsewhere(address), |number| Source::Browser(links::hash(number)));
    let tried = begin(core, limits, Account::Password(links::hash(&username)), source).await?;
    let bare = password.trim_matches(|c: char| c.is_ascii_whitespace());
    let passwords = if bare == password { &[password][..] } else { &[password, bare] };
    loop {
        let stored = match id {
            Some(id) => secret(core.store.read().await?.as_mut(), id, Way::Password).await?,
            None => None,
        };
        let right = check(core, stored, passwords, Way::Password).await?;
        let Some((id, right)) = id.zip(right) else {
            return Err(wrong(core, limits, tried, id, Some(address)).await);
        };
        if let Some(signed_in) = sign_in(core, id, right, Way::Password, browser).await? {
            tried.succeeded();
            return Ok(SignedIn { browser: Some(known_by.with(id, &core.links)), ..signed_in });
        }
    }
}

/// What a code leads to that somebody typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodeLeads {
    /// It enrols a device, once; it is not used yet.
    Enrols(Code, DeviceKind),
    /// It stands on posters: the secret of the ward's link.
    ToWard(String),
}

/// A code that somebody typed.
///
/// # Errors
/// [`SignInError::CodeGone`] for one that is unknown, used or expired, [`SignInError::Slowed`].
pub async fn try_code(
    core: &Core,
    limits: &Limits,
    typed: &str,
    address: IpAddr,
) -> Result<CodeLeads, SignInError> {
    let tried = begin(core, limits, Account::Codes, Source::elsewhere(address)).await?;
    let found = match typed.parse::<Code>() {
        Ok(read) => match devices::lookup_code(core, &read).await? {
            Some(kind) => Some(CodeLeads::Enrols(read, kind)),
            None => devices::ward_link_of(core, &read).await?.map(CodeLeads::ToWard),
        },
        Err(_) => None,
    };
    if let Some(found) = found {
        tried.succeeded();
        return Ok(found);
    }
    // Nothing was guessed by sending nothing.
    if !typed.trim().is_empty() {
        tried.failed(None);
        note_try(core, limits, Attempt::Code, Who::Address(address)).await;
    }
    Err(SignInError::CodeGone)
}

pub(super) async fn begin<'l>(
    core: &Core,
    limits: &'l Limits,
    account: Account,
    source: Source,
) -> Result<Try<'l>, SignInError> {
    let begun = limits.guesses.begin(account, source, &core.clock).await;
    begun.map_err(|wait| SignInError::Slowed { wait })
}

/// Ends the session of a cookie; nobody is alerted any more on the device it was on. `hand_over`: the shift ends with it,
/// and that is what becomes of the job in hand.
///
/// # Errors
/// [`ActionError::OnShift`] if the shift does not end, and nothing else would reach the person;
/// [`ActionError::JobInHand`], [`ActionError::NotOnShift`] and [`ActionError::Busy`] as at the end of a shift. They are
/// signed in still.
pub async fn sign_out(core: &Core, token: &str, hand_over: Option<HandOver>) -> Result<(), ActionError> {
    let now = core.now();
    let mut tx = core.write().await?;
    let token = links::hash(token);
    let Some(ended) = tx.lookup_session(&token, now).await? else {
        return Ok(tx.commit_quietly().await?);
    };
    let by = themselves(ended.person, ended.device);
    sessions::end(tx.as_mut(), &ended, EndReason::SignedOut, by, now).await?;
    let responder = tx.lookup_responder(ended.person).await?;
    if let Some(responder) = responder.filter(|responder| responder.duty != Duty::OffShift) {
        match hand_over {
            Some(hand_over) => {
                let (by, tap) = (Actor::Responder(responder.id), Tap::default());
                let end = ShiftEnd { by, hand_over, why: ReleaseReason::ShiftEnded, tap: &tap };
                end_shift(core, tx.as_mut(), &responder, end).await?;
            }
            None if tx.list_signed_out(now, core.sessions_used_since(now)).await?.contains(&responder.id) => {
                return Err(ActionError::OnShift);
            }
            None => {}
        }
    }
    tx.commit().await?;
    Ok(())
}

/// How somebody has shown who they are.
#[derive(Debug, Clone, Copy)]
pub(super) enum Way {
    /// A code, with which this handset was enrolled.
    Code(DeviceId),
    /// The PIN, on this handset.
    Pin(DeviceId),
    Password,
}

impl Way {
    const fn device(self) -> Option<DeviceId> {
        match self {
            Self::Code(device) | Self::Pin(device) => Some(device),
            Self::Password => None,
        }
    }

    const fn through(self) -> Through {
        match self {
            Self::Code(_) => Through::Code,
            Self::Pin(_) => Through::Pin,
            Self::Password => Through::Password,
        }
    }
}

/// A secret that was right.
pub(super) struct Right {
    /// What it was compared with.
    stored: String,
    /// A better hash of it, if there is one.
    better: Option<String>,
}

/// The hash of what somebody signs in with; none if they have no such thing, or are not let in at all.
pub(super) async fn secret(tx: &mut dyn Tx, id: PersonId, way: Way) -> Result<Option<String>, store::Error> {
    if !may_come_in(tx, id).await? {
        return Ok(None);
    }
    match way {
        Way::Code(_) | Way::Pin(_) => tx.lookup_pin(id).await,
        Way::Password => {
            let account = tx.lookup_account(id).await?.filter(|account| account.ended_at.is_none());
            Ok(account.and_then(|account| account.password_hash))
        }
    }
}

/// Whether there is somebody to let in: a human being who has not left.
async fn may_come_in(tx: &mut dyn Tx, id: PersonId) -> Result<bool, store::Error> {
    let person = tx.lookup_person(id).await?;
    Ok(person.is_some_and(|person| {
        person.ended_at.is_none() && person.kind == PersonKind::Human && person.id != canary::person()
    }))
}

/// None if none of `secrets` is the stored one.
pub(super) async fn check(
    core: &Core,
    stored: Option<String>,
    secrets: &[&str],
    way: Way,
) -> Result<Option<Right>, ActionError> {
    let is_pin = way.device().is_some();
    for secret in secrets {
        let Some(stored) = &stored else {
            // As much work as for a name that exists, so that the time taken does not tell.
            hash(core, secret).await?;
            continue;
        };
        let is_right = if is_pin {
            verify_pin(core, secret, stored.clone()).await?
        } else {
            verify(secret, stored.clone()).await?
        };
        if is_right {
            // A hash from before there was a pepper is made anew.
            let is_old = is_pin && !password::is_peppered(stored);
            let better = if is_old { Some(hash_pin(core, secret).await?) } else { None };
            return Ok(Some(Right { stored: stored.clone(), better }));
        }
    }
    Ok(None)
}

/// Counts a try that was wrong, for the guesser and for the log. `address`: where nobody's username was tried.
pub(super) async fn wrong(
    core: &Core,
    limits: &Limits,
    tried: Try<'_>,
    person: Option<PersonId>,
    address: Option<IpAddr>,
) -> SignInError {
    let left = tried.left().saturating_sub(1);
    let wait = tried.failed(person);
    match (person, address) {
        (Some(person), _) => note_try(core, limits, Attempt::SignIn, Who::Person(person)).await,
        (None, Some(address)) => note_try(core, limits, Attempt::Username, Who::Address(address)).await,
        (None, None) => {}
    }
    wait.map_or(SignInError::Wrong { left }, |wait| SignInError::Slowed { wait })
}

/// None if the hash that was compared is not the stored one any more: another handset may have put a better one of the same
/// secret there. It is compared anew.
async fn sign_in(
    core: &Core,
    id: PersonId,
    right: Right,
    way: Way,
    browser: &Browser,
) -> Result<Option<SignedIn>, SignInError> {
    let mut tx = core.write().await?;
    let shut_out = SignInError::Wrong { left: usize::MAX };
    // Meanwhile, too.
    if let Some(device) = way.device()
        && !tx.is_enrolled(device).await?
    {
        return Err(shut_out);
    }
    if secret(tx.as_mut(), id, way).await?.as_ref() != Some(&right.stored) {
        return Ok(None);
    }
    if let Some(better) = &right.better {
        tx.set_pin(id, better).await?;
    }
    let signed_in = start_session(core, tx.as_mut(), id, way, browser).await?.ok_or(shut_out)?;
    tx.commit().await?;
    Ok(Some(signed_in))
}

/// Where every way of signing in ends: lets a person in who has shown who they are, whichever way that was. None if there is nobody
/// to let in.
///
/// # Errors
/// [`ActionError::OnShift`] as [`may_make_room`].
pub(super) async fn start_session(
    core: &Core,
    tx: &mut dyn Tx,
    person: PersonId,
    way: Way,
    browser: &Browser,
) -> Result<Option<SignedIn>, ActionError> {
    if !may_come_in(tx, person).await? {
        return Ok(None);
    }
    let (now, device, through) = (core.now(), way.device(), Some(way.through()));
    let by = themselves(person, device);
    make_room(core, tx, browser, Some(person), by).await?;
    let (grants, roles) = auth::grants_and_roles(tx, person, now).await?;
    let is_to_come = !roles.contains(&Role::Responder) && begins(&grants, Role::Responder, now).is_some();
    let token = core.random.secret();
    let id = SignInId::new(now, core.random.bytes());
    tx.add_session(&SignInSession {
        id,
        token: links::hash(&token),
        person,
        device,
        started_at: now,
        last_seen_at: now,
        expires_at: now + SESSION_FOR,
        label: browser.label.clone(),
        through,
    })
    .await?;
    let signed_in = Logged::SignedIn { device, session: id, through };
    tx.append_event(&NewEvent::new(Subject::Person(person), by, now, signed_in)).await?;
    Ok(Some(SignedIn { session: token, device: None, browser: None, person, is_to_come }))
}

/// Somebody about their own account.
const fn themselves(person: PersonId, device: Option<DeviceId>) -> Actor {
    if device.is_some() { Actor::Responder(person) } else { Actor::Staff(person) }
}

/// Hashing takes its time on purpose: not on an async thread.
pub(super) async fn hash(core: &Core, secret: &str) -> Result<String, ActionError> {
    let (secret, salt) = (secret.to_owned(), core.random.bytes());
    Ok(in_turn(&HASHING, move || password::hash(&secret, &salt)).await?)
}

async fn hash_pin(core: &Core, pin: &str) -> Result<String, ActionError> {
    let (pin, salt, pepper) = (pin.to_owned(), core.random.bytes(), core.links.pepper());
    Ok(in_turn(&HASHING, move || password::hash_pin(&pin, &salt, &pepper)).await?)
}

async fn verify_pin(core: &Core, pin: &str, stored: String) -> Result<bool, ActionError> {
    let (pin, pepper) = (pin.to_owned(), core.links.pepper());
    Ok(in_turn(&HASHING, move || password::verify_pin(&pin, &stored, &pepper)).await?)
}

async fn verify(secret: &str, stored: String) -> Result<bool, ActionError> {
    let secret = secret.to_owned();
    Ok(in_turn(&HASHING, move || password::verify(&secret, &stored)).await?)
}

/// Hashing takes its time on purpose: not on an async thread. It goes on when whoever asked has hung up, and keeps its turn.
async fn in_turn<T: Send + 'static>(
    turns: &'static Semaphore,
    work: impl FnOnce() -> T + Send + 'static,
) -> T {
    let turn = turns.acquire().await;
    let work = move || {
        let done = work();
        drop(turn);
        done
    };
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(panicked) => std::panic::resume_unwind(panicked.into_panic()),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use futures::FutureExt;

    use super::*;

    #[tokio::test]
    async fn however_many_hang_up_no_more_is_hashed_at_once() {
        static TURNS: Semaphore = Semaphore::const_new(1);
        let (finish, finished) = mpsc::channel::<()>();
        assert!(in_turn(&TURNS, move || finished.recv()).now_or_never().is_none(), "hung up");
        assert_eq!(TURNS.available_permits(), 0);
        finish.send(()).unwrap();
        in_turn(&TURNS, || ()).await;
    }
}
