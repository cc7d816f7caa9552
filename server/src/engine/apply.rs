//! Carrying a plan out: every decision goes through the ticket's own life, in one transaction.

use std::collections::HashMap;

use dispatch::{Plan, Shortfall, Snapshot};
use domain::{
    Code, OfferId, Ticket, TicketId, Timestamp,
    ticket::{Actor, Command, Happening, LiveOffer, ReleaseReason},
};
use store::{Lease, NewEvent, Session, Subject};

use super::record::Recorder;
use crate::{actions, elbow::Elbow, policy::Held};

/// What the loop remembers between rounds. All of it can be lost: the database knows what matters.
#[derive(Debug)]
pub(super) struct Memory {
    told: Told,
    /// None if nobody wants these decisions made again.
    recorder: Option<Recorder>,
}

impl Memory {
    pub(super) fn recorded() -> Self {
        Self { told: Told::default(), recorder: Some(Recorder::default()) }
    }

    pub(super) fn unrecorded() -> Self {
        Self { told: Told::default(), recorder: None }
    }
}

/// The shortfall last written for each waiting ticket; a ticket that is not here has not been looked at.
type Told = HashMap<TicketId, Option<Shortfall>>;

/// Writes what the plan decided; whether any ticket has changed.
pub(super) async fn apply(
    elbow: &Elbow,
    lease: Lease,
    snapshot: &Snapshot,
    held: &Held,
    plan: Plan,
    memory: &mut Memory,
    now: Timestamp,
) -> Result<bool, store::Error> {
    let news = news_of_shortfalls(snapshot, &plan.shortfalls, &mut memory.told);
    if plan.is_empty() && news.is_empty() {
        return Ok(false);
    }
    let mut session = elbow.store.write().await?;
    session.confirm(lease).await?;
    // What is remembered must have been committed.
    let mut recorder = std::mem::take(&mut memory.recorder);
    if !plan.is_empty()
        && let Some(recorder) = &mut recorder
    {
        recorder.record(session.as_mut(), snapshot, held, &plan, now).await?;
    }
    let done = carry_out(elbow, session.as_mut(), snapshot, held, plan, now).await?;
    for (ticket, shortfall) in &news {
        let before = memory.told.get(ticket).and_then(Option::as_ref);
        tell_shortfall(session.as_mut(), *ticket, before, shortfall.as_ref(), now).await?;
    }
    session.commit().await?;
    for ticket in done.offered {
        tracing::info!(%ticket, "offered");
    }
    memory.recorder = recorder;
    memory.told.extend(news);
    elbow.wake.outbox.notify_one();
    elbow.wake.live.notify_one();
    Ok(done.changed)
}

/// What came of a plan.
#[derive(Default)]
struct Done {
    /// Any ticket has changed.
    changed: bool,
    /// Codes of tickets that somebody was asked about.
    offered: Vec<Code>,
}

/// Takes each ticket the steps that the plan wants.
async fn carry_out(
    elbow: &Elbow,
    session: &mut dyn Session,
    snapshot: &Snapshot,
    held: &Held,
    plan: Plan,
    now: Timestamp,
) -> Result<Done, store::Error> {
    let seen: HashMap<TicketId, u32> =
        snapshot.tickets.iter().map(|ticket| (ticket.id, ticket.version)).collect();
    let mut changed: HashMap<TicketId, Ticket> = HashMap::new();
    let mut done = Done::default();
    for Decision { ticket: id, command, why } in decisions(elbow, plan, now) {
        let before = match changed.remove(&id) {
            Some(ticket) => ticket,
            None => match session.lookup_ticket(id).await? {
                Some(ticket) if seen.get(&id) == Some(&ticket.version) => ticket,
                // Somebody acted meanwhile; that asked for a round of its own.
                _ => continue,
            },
        };
        match before.apply(command, Actor::Engine, None, now, &held.policy.deadlines) {
            Ok(transition) => {
                actions::record(session, &before, &transition, why.as_deref()).await?;
                if matches!(transition.event.happening, Happening::Offered { .. }) && !id.is_canary() {
                    done.offered.push(before.code.clone());
                }
                changed.insert(id, transition.ticket);
                done.changed = true;
            }
            Err(refusal) => {
                tracing::warn!(ticket = %id, %refusal, "a planned step does not follow");
                changed.insert(id, before);
            }
        }
    }
    Ok(done)
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
    let now: HashMap<TicketId, &Shortfall> =
        shortfalls.iter().map(|shortfall| (shortfall.ticket, shortfall)).collect();
    told.retain(|id, _| snapshot.tickets.iter().any(|ticket| ticket.id == *id));
    snapshot
        .tickets
        .iter()
        .map(|ticket| (ticket.id, now.get(&ticket.id).copied().cloned()))
        .filter(|(id, shortfall)| match told.get(id) {
            Some(last) => last != shortfall,
            None => shortfall.is_some(),
        })
        .collect()
}

/// The ticket's page always reads the latest counts. The log hears of it when the reason changes: that somebody else
/// has become busy too is no news.
async fn tell_shortfall(
    session: &mut dyn Session,
    ticket: TicketId,
    before: Option<&Shortfall>,
    shortfall: Option<&Shortfall>,
    at: Timestamp,
) -> Result<(), store::Error> {
    session.set_shortfall(ticket, shortfall.and_then(to_json).as_deref()).await?;
    if before.map(|before| before.reason) == shortfall.map(|shortfall| shortfall.reason) {
        return Ok(());
    }
    let (kind, body) = match shortfall.map(serde_json::to_value) {
        Some(Ok(body)) => ("nobody_to_ask", body),
        _ => ("somebody_to_ask", serde_json::json!({})),
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
