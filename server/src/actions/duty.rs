//! Going on shift, on break, off shift, and saying where one is.

use domain::{
    Duty, PersonId, Timestamp, WardId, Whereabouts,
    ticket::{Actor, Command, ReleaseReason},
};
use serde_json::json;
use store::{AlertKind, NewAlert, NewEvent, Subject};

use super::{ActionError, record};
use crate::elbow::Elbow;

/// How long a test alert may take to come back.
const TEST_FOR: std::time::Duration = std::time::Duration::from_mins(1);

/// Changes what the engine may ask of a responder. Offers they have not answered go to others (the engine sees to
/// it); going off shift hands the ticket in hand back; going on shift tests the alerts.
pub async fn set_duty(elbow: &Elbow, person: PersonId, duty: Duty) -> Result<(), ActionError> {
    let now = elbow.now();
    let mut session = elbow.store.write().await?;
    let responder = session.lookup_responder(person).await?.ok_or(ActionError::NotFound)?;
    if responder.duty == duty {
        return Ok(session.commit().await?);
    }
    session.set_duty(person, duty, now).await?;
    session.set_unanswered(person, 0).await?;
    session
        .append_event(&NewEvent {
            subject: Subject::Person(person),
            at: now,
            device_at: None,
            actor: Actor::Responder(person),
            kind: "duty_changed",
            body: json!({ "from": responder.duty, "to": duty }),
        })
        .await?;
    if duty == Duty::OffShift {
        let held =
            session.list_open_tickets().await?.into_iter().filter(|ticket| ticket.holder() == Some(person));
        for ticket in held {
            let release = Command::Release { from: person, why: ReleaseReason::ShiftEnded };
            let transition =
                ticket.apply(release, Actor::Responder(person), None, now, &elbow.deadlines())?;
            record(session.as_mut(), &ticket, &transition, None).await?;
        }
    }
    if responder.duty == Duty::OffShift {
        session.add_alert(&test_alert(person, now)).await?;
    }
    session.commit().await?;
    elbow.wake.all();
    Ok(())
}

/// "I am here."
pub async fn choose_place(elbow: &Elbow, person: PersonId, ward: WardId) -> Result<(), ActionError> {
    let now = elbow.now();
    let mut session = elbow.store.write().await?;
    session.lookup_ward(ward).await?.ok_or(ActionError::NotFound)?;
    session.lookup_responder(person).await?.ok_or(ActionError::NotFound)?;
    session.set_whereabouts(person, Whereabouts { ward, at: now }).await?;
    session.set_unanswered(person, 0).await?;
    session
        .append_event(&NewEvent {
            subject: Subject::Person(person),
            at: now,
            device_at: None,
            actor: Actor::Responder(person),
            kind: "place_changed",
            body: json!({ "ward": ward }),
        })
        .await?;
    session.commit().await?;
    elbow.wake.all();
    Ok(())
}

/// Sends a test alert to a responder's handsets.
pub async fn test_alerts(elbow: &Elbow, person: PersonId) -> Result<(), ActionError> {
    let mut session = elbow.store.write().await?;
    session.lookup_responder(person).await?.ok_or(ActionError::NotFound)?;
    session.add_alert(&test_alert(person, elbow.now())).await?;
    session.commit().await?;
    elbow.wake.outbox.notify_one();
    Ok(())
}

/// What became known of a person's alerts: `alerts_on`, `alerts_tested`.
pub fn alerts_event(person: PersonId, kind: &'static str, at: Timestamp) -> NewEvent {
    NewEvent {
        subject: Subject::Person(person),
        at,
        device_at: None,
        actor: Actor::Responder(person),
        kind,
        body: json!({}),
    }
}

fn test_alert(person: PersonId, now: Timestamp) -> NewAlert {
    NewAlert {
        person,
        kind: AlertKind::Test,
        ticket: None,
        offer: None,
        made_at: now,
        expires_at: now + TEST_FOR,
    }
}
