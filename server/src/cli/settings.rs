//! What was set on the page of settings, for whoever has a shell.

use super::say;
use crate::{
    config::Config,
    startup::{StartupError, look_into_store},
};

/// Prints it as a piece of a configuration file, and says who set it.
pub(super) async fn show(config: &Config) -> Result<(), StartupError> {
    let store = look_into_store(&config.database).await?;
    if !store.is_migrated().await? {
        return Err(StartupError::NotMigrated);
    }
    let mut tx = store.read().await?;
    let latest = tx.list_settings(1).await?.pop();
    let Some(set) = latest else {
        return say("# Nothing was set on the page: the configuration file counts.");
    };
    let by = store::if_readable(tx.lookup_person(set.set_by).await)?
        .map_or_else(String::new, |person| person.name);
    drop(tx);
    store.close().await;
    say(format_args!(
        "# Version {}, set by {by}. What it leaves out is as the configuration file has it.",
        set.version
    ))?;
    say(set.text.trim_end())
}
