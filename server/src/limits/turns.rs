//! How many pages one client has made at the same time.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use domain::{DeviceId, PersonId};
use ground::links;
use store::Hash;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::TooMany;
use crate::networks::Network;

/// Whose requests wait for one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Lane {
    Person(PersonId),
    Device(DeviceId),
    Link(Hash),
    /// A whole ward may sit behind one.
    Address(Network),
}

/// Nobody waits longer for a page.
const PATIENCE: Duration = Duration::from_secs(20);
const KEPT: usize = 10_000;

#[derive(Debug, Default)]
pub(crate) struct Turns(Mutex<HashMap<Lane, Arc<Semaphore>>>);

impl Lane {
    pub(crate) fn link(token: &str) -> Self {
        Self::Link(links::hash(token))
    }

    pub(crate) fn address(address: IpAddr) -> Self {
        Self::Address(Network::around(address))
    }

    /// How many at once, and how many who have a turn or wait for one.
    const fn size(self) -> (usize, usize) {
        match self {
            Self::Person(_) | Self::Device(_) | Self::Link(_) => (2, 1_000),
            Self::Address(_) => (4, 4_000),
        }
    }
}

impl Turns {
    /// # Errors
    /// [`TooMany`] if the queue is too long.
    pub(crate) async fn take(&self, lane: Lane) -> Result<OwnedSemaphorePermit, TooMany> {
        let (width, queue) = lane.size();
        let turns = {
            let mut lanes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if lanes.len() > KEPT {
                lanes.retain(|_, turns| Arc::strong_count(turns) > 1);
            }
            Arc::clone(lanes.entry(lane).or_insert_with(|| Arc::new(Semaphore::new(width))))
        };
        let full = TooMany { after: Duration::from_secs(2) };
        // One of them is the map's.
        if Arc::strong_count(&turns) > queue + 1 {
            return Err(full);
        }
        match tokio::time::timeout(PATIENCE, turns.acquire_owned()).await {
            Ok(Ok(turn)) => Ok(turn),
            Ok(Err(_)) | Err(_) => Err(full),
        }
    }
}

#[cfg(test)]
mod tests {
    use futures::{FutureExt, future::join_all};

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn who_asks_for_much_waits_for_their_own_and_nobody_else_does() {
        let turns = Turns::default();
        let (greedy, other) = (Lane::link("greedy"), Lane::link("other"));
        let first = turns.take(greedy).await.unwrap();
        let _second = turns.take(greedy).await.unwrap();
        assert!(turns.take(greedy).now_or_never().is_none());
        assert!(turns.take(other).now_or_never().is_some());
        drop(first);
        assert!(turns.take(greedy).await.is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn a_queue_has_an_end() {
        let turns = Turns::default();
        let held = join_all((0..2).map(|_| turns.take(Lane::link("greedy")))).await;
        let waiting = join_all((0..500).map(|_| turns.take(Lane::link("greedy")))).await;
        assert!(waiting.iter().all(Result::is_err));
        drop(held);
        assert!(turns.take(Lane::link("greedy")).await.is_ok());
    }
}
