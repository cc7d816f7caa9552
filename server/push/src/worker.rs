//! The outbox worker: takes alerts that are due, sends them to every handset of their person, and writes down how it
//! ended.
//!
//! An alert is claimed and finished in transactions of their own, with the network in between and never inside. The
//! claim is a lease that is short enough for a restarted server to go on within ten seconds. Of several programs on one
//! database one sends at a time.
//!
//! What an alert says is only looked at once its claim is kept. So one that makes the program fail, however hard, has been
//! counted by then; after a few times it is set aside, and the others are not held up by it.

use std::{
    collections::HashMap,
    panic::AssertUnwindSafe,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use domain::{Duty, Timestamp};
use futures::{FutureExt, future::join_all};
use ground::{clock::Clock, seal::Seal};
use outbound::pause;
use store::{
    ALONE_AFTER, Alert, AlertKind, Claimed, Lease, Outcome, Store, Subscription, TURN, Turn, Tx, Work,
    if_readable,
};
use tokio::{sync::Notify, time::sleep};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::{
    gone,
    keys::KeyPair,
    message::Message,
    progress::{Next, Progress, Standing},
    send::{Answer, Sender},
};

/// Longer than a message waits for its lane (2 s) and its push service (5 s) together.
const LEASE: Duration = Duration::from_secs(8);

/// How often a worker may fall silent with an alert in hand before it is set aside: twice with others and then alone, each
/// time after its lease. A try too many costs a start of the program, an alert set aside wrongly is one that a person never
/// gets.
const LOST_AT_MOST: u32 = ALONE_AFTER + 2;

/// Alerts taken at once.
const BATCH: u32 = 64;

/// Longest time without a look into the outbox, if nobody wakes us.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// Pause when the database fails, or when what is due is somebody else's.
const SHORT_PAUSE: Duration = Duration::from_millis(500);

/// How the receipt token of an alert is made.
pub type Receipts = Arc<dyn Fn(i64) -> String + Send + Sync>;

/// Who counts how alerts ended.
pub type Ended = Arc<dyn Fn(Outcome) + Send + Sync>;

/// What the worker works with.
#[derive(Clone)]
pub struct Worker {
    pub store: Arc<dyn Store>,
    /// None without a contact: then no alert leaves, and each ends as if its person had no handset.
    pub sender: Option<Arc<Sender>>,
    pub receipts: Receipts,
    pub ended: Ended,
    /// Opens the keys that sign.
    pub seal: Seal,
    pub clock: Clock,
}

impl std::fmt::Debug for Worker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Worker").field("sender", &self.sender).finish_non_exhaustive()
    }
}

/// Works until `shutdown`, then lets messages that are on their way arrive. Looks into the outbox when the next alert is
/// due and whenever `wake` says that there may be one.
pub async fn run(worker: Worker, wake: Arc<Notify>, shutdown: CancellationToken) {
    let desk = Arc::new(Desk {
        worker,
        progress: Mutex::default(),
        lease: Mutex::default(),
        wake: Arc::clone(&wake),
        shutdown: shutdown.clone(),
    });
    let tasks = TaskTracker::new();
    loop {
        let wait = match desk.look(&tasks).await {
            Ok(wait) => wait,
            Err(error) => {
                tracing::warn!(%error, "alerts wait: the outbox cannot be read");
                SHORT_PAUSE
            }
        };
        tokio::select! {
            () = shutdown.cancelled() => break,
            () = wake.notified() => {}
            () = sleep(wait) => {}
        }
    }
    tasks.close();
    tasks.wait().await;
    if let Some(lease) = desk.lease()
        && let Err(error) = desk.worker.store.give_back(lease).await
    {
        tracing::warn!(%error, "another program has to wait before it can send alerts");
    }
}

struct Desk {
    worker: Worker,
    progress: Mutex<Progress>,
    /// The turn to send, as this program had it last.
    lease: Mutex<Option<Lease>>,
    wake: Arc<Notify>,
    shutdown: CancellationToken,
}

type Keys = HashMap<String, KeyPair>;

/// An alert with all that sending it takes.
struct Job {
    sender: Arc<Sender>,
    alert: Alert,
    message: Message,
    subscriptions: Vec<Subscription>,
    keys: Arc<Keys>,
}

/// What is to be done about an alert.
enum Prepared {
    Job(Job),
    /// Nothing: it has ended.
    Over(Alert, Outcome),
    /// Nothing can be: for a reason of our own.
    Unusable(Alert, String),
}

impl Desk {
    /// Starts what is due; answers with how long to wait before looking again.
    async fn look(self: &Arc<Self>, tasks: &TaskTracker) -> store::Result<Duration> {
        let now = (self.worker.clock)();
        let due = self.worker.store.read().await?.next_alert_due().await?;
        let Some(due) = due else { return Ok(LONGEST_PAUSE) };
        if due > now {
            return Ok(due.since(now).min(LONGEST_PAUSE));
        }
        let lease = match self.worker.store.take_turn(Work::Alerts, self.lease(), TURN).await? {
            Turn::Ours(lease) => lease,
            Turn::Theirs(left) => return Ok(left.clamp(SHORT_PAUSE, LONGEST_PAUSE)),
        };
        *self.lease.lock().unwrap_or_else(PoisonError::into_inner) = Some(lease);
        let (claimed, alerts, keys) = self.claim(lease, now).await?;
        for alert in alerts {
            tasks.spawn(Arc::clone(self).work(alert, Arc::clone(&keys)));
        }
        let full = u32::try_from(claimed).is_ok_and(|claimed| claimed >= BATCH);
        Ok(match claimed {
            0 => SHORT_PAUSE,
            _ if full => Duration::ZERO,
            _ => self.until_next(now).await?,
        })
    }

    async fn until_next(&self, now: Timestamp) -> store::Result<Duration> {
        let due = self.worker.store.read().await?.next_alert_due().await?;
        Ok(due.map_or(LONGEST_PAUSE, |due| due.since(now).clamp(SHORT_PAUSE, LONGEST_PAUSE)))
    }

    /// Takes alerts out of the outbox: how many there were, those to be sent, and what signs them.
    async fn claim(&self, lease: Lease, now: Timestamp) -> store::Result<(usize, Vec<Alert>, Arc<Keys>)> {
        self.progress().forget_expired(now);
        let mut tx = self.worker.store.write().await?;
        tx.confirm(lease).await?;
        let Claimed { mut alerts, expired } = tx.claim_alerts(now, LEASE, BATCH).await?;
        let claimed = alerts.len();
        let keys = Arc::new(self.open_keys(tx.as_mut()).await?);
        let poison: Vec<Alert> = alerts.extract_if(.., |alert| alert.lost > LOST_AT_MOST).collect();
        for alert in &poison {
            let why = format!("whoever had it in hand fell silent {} times", alert.lost);
            tx.set_alert_aside(alert.id, &why, now).await?;
        }
        tx.commit().await?;
        for alert in &poison {
            tracing::error!(alert = alert.id, lost = alert.lost, "an alert is set aside");
            (self.worker.ended)(Outcome::Refused);
        }
        (0..expired).for_each(|_| (self.worker.ended)(Outcome::Expired));
        alerts.retain(|alert| self.progress().begin(alert.id));
        Ok((claimed, alerts, keys))
    }

    /// By their public halves. One that cannot be opened is left out: what it would sign is refused.
    async fn open_keys(&self, tx: &mut dyn Tx) -> store::Result<Keys> {
        let kept = tx.list_vapid_keys().await?;
        let opened = kept.into_iter().filter_map(|key| match KeyPair::open(&key, &self.worker.seal) {
            Ok(pair) => Some((pair.public.clone(), pair)),
            Err(error) => {
                tracing::error!(key = key.public, %error, "a key that signs alerts cannot be opened");
                None
            }
        });
        Ok(opened.collect())
    }

    /// Sends an alert and writes down what became of it. If that fails, the lease runs out and the alert comes again.
    async fn work(self: Arc<Self>, alert: Alert, keys: Arc<Keys>) {
        let (id, lost) = (alert.id, alert.lost);
        match AssertUnwindSafe(self.send(alert, keys)).catch_unwind().await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => {
                tracing::warn!(%error, alert = id, "what became of an alert cannot be written down yet");
                self.progress().leave(id);
            }
            Err(_) => {
                tracing::error!(alert = id, "sending an alert failed: a fault of the program");
                self.progress().leave(id);
            }
        }
        if lost >= ALONE_AFTER {
            // The next of its kind has been waiting for this one.
            self.wake.notify_one();
        }
    }

    async fn send(&self, alert: Alert, keys: Arc<Keys>) -> store::Result<()> {
        let id = alert.id;
        match self.prepare(alert, keys).await? {
            Prepared::Job(job) => self.deliver_to_all(&job).await,
            Prepared::Over(alert, outcome) => {
                let mut tx = self.worker.store.write().await?;
                tx.finish_alert(id, outcome, (self.worker.clock)()).await?;
                tx.commit().await?;
                self.finished(&alert, outcome);
                Ok(())
            }
            Prepared::Unusable(alert, why) => {
                tracing::error!(alert = id, why, "an alert is set aside");
                let mut tx = self.worker.store.write().await?;
                tx.set_alert_aside(id, &why, (self.worker.clock)()).await?;
                tx.commit().await?;
                self.finished(&alert, Outcome::Refused);
                Ok(())
            }
        }
    }

    async fn prepare(&self, alert: Alert, keys: Arc<Keys>) -> store::Result<Prepared> {
        let mut tx = self.worker.store.read().await?;
        if is_overtaken(tx.as_mut(), &alert).await? {
            return Ok(Prepared::Over(alert, Outcome::Expired));
        }
        if is_off_shift(tx.as_mut(), &alert).await? {
            return Ok(Prepared::Over(alert, Outcome::OffShift));
        }
        let subscriptions = tx.list_subscriptions(alert.person).await?;
        let sender = match &self.worker.sender {
            Some(sender) if !subscriptions.is_empty() => Arc::clone(sender),
            _ => return Ok(Prepared::Over(alert, Outcome::NoSubscription)),
        };
        let ticket = match alert.ticket {
            Some(id) => if_readable(tx.lookup_ticket(id).await)?,
            None => None,
        };
        let receipt = (self.worker.receipts)(alert.id);
        let code = ticket.as_ref().map(|ticket| &ticket.code);
        Ok(match Message::new(&alert, code, &receipt, sender.public_url()) {
            Ok(message) => Prepared::Job(Job { sender, alert, message, subscriptions, keys }),
            Err(error) => Prepared::Unusable(alert, format!("it cannot be written down: {error}")),
        })
    }

    /// Sends to all handsets at the same time and records how it went.
    async fn deliver_to_all(&self, job: &Job) -> store::Result<()> {
        let id = job.alert.id;
        let mut progress = self.progress().of(id);
        progress
            .leave_out_missing(job.subscriptions.iter().map(|subscription| subscription.endpoint.as_str()));
        let now = (self.worker.clock)();
        let due =
            job.subscriptions.iter().filter(|subscription| progress.is_due(&subscription.endpoint, now));
        let answers =
            join_all(due.map(async |subscription| (subscription, self.deliver(job, subscription).await)))
                .await;

        let now = (self.worker.clock)();
        for (subscription, answer) in &answers {
            tracing::debug!(alert = id, attempt = job.alert.attempts, ?answer, "alert");
            let asked_for = if let Answer::Later { after, .. } = answer { *after } else { None };
            let retry_at = now + pause(asked_for, job.alert.attempts, id);
            progress.note(&subscription.endpoint, Standing::after(answer, retry_at), job.alert.expires_at);
        }
        let next = progress.next(job.alert.expires_at);
        let recorded = self.record(&job.alert, &answers, next, now).await;
        match next {
            Next::Finish(outcome) if recorded.is_ok() => self.finished(&job.alert, outcome),
            _ => {
                // What was learned is not asked twice.
                self.progress().pause(id, progress);
                // The loop sleeps until the lease would have run out; the alert may be due before.
                self.wake.notify_one();
            }
        }
        recorded
    }

    fn finished(&self, alert: &Alert, outcome: Outcome) {
        self.progress().finish(alert.id);
        (self.worker.ended)(outcome);
    }

    async fn deliver(&self, job: &Job, subscription: &Subscription) -> Answer {
        let sender = &job.sender;
        let endpoint = match sender.endpoint(subscription) {
            Ok(endpoint) => endpoint,
            Err(answer) => return answer,
        };
        let Some(key) = job.keys.get(&subscription.vapid_key) else {
            return Answer::Refused("the key that the subscription was made with cannot be used".to_owned());
        };
        let entered = tokio::select! {
            place = sender.enter_lane(&endpoint) => place,
            () = self.shutdown.cancelled() => None,
        };
        let Some(_place) = entered else {
            return Answer::Later { after: None, why: "too many messages to this push service".to_owned() };
        };
        sender.send(&endpoint, subscription, key, &job.message, (self.worker.clock)()).await
    }

    /// Writes down, in one transaction, what the answers mean for the handsets and for the alert.
    async fn record(
        &self,
        alert: &Alert,
        answers: &[(&Subscription, Answer)],
        next: Next,
        now: Timestamp,
    ) -> store::Result<()> {
        let mut tx = self.worker.store.write().await?;
        for (subscription, answer) in answers {
            match answer {
                Answer::Gone => {
                    gone::forget(tx.as_mut(), alert.person, &subscription.endpoint, now).await?;
                }
                Answer::Refused(_) => tx.mark_subscription_refused(&subscription.endpoint, now).await?,
                Answer::Accepted if subscription.refused_at.is_some() => {
                    let is_kept = tx.list_subscriptions(alert.person).await?.contains(subscription);
                    if is_kept {
                        let trusted = Subscription { refused_at: None, ..(*subscription).clone() };
                        tx.put_subscription(&trusted).await?;
                    }
                }
                _ => {}
            }
        }
        match next {
            Next::Finish(outcome) => tx.finish_alert(alert.id, outcome, now).await?,
            Next::RetryAt(due_at) => tx.retry_alert(alert.id, due_at).await?,
        }
        tx.commit().await
    }

    fn lease(&self) -> Option<Lease> {
        *self.lease.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn progress(&self) -> std::sync::MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Nobody is alerted at home. A test is asked for by the person themselves.
async fn is_off_shift(tx: &mut dyn Tx, alert: &Alert) -> store::Result<bool> {
    let responder = if_readable(tx.lookup_responder(alert.person).await)?;
    Ok(alert.kind != AlertKind::Test && responder.is_some_and(|person| person.duty == Duty::OffShift))
}

/// An offer that has ended must not arrive after the news that it was taken, nor the news of an offer's end after the next
/// offer: of what a person is told about a ticket, a handset shows the last.
async fn is_overtaken(tx: &mut dyn Tx, alert: &Alert) -> store::Result<bool> {
    if alert.kind == AlertKind::Offer {
        let Some(offer) = alert.offer else { return Ok(false) };
        let offer = if_readable(tx.lookup_offer(offer).await)?;
        return Ok(offer.is_some_and(|offer| offer.outcome.is_some()));
    }
    let Some(ticket) = alert.ticket else { return Ok(false) };
    let about_it = tx.list_alerts_of(ticket).await?;
    Ok(about_it.iter().any(|later| later.person == alert.person && later.id > alert.id))
}
