//! The queue of alerts: what each says as things stand, to every handset of its person.

use std::{collections::HashMap, fmt, sync::Arc, time::Duration};

use async_trait::async_trait;
use domain::{Duty, Timestamp, ticket::State};
use ground::seal::Seal;
use outbound::{Answer, Claim, Ending, Prepared, Queue};
use store::{Alert, AlertKind, Claimed, Outcome, Subscription, Tx, Work, if_readable};

use super::{endpoint::Endpoint, gone, keys::KeyPair, message::Message, send::Sender};

/// How the receipt token of an alert is made.
pub type Receipts = Arc<dyn Fn(i64) -> String + Send + Sync>;

/// What sends alerts at the moment. None without a contact: then no alert leaves, and each ends as if its person had no handset.
pub type Senders = Arc<dyn Fn() -> Option<Arc<Sender>> + Send + Sync>;

/// Who counts how alerts ended.
pub type Ended = Arc<dyn Fn(Outcome) + Send + Sync>;

/// What alerts are sent with.
pub struct Alerts {
    pub sender: Senders,
    pub receipts: Receipts,
    pub ended: Ended,
    /// Opens the keys that sign.
    pub seal: Seal,
}

/// An alert to one handset, with all that sending it takes.
#[derive(Debug)]
pub struct Letter {
    sender: Arc<Sender>,
    subscription: Subscription,
    message: Arc<Message>,
    /// Where it goes and who signs it; or why it cannot be sent.
    ready: Result<(Endpoint, KeyPair), Answer>,
}

#[async_trait]
impl Queue for Alerts {
    type Item = Alert;
    type Letter = Letter;
    type Outcome = Outcome;

    const WORK: Work = Work::Alerts;
    const NAME: &'static str = "alerts";
    /// An offer lives about a minute.
    const LONGEST_PAUSE: Duration = Duration::from_secs(16);

    fn claim_of(alert: &Alert) -> Claim {
        let Alert { id, attempts, lost, expires_at, .. } = *alert;
        Claim { id, attempts, lost, expires_at }
    }

    fn outcome(ending: Ending) -> Outcome {
        match ending {
            Ending::Sent => Outcome::Sent,
            Ending::Nowhere => Outcome::NoSubscription,
            Ending::Expired => Outcome::Expired,
            Ending::Refused => Outcome::Refused,
        }
    }

    async fn next_due(&self, tx: &mut dyn Tx) -> store::Result<Option<Timestamp>> {
        tx.next_alert_due().await
    }

    async fn claim(
        &self,
        tx: &mut dyn Tx,
        now: Timestamp,
        lease: Duration,
        limit: u32,
    ) -> store::Result<Claimed<Alert>> {
        tx.claim_alerts(now, lease, limit).await
    }

    async fn finish(&self, tx: &mut dyn Tx, id: i64, outcome: Outcome, now: Timestamp) -> store::Result<()> {
        tx.finish_alert(id, outcome, now).await
    }

    async fn retry(&self, tx: &mut dyn Tx, id: i64, due_at: Timestamp) -> store::Result<()> {
        tx.retry_alert(id, due_at).await
    }

    async fn set_aside(&self, tx: &mut dyn Tx, id: i64, why: &str, now: Timestamp) -> store::Result<()> {
        tx.set_alert_aside(id, why, now).await
    }

    async fn prepare(
        &self,
        tx: &mut dyn Tx,
        alert: &Alert,
        now: Timestamp,
    ) -> store::Result<Prepared<Letter, Outcome>> {
        if is_overtaken(tx, alert).await? {
            return Ok(Prepared::Over(Outcome::Expired));
        }
        if is_off_shift(tx, alert).await? || leads_no_more(tx, alert, now).await? {
            return Ok(Prepared::Over(Outcome::OffShift));
        }
        let subscriptions = match alert.kind {
            AlertKind::TakenAway => tx.list_subscriptions_with_ended(alert.person).await?,
            _ => tx.list_subscriptions(alert.person).await?,
        };
        let sender = match (self.sender)() {
            Some(sender) if !subscriptions.is_empty() => sender,
            _ => return Ok(Prepared::Over(Outcome::NoSubscription)),
        };
        let ticket = match alert.ticket {
            Some(id) => if_readable(tx.lookup_ticket(id).await)?,
            None => None,
        };
        let receipt = (self.receipts)(alert.id);
        let code = ticket.as_ref().map(|ticket| &ticket.code);
        let message = match Message::new(alert, code, &receipt, sender.public_url()) {
            Ok(message) => Arc::new(message),
            Err(error) => return Ok(Prepared::Unusable(format!("it cannot be written down: {error}"))),
        };
        let keys = self.open_keys(tx, &subscriptions).await?;
        let letters = subscriptions.into_iter().map(|subscription| Letter {
            sender: Arc::clone(&sender),
            ready: ready(&sender, &subscription, &keys),
            subscription,
            message: Arc::clone(&message),
        });
        Ok(Prepared::Letters(letters.collect()))
    }

    fn destination(letter: &Letter) -> &str {
        &letter.subscription.endpoint
    }

    fn lane(letter: &Letter) -> Result<String, Answer> {
        letter.ready.as_ref().map(|(endpoint, _)| endpoint.origin()).map_err(Clone::clone)
    }

    async fn send(&self, letter: &Letter, now: Timestamp) -> Answer {
        let Letter { sender, subscription, message, ready } = letter;
        match ready {
            Ok((endpoint, key)) => sender.send(endpoint, subscription, key, message, now).await,
            Err(answer) => answer.clone(),
        }
    }

    /// What the answers mean for the handsets.
    async fn learn(
        &self,
        tx: &mut dyn Tx,
        alert: &Alert,
        answers: &[(&Letter, Answer)],
        now: Timestamp,
    ) -> store::Result<()> {
        for (Letter { subscription, .. }, answer) in answers {
            match answer {
                Answer::Gone => gone::forget(tx, alert.person, &subscription.endpoint, now).await?,
                Answer::Refused(_) => tx.mark_subscription_refused(&subscription.endpoint, now).await?,
                Answer::Accepted if subscription.refused_at.is_some() => {
                    let is_kept = tx.list_subscriptions(alert.person).await?.contains(subscription);
                    if is_kept {
                        let trusted = Subscription { refused_at: None, ..subscription.clone() };
                        tx.put_subscription(&trusted).await?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn ended(&self, outcome: Outcome) {
        (self.ended)(outcome);
    }
}

impl Alerts {
    /// By their public halves, those that the handsets have. One that cannot be opened is left out: what it would sign is
    /// refused.
    async fn open_keys(
        &self,
        tx: &mut dyn Tx,
        subscriptions: &[Subscription],
    ) -> store::Result<HashMap<String, KeyPair>> {
        let mut kept = tx.list_vapid_keys().await?;
        kept.retain(|key| subscriptions.iter().any(|subscription| subscription.vapid_key == key.public));
        let opened = kept.into_iter().filter_map(|key| match KeyPair::open(&key, &self.seal) {
            Ok(pair) => Some((pair.public.clone(), pair)),
            Err(error) => {
                tracing::error!(key = key.public, %error, "a key that signs alerts cannot be opened");
                None
            }
        });
        Ok(opened.collect())
    }
}

/// The address of a handset, checked against the list of today, and the key that it was told.
fn ready(
    sender: &Sender,
    subscription: &Subscription,
    keys: &HashMap<String, KeyPair>,
) -> Result<(Endpoint, KeyPair), Answer> {
    let endpoint = sender.endpoint(subscription)?;
    let key = keys.get(&subscription.vapid_key).cloned().ok_or_else(|| {
        Answer::Refused("the key that the subscription was made with cannot be used".to_owned())
    })?;
    Ok((endpoint, key))
}

/// Nobody is alerted at home. A test is asked for by the person themselves; whoever leads a zone has a time of their own; and whoever's shift
/// somebody else has ended is not at home yet.
async fn is_off_shift(tx: &mut dyn Tx, alert: &Alert) -> store::Result<bool> {
    let responder = if_readable(tx.lookup_responder(alert.person).await)?;
    let is_only_on_shift = !matches!(
        alert.kind,
        AlertKind::Test | AlertKind::LeadNeeded | AlertKind::LeadNotNeeded | AlertKind::TakenAway
    );
    Ok(is_only_on_shift && responder.is_some_and(|person| person.duty == Duty::OffShift))
}

/// Whoever was needed as a lead when it was made, and does not lead the zone any more.
async fn leads_no_more(tx: &mut dyn Tx, alert: &Alert, now: Timestamp) -> store::Result<bool> {
    let (AlertKind::LeadNeeded, Some(ticket)) = (alert.kind, alert.ticket) else { return Ok(false) };
    let Some(ticket) = if_readable(tx.lookup_ticket(ticket).await)? else { return Ok(false) };
    let ward = if_readable(tx.lookup_ward(ticket.ward).await)?;
    let Some(zone) = ward.and_then(|ward| ward.zone) else { return Ok(false) };
    Ok(!tx.list_leads_of(zone, now).await?.contains(&alert.person))
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
    if alert.kind == AlertKind::LeadNeeded {
        let ticket = if_readable(tx.lookup_ticket(ticket).await)?;
        if ticket.is_some_and(|ticket| ticket.state != State::Waiting || ticket.held_until().is_some()) {
            return Ok(true);
        }
    }
    let about_it = tx.list_alerts_of(ticket).await?;
    Ok(about_it.iter().any(|later| later.person == alert.person && later.id > alert.id))
}

impl fmt::Debug for Alerts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Alerts").finish_non_exhaustive()
    }
}
