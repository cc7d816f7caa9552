//! Tickets of any hour, found by what is known of them.

use app::{
    model::{Found, Moment},
    screens::tickets::{FoundTicket, TicketsPage, WhichOne},
};
use domain::{
    Priority,
    ticket::{Phase, WithdrawReason},
};

use super::{NAMES, TAGS, ago, choices, s, wards};

pub(crate) fn tickets() -> TicketsPage {
    let row = |place: usize| FoundTicket {
        id: format!("t{place}"),
        code: format!("K{place}P"),
        priority: Priority::ALL[place % 4],
        in_passing: place == 3,
        ward: wards()[place % 6].label.clone(),
        tag: s(TAGS[place % TAGS.len()]),
        asked: Moment { clock: s("20 Nov 2026, 10:20"), ..ago(22) },
        phase: [Phase::Resolved, Phase::Withdrawn, Phase::OnTheWay, Phase::HandedOff][place % 4],
        why: (place == 1).then_some(WithdrawReason::GaveUp),
        closed: (place % 4 != 2).then(|| ago(5)),
        who: (place != 1).then(|| s(NAMES[place])),
        reopened: place == 0,
    };
    let states =
        ["Open", "Closed", "Cancelled", "Handed off", "Reopened", "Escalated", "Declined by someone"];
    TicketsPage {
        find: s("Ward 7"),
        from: s("2026-11-14"),
        to: s("2026-11-20"),
        tags: choices(&TAGS),
        states: choices(&states),
        rows: (0..4).map(row).collect(),
        found: Found { next: Some(s("/board/tickets?after=1")), ..Found::default() },
        ..TicketsPage::default()
    }
}

pub(crate) fn tickets_which() -> TicketsPage {
    let which = |name: &str| WhichOne { name: s(name), href: s("/board/tickets?ward=1") };
    TicketsPage { which: ["Ward 7", "Ward 71"].map(which).to_vec(), rows: Vec::new(), ..tickets() }
}
