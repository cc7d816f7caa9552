use store::Location;

use super::say;
use crate::{
    clock,
    config::Config,
    http::assets::Assets,
    startup::{StartupError, open_store},
};

/// Looks at everything and says all that is wrong, not only the first thing.
pub(super) async fn run(config: Config) -> Result<(), StartupError> {
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
    check("files for the browser", Assets::load().map(drop))?;
    let has_key = config.key_file.is_file();
    check("server key", if has_key { Ok(()) } else { Err("it is made at the first start".to_owned()) })?;
    // Opening would make it.
    if let Location::File(path) = &config.database
        && !path.is_file()
    {
        check("database", Err(format!("{} does not exist yet; run `elbow migrate`", path.display())))?;
        return conclude(&problems);
    }
    let store = match open_store(&config.database).await {
        Ok(store) => store,
        Err(error) => {
            check("database", Err(error.to_string()))?;
            return conclude(&problems);
        }
    };
    let migrated = store.is_migrated().await?;
    check("database", if migrated { Ok(()) } else { Err("run `elbow migrate`".to_owned()) })?;
    if migrated {
        let broken = store.check((clock::system())()).await?;
        check("promises", if broken.is_empty() { Ok(()) } else { Err(broken.join(" ")) })?;
        let mut session = store.read().await?;
        let key = session.list_vapid_keys().await?.into_iter().any(|key| key.retired_at.is_none());
        check("key that signs alerts", if key { Ok(()) } else { Err("run `elbow vapid-keys`".to_owned()) })?;
        let contact = config.push.contact.is_some();
        check(
            "contact for alerts",
            if contact { Ok(()) } else { Err("set push.contact; no alerts are sent".to_owned()) },
        )?;
        let leads = session.list_people().await?.iter().any(|person| person.password_hash.is_some());
        check(
            "someone who can sign in",
            if leads { Ok(()) } else { Err("run `elbow add-user`".to_owned()) },
        )?;
    }
    store.close().await;
    conclude(&problems)
}

fn conclude(problems: &[String]) -> Result<(), StartupError> {
    match problems {
        [] => say("Nothing is wrong."),
        _ => Err(StartupError::Told(format!("To be looked at: {}.", problems.join(", ")))),
    }
}
