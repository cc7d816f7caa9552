//! What is known to be wrong, as leads and responders read it.

use app::{
    model::Choice,
    screens::known_issues::{
        IssueStep, IssueVersion, KnownIssueForm, KnownIssuePage, KnownIssueRow, KnownIssuesPage,
        LinkedTicket, ShownIssue,
    },
};
use domain::{KnownIssue, PersonId, TagId, Ticket, Timestamp};
use serde::Deserialize;
use store::{KnownIssueFilter, Tx};

use crate::{
    kept::Directory,
    view::{Sources, choices, moment, paging::Asked},
};

/// Known issues on a page, of each kind; tickets on the page of one.
const ROWS: u32 = 50;

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
        form: KnownIssueForm {
            tags: choices::tags(&directory.tags),
            key: if form.key.is_empty() { sources.core.random.secret() } else { form.key },
            ..form
        },
        notice,
    })
}

/// With what was typed, if that was not right.
pub(crate) async fn known_issue_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    issue: &KnownIssue,
    asked: &Asked,
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
        ..KnownIssueForm::default()
    });
    let linked = |ticket: &Ticket| LinkedTicket {
        ticket: ticket.id.to_string(),
        code: ticket.code.to_string(),
        ward: directory.ward_name(ticket.ward),
        closed: ticket.closed_at().map(|at| moment(sources, at)),
        helped: ticket.details.helped.get(),
    };
    Ok(KnownIssuePage {
        issue: issue_row(sources, &directory, issue, counts.get(&issue.id).copied().unwrap_or_default()),
        form: KnownIssueForm { tags: choices::tags(&directory.tags), version: Some(issue.version), ..form },
        tickets_found: asked.found(&paths::known_issue(&issue.id), &tickets),
        tickets: tickets.rows.iter().map(linked).collect(),
        versions: versions.iter().map(|version| issue_version(sources, &directory, version)).collect(),
        notice,
    })
}

/// What a responder reads beside a job about `tag`.
pub(crate) fn shown_issues(issues: &[KnownIssue], tag: TagId) -> Vec<ShownIssue> {
    issues
        .iter()
        .filter(|issue| issue.ended_at.is_none() && issue.said.tag == tag)
        .map(|issue| ShownIssue {
            title: issue.said.title.as_str().to_owned(),
            workaround: issue.said.workaround.as_str().to_owned(),
        })
        .collect()
}

/// What a closed ticket may have been about, the latest first: what has not ended, and what it is linked to already.
pub(crate) fn issue_choices(issues: &[KnownIssue], ticket: &Ticket) -> Vec<Choice> {
    issues
        .iter()
        .filter(|issue| issue.ended_at.is_none() || ticket.details.known_issue == Some(issue.id))
        .map(|issue| Choice { value: issue.id.to_string(), label: issue.said.title.as_str().to_owned() })
        .collect()
}

fn issue_row(sources: &Sources, directory: &Directory, issue: &KnownIssue, tickets: u32) -> KnownIssueRow {
    KnownIssueRow {
        id: issue.id.to_string(),
        title: issue.said.title.as_str().to_owned(),
        workaround: issue.said.workaround.as_str().to_owned(),
        tag: directory.tag_name(issue.said.tag),
        since: moment(sources, issue.since),
        ended: issue.ended_at.map(|at| moment(sources, at)),
        tickets,
    }
}

fn issue_version(
    sources: &Sources,
    directory: &Directory,
    (issue, by, at): &(KnownIssue, PersonId, Timestamp),
) -> IssueVersion {
    let did = match (issue.version, issue.ended_at) {
        (0, _) => IssueStep::Wrote,
        (_, Some(_)) => IssueStep::Ended,
        (_, None) => IssueStep::Changed,
    };
    IssueVersion {
        when: moment(sources, *at),
        who: directory.person_name(*by),
        did,
        title: issue.said.title.as_str().to_owned(),
        workaround: issue.said.workaround.as_str().to_owned(),
    }
}
