//! What whoever asked corrects of an open request.

use app::screens::correct::{CorrectForm, CorrectPage};

use super::{error, s};

pub(crate) fn correct() -> CorrectPage {
    CorrectPage {
        secret: s("sample"),
        version: 1,
        code: s("K7P"),
        ward_name: s("Ward 7"),
        tag: s("ePMA"),
        form: CorrectForm { spot: s("Bay 4"), note: s("Screen stays grey after the first dose") },
        meanwhile: None,
        errors: Vec::new(),
        warnings: Vec::new(),
    }
}

pub(crate) fn correct_meanwhile() -> CorrectPage {
    let meanwhile = Some(CorrectForm { spot: s("Side room 2"), note: String::new() });
    let form = CorrectForm { note: s("Mrs Sample’s chart is grey"), ..correct().form };
    let question =
        "What you typed may hold somebody’s name. Remove it, or tick the box if it is not a patient’s.";
    CorrectPage { meanwhile, form, warnings: vec![error("note", question)], ..correct() }
}
