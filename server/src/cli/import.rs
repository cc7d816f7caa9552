use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use ground::{clock, links::Links, random::Random};
use import::{
    Answers, File, Heading, Kind, Likeness, Meant, Outcome, Setting, Stays, Summary, TakenBack, Verdict,
};
use store::Store;

use super::{operator, say};
use crate::{
    config::{Config, settings::SettingsInForce},
    startup::{Startup, StartupError},
};

#[derive(Debug, Args)]
pub(super) struct Import {
    /// Say what would change, and change nothing.
    #[arg(long)]
    dry_run: bool,
    /// What to do with somebody or a ward that is new and nearly called as one that is there: correct that one, or add
    /// another. Without it, they are named and nothing is saved.
    #[arg(long, value_name = "WHAT")]
    nearly_same: Option<NearlySame>,
    /// Take the last import back, if all is as it left it and nothing of it is in use.
    #[arg(long, conflicts_with_all = ["nearly_same", "paths"])]
    undo: bool,
    /// Files (.csv, .xlsx) whose names begin with wards, links, overrides, tags, people or shifts, or workbooks with sheets of
    /// such names; or folders that hold wards.csv and so on.
    #[arg(required_unless_present = "undo", value_name = "FILE-OR-FOLDER")]
    paths: Vec<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum NearlySame {
    Correct,
    Add,
}

impl NearlySame {
    const fn verdict(self) -> Verdict {
        match self {
            Self::Correct => Verdict::Same,
            Self::Add => Verdict::Another,
        }
    }
}

pub(super) async fn run(
    Import { dry_run, nearly_same, undo, paths }: Import,
    config: Config,
) -> Result<(), StartupError> {
    let mut files = Vec::new();
    for path in paths {
        files.extend(read(path)?);
    }
    let Startup { config, store, links, random, .. } = Startup::from_config(config).await?;
    store.migrate().await?;
    let settings = SettingsInForce::new(&config, links.seal());
    settings.refresh(store.read().await?.as_mut()).await?;
    let trust = &settings.held().values.trust_name;
    let setting = setting(&random, &links, &config, trust);
    if undo {
        let taken = take_back(store.as_ref(), setting, dry_run).await?;
        store.close().await;
        return tell_undo(taken, dry_run);
    }
    let answers = Answers::remembered(store.read().await?.as_mut()).await?;
    let reading = import::read(&files, answers.of_all(nearly_same.map(NearlySame::verdict)));
    let outcome = if dry_run {
        import::preview(store.read().await?.as_mut(), reading, setting).await?
    } else {
        let looked = import::look(store.read().await?.as_mut(), reading, setting).await?;
        let mut tx = store.write().await?;
        let outcome = looked.save(tx.as_mut(), setting).await?;
        if outcome.is_sound() {
            tx.commit().await?;
        }
        outcome
    };
    store.close().await;
    tell(&outcome, dry_run)
}

/// None if there is none.
async fn take_back(
    store: &dyn Store,
    setting: Setting<'_>,
    dry_run: bool,
) -> Result<Option<TakenBack>, StartupError> {
    if dry_run {
        return Ok(import::look_at_undo(store.read().await?.as_mut(), setting).await?);
    }
    let mut tx = store.write().await?;
    let taken = import::undo(tx.as_mut(), setting).await?;
    if taken.as_ref().is_some_and(|taken| taken.stays.is_empty()) {
        tx.commit().await?;
    }
    Ok(taken)
}

fn tell_undo(taken: Option<TakenBack>, dry_run: bool) -> Result<(), StartupError> {
    let Some(TakenBack { summaries, stays, .. }) = taken else {
        return Err(StartupError::Told("There is no import that can be taken back.".to_owned()));
    };
    for Stays { name, why } in &stays {
        let name = if name.is_empty() { "the whole import" } else { name };
        say(format_args!("{name}: {why}"))?;
    }
    if !stays.is_empty() {
        let why = "Some of it is in use, or was changed since; nothing was changed.";
        return Err(StartupError::Told(why.to_owned()));
    }
    summaries.iter().try_for_each(summary)?;
    if dry_run { say(REHEARSED) } else { say("Taken back.") }
}

const REHEARSED: &str = "Nothing was changed: this was a rehearsal.";

fn setting<'a>(random: &'a Random, links: &'a Links, config: &'a Config, trust: &'a str) -> Setting<'a> {
    let zone = &config.time_zone;
    Setting { random, links, zone, trust, now: (clock::system())(), actor: operator::actor() }
}

/// Sets a database up from a folder of files, whose problems are told as those of an import are.
pub(super) async fn fill(store: &dyn Store, folder: &Path, config: &Config) -> Result<(), StartupError> {
    let random = Random::system();
    let links = Links::new(random.bytes());
    let setting = setting(&random, &links, config, &config.trust_name);
    let files = read(folder.to_owned())?;
    let reading = import::read(&files, Answers::default());
    let mut tx = store.write().await?;
    let outcome = import::run(tx.as_mut(), reading, setting).await?;
    if outcome.is_sound() {
        return Ok(tx.commit().await?);
    }
    drop(tx);
    tell(&outcome, true)
}

/// The file itself, or what a folder holds by its usual name: as CSV, or else as a workbook.
fn read(path: PathBuf) -> Result<Vec<File>, StartupError> {
    let paths = if path.is_dir() {
        let there: Vec<PathBuf> = Kind::ALL
            .into_iter()
            .filter_map(|kind| {
                let text = path.join(kind.file_name());
                [text.with_extension("xlsx"), text].into_iter().rfind(|file| file.is_file())
            })
            .collect();
        if there.is_empty() {
            let names = Kind::ALL.map(Kind::file_name).join(", ");
            return Err(StartupError::Told(format!(
                "{} holds none of {names}, nor a workbook (.xlsx) of that name.",
                path.display()
            )));
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

fn tell(outcome: &Outcome, dry_run: bool) -> Result<(), StartupError> {
    let Outcome { problems, notes, summaries, headings, likenesses, .. } = outcome;
    problems.iter().try_for_each(say)?;
    notes.iter().try_for_each(|note| say(format_args!("note: {note}")))?;
    headings.iter().try_for_each(heading)?;
    likenesses.iter().try_for_each(likeness)?;
    let open = problems.len() + likenesses.len();
    if open > 0 {
        let found = if open == 1 { "1 problem".to_owned() } else { format!("{open} problems") };
        return Err(StartupError::Told(format!("{found}; nothing was changed.")));
    }
    summaries.iter().try_for_each(summary)?;
    if dry_run { say(REHEARSED) } else { say("Saved.") }
}

fn heading(Heading { file, name, meant, columns, .. }: &Heading) -> Result<(), StartupError> {
    match meant {
        Meant::Column(column) => {
            say(format_args!("note: {file}: The column “{name}” is read as “{column}”."))
        }
        // A note says so.
        Meant::LeftOut => Ok(()),
        Meant::Unknown => say(format_args!(
            "note: {file}: The column “{name}” is left out. If it is one of {}, correct its name, or say so at /admin once.",
            columns.join(", ")
        )),
    }
}

fn likeness(Likeness { file, line, given, known, .. }: &Likeness) -> Result<(), StartupError> {
    say(format_args!(
        "{file}:{line}: “{given}” is new, and there is “{known}”. Say --nearly-same correct if they are one, \
         --nearly-same add if they are two; or write the same name."
    ))
}

fn summary(summary: &Summary) -> Result<(), StartupError> {
    let Summary { kind, added, changed, removed, unchanged, missing } = summary;
    say(format_args!(
        "{kind}: {} added, {} changed, {} removed, {unchanged} unchanged",
        added.len(),
        changed.len(),
        removed.len()
    ))?;
    let changed: Vec<String> = changed.iter().map(ToString::to_string).collect();
    for (word, names) in [("added", added), ("changed", &changed), ("removed", removed)] {
        names.iter().try_for_each(|name| say(format_args!("  {word} {name}")))?;
    }
    missing.iter().try_for_each(|name| say(format_args!("  not in the file, stays: {name}")))
}
