//! From text to lines of cells.

use csv::ReaderBuilder;

use super::sheet::Row;
use crate::problem::{At, Problems};

/// Every line that holds anything.
pub(super) fn lines(file: &str, text: &str, problems: &mut Problems) -> Option<Vec<Row>> {
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
pub(crate) fn separator(text: &str) -> (u8, &str, u64) {
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
