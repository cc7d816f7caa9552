//! One ticket in full.

use app::{
    model::{Choice, ChoiceGroup},
    screens::{
        board::BoardTicket,
        ticket::{Assignable, CandidateRow, OfferRow, SendQuestion, TicketPage},
    },
};
use domain::priority::Stuck;

use super::{NAMES, NOW, ago, board::board_ticket, choices, entry, s, soon};

pub(crate) fn ticket() -> TicketPage {
    let candidate = |name: &str, chosen, walk, stale| CandidateRow {
        name: s(name),
        chosen,
        terms: vec![
            (s("Walking"), walk),
            (s("Is needed for what few others know"), 30),
            (s("Not seen for a while"), stale),
        ],
        sum_seconds: walk + 30 + stale,
        chance_percent: 80,
        own_ward_seconds: 0,
        total_seconds: (walk + 30 + stale) * 10 / 8,
    };
    TicketPage {
        now: NOW,
        now_clock: s("10:42:07"),
        sequence: 41,
        escalating: vec![s("asks any floorwalker")],
        unalerted: None,
        elsewhere: None,
        ticket: BoardTicket { escalation: 1, ..board_ticket(1) },
        ward_phone: Some(s("4512")),
        zone_leads: vec![format!("{}: alert shown after 3 s", NAMES[3])],
        phones: vec![(s(NAMES[1]), s("07700 900123")), (s(NAMES[2]), s("4711"))],
        stuck: Some(Stuck::CannotGoOn),
        spot: Some(s("Bay 4, side room 2")),
        note: Some(s("Cannot chart the second dose")),
        asker: Some(s("Sister Sample")),
        asked_by: s("Ward device on Ward 8"),
        closed_as: None,
        helped: None,
        closing_note: None,
        known_issue: Some((s("i1"), s("The drug chart cannot be signed on tablets"))),
        issues: vec![ChoiceGroup {
            label: s("About the same topic"),
            choices: vec![Choice { value: s("i2"), label: s("Labels print twice") }],
        }],
        held: Some(soon()),
        in_passing: false,
        is_open: true,
        entered_wrongly: false,
        can_assign: true,
        version: 2,
        assignable: Assignable {
            find: s("epma north"),
            groups: vec![
                ChoiceGroup {
                    label: s("Free"),
                    choices: choices(&["Ben Example, knows ePMA, 07700 900123"]),
                },
                ChoiceGroup {
                    label: s("Busy"),
                    choices: choices(&["Farah Example, knows ePMA, K7P, P3, 6 min at Ward 7"]),
                },
            ],
            before: 30,
            found: 41,
            more: Some(s("/board/tickets/t1?find=epma+north&skip=32#step-in")),
        },
        errors: Vec::new(),
        question: Some(SendQuestion {
            person: s("p3"),
            words: vec![
                s("Farah Example already has a job (K7P, P3, 6 min at Ward 7)."),
                s("If you send them here, Elbow will look for someone else for K7P, and tell the ward."),
            ],
            told: s("job:K7P"),
            button: s("Take them off K7P and send them"),
        }),
        timeline: vec![entry(13, "Asked from the ward’s device"), entry(12, "Offered to Ben Example")],
        offers: vec![OfferRow {
            to: s("Ben Example"),
            made: ago(12),
            outcome: s("waiting for an answer"),
            alert: s("alert shown 3 s after, opened 5 s after"),
            why: s("Knows order comms and is the nearest of 3 who are free."),
            candidates: vec![candidate("Ben Example", true, 95, 0), candidate("فرح مثال", false, 160, 60)],
        }],
        notice: Some(s("Escalated.")),
    }
}
