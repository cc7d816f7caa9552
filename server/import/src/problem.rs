//! What is wrong with a line, said so that it can be mended.

use std::{collections::HashMap, fmt};

use domain::text::isolated;

/// One thing that is wrong, or that should be known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub file: String,
    /// Counted from 1, the line with the columns; none if it is about the whole file.
    pub line: Option<u64>,
    /// None if it is about the whole line.
    pub column: Option<&'static str>,
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

/// Stands between the name of a file and that of its sheet.
pub(super) const SHEET: &str = ", sheet ";

/// Where a problem is.
#[derive(Debug, Clone, Copy)]
pub(super) struct At<'a> {
    pub(super) file: &'a str,
    pub(super) line: Option<u64>,
}

/// All of them, as they are found.
#[derive(Debug, Clone, Default)]
pub(super) struct Problems {
    pub(super) problems: Vec<Problem>,
    pub(super) notes: Vec<Problem>,
}

impl Problems {
    pub(super) fn add(&mut self, at: At<'_>, what: impl Into<String>, to_do: impl Into<String>) {
        self.problems.push(problem(at, what.into(), to_do.into()));
    }

    /// About one cell of a line.
    pub(super) fn add_in(
        &mut self,
        at: At<'_>,
        column: &'static str,
        what: impl Into<String>,
        to_do: impl Into<String>,
    ) {
        self.problems.push(Problem { column: Some(column), ..problem(at, what.into(), to_do.into()) });
    }

    pub(super) fn note(&mut self, at: At<'_>, what: impl Into<String>, to_do: impl Into<String>) {
        self.notes.push(problem(at, what.into(), to_do.into()));
    }

    /// File by file as they were given, sheet by sheet, and line by line.
    pub(super) fn in_order(mut self, files: &[String]) -> Self {
        let is_of = |problem: &Problem, file: &String| {
            problem.file.strip_prefix(file).is_some_and(|sheet| sheet.is_empty() || sheet.starts_with(SHEET))
        };
        let place = |problem: &Problem| {
            let file = files.iter().position(|file| is_of(problem, file));
            (file, problem.file.clone(), problem.line.unwrap_or_default())
        };
        self.problems.sort_by_cached_key(place);
        self.notes.sort_by_cached_key(place);
        Self { problems: said_once(self.problems), notes: said_once(self.notes) }
    }
}

/// The same mistake of many lines of a file is one problem, at the first of them, that names them all.
fn said_once(problems: Vec<Problem>) -> Vec<Problem> {
    let mut once = Once::default();
    for problem in problems {
        once.add(problem);
    }
    once.into_problems()
}

/// Problems that are gathered as they are found, each mistake once.
#[derive(Debug, Default)]
pub(super) struct Once {
    once: Vec<(Problem, Vec<u64>)>,
    places: HashMap<(String, String, String), usize>,
}

impl Once {
    pub(super) fn add(&mut self, problem: Problem) {
        let key = (problem.file.clone(), problem.what.clone(), problem.to_do.clone());
        match (problem.line, self.places.get(&key).and_then(|place| self.once.get_mut(*place))) {
            (Some(line), Some((_, lines))) => lines.push(line),
            (line, _) => {
                self.places.insert(key, self.once.len());
                self.once.push((problem, line.into_iter().collect()));
            }
        }
    }

    /// How many different mistakes there are.
    pub(super) fn len(&self) -> usize {
        self.once.len()
    }

    pub(super) fn into_problems(self) -> Vec<Problem> {
        let named = |(problem, mut lines): (Problem, Vec<u64>)| {
            lines.dedup();
            let what = match lines.len() {
                0 | 1 => problem.what,
                many => format!("{} ({many} lines: {})", problem.what, in_runs(&lines)),
            };
            Problem { what, ..problem }
        };
        self.once.into_iter().map(named).collect()
    }
}

/// `a, b, c and 4 more`.
pub(super) fn some_of<'a>(names: impl ExactSizeIterator<Item = &'a str>) -> String {
    const SHOWN: usize = 12;
    let more = names.len().saturating_sub(SHOWN);
    let shown = names.take(SHOWN).map(isolated).collect::<Vec<_>>().join(", ");
    if more > 0 { format!("{shown} and {more} more") } else { shown }
}

/// More runs of lines than this are not read by anybody.
const RUNS: usize = 20;

/// `2 to 501`, `2, 7, 9 to 11`.
pub(super) fn in_runs(lines: &[u64]) -> String {
    let mut runs: Vec<String> = lines
        .chunk_by(|line, next| line.checked_add(1) == Some(*next))
        .filter_map(|run| Some((run.first()?, run.last()?)))
        .map(|(first, last)| if first == last { first.to_string() } else { format!("{first} to {last}") })
        .collect();
    let more = runs.len().saturating_sub(RUNS);
    if more > 0 {
        runs.truncate(RUNS);
        runs.push("and more".to_owned());
    }
    runs.join(", ")
}

pub(super) fn problem(at: At<'_>, what: String, to_do: String) -> Problem {
    Problem { file: at.file.to_owned(), line: at.line, column: None, what, to_do }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_mistake_of_many_lines_is_said_once_with_its_lines() {
        let mut problems = Problems::default();
        let at = |line| At { file: "wards.csv", line: Some(line) };
        for line in 2..=501 {
            problems.add(at(line), "The level cannot be “G”", "Write 0 for the ground floor.");
        }
        for line in [7, 9, 10, 11] {
            problems.add(at(line), "There is no zone Medicin", "Add it to zones.csv.");
        }
        problems.add(at(3), "The code is missing", "Enter one.");
        let told: Vec<String> = problems.in_order(&[]).problems.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "wards.csv:2: The level cannot be “G” (500 lines: 2 to 501). Write 0 for the ground floor.",
                "wards.csv:3: The code is missing. Enter one.",
                "wards.csv:7: There is no zone Medicin (4 lines: 7, 9 to 11). Add it to zones.csv.",
            ]
        );
        let scattered: Vec<u64> = (0..100).map(|line| line * 2).collect();
        assert!(in_runs(&scattered).ends_with("36, 38, and more"));
    }
}
