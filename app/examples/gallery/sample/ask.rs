//! Asking for help.

use app::{
    model::Found,
    screens::ask::{
        AskForm, AskIssue, AskPage, AskPlace, AskPlacePage, AskedAlreadyPage, AskedRequest, Here,
        WardComputer,
    },
};
use domain::ticket::Phase;

use super::{TAGS, ago, choices, desk_word, error, s, soon, wards};

pub(crate) fn ask() -> AskPage {
    AskPage {
        now: ago(0),
        issues: vec![AskIssue {
            id: s("i1"),
            tag: s("epma"),
            title: s("The drug chart cannot be signed on tablets"),
            workaround: s("Sign on a PC, or on paper and tell the desk."),
            since: ago(92),
            next_word: Some(soon()),
        }],
        words: vec![desk_word()],
        message: Some(s("The desk of Wave 2 is in the seminar room on level 3.")),
        notice: None,
        ward_name: s("Ward 7"),
        action: s("/ask"),
        tags: choices(&TAGS),
        wards: Vec::new(),
        computer: None,
        form: AskForm { key: s("sample"), ..AskForm::default() },
        errors: Vec::new(),
        warnings: Vec::new(),
        here: Some(Here::Job { ticket: s("t1"), version: 3, code: s("K7P3") }),
        asked: vec![asked_before()],
    }
}

pub(crate) fn ask_with_errors() -> AskPage {
    AskPage {
        errors: vec![error("tag", "Choose what it is about"), error("note", "Use 140 characters or fewer.")],
        warnings: vec![
            error(
                "note",
                "What you typed may hold a date of birth. Remove it, or tick the box if it is not a patient’s.",
            ),
            error(
                "asker",
                "What you typed may hold a hospital number. Remove it, or tick the box if it is not a patient’s.",
            ),
        ],
        form: AskForm {
            note: s("born 01/02/1950, cannot chart"),
            asker: s("bleep 123"),
            ..AskForm::default()
        },
        asked: Vec::new(),
        ..ask()
    }
}

fn asked_before() -> AskedRequest {
    AskedRequest {
        href: s("/r/sample"),
        code: s("K7P"),
        tag: s("Order comms"),
        elsewhere: None,
        is_held: false,
        thought_fixed: false,
        phase: Phase::OnTheWay,
        holder: Some(s("Dana Example")),
        asker: Some(s("Sister Sample")),
        ago: s("3 minutes ago"),
    }
}

pub(crate) fn asked_already() -> AskedAlreadyPage {
    AskedAlreadyPage {
        ward_name: s("Ward 7"),
        action: s("/ask"),
        form: AskForm { tag: s("order-comms"), ..ask().form },
        asked: asked_before(),
    }
}

pub(crate) fn ask_elsewhere() -> AskPage {
    AskPage {
        ward_name: s("Ward 12"),
        computer: Some(WardComputer { ward_name: s("Ward 7"), is_elsewhere: true }),
        asked: vec![AskedRequest { asker: None, ..asked_before() }],
        ..ask()
    }
}

pub(crate) fn ask_place() -> AskPlacePage {
    let place = |name: &str, location: Option<&str>| AskPlace {
        href: s("/?ward=sample"),
        name: s(name),
        location: location.map(s),
    };
    AskPlacePage {
        ward_name: s("Ward 7"),
        places: vec![
            place("Ward 12", Some("North building, level 3, Riverside Hospital")),
            place("Ward 21", None),
        ],
        found: Found { find: s("ward"), count: Some(2), ..Found::default() },
    }
}

pub(crate) fn ask_at_the_desk() -> AskPage {
    AskPage { ward_name: String::new(), action: s("/board/ask"), wards: wards(), asked: Vec::new(), ..ask() }
}
