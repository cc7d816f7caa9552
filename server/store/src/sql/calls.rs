//! Calls through the gateway. Those of a kind that only a newer program knows are left to it.

use std::time::Duration;

use async_trait::async_trait;
use domain::{PersonId, TicketId, Timestamp};

use super::{
    SqlSession,
    column::unknown,
    queue::CALLS,
    row::{Fields, Row},
    statement::query,
};
use crate::{Call, CallFor, CallOutcome, Calls, NewCall, Result};

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

    async fn claim_calls(&mut self, now: Timestamp, lease: Duration, limit: u32) -> Result<Vec<Call>> {
        self.expire(&CALLS, now).await?;
        let claim = query(
            "update call set claimed_until = $2, attempts = attempts + 1
             where id in (
                 select id from call
                 where outcome is null and due_at <= $1 and expires_at > $1
                 and coalesce(claimed_until <= $1, true)
                 and kind in ('offer', 'command_centre')
                 order by id limit $3)
             returning *",
        );
        let rows = self.all(claim.with(&now).with(&(now + lease)).with(&limit)).await?;
        let mut calls: Vec<Call> = rows.iter().map(call).collect::<Result<_>>()?;
        calls.sort_by_key(|call| call.id);
        Ok(calls)
    }

    async fn finish_call(&mut self, id: i64, outcome: CallOutcome, now: Timestamp) -> Result<()> {
        self.finish(&CALLS, id, &outcome, now).await
    }

    async fn retry_call(&mut self, id: i64, due_at: Timestamp) -> Result<()> {
        self.retry(&CALLS, id, due_at).await
    }

    async fn next_call_due(&mut self) -> Result<Option<Timestamp>> {
        self.next_due(&CALLS).await
    }

    async fn list_calls_of(&mut self, ticket: TicketId) -> Result<Vec<Call>> {
        let sql =
            query("select * from call where ticket = $1 and kind in ('offer', 'command_centre') order by id");
        self.all(sql.with(&ticket)).await?.iter().map(call).collect()
    }

    async fn list_calls_of_open_tickets(&mut self) -> Result<Vec<Call>> {
        let sql = query(
            "select * from call
             where ticket in (select id from ticket where closed_at is null)
             and kind in ('offer', 'command_centre')
             order by +id",
        );
        self.all(sql).await?.iter().map(call).collect()
    }
}

const fn in_columns(whom: CallFor) -> (&'static str, Option<PersonId>) {
    match whom {
        CallFor::Responder(person) => ("offer", Some(person)),
        CallFor::CommandCentre => ("command_centre", None),
    }
}

fn call(row: &Row) -> Result<Call> {
    let fields = Fields::new("call", "id", row);
    let kind: String = fields.get("kind")?;
    let whom = match kind.as_str() {
        "offer" => CallFor::Responder(fields.required("person")?),
        "command_centre" => CallFor::CommandCentre,
        _ => return Err(fields.corrupt("kind", &unknown(&kind))),
    };
    Ok(Call {
        id: fields.get("id")?,
        whom,
        ticket: fields.get("ticket")?,
        made_at: fields.get("made_at")?,
        expires_at: fields.get("expires_at")?,
        attempts: fields.get("attempts")?,
        outcome: fields.get("outcome")?,
        finished_at: fields.get("finished_at")?,
    })
}
