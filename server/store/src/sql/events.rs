//! The event log. Sequence numbers are one more than the last: there is one writer at a time, on every engine, and a
//! number that was rolled back is given out again, so the log has no gaps and its order is that of the commits.

use async_trait::async_trait;
use domain::{
    TicketId, Timestamp,
    ticket::{self, Actor},
};
use uuid::Uuid;

use super::{
    SqlSession,
    chain::{Chain, Head, Link},
    column::{Column, new_word},
    row::{Fields, Row, to_json},
    statement::query,
};
use crate::{AuditFilter, Events, Hash, LogMark, LoggedEvent, NewEvent, Result, Subject};

#[async_trait]
impl Events for SqlSession {
    async fn append_event(&mut self, event: &NewEvent) -> Result<i64> {
        self.append(Entry {
            subject: event.subject,
            at: event.at,
            device_at: event.device_at,
            actor: event.actor,
            kind: event.kind,
            body: to_json(&event.body)?,
        })
        .await
    }

    async fn list_events_after(&mut self, after: i64, limit: u32) -> Result<Vec<LoggedEvent>> {
        let (mut after, mut events) = (after, Vec::new());
        // A reader takes nothing for the end of the log: what is left out may fill a page of it.
        while events.is_empty() {
            let sql = query("select * from event where sequence > $1 order by sequence limit $2");
            let rows = self.all(sql.with(&after).with(&limit)).await?;
            let Some(last) = rows.last() else { break };
            after = Fields::new("event", "sequence", last).get("sequence")?;
            events = self.readable(&rows, logged_event)?;
        }
        Ok(events)
    }

    async fn latest_sequence(&mut self) -> Result<i64> {
        let row = self.one(query("select coalesce(max(sequence), 0) as latest from event")).await?;
        Fields::new("event", "latest", &row).get("latest")
    }

    async fn list_audit(&mut self, filter: &AuditFilter) -> Result<Vec<LoggedEvent>> {
        let mut filter = filter.clone();
        let mut events = Vec::new();
        // As in `list_events_after`.
        while events.is_empty() {
            let sql = query(
                "select * from event
                 where subject <> 'ticket' and sequence < $1 and at >= $2 and at < $3
                 and ($4 is null or actor_id = $4 or subject_id = $4)
                 and ($5 is null or kind = $5)
                 order by sequence desc limit $6",
            )
            .with(&filter.before)
            .with(&filter.from)
            .with(&filter.to)
            .with(&filter.person)
            .with(&filter.kind)
            .with(&filter.limit);
            let rows = self.all(sql).await?;
            let Some(last) = rows.last() else { break };
            filter.before = Fields::new("event", "sequence", last).get("sequence")?;
            events = self.readable(&rows, logged_event)?;
        }
        Ok(events)
    }

    async fn log_mark(&mut self) -> Result<Option<LogMark>> {
        self.mark_before(i64::MAX).await
    }

    async fn has_log_mark(&mut self, mark: &LogMark) -> Result<bool> {
        let sql = query("select hash from event where sequence = $1");
        let Some(row) = self.optional(sql.with(&mark.sequence)).await? else { return Ok(false) };
        let hash: Option<Hash> = Fields::new("event", "hash", &row).get("hash").ok().flatten();
        Ok(hash.as_ref() == Some(&mark.hash))
    }

    async fn list_events_of(&mut self, ticket: TicketId) -> Result<Vec<LoggedEvent>> {
        let sql = query("select * from event where subject = 'ticket' and subject_id = $1 order by sequence");
        self.rows(sql.with(&ticket), logged_event).await
    }
}

/// A row to be.
struct Entry {
    subject: Subject,
    at: Timestamp,
    device_at: Option<Timestamp>,
    actor: Actor,
    kind: &'static str,
    body: String,
}

impl SqlSession {
    /// Logs a ticket's transition; answers with its sequence number.
    pub(super) async fn append_transition(&mut self, event: &ticket::Event) -> Result<i64> {
        self.append(Entry {
            subject: Subject::Ticket(event.ticket),
            at: event.at,
            device_at: event.device_at,
            actor: event.actor,
            kind: event.happening.kind(),
            body: to_json(&event.happening)?,
        })
        .await
    }

    async fn append(&mut self, entry: Entry) -> Result<i64> {
        let (subject, subject_id) = match entry.subject {
            Subject::Ticket(id) => ("ticket", id.to_raw()),
            Subject::Person(id) => ("person", id.to_raw()),
            Subject::Device(id) => ("device", id.to_raw()),
            Subject::Hospital => ("hospital", Uuid::nil()),
        };
        let (actor, actor_id) = match entry.actor {
            Actor::Requester => ("requester", None),
            Actor::Responder(id) => ("responder", Some(id)),
            Actor::Lead(id) => ("lead", Some(id)),
            Actor::Staff(id) => ("staff", Some(id)),
            Actor::Operator => ("operator", None),
            Actor::Engine => ("engine", None),
        };
        let Head { sequence: last, mut chain } = match self.head.take() {
            Some(head) => head,
            None => self.head().await?,
        };
        let sequence = last + 1;
        chain.add(&Link {
            sequence,
            subject,
            subject_id,
            at: entry.at.to_raw(),
            device_at: entry.device_at.to_raw(),
            actor,
            actor_id: actor_id.to_raw(),
            kind: entry.kind,
            body: &entry.body,
        });
        let hash = chain.finish();
        let sql = query(
            "insert into event (sequence, subject, subject_id, at, device_at, actor, actor_id, kind, body, hash)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        )
        .with(&sequence)
        .bind(subject)
        .with(&subject_id)
        .with(&entry.at)
        .with(&entry.device_at)
        .bind(actor)
        .with(&actor_id)
        .bind(entry.kind)
        .bind(entry.body)
        .with(&hash);
        self.run(sql).await?;
        self.head = Some(Head { sequence, chain: Chain::after(Some(&hash)) });
        Ok(sequence)
    }
}

pub(super) fn logged_event(row: &Row) -> Result<LoggedEvent> {
    let fields = Fields::new("event", "sequence", row);
    let subject = match fields.get::<String>("subject")?.as_str() {
        "ticket" => Subject::Ticket(fields.get("subject_id")?),
        "person" => Subject::Person(fields.get("subject_id")?),
        "device" => Subject::Device(fields.get("subject_id")?),
        "hospital" => Subject::Hospital,
        other => return Err(fields.unfit("subject", new_word(other))),
    };
    let actor = match fields.get::<String>("actor")?.as_str() {
        "requester" => Actor::Requester,
        "responder" => Actor::Responder(fields.required("actor_id")?),
        "lead" => Actor::Lead(fields.required("actor_id")?),
        "staff" => Actor::Staff(fields.required("actor_id")?),
        "operator" => Actor::Operator,
        "engine" => Actor::Engine,
        other => return Err(fields.unfit("actor", new_word(other))),
    };
    Ok(LoggedEvent {
        sequence: fields.get("sequence")?,
        subject,
        at: fields.get("at")?,
        device_at: fields.get("device_at")?,
        actor,
        kind: fields.get("kind")?,
        body: fields.json("body")?,
    })
}
