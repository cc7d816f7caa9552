//! What somebody is to do by when: of a decision, or by itself. What was done is said, and can be taken back; nothing is erased.

use crate::{PersonId, Timestamp, text::GuardedText};

/// Something to do. A trust's actions are numbered 1, 2, 3 … without gaps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUp {
    pub number: u32,
    pub task: Task,
    pub made_at: Timestamp,
    pub made_by: PersonId,
    /// In order.
    pub steps: Vec<Step>,
}

/// What is to be done, in people's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// The number of the decision that it follows from.
    pub decision: Option<u32>,
    pub what: What,
    /// A role or a name.
    pub owner: Owner,
    pub due_at: Timestamp,
}

/// Somebody said that it is done, or that it is not after all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    pub done: bool,
    pub at: Timestamp,
    pub by: PersonId,
}

/// How many are still to be done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OpenFollowUps {
    pub open: u32,
    /// … of those, the ones whose time has passed.
    pub overdue: u32,
}

pub type What = GuardedText<200>;
pub type Owner = GuardedText<100>;

impl FollowUp {
    pub fn is_done(&self) -> bool {
        self.steps.last().is_some_and(|step| step.done)
    }

    pub fn is_overdue(&self, now: Timestamp) -> bool {
        !self.is_done() && self.task.due_at < now
    }

    /// Counts steps from 0.
    pub fn version(&self) -> u32 {
        u32::try_from(self.steps.len()).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn what_is_done_is_overdue_no_more_and_is_again_when_it_was_not_done_after_all() {
        let [early, due, late] = [0, 60_000, 120_000].map(Timestamp::from_millis);
        let by = Uuid::from_u128(1).into();
        let what = What::parse("Mend the printer").unwrap().unwrap();
        let owner = Owner::parse("IT").unwrap().unwrap();
        let task = Task { decision: None, what, owner, due_at: due };
        let mut action = FollowUp { number: 1, task, made_at: early, made_by: by, steps: Vec::new() };
        assert_eq!((action.is_overdue(due), action.is_overdue(late)), (false, true));
        action.steps.push(Step { done: true, at: late, by });
        assert!(action.is_done() && !action.is_overdue(late));
        action.steps.push(Step { done: false, at: late, by });
        assert_eq!((action.is_done(), action.is_overdue(late), action.version()), (false, true, 2));
    }
}
