//! [`Deadlines`] as people write them: whole seconds, and the ladders as lists of steps.

use std::time::Duration;

use domain::ticket::{Deadlines, Ladder, Measure, Step};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

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

impl From<&Deadlines> for InSeconds {
    fn from(deadlines: &Deadlines) -> Self {
        let [p1, p2, p3, p4] = deadlines.ladders.each_ref().map(|ladder| {
            let rung =
                |step: &Step| Rung { after_seconds: step.after.as_secs(), measures: step.measures.clone() };
            Some(ladder.steps().map(rung).collect())
        });
        Self {
            arrive_within_seconds: deadlines.arrive_within.as_secs(),
            finish_within_seconds: deadlines.finish_within.as_secs(),
            reopen_within_seconds: deadlines.reopen_within.as_secs(),
            undo_within_seconds: deadlines.undo_within.as_secs(),
            ladder: Ladders { p1, p2, p3, p4 },
        }
    }
}

pub(super) fn serialize<S: Serializer>(deadlines: &Deadlines, to: S) -> Result<S::Ok, S::Error> {
    InSeconds::from(deadlines).serialize(to)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Deadlines, D::Error> {
    let seconds = InSeconds::deserialize(from)?;
    let mut ladders = Deadlines::default().ladders;
    let Ladders { p1, p2, p3, p4 } = seconds.ladder;
    for (ladder, rungs) in ladders.iter_mut().zip([p1, p2, p3, p4]) {
        if let Some(rungs) = rungs {
            let step = |rung: Rung| Step::new(Duration::from_secs(rung.after_seconds), rung.measures);
            *ladder = Ladder::new(rungs.into_iter().map(step).collect()).ok_or_else(|| {
                D::Error::custom("a ladder has at least one step, and each comes later than the one before")
            })?;
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
