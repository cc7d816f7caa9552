//! What was done at set times.

use async_trait::async_trait;
use domain::{Scheduled, Timestamp};

use super::{
    SqlSession,
    row::{Fields, Row},
    statement::query,
};
use crate::{Error, Result, Schedules};

#[async_trait]
impl Schedules for SqlSession {
    async fn last_run(&mut self, what: Scheduled, by: Timestamp) -> Result<Option<Timestamp>> {
        // One that cannot be read is left out: what was due then is found done by its key.
        let sql =
            query("select * from schedule_run where name = $1 and due_at <= $2 order by due_at desc limit 8");
        Ok(self.rows(sql.with(&what).with(&by), run).await?.first().map(|(_, due_at, _)| *due_at))
    }

    async fn has_run(&mut self, what: Scheduled, due_at: Timestamp) -> Result<bool> {
        let sql = query("select name from schedule_run where name = $1 and due_at = $2");
        Ok(self.optional(sql.with(&what).with(&due_at)).await?.is_some())
    }

    async fn run_ahead(&mut self, what: Scheduled, after: Timestamp) -> Result<Option<Timestamp>> {
        let sql = query("select * from schedule_run where name = $1 and due_at > $2 order by due_at limit 1");
        Ok(self.rows(sql.with(&what).with(&after), run).await?.first().map(|(_, due_at, _)| *due_at))
    }

    async fn add_run(&mut self, what: Scheduled, due_at: Timestamp, ran_at: Timestamp) -> Result<()> {
        let sql = query(
            "insert into schedule_run (name, due_at, ran_at) values ($1, $2, $3)
             on conflict (name, due_at) do nothing",
        );
        if self.run(sql.with(&what).with(&due_at).with(&ran_at)).await? == 0 {
            return Err(Error::Duplicate("run"));
        }
        Ok(())
    }
}

pub(super) fn run(row: &Row) -> Result<(Scheduled, Timestamp, Timestamp)> {
    let fields = Fields::new("schedule_run", "due_at", row);
    Ok((fields.get("name")?, fields.get("due_at")?, fields.get("ran_at")?))
}
