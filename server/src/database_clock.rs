//! Programs that share a database go by its clock, so that a machine whose own is wrong neither shows wrong waits nor
//! escalates at the wrong time.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use domain::Timestamp;
use ground::clock::Clock;
use store::Store;
use tokio_util::sync::CancellationToken;

/// Clocks drift by far less than this between two looks; a machine that has been woken up may have jumped.
const LOOK_EVERY: Duration = Duration::from_secs(30);
/// The database's time is only known to half the time it takes to ask.
const ANSWER_WITHIN: i64 = 500;
/// From here on somebody should set the machine's clock.
const WRONG_FROM: u64 = 2_000;

/// The machine's clock, set by the database's. All in milliseconds.
#[derive(Clone)]
pub struct DatabaseClock {
    machine: Clock,
    /// How far the database's clock is ahead of the machine's.
    ahead: Arc<AtomicI64>,
}

impl DatabaseClock {
    /// Asks the database once. Where it has no clock of its own, the machine's is right.
    ///
    /// # Errors
    ///
    /// The database does not answer.
    pub async fn set(machine: Clock, store: &dyn Store) -> Result<Self, store::Error> {
        let clock = Self { machine, ahead: Arc::default() };
        clock.look(store).await?;
        Ok(clock)
    }

    pub fn clock(&self) -> Clock {
        let Self { machine, ahead } = self.clone();
        Arc::new(move || Timestamp::from_millis(machine().as_millis() + ahead.load(Ordering::Relaxed)))
    }

    /// How far the database's clock is ahead, in milliseconds, if that is worth telling.
    pub fn off_by(&self) -> Option<i64> {
        Some(self.ahead.load(Ordering::Relaxed)).filter(|ahead| ahead.unsigned_abs() >= WRONG_FROM)
    }

    /// Looks again and again until `shutdown`.
    pub async fn run(self, store: Arc<dyn Store>, shutdown: CancellationToken) {
        loop {
            tokio::select! {
                () = tokio::time::sleep(LOOK_EVERY) => {}
                () = shutdown.cancelled() => return,
            }
            if let Err(error) = self.look(store.as_ref()).await {
                tracing::warn!(%error, "the database was not asked for the time");
            }
        }
    }

    async fn look(&self, store: &dyn Store) -> Result<(), store::Error> {
        let asked = (self.machine)().as_millis();
        let Some(database) = store.now().await? else { return Ok(()) };
        let took = (self.machine)().as_millis() - asked;
        if !(0..=ANSWER_WITHIN).contains(&took) {
            tracing::debug!(took, "the database took too long to tell the time");
            return Ok(());
        }
        let ahead = database.as_millis() - (asked + took / 2);
        let before = self.ahead.swap(ahead, Ordering::Relaxed);
        if ahead.abs_diff(before) >= WRONG_FROM {
            tracing::warn!(
                ahead_ms = ahead,
                "the database's clock and this machine's differ; times are the database's"
            );
        }
        Ok(())
    }
}

impl std::fmt::Debug for DatabaseClock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DatabaseClock").field("ahead", &self.ahead).finish_non_exhaustive()
    }
}
