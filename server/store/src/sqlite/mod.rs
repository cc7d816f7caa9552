//! `SQLite`: one file, one writer, many readers.
//!
//! Write-ahead logging lets readers go on while the writer commits, and `synchronous = full` keeps an answered request
//! through a power cut. `SQLite` has one writer whatever a program does, so there is one writing connection and callers
//! queue for it in order, instead of colliding in the database; each write begins `immediate`, since a transaction that
//! only turns to writing half-way fails at once if another has written in between.

mod check;
mod column;
mod devices;
mod dispatching;
mod events;
mod insight;
mod offers;
mod outbox;
mod people;
mod places;
mod push;
mod row;
mod schema;
mod tickets;

use std::{path::Path, time::Duration};

use async_trait::async_trait;
use domain::Timestamp;
use sqlx::{
    Connection, Sqlite, SqliteConnection, SqlitePool, Transaction,
    pool::PoolOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteRow, SqliteSynchronous},
};

use self::row::Sql;
use crate::{Result, Session, Store};

/// How long a statement waits for a lock that another process holds, such as a backup.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// How long a caller waits for its turn before it is told that the database is too busy.
const TURN_TIMEOUT: Duration = Duration::from_secs(10);
const READERS: u32 = 4;

/// Elbow in one `SQLite` file.
#[derive(Debug)]
pub struct SqliteStore {
    writer: SqlitePool,
    readers: SqlitePool,
}

impl SqliteStore {
    /// Opens the database, or makes an empty one that [`Store::migrate`] has yet to fill.
    ///
    /// # Errors
    /// [`crate::Error::Database`] if the file cannot be opened, made or is not a database.
    pub async fn open(path: &Path) -> Result<Self> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .busy_timeout(BUSY_TIMEOUT)
            .foreign_keys(true)
            .synchronous(SqliteSynchronous::Full);
        let writer = options.clone().create_if_missing(true).journal_mode(SqliteJournalMode::Wal);
        let readers = options.pragma("query_only", "on");
        Ok(Self {
            writer: pool(1).connect_with(writer).await?,
            readers: pool(READERS).connect_with(readers).await?,
        })
    }
}

/// On some errors, a full disk among them, `SQLite` ends a transaction by itself; the driver still counts it and would
/// refuse to begin another on that connection. Such a connection is replaced.
fn pool(connections: u32) -> PoolOptions<Sqlite> {
    PoolOptions::new()
        .before_acquire(|connection: &mut SqliteConnection, _| {
            Box::pin(async move {
                connection.ping().await?;
                Ok(!connection.is_in_transaction())
            })
        })
        .max_connections(connections)
        .acquire_timeout(TURN_TIMEOUT)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
}

#[async_trait]
impl Store for SqliteStore {
    async fn read(&self) -> Result<Box<dyn Session>> {
        Ok(Box::new(SqliteSession { transaction: self.readers.begin().await? }))
    }

    async fn write(&self) -> Result<Box<dyn Session>> {
        Ok(Box::new(SqliteSession { transaction: self.writer.begin_with("begin immediate").await? }))
    }

    async fn migrate(&self) -> Result<Vec<String>> {
        schema::migrate(&self.writer).await
    }

    async fn is_migrated(&self) -> Result<bool> {
        schema::is_migrated(&self.readers).await
    }

    async fn check(&self, now: Timestamp) -> Result<Vec<String>> {
        check::check(&mut SqliteSession { transaction: self.readers.begin().await? }, now).await
    }

    async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

/// One transaction.
struct SqliteSession {
    transaction: Transaction<'static, Sqlite>,
}

impl SqliteSession {
    /// Runs a change; answers with the number of rows it touched.
    async fn run(&mut self, sql: Sql<'_>) -> Result<u64> {
        let done = sql.execute(&mut *self.transaction).await.map_err(row::named)?;
        Ok(done.rows_affected())
    }

    async fn all(&mut self, sql: Sql<'_>) -> Result<Vec<SqliteRow>> {
        sql.fetch_all(&mut *self.transaction).await.map_err(row::named)
    }

    async fn optional(&mut self, sql: Sql<'_>) -> Result<Option<SqliteRow>> {
        sql.fetch_optional(&mut *self.transaction).await.map_err(row::named)
    }

    /// A query that always answers with one row.
    async fn one(&mut self, sql: Sql<'_>) -> Result<SqliteRow> {
        sql.fetch_one(&mut *self.transaction).await.map_err(row::named)
    }
}

#[async_trait]
impl Session for SqliteSession {
    async fn commit(self: Box<Self>) -> Result<()> {
        Ok(self.transaction.commit().await?)
    }
}

#[cfg(test)]
mod tests {
    use domain::{Tag, TagId};
    use sqlx::query;

    use super::*;
    use crate::Error;

    fn tag(slug: String) -> Tag {
        let id = TagId::new(Timestamp::from_millis(0), [u8::try_from(slug.len() % 200).unwrap(); 10]);
        Tag { id, name: slug.clone(), slug, anyone: false }
    }

    #[tokio::test]
    async fn a_transaction_that_the_database_ended_does_not_hold_up_the_next() {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(&folder.path().join("elbow.db")).await.unwrap();
        store.migrate().await.unwrap();

        let mut session =
            SqliteSession { transaction: store.writer.begin_with("begin immediate").await.unwrap() };
        session.run(query("rollback")).await.unwrap();
        drop(session);

        let mut session = store.write().await.unwrap();
        session.put_tag(&tag("epma".to_owned())).await.unwrap();
        session.commit().await.unwrap();
        store.close().await;
    }

    #[tokio::test]
    async fn a_full_disk_refuses_what_it_cannot_keep_and_is_got_over() {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(&folder.path().join("elbow.db")).await.unwrap();
        store.migrate().await.unwrap();
        let limit = |pages: &'static str| query(pages).execute(&store.writer);

        limit("pragma max_page_count = 1").await.unwrap();
        let mut session = store.write().await.unwrap();
        let kept = session.put_tag(&tag("long".repeat(100_000))).await;
        assert!(matches!(kept, Err(Error::Database(_))), "{kept:?}");
        drop(session);

        limit("pragma max_page_count = 1000000").await.unwrap();
        let mut session = store.write().await.unwrap();
        session.put_tag(&tag("epma".to_owned())).await.unwrap();
        session.commit().await.unwrap();
        let slugs: Vec<String> =
            store.read().await.unwrap().list_tags().await.unwrap().into_iter().map(|tag| tag.slug).collect();
        assert_eq!(slugs, ["epma"]);
        store.close().await;
    }
}
