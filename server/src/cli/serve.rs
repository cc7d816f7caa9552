use std::sync::Arc;

use ground::clock;

use super::say;
use crate::{
    config::Config,
    database_clock::DatabaseClock,
    http::assets::Assets,
    startup::{Startup, StartupError, listen, told_to_stop},
};

pub(super) async fn run(config: Config) -> Result<(), StartupError> {
    let assets = Assets::load().map_err(StartupError::Told)?;
    let listener = listen(config.listen, "`listen` in the configuration").await?;
    tracing::info!(version = crate::VERSION, "starting");
    let public_url = config.public_url.clone();
    let startup = Startup::from_config(config).await?;
    startup.store.migrate().await?;
    let store = Arc::clone(&startup.store);
    let clock = DatabaseClock::set(clock::system(), store.as_ref()).await?;
    let running = startup.run(listener, clock.clock(), assets).await?;
    tokio::spawn(clock.run(store, running.shutdown()));
    announce(format_args!("Elbow listens on {} and is reached at {public_url}", running.address));
    match running.first_administrators_link().await {
        Ok(Some(link)) => {
            // The link itself is no business of whoever collects logs.
            tracing::info!(
                "nobody sets Elbow up yet: a link for the first administrator is on standard output"
            );
            announce(format_args!(
                "Nobody sets Elbow up yet. Whoever opens this within 24 hours becomes its administrator:\n{link}"
            ));
        }
        Ok(None) => {}
        Err(error) => {
            tracing::error!(%error, "no link was made for the first administrator; the next start tries again");
        }
    }
    told_to_stop().await;
    running.stop().await;
    Ok(())
}

/// Whoever started the program may have stopped reading: that ends nothing.
fn announce(line: impl std::fmt::Display) {
    if let Err(error) = say(line) {
        tracing::warn!(%error, "standard output is closed");
    }
}
