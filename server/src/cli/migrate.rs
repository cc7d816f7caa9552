use super::say;
use crate::{
    config::Config,
    startup::{StartupError, open_store},
};

pub(super) async fn run(config: Config) -> Result<(), StartupError> {
    let store = open_store(&config.database).await?;
    let applied = store.migrate().await?;
    store.close().await;
    if applied.is_empty() {
        return say("The database is up to date.");
    }
    applied.iter().try_for_each(|migration| say(format_args!("Applied {migration}")))
}
