//! Calls through the gateway. Those of a kind that only a newer program knows are left to it.

use std::time::Duration;

use async_trait::async_trait;
use domain::{PersonId, TicketId, Timestamp};

use super::{
    SqlSession,
    column::new_word,
    queue::{CALLS, UNREADABLE},
    row::{Fields, Row},
    statement::query,
};
use crate::{Call, CallFor, CallOutcome, Calls, Claimed, NewCall, Result, SetAside};

#[async_trait]
impl Calls for SqlSession {
    async fn add_call(&mut self, call: &NewCall) -> Result<i64> {
        let (kind, person) = in_columns(call.whom);
        let sql = query(
            "insert into call (kind, person, ticket, made_at, expires_at, due_at)
             values ($1, $2, $3, $4, $5, $4)
             returning id",
        )
        .bind(kind)
        .with(&person)
        .with(&call.ticket)
        .with(&call.made_at)
        .with(&call.expires_at);
        Fields::new("call", "id", &self.one(sql).await?).get("id")
    }

    async fn claim_calls(&mut self, now: Timestamp, lease: Duration, limit: u32) -> Result<Claimed<Call>> {
        let (claimed, damaged) = self.claim(&CALLS, call, now, lease, limit).await?;
        for id in damaged {
            self.set_call_aside(id, UNREADABLE, now).await?;
        }
        Ok(claimed)
    }

    async fn finish_call(&mut self, id: i64, outcome: CallOutcome, now: Timestamp) -> Result<()> {
        self.finish(&CALLS, id, &outcome, now).await
    }

    async fn set_call_aside(&mut self, id: i64, why: &str, now: Timestamp) -> Result<()> {
        let sql = query("update call set set_aside = $2 where id = $1 and outcome is null");
        self.run(sql.with(&id).bind(why)).await?;
        self.finish_call(id, CallOutcome::Refused, now).await
    }

    async fn list_calls_set_aside(&mut self, since: Timestamp) -> Result<Vec<SetAside>> {
        let sql = query(
            "select id, finished_at, set_aside from call
             where set_aside is not null and finished_at >= $1
             order by finished_at desc, id desc",
        );
        self.rows(sql.with(&since), set_aside).await
    }

    async fn retry_call(&mut self, id: i64, due_at: Timestamp) -> Result<()> {
        self.retry(&CALLS, id, due_at).await
    }

    async fn next_call_due(&mut self) -> Result<Option<Timestamp>> {
        self.next_due(&CALLS).await
    }

    async fn list_calls_of(&mut self, ticket: TicketId) -> Result<Vec<Call>> {
        let sql = query("select * from call where ticket = $1 order by id");
        self.rows(sql.with(&ticket), call).await
    }

    async fn list_calls_of_open_tickets(&mut self) -> Result<Vec<Call>> {
        let sql = query(
            "select * from call
             where ticket in (select id from ticket where closed_at is null)
             order by +id",
        );
        self.rows(sql, call).await
    }
}

const fn in_columns(whom: CallFor) -> (&'static str, Option<PersonId>) {
    match whom {
        CallFor::Responder(person) => ("offer", Some(person)),
        CallFor::CommandCentre => ("command_centre", None),
    }
}

pub(super) fn call(row: &Row) -> Result<Call> {
    let fields = Fields::new("call", "id", row);
    let kind: String = fields.get("kind")?;
    let whom = match kind.as_str() {
        "offer" => CallFor::Responder(fields.required("person")?),
        "command_centre" => CallFor::CommandCentre,
        _ => return Err(fields.unfit("kind", new_word(&kind))),
    };
    Ok(Call {
        id: fields.get("id")?,
        whom,
        ticket: fields.get("ticket")?,
        made_at: fields.get("made_at")?,
        expires_at: fields.get("expires_at")?,
        attempts: fields.get("attempts")?,
        lost: fields.get("lost")?,
        outcome: fields.get("outcome")?,
        finished_at: fields.get("finished_at")?,
    })
}

fn set_aside(row: &Row) -> Result<SetAside> {
    let fields = Fields::new("call", "id", row);
    Ok(SetAside { id: fields.get("id")?, at: fields.get("finished_at")?, why: fields.get("set_aside")? })
}
