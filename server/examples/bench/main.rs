//! Measures the built program from outside: under load, spreading one event to thousands, from start to ready, with a
//! past, while a hospital is set up, and the board of a bad morning. Run by `script/bench board`, `load`, `fanout`, `start`, `history` and `setup`; the last
//! line is a JSON object.

#![expect(clippy::print_stdout, reason = "the figures are for whoever runs it")]

mod bare;
mod board;
mod command_centre;
mod commits;
mod fanout;
mod figures;
mod for_many;
mod history;
mod load;
#[path = "../../tests/outside/mod.rs"]
mod outside;
mod past;
mod setup;
mod start;
mod stream;

use std::{env, process::ExitCode};

use crate::outside::hospital::{Engine, postgres};

#[tokio::main]
async fn main() -> ExitCode {
    let (name, figures) = match env::args().nth(1).as_deref() {
        Some("board") => ("board", command_centre::run().await),
        Some("load") => ("load", load::run().await),
        Some("fanout") => ("fanout", fanout::run().await),
        Some("history") => ("history", history::run().await),
        Some("setup") => ("setup", setup::run().await),
        Some("start") => ("start", start::run().await),
        Some("bare") => {
            bare::serve().await;
            return ExitCode::SUCCESS;
        }
        other => {
            println!("no bench is called {other:?}; there are board, load, fanout, start, history and setup");
            return ExitCode::FAILURE;
        }
    };
    println!("{}", figures.line(name));
    ExitCode::SUCCESS
}

/// The databases that are here.
fn engines() -> Vec<Engine> {
    if postgres().is_some() {
        return vec![Engine::Sqlite, Engine::Postgres];
    }
    println!("left out on PostgreSQL: script/postgres starts a server");
    vec![Engine::Sqlite]
}
