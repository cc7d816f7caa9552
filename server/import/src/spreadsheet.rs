//! Tables on their way to a spreadsheet and back.

use domain::text::is_invisible;

/// Tells spreadsheets that a file is UTF-8.
pub const MARK: char = '\u{feff}';

/// A CSV file that is being written. No cell of it is run as a formula.
#[derive(Debug)]
pub struct Table(csv::Writer<Vec<u8>>);

impl Table {
    /// # Errors
    /// If the library cannot write.
    pub fn new<'c>(columns: impl IntoIterator<Item = &'c str>) -> Result<Self, csv::Error> {
        let mut table = Self(csv::Writer::from_writer(Vec::new()));
        table.row(columns)?;
        Ok(table)
    }

    /// # Errors
    /// If there are more or fewer cells than columns.
    pub fn row<T: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = T>) -> Result<(), csv::Error> {
        self.0.write_record(cells.into_iter().map(|cell| harmless(cell.as_ref())))
    }

    /// The file, with its mark.
    ///
    /// # Errors
    /// If the library cannot write.
    pub fn into_text(self) -> Result<String, csv::Error> {
        let bytes = self.0.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
        Ok(format!("{MARK}{}", String::from_utf8_lossy(&bytes)))
    }
}

/// A cell that a spreadsheet shows and does not run: an apostrophe before what would be a formula. Also before what
/// [`original`] would otherwise take for such a cell.
fn harmless(text: &str) -> String {
    if is_formula(text.trim_start_matches('\'')) { format!("'{text}") } else { text.to_owned() }
}

/// What [`harmless`] was given.
pub fn original(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_formula(rest.trim_start_matches('\'')) => rest,
        _ => cell,
    }
}

/// Whether a spreadsheet may take a cell for a formula (OWASP, CSV injection). Some look past white space and what
/// nobody sees, and take full-width characters for the usual ones. A plain number is none.
fn is_formula(text: &str) -> bool {
    let shown = text.trim_start_matches(|c: char| c.is_whitespace() || is_invisible(c));
    let is_number = || text.parse::<f64>().is_ok_and(f64::is_finite) && !text.starts_with('+');
    text.starts_with(['\t', '\r', '\n'])
        || (shown.starts_with([
            '=', '+', '-', '@', '|', '%', '＝', '＋', '－', '＠', '｜', '−', '﹦', '﹢', '﹣', '﹫',
        ]) && !is_number())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_spreadsheet_does_not_run_a_name() {
        for formula in [
            "=cmd()",
            "+44 20 7946 0000",
            "-2+3",
            "@SUM(1)",
            "|calc",
            "＝cmd()",
            "＋1",
            "－1",
            "＠SUM(1)",
            "\u{200b}=cmd()",
            "\u{feff}\u{a0}=cmd()",
            "  =cmd()",
            "\t=cmd()",
            "\rcmd",
            "\u{1b}=cmd()",
        ] {
            assert_eq!(harmless(formula), format!("'{formula}"));
            assert_eq!(original(&harmless(formula)), formula);
        }
        for plain in ["Ward 7", "'s-Hertogenbosch", "-1", "-3.25", "4512", "", "A=B"] {
            assert_eq!(harmless(plain), plain);
        }
    }

    #[test]
    fn a_file_says_that_it_is_utf_8() {
        let mut table = Table::new(["name", "phone"]).unwrap();
        table.row(["Children’s", "+44 20"]).unwrap();
        assert_eq!(table.into_text().unwrap(), "\u{feff}name,phone\nChildren’s,'+44 20\n");
    }

    proptest! {
        #[test]
        fn what_went_out_comes_back(text in "['=＝+@a1| \t\u{200b}-]{0,6}") {
            let cell = harmless(&text);
            prop_assert!(!is_formula(&cell));
            prop_assert_eq!(original(&cell), text);
        }
    }
}
