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
mod killed;
mod migration;
mod nobody;
#[path = "../outside/mod.rs"]
mod outside;
mod paused;
mod power_loss;
mod same_tap;
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
    story: fn(Engine, u32) -> BoxFuture<'static, Figures>,
}

const BOTH: &[Engine] = &[Engine::Sqlite, Engine::Postgres];

const FAULTS: [Fault; 15] = [
    Fault {
        number: "F1",
        words: "killed at random points",
        engines: BOTH,
        rounds: 8,
        rounds_in_full: 200,
        story: |engine, rounds| killed::story(engine, rounds).boxed(),
    },
    Fault {
        number: "F2",
        words: "database stopped hard under load",
        engines: &[Engine::Postgres],
        rounds: 2,
        rounds_in_full: 20,
        story: |engine, rounds| database_away::story(engine, rounds).boxed(),
    },
    Fault {
        number: "F3",
        words: "the same tap fifty times",
        engines: BOTH,
        rounds: 5,
        rounds_in_full: 100,
        story: |engine, rounds| same_tap::story(engine, rounds).boxed(),
    },
    Fault {
        number: "F4",
        words: "two accept at the same instant",
        engines: BOTH,
        rounds: 60,
        rounds_in_full: 1_000,
        story: |engine, rounds| two_accept::story(engine, rounds).boxed(),
    },
    Fault {
        number: "F5",
        words: "a clock ten minutes off",
        engines: &[Engine::Postgres],
        rounds: 2,
        rounds_in_full: 20,
        story: |engine, rounds| clock_off::story(engine, rounds).boxed(),
    },
    Fault {
        number: "F8",
        words: "streams cut and taken up again",
        engines: BOTH,
        rounds: 20,
        rounds_in_full: 200,
        story: |engine, rounds| streams::story(engine, rounds).boxed(),
    },
    Fault {
        number: "F9",
        words: "one of two programs paused",
        engines: &[Engine::Postgres],
        rounds: 1,
        rounds_in_full: 12,
        story: |engine, rounds| paused::story(engine, rounds).boxed(),
    },
    Fault {
        number: "F10",
        words: "disk full",
        engines: &[Engine::Sqlite],
        rounds: 3,
        rounds_in_full: 30,
        story: |engine, rounds| disk_full::story(engine, rounds).boxed(),
    },
    Fault {
        number: "F11",
        words: "power cut, unsynced tail torn",
        engines: &[Engine::Sqlite],
        rounds: 20,
        rounds_in_full: 200,
        story: |engine, rounds| power_loss::story(engine, rounds).boxed(),
    },
    Fault {
        number: "F13",
        words: "killed during migration",
        engines: BOTH,
        rounds: 6,
        rounds_in_full: 60,
        story: |engine, rounds| migration::story(engine, rounds).boxed(),
    },
    Fault {
        number: "F16",
        words: "nobody to ask",
        engines: BOTH,
        rounds: 5,
        rounds_in_full: 50,
        story: |engine, rounds| nobody::story(engine, rounds).boxed(),
    },
    Fault {
        number: "F19",
        words: "one client takes all connections",
        engines: &[Engine::Sqlite],
        rounds: 1,
        rounds_in_full: 10,
        story: |engine, rounds| crowded::story(engine, rounds).boxed(),
    },
    Fault {
        number: "F18",
        words: "a damaged row in every table",
        engines: BOTH,
        rounds: 1,
        rounds_in_full: 5,
        story: |engine, rounds| damaged::story(engine, rounds).boxed(),
    },
    Fault {
        number: "F20",
        words: "database servers change places",
        engines: &[Engine::Postgres],
        rounds: 1,
        rounds_in_full: 12,
        story: |engine, rounds| failover::story(engine, rounds).boxed(),
    },
    Fault {
        number: "F21",
        words: "two versions side by side",
        engines: &[Engine::Postgres],
        rounds: 2,
        rounds_in_full: 20,
        story: |engine, rounds| side_by_side::story(engine, rounds).boxed(),
    },
];

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let says = |word: &str| arguments.iter().any(|argument| argument == word);
    let chosen: Vec<&str> =
        arguments.iter().map(String::as_str).filter(|argument| !argument.starts_with('-')).collect();
    let is_wanted = |fault: &Fault| chosen.is_empty() || chosen.contains(&fault.number);

    if !says("--include-ignored") {
        for fault in FAULTS.iter().filter(|fault| is_wanted(fault)) {
            println!("test {} {} ... ignored, needs the site: script/test faults", fault.number, fault.words);
        }
        println!("\ntest result: ok. 0 passed; 0 failed; {} ignored", FAULTS.len());
        return ExitCode::SUCCESS;
    }

    let mut rows = Vec::new();
    for fault in FAULTS.iter().filter(|fault| is_wanted(fault)) {
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
