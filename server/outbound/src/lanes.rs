//! A lane for each server: so many messages at once, and no more. One that hangs fills its own lane only.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

/// Messages on their way to one server.
const WIDTH: usize = 32;

/// How long a message waits for its lane before it is put back into its queue.
const PATIENCE: Duration = Duration::from_secs(2);

/// Idle lanes are forgotten above this many.
const MANY: usize = 64;

#[derive(Debug, Default)]
pub(crate) struct Lanes(Mutex<HashMap<String, Arc<Semaphore>>>);

impl Lanes {
    /// A place in the lane of a server, given back on drop; none if the lane stays full.
    pub(crate) async fn enter(&self, origin: String) -> Option<OwnedSemaphorePermit> {
        let lane = self.lane(origin);
        timeout(PATIENCE, lane.acquire_owned()).await.ok()?.ok()
    }

    fn lane(&self, origin: String) -> Arc<Semaphore> {
        let mut lanes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if lanes.len() >= MANY {
            lanes.retain(|_, lane| Arc::strong_count(lane) > 1);
        }
        Arc::clone(lanes.entry(origin).or_insert_with(|| Arc::new(Semaphore::new(WIDTH))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_full_lane_leaves_the_others_free() {
        let lanes = Lanes::default();
        let mut held = Vec::new();
        for _ in 0..WIDTH {
            held.push(lanes.enter("https://slow.example".into()).await.unwrap());
        }
        assert!(lanes.enter("https://slow.example".into()).await.is_none());
        assert!(lanes.enter("https://quick.example".into()).await.is_some());
        held.pop();
        assert!(lanes.enter("https://slow.example".into()).await.is_some());
    }

    #[tokio::test]
    async fn idle_lanes_are_forgotten_and_busy_ones_kept() {
        let lanes = Lanes::default();
        let _busy = lanes.enter("https://busy.example".into()).await.unwrap();
        for number in 0..10 * MANY {
            drop(lanes.enter(format!("https://{number}.example")).await.unwrap());
        }
        let kept = lanes.0.lock().unwrap();
        assert!(kept.len() <= MANY && kept.contains_key("https://busy.example"));
    }
}
