//! Something that is known to be wrong, and what to do meanwhile. The command centre writes it down, responders read it.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::{
    KnownIssueId, PersonId, Priority, TagId, Ticket, TicketId, Timestamp, WardId, text::GuardedText,
};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownIssue {
    pub id: KnownIssueId,
    pub said: Said,
    /// When it was first written down.
    pub since: Timestamp,
    /// It is put right, or was none. It stays readable.
    pub ended_at: Option<Timestamp>,
    /// Counts changes from 0.
    pub version: u32,
}

/// What people write about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    pub title: Title,
    pub workaround: Workaround,
    pub tag: TagId,
    /// Where it is so; none: everywhere.
    pub ward: Option<WardId>,
    /// Nobody is sent to requests about it for now: they are held.
    pub holds: bool,
    /// When the command centre says the next word about it.
    pub next_word_at: Option<Timestamp>,
}

impl Said {
    /// No word of the command centre is so far ahead.
    pub const NEXT_WORD_WITHIN: Duration = Duration::from_hours(24);
    /// Whoever is held hears of it within this.
    pub const NEXT_WORD_WITHIN_IF_HELD: Duration = Duration::from_hours(1);

    /// # Errors
    /// What is wrong with the time of the next word.
    pub fn check_next_word(&self, now: Timestamp) -> Result<(), NextWord> {
        let within = if self.holds { Self::NEXT_WORD_WITHIN_IF_HELD } else { Self::NEXT_WORD_WITHIN };
        match self.next_word_at {
            None if self.holds => Err(NextWord::Missing),
            Some(at) if at <= now => Err(NextWord::Past),
            Some(at) if at > now + within => Err(NextWord::TooFar),
            _ => Ok(()),
        }
    }
}

/// Why a next word cannot be promised for then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NextWord {
    /// Whoever is held has to know how long.
    Missing,
    Past,
    TooFar,
}

/// Why a ticket is linked to a known issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkReason {
    /// A lead said so.
    Lead,
    /// It was in a surge that a known issue was made of.
    Surge,
    /// Whoever closed it said so.
    Responder,
    /// Whoever asked said so.
    Requester,
}

/// Why a ticket is linked no longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnlinkReason {
    /// A lead said so.
    Lead,
    /// It is about another one.
    Moved,
    /// Whoever had said so has said otherwise, or the ticket is open again.
    Responder,
    /// Whoever asked says that it is not solved.
    NotSolved,
}

/// A ticket is about a known issue, from when until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IssueLink {
    pub ticket: TicketId,
    pub known_issue: KnownIssueId,
    pub linked_at: Timestamp,
    /// None: whoever asked.
    pub linked_by: Option<PersonId>,
    pub why: LinkReason,
    pub unlinked: Option<Unlinked>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unlinked {
    pub at: Timestamp,
    /// None: whoever asked.
    pub by: Option<PersonId>,
    pub why: UnlinkReason,
}

/// So far back is counted what came back: as long as whoever asked may say that it is not solved.
pub const CAME_BACK_FOR: Duration = Duration::from_hours(24);

/// How many of those that were closed with a known issue came back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ComeBack {
    pub closed: u32,
    /// … of those, the ones of which whoever asked says that it is not solved.
    pub not_solved: u32,
}

impl ComeBack {
    /// Whoever keeps the known issue has to look at it again: three say so, or one in five.
    pub const fn needs_a_look(self) -> bool {
        self.not_solved >= 3 || (self.not_solved > 0 && self.not_solved * 5 >= self.closed)
    }
}

/// What is wrong, in a line.
pub type Title = GuardedText<80>;
/// What to do for now.
pub type Workaround = GuardedText<500>;

impl KnownIssue {
    pub const fn new(id: KnownIssueId, said: Said, now: Timestamp) -> Self {
        Self { id, said, since: now, ended_at: None, version: 0 }
    }

    /// With other words, or ended: nothing that was written down is changed without being counted.
    #[must_use]
    pub fn changed(self, said: Said) -> Self {
        Self { said, version: self.version + 1, ..self }
    }

    /// Until when a request about it is held, by what was last said; none if somebody is sent.
    pub fn holds_until(&self, priority: Priority, now: Timestamp) -> Option<Timestamp> {
        let at_most = Ticket::hold_at_most(priority)?;
        let next_word_at = self.said.next_word_at.filter(|_| self.said.holds && self.ended_at.is_none())?;
        Some(next_word_at.min(now + at_most)).filter(|until| *until > now)
    }

    /// Whether it is read where a ward asks about `tag`.
    pub fn is_about(&self, tag: TagId, ward: WardId) -> bool {
        self.ended_at.is_none() && self.said.tag == tag && self.said.ward.is_none_or(|place| place == ward)
    }

    /// As it was before it ended, but that nobody is held for it: a new word says so.
    #[must_use]
    pub fn reopened(self) -> Self {
        let said = Said { holds: false, next_word_at: None, ..self.said };
        Self { said, ended_at: None, version: self.version + 1, ..self }
    }

    /// None if it has ended before.
    #[must_use]
    pub fn ended(self, now: Timestamp) -> Option<Self> {
        let version = self.version + 1;
        self.ended_at.is_none().then_some(Self { ended_at: Some(now), version, ..self })
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn said(title: &str) -> Said {
        Said {
            title: Title::parse(title).unwrap().unwrap(),
            workaround: Workaround::parse("Use another PC.").unwrap().unwrap(),
            tag: Uuid::from_u128(1).into(),
            ward: None,
            holds: false,
            next_word_at: None,
        }
    }

    #[test]
    fn an_issue_is_changed_and_ends_once() {
        let [began, later] = [0, 60_000].map(Timestamp::from_millis);
        let issue = KnownIssue::new(Uuid::from_u128(2).into(), said("Labels print twice"), began);
        let changed = issue.changed(said("Labels print twice on Ward 7"));
        assert_eq!((changed.since, changed.version), (began, 1));
        let ended = changed.ended(later).unwrap();
        assert_eq!((ended.ended_at, ended.version), (Some(later), 2));
        assert_eq!(ended.ended(later), None);
    }

    #[test]
    fn its_texts_are_guarded_and_have_their_own_lengths() {
        assert!(Title::parse("Chart of 943 476 5919 is blank").is_err());
        assert!(Title::parse(&"x".repeat(81)).is_err());
        assert_eq!(
            Workaround::parse(&"x".repeat(501)).unwrap_err().to_string(),
            "Use 500 characters or fewer."
        );
        assert!(Workaround::parse(&"x".repeat(500)).is_ok());
    }
}
