//! The faults of production, injected into the real program: kills, pauses, full disks, power cuts, double taps. What is
//! answered with success has to be kept, once, and everything has to go on by itself.
//!
//! `script/test faults` runs them all, for half an hour; `script/test faults F4` runs one. Without `--full` each is told
//! in a short form. They need the built site and kill processes, so that a plain `cargo test` only lists them. Stories of
//! one program whose clock can be moved are in the other files here: silence after an acceptance and shortfalls in
//! `dispatching.rs`, push services that fail in `push`, clock changes in `src/import`.

#![expect(clippy::print_stdout, reason = "the table is for whoever runs it")]

mod clock_off;
mod crowd;
mod crowded;
mod damaged;
mod database_away;
mod disk_full;
mod failover;
mod figures;
mod for_many;
mod killed;
mod migration;
mod nobody;
#[path = "../outside/mod.rs"]
mod outside;
mod paused;
mod power_loss;
mod same_tap;
mod scheduled;
mod side_by_side;
mod streams;
mod two_accept;

use std::{env, process::ExitCode};

use futures::future::{BoxFuture, FutureExt};

use crate::{
    figures::{Figures, Row},
    outside::hospital::{Engine, postgres},
};

/// A fault, on which databases it can happen, and how often it is made to.
struct Fault {
    number: &'static str,
    words: &'static str,
    engines: &'static [Engine],
    rounds: u32,
    rounds_in_full: u32,
    story: Box<dyn Fn(Engine, u32) -> BoxFuture<'static, Figures>>,
}

fn fault<F: Future<Output = Figures> + Send + 'static>(
    (number, words): (&'static str, &'static str),
    engines: &'static [Engine],
    (rounds, rounds_in_full): (u32, u32),
    story: impl Fn(Engine, u32) -> F + 'static,
) -> Fault {
    let story = Box::new(move |engine, rounds| story(engine, rounds).boxed());
    Fault { number, words, engines, rounds, rounds_in_full, story }
}

const BOTH: &[Engine] = &[Engine::Sqlite, Engine::Postgres];
const SQLITE: &[Engine] = &[Engine::Sqlite];
const POSTGRES: &[Engine] = &[Engine::Postgres];

fn faults() -> [Fault; 16] {
    [
        fault(("F1", "killed at random points"), BOTH, (8, 200), killed::story),
        fault(("F2", "database stopped hard under load"), POSTGRES, (2, 20), database_away::story),
        fault(("F3", "the same tap fifty times"), BOTH, (5, 100), same_tap::story),
        fault(("F4", "two accept at the same instant"), BOTH, (60, 1_000), two_accept::story),
        fault(("F5", "a clock ten minutes off"), POSTGRES, (2, 20), clock_off::story),
        fault(("F8", "streams cut and taken up again"), BOTH, (20, 200), streams::story),
        fault(("F9", "one of two programs paused"), POSTGRES, (1, 12), paused::story),
        fault(("F10", "disk full"), SQLITE, (3, 30), disk_full::story),
        fault(("F11", "power cut, unsynced tail torn"), SQLITE, (20, 200), power_loss::story),
        fault(("F13", "killed during migration"), BOTH, (6, 60), migration::story),
        fault(("F16", "nobody to ask"), BOTH, (5, 50), nobody::story),
        fault(("F19", "one client takes all connections"), SQLITE, (1, 10), crowded::story),
        fault(("F18", "a damaged row in every table"), BOTH, (1, 5), damaged::story),
        fault(("F20", "database servers change places"), POSTGRES, (1, 12), failover::story),
        fault(("F21", "two versions side by side"), POSTGRES, (2, 20), side_by_side::story),
        fault(("F23", "killed in the command centre"), BOTH, (2, 20), command_centre),
    ]
}

/// While a report is written, while many requests are closed together, and while one word is said to many.
async fn command_centre(engine: Engine, rounds: u32) -> Figures {
    let mut figures = scheduled::story(engine, rounds).await;
    figures.add(for_many::closing(engine, 2 * rounds).await);
    figures.add(for_many::word(engine, 2 * rounds).await);
    figures
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let says = |word: &str| arguments.iter().any(|argument| argument == word);
    let chosen: Vec<&str> =
        arguments.iter().map(String::as_str).filter(|argument| !argument.starts_with('-')).collect();
    let faults = faults();
    let is_wanted = |fault: &&Fault| chosen.is_empty() || chosen.contains(&fault.number);

    if !says("--include-ignored") {
        for fault in faults.iter().filter(is_wanted) {
            println!("test {} {} ... ignored, needs the site: script/test faults", fault.number, fault.words);
        }
        println!("\ntest result: ok. 0 passed; 0 failed; {} ignored", faults.len());
        return ExitCode::SUCCESS;
    }

    let mut rows = Vec::new();
    for fault in faults.iter().filter(is_wanted) {
        let rounds = if says("--full") { fault.rounds_in_full } else { fault.rounds };
        for &engine in fault.engines {
            if engine == Engine::Postgres && postgres().is_none() {
                println!("{} is left out on PostgreSQL: script/postgres starts a server", fault.number);
                continue;
            }
            if fault.number == "F5" && !clock_off::can_be_told() {
                println!("F5 is left out: script/test faults gets libfaketime on Debian");
                continue;
            }
            if fault.number == "F20" && !failover::can_be_told() {
                println!("F20 is left out: script/postgres says where the server's programs are");
                continue;
            }
            let outcome = tokio::spawn((fault.story)(engine, rounds)).await.ok();
            let row = Row { number: fault.number, words: fault.words, engine, outcome };
            println!("{row}");
            rows.push(row);
        }
    }
    figures::conclude(&rows)
}
