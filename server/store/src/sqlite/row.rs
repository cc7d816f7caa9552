//! Reading rows: every value is checked, and one that is not valid is named by table, column and row.

use serde::{Serialize, de::DeserializeOwned};
use sqlx::{
    Row, Sqlite,
    query::Query,
    sqlite::{SqliteArguments, SqliteRow},
};
use uuid::Uuid;

use super::column::Column;
use crate::{Error, Result};

pub(super) type Sql<'q> = Query<'q, Sqlite, SqliteArguments>;

/// Binds domain values.
pub(super) trait With {
    fn with(self, value: &impl Column) -> Self;
}

impl With for Sql<'_> {
    fn with(self, value: &impl Column) -> Self {
        self.bind(value.to_raw())
    }
}

/// The fields of one row.
#[derive(Clone, Copy)]
pub(super) struct Fields<'r> {
    table: &'static str,
    /// The column that names the row in an error; never a secret.
    key: &'static str,
    row: &'r SqliteRow,
}

impl<'r> Fields<'r> {
    pub(super) const fn new(table: &'static str, key: &'static str, row: &'r SqliteRow) -> Self {
        Self { table, key, row }
    }

    pub(super) fn get<T: Column>(&self, column: &'static str) -> Result<T> {
        let raw = match self.row.try_get::<T::Raw, _>(column) {
            Ok(raw) => raw,
            Err(sqlx::Error::ColumnDecode { source, .. }) => return Err(self.corrupt(column, &source)),
            Err(error) => return Err(error.into()),
        };
        T::from_raw(raw).map_err(|reason| self.corrupt(column, &reason))
    }

    /// A column that holds JSON.
    pub(super) fn json<T: DeserializeOwned>(&self, column: &'static str) -> Result<T> {
        let text: String = self.get(column)?;
        serde_json::from_str(&text).map_err(|error| self.corrupt(column, &error))
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

    pub(super) fn corrupt(&self, column: &'static str, reason: &impl ToString) -> Error {
        Error::Corrupt { table: self.table, column, row: self.name(), reason: reason.to_string() }
    }

    fn missing(&self, column: &'static str) -> Error {
        self.corrupt(column, &"it is missing")
    }

    fn name(&self) -> String {
        if let Ok(number) = self.row.try_get::<i64, _>(self.key) {
            return number.to_string();
        }
        match self.row.try_get::<Vec<u8>, _>(self.key) {
            Ok(bytes) => Uuid::from_slice(&bytes)
                .map_or_else(|_| String::from_utf8_lossy(&bytes).into_owned(), |id| id.to_string()),
            Err(_) => "?".to_owned(),
        }
    }
}

/// JSON for a column.
pub(super) fn to_json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| sqlx::Error::Encode(error.into()).into())
}

/// A unique column that callers are told about by name.
pub(super) fn named(error: sqlx::Error) -> Error {
    const UNIQUE: [(&str, &str); 12] = [
        ("ticket.code", "code"),
        ("ticket.link", "link"),
        ("ticket.request_key", "request key"),
        ("ward.code", "code"),
        ("ward.link", "link"),
        ("tag.slug", "slug"),
        ("category.slug", "slug"),
        ("person.username", "username"),
        ("device.secret", "secret"),
        ("enrolment_code.code", "code"),
        ("sign_in.token", "token"),
        ("vapid_key.public", "public key"),
    ];
    let violated = error.as_database_error().filter(|failure| failure.is_unique_violation());
    let name = violated.and_then(|failure| {
        let (_, column) = failure.message().rsplit_once(": ")?;
        UNIQUE.iter().find_map(|(known, name)| (*known == column).then_some(*name))
    });
    name.map_or(Error::Database(error), Error::Duplicate)
}
