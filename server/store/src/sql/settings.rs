//! What an administrator has set on a page.

use async_trait::async_trait;
use domain::{PersonId, Timestamp};

use super::{
    SqlSession,
    dispatching::set_text,
    row::{Fields, Row},
    statement::query,
};
use crate::{Result, SealedSecret, SetText, Settings};

#[async_trait]
impl Settings for SqlSession {
    async fn settings_in_force(&mut self) -> Result<u32> {
        let row = self.one(query("select coalesce(max(version), 0) as version from setting")).await?;
        Fields::new("setting", "version", &row).get("version")
    }

    async fn lookup_settings(&mut self, version: u32) -> Result<Option<SetText>> {
        self.row(query("select * from setting where version = $1").with(&version), settings).await
    }

    async fn list_settings(&mut self, limit: u32) -> Result<Vec<SetText>> {
        self.rows(query("select * from setting order by version desc limit $1").with(&limit), settings).await
    }

    async fn add_settings(&mut self, text: &str, by: PersonId, at: Timestamp) -> Result<u32> {
        let sql = query(
            "insert into setting (version, text, set_at, set_by)
             select coalesce(max(version), 0) + 1, $1, $2, $3 from setting
             returning version",
        );
        let row = self.one(sql.bind(text).with(&at).with(&by)).await?;
        Fields::new("setting", "version", &row).get("version")
    }

    async fn put_secret(&mut self, secret: &SealedSecret) -> Result<()> {
        let sql = query(
            "insert into sealed_secret (name, sealed, set_at, set_by) values ($1, $2, $3, $4)
             on conflict (name) do update
             set sealed = excluded.sealed, set_at = excluded.set_at, set_by = excluded.set_by",
        );
        let sql = sql.with(&secret.name).with(&secret.sealed).with(&secret.set_at).with(&secret.set_by);
        self.run(sql).await.map(drop)
    }

    async fn remove_secret(&mut self, name: &str) -> Result<()> {
        self.run(query("delete from sealed_secret where name = $1").bind(name)).await.map(drop)
    }

    async fn lookup_secret(&mut self, name: &str) -> Result<Option<SealedSecret>> {
        self.row(query("select * from sealed_secret where name = $1").bind(name), sealed_secret).await
    }
}

pub(super) fn settings(row: &Row) -> Result<SetText> {
    set_text("setting", row)
}

pub(super) fn sealed_secret(row: &Row) -> Result<SealedSecret> {
    let fields = Fields::new("sealed_secret", "name", row);
    Ok(SealedSecret {
        name: fields.get("name")?,
        sealed: fields.get("sealed")?,
        set_at: fields.get("set_at")?,
        set_by: fields.get("set_by")?,
    })
}
