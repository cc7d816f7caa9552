//! Other programs on the same database: what they add to the event log wakes the workers of this one.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::elbow::Elbow;

/// Before listening again after the database went away. The workers look by themselves meanwhile.
const PAUSE: Duration = Duration::from_secs(1);

/// Runs until `shutdown`.
pub(crate) async fn run(elbow: Elbow, shutdown: CancellationToken) {
    let listen = async {
        loop {
            match elbow.store.changed_elsewhere().await {
                Ok(()) => elbow.wake.all(),
                Err(error) => {
                    tracing::warn!(%error, "other programs on this database are not heard; asking instead");
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
    };
    tokio::select! {
        () = listen => {}
        () = shutdown.cancelled() => {}
    }
}
