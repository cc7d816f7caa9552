//! What somebody is to do by when: of a decision, or by itself. It is said otherwise, done, cancelled, and opened again; nothing is erased.

use crate::{PersonId, Timestamp, text::GuardedText};

/// Something to do. A trust's actions are numbered 1, 2, 3 … without gaps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUp {
    pub number: u32,
    /// The number of the decision that it follows from.
    pub decision: Option<u32>,
    /// As it was added.
    pub task: Task,
    pub made_at: Timestamp,
    pub made_by: PersonId,
    /// In order.
    pub steps: Vec<Step>,
}

/// What is to be done, in people's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    pub what: What,
    /// A role or a name.
    pub owner: Owner,
    pub due_at: Timestamp,
}

/// What somebody said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub said: Said,
    pub at: Timestamp,
    pub by: PersonId,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    Done,
    /// It is not done after all, or is needed after all.
    Reopened,
    Changed(Task),
    Cancelled(Why),
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
pub type Why = GuardedText<200>;

impl FollowUp {
    /// What is to be done as it stands by now.
    pub fn says(&self) -> &Task {
        let changed = self.steps.iter().rev().find_map(|step| match &step.said {
            Said::Changed(task) => Some(task),
            Said::Done | Said::Reopened | Said::Cancelled(_) => None,
        });
        changed.unwrap_or(&self.task)
    }

    /// Whether nothing is left to do.
    pub fn is_closed(&self) -> bool {
        self.steps.last().is_some_and(|step| step.said.closes())
    }

    pub fn is_cancelled(&self) -> bool {
        self.steps.last().is_some_and(|step| matches!(step.said, Said::Cancelled(_)))
    }

    pub fn is_overdue(&self, now: Timestamp) -> bool {
        !self.is_closed() && self.says().due_at < now
    }

    /// Counts steps from 0.
    pub fn version(&self) -> u32 {
        u32::try_from(self.steps.len()).unwrap_or(u32::MAX)
    }
}

impl Said {
    /// Whether nothing is left to do after it.
    pub fn closes(&self) -> bool {
        match self {
            Self::Done | Self::Cancelled(_) => true,
            Self::Reopened | Self::Changed(_) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn task(what: &str, due_at: Timestamp) -> Task {
        let what = What::parse(what).unwrap().unwrap();
        Task { what, owner: Owner::parse("IT").unwrap().unwrap(), due_at }
    }

    #[test]
    fn what_is_done_is_overdue_no_more_and_is_again_when_it_was_not_done_after_all() {
        let [early, due, late] = [0, 60_000, 120_000].map(Timestamp::from_millis);
        let by = Uuid::from_u128(1).into();
        let task = task("Mend the printer", due);
        let mut action =
            FollowUp { number: 1, decision: None, task, made_at: early, made_by: by, steps: Vec::new() };
        assert_eq!((action.is_overdue(due), action.is_overdue(late)), (false, true));
        action.steps.push(Step { said: Said::Done, at: late, by });
        assert!(action.is_closed() && !action.is_overdue(late));
        action.steps.push(Step { said: Said::Reopened, at: late, by });
        assert_eq!((action.is_closed(), action.is_overdue(late), action.version()), (false, true, 2));
    }

    #[test]
    fn what_is_said_otherwise_counts_from_then_on_and_what_is_cancelled_is_not_to_be_done() {
        let [early, due, late, later] = [0, 60_000, 120_000, 180_000].map(Timestamp::from_millis);
        let by = Uuid::from_u128(1).into();
        let (first, second) = (task("Mend the printer", due), task("Replace the printer", later));
        let mut action = FollowUp {
            number: 1,
            decision: None,
            task: first.clone(),
            made_at: early,
            made_by: by,
            steps: Vec::new(),
        };
        action.steps.push(Step { said: Said::Changed(second.clone()), at: due, by });
        assert_eq!((action.says(), &action.task), (&second, &first), "the first words stay");
        assert!(!action.is_overdue(late), "there is more time");
        let why = Why::parse("A new one has come").unwrap().unwrap();
        action.steps.push(Step { said: Said::Cancelled(why), at: late, by });
        assert!(action.is_closed() && action.is_cancelled());
        assert_eq!(action.says(), &second);
        action.steps.push(Step { said: Said::Reopened, at: late, by });
        assert!(!action.is_closed() && !action.is_cancelled());
    }
}
