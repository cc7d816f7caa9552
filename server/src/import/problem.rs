//! What is wrong with a line, said so that it can be mended.

use std::fmt;

use super::File;

/// One thing that is wrong, or that should be known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub file: String,
    /// Counted from 1, the line with the columns; none if it is about the whole file.
    pub line: Option<u64>,
    /// A sentence without its full stop.
    pub what: String,
    /// A sentence with its full stop.
    pub to_do: String,
}

impl fmt::Display for Problem {
    /// As a compiler would: `wards.csv:7: The level “G” is not a whole number. Write 0 for the ground floor.`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}. {}", self.what, self.to_do)
    }
}

/// Where a problem is.
#[derive(Debug, Clone, Copy)]
pub(super) struct At<'a> {
    pub(super) file: &'a str,
    pub(super) line: Option<u64>,
}

/// All of them, as they are found.
#[derive(Debug, Default)]
pub(super) struct Problems {
    pub(super) problems: Vec<Problem>,
    pub(super) notes: Vec<Problem>,
}

impl Problems {
    pub(super) fn add(&mut self, at: At<'_>, what: impl Into<String>, to_do: impl Into<String>) {
        self.problems.push(problem(at, what.into(), to_do.into()));
    }

    pub(super) fn note(&mut self, at: At<'_>, what: impl Into<String>, to_do: impl Into<String>) {
        self.notes.push(problem(at, what.into(), to_do.into()));
    }

    /// File by file as they were given, and line by line.
    pub(super) fn in_order(mut self, files: &[File]) -> Self {
        let place = |problem: &Problem| {
            (files.iter().position(|file| file.name == problem.file), problem.line.unwrap_or_default())
        };
        self.problems.sort_by_key(place);
        self.notes.sort_by_key(place);
        self
    }
}

fn problem(at: At<'_>, what: String, to_do: String) -> Problem {
    Problem { file: at.file.to_owned(), line: at.line, what, to_do }
}
