use std::path::{Path, PathBuf};

use clap::Args;
use ground::{clock, links::Links, random::Random};
use import::{File, Kind, Outcome, Setting, Summary};
use store::Store;

use super::{operator, say};
use crate::{
    config::Config,
    startup::{Startup, StartupError},
};

#[derive(Debug, Args)]
pub(super) struct Import {
    /// Say what would change, and change nothing.
    #[arg(long)]
    dry_run: bool,
    /// Files whose names begin with wards, links, overrides, tags, people or shifts; or folders that hold wards.csv and
    /// so on.
    #[arg(required = true, value_name = "FILE-OR-FOLDER")]
    paths: Vec<PathBuf>,
}

pub(super) async fn run(Import { dry_run, paths }: Import, config: Config) -> Result<(), StartupError> {
    let mut files = Vec::new();
    for path in paths {
        files.extend(read(path)?);
    }
    let Startup { config, store, links, random, .. } = Startup::from_config(config).await?;
    store.migrate().await?;
    let setting = setting(&random, &links, &config);
    let outcome = if dry_run {
        import::preview(store.read().await?.as_mut(), &files, setting).await?
    } else {
        let mut tx = store.write().await?;
        let outcome = import::run(tx.as_mut(), &files, setting).await?;
        if outcome.problems.is_empty() {
            tx.commit().await?;
        }
        outcome
    };
    store.close().await;
    tell(&outcome, dry_run)
}

fn setting<'a>(random: &'a Random, links: &'a Links, config: &'a Config) -> Setting<'a> {
    let Config { time_zone: zone, trust_name: trust, .. } = config;
    Setting { random, links, zone, trust, now: (clock::system())(), actor: operator::actor() }
}

/// Sets a database up from a folder of files, whose problems are told as those of an import are.
pub(super) async fn fill(store: &dyn Store, folder: &Path, config: &Config) -> Result<(), StartupError> {
    let random = Random::system();
    let links = Links::new(random.bytes());
    let setting = setting(&random, &links, config);
    let files = read(folder.to_owned())?;
    let mut tx = store.write().await?;
    let outcome = import::run(tx.as_mut(), &files, setting).await?;
    if outcome.problems.is_empty() {
        return Ok(tx.commit().await?);
    }
    drop(tx);
    tell(&outcome, true)
}

/// The file itself, or what a folder holds by its usual name.
fn read(path: PathBuf) -> Result<Vec<File>, StartupError> {
    let paths = if path.is_dir() {
        let there: Vec<PathBuf> = Kind::ALL
            .map(|kind| path.join(kind.file_name()))
            .into_iter()
            .filter(|file| file.is_file())
            .collect();
        if there.is_empty() {
            let names = Kind::ALL.map(Kind::file_name).join(", ");
            return Err(StartupError::Told(format!("{} holds none of {names}.", path.display())));
        }
        there
    } else {
        vec![path]
    };
    paths
        .into_iter()
        .map(|path| {
            let bytes = std::fs::read(&path)
                .map_err(|error| StartupError::Told(format!("{} cannot be read: {error}", path.display())))?;
            Ok(File { name: path.display().to_string(), bytes })
        })
        .collect()
}

fn tell(Outcome { problems, notes, summaries }: &Outcome, dry_run: bool) -> Result<(), StartupError> {
    problems.iter().try_for_each(say)?;
    notes.iter().try_for_each(|note| say(format_args!("note: {note}")))?;
    if !problems.is_empty() {
        let count = problems.len();
        let found = if count == 1 { "1 problem".to_owned() } else { format!("{count} problems") };
        return Err(StartupError::Told(format!("{found}; nothing was changed.")));
    }
    summaries.iter().try_for_each(summary)?;
    if dry_run { say("Nothing was changed: this was a rehearsal.") } else { say("Saved.") }
}

fn summary(summary: &Summary) -> Result<(), StartupError> {
    let Summary { kind, added, changed, removed, unchanged, missing } = summary;
    say(format_args!(
        "{kind}: {} added, {} changed, {} removed, {unchanged} unchanged",
        added.len(),
        changed.len(),
        removed.len()
    ))?;
    for (word, names) in [("added", added), ("changed", changed), ("removed", removed)] {
        names.iter().try_for_each(|name| say(format_args!("  {word} {name}")))?;
    }
    missing.iter().try_for_each(|name| say(format_args!("  not in the file, stays: {name}")))
}
