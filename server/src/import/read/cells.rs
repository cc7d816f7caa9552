//! One line, read cell by cell.

use super::sheet::{Row, Sheet};
use crate::{
    import::problem::{At, Problems},
    spreadsheet,
};

/// What a file says about something that need not be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) enum Cell<T> {
    /// There is no such column: what is known stays.
    Absent,
    /// Nothing is in the cell: what is known goes.
    Empty,
    Is(T),
}

impl<T> Cell<T> {
    pub(in crate::import) fn or_keep(self, known: Option<T>) -> Option<T> {
        match self {
            Self::Absent => known,
            Self::Empty => None,
            Self::Is(value) => Some(value),
        }
    }

    pub(in crate::import) fn value(self) -> Option<T> {
        self.or_keep(None)
    }
}

#[derive(Debug)]
pub(super) struct Cells<'a> {
    sheet: &'a Sheet<'a>,
    row: &'a Row,
    problems: &'a mut Problems,
}

impl<'a> Cells<'a> {
    pub(super) const fn new(sheet: &'a Sheet<'a>, row: &'a Row, problems: &'a mut Problems) -> Self {
        Self { sheet, row, problems }
    }

    pub(super) const fn line(&self) -> u64 {
        self.row.line
    }

    pub(super) fn problem(&mut self, what: impl Into<String>, to_do: impl Into<String>) {
        self.problems.add(At { file: self.sheet.file, line: Some(self.row.line) }, what, to_do);
    }

    /// Text of 1 to `most` characters; what it is like if it is wrong does not matter any more.
    pub(super) fn required(&mut self, column: &str, most: usize) -> String {
        match self.text(column, most) {
            Cell::Is(text) => text,
            Cell::Empty | Cell::Absent => {
                self.problem(format!("The {column} is missing"), "Fill it in, or remove the line.");
                String::new()
            }
        }
    }

    /// Text of at most `most` characters.
    pub(super) fn text(&mut self, column: &str, most: usize) -> Cell<String> {
        let cell = self.raw(column);
        let Cell::Is(text) = &cell else { return cell };
        if text.contains(char::is_control) {
            self.problem(
                format!("The {column} runs over the end of its line"),
                "Look for a double quote without its partner.",
            );
        } else if text.chars().count() > most {
            self.problem(
                format!("The {column} “{}…” is longer than {most} characters", shortened(text)),
                "Shorten it.",
            );
        }
        cell
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
                    self.problem(format!("The {column} cannot be “{}”", shortened(&text)), to_do);
                }
                value.map_or(Cell::Empty, Cell::Is)
            }
        }
    }

    fn raw(&self, column: &str) -> Cell<String> {
        let Some(place) = self.sheet.columns.iter().position(|name| name == column) else {
            return Cell::Absent;
        };
        match spreadsheet::original(&self.row.cells[place]) {
            "" => Cell::Empty,
            text => Cell::Is(text.to_owned()),
        }
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}
