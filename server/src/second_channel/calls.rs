//! The queue of calls: whom the trust's gateway is asked to call, as long as that makes sense.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use domain::Timestamp;
use outbound::{Answer, Claim, Ending, Prepared, Queue};
use store::{Call, CallFor, CallOutcome, Claimed, Tx, Work, if_readable};

use super::{gateway::Gateway, message::Message};
use crate::config::{GatewayConfig, settings::Made};

/// With the trust's gateway, if there is one at the moment.
#[derive(Debug)]
pub(crate) struct Calls(pub(crate) Arc<Made<GatewayConfig, Gateway>>);

/// A call, and who is asked to make it.
#[derive(Debug)]
pub(crate) struct Letter {
    gateway: Arc<Gateway>,
    message: Message,
}

#[async_trait]
impl Queue for Calls {
    type Item = Call;
    type Letter = Letter;
    type Outcome = CallOutcome;

    const WORK: Work = Work::Calls;
    const NAME: &'static str = "calls";
    /// An offer lives about a minute.
    const LONGEST_PAUSE: Duration = Duration::from_secs(16);

    fn claim_of(call: &Call) -> Claim {
        let Call { id, attempts, lost, expires_at, .. } = *call;
        Claim { id, attempts, lost, expires_at }
    }

    fn outcome(ending: Ending) -> CallOutcome {
        match ending {
            Ending::Sent => CallOutcome::Sent,
            Ending::Nowhere => CallOutcome::NoNumber,
            Ending::Expired => CallOutcome::Expired,
            Ending::Refused => CallOutcome::Refused,
        }
    }

    async fn next_due(&self, tx: &mut dyn Tx) -> store::Result<Option<Timestamp>> {
        tx.next_call_due().await
    }

    async fn claim(
        &self,
        tx: &mut dyn Tx,
        now: Timestamp,
        lease: Duration,
        limit: u32,
    ) -> store::Result<Claimed<Call>> {
        tx.claim_calls(now, lease, limit).await
    }

    async fn finish(
        &self,
        tx: &mut dyn Tx,
        id: i64,
        outcome: CallOutcome,
        now: Timestamp,
    ) -> store::Result<()> {
        tx.finish_call(id, outcome, now).await
    }

    async fn retry(&self, tx: &mut dyn Tx, id: i64, due_at: Timestamp) -> store::Result<()> {
        tx.retry_call(id, due_at).await
    }

    async fn set_aside(&self, tx: &mut dyn Tx, id: i64, why: &str, now: Timestamp) -> store::Result<()> {
        tx.set_call_aside(id, why, now).await
    }

    /// What to say; or why there is nothing to be said, or nobody to say it to.
    async fn prepare(
        &self,
        tx: &mut dyn Tx,
        call: &Call,
        _now: Timestamp,
    ) -> store::Result<Prepared<Letter, CallOutcome>> {
        let Some(ticket) = if_readable(tx.lookup_ticket(call.ticket).await)? else {
            return Ok(Prepared::Over(CallOutcome::Expired));
        };
        let gateway = self.0.now();
        let (is_wanted, number) = match call.whom {
            CallFor::Responder(person) => (
                ticket.offers.iter().any(|offer| offer.to == person),
                if_readable(tx.lookup_responder(person).await)?.and_then(|responder| responder.phone),
            ),
            CallFor::CommandCentre => (
                ticket.is_open() && ticket.holder().is_none(),
                gateway.as_ref().and_then(|gateway| gateway.command_centre()).map(str::to_owned),
            ),
        };
        Ok(match (is_wanted, gateway, number) {
            (false, ..) => Prepared::Over(CallOutcome::Expired),
            (true, None, _) => Prepared::Over(CallOutcome::NoGateway),
            (true, Some(_), None) => Prepared::Over(CallOutcome::NoNumber),
            (true, Some(gateway), Some(number)) => {
                let message = Message::new(call, &ticket.code, number);
                Prepared::Letters(vec![Letter { gateway, message }])
            }
        })
    }

    /// There is one gateway.
    fn destination(_letter: &Letter) -> &'static str {
        "gateway"
    }

    fn lane(letter: &Letter) -> Result<String, Answer> {
        Ok(letter.gateway.origin())
    }

    async fn send(&self, letter: &Letter, now: Timestamp) -> Answer {
        letter.gateway.post(&letter.message, now).await
    }
}
