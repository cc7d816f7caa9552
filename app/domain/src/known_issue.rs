//! Something that is known to be wrong, and what to do meanwhile. The command centre writes it down, responders read it.

use serde::{Deserialize, Serialize};

use crate::{KnownIssueId, TagId, Timestamp, text::GuardedText};

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
