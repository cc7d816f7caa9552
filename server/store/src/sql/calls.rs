//! Calls through the gateway. Those of a kind that only a newer program knows are left to it.

use std::time::Duration;

use async_trait::async_trait;
use domain::{PersonId, TicketId, Timestamp};

use super::{
    SqlSession,
    column::new_word,
    queue::{CALLS, call_is_fit, damaged},
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
        let claim = query(concat!(
            "update call set claimed_until = $2, attempts = attempts + 1
             where id in (
                 select id from call
                 where outcome is null and due_at <= $1 and expires_at > $1 and ",
            call_is_fit!(),
            "
                 and coalesce(claimed_until <= $1, true)
                 order by id limit $3)
             returning *",
        ));
        let rows = self.all(claim.with(&now).with(&(now + lease)).with(&limit)).await?;
        let mut calls = self.readable(&rows, call)?;
        for id in damaged(&rows, "call", call)? {
            self.finish_call(id, CallOutcome::Refused, now).await?;
        }
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
        outcome: fields.get("outcome")?,
        finished_at: fields.get("finished_at")?,
    })
}
