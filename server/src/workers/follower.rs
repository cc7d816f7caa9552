//! Takes a follower of the event log on, behind those who write: one program at a time, in small slices with pauses as long,
//! and at most once a second unless somebody waits for what it makes.

use std::{sync::Arc, time::Duration};

use store::{Error, Followed, Follower, Lease, SLICE, Store, TURN, Turn, Work, follow};
use tokio::{
    sync::Notify,
    time::{Instant, sleep},
};
use tokio_util::sync::CancellationToken;

/// What comes within this time of a change goes with it.
const GATHER: Duration = Duration::from_secs(1);
/// Looks even if nobody called: a hint can be missed, a query cannot.
const LOOK_AT_LEAST_EVERY: Duration = Duration::from_secs(5);
/// The lease is renewed at least so often while it catches up.
const RENEW_EVERY: Duration = Duration::from_secs(2);
/// Before trying again what failed.
const AFTER_FAILURE: Duration = Duration::from_secs(1);
/// How long somebody waits for figures to be up to date: longer than another program gathers.
const PATIENCE: Duration = Duration::from_secs(3);
const ASK_EVERY: Duration = Duration::from_millis(20);

/// Hints for followers.
#[derive(Debug, Default)]
pub struct Hints {
    /// The log may have grown.
    pub log: Notify,
    /// Somebody waits for what followers make.
    wanted: Notify,
}

/// Runs until `shutdown`.
pub(crate) async fn run<F: Follower>(
    follower: F,
    store: Arc<dyn Store>,
    hints: Arc<Hints>,
    shutdown: CancellationToken,
) {
    let mut lease = None;
    loop {
        let turn = tokio::select! {
            turn = take_turn(&follower, store.as_ref(), &mut lease) => turn,
            () = shutdown.cancelled() => break,
        };
        let wait = match turn {
            Ok(wait) => wait,
            // Another program goes on from there.
            Err(Error::LeaseLost | Error::Stale) => AFTER_FAILURE,
            Err(error) => {
                let name = follower.name();
                tracing::error!(%error, name, "a follower of the log does not get on; trying again in a second");
                AFTER_FAILURE
            }
        };
        let gathered = async {
            hints.log.notified().await;
            sleep(GATHER).await;
        };
        tokio::select! {
            () = hints.wanted.notified() => {}
            () = gathered => {}
            () = sleep(wait) => {}
            () = shutdown.cancelled() => break,
        }
    }
    give_back(store.as_ref(), &mut lease).await;
}

/// Follows for a while if it is this program's turn; answers with how long to wait before looking again.
async fn take_turn<F: Follower>(
    follower: &F,
    store: &dyn Store,
    lease: &mut Option<Lease>,
) -> store::Result<Duration> {
    match store.take_turn(Work::Followers, *lease, TURN).await? {
        Turn::Ours(ours) => *lease = Some(ours),
        Turn::Theirs(left) => {
            *lease = None;
            return Ok(left.min(LOOK_AT_LEAST_EVERY));
        }
    }
    let began = Instant::now();
    while began.elapsed() < RENEW_EVERY {
        let slice = Instant::now();
        match follow(store, follower, *lease, SLICE).await? {
            Followed::On => sleep(slice.elapsed()).await,
            Followed::Head => return Ok(LOOK_AT_LEAST_EVERY),
            Followed::Newer => {
                give_back(store, lease).await;
                return Ok(LOOK_AT_LEAST_EVERY);
            }
        }
    }
    Ok(Duration::ZERO)
}

async fn give_back(store: &dyn Store, lease: &mut Option<Lease>) {
    if let Some(lease) = lease.take()
        && let Err(error) = store.give_back(lease).await
    {
        tracing::warn!(%error, "another program has to wait before it can follow the log");
    }
}

/// Waits until a follower has everything that is in the log by now; false if that takes too long.
pub(crate) async fn is_up_to_date<F: Follower>(
    follower: &F,
    store: &dyn Store,
    hints: &Hints,
) -> store::Result<bool> {
    let wanted = store.read().await?.latest_sequence().await?;
    hints.wanted.notify_one();
    let began = Instant::now();
    loop {
        let cursor = store.read().await?.lookup_cursor(follower.name()).await?;
        if cursor.is_some_and(|cursor| cursor.sequence >= wanted) {
            return Ok(true);
        }
        if began.elapsed() >= PATIENCE {
            return Ok(false);
        }
        sleep(ASK_EVERY).await;
    }
}
