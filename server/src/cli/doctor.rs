//! Looks for what is wrong, and changes nothing.

use clap::Args;
use ground::clock;
use store::{Location, LogMark, SET_ASIDE_SHOWN_FOR, Schema, SetAside};

use super::say;
use crate::{
    config::Config,
    database_clock::DatabaseClock,
    doctor::{self, Check, Severity},
    http::assets::Assets,
    startup::{StartupError, look_into_store},
    watch::rewritten,
};

#[derive(Debug, Args)]
pub(super) struct Doctor {
    /// A hash that the log or a backup told earlier: that row must still have it. May be given more than once.
    #[arg(long = "expect-hash", value_name = "SEQUENCE:HASH")]
    expected: Vec<LogMark>,
}

/// What is not well, as it is told.
#[derive(Default)]
struct Told(Vec<String>);

impl Told {
    fn check(&mut self, Check { what, problem, .. }: Check) -> Result<(), StartupError> {
        match problem {
            None => say(format_args!("ok       {what}")),
            Some(problem) => {
                say(format_args!("problem  {what}: {problem}"))?;
                self.0.push(what);
                Ok(())
            }
        }
    }

    fn all(&mut self, checks: Vec<Check>) -> Result<(), StartupError> {
        checks.into_iter().try_for_each(|check| self.check(check))
    }

    fn serious(&mut self, what: &str, outcome: Result<(), String>) -> Result<(), StartupError> {
        self.check(Check::new(what, Severity::Serious, outcome))
    }
}

/// Looks at everything and says all that is wrong, not only the first thing.
pub(super) async fn run(Doctor { expected }: Doctor, config: Config) -> Result<(), StartupError> {
    let mut told = Told::default();
    told.all(doctor::machine(&config, Assets::load().map(drop)))?;
    // Opening would make it.
    if let Location::File(path) = &config.database
        && !path.exists()
    {
        told.serious("database", Err(format!("{} does not exist yet; run `elbow migrate`", path.display())))?;
        return conclude(&told.0);
    }
    let store = match look_into_store(&config.database).await {
        Ok(store) => store,
        Err(error) => {
            told.serious("database", Err(error.to_string()))?;
            return conclude(&told.0);
        }
    };
    let (schema, check) = doctor::schema(store.as_ref()).await?;
    if schema == Schema::Newer {
        say(format_args!("         the database is a newer version's, which this program may still serve"))?;
    }
    told.check(check)?;
    if matches!(schema, Schema::Own | Schema::Newer) {
        let sound = |found: Vec<String>| if found.is_empty() { Ok(()) } else { Err(found.join(" ")) };
        told.serious("every page of the file", sound(store.verify().await?))?;
        let unreadable = store.unreadable_rows().await?;
        for row in &unreadable {
            say(format_args!("         {row} cannot be read, and every list leaves it out"))?;
        }
        let count = match unreadable.len() {
            0 => Ok(()),
            count => Err(format!("{count} cannot be read; Operations says what to do")),
        };
        told.serious("every row", count)?;
        let shared = DatabaseClock::set(clock::system(), store.as_ref()).await?;
        told.check(doctor::clock(shared.off_by()))?;
        let now = shared.clock()();
        told.serious("promises", sound(store.check(now, 0).await?.broken))?;
        let mut tx = store.read().await?;
        for mark in &expected {
            let has = tx.has_log_mark(mark).await?;
            let outcome = if has { Ok(()) } else { Err(rewritten(mark)) };
            told.serious("event log has the expected hash", outcome)?;
        }
        if let Some(mark) = tx.log_mark().await? {
            say(format_args!("         the event log ends with the hash {mark}"))?;
        }
        let since = now - SET_ASIDE_SHOWN_FOR;
        for (what, list) in [
            ("alert", tx.list_alerts_set_aside(since).await?),
            ("call", tx.list_calls_set_aside(since).await?),
        ] {
            for SetAside { id, at, why } in list {
                say(format_args!("         {what} {id} was set aside at {:.0}: {why}", clock::utc(at)))?;
            }
        }
        told.all(doctor::going_by(&config, &doctor::seal(&config), tx.as_mut()).await?)?;
    }
    store.close().await;
    conclude(&told.0)
}

fn conclude(problems: &[String]) -> Result<(), StartupError> {
    match problems {
        [] => say("Nothing is wrong."),
        _ => Err(StartupError::Told(format!("To be looked at: {}.", problems.join(", ")))),
    }
}
