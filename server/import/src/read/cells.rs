//! One line, read cell by cell.

use domain::text;

use super::sheet::{Row, Sheet};
use crate::{
    one::Wrong,
    problem::{At, Problems},
    spreadsheet,
};

/// What a file says about something that need not be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cell<T> {
    /// There is no such column: what is known stays.
    Absent,
    /// Nothing is in the cell: what is known goes.
    Empty,
    Is(T),
}

impl<T> Cell<T> {
    pub(crate) fn or_keep(self, known: Option<T>) -> Option<T> {
        match self {
            Self::Absent => known,
            Self::Empty => None,
            Self::Is(value) => Some(value),
        }
    }

    pub(crate) fn value(self) -> Option<T> {
        self.or_keep(None)
    }
}

#[derive(Debug)]
pub(super) struct Cells<'a> {
    sheet: &'a Sheet<'a>,
    row: &'a Row,
    problems: &'a mut Problems,
    /// Of a form, what is wrong with which field.
    fields: Option<&'a mut Vec<Wrong>>,
}

impl<'a> Cells<'a> {
    pub(super) const fn new(sheet: &'a Sheet<'a>, row: &'a Row, problems: &'a mut Problems) -> Self {
        Self { sheet, row, problems, fields: None }
    }

    /// The fields of a form, as if they were a line.
    pub(super) const fn of_form(
        sheet: &'a Sheet<'a>,
        row: &'a Row,
        problems: &'a mut Problems,
        fields: &'a mut Vec<Wrong>,
    ) -> Self {
        Self { sheet, row, problems, fields: Some(fields) }
    }

    pub(super) const fn line(&self) -> u64 {
        self.row.line
    }

    pub(super) fn problem(&mut self, what: impl Into<String>, to_do: impl Into<String>) {
        self.problems.add(At { file: self.sheet.file, line: Some(self.row.line) }, what, to_do);
    }

    /// What is wrong with one cell.
    pub(super) fn problem_in(&mut self, column: &str, what: impl Into<String>, to_do: impl Into<String>) {
        let (what, to_do): (String, String) = (what.into(), to_do.into());
        match &mut self.fields {
            Some(fields) => fields.push(Wrong {
                field: column.to_owned(),
                words: format!("{what}. {}", to_do.trim_end_matches('.')),
            }),
            None => self.problem(what, to_do),
        }
    }

    const fn is_form(&self) -> bool {
        self.fields.is_some()
    }

    /// The column as it is called where its cells are filled in.
    fn called<'c>(&self, column: &'c str) -> &'c str {
        match column {
            "x_m" if self.is_form() => "number of metres east",
            "y_m" if self.is_form() => "number of metres north",
            "slug" if self.is_form() => "short name",
            _ => column,
        }
    }

    /// Text of 1 to `most` characters; what it is like if it is wrong does not matter any more.
    pub(super) fn required(&mut self, column: &str, most: usize) -> String {
        match self.text(column, most) {
            Cell::Is(text) => text,
            Cell::Empty => {
                let to_do = if self.is_form() { "Fill it in." } else { "Fill it in, or remove the line." };
                self.problem_in(column, format!("The {} is missing", self.called(column)), to_do);
                String::new()
            }
            // That was said of the first line.
            Cell::Absent => String::new(),
        }
    }

    /// Text of at most `most` characters.
    pub(super) fn text(&mut self, column: &str, most: usize) -> Cell<String> {
        let cell = self.raw(column);
        let Cell::Is(text) = &cell else { return cell };
        let called = self.called(column);
        if text.contains('\n') {
            self.problem_in(
                column,
                format!("The {called} runs over the end of its line"),
                "Look for a double quote without its partner.",
            );
        } else if text.chars().count() > most {
            self.problem_in(
                column,
                format!("The {called} “{}…” is longer than {most} characters", shortened(text)),
                "Shorten it.",
            );
        } else if is_spreadsheet_error(text) {
            self.problem_in(
                column,
                format!("The {called} is “{text}”, by which a spreadsheet says that something is wrong"),
                "Look for the formula in that cell, or write what is meant.",
            );
        } else if is_scientific(text) {
            self.problem_in(
                column,
                format!("The {called} is “{text}”, to which a spreadsheet has shortened a long number"),
                "Format the column as text, and write the number again.",
            );
        } else if text::contains_nhs_number(text) {
            self.problem_in(
                column,
                format!("The {called} holds what looks like an NHS number"),
                "Remove it.",
            );
        }
        cell
    }

    /// A telephone number or a bleep.
    pub(super) fn phone(&mut self) -> Cell<String> {
        const COLUMN: &str = "phone";
        match self.raw(COLUMN) {
            Cell::Is(number) if has_lost_its_zero(&number) => {
                let first = if self.is_form() { "Write" } else { "Format the column as text, and write" };
                self.problem_in(
                    COLUMN,
                    format!("The {COLUMN} “{number}” has lost the 0 it begins with"),
                    format!("{first} 0{number}."),
                );
                Cell::Is(number)
            }
            _ => self.text(COLUMN, text::Phone::MAX_CHARS),
        }
    }

    /// A number within `range`; `unit` says of what.
    pub(super) fn number<T>(
        &mut self,
        column: &str,
        range: std::ops::RangeInclusive<T>,
        unit: &str,
    ) -> Cell<T>
    where
        T: std::str::FromStr + PartialOrd + std::fmt::Display,
    {
        let to_do = format!("Write a number from {} to {}, in {unit}.", range.start(), range.end());
        self.parsed(column, &to_do, |text| {
            // A decimal comma, where the rest of the file has semicolons.
            let number: T = text.replacen(',', ".", 1).parse().ok()?;
            range.contains(&number).then_some(number)
        })
    }

    /// yes or no.
    pub(super) fn flag(&mut self, column: &str) -> Cell<bool> {
        self.parsed(column, "Write yes or no.", |text| match text.to_lowercase().as_str() {
            "yes" | "y" | "true" | "1" => Some(true),
            "no" | "n" | "false" | "0" => Some(false),
            _ => None,
        })
    }

    /// Anything that `parse` understands; `to_do` says what that is.
    pub(super) fn parsed<T>(
        &mut self,
        column: &str,
        to_do: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Cell<T> {
        match self.raw(column) {
            Cell::Absent => Cell::Absent,
            Cell::Empty => Cell::Empty,
            Cell::Is(text) => {
                let value = parse(&text);
                if value.is_none() {
                    let what = format!("The {} cannot be “{}”", self.called(column), shortened(&text));
                    self.problem_in(column, what, to_do);
                }
                value.map_or(Cell::Empty, Cell::Is)
            }
        }
    }

    /// Whether anything is in the cell, right or wrong.
    pub(super) fn is_filled(&self, column: &str) -> bool {
        matches!(self.raw(column), Cell::Is(_))
    }

    fn raw(&self, column: &str) -> Cell<String> {
        let Some(place) = self.sheet.columns.iter().position(|name| name == column) else {
            return Cell::Absent;
        };
        // A line may end before its last columns.
        let cell = self.row.cells.get(place).map_or("", String::as_str);
        match spreadsheet::original(cell) {
            cell if cell.contains('\n') => Cell::Is(cell.to_owned()),
            cell => match text::line(cell) {
                text if text.chars().all(text::is_invisible) => Cell::Empty,
                text => Cell::Is(text),
            },
        }
    }
}

/// `#N/A`, `#REF!`, `#####`.
fn is_spreadsheet_error(text: &str) -> bool {
    const ERRORS: [&str; 12] = [
        "#n/a",
        "#ref!",
        "#value!",
        "#name?",
        "#div/0!",
        "#null!",
        "#num!",
        "#spill!",
        "#calc!",
        "#field!",
        "#getting_data",
        "#error!",
    ];
    let is_too_narrow = text.len() > 2 && text.bytes().all(|byte| byte == b'#');
    is_too_narrow || ERRORS.contains(&text.to_lowercase().as_str())
}

/// `7.7009E+09`.
fn is_scientific(text: &str) -> bool {
    let Some((number, exponent)) = text.split_once(['E', 'e']) else { return false };
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let digits = number.trim_start_matches('-').replacen([',', '.'], "", 1);
    is_digits(&digits) && exponent.strip_prefix(['+', '-']).is_some_and(is_digits)
}

/// `7700900123`: a British number of ten digits, which a spreadsheet took for a quantity.
fn has_lost_its_zero(number: &str) -> bool {
    number.len() == 10
        && number.starts_with(['1', '2', '3', '7', '8'])
        && number.bytes().all(|byte| byte.is_ascii_digit())
}

pub(crate) fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}
