//! Leases: a row for each kind of work, in the database's own time. They are for programs that share a database, so
//! only `PostgreSQL` has them.
//!
//! Whoever takes the work over raises the row's number, and whoever still names that number keeps it. A write locks the
//! row, so that nobody can take over between the look at the number and the commit.

use std::time::Duration;

use domain::Timestamp;

use super::{SqlSession, row::Fields, statement::query};
use crate::{Error, Lease, Result, Turn, Work};

/// No lease is given for longer, in milliseconds: one that says so is damaged and binds nobody.
const LONGEST: i64 = 10 * 60 * 1000;

impl SqlSession {
    pub(super) async fn confirm_lease(&mut self, lease: Lease) -> Result<()> {
        let sql = query("select number from lease where work = $1 and number = $2 for share");
        let row = self.optional(sql.with(&lease.work).with(&lease.number)).await?;
        row.map(drop).ok_or(Error::LeaseLost)
    }

    /// Keeps the work, even late if nobody else has asked for it; or takes it if nobody has it.
    pub(crate) async fn take_turn(
        &mut self,
        work: Work,
        held: Option<Lease>,
        lasts: Duration,
    ) -> Result<Turn> {
        let lasts = i64::try_from(lasts.as_millis()).unwrap_or(i64::MAX);
        if let Some(lease) = held {
            let sql = query("update lease set ends_at = database_now() + $3 where work = $1 and number = $2");
            if self.run(sql.with(&lease.work).with(&lease.number).with(&lasts)).await? == 1 {
                return Ok(Turn::Ours(lease));
            }
        }
        let sql = query(
            "update lease
             set number = case when number between 0 and 9007199254740992 then number + 1 else 0 end,
                 ends_at = database_now() + $2
             where work = $1 and (ends_at <= database_now() or ends_at > database_now() + $3)
             returning number",
        );
        if let Some(row) = self.optional(sql.with(&work).with(&lasts).with(&LONGEST)).await? {
            let number = Fields::new("lease", "work", &row).get("number")?;
            return Ok(Turn::Ours(Lease { work, number }));
        }
        let sql = query("select ends_at - database_now() as remaining from lease where work = $1");
        let row = self.one(sql.with(&work)).await?;
        let remaining: i64 = Fields::new("lease", "work", &row).get("remaining")?;
        Ok(Turn::Theirs(Duration::from_millis(remaining.try_into().unwrap_or_default())))
    }

    pub(crate) async fn database_now(&mut self) -> Result<Timestamp> {
        let row = self.one(query("select database_now() as now")).await?;
        Fields::new("lease", "now", &row).get("now")
    }

    pub(crate) async fn give_back(&mut self, lease: Lease) -> Result<()> {
        let sql = query("update lease set ends_at = 0 where work = $1 and number = $2");
        self.run(sql.with(&lease.work).with(&lease.number)).await.map(drop)
    }
}
