//! Slips of paper that came back.

use app::{
    model::Choice,
    screens::paper::{
        Duplicates, EnteredBefore, EnteredSlip, MissingSlip, PaperPage, SlipForm, SlipTick, SlipsOfPack,
        UnusedQuestion,
    },
};
use domain::ticket::Phase;

use super::{ago, dated, error, s, wards};

pub(crate) fn paper() -> PaperPage {
    let choices =
        |names: &[&str]| names.iter().map(|name| Choice { value: s(name), label: s(name) }).collect();
    let entered = |slip, phase| EnteredSlip {
        slip: s(slip),
        ward: s("Ward 7"),
        tag: s("ePMA"),
        asked: ago(90),
        phase,
        ticket: (s("K7PX"), s("/board/tickets/1")),
    };
    let missing = |slip| MissingSlip { slip: s(slip), ward: s("Ward 12") };
    PaperPage {
        form: SlipForm { key: s("key"), day: s("20/11/2026"), ..SlipForm::default() },
        tags: choices(&["ePMA", "Order comms"]),
        urgencies: choices(&["A patient could come to harm", "A patient is waiting"]),
        categories: choices(&["Training or elbow support"]),
        helpers: choices(&["Asha Example", "Ben Sample"]),
        wards: wards(),
        entered: vec![entered("P012", Phase::Waiting), entered("P011", Phase::Resolved)],
        packs: vec![SlipsOfPack {
            printed: dated(240),
            printed_at: 0,
            count: 420,
            entered: 12,
            unused: 0,
            unaccounted: 408,
            rest: 406,
        }],
        missing: vec![missing("P020"), missing("P021")],
        entered_before: None,
        duplicates: Some(Duplicates {
            slip: s("P012"),
            id: s("1"),
            version: 0,
            ward: s("Ward 7"),
            tag: s("ePMA"),
            others: vec![(s("M4RT"), s("/board/tickets/2"), ago(5))],
        }),
        question: None,
        errors: Vec::new(),
        warnings: Vec::new(),
        notice: Some(s(
            "P012, Ward 7, is entered as request K7PX. Elbow is looking for someone: the board says who goes.",
        )),
    }
}

pub(crate) fn paper_refused() -> PaperPage {
    let stray = SlipTick {
        name: "stray",
        label: s("Yes, I have this slip in my hand, and the number is right"),
        is_ticked: false,
    };
    let form = SlipForm { slip: s("P012"), asked: s("1012"), ticks: vec![stray], ..paper().form };
    PaperPage {
        form,
        entered_before: Some(EnteredBefore {
            ticket: (s("K7PX"), s("/board/tickets/1")),
            ward: s("Ward 7"),
            is_cancelled: false,
        }),
        duplicates: None,
        question: Some(UnusedQuestion {
            printed: dated(240),
            printed_at: 0,
            rest: 406,
            missing: 2,
            in_use_until: Some(dated(10)),
        }),
        errors: vec![error("slip", "P012 is entered already. Look at the number again")],
        warnings: vec![error("note", "Is “Smith” somebody’s name?")],
        notice: None,
        ..paper()
    }
}
