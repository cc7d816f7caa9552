//! One's own sign-ins, and those of a person.

use app::{
    model::Choice,
    screens::account::{AccountPage, GrantRow, PersonPage, RoleForm, SignInRow},
};

use super::{NAMES, ago, choices, s};

fn sign_ins() -> Vec<SignInRow> {
    let row = |id: &str, browser: &str, how: &str, is_this| SignInRow {
        id: s(id),
        browser: s(browser),
        how: s(how),
        since: ago(200),
        last_seen: ago(2),
        is_this,
    };
    vec![
        row("s1", "Edge on Windows", "With a password", true),
        row("s2", "Safari on iPhone", "With a PIN, on a handset", false),
    ]
}

pub(crate) fn account() -> AccountPage {
    AccountPage {
        sign_ins: sign_ins(),
        responds_from: None,
        username: Some(s("d.sample")),
        errors: Vec::new(),
        notice: Some(s("All other sign-ins have ended.")),
    }
}

pub(crate) fn person() -> PersonPage {
    PersonPage {
        id: s("p1"),
        name: s(NAMES[1]),
        username: Some(s("m.khan")),
        has_password: Some(false),
        about: vec![
            (s("What they do"), s("Floorwalker, lead")),
            (s("Zone or ward"), s("Medicine")),
            (s("Knows"), s("ePMA, Order comms")),
        ],
        responds: true,
        has_shifts: true,
        grants: vec![
            GrantRow {
                id: s("g1"),
                role: s("responder"),
                from: None,
                until: None,
                has_begun: true,
                cannot_end: Some(s("They have a job. Send someone else to it from the board first.")),
            },
            GrantRow {
                id: s("g2"),
                role: s("lead"),
                from: Some(s("21 Nov 2026")),
                until: Some(s("22 Nov 2026")),
                has_begun: false,
                cannot_end: None,
            },
        ],
        roles: ["responder", "lead", "analyst", "administrator"]
            .map(|role| Choice { value: s(role), label: s(role) })
            .to_vec(),
        role_form: RoleForm::default(),
        zones: choices(&["Medicine", "Surgery"]),
        sign_ins: sign_ins(),
        handsets: vec![ago(300)],
        cannot_end: None,
        ended: None,
        errors: Vec::new(),
        notice: None,
    }
}
