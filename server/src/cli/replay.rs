use super::say;
use crate::{
    clock::zoned,
    config::Config,
    engine::{self, Replay},
    startup::{StartupError, open_store},
};

pub(super) async fn run(config: Config) -> Result<(), StartupError> {
    let store = open_store(&config.database).await?;
    if !store.is_migrated().await? {
        return Err(StartupError::NotMigrated);
    }
    let outcome = engine::replay(store.as_ref()).await?;
    store.close().await;
    match outcome {
        Replay::Same(count) => say(format_args!("{count} decisions were made again. All came out the same.")),
        Replay::Differs { number, at, program, told } => {
            let at = zoned(at, &config.time_zone).strftime("%-d %B %Y, %H:%M:%S").to_string();
            Err(StartupError::Told(format!(
                "Decision {number}, made {at} by version {program}, comes out differently. {told}"
            )))
        }
    }
}
