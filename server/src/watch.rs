//! The standing check: the promises of Elbow, asked of the database again and again. What does not hold is an alarm on
//! the board and a line in the log.

use std::{sync::PoisonError, time::Duration};

use tokio_util::sync::CancellationToken;

use crate::elbow::Elbow;

const EVERY: Duration = Duration::from_secs(10);

/// Runs until `shutdown`.
pub(crate) async fn run(elbow: Elbow, shutdown: CancellationToken) {
    loop {
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            () = shutdown.cancelled() => return,
        }
        let found = match elbow.store.check(elbow.now()).await {
            Ok(found) => found,
            Err(error) => vec![format!("The standing check could not read the database: {error}")],
        };
        let mut alarms = elbow.alarms.write().unwrap_or_else(PoisonError::into_inner);
        for alarm in found.iter().filter(|alarm| !alarms.contains(alarm)) {
            tracing::error!(%alarm, "a promise does not hold");
        }
        *alarms = found;
    }
}
