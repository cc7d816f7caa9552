//! Who is asking: the cookies of a browser, and what they stand for.

mod browsers;
mod label;

use std::time::Duration;

use axum::http::{HeaderMap, header};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use domain::{
    DeviceId, Duty, Leads, Permission, PersonId, Role, RoleGrant, SignInId, Ticket, Timestamp, WardId,
    grant::roles,
};
use ground::links;
use store::{Device, DeviceKind, SignInSession, Tx, if_readable};

pub(crate) use self::browsers::KnownBrowser;
pub use self::label::label;
use crate::{core::Core, trust::Trust};

/// A signed-in person is remembered as active once in this time, not with every request.
const TOUCH_EVERY: Duration = Duration::from_mins(5);
/// Nobody takes longer to sign in again.
const KEEPS_TYPED: Duration = Duration::from_mins(15);

/// What the cookies of a request stand for.
#[derive(Debug, Clone, Default)]
pub struct Caller {
    pub person: Option<SignedInPerson>,
    pub device: Option<Device>,
    /// The device was shut out: what it still keeps is to be wiped.
    pub is_shut_out: bool,
}

#[derive(Debug, Clone)]
pub struct SignedInPerson {
    pub id: PersonId,
    pub name: String,
    pub roles: Vec<Role>,
    pub leads: Leads,
    pub device: Option<DeviceId>,
    pub session: SignInId,
    /// When the session ends unless something is done until then, or one of the roles does.
    pub until: Timestamp,
}

impl SignedInPerson {
    /// A session on a handset, opened by six digits, gives what handsets need and no more, whatever the person is.
    pub fn may(&self, permission: Permission) -> bool {
        // Whoever has lost their last role still sees where they are signed in.
        if permission == Permission::Account {
            return true;
        }
        let is_within_reach = self.device.is_none() || permission.is_for_handsets();
        let is_enough = |role: &Role| {
            *role != Role::Lead || self.leads == Leads::All || !permission.is_for_the_whole_hospital()
        };
        is_within_reach && self.roles.iter().any(|role| role.grants(permission) && is_enough(role))
    }
}

impl Caller {
    pub fn may(&self, permission: Permission) -> bool {
        permission == Permission::Public || self.person.as_ref().is_some_and(|person| person.may(permission))
    }

    /// The ward of an enrolled ward device.
    pub fn ward_device(&self) -> Option<(DeviceId, WardId)> {
        match self.device.as_ref()? {
            Device { id, kind: DeviceKind::Ward(ward), .. } => Some((*id, *ward)),
            _ => None,
        }
    }

    /// Whose handset this is.
    pub fn handset(&self) -> Option<(&Device, PersonId)> {
        match self.device.as_ref()? {
            device @ Device { kind: DeviceKind::Handset(person), .. } => Some((device, *person)),
            _ => None,
        }
    }
}

/// The names of our cookies: bound to the host and to TLS wherever there is TLS.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    Session,
    Device,
    /// A browser in which somebody has signed in before.
    Browser,
    /// What was typed before signing in.
    Typed,
    /// What was asked by a ward's link from a browser that is no ward's own.
    Asked,
    /// Known issues of which somebody said on it, a moment ago, that they helped.
    Sorted,
    /// That the browser keeps cookies at all.
    Kept,
}

impl Kind {
    const fn name(self, is_https: bool) -> &'static str {
        match (self, is_https) {
            (Self::Session, true) => "__Host-elbow-session",
            (Self::Session, false) => "elbow-session",
            (Self::Device, true) => "__Host-elbow-device",
            (Self::Device, false) => "elbow-device",
            (Self::Browser, true) => "__Host-elbow-browser",
            (Self::Browser, false) => "elbow-browser",
            (Self::Typed, true) => "__Host-elbow-typed",
            (Self::Typed, false) => "elbow-typed",
            (Self::Sorted, true) => "__Host-elbow-sorted",
            (Self::Sorted, false) => "elbow-sorted",
            (Self::Asked, true) => "__Host-elbow-asked",
            (Self::Asked, false) => "elbow-asked",
            (Self::Kept, true) => "__Host-elbow-kept",
            (Self::Kept, false) => "elbow-kept",
        }
    }
}

/// The secret in a cookie, if it is there.
pub fn secret<'j>(trust: &Trust, jar: &'j CookieJar, kind: Kind) -> Option<&'j str> {
    jar.get(kind.name(trust.is_https())).map(Cookie::value)
}

/// Whether an answer gives the browser a cookie of this kind.
pub fn sets(trust: &Trust, headers: &HeaderMap, kind: Kind) -> bool {
    let name = kind.name(trust.is_https());
    headers.get_all(header::SET_COOKIE).iter().any(|cookie| {
        cookie.as_bytes().strip_prefix(name.as_bytes()).is_some_and(|rest| rest.starts_with(b"="))
    })
}

/// A cookie that keeps `secret`.
pub fn cookie(trust: &Trust, kind: Kind, secret: String) -> Cookie<'static> {
    let is_https = trust.is_https();
    let cookie = Cookie::build((kind.name(is_https), secret))
        .path("/")
        .http_only(true)
        .secure(is_https)
        .same_site(SameSite::Lax);
    let kept = match kind {
        Kind::Typed => Some(KEEPS_TYPED),
        Kind::Asked => Some(Ticket::LINK_FOR),
        Kind::Sorted => Some(Duration::from_mins(10)),
        Kind::Session | Kind::Device | Kind::Browser | Kind::Kept => None,
    };
    if let Some(kept) = kept {
        return cookie.max_age(kept.try_into().unwrap_or_default()).build();
    }
    let mut cookie = cookie.build();
    if matches!(kind, Kind::Device | Kind::Browser) {
        // Outlives any go-live; the device can be revoked at any time.
        cookie.make_permanent();
    }
    cookie
}

/// Finds out who a browser is. Cookies that mean nothing are ignored.
pub async fn identify(core: &Core, trust: &Trust, jar: &CookieJar) -> Result<Caller, store::Error> {
    let session = secret(trust, jar, Kind::Session).map(links::hash);
    let device = secret(trust, jar, Kind::Device).map(links::hash);
    if session.is_none() && device.is_none() {
        return Ok(Caller::default());
    }
    let now = core.now();
    let mut read = core.store.read().await?;
    let (device, is_shut_out) = match device {
        Some(secret) => match read.lookup_device(&secret).await? {
            Some(device) => (Some(device), false),
            None => (None, read.is_revoked(&secret).await?),
        },
        None => (None, false),
    };
    let session = match session {
        Some(token) => read.lookup_session(&token, now).await?,
        None => None,
    };
    // What a handset's session cookie is worth depends on the handset: a copy of it elsewhere is worth nothing.
    let here = device.as_ref().map(|device| device.id);
    let session = session.filter(|session| session.device.is_none() || session.device == here);
    let person = match &session {
        Some(session) => if_readable(read.lookup_person(session.person).await)?,
        None => None,
    };
    let (grants, roles) = match &person {
        Some(person) => grants_and_roles(read.as_mut(), person.id, now).await?,
        None => (Vec::new(), Vec::new()),
    };
    drop(read);
    let signed_in = session.zip(person).filter(|(session, person)| {
        person.ended_at.is_none() && now.since(session.last_seen_at) <= idle(core, &roles, session)
    });
    if let Err(error) = touch(core, signed_in.as_ref().map(|(session, _)| session), device.as_ref()).await {
        // Not worth a page: it is tried again with the next request.
        tracing::warn!(%error, "activity could not be written down");
    }
    let person = signed_in.map(|(session, person)| SignedInPerson {
        until: until(core, &grants, &roles, &session, now, now),
        leads: Leads::of(&grants, now),
        id: person.id,
        name: person.name,
        roles,
        device: session.device,
        session: session.id,
    });
    Ok(Caller { person, device, is_shut_out })
}

/// Until when a sign-in gives all that somebody came with, as things stand now; none if it does not any more, because it
/// has ended or one of the roles has.
pub async fn lasts_until(core: &Core, signed_in: &SignedInPerson) -> Result<Option<Timestamp>, store::Error> {
    let now = core.now();
    let mut read = core.store.read().await?;
    let Some(person) = read.lookup_person(signed_in.id).await?.filter(|person| person.ended_at.is_none())
    else {
        return Ok(None);
    };
    let (grants, roles) = grants_and_roles(read.as_mut(), person.id, now).await?;
    let is_less = !Leads::of(&grants, now).covers(&signed_in.leads);
    if is_less || !signed_in.roles.iter().all(|role| roles.contains(role)) {
        return Ok(None);
    }
    let sessions = read.list_sessions_of(person.id, now).await?;
    let session = sessions.iter().find(|session| session.id == signed_in.session);
    let until = session.map(|session| until(core, &grants, &roles, session, session.last_seen_at, now));
    Ok(until.filter(|until| *until > now))
}

/// What somebody was given, and the roles that they have of it now. Whoever is on shift may respond until the shift ends,
/// even if that role has run out: somebody is with them.
pub(crate) async fn grants_and_roles(
    tx: &mut dyn Tx,
    person: PersonId,
    now: Timestamp,
) -> Result<(Vec<RoleGrant>, Vec<Role>), store::Error> {
    let grants = tx.list_grants_of(person).await?;
    let given = roles(&grants, |grant| grant.gives_at(now));
    let has_run_out = |grant: &RoleGrant| grant.role == Role::Responder && grant.is_over_at(now);
    if given.contains(&Role::Responder) || !grants.iter().any(has_run_out) {
        return Ok((grants, given));
    }
    let responder = if_readable(tx.lookup_responder(person).await)?;
    if responder.is_none_or(|responder| responder.duty == Duty::OffShift) {
        return Ok((grants, given));
    }
    let with_shift = roles(&grants, |grant| grant.gives_at(now) || has_run_out(grant));
    Ok((grants, with_shift))
}

/// When a session ends that was last used at `used`, or one of the grants that give something at `now`.
fn until(
    core: &Core,
    grants: &[RoleGrant],
    roles: &[Role],
    session: &SignInSession,
    used: Timestamp,
    now: Timestamp,
) -> Timestamp {
    let ends = grants.iter().filter(|grant| grant.gives_at(now)).filter_map(|grant| grant.until);
    ends.fold(session.expires_at.min(used + idle(core, roles, session)), Timestamp::min)
}

/// How long a session may be left alone. Someone who can act on any ticket is signed out sooner.
fn idle(core: &Core, roles: &[Role], session: &SignInSession) -> Duration {
    // On a handset everybody is a responder.
    let is_staff = session.device.is_none() && roles.iter().any(|role| *role != Role::Responder);
    if is_staff { core.idle.staff_idle } else { core.idle.responder_idle }
}

/// Writes down that a browser was there, if that is not known yet.
async fn touch(
    core: &Core,
    session: Option<&SignInSession>,
    device: Option<&Device>,
) -> Result<(), store::Error> {
    let now = core.now();
    let session = session.filter(|session| now.since(session.last_seen_at) >= TOUCH_EVERY);
    let device = device.filter(|device| now.since(device.last_seen_at) > TOUCH_EVERY);
    if session.is_none() && device.is_none() {
        return Ok(());
    }
    let mut write = core.write().await?;
    if let Some(session) = session {
        write.touch_session(&session.token, now).await?;
    }
    if let Some(device) = device {
        write.touch_device(device.id, now).await?;
    }
    write.commit_quietly().await
}
