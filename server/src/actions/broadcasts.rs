//! One word of the command centre to many: to those who wait, to wards, to responders on shift. Whoever is not on shift is left alone.

use domain::{
    Broadcast, BroadcastId, Duty, KnownIssueId, Logged, PersonId, Timestamp,
    broadcast::{Text, Wards},
    event::KnownIssueVersion,
    known_issue::Said,
};
use store::{AlertKind, NewAlert, Subject};

use super::{
    ActionError,
    devices::event,
    issue_links::hold_all,
    taps::{made_before, remember_made},
};
use crate::core::Core;

/// What is to be said.
#[derive(Debug, Clone)]
pub struct NewWord {
    pub issue: KnownIssueId,
    pub text: Text,
    /// When the next one comes; none promises nothing new.
    pub next_word_at: Option<Timestamp>,
    pub wards: Wards,
    /// Responders on shift who know what it is about get an alert.
    pub alerts: bool,
}

/// Says it, and goes on holding what is linked until the next word. The same form again, by its `once`, says nothing.
///
/// # Errors
/// [`ActionError::IssueEnded`]; [`ActionError::WordSaid`] if one about the same was said a moment ago; [`ActionError::NotFound`].
pub async fn send_word(
    core: &Core,
    word: NewWord,
    by: PersonId,
    once: Option<&str>,
) -> Result<BroadcastId, ActionError> {
    let now = core.now();
    let mut tx = core.write().await?;
    if let Some(made) = made_before(tx.as_mut(), by, once).await? {
        tx.commit_quietly().await?;
        return Ok(made);
    }
    let NewWord { issue, text, next_word_at, wards, alerts } = word;
    let issue = tx.lookup_known_issue(issue).await?.ok_or(ActionError::NotFound)?;
    if issue.ended_at.is_some() {
        return Err(ActionError::IssueEnded);
    }
    let last = tx.list_broadcasts_of(issue.id, 1).await?.into_iter().next();
    if let Some(again_at) = last.map(|last| last.again_at()).filter(|again_at| *again_at > now) {
        return Err(ActionError::WordSaid { again_at });
    }
    let mut alerted = 0;
    if alerts {
        let responders = tx.list_responders().await?.into_iter();
        let knows =
            responders.filter(|person| person.duty == Duty::OnShift && person.tags.contains(&issue.said.tag));
        for person in knows {
            let (made_at, expires_at) = (now, now + Broadcast::EVERY);
            let (person, kind) = (person.id, AlertKind::Word);
            tx.add_alert(&NewAlert { person, kind, ticket: None, offer: None, made_at, expires_at }).await?;
            alerted += 1;
        }
    }
    let id = BroadcastId::new(now, core.random.bytes());
    let known_issue = issue.id;
    let said = Broadcast { id, known_issue, text, next_word_at, wards, said_at: now, said_by: by, alerted };
    tx.add_broadcast(&said).await?;
    if next_word_at.is_some() && issue.said.next_word_at != next_word_at {
        let said = Said { next_word_at, ..issue.said.clone() };
        let issue = issue.changed(said);
        tx.put_known_issue(&issue, by, now).await?;
        let what = Logged::KnownIssueChanged(KnownIssueVersion { known_issue, version: issue.version });
        tx.append_event(&event(core, Subject::Person(by), Some(by), what)).await?;
        hold_all(core, tx.as_mut(), &issue, by, now).await?;
    }
    let what = Logged::WordSent { broadcast: id, known_issue, alerted };
    tx.append_event(&event(core, Subject::Hospital, Some(by), what)).await?;
    remember_made(tx.as_mut(), by, once, &id.to_string(), now).await?;
    tx.commit().await?;
    Ok(id)
}
