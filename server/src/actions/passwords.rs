//! Passwords are set by whose they are: by a link that is used once, or on their own account. The first administrator comes in
//! by a link too.

use std::{net::IpAddr, time::Duration};

use domain::{EndReason, GrantId, Logged, PersonId, Role, SignInId, Timestamp, ticket::Actor};
use ground::links;
use store::{Hash, NewEvent, Opens, PasswordLink, Person, Subject, Tx, set_lasting_roles};

use super::{
    ActionError, Browser, SignInError, SignedIn,
    devices::event,
    grants::administrators,
    sessions,
    sign_in::{Way, begin, check, hash, secret, start_session, wrong},
};
use crate::{
    auth::{KnownBrowser, SignedInPerson},
    core::Core,
    limits::{Account, Limits, Source},
};

/// A link is sent to somebody, who may be asleep.
const LINK_FOR: Duration = Duration::from_hours(24);

/// A link, shown once.
#[derive(Debug, Clone)]
pub struct MadeLink {
    /// The secret in its address.
    pub token: String,
    pub expires_at: Timestamp,
}

/// Makes a link with which a person sets the password of their account; an older one ends.
///
/// # Errors
/// [`ActionError::NotFound`] if they cannot have a password, see [`username_for_password`].
pub async fn make_password_link(core: &Core, of: PersonId, by: PersonId) -> Result<MadeLink, ActionError> {
    let mut tx = core.write().await?;
    username_for_password(tx.as_mut(), of, core.now()).await?.ok_or(ActionError::NotFound)?;
    let made = add_link(core, tx.as_mut(), Opens::Account(of), Some(by)).await?;
    tx.commit().await?;
    Ok(made)
}

/// Makes a link with which the first administrator comes in; an older one ends. None if there is an administrator who can
/// sign in.
///
/// # Errors
/// Those of the database.
pub async fn invite_first_administrator(core: &Core) -> Result<Option<MadeLink>, ActionError> {
    let mut tx = core.write().await?;
    if administrators(tx.as_mut(), None, core.now()).await? > 0 {
        tx.commit_quietly().await?;
        return Ok(None);
    }
    let made = add_link(core, tx.as_mut(), Opens::FirstAdministrator, None).await?;
    tx.commit().await?;
    Ok(Some(made))
}

async fn add_link(
    core: &Core,
    tx: &mut dyn Tx,
    opens: Opens,
    made_by: Option<PersonId>,
) -> Result<MadeLink, store::Error> {
    let (now, token) = (core.now(), core.random.secret());
    let expires_at = now + LINK_FOR;
    let link = PasswordLink { token: links::hash(&token), opens, made_by, made_at: now, expires_at };
    tx.add_password_link(&link).await?;
    let subject = match opens {
        Opens::Account(person) => Subject::Person(person),
        Opens::FirstAdministrator => Subject::Hospital,
    };
    tx.append_event(&event(core, subject, made_by, Logged::PasswordLinkMade)).await?;
    Ok(MadeLink { token, expires_at })
}

/// What somebody types before their password: none if they cannot have one. Whoever has left cannot, nor whoever is a responder
/// only, who signs in on a handset.
///
/// # Errors
/// Those of the database.
pub async fn username_for_password(
    tx: &mut dyn Tx,
    of: PersonId,
    now: Timestamp,
) -> Result<Option<String>, store::Error> {
    let is_here = tx.lookup_person(of).await?.is_some_and(|person| person.ended_at.is_none());
    let grants = tx.list_grants_of(of).await?;
    // Also those who begin another day.
    if !is_here || !grants.iter().any(|grant| grant.role != Role::Responder && !grant.is_over_at(now)) {
        return Ok(None);
    }
    Ok(tx.lookup_account(of).await?.map(|account| account.username))
}

/// Whose account a link opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Invited {
    Owner { name: String, username: String },
    FirstAdministrator,
}

/// Whom a link lets in, as things are at `now`; none if it is good for nothing, or not any more.
///
/// # Errors
/// Those of the database.
pub async fn look_up_invited(
    tx: &mut dyn Tx,
    token: &Hash,
    now: Timestamp,
) -> Result<Option<Invited>, store::Error> {
    let Some(link) = tx.lookup_password_link(token, now).await? else { return Ok(None) };
    match link.opens {
        Opens::FirstAdministrator => {
            let is_first = administrators(tx, None, now).await? == 0;
            Ok(is_first.then_some(Invited::FirstAdministrator))
        }
        Opens::Account(person) => {
            let username = username_for_password(tx, person, now).await?;
            let name = tx.lookup_person(person).await?.map(|person| person.name);
            Ok(name.zip(username).map(|(name, username)| Invited::Owner { name, username }))
        }
    }
}

/// Uses a link: sets the password of its owner, and signs them in. Where they were signed in by the password before, they are not
/// any more; a handset, which has a PIN, goes on. None: the link was opened on their own handset, where they are signed in by their
/// PIN and stay so.
///
/// # Errors
/// [`SignInError::CodeGone`] if the link is good for nothing by now; [`ActionError::OnShift`] as [`super::may_make_room`].
pub async fn set_password_by_link(
    core: &Core,
    token: &Hash,
    password: &str,
    browser: &Browser,
) -> Result<Option<SignedIn>, SignInError> {
    let hash = hash(core, password).await?;
    let (mut tx, now) = (core.write().await?, core.now());
    let link = tx.use_password_link(token, now).await?.ok_or(SignInError::CodeGone)?;
    let Opens::Account(person) = link.opens else { return Err(SignInError::CodeGone) };
    username_for_password(tx.as_mut(), person, now).await?.ok_or(SignInError::CodeGone)?;
    let theirs = Setting { of: person, by: Actor::Staff(person), by_link: true, but: None };
    set_password(tx.as_mut(), theirs, &hash, now).await?;
    let signed_in = if is_on_handset_of(tx.as_mut(), person, browser, now).await? {
        None
    } else {
        Some(come_in(core, tx.as_mut(), person, browser).await?)
    };
    tx.commit().await?;
    Ok(signed_in)
}

async fn is_on_handset_of(
    tx: &mut dyn Tx,
    person: PersonId,
    browser: &Browser,
    now: Timestamp,
) -> Result<bool, store::Error> {
    let Some(token) = &browser.session else { return Ok(false) };
    let session = tx.lookup_session(token, now).await?;
    Ok(session.is_some_and(|session| session.person == person && session.device.is_some()))
}

/// Somebody who is to set the hospital up.
#[derive(Debug, Clone)]
pub struct NewAdministrator {
    pub name: String,
    /// Lower case.
    pub username: String,
    pub password: String,
}

/// Uses the link of the first administrator: sets them up, and signs them in.
///
/// # Errors
/// [`SignInError::CodeGone`] if the link is good for nothing, or there is an administrator by now; [`store::Error::Duplicate`] if
/// somebody has the username; [`ActionError::OnShift`] as [`super::may_make_room`].
pub async fn set_up_first_administrator(
    core: &Core,
    token: &Hash,
    new: NewAdministrator,
    browser: &Browser,
) -> Result<SignedIn, SignInError> {
    let hash = hash(core, &new.password).await?;
    let (mut tx, now) = (core.write().await?, core.now());
    let link = tx.use_password_link(token, now).await?.ok_or(SignInError::CodeGone)?;
    if link.opens != Opens::FirstAdministrator || administrators(tx.as_mut(), None, now).await? > 0 {
        return Err(SignInError::CodeGone);
    }
    let id = PersonId::new(now, core.random.bytes());
    tx.put_person(&Person::human(id, new.name)).await?;
    tx.set_username(id, &new.username).await?;
    let roles = vec![Role::Administrator];
    let new_id = || GrantId::new(now, core.random.bytes());
    set_lasting_roles(tx.as_mut(), id, &roles, now, new_id).await?;
    let set_up = Logged::PersonSetUp { roles, username: Some(new.username) };
    tx.append_event(&event(core, Subject::Person(id), Some(id), set_up)).await?;
    let theirs = Setting { of: id, by: Actor::Staff(id), by_link: true, but: None };
    set_password(tx.as_mut(), theirs, &hash, now).await?;
    let signed_in = come_in(core, tx.as_mut(), id, browser).await?;
    tx.commit().await?;
    Ok(signed_in)
}

/// Somebody changes their own password. Everywhere else where they signed in by the one before, they are signed out. The same form
/// again changes nothing and is no wrong guess.
///
/// # Errors
/// [`SignInError::Wrong`] and [`SignInError::Slowed`] as at sign-in, if `old` is not theirs; [`ActionError::NotFound`] if they have
/// no password.
pub async fn change_password(
    core: &Core,
    limits: &Limits,
    me: &SignedInPerson,
    (old, new): (&str, &str),
    address: IpAddr,
) -> Result<(), SignInError> {
    let account = core.store.read().await?.lookup_account(me.id).await?.ok_or(ActionError::NotFound)?;
    let account = Account::Password(links::hash(&account.username));
    // Whoever guesses at the door does not keep the one who is inside from changing it.
    let source = Source::Browser(links::hash(&me.session.to_string()));
    let tried = begin(core, limits, account, source).await?;
    let stored = secret(core.store.read().await?.as_mut(), me.id, Way::Password).await?;
    let stored = stored.ok_or(ActionError::NotFound)?;
    if check(core, Some(stored.clone()), &[old], Way::Password).await?.is_none() {
        // A form that came twice, or whose answer was lost.
        if check(core, Some(stored), &[new], Way::Password).await?.is_some() {
            tried.succeeded();
            return Ok(());
        }
        return Err(wrong(core, limits, tried, Some(me.id), Some(address)).await);
    }
    let hash = hash(core, new).await?;
    let mut tx = core.write().await?;
    let meanwhile = secret(tx.as_mut(), me.id, Way::Password).await?;
    if meanwhile.as_ref() != Some(&stored) {
        drop(tx);
        // The same form, or somebody else who knows the password.
        if check(core, meanwhile, &[new], Way::Password).await?.is_some() {
            tried.succeeded();
            return Ok(());
        }
        return Err(SignInError::Wrong { left: usize::MAX });
    }
    let own = Setting { of: me.id, by: Actor::Staff(me.id), by_link: false, but: Some(me.session) };
    let now = core.now();
    set_password(tx.as_mut(), own, &hash, now).await?;
    tx.commit().await?;
    tried.succeeded();
    Ok(())
}

/// A password that is set.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setting {
    pub(crate) of: PersonId,
    pub(crate) by: Actor,
    pub(crate) by_link: bool,
    /// The session that goes on.
    pub(crate) but: Option<SignInId>,
}

/// Sets a password, and ends what rests on the one before, and a link with which somebody could set another. A handset, which has a
/// PIN, goes on.
pub(crate) async fn set_password(
    tx: &mut dyn Tx,
    setting: Setting,
    hash: &str,
    now: Timestamp,
) -> Result<(), store::Error> {
    let Setting { of, by, by_link, but } = setting;
    tx.set_password(of, hash).await?;
    tx.end_password_links(of, now).await?;
    for session in tx.list_sessions_of(of, now).await? {
        if session.device.is_none() && Some(session.id) != but {
            sessions::end(tx, &session, EndReason::NewPassword, by, now).await?;
        }
    }
    let set = Logged::PasswordSet { by_link };
    tx.append_event(&NewEvent::new(Subject::Person(of), by, now, set)).await.map(drop)
}

/// Lets the owner of a link in, and has the browser remember them.
async fn come_in(
    core: &Core,
    tx: &mut dyn Tx,
    person: PersonId,
    browser: &Browser,
) -> Result<SignedIn, SignInError> {
    let signed_in = start_session(core, tx, person, Way::Password, browser).await?;
    let signed_in = signed_in.ok_or(SignInError::CodeGone)?;
    let known = KnownBrowser::read(browser.known.as_deref(), &core.random).with(person, &core.links);
    Ok(SignedIn { browser: Some(known), ..signed_in })
}
