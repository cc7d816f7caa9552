//! Whether anything can be saved: a database that answers readers may still be held by another program, full of its own
//! numbers, or on a disk that is full.

use std::time::Duration;

use domain::Timestamp;
use store::Store;
use tokio::{
    sync::Mutex,
    time::{Instant, timeout},
};

/// A write that has not begun by then is of no use to a ward.
const BEGINS_WITHIN: Duration = Duration::from_secs(2);
/// Anybody may ask, and each answer takes the writer's turn for a moment.
const HOLDS_FOR: Duration = Duration::from_secs(1);

/// What was found last, and when.
#[derive(Debug, Default)]
pub(crate) struct Saving(Mutex<Option<(Instant, Option<&'static str>)>>);

impl Saving {
    /// A sentence; none if a write can begin. Of many who ask at once one looks.
    pub(crate) async fn why_not(&self, store: &dyn Store, now: Timestamp) -> Option<&'static str> {
        let mut last = self.0.lock().await;
        if let Some((at, found)) = *last
            && at.elapsed() < HOLDS_FOR
        {
            return found;
        }
        let found = match timeout(BEGINS_WITHIN, last_sequence(store, now)).await {
            Ok(Ok(i64::MAX)) => Some("Nothing can be saved: the last row of the event log is damaged."),
            Ok(Ok(_)) => None,
            Ok(Err(_)) | Err(_) => Some("Nothing can be saved: the database takes no writes."),
        };
        *last = Some((Instant::now(), found));
        found
    }
}

/// The number of the last event, as whoever writes sees it. Nothing is written, unless that came to nothing the last time: then
/// it is tried once more, with what the test request leaves.
async fn last_sequence(store: &dyn Store, now: Timestamp) -> store::Result<i64> {
    let mut tx = store.write().await?;
    let last = tx.latest_sequence().await?;
    if store.last_commit_failed() {
        tx.put_canary(now).await?;
        tx.commit().await?;
    }
    Ok(last)
}
