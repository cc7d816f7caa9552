use clap::Args;
use dispatch::Policy;
use ground::{
    clock, key_file,
    links::Links,
    seal::{CannotOpen, Seal},
};
use push::KeyPair;
use store::{Location, LogMark, SET_ASIDE_SHOWN_FOR, Schema, SetAside, Tx, VapidKey};

use super::say;
use crate::{
    config::Config,
    database_clock::DatabaseClock,
    files,
    http::assets::Assets,
    policy::PolicyInForce,
    serving::{ENOUGH_PAGES, Room},
    startup::{StartupError, look_into_store},
    watch::rewritten,
};

#[derive(Debug, Args)]
pub(super) struct Doctor {
    /// A hash that the log or a backup told earlier: that row must still have it. May be given more than once.
    #[arg(long = "expect-hash", value_name = "SEQUENCE:HASH")]
    expected: Vec<LogMark>,
}

/// Looks at everything and says all that is wrong, not only the first thing.
#[expect(clippy::too_many_lines, reason = "a list of checks, in their order")]
pub(super) async fn run(Doctor { expected }: Doctor, config: Config) -> Result<(), StartupError> {
    let mut problems = Vec::new();
    let mut check = |what: &str, outcome: Result<(), String>| match outcome {
        Ok(()) => say(format_args!("ok       {what}")),
        Err(problem) => {
            say(format_args!("problem  {what}: {problem}"))?;
            problems.push(what.to_owned());
            Ok(())
        }
    };
    check("configuration", Ok(()))?;
    let doubts = config.doubts();
    check("way in", if doubts.is_empty() { Ok(()) } else { Err(doubts.join(" ")) })?;
    let room = Room::raise();
    let enough = room.pages >= ENOUGH_PAGES;
    let few = || format!("{room}; set LimitNOFILE=65536 where the program is started");
    check(
        &format!("room, as it is started here: {} live pages", room.pages),
        if enough { Ok(()) } else { Err(few()) },
    )?;
    check("files for the browser", Assets::load().map(drop))?;
    let key = match key_file::read(&config.key_file) {
        Ok(Some(_)) => Ok(()),
        Ok(None) => Err("it is made at the first start".to_owned()),
        Err(problem) => Err(problem),
    };
    check("server key", key)?;
    check("files for our eyes only", private(&config))?;
    // Opening would make it.
    if let Location::File(path) = &config.database
        && !path.exists()
    {
        check("database", Err(format!("{} does not exist yet; run `elbow migrate`", path.display())))?;
        return conclude(&problems);
    }
    let store = match look_into_store(&config.database).await {
        Ok(store) => store,
        Err(error) => {
            check("database", Err(error.to_string()))?;
            return conclude(&problems);
        }
    };
    let schema = store.schema().await?;
    let migrated = matches!(schema, Schema::Own | Schema::Newer);
    let told = match schema {
        Schema::Own => Ok(()),
        Schema::Newer => {
            say(format_args!(
                "         the database is a newer version's, which this program may still serve"
            ))?;
            Ok(())
        }
        Schema::Older => Err("run `elbow migrate`".to_owned()),
        Schema::Foreign => {
            Err("it is not one that this version may serve; bring this program up to date".to_owned())
        }
    };
    check("database", told)?;
    if migrated {
        let sound = |found: Vec<String>| if found.is_empty() { Ok(()) } else { Err(found.join(" ")) };
        check("every page of the file", sound(store.verify().await?))?;
        let unreadable = store.unreadable_rows().await?;
        for row in &unreadable {
            say(format_args!("         {row} cannot be read, and every list leaves it out"))?;
        }
        let count = match unreadable.len() {
            0 => Ok(()),
            count => Err(format!("{count} cannot be read; Operations says what to do")),
        };
        check("every row", count)?;
        let in_force = PolicyInForce::new(dispatch::Policy::default());
        in_force.refresh(store.read().await?.as_mut()).await?;
        check("policy", in_force.held().problem.map_or(Ok(()), Err))?;
        let shared = DatabaseClock::set(clock::system(), store.as_ref()).await?;
        check("clock", shared.off_by().map_or(Ok(()), |ahead| Err(clocks_differ(ahead))))?;
        let now = shared.clock()();
        check("promises", sound(store.check(now, 0).await?.broken))?;
        let mut tx = store.read().await?;
        for mark in &expected {
            let has = tx.has_log_mark(mark).await?;
            check("event log has the expected hash", if has { Ok(()) } else { Err(rewritten(mark)) })?;
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
        check("keys that sign alerts", keys_that_sign(&config, tx.as_mut()).await?)?;
        check("handsets on a retired key", handsets_on_a_retired_key(tx.as_mut()).await?)?;
        let contact = config.push.contact.is_some();
        check(
            "contact for alerts",
            if contact { Ok(()) } else { Err("set push.contact; no alerts are sent".to_owned()) },
        )?;
        check("policy", policy_in_force(tx.as_mut()).await?)?;
        let leads = tx.list_accounts().await?.iter().any(store::Account::is_open);
        check(
            "someone who can sign in",
            if leads { Ok(()) } else { Err("run `elbow add-user`".to_owned()) },
        )?;
    }
    store.close().await;
    conclude(&problems)
}

/// What was set last keeps the bounds that the promises need.
async fn policy_in_force(tx: &mut dyn Tx) -> Result<Result<(), String>, StartupError> {
    let version = tx.policy_in_force().await?;
    let Some(set) = tx.lookup_policy(version).await? else { return Ok(Ok(())) };
    Ok(Policy::from_toml(&set.text).map(drop).map_err(|problems| {
        format!("version {version} is not used as it was set; put another in force: {}", problems.join("; "))
    }))
}

/// Neither database nor key may be read by others. `elbow serve` puts that right, where they are ours.
fn private(config: &Config) -> Result<(), String> {
    let mut kept = vec![config.key_file.clone()];
    if let Location::File(path) = &config.database {
        // The last is the lock, which holds nothing.
        kept.extend(files::of_database(path).into_iter().take(3));
    }
    let open: Vec<String> = kept
        .iter()
        .filter(|file| store::sqlite::others_may_read(file))
        .map(|file| file.display().to_string())
        .collect();
    if open.is_empty() {
        return Ok(());
    }
    Err(format!("others could read {}; set the mode 0600 and find out who did", open.join(", ")))
}

fn clocks_differ(ahead: i64) -> String {
    let way = if ahead > 0 { "behind" } else { "ahead of" };
    #[expect(clippy::cast_precision_loss, reason = "seconds of one digit")]
    let seconds = ahead.unsigned_abs() as f64 / 1000.0;
    format!(
        "this machine is {seconds:.1} s {way} the database; Elbow goes by the database, but set the clock"
    )
}

/// There is one that handsets can subscribe with, and this server can open them all.
async fn keys_that_sign(config: &Config, tx: &mut dyn Tx) -> Result<Result<(), String>, StartupError> {
    let keys = tx.list_vapid_keys().await?;
    if !keys.iter().any(|key| key.retired_at.is_none()) {
        return Ok(Err("run `elbow vapid-keys add`".to_owned()));
    }
    let own = match key_file::read(&config.key_file) {
        Ok(Some(own)) => own,
        Ok(None) => {
            return Ok(Err(format!("{} is missing; restore it from the backup", config.key_file.display())));
        }
        Err(problem) => return Ok(Err(problem)),
    };
    let seal = Links::new(own).seal();
    let unsealed = |key: &VapidKey| !Seal::is_sealed(&key.sealed);
    Ok(match keys.iter().find(|key| unsealed(key) || KeyPair::open(key, &seal).is_err()) {
        Some(key) if unsealed(key) => Err(format!("{} lies in the clear until `elbow serve`", key.public)),
        Some(key) => Err(format!("{} cannot be opened: {CannotOpen}", key.public)),
        None => Ok(()),
    })
}

async fn handsets_on_a_retired_key(tx: &mut dyn Tx) -> Result<Result<(), String>, StartupError> {
    Ok(match push::handsets_on_retired_keys(tx).await? {
        0 => Ok(()),
        count => Err(format!("{count}; each leaves it when its page is next opened")),
    })
}

fn conclude(problems: &[String]) -> Result<(), StartupError> {
    match problems {
        [] => say("Nothing is wrong."),
        _ => Err(StartupError::Told(format!("To be looked at: {}.", problems.join(", ")))),
    }
}
