//! What an auditor asks for beside the steps of tickets: what was taken out, and what was tried and refused.

use domain::{PersonId, ticket::Actor};
use serde_json::{Value, json};
use store::{NewEvent, Subject};

use crate::{elbow::Elbow, tally::Who};

/// Somebody takes data out of Elbow. Written before they get it.
pub async fn note_export(elbow: &Elbow, by: PersonId, what: &str, rows: usize) -> Result<(), store::Error> {
    let event = NewEvent {
        subject: Subject::Hospital,
        at: elbow.now(),
        device_at: None,
        actor: Actor::Staff(by),
        kind: "exported",
        body: json!({ "what": what, "rows": rows }),
    };
    let mut session = elbow.store.write().await?;
    session.append_event(&event).await?;
    session.commit().await
}

/// Somebody tried what led to nothing. What they typed is not kept: people type passwords into the wrong field. That it
/// cannot be written is no reason to answer them otherwise.
pub async fn note_try(elbow: &Elbow, kind: &'static str, who: Who, about: Value) {
    if let Some(who) = elbow.tally.count(kind, who, elbow.now()) {
        write(elbow, vec![event(elbow, kind, who, 1, about)]).await;
    }
}

/// Writes how many followed those that were told; with `all`, although their ten minutes are not over.
pub(crate) async fn note_repeated(elbow: &Elbow, all: bool) {
    let over = elbow.tally.take(elbow.now(), all);
    let events = over.into_iter().map(|(kind, who, more)| event(elbow, kind, who, more, json!({})));
    write(elbow, events.collect()).await;
}

fn event(elbow: &Elbow, kind: &'static str, who: Who, count: u32, about: Value) -> NewEvent {
    let (subject, actor) = match who {
        Who::Person(person) => (Subject::Person(person), Actor::Staff(person)),
        Who::Address(_) | Who::Anywhere => (Subject::Hospital, Actor::Requester),
    };
    let mut body = about;
    body["count"] = count.into();
    if let Who::Address(address) = who {
        body["address"] = address.to_string().into();
    }
    NewEvent { subject, at: elbow.now(), device_at: None, actor, kind, body }
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
