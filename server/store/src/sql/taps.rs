//! Taps that have been answered.

use async_trait::async_trait;
use domain::{PersonId, Timestamp};

use super::{
    SqlSession,
    row::{Fields, Row},
    statement::query,
};
use crate::{AnsweredTap, Result, Taps};

#[async_trait]
impl Taps for SqlSession {
    async fn lookup_tap(&mut self, person: PersonId, key: &str) -> Result<Option<AnsweredTap>> {
        let sql = query("select * from tap where person = $1 and key = $2").with(&person).bind(key);
        self.row(sql, tap).await
    }

    async fn add_tap(&mut self, tap: &AnsweredTap) -> Result<()> {
        let sql = query("insert into tap (person, key, at, refused, made) values ($1, $2, $3, $4, $5)")
            .with(&tap.person)
            .with(&tap.key)
            .with(&tap.at)
            .with(&tap.refused)
            .with(&tap.made);
        self.run(sql).await.map(drop)
    }

    async fn add_taken_back(&mut self, request_key: &str, at: Timestamp) -> Result<()> {
        let sql =
            query("insert into taken_back (request_key, at) values ($1, $2)").bind(request_key).with(&at);
        self.run(sql).await.map(drop)
    }

    async fn is_taken_back(&mut self, request_key: &str) -> Result<bool> {
        let sql = query("select at from taken_back where request_key = $1").bind(request_key);
        Ok(self.optional(sql).await?.is_some())
    }

    async fn forget_taps(&mut self, before: Timestamp) -> Result<()> {
        self.run(query("delete from taken_back where at < $1").with(&before)).await?;
        self.run(query("delete from tap where at < $1").with(&before)).await.map(drop)
    }
}

pub(super) fn tap(row: &Row) -> Result<AnsweredTap> {
    let fields = Fields::new("tap", "person", row);
    Ok(AnsweredTap {
        person: fields.get("person")?,
        key: fields.get("key")?,
        at: fields.get("at")?,
        refused: fields.get("refused")?,
        made: fields.get("made")?,
    })
}
