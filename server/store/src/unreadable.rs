//! Rows that cannot be read. Whoever lists rows leaves such a one out, so that it holds up nobody else, and it is noted
//! here, so that somebody is told.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use tokio::time::Instant;

use crate::{Error, Result};

/// A row is an alarm for so long after somebody met it: longer than the ways between wards are kept between two looks.
const REMEMBERED_FOR: Duration = Duration::from_mins(3);
/// An event is read once, as it comes, and never changes.
const LOG: &str = "event";
/// How many rows of a table are remembered; more of them is one damage, not many.
const MOST: usize = 1_000;
/// How many rows of a table an alarm names.
const NAMED: usize = 10;

/// Says which row it is, never what it holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct UnreadableRow {
    pub table: &'static str,
    /// Its id, or what comes closest to one and is no secret.
    pub row: String,
    pub column: &'static str,
}

impl fmt::Display for UnreadableRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} ({})", self.table, self.row, self.column)
    }
}

/// What all sessions of a store have met.
#[derive(Debug, Default)]
pub(crate) struct Unreadable(Mutex<BTreeMap<&'static str, Rows>>);

/// Of one table: row and column, and when they were met last.
type Rows = BTreeMap<(String, &'static str), Instant>;

impl Unreadable {
    /// What was read; none if it is to be left out. One word of a newer program is no damage and is left out quietly.
    pub(crate) fn keep<T>(&self, read: Result<T>) -> Result<Option<T>> {
        match self.noting(read) {
            Ok(value) => Ok(Some(value)),
            Err(Error::Corrupt { .. } | Error::Newer { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    pub(crate) fn noting<T>(&self, read: Result<T>) -> Result<T> {
        if let Err(Error::Corrupt { table, column, row, .. }) = &read {
            let mut met = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let met = met.entry(table).or_default();
            let row = (row.clone(), *column);
            if met.len() < MOST || met.contains_key(&row) {
                met.insert(row, Instant::now());
            }
        }
        read
    }

    /// What has been met lately.
    pub(crate) fn rows(&self) -> Vec<UnreadableRow> {
        let mut met = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (table, rows) in &mut *met {
            rows.retain(|_, at| *table == LOG || at.elapsed() < REMEMBERED_FOR);
        }
        let keys = met.iter().flat_map(|(table, rows)| rows.keys().map(|key| (*table, key)));
        keys.map(|(table, (row, column))| UnreadableRow { table, row: row.clone(), column }).collect()
    }
}

/// One sentence for each table.
pub(crate) fn sentences(rows: &[UnreadableRow]) -> Vec<String> {
    rows.chunk_by(|one, next| one.table == next.table)
        .map(|rows| {
            let first: Vec<String> = rows.iter().take(NAMED).map(ToString::to_string).collect();
            let more = match rows.len().saturating_sub(NAMED) {
                0 => String::new(),
                more if rows.len() >= MOST => format!(" and {more} more, or more than that"),
                more => format!(" and {more} more"),
            };
            format!("Left out, since it cannot be read: {}{more}.", first.join(", "))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corrupt(row: i64) -> Result<()> {
        corrupt_in("alert", row)
    }

    fn corrupt_in(table: &'static str, row: i64) -> Result<()> {
        Err(Error::Corrupt { table, column: "kind", row: row.to_string(), reason: "secret".to_owned() })
    }

    #[test]
    fn a_row_that_cannot_be_read_is_left_out_and_named_without_what_it_holds() {
        let met = Unreadable::default();
        for row in [7, 8, 7] {
            assert!(matches!(met.keep(corrupt(row)), Ok(None)));
        }
        let alarms = sentences(&met.rows());
        assert_eq!(alarms, ["Left out, since it cannot be read: alert 7 (kind), alert 8 (kind)."]);
    }

    #[test]
    fn however_much_of_one_table_is_damaged_the_others_are_named() {
        let met = Unreadable::default();
        for row in 0..2_000 {
            assert!(matches!(met.keep(corrupt_in("shift", row)), Ok(None)));
        }
        for row in 10..25 {
            assert!(matches!(met.keep(corrupt(row)), Ok(None)));
        }
        let alarms = sentences(&met.rows());
        assert_eq!(alarms.len(), 2);
        assert!(alarms[0].ends_with("alert 19 (kind) and 5 more."), "{}", alarms[0]);
        assert!(alarms[1].ends_with(" and 990 more, or more than that."), "{}", alarms[1]);
    }

    #[test]
    fn a_word_of_a_newer_program_is_left_out_quietly() {
        let met = Unreadable::default();
        let newer = Error::Newer { table: "alert", column: "kind", row: "7".to_owned() };
        assert!(matches!(met.keep(Err::<(), _>(newer)), Ok(None)));
        assert!(met.rows().is_empty());
    }

    #[test]
    fn a_database_that_is_away_is_no_damage() {
        let met = Unreadable::default();
        assert!(met.keep(Err::<(), _>(Error::Stale)).is_err());
        assert!(met.rows().is_empty());
    }
}
