//! The event log. Sequence numbers are one more than the last: there is one writer at a time, on every engine, and a
//! number that was rolled back is given out again, so the log has no gaps and its order is that of the commits.

use async_trait::async_trait;
use domain::{
    Logged, TicketId, Timestamp,
    ticket::{self, Actor, Happening},
};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{
    SqlSession,
    chain::{Chain, Head, Link},
    column::{Column, Unfit, new_word},
    row::{Fields, Row, to_json},
    statement::query,
};
use crate::{
    AuditFilter, Error, Events, Hash, LogMark, LogSlice, LoggedEvent, NewEvent, Page, Part, Result, Subject,
};

#[async_trait]
impl Events for SqlSession {
    async fn append_event(&mut self, event: &NewEvent) -> Result<i64> {
        self.append(Entry {
            subject: event.subject,
            at: event.at,
            device_at: event.device_at,
            actor: event.actor,
            kind: event.what.kind(),
            body: body(&event.what, event.actor)?,
        })
        .await
    }

    async fn list_events_after(&mut self, after: i64, limit: u32) -> Result<Vec<LoggedEvent>> {
        let mut after = after;
        // A reader takes nothing for the end of the log: what is left out may fill a page of it.
        loop {
            let slice = self.read_log(after, limit).await?;
            if !slice.events.is_empty() || slice.last == after {
                return Ok(slice.events);
            }
            after = slice.last;
        }
    }

    async fn read_log(&mut self, after: i64, limit: u32) -> Result<LogSlice> {
        let sql = query("select * from event where sequence > $1 order by sequence limit $2");
        let rows = self.all(sql.with(&after).with(&limit)).await?;
        let last = match rows.last() {
            Some(last) => Fields::new("event", "sequence", last).get("sequence")?,
            None => after,
        };
        Ok(LogSlice { events: self.readable(&rows, logged_event)?, last })
    }

    async fn latest_sequence(&mut self) -> Result<i64> {
        let row = self.one(query("select coalesce(max(sequence), 0) as latest from event")).await?;
        Fields::new("event", "latest", &row).get("latest")
    }

    async fn list_audit(&mut self, filter: &AuditFilter, page: &Page<i64>) -> Result<Part<LoggedEvent, i64>> {
        let mut page = *page;
        loop {
            let sql = query(
                "select * from event
                 where subject <> 'ticket' and sequence < $1 and at >= $2 and at < $3
                 and ($4 is null or actor_id = $4 or subject_id = $4
                     or subject = 'device' and subject_id in (select id from device where person = $4))
                 and ($5 is null or kind = $5)
                 and ($6 or kind not in ('duty_changed', 'place_changed'))
                 order by sequence desc limit $7",
            )
            .with(&page.after.unwrap_or(i64::MAX))
            .with(&filter.from)
            .with(&filter.to)
            .with(&filter.person)
            .with(&filter.kind)
            .with(&filter.routine)
            .with(&page.with_one_more());
            let sequence = |row: &Row| Fields::new("event", "sequence", row).get("sequence");
            let part = self.part_by_index(sql, &page, sequence, logged_event).await?;
            // As in `list_events_after`.
            if part.next.is_none() || !part.rows.is_empty() {
                return Ok(part);
            }
            page.after = part.next;
        }
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
            body: body(&event.happening.clone().into(), event.actor)?,
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
            Actor::Operator(_) => ("operator", None),
            Actor::Engine => ("engine", None),
        };
        let Head { sequence: last, mut chain } = match self.head.take() {
            Some(head) => head,
            None => self.head().await?,
        };
        let sequence = last.checked_add(1).ok_or(Error::LogIsFull)?;
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

/// Where the body of what a command did says which system user gave it.
const SYSTEM_USER: &str = "system_user";
/// Where a body says of which version it is, from the second on.
const VERSION: &str = "v";
const KIND: &str = "kind";

/// The name of a kind stands in a column of its own, and in the body of a ticket's step too, as it always has.
fn body(what: &Logged, actor: Actor) -> Result<String> {
    let body = match what {
        Logged::Step(step) => serde_json::to_value(step),
        other => serde_json::to_value(other),
    };
    let mut body = match body {
        Ok(Value::Object(body)) => body,
        Ok(_) => Map::new(),
        Err(error) => return Err(sqlx::Error::Encode(error.into()).into()),
    };
    if what.step().is_none() {
        body.remove(KIND);
    }
    let version = what.version();
    if version > 1 {
        body.insert(VERSION.to_owned(), version.into());
    }
    if let Actor::Operator(Some(system_user)) = actor {
        body.insert(SYSTEM_USER.to_owned(), system_user.into());
    }
    to_json(&body)
}

fn what(kind: &str, mut body: Map<String, Value>) -> serde_json::Result<Logged> {
    body.insert(KIND.to_owned(), kind.into());
    let body = Value::Object(body);
    if Happening::is_kind(kind) {
        serde_json::from_value(body).map(Logged::Step)
    } else {
        serde_json::from_value(body)
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
    let kind: String = fields.get("kind")?;
    let Some(known) = Logged::version_of(&kind) else { return Err(fields.unfit("kind", new_word(&kind))) };
    let mut body: Map<String, Value> = fields.json("body")?;
    if body.remove(VERSION).is_some_and(|version| version.as_u64() > Some(known.into())) {
        return Err(fields.unfit("body", Unfit::NewWord));
    }
    let system_user = body.remove(SYSTEM_USER).and_then(|number| u32::try_from(number.as_u64()?).ok());
    let actor = match fields.get::<String>("actor")?.as_str() {
        "requester" => Actor::Requester,
        "responder" => Actor::Responder(fields.required("actor_id")?),
        "lead" => Actor::Lead(fields.required("actor_id")?),
        "staff" => Actor::Staff(fields.required("actor_id")?),
        "operator" => Actor::Operator(system_user),
        "engine" => Actor::Engine,
        other => return Err(fields.unfit("actor", new_word(other))),
    };
    let what =
        what(&kind, body).map_err(|_| fields.corrupt("body", format!("it is not what belongs to {kind}")))?;
    Ok(LoggedEvent {
        sequence: fields.get("sequence")?,
        subject,
        at: fields.get("at")?,
        device_at: fields.get("device_at")?,
        actor,
        what,
    })
}
