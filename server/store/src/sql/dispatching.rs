//! The policy and the record of decisions.

use async_trait::async_trait;
use domain::{PersonId, Timestamp};

use super::{
    SqlSession,
    row::{Fields, Row},
    statement::query,
};
use crate::{Decision, Dispatching, Hash, Result, SetText};

#[async_trait]
impl Dispatching for SqlSession {
    async fn policy_in_force(&mut self) -> Result<u32> {
        let row = self.one(query("select coalesce(max(version), 0) as version from policy")).await?;
        Fields::new("policy", "version", &row).get("version")
    }

    async fn lookup_policy(&mut self, version: u32) -> Result<Option<SetText>> {
        self.row(query("select * from policy where version = $1").with(&version), policy).await
    }

    async fn add_policy(&mut self, text: &str, by: PersonId, at: Timestamp) -> Result<u32> {
        let sql = query(
            "insert into policy (version, text, set_at, set_by)
             select coalesce(max(version), 0) + 1, $1, $2, $3 from policy
             returning version",
        );
        let row = self.one(sql.bind(text).with(&at).with(&by)).await?;
        Fields::new("policy", "version", &row).get("version")
    }

    async fn add_setting(&mut self, hash: &Hash, body: &[u8]) -> Result<()> {
        let sql = query("insert into decision_setting (hash, body) values ($1, $2) on conflict do nothing");
        self.run(sql.with(hash).with(&body.to_vec())).await.map(drop)
    }

    async fn lookup_setting(&mut self, hash: &Hash) -> Result<Option<Vec<u8>>> {
        let row = self.optional(query("select * from decision_setting where hash = $1").with(hash)).await?;
        row.map(|row| Fields::new("decision_setting", "hash", &row).get("body")).transpose()
    }

    async fn add_decision(&mut self, decision: &Decision) -> Result<()> {
        let sql =
            query("insert into decision (at, program, policy, setting, body) values ($1, $2, $3, $4, $5)")
                .with(&decision.at)
                .with(&decision.program)
                .with(&decision.policy)
                .with(&decision.setting)
                .with(&decision.body);
        self.run(sql).await.map(drop)
    }

    async fn list_decisions_after(&mut self, after: i64, limit: u32) -> Result<Vec<(i64, Decision)>> {
        let sql = query("select * from decision where id > $1 order by id limit $2");
        self.rows(sql.with(&after).with(&limit), decision).await
    }

    async fn forget_decisions(&mut self, before: Timestamp) -> Result<()> {
        self.run(query("delete from decision where at < $1").with(&before)).await?;
        let sql = query(
            "delete from decision_setting
             where not exists (select 1 from decision where decision.setting = decision_setting.hash)",
        );
        self.run(sql).await.map(drop)
    }
}

pub(super) fn policy(row: &Row) -> Result<SetText> {
    set_text("policy", row)
}

/// A row of a table of texts that were set, one a version.
pub(super) fn set_text(table: &'static str, row: &Row) -> Result<SetText> {
    let fields = Fields::new(table, "version", row);
    Ok(SetText {
        version: fields.get("version")?,
        text: fields.get("text")?,
        set_at: fields.get("set_at")?,
        set_by: fields.get("set_by")?,
    })
}

pub(super) fn decision(row: &Row) -> Result<(i64, Decision)> {
    let fields = Fields::new("decision", "id", row);
    let decision = Decision {
        at: fields.get("at")?,
        program: fields.get("program")?,
        policy: fields.get("policy")?,
        setting: fields.get("setting")?,
        body: fields.get("body")?,
    };
    Ok((fields.get("id")?, decision))
}
