//! What is to be done after decisions. The log says who added which action, and who said what kind of thing of it, in no words of
//! theirs.

use domain::{
    FollowUp, Logged, PersonId,
    follow_up::{Said, Step, Task, Why},
};
use store::{Subject, Tx};

use super::{ActionError, devices::event, once::Once};
use crate::core::Core;

/// Adds an action; answers with its number. The same form again, by its `once`, adds none.
///
/// # Errors
/// [`ActionError::NotFound`] if the decision that it follows from is not there.
pub async fn add_follow_up(
    core: &Core,
    decision: Option<u32>,
    task: &Task,
    by: PersonId,
    once: Option<&str>,
) -> Result<u32, ActionError> {
    let now = core.now();
    let mut tx = match Once::begin(core, by, once).await? {
        Once::Made(number) => return Ok(number),
        Once::New(tx) => tx,
    };
    if let Some(decision) = decision {
        tx.lookup_logged_decision(decision).await?.ok_or(ActionError::NotFound)?;
    }
    let number = tx.add_follow_up(decision, task, by, now).await?;
    let what = Logged::FollowUpAdded { number, decision };
    tx.append_event(&event(core, Subject::Person(by), Some(by), what)).await?;
    tx.commit_made(number, now).await?;
    Ok(number)
}

/// Says that an action is done, or that there is something to do after all. Nothing happens if that is how it stands.
///
/// # Errors
/// [`ActionError::Changed`] if somebody has said otherwise since version `seen`; [`ActionError::NotFound`] if there is no such
/// action.
pub async fn set_follow_up_done(
    core: &Core,
    number: u32,
    done: bool,
    by: PersonId,
    seen: Option<u32>,
) -> Result<(), ActionError> {
    let mut tx = core.write().await?;
    let action = tx.lookup_follow_up(number).await?.ok_or(ActionError::NotFound)?;
    if action.is_closed() == done && !action.is_cancelled() {
        return Ok(tx.commit_quietly().await?);
    }
    if seen.is_some_and(|seen| seen != action.version()) || (done && action.is_closed()) {
        return Err(ActionError::Changed);
    }
    say(core, tx.as_mut(), &action, if done { Said::Done } else { Said::Reopened }, by).await?;
    tx.commit().await?;
    Ok(())
}

/// Says an action otherwise, beside what it said. The same form again, by its `once`, changes nothing more.
///
/// # Errors
/// [`ActionError::Changed`] if somebody has said otherwise since version `seen`, or if nothing is left to do;
/// [`ActionError::NotFound`] if there is no such action.
pub async fn change_follow_up(
    core: &Core,
    number: u32,
    task: Task,
    by: PersonId,
    seen: Option<u32>,
    once: Option<&str>,
) -> Result<(), ActionError> {
    say_of_open(core, number, Said::Changed(task), by, seen, once).await
}

/// Cancels an action. The same form again, by its `once`, does nothing more.
///
/// # Errors
/// Those of [`change_follow_up`].
pub async fn cancel_follow_up(
    core: &Core,
    number: u32,
    why: Why,
    by: PersonId,
    seen: Option<u32>,
    once: Option<&str>,
) -> Result<(), ActionError> {
    say_of_open(core, number, Said::Cancelled(why), by, seen, once).await
}

async fn say_of_open(
    core: &Core,
    number: u32,
    said: Said,
    by: PersonId,
    seen: Option<u32>,
    once: Option<&str>,
) -> Result<(), ActionError> {
    let mut tx = match Once::<u32>::begin(core, by, once).await? {
        Once::Made(_) => return Ok(()),
        Once::New(tx) => tx,
    };
    let action = tx.lookup_follow_up(number).await?.ok_or(ActionError::NotFound)?;
    if action.is_closed() || seen.is_some_and(|seen| seen != action.version()) {
        return Err(ActionError::Changed);
    }
    say(core, tx.as_mut(), &action, said, by).await?;
    Ok(tx.commit_made(number, core.now()).await?)
}

async fn say(
    core: &Core,
    tx: &mut dyn Tx,
    action: &FollowUp,
    said: Said,
    by: PersonId,
) -> Result<(), ActionError> {
    let (number, version) = (action.number, action.version() + 1);
    let what = match &said {
        Said::Done => Logged::FollowUpDone { number },
        Said::Reopened => Logged::FollowUpReopened { number },
        Said::Changed(_) => Logged::FollowUpChanged { number, version },
        Said::Cancelled(_) => Logged::FollowUpCancelled { number },
    };
    tx.add_follow_up_step(number, &Step { said, at: core.now(), by }).await?;
    tx.append_event(&event(core, Subject::Person(by), Some(by), what)).await?;
    Ok(())
}
