//! Drills of communications: an alert to everyone of a team who is on shift, to be answered by a tap.

use std::time::Duration;

use domain::{DrillId, Duty, Logged, PersonId, Responder, TagId, ZoneId};
use store::{AlertKind, Drill, DrillMember, NewAlert, Page, Subject, Tx};

use super::{ActionError, devices::event, once::Once};
use crate::core::Core;

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

/// Those of a team whom a drill would alert.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TeamNow {
    pub on_shift: usize,
    /// … of them, those who have a handset with alerts on.
    pub with_alerts: usize,
}

/// Whom a drill that begins now would alert.
///
/// # Errors
/// [`ActionError::DrillUnderway`] if another one is; [`ActionError::NotFound`] if nobody of the team is on shift.
pub async fn team_now(core: &Core, tx: &mut dyn Tx, team: Team) -> Result<TeamNow, ActionError> {
    if tx.list_drills(&Page::first(1)).await?.rows.iter().any(|drill| core.now() < drill.ends_at) {
        return Err(ActionError::DrillUnderway);
    }
    let mut now = TeamNow { on_shift: 0, with_alerts: 0 };
    for responder in tx.list_responders().await? {
        if team.has(&responder) && responder.duty == Duty::OnShift {
            now.on_shift += 1;
            now.with_alerts += usize::from(!tx.list_subscriptions(responder.id).await?.is_empty());
        }
    }
    if now.on_shift == 0 { Err(ActionError::NotFound) } else { Ok(now) }
}

/// Starts a drill and alerts everyone of the team who is on shift. Those on a break or off shift are listed and left alone. The
/// same form again, by its `once`, starts none.
///
/// # Errors
/// As [`team_now`].
pub async fn start_drill(
    core: &Core,
    team: Team,
    name: String,
    by: PersonId,
    once: Option<&str>,
) -> Result<DrillId, ActionError> {
    let now = core.now();
    let ends_at = now + DRILL_FOR;
    let mut tx = match Once::begin(core, by, once).await? {
        Once::Made(drill) => return Ok(drill),
        Once::New(tx) => tx,
    };
    team_now(core, tx.as_mut(), team).await?;
    let mut members = Vec::new();
    for responder in tx.list_responders().await?.into_iter().filter(|responder| team.has(responder)) {
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
                Some(tx.add_alert(&alert).await?)
            }
            Duty::OnBreak | Duty::OffShift => None,
        };
        members.push(DrillMember { person, duty, alert });
    }
    let id = DrillId::new(now, core.random.bytes());
    let drill = Drill { id, team: name, started_at: now, ends_at, started_by: by };
    tx.add_drill(&drill, &members).await?;
    let alerted = members.iter().filter(|member| member.alert.is_some()).count();
    let started = Logged::DrillStarted { drill: id, alerted };
    tx.append_event(&event(core, Subject::Person(by), Some(by), started)).await?;
    tx.commit_made(id, now).await?;
    Ok(id)
}
