//! An import before it is saved: what is wrong, what is open, and what would change; taking the last one back; what was said of columns.

use app::{
    model::Choice,
    screens::import::{
        HeadingRow, HeadingsPage, ImportChange, ImportChanges, ImportField, ImportHeading, ImportLikeness,
        ImportLine, ImportPage, Stays, UndoPage,
    },
};

use super::{DAY_MINUTES, ago, error, s};

pub(crate) fn import_problems() -> ImportPage {
    let line = |file: &str, line, what: &str, to_do: &str| ImportLine {
        file: s(file),
        line,
        what: s(what),
        to_do: s(to_do),
    };
    ImportPage {
        problems: vec![
            line("wards.csv", Some(7), "The code W07 is on line 2 already", "Remove one of the lines."),
            line("links.csv", None, "No links lead to W12 Ward 12", "Add a link from a ward beside it."),
        ],
        notes: vec![line(
            "people.csv",
            Some(1),
            "The column “payroll” is left out",
            "If it is one of ours, correct it.",
        )],
        headings: Vec::new(),
        likenesses: Vec::new(),
        changes: Vec::new(),
        key: None,
        can_save: false,
        megabytes: 2,
        errors: Vec::new(),
    }
}

pub(crate) fn import_questions() -> ImportPage {
    let choice = |value: &str| Choice { value: s(value), label: s(value) };
    let heading = |place: usize, name: &str, chosen: &str| ImportHeading {
        field: format!("column-{place}"),
        file: s("Staff list.xlsx, sheet people"),
        name: s(name),
        choices: ["name", "kind", "phone"].map(choice).to_vec(),
        chosen: s(chosen),
    };
    ImportPage {
        problems: Vec::new(),
        notes: Vec::new(),
        headings: vec![heading(0, "job", ""), heading(1, "full name", "name"), heading(2, "bleep", "phone")],
        likenesses: vec![ImportLikeness {
            field: s("same-0"),
            file: s("Staff list.xlsx, sheet people"),
            line: 12,
            given: s("Zoe Nonesuch"),
            known: s("Zoë Nonesuch"),
        }],
        changes: Vec::new(),
        key: Some(s("sample")),
        can_save: false,
        megabytes: 2,
        errors: vec![error("column-0", "Choose which column “job” is, or leave it out")],
    }
}

pub(crate) fn import_changes() -> ImportPage {
    ImportPage {
        problems: Vec::new(),
        notes: Vec::new(),
        headings: Vec::new(),
        likenesses: Vec::new(),
        changes: vec![ImportChanges {
            name: s("Wards"),
            added: vec![s("W31 Ward 31 Discharge Lounge")],
            changed: (1..=12)
                .map(|ward| ImportChange {
                    name: format!("W{ward:02} Ward {ward}"),
                    fields: vec![ImportField {
                        column: s("level"),
                        before: None,
                        after: Some(ward.to_string()),
                    }],
                })
                .collect(),
            removed: Vec::new(),
            unchanged: 15,
            missing: vec![s("OLD Old Theatres")],
        }],
        key: Some(s("sample")),
        can_save: true,
        megabytes: 2,
        errors: Vec::new(),
    }
}

pub(crate) fn import_undo(can: bool) -> UndoPage {
    let stays = |name: &str, why: &str| Stays { name: s(name), why: s(why) };
    let level = |column, before, after| ImportField { column: s(column), before, after };
    UndoPage {
        until: s("4 Dec, 10:42"),
        time: s("20 Nov, 10:42"),
        who: s("Robin Fixture"),
        changes: vec![
            ImportChanges {
                name: s("Wards"),
                added: Vec::new(),
                changed: vec![ImportChange {
                    name: s("W07 Ward 7 Older People"),
                    fields: vec![
                        level("name", Some(s("Ward 7")), Some(s("Ward 7 Older People"))),
                        level("phone", Some(s("4512")), None),
                    ],
                }],
                removed: vec![s("W31 Ward 31 Discharge Lounge"), s("the zone East")],
                unchanged: 0,
                missing: Vec::new(),
            },
            ImportChanges {
                name: s("Links"),
                added: vec![s("W07–AMU lift")],
                changed: Vec::new(),
                removed: Vec::new(),
                unchanged: 0,
                missing: Vec::new(),
            },
        ],
        stays: if can {
            Vec::new()
        } else {
            vec![
                stays("W07 Ward 7", "Changed since: name, phone."),
                stays("W31 Ward 31 Discharge Lounge", "Requests from there: 2. Devices there: 1."),
                stays("Zoë Nonesuch", "They have signed in."),
                stays("", "Nobody who can sign in would be an administrator any more."),
            ]
        },
        import: s("4711"),
        errors: Vec::new(),
    }
}

pub(crate) fn import_columns() -> HeadingsPage {
    let row = |list: &str, name: &str, column: Option<&str>, said| HeadingRow {
        list: s(list),
        name: s(name),
        column: column.map(s),
        said,
        told: [("list", s(list)), ("heading", s(name)), ("column", s(column.unwrap_or("-")))],
    };
    HeadingsPage {
        rows: vec![
            row("People", "bleep or mobile", Some("phone"), Some((s("Robin Fixture"), ago(DAY_MINUTES)))),
            row("Wards", "beds", None, Some((s("Robin Fixture"), ago(5)))),
            row("Wards", "unit", Some("name"), None),
        ],
        errors: Vec::new(),
        notice: Some(s("Forgotten. The next file with that column asks again.")),
    }
}
