//! Decisions as a file: one line for what was logged, and one for each correction. Actions as another: one line for each that was added,
//! and one for each thing that was said of it.

use std::collections::HashMap;

use domain::{
    FollowUp, KnownIssueId, LoggedDecision, PersonId, Timestamp,
    decision::{Correction, Said, Words as Text},
    follow_up::{self, Task},
};
use import::spreadsheet::Table;
use store::{Page, Tx, Words};

use crate::{
    kept::Directory,
    view::{Sources, moment::stamp},
};

/// A line of one decision: what it said, and if that was a correction, which.
struct Line<'a> {
    decision: &'a LoggedDecision,
    said: &'a Said,
    correction: Option<(usize, &'a Correction)>,
}

/// How many decisions, and the text: the latest first, each as it was logged and then as it was corrected.
pub(super) async fn decisions_to_csv(
    sources: &Sources,
    tx: &mut dyn Tx,
    words: &Words,
) -> store::Result<(usize, Result<String, csv::Error>)> {
    let directory = sources.directory(tx).await?;
    let issues = tx.list_known_issues().await?;
    let titles = issues.into_iter().map(|issue| (issue.id, issue.said.title.into_string())).collect();
    let decisions = tx.find_logged_decisions(words, &Page::all()).await?.rows;
    Ok((decisions.len(), write(sources, &directory, &titles, &decisions)))
}

fn write(
    sources: &Sources,
    directory: &Directory,
    titles: &HashMap<KnownIssueId, String>,
    decisions: &[LoggedDecision],
) -> Result<String, csv::Error> {
    let mut table = Table::new([
        "number",
        "version",
        "made_at",
        "logged_at",
        "logged_by",
        "late_reason",
        "decision",
        "reason",
        "decided_by",
        "options",
        "risks",
        "review_at",
        "tickets",
        "known_issues",
        "corrected_at",
        "corrected_by",
        "why_corrected",
        "last_event",
    ])?;
    for decision in decisions {
        table.row(cells(
            sources,
            directory,
            titles,
            &Line { decision, said: &decision.said, correction: None },
        ))?;
        for (number, correction) in decision.corrections.iter().enumerate() {
            let line = Line { decision, said: &correction.said, correction: Some((number + 1, correction)) };
            table.row(cells(sources, directory, titles, &line))?;
        }
    }
    table.into_text()
}

fn cells(
    sources: &Sources,
    directory: &Directory,
    titles: &HashMap<KnownIssueId, String>,
    Line { decision, said, correction }: &Line<'_>,
) -> [String; 18] {
    let optional = |text: Option<&Text>| text.map(|text| text.as_str().to_owned()).unwrap_or_default();
    let codes: Vec<&str> = said.about.tickets.iter().map(|(_, code)| code.as_str()).collect();
    let issues = said.about.issues.iter().filter_map(|id| titles.get(id).map(String::as_str));
    let late_reason = decision.logged.late_reason.as_ref();
    let corrected =
        |say: &dyn Fn(&Correction) -> String| correction.map(|(_, it)| say(it)).unwrap_or_default();
    [
        decision.number.to_string(),
        correction.map_or(0, |(number, _)| number).to_string(),
        stamp(sources, decision.made_at),
        stamp(sources, decision.logged.at),
        directory.person_name(decision.logged.by),
        late_reason.map(|why| why.as_str().to_owned()).unwrap_or_default(),
        said.decision.as_str().to_owned(),
        said.reason.as_str().to_owned(),
        said.decided_by.as_str().to_owned(),
        optional(said.options.as_ref()),
        optional(said.risks.as_ref()),
        said.review_at.map(|at| stamp(sources, at)).unwrap_or_default(),
        codes.join(" "),
        issues.collect::<Vec<_>>().join("; "),
        corrected(&|it| stamp(sources, it.at)),
        corrected(&|it| directory.person_name(it.by)),
        corrected(&|it| it.why.as_str().to_owned()),
        decision.logged.sequence.to_string(),
    ]
}

/// How many actions, and the text: the first one first, each as it was added and then what was said of it.
pub(super) async fn actions_to_csv(
    sources: &Sources,
    tx: &mut dyn Tx,
) -> store::Result<(usize, Result<String, csv::Error>)> {
    let directory = sources.directory(tx).await?;
    let mut actions = [tx.list_open_follow_ups().await?, tx.list_closed_follow_ups(u32::MAX).await?].concat();
    actions.sort_by_key(|action| action.number);
    Ok((actions.len(), write_actions(sources, &directory, &actions)))
}

fn write_actions(
    sources: &Sources,
    directory: &Directory,
    actions: &[FollowUp],
) -> Result<String, csv::Error> {
    let mut table =
        Table::new(["number", "version", "decision", "said", "what", "owner", "due_at", "why", "at", "by"])?;
    for action in actions {
        let line = |version: usize, said: &str, task: &Task, why: &str, at: Timestamp, by: PersonId| {
            [
                action.number.to_string(),
                version.to_string(),
                action.decision.map(|decision| decision.to_string()).unwrap_or_default(),
                said.to_owned(),
                task.what.as_str().to_owned(),
                task.owner.as_str().to_owned(),
                stamp(sources, task.due_at),
                why.to_owned(),
                stamp(sources, at),
                directory.person_name(by),
            ]
        };
        let mut task = &action.task;
        table.row(line(0, "added", task, "", action.made_at, action.made_by))?;
        for (version, step) in (1..).zip(&action.steps) {
            let (said, why) = match &step.said {
                follow_up::Said::Done => ("done", ""),
                follow_up::Said::Reopened => ("reopened", ""),
                follow_up::Said::Changed(changed) => {
                    task = changed;
                    ("changed", "")
                }
                follow_up::Said::Cancelled(why) => ("cancelled", why.as_str()),
            };
            table.row(line(version, said, task, why, step.at, step.by))?;
        }
    }
    table.into_text()
}
