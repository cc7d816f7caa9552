//! What the command centre said to many.

use async_trait::async_trait;
use domain::{Broadcast, KnownIssueId, Timestamp};

use super::{
    SqlSession,
    row::{Fields, Row, to_json},
    statement::query,
};
use crate::{Broadcasts, Result};

#[async_trait]
impl Broadcasts for SqlSession {
    async fn add_broadcast(&mut self, broadcast: &Broadcast) -> Result<()> {
        let Broadcast { id, known_issue, text, next_word_at, wards, said_at, said_by, alerted } = broadcast;
        let sql = query(
            "insert into broadcast (id, known_issue, text, next_word_at, wards, said_at, said_by, alerted)
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .with(id)
        .with(known_issue)
        .with(text)
        .with(next_word_at)
        .with(&to_json(wards)?)
        .with(said_at)
        .with(said_by)
        .with(alerted);
        self.run(sql).await.map(drop)
    }

    async fn list_broadcasts(&mut self, since: Timestamp) -> Result<Vec<Broadcast>> {
        let sql = query("select * from broadcast where said_at >= $1 order by said_at desc, id desc");
        self.rows(sql.with(&since), broadcast).await
    }

    async fn list_broadcasts_of(&mut self, issue: KnownIssueId, limit: u32) -> Result<Vec<Broadcast>> {
        let sql =
            query("select * from broadcast where known_issue = $1 order by said_at desc, id desc limit $2");
        self.rows(sql.with(&issue).with(&limit), broadcast).await
    }
}

pub(super) fn broadcast(row: &Row) -> Result<Broadcast> {
    let fields = Fields::new("broadcast", "id", row);
    Ok(Broadcast {
        id: fields.get("id")?,
        known_issue: fields.get("known_issue")?,
        text: fields.get("text")?,
        next_word_at: fields.get("next_word_at")?,
        wards: fields.json("wards")?,
        said_at: fields.get("said_at")?,
        said_by: fields.get("said_by")?,
        alerted: fields.get("alerted")?,
    })
}
