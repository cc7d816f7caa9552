//! Finds patient data in what people type.
//!
//! An NHS number is certain enough to be refused ([`contains_nhs_number`]); what only looks like a date of birth or a
//! patient's name, or fits a pattern of the trust's own hospital numbers ([`Mask`]), is worth a question ([`question`]). This
//! crate has no large tables, and no dependencies but those that make it wasm: a page runs it too.

#![cfg_attr(not(test), no_std)]

extern crate alloc;

#[cfg(all(feature = "browser", target_family = "wasm"))]
pub mod browser;
mod calendar;
mod invisible;
mod known;
mod mask;
mod name;
mod number;
mod run;
mod symbol;
mod telephone;

use alloc::{string::String, vec::Vec};

pub use self::{
    invisible::is_invisible,
    mask::{Mask, MaskProblem},
    number::contains_nhs_number,
};

/// What is said beside a text with an NHS number.
pub const NHS_NUMBER: &str = "This looks like an NHS number. Remove it.";

/// What looks like patient data but may not be: worth asking, not refusing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Suspicion {
    HospitalNumber,
    DateOfBirth,
    PersonName,
}

/// What a text may be warned about: a number of the trust's own; a day, month and year, or the words for a date of birth; a
/// title before a name.
pub fn suspicions(text: &str, masks: &[Mask]) -> Vec<Suspicion> {
    let symbols = symbol::read(text);
    let mut found = Vec::new();
    if masks.iter().any(|mask| mask.is_in(&symbols)) {
        found.push(Suspicion::HospitalNumber);
    }
    if calendar::mentions_birth(&symbols) {
        found.push(Suspicion::DateOfBirth);
    }
    if name::has_title(&symbols) {
        found.push(Suspicion::PersonName);
    }
    found
}

/// What is asked beside a text that looks as if it held patient data; none if it does not. Where somebody's name is expected,
/// `names` is false, and names are not asked about.
pub fn question(text: &str, names: bool, masks: &[Mask]) -> Option<String> {
    let found = suspicions(text, masks).into_iter().find_map(|suspicion| match suspicion {
        Suspicion::HospitalNumber => Some("a hospital number"),
        Suspicion::DateOfBirth => Some("a date of birth"),
        Suspicion::PersonName => names.then_some("somebody’s name"),
    })?;
    Some(
        ["What you typed may hold ", found, ". Remove it, or tick the box if it is not a patient’s."]
            .concat(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shows H11.2.
    #[test]
    fn what_is_most_certain_is_asked_and_a_name_only_where_none_is_expected() {
        let masks = [Mask::parse("RX#######").unwrap()];
        let text = "Mrs Example, 12/03/1948, RX1234567";
        assert_eq!(suspicions(text, &masks).len(), 3);
        assert!(question(text, true, &masks).unwrap().contains("may hold a hospital number"));
        assert!(question(text, false, &[]).unwrap().contains("may hold a date of birth"));
        assert!(question("Mrs Example", true, &masks).unwrap().contains("may hold somebody’s name"));
        assert_eq!(question("Mrs Example", false, &masks), None);
    }
}
