//! What is looked at to say whether all is well: the same list for `elbow doctor` and for the page. Nothing is changed.
//!
//! What reads the whole database is the command's alone, and what the standing check asks again and again is asked there.

use dispatch::Policy;
use ground::{
    key_file,
    links::Links,
    seal::{CannotOpen, Seal},
};
use push::KeyPair;
use store::{Account, Location, Schema, Store, Tx, VapidKey};
use url::Url;

use crate::{
    config::{
        Config,
        settings::{Held, NO_CONTACT, ONE_NUMBER, Values},
    },
    files,
    policy::PolicyInForce,
    serving::{ENOUGH_PAGES, Room},
    trust::is_here_only,
};

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Check {
    pub(crate) what: String,
    /// None: it is well.
    pub(crate) problem: Option<String>,
    pub(crate) severity: Severity,
}

/// What it means if it is not well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Severity {
    /// Help may not come, or somebody may get in.
    Serious,
    /// Somebody should look at it.
    Minor,
}

impl Check {
    pub(crate) fn new(what: impl Into<String>, severity: Severity, outcome: Result<(), String>) -> Self {
        Self { what: what.into(), problem: outcome.err(), severity }
    }

    fn serious(what: &str, outcome: Result<(), String>) -> Self {
        Self::new(what, Severity::Serious, outcome)
    }

    fn minor(what: &str, outcome: Result<(), String>) -> Self {
        Self::new(what, Severity::Minor, outcome)
    }
}

/// What the configuration and the machine say. Reads files.
pub(crate) fn machine(config: &Config, assets: Result<(), String>) -> Vec<Check> {
    let room = Room::raise();
    let doubts = config.doubts();
    let is_enough = room.pages >= ENOUGH_PAGES;
    let few = || format!("{room}; set LimitNOFILE=65536 where the program is started");
    let key = match key_file::read(&config.key_file) {
        Ok(Some(_)) => Ok(()),
        Ok(None) => Err(missing_key(config)),
        Err(problem) => Err(problem),
    };
    vec![
        Check::serious("configuration", Ok(())),
        Check::serious("way in", if doubts.is_empty() { Ok(()) } else { Err(doubts.join(" ")) }),
        Check::minor(
            "address",
            if is_here_only(&config.public_url) { Err(only_here(&config.public_url)) } else { Ok(()) },
        ),
        Check::minor(
            &format!("room, as it is started here: {} live pages", room.pages),
            if is_enough { Ok(()) } else { Err(few()) },
        ),
        Check::serious("files for the browser", assets),
        Check::serious("server key", key),
        Check::serious("files for our eyes only", private(config)),
    ]
}

fn only_here(public_url: &Url) -> String {
    format!(
        "{public_url} can be opened on this computer only, and so can every poster, link and code; set public_url in the \
         configuration file"
    )
}

fn missing_key(config: &Config) -> String {
    format!(
        "{} is missing; restore it from the backup: only a first start, with an empty database, makes one",
        config.key_file.display()
    )
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

/// Whether this program may serve the database.
pub(crate) async fn schema(store: &dyn Store) -> store::Result<(Schema, Check)> {
    let schema = store.schema().await?;
    let told = match schema {
        Schema::Own | Schema::Newer => Ok(()),
        Schema::Older => Err("run `elbow migrate`".to_owned()),
        Schema::Foreign => {
            Err("it is not one that this version may serve; bring this program up to date".to_owned())
        }
    };
    Ok((schema, Check::serious("database", told)))
}

/// How far the database's clock is ahead of this machine's, in milliseconds, if that is worth telling.
pub(crate) fn clock(off_by: Option<i64>) -> Check {
    let clocks_differ = |ahead: i64| {
        let way = if ahead > 0 { "behind" } else { "ahead of" };
        #[expect(clippy::cast_precision_loss, reason = "seconds of one digit")]
        let seconds = ahead.unsigned_abs() as f64 / 1000.0;
        format!(
            "this machine is {seconds:.1} s {way} the database; Elbow goes by the database, but set the clock"
        )
    };
    Check::minor("clock", off_by.map_or(Ok(()), |ahead| Err(clocks_differ(ahead))))
}

/// What Elbow goes by, and whom it can reach.
pub(crate) async fn going_by(
    config: &Config,
    seal: &Result<Seal, String>,
    tx: &mut dyn Tx,
) -> store::Result<Vec<Check>> {
    let in_force = PolicyInForce::new(Policy::default());
    in_force.refresh(tx).await?;
    let policy = in_force.held().problem.map_or(Ok(()), Err);
    let held = Held::read(&Values::of(config), seal.as_ref().map_err(String::as_str), tx).await?;
    let alarms = held.values.alarms();
    let is_well = |alarm: &str, mend: &str| {
        if alarms.contains(&alarm) { Err(format!("{alarm} {mend}")) } else { Ok(()) }
    };
    let can_sign_in = tx.list_accounts().await?.iter().any(Account::is_open);
    Ok(vec![
        Check::serious("policy", policy.and(policy_as_set(tx).await?)),
        Check::serious("settings", held.problem.map_or(Ok(()), Err)),
        Check::serious("keys that sign alerts", keys_that_sign(seal, tx).await?),
        Check::minor("handsets on a retired key", handsets_on_a_retired_key(tx).await?),
        Check::serious(
            "contact for alerts",
            is_well(NO_CONTACT, "Set it at Hospital, Settings, or in the configuration file."),
        ),
        Check::serious(
            "number for a clinical emergency",
            is_well(ONE_NUMBER, "Set another at Hospital, Settings, or in the configuration file."),
        ),
        Check::serious(
            "someone who can sign in",
            if can_sign_in { Ok(()) } else { Err("run `elbow add-user`".to_owned()) },
        ),
    ])
}

/// What opens what lies sealed in the database. Reads the key file.
pub(crate) fn seal(config: &Config) -> Result<Seal, String> {
    match key_file::read(&config.key_file) {
        Ok(Some(key)) => Ok(Links::new(key).seal()),
        Ok(None) => Err(missing_key(config)),
        Err(problem) => Err(problem),
    }
}

/// What was set last keeps the bounds that the promises need.
async fn policy_as_set(tx: &mut dyn Tx) -> store::Result<Result<(), String>> {
    let version = tx.policy_in_force().await?;
    let Some(set) = store::if_readable(tx.lookup_policy(version).await)? else { return Ok(Ok(())) };
    Ok(Policy::from_toml(&set.text).map(drop).map_err(|problems| {
        format!("version {version} is not used as it was set; put another in force: {}", problems.join("; "))
    }))
}

/// There is one that handsets can subscribe with, and this server can open them all.
async fn keys_that_sign(seal: &Result<Seal, String>, tx: &mut dyn Tx) -> store::Result<Result<(), String>> {
    let keys = tx.list_vapid_keys().await?;
    if !keys.iter().any(|key| key.retired_at.is_none()) {
        return Ok(Err("make one at Hospital, Settings, or run `elbow vapid-keys add`".to_owned()));
    }
    let seal = match seal {
        Ok(seal) => seal,
        Err(problem) => return Ok(Err(problem.clone())),
    };
    let unsealed = |key: &VapidKey| !Seal::is_sealed(&key.sealed);
    Ok(match keys.iter().find(|key| unsealed(key) || KeyPair::open(key, seal).is_err()) {
        Some(key) if unsealed(key) => Err(format!("{} lies in the clear until `elbow serve`", key.public)),
        Some(key) => Err(format!("{} cannot be opened: {CannotOpen}", key.public)),
        None => Ok(()),
    })
}

async fn handsets_on_a_retired_key(tx: &mut dyn Tx) -> store::Result<Result<(), String>> {
    Ok(match push::handsets_on_retired_keys(tx).await? {
        0 => Ok(()),
        count => Err(format!("{count}; each leaves it when its page is next opened")),
    })
}
