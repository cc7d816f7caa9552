//! Carrying a plan out: every decision goes through the ticket's own life, in one transaction.

use std::collections::HashMap;

use dispatch::{Plan, Shortfall, Snapshot};
use domain::{
    OfferId, Ticket, TicketId, Timestamp,
    ticket::{Actor, Command, LiveOffer, ReleaseReason},
};
use store::{Lease, NewEvent, Session, Subject};

use crate::{actions, elbow::Elbow};

/// The shortfall last written for each waiting ticket, as JSON; a ticket that is not here has not been looked at.
pub(super) type Told = HashMap<TicketId, Option<String>>;

/// Writes what the plan decided; whether any ticket has changed.
pub(super) async fn apply(
    elbow: &Elbow,
    lease: Lease,
    snapshot: &Snapshot,
    plan: Plan,
    told: &mut Told,
    now: Timestamp,
) -> Result<bool, store::Error> {
    let news = news_of_shortfalls(snapshot, &plan.shortfalls, told);
    let decisions = decisions(elbow, plan, now);
    if decisions.is_empty() && news.is_empty() {
        return Ok(false);
    }
    let seen: HashMap<TicketId, u32> =
        snapshot.tickets.iter().map(|ticket| (ticket.id, ticket.version)).collect();
    let mut changed: HashMap<TicketId, Ticket> = HashMap::new();
    let mut offered = Vec::new();
    let mut applied = false;
    let mut session = elbow.store.write().await?;
    session.confirm(lease).await?;
    for Decision { ticket: id, command, why } in decisions {
        let before = match changed.remove(&id) {
            Some(ticket) => ticket,
            None => match session.lookup_ticket(id).await? {
                Some(ticket) if seen.get(&id) == Some(&ticket.version) => ticket,
                // Somebody acted meanwhile; that asked for a round of its own.
                _ => continue,
            },
        };
        match before.apply(command, Actor::Engine, None, now, elbow.deadlines()) {
            Ok(transition) => {
                actions::record(session.as_mut(), &before, &transition, why.as_deref()).await?;
                if matches!(command, Command::Offer { .. }) {
                    offered.push(before.code.clone());
                }
                changed.insert(id, transition.ticket);
                applied = true;
            }
            Err(refusal) => {
                tracing::warn!(ticket = %id, %refusal, "a planned step does not follow");
                changed.insert(id, before);
            }
        }
    }
    for (ticket, shortfall) in &news {
        tell_shortfall(session.as_mut(), *ticket, shortfall.as_deref(), now).await?;
    }
    session.commit().await?;
    for ticket in offered {
        tracing::info!(%ticket, "offered");
    }
    told.extend(news);
    elbow.wake.outbox.notify_one();
    elbow.wake.live.notify_one();
    Ok(applied)
}

struct Decision {
    ticket: TicketId,
    command: Command,
    /// Kept with an offer, as JSON.
    why: Option<String>,
}

impl Decision {
    const fn new(ticket: TicketId, command: Command) -> Self {
        Self { ticket, command, why: None }
    }
}

/// The plan as commands, in the order in which they follow from each other.
fn decisions(elbow: &Elbow, plan: Plan, now: Timestamp) -> Vec<Decision> {
    let expiries =
        plan.expiries.into_iter().map(|(ticket, offer)| Decision::new(ticket, Command::Expire { offer }));
    let withdrawals = plan
        .withdrawals
        .into_iter()
        .map(|(ticket, offer)| Decision::new(ticket, Command::WithdrawOffer { offer }));
    let releases = plan
        .releases
        .into_iter()
        .map(|(ticket, from)| Decision::new(ticket, Command::Release { from, why: ReleaseReason::Silent }));
    let escalations = plan.escalations.into_iter().map(|ticket| Decision::new(ticket, Command::Escalate));
    let offers = plan.offers.into_iter().map(|offer| {
        let id = OfferId::new(now, elbow.random.bytes());
        let live = LiveOffer { id, to: offer.to, made_at: now, expires_at: offer.expires_at };
        Decision { ticket: offer.ticket, command: Command::Offer { offer: live }, why: to_json(&offer.why) }
    });
    expiries.chain(withdrawals).chain(releases).chain(escalations).chain(offers).collect()
}

/// What is new about who cannot be helped: the tickets whose shortfall differs from what was told last.
fn news_of_shortfalls(snapshot: &Snapshot, shortfalls: &[Shortfall], told: &mut Told) -> Told {
    let now: HashMap<TicketId, Option<String>> =
        shortfalls.iter().map(|shortfall| (shortfall.ticket, to_json(shortfall))).collect();
    told.retain(|id, _| snapshot.tickets.iter().any(|ticket| ticket.id == *id));
    snapshot
        .tickets
        .iter()
        .map(|ticket| (ticket.id, now.get(&ticket.id).cloned().flatten()))
        .filter(|(id, shortfall)| match told.get(id) {
            Some(last) => last != shortfall,
            None => shortfall.is_some(),
        })
        .collect()
}

async fn tell_shortfall(
    session: &mut dyn Session,
    ticket: TicketId,
    shortfall: Option<&str>,
    at: Timestamp,
) -> Result<(), store::Error> {
    session.set_shortfall(ticket, shortfall).await?;
    let (kind, body) = match shortfall.and_then(|json| serde_json::from_str(json).ok()) {
        Some(body) => ("nobody_to_ask", body),
        None => ("somebody_to_ask", serde_json::json!({})),
    };
    let subject = Subject::Ticket(ticket);
    session
        .append_event(&NewEvent { subject, at, device_at: None, actor: Actor::Engine, kind, body })
        .await?;
    Ok(())
}

fn to_json(value: &impl serde::Serialize) -> Option<String> {
    match serde_json::to_string(value) {
        Ok(json) => Some(json),
        Err(error) => {
            tracing::error!(%error, "an explanation could not be written down");
            None
        }
    }
}
