//! Rows that wait to be sent, whatever they are. A claim is a lease: a worker that dies with one in hand holds it up no
//! longer than `claimed_until`.

use std::time::Duration;

use domain::Timestamp;

use super::{
    SqlSession,
    column::Column,
    row::{Fields, Row},
    statement::query,
};
use crate::{ALONE_AFTER, Claimed, Error, Result};

/// The statements of one table.
pub(super) struct Queue {
    table: &'static str,
    claim: &'static str,
    expire: &'static str,
    finish: &'static str,
    retry: &'static str,
    next_due: &'static str,
}

/// An alert that this program may touch: of a kind of its own ([`crate::AlertKind`]), and not damaged.
macro_rules! alert_is_fit {
    () => {
        concat!("kind in (", alert_kinds!(), ") and attempts >= 0 and lost >= 0")
    };
}

/// A call that this program may touch.
macro_rules! call_is_fit {
    () => {
        "kind in ('offer', 'command_centre') and (person is not null) = (kind = 'offer') and attempts >= 0 and lost >= 0"
    };
}

/// `$fit` leaves rows alone that no statement may touch, since one that breaks a check would fail it for all: those with a
/// word of a newer program, which will send them, and damaged ones.
macro_rules! queue {
    ($table:literal, $fit:ident) => {
        Queue {
            table: $table,
            claim: concat!(
                "update ",
                $table,
                " set claimed_until = $2, attempts = attempts + 1,
                      lost = lost + case when claimed_until is null then 0 else 1 end
                  where id in (
                      select id from (
                          select id from ",
                $table,
                "         where outcome is null and due_at <= $1 and expires_at > $1 and ",
                $fit!(),
                "         and coalesce(claimed_until <= $1, true)
                          and lost + case when claimed_until is null then 0 else 1 end < $4
                          order by id limit $3) as together
                      union all
                      select id from (
                          select id from ",
                $table,
                "         where outcome is null and due_at <= $1 and expires_at > $1 and ",
                $fit!(),
                "         and coalesce(claimed_until <= $1, true)
                          and lost + case when claimed_until is null then 0 else 1 end >= $4
                          and not exists (
                              select 1 from ",
                $table,
                "             as alone
                              where alone.outcome is null and alone.lost >= $4 and alone.claimed_until > $1)
                          order by lost, id limit 1) as next_alone)
                  returning *"
            ),
            expire: concat!(
                "update ",
                $table,
                " set outcome = 'expired', finished_at = $1
                 where outcome is null and expires_at <= $1 and coalesce(claimed_until <= $1, true) and ",
                $fit!()
            ),
            finish: concat!(
                "update ",
                $table,
                " set outcome = $2, finished_at = $3, claimed_until = null
                 where id = $1 and outcome is null"
            ),
            retry: concat!(
                "update ",
                $table,
                " set due_at = $2, claimed_until = null where id = $1 and outcome is null"
            ),
            // What expires before it is due again must be looked at then, to be given its outcome.
            next_due: concat!(
                "select min(case when claimed_until > soonest then claimed_until else soonest end) as due
                 from (select claimed_until, case when due_at < expires_at then due_at else expires_at end as soonest
                       from ",
                $table,
                " where outcome is null and ",
                $fit!(),
                ") as unfinished"
            ),
        }
    };
}

pub(super) const ALERTS: Queue = queue!("alert", alert_is_fit);
pub(super) const CALLS: Queue = queue!("call", call_is_fit);

/// Why a row that cannot be read is set aside.
pub(super) const UNREADABLE: &str = "its row cannot be read";

impl SqlSession {
    /// Takes rows for a worker, in the order of their numbers, after what is too late was given up; and the numbers of those
    /// that are damaged, to be set aside so that nobody claims them again and again.
    pub(super) async fn claim<T>(
        &mut self,
        queue: &Queue,
        read: impl Fn(&Row) -> Result<T>,
        now: Timestamp,
        lease: Duration,
        limit: u32,
    ) -> Result<(Claimed<T>, Vec<i64>)> {
        let expired = self.run(query(queue.expire).with(&now)).await?;
        let claim = query(queue.claim).with(&now).with(&(now + lease)).with(&limit).with(&ALONE_AFTER);
        let mut rows = Vec::new();
        for row in self.all(claim).await? {
            let id: i64 = Fields::new(queue.table, "id", &row).get("id")?;
            rows.push((id, row));
        }
        rows.sort_by_key(|(id, _)| *id);
        let is_damaged = |row: &Row| matches!(read(row), Err(Error::Corrupt { .. }));
        let damaged = rows.iter().filter(|(_, row)| is_damaged(row)).map(|(id, _)| *id).collect();
        let rows: Vec<Row> = rows.into_iter().map(|(_, row)| row).collect();
        Ok((Claimed { taken: self.readable(&rows, read)?, expired }, damaged))
    }

    /// The first outcome counts.
    pub(super) async fn finish(
        &mut self,
        queue: &Queue,
        id: i64,
        outcome: &impl Column,
        now: Timestamp,
    ) -> Result<()> {
        self.run(query(queue.finish).with(&id).with(outcome).with(&now)).await.map(drop)
    }

    pub(super) async fn retry(&mut self, queue: &Queue, id: i64, due_at: Timestamp) -> Result<()> {
        self.run(query(queue.retry).with(&id).with(&due_at)).await.map(drop)
    }

    pub(super) async fn next_due(&mut self, queue: &Queue) -> Result<Option<Timestamp>> {
        Fields::new(queue.table, "due", &self.one(query(queue.next_due)).await?).get("due")
    }
}
