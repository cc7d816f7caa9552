//! Reading rows: every value is checked, and one that is not valid is named by table, column and row.

use serde::{Serialize, de::DeserializeOwned};
use sqlx::{Row as _, postgres::PgRow, sqlite::SqliteRow};
use uuid::Uuid;

use super::column::{Column, Raw, Unfit};
use crate::{Error, Result};

/// A row of either engine.
pub(super) enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

impl Row {
    fn get<R: Raw>(&self, column: &str) -> Result<R, sqlx::Error> {
        match self {
            Self::Sqlite(row) => row.try_get(column),
            Self::Postgres(row) => row.try_get(column),
        }
    }
}

/// The fields of one row.
#[derive(Clone, Copy)]
pub(super) struct Fields<'r> {
    table: &'static str,
    /// The column that names the row in an error; never a secret.
    key: &'static str,
    row: &'r Row,
}

impl<'r> Fields<'r> {
    pub(super) const fn new(table: &'static str, key: &'static str, row: &'r Row) -> Self {
        Self { table, key, row }
    }

    pub(super) fn get<T: Column>(&self, column: &'static str) -> Result<T> {
        let raw = match self.row.get::<T::Raw>(column) {
            Ok(raw) => raw,
            Err(sqlx::Error::ColumnDecode { .. }) => {
                return Err(self.corrupt(column, "it is not of its type"));
            }
            Err(error) => return Err(error.into()),
        };
        T::from_raw(raw).map_err(|unfit| self.unfit(column, unfit))
    }

    /// A column that holds JSON.
    pub(super) fn json<T: DeserializeOwned>(&self, column: &'static str) -> Result<T> {
        let text: String = self.get(column)?;
        serde_json::from_str(&text).map_err(|_| self.corrupt(column, "it is not the JSON that belongs there"))
    }

    /// Two columns that are both there or both null.
    pub(super) fn pair<A: Column, B: Column>(
        &self,
        first: &'static str,
        second: &'static str,
    ) -> Result<Option<(A, B)>> {
        match (self.get(first)?, self.get(second)?) {
            (Some(a), Some(b)) => Ok(Some((a, b))),
            (None, None) => Ok(None),
            (None, Some(_)) => Err(self.missing(first)),
            (Some(_), None) => Err(self.missing(second)),
        }
    }

    /// A column that the rest of the row requires.
    pub(super) fn required<T: Column>(&self, column: &'static str) -> Result<T> {
        self.get::<Option<T>>(column)?.ok_or_else(|| self.missing(column))
    }

    pub(super) fn corrupt(&self, column: &'static str, reason: impl Into<String>) -> Error {
        Error::Corrupt { table: self.table, column, row: self.name(), reason: reason.into() }
    }

    pub(super) fn unfit(&self, column: &'static str, unfit: Unfit) -> Error {
        match unfit {
            Unfit::Damaged(reason) => self.corrupt(column, reason),
            Unfit::NewWord => Error::Newer { table: self.table, column, row: self.name() },
        }
    }

    fn missing(&self, column: &'static str) -> Error {
        self.corrupt(column, "it is missing")
    }

    fn name(&self) -> String {
        let number = self.row.get::<i64>(self.key).map(|number| number.to_string());
        number
            .or_else(|_| self.row.get::<String>(self.key))
            .or_else(|_| self.row.get::<Uuid>(self.key).map(|id| id.to_string()))
            .or_else(|_| self.row.get::<Vec<u8>>(self.key).map(|bytes| hex(&bytes)))
            .unwrap_or_else(|_| "?".to_owned())
    }
}

/// An id that is not as long as an id.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().take(16).fold("0x".to_owned(), |text, byte| format!("{text}{byte:02x}"))
}

/// JSON for a column.
pub(super) fn to_json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| sqlx::Error::Encode(error.into()).into())
}
