//! `shifts.csv`.

use ground::clock::{read_date, read_time};
use jiff::civil::DateTime;

use super::{cells::Cells, sheet::Columns};
use crate::Kind;

pub(super) const COLUMNS: Columns = Columns {
    kind: Kind::Shifts,
    required: &["person", "starts", "ends"],
    optional: &[],
    also: &[
        ("person", &["name", "username", "staffname"]),
        ("starts", &["start", "shiftstart", "shiftstarts", "starttime"]),
        ("ends", &["end", "finish", "shiftend", "shiftends", "endtime"]),
    ],
};

const STARTS: &str = "Write a day and a time of 24 hours: 2026-11-20 07:30 or 20/11/2026 07:30.";
const ENDS: &str = "Write a day and a time, or a time alone: it is the next one after the start.";

/// Stands for a time that cannot be read.
const UNKNOWN: DateTime = DateTime::constant(1, 1, 1, 0, 0, 0, 0);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ShiftRow {
    pub(crate) line: u64,
    /// A username or a name.
    pub(crate) person: String,
    /// On the trust's clock.
    pub(crate) starts: DateTime,
    /// On the trust's clock.
    pub(crate) ends: DateTime,
}

pub(super) fn shift(cells: &mut Cells<'_>) -> ShiftRow {
    let person = cells.required("person", 100);
    let given = |cells: &mut Cells<'_>, column| !cells.required(column, 40).is_empty();
    let starts = given(cells, "starts").then(|| cells.parsed("starts", STARTS, moment).value()).flatten();
    let ends = given(cells, "ends")
        .then(|| {
            cells.parsed("ends", ENDS, |text| {
                moment(text).or_else(|| {
                    let end = read_time(text)?;
                    // What is wrong with the start is said already.
                    let Some(start) = starts else { return Some(UNKNOWN) };
                    let day = if end > start.time() { start.date() } else { start.date().tomorrow().ok()? };
                    Some(day.to_datetime(end))
                })
            })
        })
        .and_then(super::Cell::value);
    ShiftRow { line: cells.line(), person, starts: starts.unwrap_or(UNKNOWN), ends: ends.unwrap_or(UNKNOWN) }
}

/// `2026-11-20 07:30`, `2026-11-20T07:30`, `20/11/2026 07:30`.
pub(crate) fn moment(text: &str) -> Option<DateTime> {
    let (day, hour) = text.split_once([' ', 'T'])?;
    Some(read_date(day)?.to_datetime(read_time(hour.trim())?))
}
