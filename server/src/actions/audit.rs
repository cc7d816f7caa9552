//! What an auditor asks for beside the steps of tickets: what was taken out, and what was tried and refused.

use domain::{Logged, PersonId, event::Tries, ticket::Actor};
use store::{NewEvent, Subject};

use crate::{
    core::Core,
    limits::{Attempt, Limits, Who},
};

/// Somebody takes data out of Elbow. Written before they get it.
pub async fn note_export(core: &Core, by: PersonId, what: &str, rows: usize) -> Result<(), store::Error> {
    let exported = Logged::Exported { what: what.to_owned(), rows: Some(rows) };
    let event = NewEvent::new(Subject::Hospital, Actor::Staff(by), core.now(), exported);
    let mut tx = core.write().await?;
    tx.append_event(&event).await?;
    tx.commit_quietly().await
}

/// Somebody tried what led to nothing. What they typed is not kept: people type passwords into the wrong field. That it
/// cannot be written is no reason to answer them otherwise.
pub async fn note_try(core: &Core, limits: &Limits, attempt: Attempt, who: Who) {
    if let Some(who) = limits.tally.count(attempt, who, core.now()) {
        let told = write(core, vec![event(core, who, attempt.logged(tries(who, 1)))]).await;
        told.unwrap_or_else(|_| limits.tally.not_told(attempt, who, 1, core.now()));
    }
}

/// The same of a page that is not for them. `route`: as it was declared.
pub async fn note_refusal(core: &Core, limits: &Limits, who: Who, route: &str, method: &str) {
    if let Some(who) = limits.tally.count(Attempt::Page, who, core.now()) {
        let (route, method) = (route.to_owned(), method.to_owned());
        let refused = Logged::Refused { route, method, tries: tries(who, 1) };
        let told = write(core, vec![event(core, who, refused)]).await;
        told.unwrap_or_else(|_| limits.tally.not_told(Attempt::Page, who, 1, core.now()));
    }
}

/// Writes how many followed those that were told; with `all`, although their ten minutes are not over.
pub(crate) async fn note_repeated(core: &Core, limits: &Limits, all: bool) {
    let over = limits.tally.take(core.now(), all);
    let events =
        over.iter().map(|(attempt, who, more)| event(core, *who, attempt.logged(tries(*who, *more))));
    if write(core, events.collect()).await.is_err() {
        for (attempt, who, more) in over {
            limits.tally.not_told(attempt, who, more, core.now());
        }
    }
}

const fn tries(who: Who, count: u32) -> Tries {
    let address = if let Who::Address(address) = who { Some(address) } else { None };
    Tries { count, address }
}

fn event(core: &Core, who: Who, what: Logged) -> NewEvent {
    let (subject, actor) = match who {
        Who::Person(person) => (Subject::Person(person), Actor::Staff(person)),
        Who::Address(_) | Who::Anywhere => (Subject::Hospital, Actor::Requester),
    };
    NewEvent::new(subject, actor, core.now(), what)
}

async fn write(core: &Core, events: Vec<NewEvent>) -> Result<(), store::Error> {
    if events.is_empty() {
        return Ok(());
    }
    let written = async {
        let mut tx = core.write().await?;
        for event in &events {
            tx.append_event(event).await?;
        }
        tx.commit_quietly().await
    };
    written.await.inspect_err(|error| tracing::warn!(%error, "tries could not be written down"))
}
