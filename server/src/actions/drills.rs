//! Drills of communications: an alert to everyone of a team who is on shift, to be answered by a tap.

use std::time::Duration;

use domain::{DrillId, Duty, Logged, PersonId, Responder, TagId, ZoneId};
use store::{AlertKind, Drill, DrillMember, NewAlert, Subject};

use super::{ActionError, devices::event};
use crate::elbow::Elbow;

/// Whoever has not answered by then would not have come to a job either.
pub const DRILL_FOR: Duration = Duration::from_mins(3);

/// Whom a drill is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Team {
    Everyone,
    Zone(ZoneId),
    Tag(TagId),
}

impl Team {
    fn has(self, responder: &Responder) -> bool {
        match self {
            Self::Everyone => true,
            Self::Zone(zone) => responder.zone == Some(zone),
            Self::Tag(tag) => responder.tags.contains(&tag),
        }
    }
}

/// Starts a drill and alerts everyone of the team who is on shift. Those on a break or off shift are listed and left alone.
///
/// # Errors
/// [`ActionError::NotFound`] if nobody of the team is on shift.
pub async fn start_drill(
    elbow: &Elbow,
    team: Team,
    name: String,
    by: PersonId,
) -> Result<DrillId, ActionError> {
    let now = elbow.now();
    let ends_at = now + DRILL_FOR;
    let mut session = elbow.store.write().await?;
    let mut members = Vec::new();
    for responder in session.list_responders().await?.into_iter().filter(|responder| team.has(responder)) {
        let (person, duty) = (responder.id, responder.duty);
        let alert = match duty {
            Duty::OnShift => {
                let alert = NewAlert {
                    person,
                    kind: AlertKind::Drill,
                    ticket: None,
                    offer: None,
                    made_at: now,
                    expires_at: ends_at,
                };
                Some(session.add_alert(&alert).await?)
            }
            Duty::OnBreak | Duty::OffShift => None,
        };
        members.push(DrillMember { person, duty, alert });
    }
    if members.iter().all(|member| member.alert.is_none()) {
        return Err(ActionError::NotFound);
    }
    let id = DrillId::new(now, elbow.random.bytes());
    let drill = Drill { id, team: name, started_at: now, ends_at, started_by: by };
    session.add_drill(&drill, &members).await?;
    let alerted = members.iter().filter(|member| member.alert.is_some()).count();
    let started = Logged::DrillStarted { drill: id, alerted };
    session.append_event(&event(elbow, Subject::Person(by), Some(by), started)).await?;
    session.commit().await?;
    elbow.wake.all();
    Ok(id)
}
