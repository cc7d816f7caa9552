//! The traits in SQL, once for both engines: where they agree the text is the same, and so far they agree everywhere.
//!
//! What differs is around it. Each engine connects, opens transactions, brings its schema up to date and reports its
//! errors in its own way, in `sqlite` and `postgres`; here is what happens inside one transaction.

mod accounts;
mod broadcasts;
mod builds;
mod calls;
mod canary;
mod chain;
mod check;
// With the macro of its words.
#[macro_use]
mod column;
mod decision_log;
mod devices;
mod dispatching;
mod drills;
mod error;
mod events;
mod facts;
mod follow_ups;
mod grants;
mod imports;
mod insight;
mod invitations;
mod known_issues;
mod lease;
mod listing;
mod offers;
mod outbox;
mod packs;
mod people;
mod places;
mod posters;
mod push;
mod queue;
mod readable;
mod reports;
mod roster;
mod row;
mod schedules;
pub(crate) mod schema;
mod settings;
pub(crate) mod statement;
mod surges;
mod taps;
mod tickets;
mod walls;
mod waves;
mod ways;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use futures::TryStreamExt;
use sqlx::{PgConnection, Postgres, Sqlite, SqliteConnection};

use self::{chain::Head, row::Row, statement::Sql};
pub(crate) use self::{check::check, readable::unreadable_rows};
use crate::{Error, Lease, Result, Tx, group::Member, unreadable::Unreadable};

/// A transaction of either engine.
pub(crate) enum Transaction {
    Sqlite(sqlx::Transaction<'static, Sqlite>),
    /// A write, which may share its transaction with others.
    SqliteMember(Member<Sqlite>),
    Postgres(sqlx::Transaction<'static, Postgres>),
    PostgresMember(Member<Postgres>),
}

enum Connection<'t> {
    Sqlite(&'t mut SqliteConnection),
    Postgres(&'t mut PgConnection),
}

impl Transaction {
    fn connection(&mut self) -> Connection<'_> {
        match self {
            Self::Sqlite(transaction) => Connection::Sqlite(transaction),
            Self::SqliteMember(member) => Connection::Sqlite(member.connection()),
            Self::Postgres(transaction) => Connection::Postgres(transaction),
            Self::PostgresMember(member) => Connection::Postgres(member.connection()),
        }
    }
}

/// What all sessions of a store know of its database.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    unreadable: Unreadable,
    /// How far a log without hashes was read, and what the next hash covers of it.
    old_log: Mutex<Option<Head>>,
}

impl Shared {
    fn old_log(&self) -> MutexGuard<'_, Option<Head>> {
        self.old_log.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One transaction over every aggregate.
pub(crate) struct SqlSession {
    transaction: Transaction,
    /// A statement has failed. `PostgreSQL` takes "commit" for "roll back" from then on, and `SQLite` has sometimes
    /// rolled back already: neither may look like a commit.
    failed: bool,
    /// Where the log ends, once this session has added to it: nobody else can meanwhile.
    head: Option<Head>,
    shared: Arc<Shared>,
}

impl SqlSession {
    pub(crate) const fn new(transaction: Transaction, shared: Arc<Shared>) -> Self {
        Self { transaction, failed: false, head: None, shared }
    }

    /// Runs a change; answers with the number of rows it touched.
    pub(crate) async fn run(&mut self, sql: Sql) -> Result<u64> {
        let done = match self.transaction.connection() {
            Connection::Sqlite(connection) => {
                sql.bound().execute(connection).await.map(|done| done.rows_affected())
            }
            Connection::Postgres(connection) => {
                sql.bound().execute(connection).await.map(|done| done.rows_affected())
            }
        };
        self.noting_failure(done)
    }

    /// The rows that can be read; the others are left out, and noted.
    async fn rows<T>(&mut self, sql: Sql, read: impl Fn(&Row) -> Result<T>) -> Result<Vec<T>> {
        let rows = self.all(sql).await?;
        self.readable(&rows, read)
    }

    fn readable<T>(&self, rows: &[Row], read: impl Fn(&Row) -> Result<T>) -> Result<Vec<T>> {
        rows.iter().filter_map(|row| self.shared.unreadable.keep(read(row)).transpose()).collect()
    }

    /// One row, if it is there. Who asks for one that cannot be read is told so.
    async fn row<T>(&mut self, sql: Sql, read: impl Fn(&Row) -> Result<T>) -> Result<Option<T>> {
        let row = self.optional(sql).await?;
        match row.map(|row| self.shared.unreadable.noting(read(&row))).transpose() {
            // A newer program's: there is nothing here for this one.
            Err(Error::Newer { .. }) => Ok(None),
            found => found,
        }
    }

    /// One row; none if it is not there, or cannot be read and is as good as not there.
    async fn readable_row<T>(&mut self, sql: Sql, read: impl Fn(&Row) -> Result<T>) -> Result<Option<T>> {
        let row = self.optional(sql).await?;
        row.map_or(Ok(None), |row| self.shared.unreadable.keep(read(&row)))
    }

    /// Reads rows one after the other, however many there are, and notes those that cannot be read.
    async fn each(&mut self, sql: Sql, read: fn(&Row) -> Result<()>) -> Result<()> {
        macro_rules! each {
            ($connection:expr, $row:path) => {{
                let mut rows = sql.bound().fetch($connection);
                loop {
                    match rows.try_next().await {
                        Ok(Some(row)) => drop(self.shared.unreadable.keep(read(&$row(row)))?),
                        Ok(None) => break Ok(()),
                        Err(error) => break Err(error),
                    }
                }
            }};
        }
        let read = match self.transaction.connection() {
            Connection::Sqlite(connection) => each!(connection, Row::Sqlite),
            Connection::Postgres(connection) => each!(connection, Row::Postgres),
        };
        self.noting_failure(read)
    }

    async fn all(&mut self, sql: Sql) -> Result<Vec<Row>> {
        let rows = match self.transaction.connection() {
            Connection::Sqlite(connection) => sql
                .bound()
                .fetch_all(connection)
                .await
                .map(|rows| rows.into_iter().map(Row::Sqlite).collect()),
            Connection::Postgres(connection) => sql
                .bound()
                .fetch_all(connection)
                .await
                .map(|rows| rows.into_iter().map(Row::Postgres).collect()),
        };
        self.noting_failure(rows)
    }

    async fn optional(&mut self, sql: Sql) -> Result<Option<Row>> {
        let row = match self.transaction.connection() {
            Connection::Sqlite(connection) => {
                sql.bound().fetch_optional(connection).await.map(|row| row.map(Row::Sqlite))
            }
            Connection::Postgres(connection) => {
                sql.bound().fetch_optional(connection).await.map(|row| row.map(Row::Postgres))
            }
        };
        self.noting_failure(row)
    }

    /// A query that always answers with one row.
    async fn one(&mut self, sql: Sql) -> Result<Row> {
        self.optional(sql).await?.ok_or_else(|| sqlx::Error::RowNotFound.into())
    }

    fn noting_failure<T>(&mut self, outcome: Result<T, sqlx::Error>) -> Result<T> {
        self.failed |= outcome.is_err();
        Ok(outcome?)
    }
}

#[async_trait]
impl Tx for SqlSession {
    async fn confirm(&mut self, lease: Lease) -> Result<()> {
        match self.transaction {
            // One program serves a file.
            Transaction::Sqlite(_) | Transaction::SqliteMember(_) => Ok(()),
            Transaction::Postgres(_) | Transaction::PostgresMember(_) => self.confirm_lease(lease).await,
        }
    }

    async fn commit(self: Box<Self>) -> Result<()> {
        if self.failed {
            return Err(Error::RolledBack);
        }
        match self.transaction {
            Transaction::Sqlite(transaction) => transaction.commit().await?,
            Transaction::Postgres(transaction) => transaction.commit().await?,
            Transaction::SqliteMember(member) => member.commit().await?,
            Transaction::PostgresMember(member) => member.commit().await?,
        }
        Ok(())
    }
}
