//! A request that is held: it waits for what is behind it to be put right, and nobody is sent meanwhile. Its time has an end, and
//! its wait counts from when it was asked.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{Deadlines, Happening, Refusal, State, Ticket};
use crate::{CategoryId, KnownIssueId, PersonId, Priority, Timestamp};

/// Why a request is held no longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HoldEnd {
    /// Whoever asked said that they still need somebody.
    StillNeeded,
    /// The next word was due, and did not come.
    Silence,
    /// What is behind it is put right, or was nothing.
    IssueEnded,
    /// It is about something else.
    Unlinked,
    /// The command centre sends somebody again to all that are about it.
    SendsAgain,
    /// A lead has somebody sent all the same.
    SentAfterAll,
}

impl HoldEnd {
    /// It is never held again.
    pub const fn is_for_good(self) -> bool {
        !matches!(self, Self::Unlinked | Self::SendsAgain)
    }
}

impl Ticket {
    /// A held request is looked at after so long at the latest.
    pub const HOLD_LOOK: Duration = Duration::from_mins(15);
    /// Whoever asked may say for so long that it is not solved, where a lead has closed it together with others.
    pub const CLOSED_WITH_FOR: Duration = Duration::from_hours(24);

    /// For how long a request may be held without a word. None: never, where a patient could come to harm.
    pub const fn hold_at_most(priority: Priority) -> Option<Duration> {
        match priority {
            Priority::P1 => None,
            Priority::P2 => Some(Duration::from_mins(15)),
            Priority::P3 | Priority::P4 => Some(Duration::from_hours(1)),
        }
    }

    /// Until when nobody is sent; none if somebody is.
    pub fn held_until(&self) -> Option<Timestamp> {
        // A program older than holds sends somebody and leaves them standing.
        self.hold
            .filter(|_| self.state == State::Waiting && !self.hold_lifted && self.priority != Priority::P1)
    }

    /// Whether it may be held: nobody is on the way, no patient could come to harm, and nothing has ended a hold for good.
    pub fn may_be_held(&self) -> bool {
        self.state == State::Waiting && !self.hold_lifted && self.priority != Priority::P1
    }

    /// # Errors
    /// Why a lead cannot close it together with others: somebody is on the way or there, or it is closed.
    /// [`Refusal::CouldComeToHarm`].
    pub fn may_close_with_others(&self) -> Result<(), Refusal> {
        match self.state {
            State::Waiting if self.priority == Priority::P1 => Err(Refusal::CouldComeToHarm),
            State::Waiting => Ok(()),
            _ => Err(Refusal::OutOfOrder(self.phase())),
        }
    }

    /// How long whoever asked may have it opened again; none while it is open. What was over before it was entered from paper has as long
    /// from then.
    pub fn reopens_until(&self, deadlines: &Deadlines) -> Option<Timestamp> {
        let within = match self.closed_with {
            Some(_) => Self::CLOSED_WITH_FOR,
            None => deadlines.reopen_within,
        };
        self.closed_at().map(|closed_at| closed_at.max(self.known_since()) + within)
    }

    pub(super) fn be_held(
        &mut self,
        known_issue: KnownIssueId,
        until: Timestamp,
        now: Timestamp,
    ) -> Result<Happening, Refusal> {
        self.must_wait()?;
        let at_most = Self::hold_at_most(self.priority).ok_or(Refusal::CouldComeToHarm)?;
        if self.hold_lifted {
            return Err(Refusal::HoldLifted);
        }
        let until = until.min(now + at_most);
        if until <= now {
            return Err(Refusal::TooLate);
        }
        self.hold = Some(until);
        // What silence set in motion ends; when somebody is sent after all, the ladder begins anew, and tells anew.
        self.escalation = 0;
        self.escalate_at = until.min(now + Self::HOLD_LOOK);
        Ok(Happening::Held { known_issue: Some(known_issue), until, superseded: self.drop_offers() })
    }

    pub(super) fn end_hold(
        &mut self,
        why: HoldEnd,
        now: Timestamp,
        deadlines: &Deadlines,
    ) -> Result<Happening, Refusal> {
        if self.held_until().is_none() {
            return Err(if self.is_open() { Refusal::NoChange } else { Refusal::OutOfOrder(self.phase()) });
        }
        self.hold = None;
        self.hold_lifted = why.is_for_good();
        self.escalate_at = now + deadlines.ladder(self.priority).pause(self.escalation);
        Ok(Happening::HoldEnded { why })
    }

    /// The ladder rests: silence only looks whether the time is over.
    pub(super) fn look_at_hold(
        &mut self,
        until: Timestamp,
        now: Timestamp,
        deadlines: &Deadlines,
    ) -> Result<Happening, Refusal> {
        if until <= now {
            return self.end_hold(HoldEnd::Silence, now, deadlines);
        }
        self.escalate_at = until.min(now + Self::HOLD_LOOK);
        Ok(Happening::Held { known_issue: None, until, superseded: Vec::new() })
    }

    pub(super) fn close_with_others(
        &mut self,
        by: PersonId,
        category: CategoryId,
        known_issue: KnownIssueId,
        now: Timestamp,
    ) -> Result<Happening, Refusal> {
        self.may_close_with_others()?;
        self.state = State::Resolved { by, category, at: now };
        self.closed_with = Some(known_issue);
        Ok(Happening::Resolved { category, known_issue: Some(known_issue), superseded: self.drop_offers() })
    }
}
