//! The second channel: what happens when an alert does not arrive.
//!
//! An offer of which nothing shows that it reached its person (no receipt of the handset, no page of theirs that showed it)
//! within `not_reached_after_seconds` of the policy counts as not reached. The board says so at once, and the trust's own
//! gateway (bleep, SMS) is asked to call that person while the offer lives. The same gateway calls the command centre when
//! a ladder says that it is to be told. What is to be called is a queue, as with alerts ([`Calls`]).

mod calls;
mod gateway;
mod message;

use std::time::Duration;

use domain::{Logged, Timestamp, ticket::Actor};
use store::{CallFor, NewCall, NewEvent, Subject};
use tokio_util::sync::CancellationToken;

pub(crate) use self::{calls::Calls, gateway::Gateway};
use crate::core::Core;

/// Longest time without a look, if nobody wakes us.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);
/// Pause when the database fails, or when an offer is about to be late.
const SHORT_PAUSE: Duration = Duration::from_millis(500);

/// Notices who was not reached, until `shutdown`.
pub(crate) async fn notice(core: Core, shutdown: CancellationToken) {
    let watch = Watch { core };
    loop {
        let wait = match watch.look().await {
            Ok(wait) => wait,
            Err(error) => {
                tracing::warn!(%error, "nobody looks who was not reached: the database cannot be read");
                SHORT_PAUSE
            }
        };
        tokio::select! {
            () = shutdown.cancelled() => break,
            () = watch.core.wake.second_channel.notified() => {}
            () = tokio::time::sleep(wait) => {}
        }
    }
}

struct Watch {
    core: Core,
}

impl Watch {
    /// Answers with how long to wait before looking again.
    async fn look(&self) -> store::Result<Duration> {
        self.notice_unreached().await?;
        let now = self.core.now();
        let oldest = self.core.store.read().await?.next_unconfirmed_offer(now).await?;
        let late = oldest.map(|made_at| made_at + self.patience());
        Ok(late.map_or(LONGEST_PAUSE, |late| late.since(now).clamp(SHORT_PAUSE, LONGEST_PAUSE)))
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
            self.core.wake.calls.notify_one();
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
}
