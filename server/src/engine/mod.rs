//! The loop that dispatches: look, decide, write; then sleep until somebody does something or a deadline comes.
//!
//! Deadlines live in the database, so a restart forgets nothing. The decision is `dispatch::plan`, a pure function; this
//! module only carries its answers out, each through the same transition as everything else. A ticket that changed
//! between looking and writing is left alone: the change has already asked for the next round. Of several programs on
//! one database one dispatches at a time, under a lease; what it decided is written only while it still has that.

mod apply;
mod record;

use std::{sync::Arc, time::Duration};

use domain::Timestamp;
pub use record::{Replay, replay};
use store::{Lease, TURN, Turn, Work};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use self::apply::{Memory, apply};
use crate::{canary, core::Core, kept::Kept, observed::Observed};

/// Looks even if nobody called: a hint can be missed, a query cannot.
const LOOK_AT_LEAST_EVERY: Duration = Duration::from_secs(5);
/// Rounds in a row before the loop yields to others; more than two mean that people act while it plans.
const ROUNDS: usize = 4;

/// Runs until `shutdown`.
pub(crate) async fn run(core: Core, kept: Arc<Kept>, observed: Arc<Observed>, shutdown: CancellationToken) {
    let dispatcher = Dispatcher { core, kept, observed };
    let (core, observed) = (&dispatcher.core, &dispatcher.observed);
    let mut memory = Memories::default();
    let mut lease = None;
    loop {
        let wait = match dispatcher.take_turn(&mut lease, &mut memory).await {
            Ok(wait) => {
                observed.pulse.beat();
                observed.metrics.dispatches(lease.is_some());
                wait
            }
            Err(store::Error::LeaseLost) => Duration::ZERO,
            Err(error) => {
                tracing::error!(%error, "dispatch could not plan; trying again in a second");
                Duration::from_secs(1)
            }
        };
        tokio::select! {
            () = core.wake.engine.notified() => {}
            () = tokio::time::sleep(wait) => {}
            () = shutdown.cancelled() => break,
        }
    }
    if let Some(lease) = lease
        && let Err(error) = core.store.give_back(lease).await
    {
        tracing::warn!(%error, "another program has to wait before it can dispatch");
    }
}

struct Dispatcher {
    core: Core,
    kept: Arc<Kept>,
    observed: Arc<Observed>,
}

impl Dispatcher {
    /// Dispatches if it is this program's turn; answers with how long to wait before looking again.
    async fn take_turn(
        &self,
        lease: &mut Option<Lease>,
        memory: &mut Memories,
    ) -> Result<Duration, store::Error> {
        match self.core.store.take_turn(Work::Dispatch, *lease, TURN).await? {
            Turn::Ours(ours) => {
                *lease = Some(ours);
                let look_again_at = self.settle(ours, memory).await?;
                let wait = look_again_at.map_or(LOOK_AT_LEAST_EVERY, |at| at.since(self.core.now()));
                Ok(wait.min(LOOK_AT_LEAST_EVERY))
            }
            Turn::Theirs(left) => {
                *lease = None;
                // What the other tells meanwhile is not known here.
                *memory = Memories::default();
                self.core.refresh(self.core.store.read().await?.as_mut()).await?;
                Ok(left.min(LOOK_AT_LEAST_EVERY))
            }
        }
    }

    /// Plans and applies until there is nothing left to decide; answers with when the next plan is due.
    async fn settle(&self, lease: Lease, memory: &mut Memories) -> Result<Option<Timestamp>, store::Error> {
        for _ in 0..ROUNDS {
            let now = self.core.now();
            let (hospital, held) = self.kept.look(&self.core, now).await?;
            // The hospital does not wait for it.
            let canary = canary::look(&self.core).await.unwrap_or_else(|error| {
                tracing::warn!(%error, "the test request is not planned for");
                None
            });
            let views = [(Some(hospital), &mut memory.hospital), (canary, &mut memory.canary)];
            let (mut changed, mut look_again_at) = (false, None::<Timestamp>);
            for (mut snapshot, memory) in views.into_iter().filter_map(|(view, memory)| Some((view?, memory)))
            {
                memory.leave_out_stuck(&mut snapshot, now);
                let began = Instant::now();
                let plan = dispatch::plan(&snapshot, &held.policy, now);
                self.observed.metrics.planned(began.elapsed());
                look_again_at = look_again_at.into_iter().chain(plan.look_again_at).min();
                changed |= apply(&self.core, lease, &snapshot, &held, plan, memory, now).await?;
            }
            if !changed {
                return Ok(look_again_at);
            }
        }
        Ok(Some(self.core.now()))
    }
}

/// What is remembered of the hospital, and of the canary, which is planned by itself.
struct Memories {
    hospital: Memory,
    canary: Memory,
}

impl Default for Memories {
    fn default() -> Self {
        Self { hospital: Memory::recorded(), canary: Memory::unrecorded() }
    }
}
