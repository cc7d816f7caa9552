//! What the command centre says of a surge that was found.

use domain::{
    Logged, PersonId, TicketId,
    surge::{Judged, Verdict},
    ticket::Actor,
};
use store::{NewEvent, Subject};

use super::ActionError;
use crate::core::Core;

/// What a form says that its reader has seen: the word, and which known issue.
fn mark(verdict: Verdict) -> String {
    let word = verdict.as_str();
    verdict.known_issue().map_or_else(|| word.to_owned(), |issue| format!("{word} {issue}"))
}

/// Says what a surge is. Nothing happens if that was said last, by whomever: two leads who say the same at once agree.
///
/// # Errors
/// [`ActionError::Changed`] if somebody has said something else than was `seen`, which is none where nothing was;
/// [`ActionError::NotFound`] if there is no such surge or known issue.
pub async fn judge_surge(
    core: &Core,
    id: TicketId,
    verdict: Verdict,
    by: PersonId,
    seen: Option<&str>,
) -> Result<(), ActionError> {
    let now = core.now();
    let mut tx = core.write().await?;
    let surge = tx.lookup_surge(id).await?.filter(|surge| !surge.is_gone).ok_or(ActionError::NotFound)?;
    if surge.is(verdict) {
        return Ok(tx.commit_quietly().await?);
    }
    if surge.judged.map(|judged| mark(judged.verdict)).as_deref() != seen {
        return Err(ActionError::Changed);
    }
    if let Some(issue) = verdict.known_issue() {
        tx.lookup_known_issue(issue).await?.ok_or(ActionError::NotFound)?;
    }
    tx.judge_surge(id, &Judged { verdict, at: now, by }).await?;
    let what = Logged::SurgeJudged { surge: id, verdict };
    tx.append_event(&NewEvent::new(Subject::Hospital, Actor::Lead(by), now, what)).await?;
    tx.commit().await?;
    Ok(())
}
