//! The worker: takes what is due out of a queue, sends it to every destination, and writes down how it ended.
//!
//! A row is claimed and finished in transactions of their own, with the network in between and never inside. The claim is a
//! lease that is short enough for a restarted server to go on within ten seconds. Of several programs on one database one
//! sends at a time.
//!
//! What a row says is only looked at once its claim is kept. So one that makes the program fail, however hard, has been
//! counted by then; after a few times it is set aside, and the others are not held up by it.

use std::{
    fmt,
    panic::AssertUnwindSafe,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use domain::Timestamp;
use futures::{FutureExt, future::join_all};
use ground::clock::Clock;
use store::{ALONE_AFTER, Claimed, Lease, Result, Store, TURN, Turn};
use tokio::{sync::Notify, time::sleep};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    Answer, Ending, Prepared, Queue,
    lanes::Lanes,
    progress::{Next, Progress, Standing},
    retry::pause,
};

/// Longer than a letter waits for its lane (2 s) and its server ([`crate::WITHIN`]) together.
const LEASE: Duration = Duration::from_secs(8);

/// How often a worker may fall silent with a row in hand before it is set aside: twice with others and then alone, each time
/// after its lease. A try too many costs a start of the program, a row set aside wrongly is a message that nobody gets.
const LOST_AT_MOST: u32 = ALONE_AFTER + 2;

/// Rows taken at once.
const BATCH: u32 = 64;

/// Longest time without a look into the queue, if nobody wakes us.
const LONGEST_SLEEP: Duration = Duration::from_secs(5);

/// Pause when the database fails, or when what is due is somebody else's.
const SHORT_SLEEP: Duration = Duration::from_millis(500);

/// Empties one queue.
pub struct Worker<Q> {
    queue: Q,
    store: Arc<dyn Store>,
    clock: Clock,
    wake: Arc<Notify>,
    shutdown: CancellationToken,
    lanes: Lanes,
    progress: Mutex<Progress>,
    /// The turn to send, as this program had it last.
    lease: Mutex<Option<Lease>>,
}

impl<Q: Queue> Worker<Q> {
    /// `wake` says that there may be something to send.
    pub fn new(
        queue: Q,
        store: Arc<dyn Store>,
        clock: Clock,
        wake: Arc<Notify>,
        shutdown: CancellationToken,
    ) -> Self {
        Self {
            queue,
            store,
            clock,
            wake,
            shutdown,
            lanes: Lanes::default(),
            progress: Mutex::default(),
            lease: Mutex::default(),
        }
    }

    /// Works until it is to shut down, then lets what is on its way arrive, and others have the turn. Looks into the queue when
    /// the next row is due and whenever it is woken.
    pub async fn run(self) {
        let worker = Arc::new(self);
        let tasks = TaskTracker::new();
        loop {
            let wait = match worker.look(&tasks).await {
                Ok(wait) => wait,
                Err(error) => {
                    tracing::warn!(%error, queue = Q::NAME, "nothing is sent: the queue cannot be read");
                    SHORT_SLEEP
                }
            };
            tokio::select! {
                () = worker.shutdown.cancelled() => break,
                () = worker.wake.notified() => {}
                () = sleep(wait) => {}
            }
        }
        tasks.close();
        tasks.wait().await;
        if let Some(lease) = worker.lease()
            && let Err(error) = worker.store.give_back(lease).await
        {
            tracing::warn!(%error, queue = Q::NAME, "another program has to wait before it can send");
        }
    }

    /// Starts what is due; answers with how long to wait before looking again.
    async fn look(self: &Arc<Self>, tasks: &TaskTracker) -> Result<Duration> {
        let now = self.now();
        let Some(due) = self.next_due().await? else { return Ok(LONGEST_SLEEP) };
        if due > now {
            return Ok(due.since(now).min(LONGEST_SLEEP));
        }
        let lease = match self.store.take_turn(Q::WORK, self.lease(), TURN).await? {
            Turn::Ours(lease) => lease,
            Turn::Theirs(left) => return Ok(left.clamp(SHORT_SLEEP, LONGEST_SLEEP)),
        };
        *self.lease.lock().unwrap_or_else(PoisonError::into_inner) = Some(lease);
        let (claimed, items) = self.claim(lease, now).await?;
        for item in items {
            tasks.spawn(Arc::clone(self).work(item));
        }
        let is_full = u32::try_from(claimed).is_ok_and(|claimed| claimed >= BATCH);
        Ok(match claimed {
            0 => SHORT_SLEEP,
            _ if is_full => Duration::ZERO,
            _ => {
                let due = self.next_due().await?;
                due.map_or(LONGEST_SLEEP, |due| due.since(now).clamp(SHORT_SLEEP, LONGEST_SLEEP))
            }
        })
    }

    async fn next_due(&self) -> Result<Option<Timestamp>> {
        self.queue.next_due(self.store.read().await?.as_mut()).await
    }

    /// Takes rows out of the queue: how many there were, and those to be sent.
    async fn claim(&self, lease: Lease, now: Timestamp) -> Result<(usize, Vec<Q::Item>)> {
        self.progress().forget_expired(now);
        let mut tx = self.store.write().await?;
        tx.confirm(lease).await?;
        let Claimed { mut taken, expired } = self.queue.claim(tx.as_mut(), now, LEASE, BATCH).await?;
        let claimed = taken.len();
        let poison: Vec<_> = taken
            .extract_if(.., |item| Q::claim_of(item).lost > LOST_AT_MOST)
            .map(|item| Q::claim_of(&item))
            .collect();
        for claim in &poison {
            let why = format!("whoever had it in hand fell silent {} times", claim.lost);
            self.queue.set_aside(tx.as_mut(), claim.id, &why, now).await?;
        }
        tx.commit().await?;
        for claim in &poison {
            tracing::error!(queue = Q::NAME, id = claim.id, lost = claim.lost, "a message is set aside");
            self.queue.ended(Q::outcome(Ending::Refused));
        }
        (0..expired).for_each(|_| self.queue.ended(Q::outcome(Ending::Expired)));
        taken.retain(|item| self.progress().begin(Q::claim_of(item).id));
        Ok((claimed, taken))
    }

    /// Sends a row and writes down what became of it. If that fails, the lease runs out and the row comes again.
    async fn work(self: Arc<Self>, item: Q::Item) {
        let (queue, id) = (Q::NAME, Q::claim_of(&item).id);
        match AssertUnwindSafe(self.send(&item)).catch_unwind().await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => {
                tracing::warn!(%error, queue, id, "what became of a message cannot be written down yet");
                self.progress().leave(id);
            }
            Err(_) => {
                tracing::error!(queue, id, "sending a message failed: a fault of the program");
                self.progress().leave(id);
            }
        }
        if Q::claim_of(&item).lost >= ALONE_AFTER {
            // The next of its kind has been waiting for this one.
            self.wake.notify_one();
        }
    }

    async fn send(&self, item: &Q::Item) -> Result<()> {
        let id = Q::claim_of(item).id;
        let prepared = self.queue.prepare(self.store.read().await?.as_mut(), item, self.now()).await?;
        let (outcome, aside) = match prepared {
            Prepared::Letters(letters) => return self.send_all(item, &letters).await,
            Prepared::Over(outcome) => (outcome, None),
            Prepared::Unusable(why) => (Q::outcome(Ending::Refused), Some(why)),
        };
        let mut tx = self.store.write().await?;
        if let Some(why) = &aside {
            tracing::error!(queue = Q::NAME, id, why, "a message is set aside");
            self.queue.set_aside(tx.as_mut(), id, why, self.now()).await?;
        } else {
            self.queue.finish(tx.as_mut(), id, outcome, self.now()).await?;
        }
        tx.commit().await?;
        self.finished(id, outcome);
        Ok(())
    }

    /// Sends to all destinations at the same time and records how it went.
    async fn send_all(&self, item: &Q::Item, letters: &[Q::Letter]) -> Result<()> {
        let claim = Q::claim_of(item);
        let mut progress = self.progress().of(claim.id);
        progress.leave_out_missing(letters.iter().map(Q::destination));
        let now = self.now();
        let due = letters.iter().filter(|letter| progress.is_due(Q::destination(letter), now));
        let answers = join_all(due.map(async |letter| (letter, self.send_one(letter).await))).await;

        let now = self.now();
        for (letter, answer) in &answers {
            tracing::debug!(queue = Q::NAME, id = claim.id, attempt = claim.attempts, ?answer, "answered");
            let asked_for = if let Answer::Later { after, .. } = answer { *after } else { None };
            let retry_at = now + pause(asked_for, claim.attempts, claim.id, Q::LONGEST_PAUSE);
            progress.note(Q::destination(letter), Standing::after(answer, retry_at), claim.expires_at);
        }
        let next = progress.next(claim.expires_at);
        let recorded = self.record(item, &answers, next, now).await;
        match next {
            Next::Finish(ending) if recorded.is_ok() => self.finished(claim.id, Q::outcome(ending)),
            _ => {
                // What was learned is not asked twice.
                self.progress().pause(claim.id, progress);
                // The loop sleeps until the lease would have run out; the row may be due before.
                self.wake.notify_one();
            }
        }
        recorded
    }

    async fn send_one(&self, letter: &Q::Letter) -> Answer {
        let lane = match Q::lane(letter) {
            Ok(lane) => lane,
            Err(answer) => return answer,
        };
        let entered = tokio::select! {
            place = self.lanes.enter(lane) => place,
            () = self.shutdown.cancelled() => None,
        };
        match entered {
            Some(_place) => self.queue.send(letter, self.now()).await,
            None => Answer::Later { after: None, why: "too many messages to this server".to_owned() },
        }
    }

    /// Writes down, in one transaction, what the answers mean for the destinations and for the row.
    async fn record(
        &self,
        item: &Q::Item,
        answers: &[(&Q::Letter, Answer)],
        next: Next,
        now: Timestamp,
    ) -> Result<()> {
        let id = Q::claim_of(item).id;
        let mut tx = self.store.write().await?;
        self.queue.learn(tx.as_mut(), item, answers, now).await?;
        match next {
            Next::Finish(ending) => self.queue.finish(tx.as_mut(), id, Q::outcome(ending), now).await?,
            Next::RetryAt(due_at) => self.queue.retry(tx.as_mut(), id, due_at).await?,
        }
        tx.commit().await
    }

    fn finished(&self, id: i64, outcome: Q::Outcome) {
        self.progress().finish(id);
        self.queue.ended(outcome);
    }

    fn now(&self) -> Timestamp {
        (self.clock)()
    }

    fn lease(&self) -> Option<Lease> {
        *self.lease.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn progress(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<Q> fmt::Debug for Worker<Q> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Worker").field("store", &self.store).finish_non_exhaustive()
    }
}
