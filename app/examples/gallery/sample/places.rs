//! The lists that make a hospital: wards, zones, tags, categories, kept one entry at a time.

use app::{
    model::{Choice, Found},
    screens::places::{self, EntryField, EntryForm, EntryInput, EntryPage, EntryRow},
};

use super::{ago, error, s};

fn place_fields() -> Vec<EntryField> {
    let field = |name, label: &str, hint: Option<&str>, value: &str, input| EntryField {
        name,
        label: s(label),
        hint: hint.map(s),
        value: s(value),
        input,
    };
    let zones = ["Medicine", "Surgery"].map(|zone| Choice { value: zone.to_lowercase(), label: s(zone) });
    let zones = EntryInput::Choice { choices: zones.to_vec(), unset: Some(s("No zone")) };
    vec![
        field("name", "Name", None, "Ward 7 Older People", EntryInput::Text(100)),
        field("code", "Code", Some("Short and unlike any other, such as W07"), "W07", EntryInput::Text(20)),
        field("level", "Floor", Some("0 is the ground floor"), "G", EntryInput::Number),
        field("zone", "Zone", None, "medicine", zones),
        field("phone", "Phone", None, "4307", EntryInput::Phone),
        field(
            "anyone",
            "Any responder can help",
            Some("For requests that fit no other tag"),
            "yes",
            EntryInput::Tick,
        ),
    ]
}

fn place_form() -> EntryForm {
    EntryForm {
        action: s("/admin/wards/w7"),
        button: s("Save"),
        fields: place_fields(),
        shown: s("name=Ward+7"),
        ..EntryForm::default()
    }
}

pub(crate) fn places() -> places::ListPage {
    let row = |number: u16| EntryRow {
        path: format!("/admin/wards/w{number}"),
        cells: vec![
            format!("Ward {number}"),
            format!("W{number:02}"),
            s("Main Building, level 4"),
            s("Medicine"),
            format!("43{number:02}"),
        ],
    };
    places::ListPage {
        title: s("Wards"),
        about: s("Where help is asked from, and where that is."),
        warning: Some(s("No way leads to Ward 100: add one from a ward beside it.")),
        path: s("/admin/wards"),
        find: s("Part of a name or a code"),
        columns: ["Name", "Code", "Where", "Zone", "Phone"].map(s).to_vec(),
        rows: [2, 7, 12, 21, 100].map(row).to_vec(),
        found: Found {
            next: Some(s("/admin/wards?after=ward+100~w100")),
            count: Some(120),
            ..Found::default()
        },
        ended: vec![row(30)],
        ended_found: Found { count: Some(1), ..Found::default() },
        add: s("Add a ward"),
        form: EntryForm { key: s("key"), shown: String::new(), button: s("Add a ward"), ..place_form() },
        notice: None,
    }
}

pub(crate) fn places_near() -> places::ListPage {
    let page = places();
    let near = vec![s("There is already Ward 7 Older People.")];
    places::ListPage { form: EntryForm { near, ..page.form }, ..page }
}

pub(crate) fn place() -> EntryPage {
    EntryPage {
        name: s("Ward 7 Older People"),
        list: (s("Wards"), s("/admin/wards")),
        form: Some(place_form()),
        ended: None,
        cannot_end: None,
        end_does: s("Nobody can ask for help from this ward any more."),
        end: s("/admin/wards/w7/end"),
        open: s("/admin/wards/w7/open"),
        moves: Some(s("/admin/wards/w7/move")),
        more: vec![(s("Its code, link and devices"), s("/setup?find=W07"))],
        notice: Some(s("Saved. Pages that are open show it now.")),
    }
}

pub(crate) fn place_with_errors() -> EntryPage {
    let errors = vec![
        error("level", "The level cannot be “G”. Write a number from -10 to 99"),
        error("anyone", "This is the last tag that any responder can help with."),
    ];
    let cannot_end = Some(s("2 requests are open. End this once they are closed."));
    let form = Some(EntryForm { errors, ..place_form() });
    EntryPage { form, cannot_end, notice: None, ..place() }
}

pub(crate) fn place_ended() -> EntryPage {
    EntryPage { form: None, ended: Some(ago(90)), moves: None, more: Vec::new(), notice: None, ..place() }
}
