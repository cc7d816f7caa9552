//! Drills of communications: who was to be reached, and what became of the alert.

use async_trait::async_trait;
use domain::{DrillId, Duty, PersonId, Timestamp};

use crate::{Alert, Page, Part, Place, Result};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drill {
    pub id: DrillId,
    /// Whom it was for, in words: `Everyone`, `East`, `ePMA`.
    pub team: String,
    pub started_at: Timestamp,
    /// Answers after this come too late.
    pub ends_at: Timestamp,
    pub started_by: PersonId,
}

/// One of the team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrillMember {
    pub person: PersonId,
    /// When the drill began.
    pub duty: Duty,
    /// The alert by its number; none for whoever was not to be alerted.
    pub alert: Option<i64>,
}

#[async_trait]
pub trait Drills {
    async fn add_drill(&mut self, drill: &Drill, team: &[DrillMember]) -> Result<()>;
    async fn lookup_drill(&mut self, id: DrillId) -> Result<Option<Drill>>;
    /// Latest first.
    async fn list_drills(&mut self, page: &Page<Place<DrillId>>) -> Result<Part<Drill, Place<DrillId>>>;
    /// Everyone of the team, in no order, with the alert that they got.
    async fn list_drill_members(&mut self, id: DrillId) -> Result<Vec<(DrillMember, Option<Alert>)>>;
}
