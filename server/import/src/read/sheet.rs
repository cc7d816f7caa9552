//! From text to named columns.

use csv::ReaderBuilder;
use domain::text;
use strsim::damerau_levenshtein;

use crate::{
    MAX_ROWS,
    problem::{At, Problems},
};

/// The columns that a file may have.
#[derive(Debug)]
pub(super) struct Columns {
    pub(super) required: &'static [&'static str],
    pub(super) optional: &'static [&'static str],
}

/// A file as a table.
#[derive(Debug)]
pub(super) struct Sheet<'f> {
    pub(super) file: &'f str,
    /// By the names that we know; others as they are.
    pub(super) columns: Vec<String>,
    /// Whether the columns are there, each once. If not, the rows are read for what else is wrong.
    pub(super) is_sound: bool,
    pub(super) rows: Vec<Row>,
}

#[derive(Debug)]
pub(super) struct Row {
    pub(super) line: u64,
    /// One a column, trimmed.
    pub(super) cells: Vec<String>,
}

/// None if there is no table to speak of; then `problems` says why.
pub(super) fn read<'f>(
    file: &'f str,
    text: &str,
    columns: &Columns,
    problems: &mut Problems,
) -> Option<Sheet<'f>> {
    let mut rows = lines(file, text, problems)?.into_iter();
    let Some(first) = rows.next() else {
        let to_do = format!("Let its first line name the columns: {}.", columns.required.join(", "));
        problems.add(At { file, line: None }, "The file is empty", to_do);
        return None;
    };
    let (names, is_sound) = heading(file, &first, columns, problems);
    let width = names.len();
    let mut sheet = Sheet { file, columns: names, is_sound, rows: Vec::new() };
    for Row { line, mut cells } in rows {
        let at = At { file, line: Some(line) };
        if sheet.rows.len() == MAX_ROWS {
            let to_do = "Split the file, and import one part after the other.";
            problems.add(at, format!("There are more than {MAX_ROWS} rows"), to_do);
            return None;
        }
        if cells.iter().skip(width).any(|cell| !cell.is_empty()) {
            let what = format!("The line has {} values, but there are {width} columns", cells.len());
            problems.add(at, what, "Put a value that holds the separator between double quotes.");
            continue;
        }
        cells.resize(width, String::new());
        sheet.rows.push(Row { line, cells });
    }
    Some(sheet)
}

/// Every line that holds anything.
fn lines(file: &str, text: &str, problems: &mut Problems) -> Option<Vec<Row>> {
    let (separator, text, skipped) = separator(text);
    let mut reader = ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let (mut line, mut counted) = (1 + skipped, 0);
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let at = At { file, line: Some(line) };
                problems.add(at, format!("Reading ends here: {error}"), "Write the line again.");
                return None;
            }
        };
        let start = record.position().map_or(0, csv::Position::byte);
        let start = usize::try_from(start).unwrap_or(usize::MAX).min(text.len());
        // A record is said to start before the empty lines that it follows.
        let empty = text.as_bytes()[start..].iter().take_while(|byte| **byte == b'\n').count();
        let passed = text.get(counted..start + empty).unwrap_or_default().matches('\n').count();
        line += u64::try_from(passed).unwrap_or(u64::MAX);
        counted = start + empty;
        let cells: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            rows.push(Row { line, cells });
        }
    }
    Some(rows)
}

/// What parts the names of the columns: comma, semicolon (spreadsheets set to most of Europe) or tab. Some files say so
/// in a line of its own, `sep=;`. With the text behind that line, and how many lines that leaves out.
fn separator(text: &str) -> (u8, &str, u64) {
    if let Some((first, rest)) = text.split_once('\n') {
        let told = first.trim_matches(['"', ' ']).to_ascii_lowercase();
        if let Some([separator @ (b';' | b',' | b'\t')]) = told.strip_prefix("sep=").map(str::as_bytes) {
            return (*separator, rest, 1);
        }
    }
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |separator: u8| first.bytes().filter(|byte| *byte == separator).count();
    // Of equals the last wins.
    let separator = [b'\t', b';', b','].into_iter().max_by_key(|separator| count(*separator)).unwrap_or(b',');
    (separator, text, 0)
}

/// What is left of a column's name if it does not matter how its words are parted.
fn letters(name: &str) -> String {
    text::folded(name).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// A slip of the pen: one letter, or two of many.
fn is_nearly(name: &str, known: &str) -> bool {
    let (name, known) = (letters(name), letters(known));
    let most = if name.len() < 6 { 1 } else { 2 };
    name.len() >= 3 && damerau_levenshtein(&name, &known) <= most
}

/// The columns' names, and whether they will do.
fn heading(file: &str, first: &Row, columns: &Columns, problems: &mut Problems) -> (Vec<String>, bool) {
    let at = At { file, line: Some(first.line) };
    let canonical = |name: &String| {
        let known = columns.required.iter().chain(columns.optional);
        let same = known.into_iter().find(|known| letters(known) == letters(name));
        same.map_or_else(|| text::line(name).to_lowercase(), ToString::to_string)
    };
    let mut names: Vec<String> = first.cells.iter().map(canonical).collect();
    while names.last().is_some_and(String::is_empty) {
        names.pop();
    }
    let mut is_sound = true;
    for (place, name) in names.iter().enumerate() {
        let known = || columns.required.iter().chain(columns.optional);
        if names[..place].contains(name) {
            problems.add(at, format!("The column “{name}” is there twice"), "Remove one of them.");
            is_sound = false;
        } else if known().any(|known| known == name) {
        } else if let Some(known) =
            known().find(|known| !names.iter().any(|name| name == *known) && is_nearly(name, known))
        {
            let to_do = "Correct its name, or remove it.";
            problems.add(at, format!("The column “{name}” is nearly “{known}”"), to_do);
            is_sound = false;
        } else {
            let all = known().copied().collect::<Vec<_>>().join(", ");
            let to_do = format!("If it is one of {all}, correct its name.");
            problems.note(at, format!("The column “{name}” is left out"), to_do);
        }
    }
    for name in columns.required.iter().filter(|name| !names.iter().any(|there| there == *name)) {
        let to_do = "Add it; the first line names the columns.";
        problems.add(at, format!("The column “{name}” is missing"), to_do);
        is_sound = false;
    }
    (names, is_sound)
}
