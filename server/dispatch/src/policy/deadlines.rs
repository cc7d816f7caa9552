//! [`Deadlines`] as people write them: whole seconds, and the ladders as lists of steps.

use std::{ops::RangeInclusive, time::Duration};

use domain::{
    Priority, Ticket,
    ticket::{Deadlines, Ladder, Measure, Step},
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// Whoever accepted is nudged: 1 minute to 1 hour.
const ARRIVE: RangeInclusive<Duration> = Duration::from_mins(1)..=Duration::from_hours(1);
/// Whoever is at the elbow is asked: 1 minute to 4 hours.
const FINISH: RangeInclusive<Duration> = Duration::from_mins(1)..=Duration::from_hours(4);
/// "Not solved" may be said: not at all, to 24 hours, as long as the requester's link lives.
const REOPEN: RangeInclusive<Duration> = Duration::ZERO..=Ticket::LINK_FOR;
/// What was tapped may be taken back: not at all, to 1 minute.
const UNDO: RangeInclusive<Duration> = Duration::ZERO..=Duration::from_mins(1);
/// Steps of one ladder.
const STEPS_AT_MOST: usize = 10;

/// What a ladder must keep for its promise to hold, in minutes.
struct Bounds {
    priority: Priority,
    /// The first step comes by then.
    first_by: u64,
    /// Each further step comes so soon after the one before, and so does each look after the last.
    pause_at_most: u64,
    /// The command centre is told by then.
    told_by: u64,
}

const LADDERS: [Bounds; 4] = [
    Bounds { priority: Priority::P1, first_by: 5, pause_at_most: 10, told_by: 10 },
    Bounds { priority: Priority::P2, first_by: 10, pause_at_most: 20, told_by: 20 },
    Bounds { priority: Priority::P3, first_by: 30, pause_at_most: 60, told_by: 60 },
    Bounds { priority: Priority::P4, first_by: 60, pause_at_most: 120, told_by: 240 },
];

impl Bounds {
    fn problems(&self, ladder: &Ladder) -> Vec<String> {
        let Self { priority, first_by, pause_at_most, told_by } = self;
        let key = format!("deadlines.ladder.{}", priority.to_string().to_lowercase());
        let steps = u8::try_from(ladder.steps().count()).unwrap_or(u8::MAX);
        let is_told = |step: &Step| {
            step.measures.contains(&Measure::TellCommandCentre) && step.after <= Duration::from_mins(*told_by)
        };
        let checks = [
            (
                ladder.pause(0) <= Duration::from_mins(*first_by),
                format!("{key}: the first step of {priority} must come by {} seconds", first_by * 60),
            ),
            (
                (1..=steps).all(|done| ladder.pause(done) <= Duration::from_mins(*pause_at_most)),
                format!(
                    "{key}: no step of {priority} may come more than {} seconds after the one before",
                    pause_at_most * 60
                ),
            ),
            (
                ladder.steps().any(is_told),
                format!(
                    "{key}: a step by {} seconds must have the measure tell_command_centre",
                    told_by * 60
                ),
            ),
            (usize::from(steps) <= STEPS_AT_MOST, format!("{key}: at most {STEPS_AT_MOST} steps")),
        ];
        checks.into_iter().filter(|(holds, _)| !holds).map(|(_, problem)| problem).collect()
    }
}

/// The four times beside the ladders: key, range, why, value.
fn times(
    deadlines: &mut Deadlines,
) -> [(&'static str, RangeInclusive<Duration>, &'static str, &mut Duration); 4] {
    [
        ("arrive_within", ARRIVE, "silence on the way must not last", &mut deadlines.arrive_within),
        ("finish_within", FINISH, "a job that is forgotten must not stay", &mut deadlines.finish_within),
        ("reopen_within", REOPEN, "the requester's link lives no longer", &mut deadlines.reopen_within),
        ("undo_within", UNDO, "others go by what was tapped", &mut deadlines.undo_within),
    ]
}

/// A deadline out of its bounds breaks the promise that silence escalates.
pub(super) fn validate(deadlines: &Deadlines, check: &mut impl FnMut(bool, &str)) {
    for (name, range, why, value) in times(&mut deadlines.clone()) {
        let (least, most) = (range.start().as_secs(), range.end().as_secs());
        check(
            range.contains(value),
            &format!("deadlines.{name}_seconds must be from {least} to {most}: {why}"),
        );
    }
    for (bounds, ladder) in LADDERS.iter().zip(&deadlines.ladders) {
        for problem in bounds.problems(ladder) {
            check(false, &problem);
        }
    }
}

/// The nearest that keeps its bounds: a ladder that does not is the shipped one.
pub(super) fn within_bounds(mut deadlines: Deadlines) -> Deadlines {
    for (_, range, _, value) in times(&mut deadlines) {
        *value = (*value).clamp(*range.start(), *range.end());
    }
    let shipped = Deadlines::default().ladders;
    for ((bounds, ladder), shipped) in LADDERS.iter().zip(&mut deadlines.ladders).zip(shipped) {
        if !bounds.problems(ladder).is_empty() {
            *ladder = shipped;
        }
    }
    deadlines
}

/// Takes out what [`within_bounds`] would replace.
pub(super) fn drop_unbound(ladders: &mut [Option<Ladder>; 4]) {
    for (bounds, ladder) in LADDERS.iter().zip(ladders) {
        *ladder = ladder.take().filter(|ladder| bounds.problems(ladder).is_empty());
    }
}

/// Each within the range above; whole seconds.
#[derive(Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct InSeconds {
    arrive_within_seconds: u64,
    finish_within_seconds: u64,
    reopen_within_seconds: u64,
    undo_within_seconds: u64,
    ladder: Ladders,
}

/// None is the shipped one.
#[derive(Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Ladders {
    p1: Option<Vec<Rung>>,
    p2: Option<Vec<Rung>>,
    p3: Option<Vec<Rung>>,
    p4: Option<Vec<Rung>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rung {
    after_seconds: u64,
    measures: Vec<Measure>,
}

impl Default for InSeconds {
    fn default() -> Self {
        (&Deadlines::default()).into()
    }
}

impl Ladders {
    fn of(ladders: [Option<&Ladder>; 4]) -> Self {
        let [p1, p2, p3, p4] = ladders.map(|ladder| {
            let rung =
                |step: &Step| Rung { after_seconds: step.after.as_secs(), measures: step.measures.clone() };
            ladder.map(|ladder| ladder.steps().map(rung).collect())
        });
        Self { p1, p2, p3, p4 }
    }

    fn read<E: Error>(self) -> Result<[Option<Ladder>; 4], E> {
        let Self { p1, p2, p3, p4 } = self;
        let mut ladders = [None, None, None, None];
        for (ladder, rungs) in ladders.iter_mut().zip([p1, p2, p3, p4]) {
            if let Some(rungs) = rungs {
                let step = |rung: Rung| Step::new(Duration::from_secs(rung.after_seconds), rung.measures);
                let read = Ladder::new(rungs.into_iter().map(step).collect());
                *ladder = Some(read.ok_or_else(|| {
                    E::custom("a ladder has at least one step, and each comes later than the one before")
                })?);
            }
        }
        Ok(ladders)
    }
}

/// Ladders of which some are said.
pub(super) mod some_ladders {
    use super::{Deserialize, Deserializer, Ladder, Ladders, Serialize, Serializer};

    pub(in crate::policy) fn serialize<S: Serializer>(
        ladders: &[Option<Ladder>; 4],
        to: S,
    ) -> Result<S::Ok, S::Error> {
        Ladders::of(ladders.each_ref().map(Option::as_ref)).serialize(to)
    }

    pub(in crate::policy) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<[Option<Ladder>; 4], D::Error> {
        Ladders::deserialize(from)?.read()
    }
}

impl From<&Deadlines> for InSeconds {
    fn from(deadlines: &Deadlines) -> Self {
        Self {
            arrive_within_seconds: deadlines.arrive_within.as_secs(),
            finish_within_seconds: deadlines.finish_within.as_secs(),
            reopen_within_seconds: deadlines.reopen_within.as_secs(),
            undo_within_seconds: deadlines.undo_within.as_secs(),
            ladder: Ladders::of(deadlines.ladders.each_ref().map(Some)),
        }
    }
}

pub(super) fn serialize<S: Serializer>(deadlines: &Deadlines, to: S) -> Result<S::Ok, S::Error> {
    InSeconds::from(deadlines).serialize(to)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Deadlines, D::Error> {
    let seconds = InSeconds::deserialize(from)?;
    let mut ladders = Deadlines::default().ladders;
    for (ladder, said) in ladders.iter_mut().zip(seconds.ladder.read()?) {
        if let Some(said) = said {
            *ladder = said;
        }
    }
    Ok(Deadlines {
        ladders,
        arrive_within: Duration::from_secs(seconds.arrive_within_seconds),
        finish_within: Duration::from_secs(seconds.finish_within_seconds),
        reopen_within: Duration::from_secs(seconds.reopen_within_seconds),
        undo_within: Duration::from_secs(seconds.undo_within_seconds),
    })
}
