//! What the command centre decided. The log says that somebody logged or corrected which decision, in no words of theirs.

use domain::{
    Logged, PersonId, Timestamp,
    decision::{BoardThen, Correction, Logging, Said, Why, is_late},
};
use store::{NewDecision, Subject};

use super::{ActionError, devices::event, once::Once, taps::made_before};
use crate::core::Core;

/// A decision that somebody logs.
#[derive(Debug, Clone)]
pub struct Decided {
    pub said: Said,
    /// None: now.
    pub made_at: Option<Timestamp>,
    pub late_reason: Option<Why>,
    /// What the board shows, up to an event.
    pub board: BoardThen,
    pub sequence: i64,
}

/// The number that a form has made before, by its `once`. Asked before the form is read: by the second time what it says of times may
/// not be so any more, and what was answered then may not have arrived.
///
/// # Errors
/// Those of the database.
pub async fn logged_before(
    core: &Core,
    by: PersonId,
    once: Option<&str>,
) -> Result<Option<u32>, ActionError> {
    Ok(made_before(core.store.read().await?.as_mut(), by, once).await?)
}

/// Logs a decision; answers with its number. The same form again, by its `once`, logs none.
pub async fn log_decision(
    core: &Core,
    Decided { said, made_at, late_reason, board, sequence }: Decided,
    by: PersonId,
    once: Option<&str>,
) -> Result<u32, ActionError> {
    let now = core.now();
    let mut tx = match Once::begin(core, by, once).await? {
        Once::Made(number) => return Ok(number),
        Once::New(tx) => tx,
    };
    let made_at = made_at.map_or(now, |made_at| made_at.min(now));
    let late_reason = late_reason.filter(|_| is_late(made_at, now));
    let logged = Logging { at: now, by, late_reason, sequence };
    let number = tx.add_logged_decision(&NewDecision { said, made_at, logged, board }).await?;
    let what = Logged::DecisionLogged { number };
    tx.append_event(&event(core, Subject::Person(by), Some(by), what)).await?;
    tx.commit_made(number, now).await?;
    Ok(number)
}

/// Says a decision otherwise, beside what it said. The same form again, by its `once`, corrects nothing more.
///
/// # Errors
/// [`ActionError::Changed`] if somebody else has corrected it since version `seen`; [`ActionError::NotFound`] if there is no
/// such decision.
pub async fn correct_decision(
    core: &Core,
    number: u32,
    (said, why): (Said, Why),
    by: PersonId,
    seen: Option<u32>,
    once: Option<&str>,
) -> Result<(), ActionError> {
    let now = core.now();
    let mut tx = match Once::<u32>::begin(core, by, once).await? {
        Once::Made(_) => return Ok(()),
        Once::New(tx) => tx,
    };
    let decision = tx.lookup_logged_decision(number).await?.ok_or(ActionError::NotFound)?;
    if seen.is_some_and(|seen| seen != decision.version()) {
        return Err(ActionError::Changed);
    }
    let version = tx.add_decision_correction(number, &Correction { said, why, at: now, by }).await?;
    let what = Logged::DecisionCorrected { number, version };
    tx.append_event(&event(core, Subject::Person(by), Some(by), what)).await?;
    Ok(tx.commit_made(version, now).await?)
}
