//! The standing check: what must hold at any time, asked of the rows themselves.

use domain::Timestamp;

use super::{SqlSession, row::Fields, statement::query};
use crate::Result;

/// How late the engine may look at a ticket, in milliseconds.
const LATE_AFTER: i64 = 15_000;
/// How long an alert may be without an outcome after its expiry, in milliseconds: one claim of it may be running out.
const UNFINISHED_AFTER: i64 = 60_000;
/// How many offenders a sentence names.
const NAMED: usize = 10;

/// A promise, and the rows that break it as a column `name`.
struct Promise {
    broken: &'static str,
    rows: &'static str,
    /// For a promise about time: how many milliseconds before now `$1` is.
    slack: Option<i64>,
}

const PROMISES: [Promise; 6] = [
    Promise {
        broken: "Open tickets without a next action",
        rows: "select code as name from ticket
               where closed_at is null and next_action_at is null
               order by id",
        slack: None,
    },
    Promise {
        broken: "Open tickets more than 15 s past their next action",
        rows: "select code as name from ticket
               where closed_at is null and next_action_at < $1
               order by id",
        slack: Some(LATE_AFTER),
    },
    Promise {
        broken: "Tickets on the way or at the elbow without a holder",
        rows: "select code as name from ticket
               where state in ('on_the_way', 'with_you') and holder is null
               order by id",
        slack: None,
    },
    Promise {
        broken: "Held tickets with more than one live acceptance",
        // The log's JSON is compact and our own, so that both engines can look for a key as text.
        rows: r#"select ticket.code as name from ticket
               join offer on offer.ticket = ticket.id and offer.outcome = 'accepted'
               where ticket.state in ('on_the_way', 'with_you')
               and offer.ended_event > coalesce((
                   select max(case event.kind when 'accepted' then event.sequence - 1 else event.sequence end)
                   from event
                   where event.subject = 'ticket' and event.subject_id = ticket.id
                   and (event.kind in ('released', 'assigned', 'reopened')
                       or event.body like '%"instead_of":"%')), 0)
               group by ticket.id, ticket.code having count(*) > 1
               order by ticket.id"#,
        slack: None,
    },
    Promise {
        broken: "Gaps in the event log just before",
        rows: "select cast(sequence as text) as name from event
               where sequence > 1
               and not exists (select 1 from event as before where before.sequence = event.sequence - 1)
               order by sequence",
        slack: None,
    },
    Promise {
        broken: "Alerts past their expiry without an outcome",
        rows: "select cast(id as text) as name from alert
               where outcome is null and expires_at < $1
               order by id",
        slack: Some(UNFINISHED_AFTER),
    },
];

pub(crate) async fn check(session: &mut SqlSession, now: Timestamp) -> Result<Vec<String>> {
    let mut sentences = Vec::new();
    for promise in &PROMISES {
        let mut sql = query(promise.rows);
        if let Some(slack) = promise.slack {
            sql = sql.with(&now.as_millis().saturating_sub(slack));
        }
        let rows = session.all(sql).await?;
        let names = rows.iter().map(|row| Fields::new("check", "name", row).get("name"));
        let names: Vec<String> = names.collect::<Result<_>>()?;
        if !names.is_empty() {
            sentences.push(sentence(promise.broken, &names));
        }
    }
    Ok(sentences)
}

fn sentence(broken: &str, names: &[String]) -> String {
    let first = names[..names.len().min(NAMED)].join(", ");
    match names.len().saturating_sub(NAMED) {
        0 => format!("{broken}: {first}."),
        more => format!("{broken}: {first} and {more} more."),
    }
}
