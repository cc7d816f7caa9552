//! A request, as whoever asked sees it.

use app::screens::waiting::{AboutIssue, WaitingPage};
use domain::{Priority, priority::Stuck, ticket::Phase};

use super::{NOW, ago, entry, s, soon};

pub(crate) fn waiting() -> WaitingPage {
    WaitingPage {
        secret: s("sample"),
        ask_again: Some(s("/w/sample")),
        now: NOW,
        sequence: 1,
        code: s("K7P"),
        version: 1,
        ward_name: s("Ward 7"),
        tag: s("ePMA"),
        is_for_anyone: false,
        priority: Priority::P3,
        phase: Phase::Offered,
        holder: None,
        expected: None,
        asked_people: 2,
        shortfall: None,
        nobody_there: false,
        escalated: false,
        instead_of: None,
        may_lower: true,
        can_say_not_solved: false,
        held: None,
        thought_fixed: false,
        issue: None,
        words: Vec::new(),
        sorted: None,
        leaves_after: None,
        cancelled_by_command_centre: false,
        stuck: Some(Stuck::CanWorkAround),
        asker: None,
        spot: Some(s("Bay 4")),
        note: Some(s("Screen stays grey after the first dose")),
        notice: None,
        timeline: vec![
            entry(2, "You asked for help with ePMA"),
            entry(2, "We asked Sam Example and Aisha Example"),
        ],
    }
}

fn about_issue() -> AboutIssue {
    AboutIssue {
        title: s("The drug chart cannot be signed on tablets"),
        workaround: s("Sign on a PC, or on paper and tell the desk."),
    }
}

pub(crate) fn waiting_on_hold() -> WaitingPage {
    WaitingPage { phase: Phase::Waiting, held: Some(soon()), issue: Some(about_issue()), ..waiting() }
}

pub(crate) fn waiting_thought_fixed() -> WaitingPage {
    WaitingPage {
        phase: Phase::Resolved,
        thought_fixed: true,
        can_say_not_solved: true,
        issue: Some(about_issue()),
        ..waiting()
    }
}

pub(crate) fn waiting_on_the_way() -> WaitingPage {
    let mut page = WaitingPage {
        phase: Phase::OnTheWay,
        holder: Some(s("Aisha Example")),
        expected: Some(ago(0)),
        asked_people: 0,
        ..waiting()
    };
    page.timeline.push(entry(1, "Aisha Example accepted and is on the way"));
    page
}

pub(crate) fn waiting_closed() -> WaitingPage {
    let mut page =
        WaitingPage { phase: Phase::Resolved, can_say_not_solved: true, asked_people: 0, ..waiting() };
    page.timeline.push(entry(0, "Closed by Aisha Example"));
    page
}
