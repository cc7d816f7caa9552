//! What is known to be wrong, as leads and responders read it.

use std::{collections::HashSet, iter, time::Duration};

use app::{
    model::{Choice, DeskWord},
    screens::known_issues::{
        IssueStep, IssueVersion, KnownIssueForm, KnownIssuePage, KnownIssueRow, KnownIssuesPage,
        LinkedTicket, NextWord, OpenTicket, SentWord, ShownIssue, UndoLink,
    },
};
use domain::{
    Broadcast, KnownIssue, KnownIssueId, Leads, PersonId, TagId, Ticket, Timestamp, WardId, broadcast::Wards,
    known_issue::CAME_BACK_FOR,
};
use serde::Deserialize;
use store::{KnownIssueFilter, Tx};
use texts::texts;

use super::{HOLD, KEEP};
use crate::{
    kept::Directory,
    view::{Sources, choices, moment, paging::Asked},
};

/// Known issues on a page, of each kind; tickets on the page of one.
const ROWS: u32 = 50;
/// Words to many on the page of one.
const WORDS: u32 = 20;
/// What was linked can be taken back at once for so long; later one by one.
const UNDO_FOR: Duration = Duration::from_mins(1);
/// In how many minutes the next word may be promised.
const NEXT_WORDS: [u32; 7] = [10, 15, 30, 45, 60, 120, 240];

/// What an address asks of the list.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct AskedIssues {
    find: String,
    /// Where the page before ended, of those that have not ended and of those that have.
    after: String,
    ended: String,
}

pub(crate) async fn known_issues_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    AskedIssues { find, after, ended }: AskedIssues,
    form: KnownIssueForm,
    notice: Option<String>,
) -> Result<KnownIssuesPage, store::Error> {
    let directory = sources.directory(tx).await?;
    let counts = tx.count_tickets_of_known_issues().await?;
    let (live, over) = (Asked { find: find.clone(), after }, Asked { find, after: ended });
    let words = live.words();
    let filter = |ended| KnownIssueFilter { words: words.clone(), ended };
    let live_part = tx.find_known_issues(&filter(false), &live.page(ROWS)).await?;
    let over_part = tx.find_known_issues(&filter(true), &over.page(ROWS)).await?;
    let row = |issue: KnownIssue| {
        issue_row(sources, &directory, &issue, counts.get(&issue.id).copied().unwrap_or_default())
    };
    Ok(KnownIssuesPage {
        live_found: live.found(paths::KNOWN_ISSUES, &live_part),
        ended_found: over.found_by("ended", &format!("{}#ended", paths::KNOWN_ISSUES), &over_part),
        live: live_part.rows.into_iter().map(row).collect(),
        ended: over_part.rows.into_iter().map(row).collect(),
        form: form_choices(sources, &directory, None, form),
        notice,
    })
}

/// With what was typed, if that was not right.
pub(crate) async fn known_issue_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    issue: &KnownIssue,
    (asked, linked_at): (&Asked, Option<Timestamp>),
    leads: &Leads,
    typed: Option<KnownIssueForm>,
    notice: Option<String>,
) -> Result<KnownIssuePage, store::Error> {
    let directory = sources.directory(tx).await?;
    let counts = tx.count_tickets_of_known_issues().await?;
    let tickets = tx.list_tickets_of_known_issue(issue.id, &asked.page(ROWS)).await?;
    let versions = tx.list_known_issue_versions(issue.id).await?;
    let form = typed.unwrap_or_else(|| KnownIssueForm {
        title: issue.said.title.as_str().to_owned(),
        workaround: issue.said.workaround.as_str().to_owned(),
        tag: directory.find_tag(issue.said.tag).map_or_else(String::new, |tag| tag.slug.clone()),
        ward: issue.said.ward.map_or_else(String::new, |ward| ward.to_string()),
        holds: if issue.said.holds { HOLD.to_owned() } else { String::new() },
        next_word: if is_to_come(sources, issue) { KEEP.to_owned() } else { String::new() },
        ..KnownIssueForm::default()
    });
    let open = tx.list_open_tickets_of_known_issue(issue.id).await?;
    let now = sources.core.now();
    let back = tx.count_come_back(now - CAME_BACK_FOR).await?.remove(&issue.id);
    let linked = |ticket: &Ticket| LinkedTicket {
        ticket: ticket.id.to_string(),
        code: ticket.code.to_string(),
        ward: directory.ward_name(ticket.ward),
        closed: ticket.closed_at().map(|at| moment(sources, at)),
        helped: ticket.details.helped.get(),
    };
    Ok(KnownIssuePage {
        issue: issue_row(sources, &directory, issue, counts.get(&issue.id).copied().unwrap_or_default()),
        form: KnownIssueForm {
            version: Some(issue.version),
            key: String::new(),
            ..form_choices(sources, &directory, Some(issue), form)
        },
        open: open.iter().map(|ticket| open_ticket(sources, &directory, ticket, leads)).collect(),
        came_back: back.filter(|back| back.needs_a_look()).map(|back| (back.not_solved, back.closed)),
        undo: linked_at.filter(|at| now.since(*at) <= UNDO_FOR).map(|at| UndoLink { at: at.as_millis() }),
        tickets_found: asked.found(&paths::known_issue(&issue.id), &tickets),
        tickets: tickets.rows.iter().map(linked).collect(),
        words: sent_words(sources, &directory, issue, &tx.list_broadcasts_of(issue.id, WORDS).await?),
        versions: iter::once(None)
            .chain(versions.iter().map(Some))
            .zip(&versions)
            .map(|(before, version)| issue_version(sources, &directory, before, version))
            .collect(),
        notice,
    })
}

/// What was said to many about one.
fn sent_words(
    sources: &Sources,
    directory: &Directory,
    issue: &KnownIssue,
    words: &[Broadcast],
) -> Vec<SentWord> {
    let t = texts();
    let sent = words.iter().map(|word| SentWord {
        word: desk_word(sources, issue, word),
        who: directory.person_name(word.said_by),
        wards: match &word.wards {
            Wards::Everywhere => t.known_issues_every_ward(),
            Wards::These(chosen) if chosen.is_empty() => t.known_issues_no_ward(),
            Wards::These(chosen) => t.known_issues_some_wards(chosen.len()),
        },
        alerted: word.alerted,
    });
    sent.collect()
}

fn desk_word(sources: &Sources, issue: &KnownIssue, word: &Broadcast) -> DeskWord {
    DeskWord {
        title: issue.said.title.as_str().to_owned(),
        text: word.text.as_str().to_owned(),
        said: moment(sources, word.said_at),
        next: word.next_word_at.filter(|at| *at > sources.core.now()).map(|at| moment(sources, at)),
    }
}

/// The last word about each known issue that has not ended, as far as it `concerns` the reader, the last first.
pub(crate) async fn last_words(
    sources: &Sources,
    tx: &mut dyn Tx,
    concerns: impl Fn(&KnownIssue, &Broadcast) -> bool + Send,
) -> Result<Vec<DeskWord>, store::Error> {
    let words = tx.list_broadcasts(sources.core.now() - Broadcast::SHOWN_FOR).await?;
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let issues = tx.list_known_issues().await?;
    let mut told = HashSet::new();
    let mut shown = Vec::new();
    for word in &words {
        let issue = issues.iter().find(|issue| issue.id == word.known_issue && issue.ended_at.is_none());
        let Some(issue) = issue.filter(|issue| told.insert(issue.id)) else { continue };
        if concerns(issue, word) {
            shown.push(desk_word(sources, issue, word));
        }
    }
    Ok(shown)
}

/// The form with what it offers to choose from. `issue`: what is changed.
pub(crate) fn form_choices(
    sources: &Sources,
    directory: &Directory,
    issue: Option<&KnownIssue>,
    form: KnownIssueForm,
) -> KnownIssueForm {
    let kept = issue.filter(|issue| is_to_come(sources, issue)).and_then(|issue| issue.said.next_word_at);
    let kept = kept.map(|at| Choice {
        value: KEEP.to_owned(),
        label: texts().known_issues_as_said(moment(sources, at).clock),
    });
    KnownIssueForm {
        tags: choices::tags(&directory.tags),
        wards: choices::wards(directory, iter::empty()),
        next_words: kept.into_iter().chain(next_words()).collect(),
        key: if form.key.is_empty() { sources.core.random.secret() } else { form.key },
        ..form
    }
}

/// When the next word may be promised.
pub(super) fn next_words() -> impl Iterator<Item = Choice> {
    NEXT_WORDS.iter().map(|minutes| Choice {
        value: minutes.to_string(),
        label: match minutes {
            0..60 => texts().known_issues_in_minutes(*minutes),
            minutes => texts().known_issues_in_hours(minutes / 60),
        },
    })
}

fn is_to_come(sources: &Sources, issue: &KnownIssue) -> bool {
    issue.said.next_word_at.is_some_and(|at| at > sources.core.now())
}

pub(crate) fn open_ticket(
    sources: &Sources,
    directory: &Directory,
    ticket: &Ticket,
    leads: &Leads,
) -> OpenTicket {
    OpenTicket {
        ticket: ticket.id.to_string(),
        code: ticket.code.to_string(),
        ward: directory.ward_name(ticket.ward),
        tag: directory.tag_name(ticket.tag),
        priority: ticket.priority,
        phase: ticket.phase(),
        asked: moment(sources, ticket.asked_at),
        version: ticket.version,
        held: ticket.held_until().map(|until| moment(sources, until)),
        may_unlink: leads.is_in_charge_of(directory.wards.get(&ticket.ward).and_then(|ward| ward.zone)),
    }
}

/// What a responder reads beside a job about `tag` on `ward`.
pub(crate) fn shown_issues(issues: &[KnownIssue], tag: TagId, ward: WardId) -> Vec<ShownIssue> {
    issues
        .iter()
        .filter(|issue| issue.is_about(tag, ward))
        .map(|issue| ShownIssue {
            title: issue.said.title.as_str().to_owned(),
            workaround: issue.said.workaround.as_str().to_owned(),
        })
        .collect()
}

/// What a closed ticket may have been about, the latest first: what has not ended, and what it is linked to already.
pub(crate) fn issue_choices(issues: &[KnownIssue], linked: Option<KnownIssueId>) -> Vec<Choice> {
    issues
        .iter()
        .filter(|issue| issue.ended_at.is_none() || linked == Some(issue.id))
        .map(|issue| Choice { value: issue.id.to_string(), label: issue.said.title.as_str().to_owned() })
        .collect()
}

fn issue_row(sources: &Sources, directory: &Directory, issue: &KnownIssue, tickets: u32) -> KnownIssueRow {
    KnownIssueRow {
        id: issue.id.to_string(),
        title: issue.said.title.as_str().to_owned(),
        workaround: issue.said.workaround.as_str().to_owned(),
        tag: directory.tag_name(issue.said.tag),
        ward: issue.said.ward.map(|ward| directory.ward_name(ward)),
        since: moment(sources, issue.since),
        holds: issue.said.holds,
        next_word: issue
            .said
            .next_word_at
            .filter(|_| issue.ended_at.is_none())
            .map(|at| NextWord { at: moment(sources, at), is_overdue: !is_to_come(sources, issue) }),
        ended: issue.ended_at.map(|at| moment(sources, at)),
        tickets,
    }
}

fn issue_version(
    sources: &Sources,
    directory: &Directory,
    before: Option<&(KnownIssue, PersonId, Timestamp)>,
    (issue, by, at): &(KnownIssue, PersonId, Timestamp),
) -> IssueVersion {
    let had_ended = before.is_some_and(|(before, ..)| before.ended_at.is_some());
    let did = match (before, issue.ended_at) {
        (None, _) => IssueStep::Wrote,
        (_, Some(_)) if !had_ended => IssueStep::Ended,
        (_, None) if had_ended => IssueStep::Reopened,
        _ => IssueStep::Changed,
    };
    IssueVersion {
        when: moment(sources, *at),
        who: directory.person_name(*by),
        did,
        title: issue.said.title.as_str().to_owned(),
        workaround: issue.said.workaround.as_str().to_owned(),
    }
}
