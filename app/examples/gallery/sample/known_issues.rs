//! What is known to be wrong, what to do for now, and the tickets about it.

use app::{
    model::{Choice, FieldError, Found, Tick},
    screens::known_issues::{
        ClosePage, ClosedAs, IssueStep, IssueVersion, KnownIssueForm, KnownIssuePage, KnownIssueRow,
        KnownIssuesPage, LinkFilter, LinkPage, LinkRow, LinkedTicket, NewIssuePage, NextWord, OpenTicket,
        SentWord, ShownIssue, StaysOpen, UndoLink, WordPage,
    },
};
use domain::{Priority, ticket::Phase};

use super::{TAGS, ago, choices, desk_word, error, found, s, soon};

fn issue_row(title: &str, tickets: u32) -> KnownIssueRow {
    KnownIssueRow {
        id: s("i1"),
        title: s(title),
        workaround: s("Sign on a PC, or on paper and tell the desk."),
        tag: s("ePMA"),
        ward: None,
        since: ago(700),
        holds: false,
        next_word: Some(NextWord { at: soon(), is_overdue: false }),
        ended: None,
        tickets,
    }
}

pub(crate) fn known_issues() -> KnownIssuesPage {
    KnownIssuesPage {
        live: vec![
            issue_row("The drug chart cannot be signed on tablets", 14),
            issue_row("Labels print twice", 3),
        ],
        live_found: found(2),
        ended: vec![KnownIssueRow { ended: Some(ago(30)), ..issue_row("New starters have no role yet", 41) }],
        ended_found: Found { next: Some(s("/known-issues?ended=1~i9#ended")), ..found(51) },
        form: KnownIssueForm {
            title: s("Chart of 943 476 5919 is blank"),
            tags: choices(&TAGS),
            errors: vec![FieldError {
                field: s("title"),
                message: s("This looks like an NHS number. Remove it."),
            }],
            ..KnownIssueForm::default()
        },
        notice: None,
    }
}

fn open_tickets() -> Vec<OpenTicket> {
    let open = |code: &str, priority, phase, held| OpenTicket {
        ticket: s("t1"),
        code: s(code),
        ward: s("Ward 7"),
        tag: s("ePMA"),
        priority,
        phase,
        asked: ago(22),
        version: 3,
        held,
        may_unlink: true,
    };
    vec![
        open("K7P", Priority::P2, Phase::OnTheWay, None),
        open("M3XA", Priority::P3, Phase::Waiting, Some(soon())),
    ]
}

pub(crate) fn new_known_issue() -> NewIssuePage {
    NewIssuePage {
        form: KnownIssueForm {
            tags: choices(&TAGS),
            tag: s("epma"),
            from_surge: true,
            links_next: true,
            ..KnownIssueForm::default()
        },
    }
}

pub(crate) fn link_tickets() -> LinkPage {
    let row = |ticket| LinkRow {
        ticket,
        is_ticked: true,
        note: Some(s("Nothing prints since nine")),
        linked_to: Some(s("Labels print twice")),
    };
    LinkPage {
        id: s("i1"),
        title: s("Drug charts cannot be signed"),
        ended: true,
        holds: true,
        filter: LinkFilter { tag: s("epma"), ..LinkFilter::default() },
        tags: choices(&TAGS),
        wards: Vec::new(),
        zones: Vec::new(),
        waves: Vec::new(),
        tickets: open_tickets().into_iter().map(row).collect(),
        chosen: String::new(),
        closing: closed_as(),
        from_surge: false,
        surge: String::new(),
        errors: vec![error("ended", "Say what happens to tickets of a known issue that has ended")],
        notice: None,
    }
}

fn closed_as() -> ClosedAs {
    let usual = Choice { value: s("known-issue"), label: s("Known issue or workaround") };
    ClosedAs { chosen: usual.value.clone(), categories: vec![usual] }
}

pub(crate) fn close_together() -> ClosePage {
    let stays = StaysOpen { ticket: open_tickets().remove(0), why: s("Someone is on the way.") };
    ClosePage {
        id: s("i1"),
        title: s("The drug chart cannot be signed on tablets"),
        workaround: s("Restart the tablet, then sign again."),
        key: s("k"),
        closes: open_tickets().split_off(1),
        stays: vec![stays],
        later: 0,
        closing: closed_as(),
        errors: Vec::new(),
    }
}

pub(crate) fn send_word() -> WordPage {
    let tick = |name: &str, label: &str| Tick { name: s(name), label: s(label), is_set: false };
    WordPage {
        id: s("i1"),
        title: s("Drug charts cannot be signed"),
        key: s("k"),
        text: s("The vendor is putting in a fix."),
        next_word: String::new(),
        next_words: vec![Choice { value: s("30"), label: s("In 30 minutes") }],
        whom: vec![
            tick("everywhere", "Every ward, before they ask"),
            tick("responders", "Responders on shift who know ePMA, by alert"),
        ],
        errors: vec![error("text", "Word about this was sent a moment ago. You can send the next at 10:52")],
        warnings: Vec::new(),
    }
}

pub(crate) fn known_issue() -> KnownIssuePage {
    let version = |minutes, who: &str, did| IssueVersion {
        when: ago(minutes),
        who: s(who),
        did,
        title: s("The drug chart cannot be signed on tablets"),
        workaround: s("Sign on a PC, or on paper and tell the desk."),
    };
    KnownIssuePage {
        issue: KnownIssueRow { holds: true, ..issue_row("The drug chart cannot be signed on tablets", 4) },
        form: KnownIssueForm { tags: choices(&TAGS), tag: s("epma"), ..KnownIssueForm::default() },
        open: open_tickets(),
        came_back: Some((3, 12)),
        undo: Some(UndoLink { at: 0 }),
        tickets: vec![LinkedTicket {
            ticket: s("t0"),
            code: s("R4D"),
            ward: s("Ward 8"),
            closed: Some(ago(9)),
            helped: 3,
        }],
        tickets_found: Found::default(),
        words: vec![SentWord { word: desk_word(), who: s("Dana Mock"), wards: s("every ward"), alerted: 9 }],
        versions: vec![
            version(700, "Dana Mock", IssueStep::Wrote),
            version(90, "Lee Sample", IssueStep::Changed),
        ],
        notice: None,
    }
}

pub(super) fn issues() -> Vec<ShownIssue> {
    vec![ShownIssue {
        title: s("The drug chart cannot be signed on tablets"),
        workaround: s("Sign on a PC, or on paper and tell the desk."),
    }]
}
