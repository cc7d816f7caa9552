//! The traits in SQL, once for both engines: where they agree the text is the same, and so far they agree everywhere.
//!
//! What differs is around it. Each engine connects, opens transactions, brings its schema up to date and reports its
//! errors in its own way, in `sqlite` and `postgres`; here is what happens inside one transaction.

mod calls;
mod canary;
mod chain;
mod check;
mod column;
mod devices;
mod dispatching;
mod drills;
mod error;
mod events;
mod insight;
mod known_issues;
mod lease;
mod offers;
mod outbox;
mod people;
mod places;
mod push;
mod queue;
mod roster;
mod row;
pub(crate) mod schema;
pub(crate) mod statement;
mod taps;
mod tickets;
mod ways;

use async_trait::async_trait;
use sqlx::{PgConnection, Postgres, Sqlite, SqliteConnection};

pub(crate) use self::check::check;
use self::{chain::Head, row::Row, statement::Sql};
use crate::{Error, Lease, Result, Session, group::Member};

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

/// One transaction over every aggregate.
pub(crate) struct SqlSession {
    transaction: Transaction,
    /// A statement has failed. `PostgreSQL` takes "commit" for "roll back" from then on, and `SQLite` has sometimes
    /// rolled back already: neither may look like a commit.
    failed: bool,
    /// Where the log ends, once this session has added to it: nobody else can meanwhile.
    head: Option<Head>,
}

impl SqlSession {
    pub(crate) const fn new(transaction: Transaction) -> Self {
        Self { transaction, failed: false, head: None }
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
impl Session for SqlSession {
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
