//! The standing check: what must hold at any time, asked of the rows themselves. Every question is about what is open, or
//! has an index to go by, so that asking again and again costs the same on the last day as on the first; only the log is
//! read from wherever the caller says.

use std::time::Duration;

use domain::Timestamp;

use super::{SqlSession, readable::read_current, row::Fields, statement::query};
use crate::{Checked, Events, Result, SET_ASIDE_SHOWN_FOR, unreadable};

/// How late the engine may look at a ticket.
const LATE_AFTER: Duration = Duration::from_secs(15);
/// No deadline that a policy may set is so far ahead.
const NO_ACTION_BEYOND: Duration = Duration::from_hours(24);
/// How long an alert or a call may be without an outcome after its expiry: one claim of it may be running out.
const UNFINISHED_AFTER: Duration = Duration::from_mins(1);
/// How many offenders a sentence names.
const NAMED: usize = 10;

/// A promise, and the rows that break it as a column `name`.
struct Promise {
    broken: &'static str,
    rows: &'static str,
    about: About,
}

/// What `$1` is.
enum About {
    /// There is none.
    Now,
    /// So long before now.
    Before(Duration),
    /// So long after now.
    After(Duration),
    /// The sequence from which on the log is read.
    Log,
}

const PROMISES: [Promise; 10] = [
    Promise {
        broken: "Open tickets without a next action",
        rows: "select code as name from ticket
               where closed_at is null and next_action_at is null
               order by priority, asked_at, id",
        about: About::Now,
    },
    Promise {
        broken: "Open tickets more than 15 s past their next action",
        rows: "select code as name from ticket
               where closed_at is null and next_action_at < $1
               order by next_action_at",
        about: About::Before(LATE_AFTER),
    },
    Promise {
        broken: "Open tickets whose next action is more than a day ahead",
        rows: "select code as name from ticket
               where closed_at is null and next_action_at > $1
               order by priority, asked_at, id",
        about: About::After(NO_ACTION_BEYOND),
    },
    Promise {
        broken: "Tickets on the way or at the elbow without a holder",
        rows: "select code as name from ticket
               where closed_at is null and state in ('on_the_way', 'with_you') and holder is null
               order by priority, asked_at, id",
        about: About::Now,
    },
    Promise {
        broken: "Held tickets with more than one live acceptance",
        // The log's JSON is compact and our own, so that both engines can look for a key as text.
        rows: r#"select code as name from ticket
               where closed_at is null and state in ('on_the_way', 'with_you')
               and 1 < (
                   select count(*) from offer
                   where offer.ticket = ticket.id and offer.outcome = 'accepted'
                   and offer.ended_event > coalesce((
                       select max(case event.kind when 'accepted' then event.sequence - 1 else event.sequence end)
                       from event
                       where event.subject = 'ticket' and event.subject_id = ticket.id
                       and (event.kind in ('released', 'assigned', 'reopened')
                           or event.body like '%"instead_of":"%')), 0))
               order by priority, asked_at, id"#,
        about: About::Now,
    },
    Promise {
        broken: GAPS,
        rows: "select cast(sequence as text) as name from event
               where sequence > $1 and sequence > 1
               and not exists (select 1 from event as before where before.sequence = event.sequence - 1)
               order by sequence",
        about: About::Log,
    },
    Promise {
        broken: "Alerts past their expiry without an outcome",
        rows: "select cast(id as text) as name from alert
               where outcome is null and expires_at < $1
               order by id",
        about: About::Before(UNFINISHED_AFTER),
    },
    Promise {
        broken: "Calls past their expiry without an outcome",
        rows: "select cast(id as text) as name from call
               where outcome is null and expires_at < $1
               order by id",
        about: About::Before(UNFINISHED_AFTER),
    },
    Promise {
        broken: "Alerts set aside in the last 24 hours, since sending them failed",
        rows: "select cast(alert as text) as name from alert_set_aside
               where at >= $1
               order by at, alert",
        about: About::Before(SET_ASIDE_SHOWN_FOR),
    },
    Promise {
        broken: "Calls set aside in the last 24 hours, since making them failed",
        rows: "select cast(id as text) as name from call
               where set_aside is not null and finished_at >= $1
               order by finished_at, id",
        about: About::Before(SET_ASIDE_SHOWN_FOR),
    },
];

const CHANGED: &str = "Rows of the event log that do not fit their hashes";
const GAPS: &str = "Gaps in the event log just before";

pub(crate) async fn check(session: &mut SqlSession, now: Timestamp, log_after: i64) -> Result<Checked> {
    let (log_whole_to, log_mark) = (session.latest_sequence().await?, session.log_mark().await?);
    let mut checked = Checked { broken: Vec::new(), left_out: Vec::new(), log_whole_to, log_mark };
    for promise in &PROMISES {
        let mut sql = query(promise.rows);
        match promise.about {
            About::Now => {}
            About::Before(long) => sql = sql.with(&(now - long)),
            About::After(long) => sql = sql.with(&(now + long)),
            About::Log => sql = sql.with(&log_after),
        }
        let rows = session.all(sql).await?;
        let names = rows.iter().map(|row| Fields::new("check", "name", row).get("name"));
        let names: Vec<String> = names.collect::<Result<_>>()?;
        if !names.is_empty() {
            checked.broken.push(sentence(promise.broken, &names));
            if promise.broken == GAPS {
                checked.log_whole_to = log_after;
            }
        }
    }
    let changed = session.broken_links(log_after).await?;
    if !changed.is_empty() {
        checked.broken.push(sentence(CHANGED, &changed));
        checked.log_whole_to = log_after;
    }
    read_current(session, now, log_after).await?;
    checked.left_out = unreadable::sentences(&session.shared.unreadable.rows());
    Ok(checked)
}

fn sentence(broken: &str, names: &[String]) -> String {
    let first = names[..names.len().min(NAMED)].join(", ");
    match names.len().saturating_sub(NAMED) {
        0 => format!("{broken}: {first}."),
        more => format!("{broken}: {first} and {more} more."),
    }
}
