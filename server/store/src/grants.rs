//! Who may be what, from when and until when.

use async_trait::async_trait;
use domain::{GrantId, Logged, PersonId, Role, RoleGrant, Timestamp, ZoneId, grant::roles};

use crate::{Result, Tx};

#[async_trait]
pub trait Grants {
    /// All there ever were, in the order in which they were made.
    async fn list_grants(&mut self) -> Result<Vec<RoleGrant>>;
    /// Those of these people, of each in the order in which they were made.
    async fn list_grants_among(&mut self, people: &[PersonId]) -> Result<Vec<RoleGrant>>;
    /// Those of one person.
    async fn list_grants_of(&mut self, person: PersonId) -> Result<Vec<RoleGrant>>;
    /// Who leads this zone at `now`, besides those who lead all of them.
    async fn list_leads_of(&mut self, zone: ZoneId, now: Timestamp) -> Result<Vec<PersonId>>;
    /// What somebody may be at `now`.
    async fn roles_at(&mut self, person: PersonId, now: Timestamp) -> Result<Vec<Role>>;
    async fn add_grant(&mut self, grant: &RoleGrant) -> Result<()>;
    /// Ends it at `now`, or before it has begun. One that is over stays as it was.
    async fn end_grant(&mut self, id: GrantId, now: Timestamp) -> Result<()>;
}

/// Makes `wanted` what somebody may be until further notice, at `now`; what was given for a time stays as it is. Answers with what
/// the log is to say.
pub async fn set_lasting_roles(
    tx: &mut dyn Tx,
    person: PersonId,
    wanted: &[Role],
    now: Timestamp,
    mut new_id: impl FnMut() -> GrantId + Send,
) -> Result<Vec<Logged>> {
    let grants = tx.list_grants_of(person).await?;
    let lasting = || grants.iter().filter(|grant| grant.is_lasting_at(now));
    let mut changes = Vec::new();
    for grant in lasting().filter(|grant| !wanted.contains(&grant.role)) {
        tx.end_grant(grant.id, now).await?;
        changes.push(Logged::RoleEnded { role: grant.role });
    }
    let before = roles(lasting(), |_| true);
    for role in wanted.iter().copied().filter(|role| !before.contains(role)) {
        tx.add_grant(&RoleGrant::lasting(new_id(), person, role, now)).await?;
        changes.push(Logged::RoleGranted { role, from: None, until: None, zone: None });
    }
    Ok(changes)
}
