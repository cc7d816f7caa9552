//! What is said about a job that is done.

use app::{
    model::{Choice, FieldError},
    screens::details::{DetailsForm, DetailsPage},
};

use super::{error, s};

pub(crate) fn details() -> DetailsPage {
    DetailsPage {
        ticket: s("R4D"),
        version: 5,
        code: s("R4D"),
        ward: s("Ward 8"),
        tag: s("Access"),
        category: s("Access rights"),
        issues: vec![Choice { value: s("i1"), label: s("New starters have no role yet") }],
        form: DetailsForm {
            known_issue: String::new(),
            people: s("3"),
            note: s("Mrs Sample’s ward round could not start"),
        },
        errors: Vec::new(),
        warnings: vec![error(
            "note",
            "What you typed may hold somebody’s name. Remove it, or tick the box if it is not a patient’s.",
        )],
    }
}

pub(crate) fn details_with_errors() -> DetailsPage {
    let error = |field, message| FieldError { field: s(field), message: s(message) };
    DetailsPage {
        form: DetailsForm {
            known_issue: String::new(),
            people: s("lots"),
            note: s("pt 943 476 5919 has no chart"),
        },
        errors: vec![
            error("people", "Enter a whole number from 1 to 21"),
            error("note", "This looks like an NHS number. Remove it."),
        ],
        warnings: Vec::new(),
        ..details()
    }
}
