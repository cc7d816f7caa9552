//! Help that nobody had asked for.

use app::{model::FieldError, screens::helped::HelpedPage};

use super::{TAGS, categories, choices, s, wards};

pub(crate) fn helped() -> HelpedPage {
    HelpedPage {
        key: s("key"),
        tags: choices(&TAGS),
        tag: String::new(),
        wards: wards(),
        ward: s("ward-7"),
        categories: categories(),
        errors: vec![FieldError { field: s("tag"), message: s("Choose what it was about") }],
    }
}
