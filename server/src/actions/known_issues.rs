//! What the command centre writes down about what is known to be wrong. The log says who did what to which, in no words of
//! theirs: those are kept with the issue, version by version. Each version is a word of the command centre: it holds what is linked, or
//! lets somebody be sent.

use domain::{
    KnownIssue, KnownIssueId, Logged, PersonId, Timestamp, event::KnownIssueVersion, known_issue::Said,
};
use store::{Subject, Tx};

use super::{
    ActionError,
    devices::event,
    issue_links::hold_all,
    taps::{made_before, remember_made},
};
use crate::core::Core;

/// Adds an issue; the same form again, by its `once`, adds none.
pub async fn add_known_issue(
    core: &Core,
    said: Said,
    by: PersonId,
    once: Option<&str>,
) -> Result<KnownIssueId, ActionError> {
    let now = core.now();
    let issue = KnownIssue::new(KnownIssueId::new(now, core.random.bytes()), said, now);
    let mut tx = core.write().await?;
    if let Some(made) = made_before(tx.as_mut(), by, once).await? {
        tx.commit_quietly().await?;
        return Ok(made);
    }
    keep(core, tx.as_mut(), &issue, by, now, Logged::KnownIssueAdded).await?;
    remember_made(tx.as_mut(), by, once, &issue.id.to_string(), now).await?;
    tx.commit().await?;
    Ok(issue.id)
}

/// Says it in other words; nothing happens if they are the same.
///
/// # Errors
/// [`ActionError::Changed`] if somebody else has changed it since version `seen`; [`ActionError::NotFound`] if there is
/// no such issue.
pub async fn change_known_issue(
    core: &Core,
    id: KnownIssueId,
    said: Said,
    by: PersonId,
    seen: Option<u32>,
) -> Result<(), ActionError> {
    alter(core, id, by, Logged::KnownIssueChanged, |issue, _| {
        if issue.said == said {
            return Ok(None);
        }
        if seen.is_some_and(|seen| seen != issue.version) {
            return Err(ActionError::Changed);
        }
        Ok(Some(issue.changed(said)))
    })
    .await
}

/// It is put right, or was none. Nothing happens if it has ended before.
///
/// # Errors
/// [`ActionError::NotFound`] if there is no such issue.
pub async fn end_known_issue(core: &Core, id: KnownIssueId, by: PersonId) -> Result<(), ActionError> {
    alter(core, id, by, Logged::KnownIssueEnded, |issue, now| Ok(issue.ended(now))).await
}

/// It has not ended after all. Nothing happens if it has not.
///
/// # Errors
/// [`ActionError::NotFound`] if there is no such issue.
pub async fn reopen_known_issue(core: &Core, id: KnownIssueId, by: PersonId) -> Result<(), ActionError> {
    let now = core.now();
    let mut tx = core.write().await?;
    let issue = tx.lookup_known_issue(id).await?.ok_or(ActionError::NotFound)?;
    reopen(core, tx.as_mut(), issue, by, now).await?;
    tx.commit().await?;
    Ok(())
}

pub(super) async fn reopen(
    core: &Core,
    tx: &mut dyn Tx,
    issue: KnownIssue,
    by: PersonId,
    now: Timestamp,
) -> Result<KnownIssue, store::Error> {
    if issue.ended_at.is_none() {
        return Ok(issue);
    }
    let issue = issue.reopened();
    keep(core, tx, &issue, by, now, Logged::KnownIssueReopened).await?;
    Ok(issue)
}

/// Keeps what `change` makes of the issue, if anything.
async fn alter(
    core: &Core,
    id: KnownIssueId,
    by: PersonId,
    kind: fn(KnownIssueVersion) -> Logged,
    change: impl FnOnce(KnownIssue, Timestamp) -> Result<Option<KnownIssue>, ActionError> + Send,
) -> Result<(), ActionError> {
    let now = core.now();
    let mut tx = core.write().await?;
    let issue = tx.lookup_known_issue(id).await?.ok_or(ActionError::NotFound)?;
    let was = (issue.said.holds, issue.said.next_word_at, issue.ended_at);
    if let Some(changed) = change(issue, now)? {
        keep(core, tx.as_mut(), &changed, by, now, kind).await?;
        // Other words for the same are no new word.
        let is_word = |issue: &KnownIssue| (issue.said.holds, issue.said.next_word_at, issue.ended_at);
        if is_word(&changed) != was {
            hold_all(core, tx.as_mut(), &changed, by, now).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}

async fn keep(
    core: &Core,
    tx: &mut dyn Tx,
    issue: &KnownIssue,
    by: PersonId,
    now: Timestamp,
    kind: fn(KnownIssueVersion) -> Logged,
) -> Result<(), store::Error> {
    tx.put_known_issue(issue, by, now).await?;
    let what = kind(KnownIssueVersion { known_issue: issue.id, version: issue.version });
    tx.append_event(&event(core, Subject::Person(by), Some(by), what)).await.map(drop)
}
