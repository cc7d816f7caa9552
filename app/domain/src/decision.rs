//! What the command centre decided, and why. It is judged later by what was known then, so nothing of it is erased: a correction
//! stands beside what it corrects.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::{Code, KnownIssueId, PersonId, Priority, TicketId, Timestamp, text::GuardedText};

/// A decision on the log. A trust's decisions are numbered 1, 2, 3 … without gaps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedDecision {
    pub number: u32,
    /// As it was logged.
    pub said: Said,
    pub made_at: Timestamp,
    pub logged: Logging,
    /// In order, the first one first.
    pub corrections: Vec<Correction>,
}

/// What the log adds to what somebody decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logging {
    pub at: Timestamp,
    pub by: PersonId,
    /// There if it was logged late.
    pub late_reason: Option<Why>,
    /// The last event that the board showed by then.
    pub sequence: i64,
}

/// A decision in people's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub decision: Words,
    pub reason: Words,
    /// A role or a name.
    pub decided_by: DecidedBy,
    pub options: Option<Words>,
    pub risks: Option<Words>,
    /// When somebody is to look at it again.
    pub review_at: Option<Timestamp>,
    pub about: About,
}

/// What a decision is about. A ticket keeps its code: people look for it by that.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    pub tickets: Vec<(TicketId, Code)>,
    pub issues: Vec<KnownIssueId>,
}

/// What somebody says instead of what was said before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    pub said: Said,
    pub why: Why,
    pub at: Timestamp,
    pub by: PersonId,
}

pub type Words = GuardedText<500>;
pub type DecidedBy = GuardedText<100>;
pub type Why = GuardedText<200>;

/// A decision is logged at the first reasonable opportunity. Whoever logs it later says why (JESIP, joint decision logging).
pub const LATE_AFTER: Duration = Duration::from_mins(10);

impl LoggedDecision {
    /// As it stands by now.
    pub fn says(&self) -> &Said {
        self.corrections.last().map_or(&self.said, |correction| &correction.said)
    }

    /// Counts corrections from 0.
    pub fn version(&self) -> u32 {
        u32::try_from(self.corrections.len()).unwrap_or(u32::MAX)
    }
}

/// Whether a decision is logged so long after it was made that somebody has to say why.
pub fn is_late(made_at: Timestamp, logged_at: Timestamp) -> bool {
    logged_at.since(made_at) > LATE_AFTER
}

/// What the board showed when a decision was logged: no names of people, and no notes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BoardThen {
    /// Tickets that nobody was on the way to.
    pub waiting: usize,
    /// … of those, where a patient could come to harm.
    pub urgent: usize,
    pub on_the_way: usize,
    pub with_them: usize,
    /// Responders.
    pub free: usize,
    pub on_shift: usize,
    pub zones: Vec<ZoneThen>,
    /// Those that waited, as the board has them, and no more than [`BoardThen::MOST`].
    pub tickets: Vec<WaitingThen>,
    /// What was known to be wrong.
    pub issues: Vec<String>,
    pub alarms: Vec<String>,
}

/// A zone with what waited there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ZoneThen {
    pub name: String,
    pub waiting: usize,
    /// When the first of those that waited was asked.
    #[serde(default)]
    pub oldest: Option<Timestamp>,
    /// Responders whose zone it is.
    pub free: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingThen {
    pub code: Code,
    pub priority: Priority,
    pub ward: String,
    pub tag: String,
    /// Of what came on paper, when it was entered.
    pub asked_at: Timestamp,
    /// How often silence had escalated it.
    #[serde(default)]
    pub escalation: u8,
}

impl BoardThen {
    /// More tickets than anybody reads.
    pub const MOST: usize = 200;
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn said(decision: &str) -> Said {
        Said {
            decision: Words::parse(decision).unwrap().unwrap(),
            reason: Words::parse("Labels print twice").unwrap().unwrap(),
            decided_by: DecidedBy::parse("Silver").unwrap().unwrap(),
            options: None,
            risks: None,
            review_at: None,
            about: About::default(),
        }
    }

    #[test]
    fn the_last_correction_counts_and_the_first_words_stay() {
        let [logged, corrected] = [60_000, 120_000].map(Timestamp::from_millis);
        let by = Uuid::from_u128(1).into();
        let mut decision = LoggedDecision {
            number: 1,
            said: said("Ward 7 prints on paper"),
            made_at: logged,
            logged: Logging { at: logged, by, late_reason: None, sequence: 7 },
            corrections: Vec::new(),
        };
        assert_eq!((decision.says(), decision.version()), (&said("Ward 7 prints on paper"), 0));
        let why = Why::parse("It was Ward 8").unwrap().unwrap();
        decision.corrections.push(Correction {
            said: said("Ward 8 prints on paper"),
            why,
            at: corrected,
            by,
        });
        assert_eq!((decision.says(), decision.version()), (&said("Ward 8 prints on paper"), 1));
        assert_eq!(decision.said, said("Ward 7 prints on paper"));
    }

    #[test]
    fn a_decision_is_late_after_ten_minutes() {
        let made = Timestamp::from_millis(0);
        assert!(!is_late(made, Timestamp::from_millis(600_000)));
        assert!(is_late(made, Timestamp::from_millis(600_001)));
    }

    #[test]
    fn a_board_of_an_older_program_is_read_without_what_it_did_not_keep() {
        let then: BoardThen = serde_json::from_str(r#"{"waiting":2}"#).unwrap();
        assert_eq!(then, BoardThen { waiting: 2, ..BoardThen::default() });
    }
}
