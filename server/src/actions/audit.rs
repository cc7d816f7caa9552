//! What an auditor asks for beside the steps of tickets: what was taken out, and what was tried and refused.

use domain::{Logged, PersonId, event::Tries, ticket::Actor};
use store::{NewEvent, Subject};

use crate::{
    elbow::Elbow,
    tally::{Attempt, Who},
};

/// Somebody takes data out of Elbow. Written before they get it.
pub async fn note_export(elbow: &Elbow, by: PersonId, what: &str, rows: usize) -> Result<(), store::Error> {
    let exported = Logged::Exported { what: what.to_owned(), rows: Some(rows) };
    let event = NewEvent::new(Subject::Hospital, Actor::Staff(by), elbow.now(), exported);
    let mut session = elbow.store.write().await?;
    session.append_event(&event).await?;
    session.commit().await
}

/// Somebody tried what led to nothing. What they typed is not kept: people type passwords into the wrong field. That it
/// cannot be written is no reason to answer them otherwise.
pub async fn note_try(elbow: &Elbow, attempt: Attempt, who: Who) {
    if let Some(who) = elbow.tally.count(attempt, who, elbow.now()) {
        write(elbow, vec![event(elbow, who, attempt.logged(tries(who, 1)))]).await;
    }
}

/// The same of a page that is not for them. `route`: as it was declared.
pub async fn note_refusal(elbow: &Elbow, who: Who, route: &str, method: &str) {
    if let Some(who) = elbow.tally.count(Attempt::Page, who, elbow.now()) {
        let (route, method) = (route.to_owned(), method.to_owned());
        let refused = Logged::Refused { route, method, tries: tries(who, 1) };
        write(elbow, vec![event(elbow, who, refused)]).await;
    }
}

/// Writes how many followed those that were told; with `all`, although their ten minutes are not over.
pub(crate) async fn note_repeated(elbow: &Elbow, all: bool) {
    let over = elbow.tally.take(elbow.now(), all);
    let events =
        over.into_iter().map(|(attempt, who, more)| event(elbow, who, attempt.logged(tries(who, more))));
    write(elbow, events.collect()).await;
}

const fn tries(who: Who, count: u32) -> Tries {
    let address = if let Who::Address(address) = who { Some(address) } else { None };
    Tries { count, address }
}

fn event(elbow: &Elbow, who: Who, what: Logged) -> NewEvent {
    let (subject, actor) = match who {
        Who::Person(person) => (Subject::Person(person), Actor::Staff(person)),
        Who::Address(_) | Who::Anywhere => (Subject::Hospital, Actor::Requester),
    };
    NewEvent::new(subject, actor, elbow.now(), what)
}

async fn write(elbow: &Elbow, events: Vec<NewEvent>) {
    if events.is_empty() {
        return;
    }
    let written = async {
        let mut session = elbow.store.write().await?;
        for event in &events {
            session.append_event(event).await?;
        }
        session.commit().await
    };
    if let Err(error) = written.await {
        tracing::warn!(%error, "tries could not be written down");
    }
}
