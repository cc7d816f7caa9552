use ground::clock::zoned;

use super::say;
use crate::{
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
        Replay::Same(made_by) => {
            let count: u32 = made_by.iter().map(|(_, count)| count).sum();
            say(format_args!(
                "{count} decisions were made again by {}. All came out the same.",
                crate::VERSION
            ))?;
            for (program, count) in made_by {
                say(format_args!("  {count} were made by {program}"))?;
            }
            Ok(())
        }
        Replay::Differs { number, at, program, told } => {
            let at = zoned(at, &config.time_zone).strftime("%-d %B %Y, %H:%M:%S").to_string();
            Err(StartupError::Told(format!(
                "Decision {number}, made {at} by {program}, comes out differently. {told}"
            )))
        }
    }
}
