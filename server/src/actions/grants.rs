//! Roles are given and taken away, at once or for a time.

use std::collections::HashSet;

use domain::{
    GrantId, Logged, MayNotEnd, PersonId, PersonKind, Role, RoleGrant, Scope, Timestamp, may_end,
    ticket::{Actor, ReleaseReason},
};
use store::{Subject, Tx};

use super::{ActionError, accounts::send_home, devices::event};
use crate::core::Core;

/// A role to be given.
#[derive(Debug, Clone, Copy)]
pub struct NewGrant {
    pub role: Role,
    pub scope: Scope,
    /// None, or past: at once.
    pub from: Option<Timestamp>,
    /// None: until somebody says otherwise.
    pub until: Option<Timestamp>,
}

/// Gives somebody a role. One that they have for the same time already is given once.
///
/// # Errors
/// [`ActionError::NotFound`] if the person is not there any more, or is to respond and is not set up as a responder.
pub async fn grant_role(core: &Core, to: PersonId, new: NewGrant, by: PersonId) -> Result<(), ActionError> {
    let now = core.now();
    let NewGrant { role, scope, until, .. } = new;
    let from = new.from.filter(|from| *from > now);
    let mut tx = core.write().await?;
    let person = tx.lookup_person(to).await?;
    let is_here = person.is_some_and(|person| person.ended_at.is_none() && person.kind == PersonKind::Human);
    if !is_here || role == Role::Responder && tx.lookup_responder(to).await?.is_none() {
        return Err(ActionError::NotFound);
    }
    let is_same = |grant: &RoleGrant| {
        let begins = from.map_or_else(|| grant.gives_at(now), |from| grant.from == Some(from));
        (grant.role, grant.scope, grant.until) == (role, scope, until) && begins
    };
    if tx.list_grants_of(to).await?.iter().any(is_same) {
        return Ok(tx.commit_quietly().await?);
    }
    tx.add_grant(&RoleGrant {
        id: GrantId::new(now, core.random.bytes()),
        person: to,
        role,
        scope,
        from: from.or(Some(now)),
        until,
        made_at: Some(now),
    })
    .await?;
    let zone = match scope {
        Scope::All => None,
        Scope::Zone(zone) => Some(zone),
    };
    let granted = Logged::RoleGranted { role, from, until, zone };
    tx.append_event(&event(core, Subject::Person(to), Some(by), granted)).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes a role away, at once or before it begins. A shift ends with the role to respond, and the job in hand goes back.
///
/// # Errors
/// [`ActionError::NotFound`] if there is no such grant, or it is over; [`ActionError::MayNotEnd`].
pub(super) async fn end_grant(
    core: &Core,
    tx: &mut dyn Tx,
    of: PersonId,
    id: GrantId,
    by: PersonId,
) -> Result<(), ActionError> {
    let now = core.now();
    let grants = tx.list_grants_of(of).await?;
    let grant = grants.iter().find(|grant| grant.id == id && !grant.is_over_at(now));
    let grant = grant.ok_or(ActionError::NotFound)?;
    look_at_end_of_grant(tx, grant, &grants, now).await?.map_err(ActionError::MayNotEnd)?;
    tx.end_grant(id, now).await?;
    if grant.role == Role::Responder && !tx.roles_at(of, now).await?.contains(&Role::Responder) {
        send_home(core, tx, of, Actor::Staff(by), ReleaseReason::ShiftEnded).await?;
    }
    let ended = Logged::RoleEnded { role: grant.role };
    tx.append_event(&event(core, Subject::Person(of), Some(by), ended)).await?;
    Ok(())
}

/// Ends the shifts of those whose role to respond has run out, as soon as they have no job in hand. One that cannot be ended
/// is tried again with the next call.
pub(crate) async fn end_shifts_without_role(core: &Core) {
    if let Err(error) = end_each_without_role(core).await {
        tracing::warn!(%error, "who is on shift without the role was not looked at");
    }
}

async fn end_each_without_role(core: &Core) -> Result<(), store::Error> {
    let now = core.now();
    let people = core.store.read().await?.list_signed_out(now, core.sessions_used_since(now)).await?;
    for person in people {
        if let Err(error) = end_shift_without_role(core, person).await {
            tracing::warn!(%person, %error, "a shift did not end with its role");
        }
    }
    Ok(())
}

async fn end_shift_without_role(core: &Core, person: PersonId) -> Result<(), ActionError> {
    let now = core.now();
    if !is_done(core.store.read().await?.as_mut(), person, now).await? {
        return Ok(());
    }
    let mut tx = core.write().await?;
    if is_done(tx.as_mut(), person, now).await? {
        send_home(core, tx.as_mut(), person, Actor::Engine, ReleaseReason::ShiftEnded).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Whether somebody may not respond any more, and has nothing in hand.
async fn is_done(tx: &mut dyn Tx, person: PersonId, now: Timestamp) -> Result<bool, store::Error> {
    Ok(!tx.roles_at(person, now).await?.contains(&Role::Responder) && !has_job(tx, person).await?)
}

/// Whether one of somebody's `grants` may end now.
pub async fn look_at_end_of_grant(
    tx: &mut dyn Tx,
    grant: &RoleGrant,
    grants: &[RoleGrant],
    now: Timestamp,
) -> Result<Result<(), MayNotEnd>, store::Error> {
    let others = grants.iter().filter(|other| other.id != grant.id && other.role == grant.role);
    let is_last = match grant.role {
        // What ends by itself leaves nobody behind.
        Role::Administrator => {
            grant.is_lasting_at(now) && !others.clone().any(|other| other.is_lasting_at(now))
        }
        _ => grant.gives_at(now) && !others.clone().any(|other| other.gives_at(now)),
    };
    if !is_last {
        return Ok(Ok(()));
    }
    let others = administrators(tx, Some(grant.person), now).await?;
    Ok(may_end(&[grant.role], others))
}

/// How many, besides `but`, can sign in and set the hospital up, until somebody says otherwise.
pub(super) async fn administrators(
    tx: &mut dyn Tx,
    but: Option<PersonId>,
    now: Timestamp,
) -> Result<usize, store::Error> {
    let accounts = tx.list_accounts().await?;
    let sign_in: HashSet<PersonId> =
        accounts.iter().filter(|account| account.is_open()).map(|account| account.person).collect();
    let is_administrator = |grant: &&RoleGrant| grant.role == Role::Administrator && grant.is_lasting_at(now);
    let grants = tx.list_grants().await?;
    let administer: HashSet<PersonId> =
        grants.iter().filter(is_administrator).map(|grant| grant.person).collect();
    let here = tx.list_people().await?.into_iter().filter(|person| person.ended_at.is_none());
    let here = here.map(|person| person.id).filter(|id| Some(*id) != but);
    Ok(here.filter(|id| sign_in.contains(id) && administer.contains(id)).count())
}

/// Whether somebody is on the way to a request, or there.
pub(super) async fn has_job(tx: &mut dyn Tx, person: PersonId) -> Result<bool, store::Error> {
    Ok(tx.list_open_tickets_of(person).await?.iter().any(|ticket| ticket.holder() == Some(person)))
}
