//! Rows that wait to be sent, whatever they are. A claim is a lease: a worker that dies with one in hand holds it up no
//! longer than `claimed_until`.

use domain::Timestamp;

use super::{SqlSession, column::Column, row::Fields, statement::query};
use crate::Result;

/// The statements of one table.
pub(super) struct Queue {
    table: &'static str,
    expire: &'static str,
    finish: &'static str,
    retry: &'static str,
    next_due: &'static str,
}

macro_rules! queue {
    ($table:literal) => {
        Queue {
            table: $table,
            expire: concat!(
                "update ",
                $table,
                " set outcome = 'expired', finished_at = $1
                 where outcome is null and expires_at <= $1 and coalesce(claimed_until <= $1, true)"
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
                " where outcome is null) as unfinished"
            ),
        }
    };
}

pub(super) const ALERTS: Queue = queue!("alert");
pub(super) const CALLS: Queue = queue!("call");

impl SqlSession {
    /// What nobody has in hand and is too late; says how many.
    pub(super) async fn expire(&mut self, queue: &Queue, now: Timestamp) -> Result<u64> {
        self.run(query(queue.expire).with(&now)).await
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
