//! What was printed of wards' links.

use async_trait::async_trait;
use domain::{
    PersonId, PosterId, Timestamp,
    poster::{Printed, Says},
};

use super::{
    SqlSession,
    row::{Fields, Row},
    statement::query,
};
use crate::{Posters, Result};

#[async_trait]
impl Posters for SqlSession {
    async fn add_posters(&mut self, printed: &Printed) -> Result<()> {
        let Printed { id, ward, kind, copies, says, at, by } = printed;
        let sql = query(
            "insert into poster
                 (id, ward, kind, copies, link_rotation, ward_name, desk_phone, emergency_phone, address,
                  printed_at, printed_by, trust_name)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        )
        .with(id)
        .with(ward)
        .with(kind)
        .with(copies)
        .with(&says.rotation)
        .with(&says.ward_name)
        .with(&says.desk_phone)
        .with(&says.emergency_phone)
        .with(&says.address)
        .with(at)
        .with(by)
        .with(&says.trust_name);
        self.run(sql).await.map(drop)
    }

    async fn list_posters(&mut self) -> Result<Vec<Printed>> {
        let sql = query("select * from poster where taken_down_at is null order by printed_at, id");
        self.rows(sql, printed).await
    }

    async fn take_posters_down(&mut self, id: PosterId, by: PersonId, at: Timestamp) -> Result<()> {
        let sql = query(
            "update poster set taken_down_at = $2, taken_down_by = $3 where id = $1 and taken_down_at is null",
        );
        self.run(sql.with(&id).with(&at).with(&by)).await.map(drop)
    }
}

pub(super) fn printed(row: &Row) -> Result<Printed> {
    let fields = Fields::new("poster", "id", row);
    Ok(Printed {
        id: fields.get("id")?,
        ward: fields.get("ward")?,
        kind: fields.get("kind")?,
        copies: fields.get("copies")?,
        says: Says {
            rotation: fields.get("link_rotation")?,
            trust_name: fields.get("trust_name")?,
            ward_name: fields.get("ward_name")?,
            desk_phone: fields.get("desk_phone")?,
            emergency_phone: fields.get("emergency_phone")?,
            address: fields.get("address")?,
        },
        at: fields.get("printed_at")?,
        by: fields.get("printed_by")?,
    })
}
