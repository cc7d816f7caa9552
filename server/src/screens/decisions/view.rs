//! The decision log, as people read it; and what is kept of the board with a decision.

use std::collections::HashMap;

use app::{
    screens::{
        board::{BoardPage, BoardTicket, ZoneTile},
        decisions::{
            ActionForm, ActionPage, ActionRow, ActionSaid, ActionStep, Actions, CancelForm,
            DecisionCorrection, DecisionForm, DecisionPage, DecisionReview, DecisionRow, DecisionTicket,
            DecisionsPage, IssueTick, ShownBoard, ShownWaiting, ShownZone, Told,
        },
    },
    words::lasted,
};
use domain::{
    Code, Duty, FollowUp, KnownIssueId, LoggedDecision, TicketId, Timestamp,
    decision::{BoardThen, Said, WaitingThen, Words, ZoneThen},
    follow_up::{self, Task},
};
use store::{Tx, if_readable};
use texts::texts;

use super::form::tick;
use crate::{
    http::moments::day_and_time,
    kept::Directory,
    view::{
        Sources,
        moment::dated,
        paging::{Asked, address},
    },
};

/// Decisions on a page.
const ROWS: u32 = 50;
/// Actions that are done or cancelled, on the page of all.
const CLOSED: u32 = 50;

pub(super) async fn decisions_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    asked: &Asked,
    may_log: bool,
    action: Option<ActionForm>,
    notice: Option<String>,
) -> store::Result<DecisionsPage> {
    let directory = sources.directory(tx).await?;
    let rows = [tx.list_open_follow_ups().await?, tx.list_closed_follow_ups(CLOSED).await?].concat();
    let form = may_log.then(|| action.unwrap_or_else(|| new_action(sources, None)));
    let part = tx.find_logged_decisions(&asked.words(), &asked.page(ROWS)).await?;
    Ok(DecisionsPage {
        may_log,
        actions: actions(sources, &directory, &rows, None, form),
        csv: address(paths::DECISIONS_CSV, &[("find", asked.find.trim())]),
        found: asked.found(paths::DECISIONS, &part),
        rows: part.rows.iter().map(|decision| row(sources, decision, may_log)).collect(),
        notice,
    })
}

/// `of`: the decision whose page it is.
fn actions(
    sources: &Sources,
    directory: &Directory,
    rows: &[FollowUp],
    of: Option<u32>,
    form: Option<ActionForm>,
) -> Actions {
    let row = |action: &FollowUp| action_row(sources, directory, action, of);
    let (closed, open) = rows.iter().map(row).partition(|row: &ActionRow| row.is_closed);
    Actions { open, closed, form }
}

fn action_row(sources: &Sources, directory: &Directory, action: &FollowUp, of: Option<u32>) -> ActionRow {
    let Task { what, owner, due_at } = action.says();
    ActionRow {
        number: action.number,
        what: what.as_str().to_owned(),
        owner: owner.as_str().to_owned(),
        due: dated(sources, *due_at),
        is_overdue: action.is_overdue(sources.core.now()),
        is_closed: action.is_closed(),
        is_cancelled: action.is_cancelled(),
        decision: if of.is_some() { None } else { action.decision },
        steps: action_steps(sources, directory, action),
        version: action.version(),
        back: of,
    }
}

/// What was said of it, each with what it said before.
fn action_steps(sources: &Sources, directory: &Directory, action: &FollowUp) -> Vec<ActionStep> {
    let (mut task, mut is_cancelled) = (&action.task, false);
    let mut steps = Vec::new();
    for step in &action.steps {
        let said = match &step.said {
            follow_up::Said::Done => ActionSaid::Done,
            follow_up::Said::Reopened if is_cancelled => ActionSaid::NeededAfterAll,
            follow_up::Said::Reopened => ActionSaid::NotDoneAfterAll,
            follow_up::Said::Cancelled(why) => ActionSaid::Cancelled(why.as_str().to_owned()),
            follow_up::Said::Changed(to) => {
                let told = |say: &dyn Fn(&Task) -> String| Told::of([task, to].into_iter().map(say));
                let said = ActionSaid::Changed {
                    what: told(&|task| task.what.as_str().to_owned()),
                    owner: told(&|task| task.owner.as_str().to_owned()),
                    due: told(&|task| dated(sources, task.due_at).clock),
                };
                task = to;
                said
            }
        };
        is_cancelled = matches!(step.said, follow_up::Said::Cancelled(_));
        steps.push(ActionStep { when: dated(sources, step.at), who: directory.person_name(step.by), said });
    }
    steps
}

/// With what was typed, if that was not right.
pub(super) async fn action_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    action: &FollowUp,
    may_change: bool,
    (change, cancel): (Option<ActionForm>, Option<CancelForm>),
    notice: Option<String>,
) -> store::Result<ActionPage> {
    let directory = sources.directory(tx).await?;
    let Task { what, owner, due_at } = action.says();
    let is_offered = may_change && !action.is_closed();
    let (due_day, due_time) = day_and_time(sources, Some(*due_at));
    let now = || ActionForm {
        key: sources.core.random.secret(),
        version: Some(action.version()),
        what: what.as_str().to_owned(),
        owner: owner.as_str().to_owned(),
        due_time,
        due_day,
        ..ActionForm::default()
    };
    let cancelling = || CancelForm {
        key: sources.core.random.secret(),
        version: action.version(),
        ..CancelForm::default()
    };
    Ok(ActionPage {
        row: action_row(sources, &directory, action, None),
        added: dated(sources, action.made_at),
        added_by: directory.person_name(action.made_by),
        may_change,
        change: change.or_else(|| is_offered.then(now)),
        cancel: cancel.or_else(|| is_offered.then(cancelling)),
        notice,
    })
}

fn new_action(sources: &Sources, decision: Option<u32>) -> ActionForm {
    ActionForm { key: sources.core.random.secret(), decision, ..ActionForm::default() }
}

fn row(sources: &Sources, decision: &LoggedDecision, follows: bool) -> DecisionRow {
    let said = decision.says();
    DecisionRow {
        number: decision.number,
        made: dated(sources, decision.made_at),
        decision: said.decision.as_str().to_owned(),
        reason: said.reason.as_str().to_owned(),
        decided_by: said.decided_by.as_str().to_owned(),
        is_corrected: !decision.corrections.is_empty(),
        review: said
            .review_at
            .map(|at| DecisionReview { when: dated(sources, at), is_due: is_due(sources, at) }),
        tickets: tickets(said, follows),
    }
}

fn is_due(sources: &Sources, at: Timestamp) -> bool {
    at <= sources.core.now()
}

/// Nobody is led to a page that is not for them.
fn tickets(said: &Said, follows: bool) -> Vec<DecisionTicket> {
    let link = |(id, code): &(TicketId, Code)| DecisionTicket {
        id: follows.then(|| id.to_string()),
        code: code.to_string(),
    };
    said.about.tickets.iter().map(link).collect()
}

/// `may`: log and correct; follow links to tickets. With what was typed, if that was not right.
pub(super) async fn decision_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    decision: &LoggedDecision,
    (may_correct, follows): (bool, bool),
    (typed, action): (Option<DecisionForm>, Option<ActionForm>),
    notice: Option<String>,
) -> store::Result<DecisionPage> {
    let directory = sources.directory(tx).await?;
    let titles: HashMap<KnownIssueId, String> = tx
        .list_known_issues()
        .await?
        .into_iter()
        .map(|issue| (issue.id, issue.said.title.into_string()))
        .collect();
    let rows = tx.list_follow_ups_of(decision.number).await?;
    let action = may_correct.then(|| action.unwrap_or_else(|| new_action(sources, Some(decision.number))));
    let board = if_readable(tx.lookup_board_then(decision.number).await)?;
    let versions = || std::iter::once(&decision.said).chain(decision.corrections.iter().map(|one| &one.said));
    let told = |text: &dyn Fn(&Said) -> String| Told::of(versions().map(text));
    let optional = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let says = decision.says();
    let form = match typed {
        Some(form) => Some(DecisionForm { issues: issue_ticks(tx, &form.issues).await?, ..form }),
        None if may_correct => Some(form_of(sources, tx, says).await?),
        None => None,
    };
    let form = form.map(|form| DecisionForm { version: form.version.or(Some(decision.version())), ..form });
    Ok(DecisionPage {
        number: decision.number,
        decision: told(&|said| said.decision.as_str().to_owned()),
        reason: told(&|said| said.reason.as_str().to_owned()),
        decided_by: told(&|said| said.decided_by.as_str().to_owned()),
        options: told(&|said| optional(said.options.as_ref().map(Words::as_str))),
        risks: told(&|said| optional(said.risks.as_ref().map(Words::as_str))),
        review: told(&|said| said.review_at.map(|at| dated(sources, at).clock).unwrap_or_default()),
        review_is_due: says.review_at.is_some_and(|at| is_due(sources, at)),
        tickets: told(&codes),
        ticket_links: tickets(says, follows),
        issues: told(&|said| {
            let issues = said.about.issues.iter();
            issues.filter_map(|id| titles.get(id).cloned()).collect::<Vec<_>>().join("\n")
        }),
        made: dated(sources, decision.made_at),
        logged: dated(sources, decision.logged.at),
        logged_by: directory.person_name(decision.logged.by),
        late_reason: decision.logged.late_reason.as_ref().map(|why| why.as_str().to_owned()),
        corrections: decision
            .corrections
            .iter()
            .map(|correction| DecisionCorrection {
                when: dated(sources, correction.at),
                who: directory.person_name(correction.by),
                why: correction.why.as_str().to_owned(),
            })
            .collect(),
        actions: actions(sources, &directory, &rows, Some(decision.number), action),
        board: board.map(|board| shown(sources, decision, board)),
        form,
        notice,
    })
}

fn codes(said: &Said) -> String {
    said.about.tickets.iter().map(|(_, code)| code.as_str()).collect::<Vec<_>>().join(" ")
}

/// What a correction begins with: what it says now.
async fn form_of(sources: &Sources, tx: &mut dyn Tx, said: &Said) -> store::Result<DecisionForm> {
    let ticked: Vec<IssueTick> = said.about.issues.iter().map(|id| tick(&id.to_string())).collect();
    let (review_day, review_time) = day_and_time(sources, said.review_at);
    let optional = |text: Option<&Words>| text.map(|text| text.as_str().to_owned()).unwrap_or_default();
    Ok(DecisionForm {
        decision: said.decision.as_str().to_owned(),
        reason: said.reason.as_str().to_owned(),
        decided_by: said.decided_by.as_str().to_owned(),
        options: optional(said.options.as_ref()),
        risks: optional(said.risks.as_ref()),
        review_time,
        review_day,
        tickets: codes(said),
        issues: issue_ticks(tx, &ticked).await?,
        key: sources.core.random.secret(),
        ..DecisionForm::default()
    })
}

/// The known issues that a decision may be about, the latest first: those that have not ended, and those that are ticked.
pub(super) async fn issue_ticks(tx: &mut dyn Tx, ticked: &[IssueTick]) -> store::Result<Vec<IssueTick>> {
    let is_ticked = |id: &str| ticked.iter().any(|tick| tick.id == id);
    let issues = tx.list_known_issues().await?.into_iter().filter_map(|issue| {
        let id = issue.id.to_string();
        let is_ticked = is_ticked(&id);
        let title = issue.said.title.into_string();
        (is_ticked || issue.ended_at.is_none()).then_some(IssueTick { id, title, is_ticked })
    });
    Ok(issues.collect())
}

/// What is kept of a board: no names of people, and no notes.
pub(super) async fn board_then(tx: &mut dyn Tx, page: &BoardPage) -> store::Result<BoardThen> {
    let issues = tx.list_known_issues().await?.into_iter().filter(|issue| issue.ended_at.is_none());
    let names: Vec<String> = tx.list_people().await?.into_iter().map(|person| person.name).collect();
    let waiting = || page.tickets.iter().filter(|ticket| ticket.is_waiting());
    Ok(BoardThen {
        waiting: page.counts.waiting,
        urgent: page.counts.urgent,
        on_the_way: page.counts.on_the_way,
        with_them: page.counts.with_them,
        free: page.counts.free,
        on_shift: page.people.iter().filter(|person| person.duty == Duty::OnShift).count(),
        zones: page.zones.iter().map(zone_then).collect(),
        tickets: waiting().take(BoardThen::MOST).filter_map(waiting_then).collect(),
        issues: issues.map(|issue| issue.said.title.into_string()).collect(),
        alarms: page.alarms.iter().map(|alarm| without_names(alarm, &names)).collect(),
    })
}

/// Whom an alarm is about is nobody's to know later.
fn without_names(alarm: &str, names: &[String]) -> String {
    if names.iter().any(|name| is_named_in(alarm, name)) {
        texts().decisions_board_alarm_of_somebody()
    } else {
        alarm.to_owned()
    }
}

/// Whether a name stands in a sentence as a whole: “Al” is not in “alarm”.
fn is_named_in(sentence: &str, name: &str) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    sentence.match_indices(name).any(|(at, _)| {
        let before = sentence[..at].chars().next_back();
        let after = sentence[at + name.len()..].chars().next();
        !name.is_empty() && !is_letter(before) && !is_letter(after)
    })
}

fn zone_then(zone: &ZoneTile) -> ZoneThen {
    ZoneThen {
        name: zone.name.clone(),
        waiting: zone.waiting,
        oldest: zone.oldest.as_ref().map(|asked| asked.at),
        free: zone.free,
    }
}

fn waiting_then(ticket: &BoardTicket) -> Option<WaitingThen> {
    Some(WaitingThen {
        code: ticket.code.parse().ok()?,
        priority: ticket.priority,
        ward: ticket.ward.clone(),
        tag: ticket.tag.clone(),
        asked_at: ticket.known_since().at,
        escalation: ticket.escalation,
    })
}

fn shown(sources: &Sources, decision: &LoggedDecision, board: BoardThen) -> ShownBoard {
    let at = decision.logged.at;
    let waited = |since: Timestamp| lasted(at.since(since));
    ShownBoard {
        at: dated(sources, at),
        made_before: (decision.made_at < at).then(|| dated(sources, decision.made_at)),
        sequence: decision.logged.sequence,
        waiting: board.waiting,
        urgent: board.urgent,
        on_the_way: board.on_the_way,
        with_them: board.with_them,
        free: board.free,
        on_shift: board.on_shift,
        zones: board
            .zones
            .into_iter()
            .map(|zone| ShownZone {
                name: zone.name,
                waiting: zone.waiting,
                oldest: zone.oldest.map(waited),
                free: zone.free,
            })
            .collect(),
        tickets: board
            .tickets
            .into_iter()
            .map(|ticket| ShownWaiting {
                code: ticket.code.to_string(),
                priority: ticket.priority,
                ward: ticket.ward,
                tag: ticket.tag,
                waited: waited(ticket.asked_at),
                escalation: ticket.escalation,
            })
            .collect(),
        issues: board.issues,
        alarms: board.alarms,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alarm_that_names_somebody_is_kept_without_the_name() {
        let names = ["Noor Dummy".to_owned()];
        let guessed = without_names("The account of Noor Dummy is being guessed", &names);
        assert_eq!(guessed, texts().decisions_board_alarm_of_somebody());
        assert_eq!(without_names("There is a gap in the log", &names), "There is a gap in the log");
        let names = ["The".to_owned(), "Al".to_owned(), String::new()];
        let alarm = "Alerts are not sent: there is no contact";
        assert_eq!(without_names(alarm, &names), alarm, "a name is a word, and not a part of one");
        let isolated = "The account of \u{2068}Al\u{2069} is being guessed";
        assert_eq!(without_names(isolated, &names), texts().decisions_board_alarm_of_somebody());
    }
}
