//! What administrators end of somebody: their account, a role, sign-ins. Whoever does it is told before what it cuts off.

use domain::{Code, Duty, EndReason, GrantId, PersonId, SignInId, WardId, ticket::Actor};
use store::Tx;

use super::{ActionError, accounts::end_account, grants::end_grant, sessions};
use crate::core::Core;

/// What of somebody ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// With all that they sign in with, and their shift.
    Account,
    /// At once, or before it begins. A shift ends with the role to respond.
    Role(GrantId),
    SignIn(SignInId),
    /// All but the one of whoever ends them.
    SignIns {
        but: SignInId,
    },
}

/// What ends on the way, for somebody who is on shift.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CutOff {
    pub shift: Option<ShiftCutOff>,
    /// What they have in hand: its code and where it is. It stays theirs.
    pub job: Option<(Code, WardId)>,
}

/// What becomes of a shift.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShiftCutOff {
    Ends,
    /// It goes on, and nothing reaches them.
    OutOfReach,
}

impl CutOff {
    /// What a form says that its reader was told; empty if there is nothing to tell.
    pub fn told(&self) -> String {
        let Some(shift) = self.shift else { return String::new() };
        let shift = match shift {
            ShiftCutOff::Ends => "shift",
            ShiftCutOff::OutOfReach => "out-of-reach",
        };
        self.job.as_ref().map_or_else(|| shift.to_owned(), |(code, _)| format!("{shift} job:{code}"))
    }
}

/// What it would cut off, if it were ended now. Nothing is.
///
/// # Errors
/// As [`end`].
pub async fn look_at_ending(
    core: &Core,
    of: PersonId,
    ending: Ending,
    by: PersonId,
) -> Result<CutOff, ActionError> {
    let mut tx = core.write().await?;
    carry_out(core, tx.as_mut(), of, ending, by).await
}

/// Ends it, if whoever does was `told` what that cuts off, see [`CutOff::told`].
///
/// # Errors
/// [`ActionError::CutsOff`] if it is something else; [`ActionError::MayNotEnd`]; [`ActionError::NotFound`] if there is no
/// such thing, or it has ended.
pub async fn end(
    core: &Core,
    of: PersonId,
    ending: Ending,
    by: PersonId,
    told: &str,
) -> Result<(), ActionError> {
    let mut tx = core.write().await?;
    let cut_off = carry_out(core, tx.as_mut(), of, ending, by).await?;
    if cut_off.told() != told {
        return Err(ActionError::CutsOff);
    }
    tx.commit().await?;
    Ok(())
}

/// Does it in a transaction, and says what that has cut off.
async fn carry_out(
    core: &Core,
    tx: &mut dyn Tx,
    of: PersonId,
    ending: Ending,
    by: PersonId,
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
    Ok(CutOff { shift, job: job.map(|job| (job.code, job.ward)) })
}

/// The duty of somebody, and whether anything reaches them on it.
async fn reach(core: &Core, tx: &mut dyn Tx, person: PersonId) -> Result<(Duty, bool), store::Error> {
    let now = core.now();
    let duty = tx.lookup_responder(person).await?.map_or(Duty::OffShift, |responder| responder.duty);
    let signed_out = tx.list_signed_out(now, core.sessions_used_since(now)).await?;
    Ok((duty, !signed_out.contains(&person)))
}
