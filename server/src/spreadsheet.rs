//! Text on its way to a spreadsheet and back.

/// What was written, as text.
pub(crate) fn text(written: csv::Writer<Vec<u8>>) -> Result<String, csv::Error> {
    let bytes = written.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// What makes a spreadsheet take a cell for a formula (OWASP, CSV injection).
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A cell that a spreadsheet shows and does not run: an apostrophe before what would be a formula. Also before what
/// [`original`] would otherwise take for such a cell.
pub(crate) fn harmless(text: &str) -> String {
    let hidden = text.trim_start_matches('\'');
    if hidden.starts_with(FORMULA) { format!("'{text}") } else { text.to_owned() }
}

/// What [`harmless`] was given.
pub(crate) fn original(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with(FORMULA) => rest,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_spreadsheet_does_not_run_a_name() {
        assert_eq!(harmless("=cmd()"), "'=cmd()");
        assert_eq!(harmless("+44 20 7946 0000"), "'+44 20 7946 0000");
        assert_eq!(harmless("Ward 7"), "Ward 7");
        assert_eq!(harmless("'s-Hertogenbosch"), "'s-Hertogenbosch");
    }

    proptest! {
        #[test]
        fn what_went_out_comes_back(text in "['=+@a-]{0,6}") {
            let cell = harmless(&text);
            prop_assert!(!cell.starts_with(FORMULA));
            prop_assert_eq!(original(&cell), text);
        }
    }
}
