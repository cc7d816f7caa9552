//! Rows that wait to be sent, whatever they are. A claim is a lease: a worker that dies with one in hand holds it up no
//! longer than `claimed_until`.

use domain::Timestamp;

use super::{
    SqlSession,
    column::Column,
    row::{Fields, Row},
    statement::query,
};
use crate::{Error, Result};

/// The statements of one table.
pub(super) struct Queue {
    table: &'static str,
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
pub(super) use alert_is_fit;

/// A call that this program may touch.
macro_rules! call_is_fit {
    () => {
        "kind in ('offer', 'command_centre') and (person is not null) = (kind = 'offer') and attempts >= 0"
    };
}
pub(super) use call_is_fit;

/// `$fit` leaves rows alone that no statement may touch, since one that breaks a check would fail it for all: those with a
/// word of a newer program, which will send them, and damaged ones.
macro_rules! queue {
    ($table:literal, $fit:ident) => {
        Queue {
            table: $table,
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

/// The numbers of claimed rows that are damaged: they are given an outcome, so that nobody claims them again and again.
pub(super) fn damaged<T>(
    rows: &[Row],
    table: &'static str,
    read: impl Fn(&Row) -> Result<T>,
) -> Result<Vec<i64>> {
    let damaged = rows.iter().filter(|row| matches!(read(row), Err(Error::Corrupt { .. })));
    damaged.map(|row| Fields::new(table, "id", row).get("id")).collect()
}

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
