use std::path::PathBuf;

use clap::Args;
use ground::clock;
use store::{Location, sqlite::Examined};

use super::say;
use crate::{
    backup::{self, BackupError},
    config::Config,
    files,
    startup::StartupError,
};

#[derive(Debug, Args)]
pub(super) struct Backup {
    /// A file that is not there yet.
    #[arg(value_name = "TO.db")]
    to: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct Restore {
    /// A file that `elbow backup` made.
    #[arg(value_name = "FROM.db")]
    from: PathBuf,
}

/// Copies the database while the program serves.
pub(super) async fn back_up(arguments: Backup, config: Config) -> Result<(), StartupError> {
    let Location::File(database) = &config.database else {
        return Err(StartupError::Told(
            "The database is on a PostgreSQL server: back it up with pg_dump, or with the provider's snapshots."
                .to_owned(),
        ));
    };
    let kept = files::of_database(database);
    if kept.iter().chain([&config.key_file]).any(|file| files::are_one(file, &arguments.to)) {
        return Err(StartupError::Told(format!(
            "{} is where Elbow keeps a file of its own. Name another for the copy.",
            arguments.to.display()
        )));
    }
    let examined = backup::back_up(database, &arguments.to).await?;
    say(format_args!(
        "{} holds {}. It was read again and is whole.",
        arguments.to.display(),
        words(&examined)
    ))?;
    if let Some(mark) = &examined.log_mark {
        say(format_args!("Its event log ends with the hash {mark}."))?;
    }
    say(format_args!("Keep {} as well, somewhere else.", config.key_file.display()))
}

/// Puts a copy back; the program must be stopped.
pub(super) async fn restore(arguments: Restore, config: Config) -> Result<(), StartupError> {
    let Location::File(database) = &config.database else {
        return Err(StartupError::Told(
            "The database is on a PostgreSQL server: restore it into an empty database with pg_restore, or from the \
             provider's snapshots."
                .to_owned(),
        ));
    };
    let now = (clock::system())();
    let restored = backup::restore(&arguments.from, database, now).await?;
    say(format_args!("{} holds {}.", database.display(), words(&restored.examined)))?;
    match restored.kept_aside {
        Some(aside) => say(format_args!("What was there before is in {}.", aside.display())),
        None => Ok(()),
    }
}

fn words(examined: &Examined) -> String {
    let Examined { tickets, events, last_event_at, .. } = examined;
    let counts = format!("{tickets} tickets and {events} events");
    match last_event_at {
        Some(last) => format!("{counts}, the last of {:.0}", clock::utc(*last)),
        None => counts,
    }
}

impl From<BackupError> for StartupError {
    fn from(error: BackupError) -> Self {
        Self::Told(error.to_string())
    }
}
