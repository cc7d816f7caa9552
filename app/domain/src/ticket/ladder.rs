//! What silence sets in motion, step by step, until somebody is on the way.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// The steps for one priority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ladder {
    first: Step,
    further: Vec<Step>,
}

/// One step: after how long nobody is on the way, and what is done about it then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Since the ticket began to wait.
    pub after: Duration,
    pub measures: Vec<Measure>,
}

/// What a step does. It holds for as long as the ticket waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// One person more is asked at once.
    AskMore,
    /// People who keep to other zones may be asked too.
    WidenZone,
    /// Any floorwalker may be asked, after everyone who knows the tag: somebody at the elbow beats nobody.
    WidenTags,
    /// The board marks the ticket as one that the command centre has to look at.
    TellCommandCentre,
}

impl Ladder {
    /// None without steps, or if a step is not later than the one before: the first one after more than nothing.
    pub fn new(steps: Vec<Step>) -> Option<Self> {
        let mut before = Duration::ZERO;
        for step in &steps {
            if step.after <= before {
                return None;
            }
            before = step.after;
        }
        let mut steps = steps.into_iter();
        Some(Self { first: steps.next()?, further: steps.collect() })
    }

    pub fn steps(&self) -> impl Iterator<Item = &Step> {
        std::iter::once(&self.first).chain(&self.further)
    }

    /// How long until the next step once `done` of them were taken. When all were, the last pause comes again and again:
    /// silence never ends by itself.
    pub fn pause(&self, done: u8) -> Duration {
        match usize::from(done).min(self.further.len()) {
            0 => self.first.after,
            done => {
                let before = if done == 1 { &self.first } else { &self.further[done - 2] };
                self.further[done - 1].after.saturating_sub(before.after)
            }
        }
    }

    /// What step number `step`, from 1, does; nothing beyond the last.
    pub fn measures(&self, step: u8) -> &[Measure] {
        let index = usize::from(step).checked_sub(1);
        index.and_then(|index| self.steps().nth(index)).map_or(&[], |step| &step.measures)
    }

    /// Whether there is no step of this number: the last pause is over, and comes again.
    pub fn is_beyond_last(&self, step: u8) -> bool {
        usize::from(step) > self.steps().count()
    }

    /// Everything that is in force once `done` steps were taken, in their order.
    pub fn in_force(&self, done: u8) -> impl Iterator<Item = Measure> {
        self.steps().take(done.into()).flat_map(|step| step.measures.iter().copied())
    }

    /// Whether the command centre is told once `done` steps were taken.
    pub fn tells(&self, done: u8) -> bool {
        self.in_force(done).any(|measure| measure == Measure::TellCommandCentre)
    }
}

impl Step {
    pub fn new(after: Duration, measures: impl Into<Vec<Measure>>) -> Self {
        Self { after, measures: measures.into() }
    }
}

/// `P1` first. Minutes are a judgement; a trust should set its own.
pub(super) fn shipped() -> [Ladder; 4] {
    use Measure::{AskMore, TellCommandCentre, WidenTags, WidenZone};
    let minutes = |minutes, measures: &[Measure]| Step::new(Duration::from_mins(minutes), measures);
    [
        Ladder {
            first: minutes(1, &[AskMore, WidenZone, TellCommandCentre]),
            further: vec![minutes(2, &[WidenTags])],
        },
        Ladder {
            first: minutes(2, &[WidenZone, TellCommandCentre]),
            further: vec![minutes(4, &[AskMore, WidenTags])],
        },
        Ladder {
            first: minutes(5, &[WidenZone, TellCommandCentre]),
            further: vec![minutes(10, &[WidenTags])],
        },
        Ladder { first: minutes(10, &[WidenZone]), further: vec![minutes(20, &[TellCommandCentre])] },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(minutes: u64) -> Step {
        Step::new(Duration::from_mins(minutes), [Measure::AskMore])
    }

    #[test]
    fn steps_follow_each_other_and_the_last_pause_comes_again() {
        let ladder = Ladder::new(vec![step(1), step(3), step(10)]).unwrap();
        let pauses = [0, 1, 2, 3, 200].map(|done| ladder.pause(done).as_secs() / 60);
        assert_eq!(pauses, [1, 2, 7, 7, 7]);
        assert_eq!(Ladder::new(vec![step(5)]).unwrap().pause(9), Duration::from_mins(5));
    }

    #[test]
    fn a_ladder_has_steps_and_they_go_up() {
        assert_eq!(Ladder::new(vec![]), None);
        assert_eq!(Ladder::new(vec![step(0)]), None);
        assert_eq!(Ladder::new(vec![step(3), step(3)]), None);
        assert_eq!(Ladder::new(vec![step(3), step(1)]), None);
    }

    #[test]
    fn what_was_done_stays_in_force() {
        let [_, p2, ..] = shipped();
        assert_eq!(p2.measures(0), []);
        assert_eq!(p2.measures(1), [Measure::WidenZone, Measure::TellCommandCentre]);
        assert_eq!(p2.measures(3), []);
        assert_eq!([1, 2, 3, 200].map(|step| p2.is_beyond_last(step)), [false, false, true, true]);
        assert_eq!(p2.in_force(9).count(), 4);
    }

    #[test]
    fn the_shipped_ladders_are_ladders() {
        for ladder in shipped() {
            assert_eq!(Ladder::new(ladder.steps().cloned().collect()), Some(ladder));
        }
    }
}
