//! Other programs on the same database. What they add to the event log wakes the workers of this one; and what one
//! program at a time does, deciding and sending, they do in turns.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::core::Core;

/// Before listening again after the database went away. The workers look by themselves meanwhile.
const PAUSE: Duration = Duration::from_secs(1);

/// Runs until `shutdown`.
pub(crate) async fn run(core: Core, shutdown: CancellationToken) {
    let listen = async {
        loop {
            match core.store.changed_elsewhere().await {
                Ok(()) => core.wake.all(),
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
