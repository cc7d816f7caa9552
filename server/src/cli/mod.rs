//! The commands of `elbow`. Each is thin: it reads its arguments, calls one piece, and says what happened.

mod add_user;
mod backup;
#[cfg(feature = "demo")]
mod demo;
mod doctor;
mod export;
mod import;
mod migrate;
mod operator;
mod policy;
mod rehearse;
mod replay;
mod serve;
mod settings;
mod surges;
mod vapid_keys;

use std::{
    io::{self, IsTerminal, Write},
    path::PathBuf,
    process::ExitCode,
};

use clap::{Parser, Subcommand};
use tracing_subscriber::EnvFilter;

use crate::{
    config::{Config, LogConfig},
    startup::StartupError,
};

/// Gets help to the elbow on the days when a hospital switches on a new electronic patient record.
#[derive(Debug, Parser)]
#[command(name = "elbow", version = crate::VERSION)]
struct Arguments {
    /// A TOML file with what differs from the defaults (`elbow config` prints them).
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve until told to stop.
    Serve,
    /// Bring the database up to date.
    Migrate,
    /// Serve an invented hospital with a crowd that asks for help and gives it.
    #[cfg(feature = "demo")]
    Demo(demo::Demo),
    /// Look for what is wrong: configuration, database, promises, alerts.
    Doctor(doctor::Doctor),
    /// Copy the embedded database while the program serves; the copy is read again before it is called one.
    Backup(backup::Backup),
    /// Put a copy in the place of the embedded database; what was there is kept aside.
    Restore(backup::Restore),
    /// The keys that sign alerts: make the first if there is none and print the public half of the one in use; or add,
    /// retire or list them.
    VapidKeys {
        #[command(subcommand)]
        command: Option<vapid_keys::VapidKeys>,
    },
    /// Add someone who signs in with a password, and print that password once.
    AddLead(add_user::AddLead),
    /// The same with any roles: lead, analyst, administrator.
    AddUser(add_user::AddUser),
    /// Give somebody a new password, and print it once.
    NewPassword(add_user::NewPassword),
    /// Set the hospital up from CSV files, or say everything that is wrong with them.
    Import(import::Import),
    /// Print the hospital as CSV files that an import understands.
    Export(export::Export),
    /// Look at, check or change what dispatch goes by: times, weights, walking speeds, the ladder of silence.
    #[command(subcommand)]
    Policy(policy::PolicyCommand),
    /// Print what was set on the page of settings, which counts instead of the configuration file.
    Settings,
    /// Make every recorded decision of dispatch again and tell of the first that comes out differently.
    Replay,
    /// Play days through that have not happened: how long people would wait, and how many are needed.
    Rehearse(rehearse::Rehearse),
    /// Look for surges in what was asked in the past: more requests than usual, by ward and topic.
    Surges(surges::Surges),
    /// Print every configuration key with its default.
    Config,
}

/// Runs the command of this process.
pub async fn run() -> ExitCode {
    let arguments = Arguments::parse();
    if matches!(arguments.command, Command::Config) {
        return report(say(crate::config::DEFAULTS.trim_end()));
    }
    let config = match Config::load(arguments.config.as_deref()) {
        Ok(config) => config,
        Err(problems) => return report(Err(StartupError::Told(problems.to_string()))),
    };
    #[cfg(feature = "demo")]
    let config =
        if matches!(arguments.command, Command::Demo(_)) { demo::with_quiet_log(config) } else { config };
    if let Err(error) = start_log(&config.log) {
        return report(Err(error));
    }
    report(match arguments.command {
        Command::Serve => serve::run(config).await,
        Command::Migrate => migrate::run(config).await,
        #[cfg(feature = "demo")]
        Command::Demo(demo) => demo::run(demo, config).await,
        Command::Doctor(doctor) => doctor::run(doctor, config).await,
        Command::Backup(arguments) => backup::back_up(arguments, config).await,
        Command::Restore(arguments) => backup::restore(arguments, config).await,
        Command::VapidKeys { command } => vapid_keys::run(command, config).await,
        Command::AddLead(person) => add_user::lead(person, config).await,
        Command::AddUser(person) => add_user::user(person, config).await,
        Command::NewPassword(person) => add_user::password(person, config).await,
        Command::Import(files) => import::run(files, config).await,
        Command::Export(what) => export::run(what, config).await,
        Command::Policy(command) => policy::run(command, config).await,
        Command::Settings => settings::show(&config).await,
        Command::Replay => replay::run(config).await,
        Command::Rehearse(arguments) => rehearse::run(arguments, config).await,
        Command::Surges(arguments) => surges::run(&arguments, &config),
        Command::Config => Ok(()),
    })
}

/// A line on standard output, which is for people and scripts; the log goes to standard error.
fn say(line: impl std::fmt::Display) -> Result<(), StartupError> {
    Ok(writeln!(io::stdout(), "{line}")?)
}

fn report(outcome: Result<(), StartupError>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nothing is left to tell if even this cannot be written.
            let _ = writeln!(io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}

fn start_log(config: &LogConfig) -> Result<(), StartupError> {
    let filter = EnvFilter::try_new(&config.filter)
        .map_err(|error| StartupError::Told(format!("log.filter: {error}")))?;
    let colours = io::stderr().is_terminal();
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .with_ansi(colours)
        // On a full disk there is nobody to tell, and trying to would end the program.
        .log_internal_errors(false);
    if config.json {
        log.json().init();
    } else {
        log.init();
    }
    Ok(())
}
