//! The second channel: what happens when an alert does not arrive.
//!
//! An offer of which nothing shows that it reached its person (no receipt of the handset, no page of theirs that showed it)
//! within `not_reached_after_seconds` of the policy counts as not reached. The board says so at once, and the trust's own
//! gateway (bleep, SMS) is asked to call that person while the offer lives. The same gateway calls the command centre when
//! a ladder says that it is to be told. What is to be called is an outbox, as with alerts: nothing is awaited from the
//! network inside a transaction.

mod gateway;
mod message;

use std::{sync::Arc, time::Duration};

use domain::{Logged, Timestamp, ticket::Actor};
use outbound::pause;
use store::{Call, CallFor, CallOutcome, NewCall, NewEvent, Subject, Tx, if_readable};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

pub(crate) use self::gateway::Gateway;
use self::{gateway::Answer, message::Message};
use crate::core::Core;

/// Longer than a gateway may take to answer.
const LEASE: Duration = Duration::from_secs(8);
/// Calls taken at once.
const BATCH: u32 = 32;
/// Longest time without a look, if nobody wakes us.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);
/// Pause when the database fails, or when what is due is in another program's hands.
const SHORT_PAUSE: Duration = Duration::from_millis(500);

/// Works until `shutdown`, then lets calls that are on their way arrive. Without a gateway it only says who was not
/// reached.
pub(crate) async fn run(core: Core, gateway: Option<Gateway>, shutdown: CancellationToken) {
    let desk = Arc::new(Desk { core, gateway });
    let tasks = TaskTracker::new();
    loop {
        let wait = match desk.look(&tasks).await {
            Ok(wait) => wait,
            Err(error) => {
                tracing::warn!(%error, "nobody looks who was not reached: the database cannot be read");
                SHORT_PAUSE
            }
        };
        tokio::select! {
            () = shutdown.cancelled() => break,
            () = desk.core.wake.second_channel.notified() => {}
            () = tokio::time::sleep(wait) => {}
        }
    }
    tasks.close();
    tasks.wait().await;
}

struct Desk {
    core: Core,
    gateway: Option<Gateway>,
}

impl Desk {
    /// Starts what is due; answers with how long to wait before looking again.
    async fn look(self: &Arc<Self>, tasks: &TaskTracker) -> store::Result<Duration> {
        self.notice_unreached().await?;
        for (call, message) in self.claim().await? {
            let desk = Arc::clone(self);
            tasks.spawn(async move { desk.make(&call, &message).await });
        }
        let (now, mut read) = (self.core.now(), self.core.store.read().await?);
        let late = read.next_unconfirmed_offer(now).await?.map(|made_at| made_at + self.patience());
        let due = [late, read.next_call_due().await?].into_iter().flatten().min();
        Ok(due.map_or(LONGEST_PAUSE, |due| due.since(now).clamp(SHORT_PAUSE, LONGEST_PAUSE)))
    }

    fn patience(&self) -> Duration {
        Duration::from_secs(self.core.policy().not_reached_after_seconds.into())
    }

    /// Marks the offers of which nothing has been heard for too long, and has their people called.
    async fn notice_unreached(&self) -> store::Result<()> {
        let now = self.core.now();
        // The patience before now; no offer was made before 1970.
        let patience = i64::try_from(self.patience().as_millis()).unwrap_or(i64::MAX);
        let made_by = Timestamp::from_millis(now.as_millis().saturating_sub(patience));
        let unconfirmed = self.core.store.read().await?.list_unconfirmed_offers(now, made_by).await?;
        for alert in unconfirmed.iter().map(|alert| alert.id) {
            match self.notice(alert, now, made_by).await {
                Err(error) if error.is_of_some_row() => {
                    tracing::warn!(%error, alert, "that somebody was not reached cannot be written down");
                }
                noticed => noticed?,
            }
        }
        if !unconfirmed.is_empty() {
            self.core.wake.live.notify_one();
        }
        Ok(())
    }

    /// In a transaction of its own, so that one that cannot be written holds up no other. Whoever comes first notices.
    async fn notice(&self, alert: i64, now: Timestamp, made_by: Timestamp) -> store::Result<()> {
        let mut tx = self.core.write().await?;
        let unconfirmed = tx.list_unconfirmed_offers(now, made_by).await?;
        let Some(alert) = unconfirmed.into_iter().find(|one| one.id == alert) else { return Ok(()) };
        tx.mark_alert_unreached(alert.id, now).await?;
        if let Some(ticket) = alert.ticket.filter(|ticket| !ticket.is_canary()) {
            let what = Logged::NotReached { person: alert.person };
            let event = NewEvent::new(Subject::Ticket(ticket), Actor::Engine, now, what);
            tx.append_event(&event).await?;
            let whom = CallFor::Responder(alert.person);
            tx.add_call(&NewCall { whom, ticket, made_at: now, expires_at: alert.expires_at }).await?;
        }
        tx.commit_quietly().await
    }

    /// Takes calls out of the outbox. Those that need none, or cannot be made, are finished at once.
    async fn claim(&self) -> store::Result<Vec<(Call, Message)>> {
        let now = self.core.now();
        let due = self.core.store.read().await?.next_call_due().await?;
        if due.is_none_or(|due| due > now) {
            return Ok(Vec::new());
        }
        let mut tx = self.core.write().await?;
        let mut claimed = Vec::new();
        for call in tx.claim_calls(now, LEASE, BATCH).await? {
            match self.prepare(tx.as_mut(), &call).await? {
                Ok(message) => claimed.push((call, message)),
                Err(outcome) => tx.finish_call(call.id, outcome, now).await?,
            }
        }
        tx.commit_quietly().await?;
        Ok(claimed)
    }

    /// What to say; or why there is nothing to be said, or nobody to say it to.
    async fn prepare(&self, tx: &mut dyn Tx, call: &Call) -> store::Result<Result<Message, CallOutcome>> {
        let Some(ticket) = if_readable(tx.lookup_ticket(call.ticket).await)? else {
            return Ok(Err(CallOutcome::Expired));
        };
        let (is_wanted, number) = match call.whom {
            CallFor::Responder(person) => (
                ticket.offers.iter().any(|offer| offer.to == person),
                if_readable(tx.lookup_responder(person).await)?.and_then(|responder| responder.phone),
            ),
            CallFor::CommandCentre => (
                ticket.is_open() && ticket.holder().is_none(),
                self.gateway.as_ref().and_then(Gateway::command_centre).map(str::to_owned),
            ),
        };
        Ok(match (is_wanted, &self.gateway, number) {
            (false, ..) => Err(CallOutcome::Expired),
            (true, None, _) => Err(CallOutcome::NoGateway),
            (true, Some(_), None) => Err(CallOutcome::NoNumber),
            (true, Some(_), Some(number)) => Ok(Message::new(call, &ticket.code, number)),
        })
    }

    /// Asks the gateway once, and writes down what it said.
    async fn make(&self, call: &Call, message: &Message) {
        let Some(gateway) = &self.gateway else { return };
        let answer = gateway.post(message, self.core.now()).await;
        tracing::debug!(call = call.id, attempt = call.attempts, ?answer, "call");
        if let Err(error) = self.record(call, answer).await {
            // The lease runs out and the call comes again, under the same id.
            tracing::warn!(%error, call = call.id, "what became of a call cannot be written down yet");
        }
        self.core.wake.second_channel.notify_one();
    }

    async fn record(&self, call: &Call, answer: Answer) -> store::Result<()> {
        let now = self.core.now();
        let mut tx = self.core.write().await?;
        match answer {
            Answer::Accepted => tx.finish_call(call.id, CallOutcome::Sent, now).await?,
            Answer::Refused(why) => {
                tracing::error!(call = call.id, why, "the gateway refuses a call");
                tx.finish_call(call.id, CallOutcome::Refused, now).await?;
            }
            Answer::Later { after, why } => {
                let retry_at = now + pause(after, call.attempts, call.id);
                if retry_at < call.expires_at {
                    tx.retry_call(call.id, retry_at).await?;
                } else {
                    tracing::error!(call = call.id, why, "the gateway took no call in time");
                    tx.finish_call(call.id, CallOutcome::Expired, now).await?;
                }
            }
        }
        tx.commit_quietly().await
    }
}
