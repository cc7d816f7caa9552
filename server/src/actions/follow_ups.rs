//! What is to be done after decisions. The log says who added which action, and who said that it is done, in no words of theirs.

use domain::{
    Logged, PersonId,
    follow_up::{Step, Task},
};
use store::Subject;

use super::{ActionError, devices::event, once::Once};
use crate::core::Core;

/// Adds an action; answers with its number. The same form again, by its `once`, adds none.
///
/// # Errors
/// [`ActionError::NotFound`] if the decision that it follows from is not there.
pub async fn add_follow_up(
    core: &Core,
    task: &Task,
    by: PersonId,
    once: Option<&str>,
) -> Result<u32, ActionError> {
    let now = core.now();
    let mut tx = match Once::begin(core, by, once).await? {
        Once::Made(number) => return Ok(number),
        Once::New(tx) => tx,
    };
    if let Some(decision) = task.decision {
        tx.lookup_logged_decision(decision).await?.ok_or(ActionError::NotFound)?;
    }
    let number = tx.add_follow_up(task, by, now).await?;
    let what = Logged::FollowUpAdded { number, decision: task.decision };
    tx.append_event(&event(core, Subject::Person(by), Some(by), what)).await?;
    tx.commit_made(number, now).await?;
    Ok(number)
}

/// Says that an action is done, or that it is not after all. Nothing happens if that is what was said last.
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
    if action.is_done() == done {
        return Ok(tx.commit_quietly().await?);
    }
    if seen.is_some_and(|seen| seen != action.version()) {
        return Err(ActionError::Changed);
    }
    tx.add_follow_up_step(number, Step { done, at: core.now(), by }).await?;
    let what = if done { Logged::FollowUpDone { number } } else { Logged::FollowUpReopened { number } };
    tx.append_event(&event(core, Subject::Person(by), Some(by), what)).await?;
    tx.commit().await?;
    Ok(())
}
