//! The screen in the invented command post.

use domain::{Timestamp, Wall, WallId, wall::WallName};
use ground::{
    links::{self, Links},
    random::Random,
};
use store::Store;

/// Makes its link. Meant for a database that has none yet.
pub async fn hang_wall(
    store: &dyn Store,
    links: &Links,
    random: &Random,
    now: Timestamp,
) -> store::Result<()> {
    let mut tx = store.write().await?;
    let Some(lead) = tx.lookup_account_by_username("lead").await? else { return Ok(()) };
    let id = WallId::new(now, random.bytes());
    let wall = Wall {
        id,
        name: WallName::stored("Command post".to_owned()),
        zone: None,
        wave: None,
        hides_wards: false,
        made_at: now,
        made_by: lead.person,
        revoked_at: None,
        seen_on: None,
    };
    tx.add_wall(&wall, &links::hash(&links.wall(id))).await?;
    tx.commit().await
}
