//! The facts that figures are made of ([`domain::fact`]), kept by a follower of the log.

use std::collections::HashMap;

use async_trait::async_trait;
use domain::{
    Fact, TicketId,
    ticket::{AskedAbout, Happening, State},
    wave::{Standing, standing},
};

use crate::{Follower, LoggedEvent, Result, Subject, Tx, if_readable};

#[async_trait]
pub trait Facts {
    async fn lookup_fact(&mut self, ticket: TicketId) -> Result<Option<Fact>>;
    /// And where it stands in a go-live.
    async fn put_fact(&mut self, fact: &Fact, standing: Option<Standing>) -> Result<()>;
    async fn forget_facts(&mut self) -> Result<()>;
}

/// Keeps one fact a ticket.
#[derive(Debug, Clone, Copy)]
pub struct TicketFacts;

#[async_trait]
impl Follower for TicketFacts {
    type Made = Vec<Fact>;

    fn name(&self) -> &'static str {
        "ticket_fact"
    }

    fn version(&self) -> u32 {
        4
    }

    async fn fold(&self, read: &mut dyn Tx, events: Vec<LoggedEvent>) -> Result<Vec<Fact>> {
        let mut facts: HashMap<TicketId, Option<Fact>> = HashMap::new();
        for LoggedEvent { sequence, subject, at, what, .. } in events {
            let (Subject::Ticket(ticket), Some(step)) = (subject, what.into_step()) else { continue };
            let before = match facts.remove(&ticket) {
                Some(fact) => fact,
                None => if_readable(read.lookup_fact(ticket).await)?,
            };
            let step = complete(read, ticket, step).await?;
            facts.insert(ticket, Fact::after(before, sequence, ticket, at, &step));
        }
        Ok(facts.into_values().flatten().collect())
    }

    async fn write(&self, session: &mut dyn Tx, facts: Vec<Fact>) -> Result<()> {
        // Read among the writers, and not before: a cutover that moves has placed what was there by then.
        let waves = session.list_waves().await?;
        for fact in facts {
            session.put_fact(&fact, standing(&waves, fact.ward, fact.asked_at)).await?;
        }
        Ok(())
    }

    async fn forget(&self, session: &mut dyn Tx) -> Result<()> {
        session.forget_facts().await
    }
}

/// What rows of older programs do not say, from what is stored beside the log.
async fn complete(read: &mut dyn Tx, ticket: TicketId, step: Happening) -> Result<Happening> {
    Ok(match step {
        Happening::Asked { about: None } => Happening::Asked { about: stored_about(read, ticket).await? },
        Happening::HelpedInPassing { category, hands_off, about }
            if about.is_none() || hands_off.is_none() =>
        {
            let about = match about {
                Some(about) => Some(about),
                None => stored_about(read, ticket).await?,
            };
            // What was taken back was handed to nobody.
            let stored = if_readable(read.lookup_ticket(ticket).await)?;
            let hands_off =
                Some(stored.is_some_and(|ticket| matches!(ticket.state, State::HandedOff { .. })));
            Happening::HelpedInPassing { category, hands_off, about }
        }
        step => step,
    })
}

/// Where and about what a ticket was asked. Ward, source and first priority are what they were; zone and site are those the
/// ward has now, and the tag is the last.
async fn stored_about(read: &mut dyn Tx, ticket: TicketId) -> Result<Option<AskedAbout>> {
    let Some(stored) = if_readable(read.lookup_ticket(ticket).await)? else { return Ok(None) };
    let ward = if_readable(read.lookup_ward(stored.ward).await)?;
    let history = read.list_events_of(ticket).await?;
    let first_priority = history.into_iter().find_map(|event| match event.what.into_step() {
        Some(Happening::PriorityChanged { from, .. }) => Some(from),
        _ => None,
    });
    Ok(Some(AskedAbout {
        stuck: stored.stuck,
        ward: stored.ward,
        zone: ward.as_ref().and_then(|ward| ward.zone),
        site: ward.map(|ward| ward.site),
        tag: stored.tag,
        priority: first_priority.unwrap_or(stored.priority),
        source: stored.asked_by.source(),
    }))
}
