//! A statement and its values, before it is known which engine will run it.

use sqlx::{AssertSqlSafe, Database, Encode, SqlSafeStr, SqlStr, Type, query::Query};
use uuid::Uuid;

use super::column::{Column, Raw};

/// SQL text with values for `$1`, `$2` …, in that order.
pub(crate) struct Sql {
    text: SqlStr,
    values: Vec<Value>,
}

/// What both engines can hold. A missing value keeps its type: `PostgreSQL` asks for it.
pub(super) enum Value {
    Bool(Option<bool>),
    Integer(Option<i64>),
    Real(Option<f64>),
    Text(Option<String>),
    Bytes(Option<Vec<u8>>),
    Id(Option<Uuid>),
}

pub(crate) fn query(text: &'static str) -> Sql {
    Sql { text: text.into_sql_str(), values: Vec::new() }
}

/// A statement put together from texts of ours: nothing in it was ever typed by anybody.
pub(super) fn assembled(text: String) -> Sql {
    Sql { text: AssertSqlSafe(text).into_sql_str(), values: Vec::new() }
}

/// Rows that one statement inserts: many enough that its own cost does not count, and well below what engines can bind.
pub(super) const ROWS: usize = 500;

/// Places for so many rows of so many values each: `($1, $2), ($3, $4)`.
pub(super) fn rows_of(columns: usize, rows: usize) -> String {
    let row = |row: usize| {
        let values: Vec<String> = (1..=columns).map(|value| format!("${}", row * columns + value)).collect();
        format!("({})", values.join(", "))
    };
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}

/// Places for so many values: `$1, $2`.
pub(super) fn places(values: usize) -> String {
    (1..=values).map(|value| format!("${value}")).collect::<Vec<_>>().join(", ")
}

impl Sql {
    /// Binds a domain value.
    pub(super) fn with<C: Column>(mut self, value: &C) -> Self {
        self.values.push(C::Raw::into_value(Some(value.to_raw())));
        self
    }

    /// Binds a word of our own.
    pub(super) fn bind(mut self, text: impl Into<String>) -> Self {
        self.values.push(Value::Text(Some(text.into())));
        self
    }

    /// The statement as one engine takes it.
    pub(super) fn bound<E>(self) -> Query<'static, E, E::Arguments>
    where
        E: Database,
        Option<bool>: Encode<'static, E> + Type<E>,
        Option<i64>: Encode<'static, E> + Type<E>,
        Option<f64>: Encode<'static, E> + Type<E>,
        Option<String>: Encode<'static, E> + Type<E>,
        Option<Vec<u8>>: Encode<'static, E> + Type<E>,
        Option<Uuid>: Encode<'static, E> + Type<E>,
    {
        self.values.into_iter().fold(sqlx::query(self.text), |query, value| match value {
            Value::Bool(value) => query.bind(value),
            Value::Integer(value) => query.bind(value),
            Value::Real(value) => query.bind(value),
            // PostgreSQL knows no NUL in a text, and no text that is kept has one: it is like nothing that is there.
            Value::Text(value) => query.bind(value.map(|text| text.replace('\0', "\u{fffd}"))),
            Value::Bytes(value) => query.bind(value),
            Value::Id(value) => query.bind(value),
        })
    }
}
