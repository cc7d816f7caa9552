//! Where more is asked than usual: a line each on the board, the list of all, and one with its requests.

use app::screens::surges::{
    SurgeBar, SurgeCard, SurgePage, SurgeRow, SurgeTicketRow, SurgeVerdict, SurgesPage, VerdictForm,
};
use domain::{Priority, ticket::Phase};

use super::{ago, choices, dated, error, found, s};

pub(super) fn surge_card() -> SurgeCard {
    SurgeCard {
        id: s("s1"),
        sentence: s("ePMA: 12 requests from 6 wards in 20 minutes, about 2 expected. Began 10:20 on Ward 7."),
        waits: s("5 are waiting, no one free knows it."),
        opened: ago(4),
        verdict: None,
        make_issue: s("/known-issues/new?tag=epma&from=surge&surge=s1"),
        link_all: None,
        send_word: None,
    }
}

fn surge_row(id: &str, verdict: Option<(&str, Option<(String, String)>)>) -> SurgeRow {
    let issue = verdict.as_ref().is_some_and(|(_, issue)| issue.is_some());
    let verdict = verdict.map(|(word, issue)| SurgeVerdict {
        word: s(word),
        who: s("Lee Sample"),
        when: ago(2),
        issue,
    });
    let bars = [(25, 1), (20, 2), (15, 0), (10, 4), (5, 5)];
    SurgeRow {
        is_open: verdict.is_none(),
        card: SurgeCard {
            id: s(id),
            link_all: issue.then(|| s("/known-issues/i1/link?from=surge&surge=s2")),
            send_word: issue.then(|| s("/known-issues/i1/word?surge=s2")),
            verdict,
            opened: dated(4),
            ..surge_card()
        },
        bar_minutes: 5,
        bars: bars.map(|(minutes, requests)| SurgeBar { from: ago(minutes), requests }).to_vec(),
    }
}

pub(crate) fn surges() -> SurgesPage {
    let issue = Some((s("i1"), s("Labels print twice")));
    SurgesPage {
        thresholds: s("In the last 7 days there were 3 surges that no one called real."),
        choices: choices(&["All", "Not answered yet", "Real", "Nothing"]),
        shown: s("all"),
        rows: vec![
            surge_row("s1", None),
            surge_row("s2", Some(("known_issue", issue))),
            surge_row("s3", Some(("real", None))),
            surge_row("s4", Some(("nothing", None))),
        ],
        found: found(4),
    }
}

pub(crate) fn surges_none() -> SurgesPage {
    SurgesPage { rows: Vec::new(), found: found(0), ..surges() }
}

pub(crate) fn surge() -> SurgePage {
    let ticket = |code, ward, phase| SurgeTicketRow {
        id: s(code),
        code: s(code),
        priority: Priority::P2,
        ward: s(ward),
        tag: s("ePMA"),
        phase,
        asked: ago(9),
    };
    SurgePage {
        row: surge_row("s1", None),
        tickets: vec![ticket("K7P", "Ward 7", Phase::Waiting), ticket("M3R", "Ward 8", Phase::Resolved)],
        form: VerdictForm {
            issues: choices(&["Labels print twice", "ePMA is slow"]),
            issue: String::new(),
            errors: vec![error("known_issue", "Choose the known issue that it is")],
        },
        notice: None,
    }
}
