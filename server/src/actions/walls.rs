//! Links that open the screen on a wall. The log says that one was made or taken back, in no words of theirs.

use domain::{Logged, PersonId, Wall, WallId, WaveId, ZoneId, wall::WallName};
use ground::links;
use store::{NewEvent, Subject, Tx};

use super::{
    ActionError,
    taps::{made_before, remember_made},
};
use crate::core::Core;

/// What a screen shows.
#[derive(Debug, Clone, Copy, Default)]
pub struct Shows {
    /// None: all of them.
    pub zone: Option<ZoneId>,
    /// None: all of them.
    pub wave: Option<WaveId>,
    pub hides_wards: bool,
}

/// Makes a link; the same form again, by its `once`, makes none.
pub async fn add_wall(
    core: &Core,
    (name, shows): (WallName, Shows),
    by: PersonId,
    once: Option<&str>,
) -> Result<WallId, ActionError> {
    let now = core.now();
    let mut tx = core.write().await?;
    if let Some(made) = made_before(tx.as_mut(), by, once).await? {
        tx.commit_quietly().await?;
        return Ok(made);
    }
    let id = WallId::new(now, core.random.bytes());
    let Shows { zone, wave, hides_wards } = shows;
    let wall = Wall {
        id,
        name,
        zone,
        wave,
        hides_wards,
        made_at: now,
        made_by: by,
        revoked_at: None,
        seen_on: None,
    };
    tx.add_wall(&wall, &links::hash(&core.links.wall(id))).await?;
    note(core, tx.as_mut(), by, Logged::WallAdded { wall: id }).await?;
    remember_made(tx.as_mut(), by, once, &id.to_string(), now).await?;
    tx.commit().await?;
    Ok(id)
}

/// Takes a link back; nothing happens if that was done before.
///
/// # Errors
/// [`ActionError::NotFound`] if there is no such link.
pub async fn revoke_wall(core: &Core, id: WallId, by: PersonId) -> Result<(), ActionError> {
    let mut tx = core.write().await?;
    let wall = tx.lookup_wall(id).await?.ok_or(ActionError::NotFound)?;
    if wall.revoked_at.is_none() {
        tx.revoke_wall(id, core.now()).await?;
        note(core, tx.as_mut(), by, Logged::WallRevoked { wall: id }).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn note(core: &Core, tx: &mut dyn Tx, by: PersonId, what: Logged) -> store::Result<()> {
    let event = NewEvent::new(Subject::Hospital, domain::ticket::Actor::Lead(by), core.now(), what);
    tx.append_event(&event).await.map(drop)
}
