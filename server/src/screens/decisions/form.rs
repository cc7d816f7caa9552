//! What is typed about a decision.

use std::{collections::BTreeSet, time::Duration};

use app::{
    screens::decisions::{ActionForm, CancelForm, DecisionForm, IssueTick},
    words::isolated,
};
use domain::{
    Code, FollowUp, KnownIssueId, LoggedDecision, TicketId, Timestamp,
    decision::{About, Said as Text, Why, is_late},
    follow_up::{self, Task},
};
use store::Tx;
use texts::texts;

use crate::{
    http::{
        forms::{Posted, Reading},
        moments::{Side, day_and_time, read_moment},
        said::Said,
    },
    view::Sources,
};

/// Of one decision.
const TICKETS_AT_MOST: usize = 20;
/// What was made longer ago is a slip in the day; nothing that was logged is ever taken back.
const LOGGED_WITHIN: Duration = Duration::from_hours(31 * 24);
/// What is further ahead is a slip, too.
const AHEAD_AT_MOST: Duration = Duration::from_hours(366 * 24);
/// Before the id of a known issue, in the name of its tick.
const ISSUE: &str = "issue_";
/// What may hold patient details.
const TEXTS: [&str; 6] = ["decision", "reason", "options", "risks", "late_reason", "why"];

/// A decision that was typed.
pub(super) struct Decision {
    pub(super) said: Text,
    /// None: now.
    pub(super) made_at: Option<Timestamp>,
    pub(super) late_reason: Option<Why>,
}

/// A correction that was typed.
pub(super) struct Correction {
    pub(super) said: Text,
    pub(super) why: Why,
}

/// What was decided, or what is wrong with it.
pub(super) async fn read_decision(
    sources: &Sources,
    tx: &mut dyn Tx,
    form: &Posted,
) -> store::Result<Result<Decision, Said>> {
    let now = sources.core.now();
    let mut reading = Reading::of(form);
    let said = read_said(sources, tx, form, &mut reading, None).await?;
    let made_at = read_moment(sources, form, &mut reading, ("made_day", "made_time"), Side::Past);
    let late_reason = reading.line("late_reason");
    if let Some(made_at) = made_at {
        if made_at > now {
            reading.wrong("made_time", texts().decisions_in_future());
        } else if now.since(made_at) > LOGGED_WITHIN {
            reading.wrong("made_day", texts().decisions_long_ago());
        } else if is_late(made_at, now) && form.get("late_reason").trim().is_empty() {
            reading.wrong("late_reason", texts().decisions_say_why_late());
        }
    }
    Ok(match (said, reading.end(&sources.trust, &TEXTS)) {
        (Some(said), None) => Ok(Decision { said, made_at, late_reason }),
        (_, said) => Err(said.unwrap_or_default()),
    })
}

/// What a decision is to say instead, or what is wrong with that.
pub(super) async fn read_correction(
    sources: &Sources,
    tx: &mut dyn Tx,
    form: &Posted,
    decision: &LoggedDecision,
) -> store::Result<Result<Correction, Said>> {
    let mut reading = Reading::of(form);
    let said = read_said(sources, tx, form, &mut reading, Some(decision)).await?;
    let why = reading.needed_line("why", &texts().decisions_say_why_corrected());
    // One that somebody else has corrected meanwhile is compared when that has been said.
    let is_seen = form.get("version").parse() == Ok(decision.version());
    if is_seen && said.as_ref() == Some(decision.says()) {
        reading.wrong("decision", texts().decisions_nothing_corrected());
    }
    Ok(match (said, why, reading.end(&sources.trust, &TEXTS)) {
        (Some(said), Some(why), None) => Ok(Correction { said, why }),
        (.., said) => Err(said.unwrap_or_default()),
    })
}

/// What is to be done, or what is wrong with it.
pub(super) fn read_action(sources: &Sources, form: &Posted) -> Result<Task, Said> {
    let mut reading = Reading::of(form);
    let task = read_task(sources, form, &mut reading, None);
    match (task, reading.end(&sources.trust, &["what"])) {
        (Some(task), None) => Ok(task),
        (_, said) => Err(said.unwrap_or_default()),
    }
}

/// What an action is to say instead, or what is wrong with that.
pub(super) fn read_change(sources: &Sources, form: &Posted, action: &FollowUp) -> Result<Task, Said> {
    let mut reading = Reading::of(form);
    let task = read_task(sources, form, &mut reading, Some(action.says().due_at));
    // One that somebody else has changed meanwhile is compared when that has been said.
    let is_seen = form.get("version").parse() == Ok(action.version());
    if is_seen && task.as_ref() == Some(action.says()) {
        reading.wrong("what", texts().actions_nothing_changed());
    }
    match (task, reading.end(&sources.trust, &["what"])) {
        (Some(task), None) => Ok(task),
        (_, said) => Err(said.unwrap_or_default()),
    }
}

pub(super) fn read_why_cancelled(sources: &Sources, form: &Posted) -> Result<follow_up::Why, Said> {
    let mut reading = Reading::of(form);
    let why = reading.needed_line("why", &texts().actions_say_why_cancelled());
    match (why, reading.end(&sources.trust, &["why"])) {
        (Some(why), None) => Ok(why),
        (_, said) => Err(said.unwrap_or_default()),
    }
}

/// `was`: by when it is to be done so far. What a change leaves of that may have come by now.
fn read_task(
    sources: &Sources,
    form: &Posted,
    reading: &mut Reading<'_>,
    was: Option<Timestamp>,
) -> Option<Task> {
    let t = texts();
    let what = reading.needed_line("what", &t.actions_say_what());
    let owner = reading.needed_line("owner", &t.actions_say_who());
    let due_at = if is_as_it_was(sources, form, ("due_day", "due_time"), was) {
        was
    } else {
        read_due(sources, form, reading)
    };
    Some(Task { what: what?, owner: owner?, due_at: due_at? })
}

fn read_due(sources: &Sources, form: &Posted, reading: &mut Reading<'_>) -> Option<Timestamp> {
    let t = texts();
    let is_said = !form.get("due_time").trim().is_empty() || !form.get("due_day").trim().is_empty();
    let due_at = read_moment(sources, form, reading, ("due_day", "due_time"), Side::ToCome);
    if !is_said {
        reading.wrong("due_time", t.actions_say_when());
    } else if due_at.is_some_and(|due_at| due_at <= sources.core.now()) {
        reading.wrong("due_time", t.actions_due_past());
    } else if due_at.is_some_and(|due_at| is_far(sources, due_at)) {
        reading.wrong("due_day", t.decisions_far_ahead());
    }
    due_at
}

/// Whether a day and a time stand as they were shown.
fn is_as_it_was(
    sources: &Sources,
    form: &Posted,
    (day_field, time_field): (&str, &str),
    was: Option<Timestamp>,
) -> bool {
    let (day, time) = day_and_time(sources, was);
    was.is_some() && (form.get(day_field), form.get(time_field)) == (&day, &time)
}

/// The form of an action as it was typed.
pub(super) fn typed_action(form: &Posted, decision: Option<u32>) -> ActionForm {
    let get = |field: &str| form.get(field).to_owned();
    ActionForm {
        key: get("key"),
        decision,
        what: get("what"),
        owner: get("owner"),
        due_time: get("due_time"),
        due_day: get("due_day"),
        version: form.get("version").parse().ok(),
        ..ActionForm::default()
    }
}

/// The form that cancels one, as it was typed.
pub(super) fn typed_cancel(form: &Posted) -> CancelForm {
    let get = |field: &str| form.get(field).to_owned();
    CancelForm {
        key: get("key"),
        version: form.get("version").parse().unwrap_or_default(),
        why: get("why"),
        ..CancelForm::default()
    }
}

/// `corrected`: what is said otherwise; none for a new decision.
async fn read_said(
    sources: &Sources,
    tx: &mut dyn Tx,
    form: &Posted,
    reading: &mut Reading<'_>,
    corrected: Option<&LoggedDecision>,
) -> store::Result<Option<Text>> {
    let t = texts();
    let decision = reading.needed("decision", &t.decisions_say_what());
    let reason = reading.needed("reason", &t.decisions_say_why());
    let decided_by = reading.needed_line("decided_by", &t.decisions_say_who());
    let (options, risks) = (reading.text("options"), reading.text("risks"));
    let review_at = read_review(sources, form, reading, corrected);
    let tickets = read_tickets(tx, form, reading).await?;
    let issues = read_issues(tx, form).await?;
    let (Some(decision), Some(reason), Some(decided_by)) = (decision, reason, decided_by) else {
        return Ok(None);
    };
    let about = About { tickets, issues };
    Ok(Some(Text { decision, reason, decided_by, options, risks, review_at, about }))
}

/// When somebody is to look at it again. What a correction leaves as it was may have come by now.
fn read_review(
    sources: &Sources,
    form: &Posted,
    reading: &mut Reading<'_>,
    corrected: Option<&LoggedDecision>,
) -> Option<Timestamp> {
    let was = corrected.and_then(|decision| decision.says().review_at);
    if is_as_it_was(sources, form, ("review_day", "review_time"), was) {
        return was;
    }
    let review_at = read_moment(sources, form, reading, ("review_day", "review_time"), Side::ToCome)?;
    if review_at <= sources.core.now() {
        reading.wrong("review_time", texts().decisions_review_past());
    } else if is_far(sources, review_at) {
        reading.wrong("review_day", texts().decisions_far_ahead());
    }
    Some(review_at)
}

/// A slip in the year, rather than something to do.
fn is_far(sources: &Sources, at: Timestamp) -> bool {
    at.since(sources.core.now()) > AHEAD_AT_MOST
}

/// Codes, however they are parted.
async fn read_tickets(
    tx: &mut dyn Tx,
    form: &Posted,
    reading: &mut Reading<'_>,
) -> store::Result<Vec<(TicketId, Code)>> {
    let mut tickets: Vec<(TicketId, Code)> = Vec::new();
    let parted = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '.' | '/' | '#');
    let codes: BTreeSet<&str> = form.get("tickets").split(parted).filter(|code| !code.is_empty()).collect();
    if codes.len() > TICKETS_AT_MOST {
        reading.wrong("tickets", texts().decisions_too_many_tickets(TICKETS_AT_MOST));
        return Ok(tickets);
    }
    for typed in form.get("tickets").split(parted).filter(|code| !code.is_empty()) {
        let ticket = match typed.parse::<Code>() {
            Ok(code) => tx.lookup_ticket_by_code(&code).await?.filter(|ticket| !ticket.id.is_canary()),
            Err(_) => None,
        };
        match ticket {
            Some(ticket) if tickets.iter().any(|(id, _)| *id == ticket.id) => {}
            Some(ticket) => tickets.push((ticket.id, ticket.code)),
            None => {
                reading.wrong("tickets", texts().decisions_no_such_ticket(isolated(typed)));
                break;
            }
        }
    }
    Ok(tickets)
}

/// Those that were ticked, and are there.
async fn read_issues(tx: &mut dyn Tx, form: &Posted) -> store::Result<Vec<KnownIssueId>> {
    let issues = tx.list_known_issues().await?.into_iter().map(|issue| issue.id);
    Ok(issues.filter(|id| form.get(&format!("{ISSUE}{id}")) == "yes").collect())
}

/// The form as it was typed.
pub(super) fn typed(form: &Posted) -> DecisionForm {
    let get = |field: &str| form.get(field).to_owned();
    let ticked =
        form.fields().filter_map(|(name, typed)| name.strip_prefix(ISSUE).filter(|_| typed == "yes"));
    DecisionForm {
        decision: get("decision"),
        reason: get("reason"),
        decided_by: get("decided_by"),
        made_time: get("made_time"),
        made_day: get("made_day"),
        late_reason: get("late_reason"),
        options: get("options"),
        risks: get("risks"),
        review_time: get("review_time"),
        review_day: get("review_day"),
        tickets: get("tickets"),
        issues: ticked.map(tick).collect(),
        key: get("key"),
        version: form.get("version").parse().ok(),
        why: get("why"),
        errors: Vec::new(),
        warnings: Vec::new(),
    }
}

/// A tick that is set; its title is filled in by whoever shows it.
pub(super) fn tick(id: &str) -> IssueTick {
    IssueTick { id: id.to_owned(), title: String::new(), is_ticked: true }
}
