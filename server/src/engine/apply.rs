//! Carrying a plan out: every decision goes through the ticket's own life, in one transaction.

use std::{collections::HashMap, time::Duration};

use dispatch::{Plan, Snapshot};
use domain::{
    Code, Duty, KnownIssueId, Logged, OfferId, PersonId, Shortfall, Ticket, TicketId, Timestamp,
    ticket::{Actor, Command, Happening, HoldEnd, LiveOffer, ReleaseReason, TakenBack, When},
    wave::slug_of,
};
use store::{Lease, NewEvent, Subject, Tx, if_readable};

use super::record::Recorder;
use crate::{actions, core::Core, policy::Held};

/// What the loop remembers between rounds. All of it can be lost: the database knows what matters.
#[derive(Debug)]
pub(super) struct Memory {
    told: Told,
    /// Somebody wants these decisions made again.
    is_recorded: bool,
    recorder: Recorder,
    /// Tickets whose steps could not be written, and when that is tried again. Meanwhile they are not planned for, so that
    /// nobody is kept free for them.
    stuck: HashMap<TicketId, Timestamp>,
}

/// Every ticket that is stuck costs its round a second try, with each ticket by itself.
const TRY_STUCK_AGAIN_AFTER: Duration = Duration::from_mins(1);

impl Memory {
    pub(super) fn recorded() -> Self {
        Self { is_recorded: true, ..Self::unrecorded() }
    }

    pub(super) fn unrecorded() -> Self {
        Self {
            told: Told::default(),
            is_recorded: false,
            recorder: Recorder::default(),
            stuck: HashMap::new(),
        }
    }

    /// Leaves out what is stuck.
    pub(super) fn leave_out_stuck(&mut self, snapshot: &mut Snapshot, now: Timestamp) {
        self.stuck.retain(|_, again_at| *again_at > now);
        snapshot.tickets.retain(|ticket| !self.stuck.contains_key(&ticket.id));
    }
}

/// The shortfall last written for each waiting ticket; a ticket that is not here has not been looked at.
type Told = HashMap<TicketId, Option<Shortfall>>;

/// Writes what the plan decided; whether any ticket has changed.
pub(super) async fn apply(
    core: &Core,
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
    let mut round = Round {
        core,
        lease,
        held,
        now,
        seen: snapshot.tickets.iter().map(|ticket| (ticket.id, ticket.version)).collect(),
    };
    let decisions = decisions(core, plan.clone(), now);
    let done = match round.write(memory, &decisions, &news, Some((snapshot, &plan))).await {
        Err(error) if error.is_of_some_row() => {
            tracing::warn!(%error, "a round cannot be written as a whole; each ticket by itself");
            round.write_one_by_one(memory, &decisions, &news).await?
        }
        done => done?,
    };
    for ticket in done.offered {
        tracing::info!(%ticket, "offered");
    }
    core.wake.outbox.notify_one();
    core.wake.live.notify_one();
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

/// One plan on its way into the database.
struct Round<'a> {
    core: &'a Core,
    lease: Lease,
    held: &'a Held,
    now: Timestamp,
    /// The version of each ticket that was planned for.
    seen: HashMap<TicketId, u32>,
}

impl Round<'_> {
    /// One transaction. What is remembered has been committed.
    async fn write(
        &mut self,
        memory: &mut Memory,
        decisions: &[Decision],
        news: &Told,
        made_from: Option<(&Snapshot, &Plan)>,
    ) -> Result<Done, store::Error> {
        let now = self.now;
        let mut tx = self.core.write().await?;
        tx.confirm(self.lease).await?;
        let mut recorder = std::mem::take(&mut memory.recorder);
        if let Some((snapshot, plan)) = made_from
            && memory.is_recorded
            && !plan.is_empty()
        {
            recorder.record(tx.as_mut(), snapshot, self.held, plan, now).await?;
        }
        let done = carry_out(tx.as_mut(), &self.seen, self.held, decisions, now).await?;
        for (ticket, shortfall) in news {
            let before = memory.told.get(ticket).and_then(Option::as_ref);
            tell_shortfall(tx.as_mut(), *ticket, before, shortfall.as_ref(), now).await?;
        }
        // The round goes on by itself; others are woken when it is over.
        tx.commit_quietly().await?;
        memory.recorder = recorder;
        memory.told.extend(news.iter().map(|(ticket, shortfall)| (*ticket, shortfall.clone())));
        Ok(done)
    }

    /// A ticket that cannot be written, since something about it is damaged, holds up no other. The round is not recorded:
    /// it is not what was planned.
    async fn write_one_by_one(
        &mut self,
        memory: &mut Memory,
        decisions: &[Decision],
        news: &Told,
    ) -> Result<Done, store::Error> {
        let mut all = Done::default();
        let mut tickets: Vec<TicketId> =
            decisions.iter().map(|decision| decision.ticket).chain(news.keys().copied()).collect();
        tickets.sort_unstable();
        tickets.dedup();
        for ticket in tickets {
            let its: Vec<Decision> =
                decisions.iter().filter(|decision| decision.ticket == ticket).cloned().collect();
            let its_news =
                news.get(&ticket).map(|shortfall| (ticket, shortfall.clone())).into_iter().collect();
            match self.write(memory, &its, &its_news, None).await {
                Err(error) if error.is_of_some_row() => {
                    tracing::error!(%ticket, %error, "a ticket cannot be moved on; the others are");
                    memory.stuck.insert(ticket, self.now + TRY_STUCK_AGAIN_AFTER);
                    all.changed = true;
                }
                done => {
                    let done = done?;
                    all.changed |= done.changed;
                    all.offered.extend(done.offered);
                }
            }
        }
        Ok(all)
    }
}

/// Takes each ticket the steps that the plan wants.
async fn carry_out(
    tx: &mut dyn Tx,
    seen: &HashMap<TicketId, u32>,
    held: &Held,
    decisions: &[Decision],
    now: Timestamp,
) -> Result<Done, store::Error> {
    let mut changed: HashMap<TicketId, Ticket> = HashMap::new();
    let (mut done, mut holds) = (Done::default(), Holds::default());
    let policy = &held.policy;
    let waves = if policy.wave.is_empty() { Vec::new() } else { tx.list_waves().await? };
    for Decision { ticket: id, command, why } in decisions.iter().cloned() {
        let before = match changed.remove(&id) {
            Some(ticket) => ticket,
            None => match tx.lookup_ticket(id).await? {
                Some(ticket) if seen.get(&id) == Some(&ticket.version) => ticket,
                // Somebody acted meanwhile; that asked for a round of its own.
                _ => continue,
            },
        };
        if let Command::Offer { offer } = &command
            && !id.is_canary()
            && !is_still_free(tx, offer.to).await?
        {
            // They have done something since, which asked for a round of its own.
            changed.insert(id, before);
            continue;
        }
        let command = match command {
            Command::Escalate if before.held_until().is_some() => {
                holds.why_over(tx, id).await?.map_or(command, |why| Command::EndHold { why })
            }
            command => command,
        };
        let policy = policy.for_wave(slug_of(&waves, before.ward, before.asked_at));
        match before.apply(command, Actor::Engine, When::at(now), &policy.deadlines) {
            Ok(transition) => {
                actions::record(tx, &before, &transition, why.as_deref()).await?;
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

/// What holds the requests of a round. What is held for one known issue is looked at in the same round: each thing is read once.
#[derive(Default)]
struct Holds {
    /// What open tickets are linked to; none before one of them is held.
    links: Option<HashMap<TicketId, KnownIssueId>>,
    over: HashMap<KnownIssueId, Option<HoldEnd>>,
}

impl Holds {
    /// Why what holds it holds no more: a program older than holds ends and changes a known issue and leaves them standing.
    async fn why_over(&mut self, tx: &mut dyn Tx, ticket: TicketId) -> Result<Option<HoldEnd>, store::Error> {
        let links = match &mut self.links {
            Some(links) => links,
            links => links.insert(tx.list_issues_of_open_tickets().await?),
        };
        let Some(&id) = links.get(&ticket) else { return Ok(Some(HoldEnd::Unlinked)) };
        if let Some(known) = self.over.get(&id) {
            return Ok(*known);
        }
        let issue = if_readable(tx.lookup_known_issue(id).await)?;
        let why = issue.and_then(|issue| match (issue.ended_at, issue.said.holds) {
            (Some(_), _) => Some(HoldEnd::IssueEnded),
            (None, false) => Some(HoldEnd::SendsAgain),
            (None, true) => None,
        });
        self.over.insert(id, why);
        Ok(why)
    }
}

/// Whether somebody whom the plan took to be free may be asked as things stand in this transaction: a ticket that they
/// have accepted since, or a shift that they have ended, changes nothing about the ticket they were to be asked about.
async fn is_still_free(tx: &mut dyn Tx, person: PersonId) -> Result<bool, store::Error> {
    let is_on_shift =
        tx.lookup_responder(person).await?.is_some_and(|responder| responder.duty == Duty::OnShift);
    Ok(is_on_shift && tx.list_open_tickets_of(person).await?.is_empty())
}

#[derive(Clone)]
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
fn decisions(core: &Core, plan: Plan, now: Timestamp) -> Vec<Decision> {
    let expiries =
        plan.expiries.into_iter().map(|(ticket, offer)| Decision::new(ticket, Command::Expire { offer }));
    let withdrawals = plan
        .withdrawals
        .into_iter()
        .map(|(ticket, offer)| (ticket, offer, TakenBack::NotFree))
        .chain(plan.preemptions.into_iter().map(|(ticket, offer)| (ticket, offer, TakenBack::MoreUrgent)))
        .map(|(ticket, offer, why)| Decision::new(ticket, Command::WithdrawOffer { offer, why }));
    let releases = plan
        .releases
        .into_iter()
        .map(|(ticket, from)| Decision::new(ticket, Command::Release { from, why: ReleaseReason::Silent }));
    let escalations = plan.escalations.into_iter().map(|ticket| Decision::new(ticket, Command::Escalate));
    let offers = plan.offers.into_iter().map(|offer| {
        let id = OfferId::new(now, core.random.bytes());
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
        // Of what is held nobody is looked for: that is no news.
        .filter(|ticket| ticket.held_until().is_none())
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
    tx: &mut dyn Tx,
    ticket: TicketId,
    before: Option<&Shortfall>,
    shortfall: Option<&Shortfall>,
    at: Timestamp,
) -> Result<(), store::Error> {
    tx.set_shortfall(ticket, shortfall.and_then(to_json).as_deref()).await?;
    if before.map(|before| before.reason) == shortfall.map(|shortfall| shortfall.reason) {
        return Ok(());
    }
    let what = shortfall.cloned().map_or(Logged::SomebodyToAsk, Logged::NobodyToAsk);
    let event = NewEvent::new(Subject::Ticket(ticket), Actor::Engine, at, what);
    tx.append_event(&event).await.map(drop)
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
