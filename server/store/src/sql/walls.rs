//! Links that open the screen on a wall.

use async_trait::async_trait;
use domain::{Timestamp, Wall, WallId};

use super::{
    SqlSession,
    row::{Fields, Row},
    statement::query,
};
use crate::{Hash, Result, Walls};

#[async_trait]
impl Walls for SqlSession {
    async fn list_walls(&mut self) -> Result<Vec<Wall>> {
        self.rows(query("select * from wall_link order by made_at desc, id desc"), wall).await
    }

    async fn lookup_wall(&mut self, id: WallId) -> Result<Option<Wall>> {
        self.row(query("select * from wall_link where id = $1").with(&id), wall).await
    }

    async fn lookup_wall_by_link(&mut self, link: &Hash) -> Result<Option<Wall>> {
        let sql = query("select * from wall_link where link = $1 and revoked_at is null");
        self.row(sql.with(link), wall).await
    }

    async fn add_wall(&mut self, wall: &Wall, link: &Hash) -> Result<()> {
        let sql = query(
            "insert into wall_link (id, link, name, zone, wave, hides_wards, made_at, made_by, revoked_at,
                 seen_on)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        )
        .with(&wall.id)
        .with(link)
        .with(&wall.name)
        .with(&wall.zone)
        .with(&wall.wave)
        .with(&wall.hides_wards)
        .with(&wall.made_at)
        .with(&wall.made_by)
        .with(&wall.revoked_at)
        .with(&wall.seen_on);
        self.run(sql).await.map(drop)
    }

    async fn revoke_wall(&mut self, id: WallId, at: Timestamp) -> Result<()> {
        let sql = query("update wall_link set revoked_at = $2 where id = $1 and revoked_at is null");
        self.run(sql.with(&id).with(&at)).await.map(drop)
    }

    async fn note_wall_seen(&mut self, id: WallId, day: Timestamp) -> Result<()> {
        let sql =
            query("update wall_link set seen_on = $2 where id = $1 and (seen_on is null or seen_on < $2)");
        self.run(sql.with(&id).with(&day)).await.map(drop)
    }
}

pub(super) fn wall(row: &Row) -> Result<Wall> {
    let fields = Fields::new("wall_link", "id", row);
    Ok(Wall {
        id: fields.get("id")?,
        name: fields.get("name")?,
        zone: fields.get("zone")?,
        wave: fields.get("wave")?,
        hides_wards: fields.get("hides_wards")?,
        made_at: fields.get("made_at")?,
        made_by: fields.get("made_by")?,
        revoked_at: fields.get("revoked_at")?,
        seen_on: fields.get("seen_on")?,
    })
}
