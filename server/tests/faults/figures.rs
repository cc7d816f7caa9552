//! What came of the faults: a table for people, one line of JSON for comparing runs, and cargo's own closing line.

#![expect(clippy::expect_used, reason = "a story that cannot go on stops there, and says why")]

use std::{fmt, process::ExitCode, time::Duration};

use serde_json::{Map, Value, json};
use tokio::time::{Instant, timeout};

use crate::outside::hospital::Engine;

/// What one fault did on one database.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Figures {
    pub(crate) rounds: u32,
    /// Steps that were answered with success.
    pub(crate) acknowledged: usize,
    /// … and are not in the database.
    pub(crate) lost: usize,
    /// … or are there more than once.
    pub(crate) doubled: usize,
    /// From the fault until all went on, at worst.
    pub(crate) recovery: Option<Duration>,
}

impl Figures {
    pub(crate) fn add(&mut self, other: Self) {
        self.rounds += other.rounds;
        self.acknowledged += other.acknowledged;
        self.lost += other.lost;
        self.doubled += other.doubled;
        self.recovery = self.recovery.max(other.recovery);
    }

    /// One round: waits for what `comes`, at most `limit` after `since`.
    pub(crate) async fn recover(
        &mut self,
        since: Instant,
        limit: Duration,
        comes: impl Future<Output = Instant>,
    ) {
        let took = timeout(3 * limit, comes).await.expect("it goes on") - since;
        assert!(took <= limit, "it went on after {took:?}");
        self.recovered_after(took);
        self.rounds += 1;
    }

    /// Notes how long it took this time.
    pub(crate) fn recovered_after(&mut self, took: Duration) {
        self.recovery = self.recovery.max(Some(took));
    }
}

pub(crate) struct Row {
    pub(crate) number: &'static str,
    pub(crate) words: &'static str,
    pub(crate) engine: Engine,
    /// None if the story ended in a panic, which has been printed.
    pub(crate) outcome: Option<Figures>,
}

impl Row {
    fn holds(&self) -> bool {
        self.outcome.is_some_and(|figures| figures.lost == 0 && figures.doubled == 0)
    }

    fn recovery(figures: Figures) -> String {
        figures.recovery.map_or_else(String::new, |took| format!("{} ms", took.as_millis()))
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:4} {:36} {:8} ", self.number, self.words, self.engine.name())?;
        match self.outcome {
            None => write!(f, "failed"),
            Some(figures) => write!(
                f,
                "{:6} {:12} {:5} {:8} {:>10}",
                figures.rounds,
                figures.acknowledged,
                figures.lost,
                figures.doubled,
                Self::recovery(figures)
            ),
        }
    }
}

/// Prints all of them; success if every promise held.
pub(crate) fn conclude(rows: &[Row]) -> ExitCode {
    println!(
        "\n{:4} {:36} {:8} {:>6} {:>12} {:>5} {:>8} {:>10}",
        "", "fault", "engine", "rounds", "acknowledged", "lost", "doubled", "recovery"
    );
    for row in rows {
        println!("{row}");
    }
    let mut figures = Map::new();
    for (row, outcome) in rows.iter().filter_map(|row| Some((row, row.outcome?))) {
        let mut tell = |what: &str, value: Value| {
            figures.insert(format!("{}_{}_{what}", row.engine.name(), row.number.to_lowercase()), value);
        };
        tell("rounds", json!(outcome.rounds));
        tell("acknowledged", json!(outcome.acknowledged));
        tell("lost", json!(outcome.lost));
        tell("doubled", json!(outcome.doubled));
        if let Some(took) = outcome.recovery {
            tell("recovery_ms_max", json!(u64::try_from(took.as_millis()).unwrap_or(u64::MAX)));
        }
    }
    println!("\n{}", json!({ "bench": "faults", "figures": figures }));
    let kept = rows.iter().filter(|row| row.holds()).count();
    let broken = rows.len() - kept;
    let verdict = if broken == 0 { "ok" } else { "FAILED" };
    println!("\ntest result: {verdict}. {kept} passed; {broken} failed; 0 ignored");
    if broken == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
