//! Ending somebody's account, role or sign-ins. The administrator is first told what that cuts off.

use std::collections::HashSet;

use domain::{
    Code, Duty, EndReason, GrantId, OnlyTheirs, PersonId, Responder, Role, SignInId, Tag, WardId, Zone,
    ticket::{Actor, Phase},
};
use store::Tx;

use super::{ActionError, accounts::end_account, grants::end_grant, sessions};
use crate::core::Core;

/// What is ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// With it everything they sign in with, and their shift.
    Account,
    /// At once, or before it begins. A shift ends with the role to respond.
    Role(GrantId),
    SignIn(SignInId),
    /// All except the administrator's own.
    SignIns {
        but: SignInId,
    },
}

/// What else would end, or be without anybody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CutOff {
    /// If they are on shift.
    pub shift: Option<ShiftCutOff>,
    /// The job they hold on it. It goes back when the shift ends.
    pub job: Option<HeldJob>,
    /// What nobody else can do.
    pub only_theirs: OnlyTheirs,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldJob {
    pub code: Code,
    pub ward: WardId,
    /// They are there, and may be done in a moment.
    pub is_with_them: bool,
}

/// What happens to their shift.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShiftCutOff {
    Ends,
    /// It goes on, but nothing reaches them any more.
    OutOfReach,
}

impl CutOff {
    /// The value of the form field that says what its reader was told; empty if there was nothing to tell.
    pub fn told(&self) -> String {
        let Self { shift, job, only_theirs: OnlyTheirs { tags, zones } } = self;
        let shift = shift.map(|shift| match shift {
            ShiftCutOff::Ends => "shift".to_owned(),
            ShiftCutOff::OutOfReach => "out-of-reach".to_owned(),
        });
        let job = job.as_ref().map(|job| {
            let is_there = if job.is_with_them { ":with-them" } else { "" };
            format!("job:{}{is_there}", job.code)
        });
        let tags = tags.iter().map(|tag| format!("tag:{tag}"));
        let zones = zones.iter().map(|zone| format!("zone:{zone}"));
        shift.into_iter().chain(job).chain(tags).chain(zones).collect::<Vec<_>>().join(" ")
    }
}

/// What ending it now would cut off. Changes nothing.
///
/// # Errors
/// As [`end`].
pub async fn look_at_ending(
    core: &Core,
    of: PersonId,
    ending: Ending,
    by: PersonId,
) -> Result<CutOff, ActionError> {
    let others = {
        let mut tx = core.store.read().await?;
        Helping::read(core, tx.as_mut()).await?
    };
    let mut tx = core.write().await?;
    carry_out(core, tx.as_mut(), of, ending, by, &others).await
}

/// Ends it, provided that `told` is what it cuts off, see [`CutOff::told`].
///
/// # Errors
/// [`ActionError::CutsOff`] if it cuts off something else; [`ActionError::MayNotEnd`]; [`ActionError::NotFound`] if there is no
/// such thing, or it has ended already.
pub async fn end(
    core: &Core,
    of: PersonId,
    ending: Ending,
    by: PersonId,
    told: &str,
) -> Result<(), ActionError> {
    let mut tx = core.write().await?;
    let others = Helping::read(core, tx.as_mut()).await?;
    let cut_off = carry_out(core, tx.as_mut(), of, ending, by, &others).await?;
    if cut_off.told() != told {
        return Err(ActionError::CutsOff);
    }
    tx.commit().await?;
    Ok(())
}

/// Ends it in the transaction `tx`, and returns what that cuts off. `helping`: as it was before.
async fn carry_out(
    core: &Core,
    tx: &mut dyn Tx,
    of: PersonId,
    ending: Ending,
    by: PersonId,
    helping: &Helping,
) -> Result<CutOff, ActionError> {
    let (duty, was_reached) = reach(core, tx, of).await?;
    let open = tx.list_open_tickets_of(of).await?;
    let (why, actor) = (EndReason::EndedByAdministrator, Actor::Staff(by));
    match ending {
        Ending::Account => end_account(core, tx, of, by).await?,
        Ending::Role(grant) => end_grant(core, tx, of, grant, by).await?,
        Ending::SignIn(id) => sessions::end_one(tx, of, id, why, actor, core.now()).await?,
        Ending::SignIns { but } => {
            sessions::end_all(tx, of, Some(but), why, actor, core.now()).await.map(drop)?;
        }
    }
    let (duty_now, is_reached) = reach(core, tx, of).await?;
    let shift = match (duty, duty_now) {
        (Duty::OffShift, _) => None,
        (_, Duty::OffShift) => Some(ShiftCutOff::Ends),
        _ => (was_reached && !is_reached).then_some(ShiftCutOff::OutOfReach),
    };
    let job = open.into_iter().find(|ticket| shift.is_some() && ticket.holder() == Some(of));
    let job = job.map(|job| HeldJob {
        is_with_them: job.phase() == Phase::WithYou,
        code: job.code,
        ward: job.ward,
    });
    let is_there = tx.lookup_person(of).await?.is_some_and(|person| person.ended_at.is_none());
    let helps_still = is_there && tx.roles_at(of, core.now()).await?.contains(&Role::Responder);
    let only_theirs = if helps_still { OnlyTheirs::default() } else { helping.only_theirs(of) };
    Ok(CutOff { shift, job, only_theirs })
}

/// Those who help now, and what there is to know: read whole, so that whoever only asks reads it beside those who write.
struct Helping {
    who: Vec<Responder>,
    tags: Vec<Tag>,
    zones: Vec<Zone>,
}

impl Helping {
    async fn read(core: &Core, tx: &mut dyn Tx) -> Result<Self, store::Error> {
        let now = core.now();
        let grants = tx.list_grants().await?;
        let helps = grants.iter().filter(|grant| grant.role == Role::Responder && grant.gives_at(now));
        let helps: HashSet<PersonId> = helps.map(|grant| grant.person).collect();
        let mut who = tx.list_responders().await?;
        who.retain(|responder| helps.contains(&responder.id));
        Ok(Self { who, tags: tx.list_tags().await?, zones: tx.list_zones().await? })
    }

    fn only_theirs(&self, of: PersonId) -> OnlyTheirs {
        OnlyTheirs::of(of, &self.who, &self.tags, &self.zones)
    }
}

/// Somebody's duty, and whether jobs can reach them.
async fn reach(core: &Core, tx: &mut dyn Tx, person: PersonId) -> Result<(Duty, bool), store::Error> {
    let now = core.now();
    let duty = tx.lookup_responder(person).await?.map_or(Duty::OffShift, |responder| responder.duty);
    let signed_out = tx.list_signed_out(now, core.sessions_used_since(now)).await?;
    Ok((duty, !signed_out.contains(&person)))
}
