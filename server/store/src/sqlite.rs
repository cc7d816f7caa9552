//! `SQLite`: one file, one writer, many readers.
//!
//! Write-ahead logging lets readers go on while the writer commits, and `synchronous = full` keeps an answered request
//! through a power cut. `SQLite` has one writer whatever a program does, so there is one writing connection and callers
//! queue for it in order, instead of colliding in the database; each write begins `immediate`, since a transaction that
//! only turns to writing half-way fails at once if another has written in between. Those who queue at the same time are
//! committed together (`group`).

mod copy;
mod private;
mod service;

use std::{
    future::{self, ready},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use async_trait::async_trait;
use domain::Timestamp;
use sqlx::{
    Connection, Executor, Sqlite, SqliteConnection, SqlitePool,
    pool::PoolOptions,
    query_scalar,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

pub use self::{
    copy::{Examined, copy, examine, leap_slips},
    private::{make_private, others_may_read},
    service::Service,
};
use crate::{
    Checked, CommitWatcher, Error, Lease, Result, Schema, Store, Turn, Tx, UnreadableRow, Work,
    commits::Commits,
    group::{Group, Grouped, TURN_TIMEOUT},
    sql::{
        self, Shared, SqlSession, Transaction,
        schema::{self, Dialect},
    },
};

/// How long a statement waits for a lock that another process holds, such as a backup.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// What the write-ahead log is cut back to when it begins anew, in bytes. After a long read it may have grown.
const LOG_KEEPS: &str = "16777216";
/// The log is written back into the file once it has so many pages of 4 KiB.
const CHECKPOINT_AT: &str = "1000";
const READERS: u32 = 4;

/// Elbow in one `SQLite` file.
#[derive(Debug)]
pub struct SqliteStore {
    path: PathBuf,
    writer: SqlitePool,
    readers: SqlitePool,
    group: Group<Sqlite>,
    commits: Arc<Commits>,
    shared: Arc<Shared>,
    /// Locked while this program serves.
    service: Mutex<Option<Service>>,
}

impl SqliteStore {
    /// Opens the database, or makes an empty one that [`Store::migrate`] has yet to fill. Nobody but its owner may read it.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Database`] if the file cannot be opened or made; [`Error::NotOurs`] if
    /// something else is there, which stays as it is.
    pub async fn open(path: &Path) -> Result<Self> {
        recognise(path).await?;
        private::keep_private(path).map_err(sqlx::Error::Io)?;
        let options = options(path).create_if_missing(true).journal_mode(SqliteJournalMode::Wal);
        Self::connect(path, options).await
    }

    /// Opens a database that is there, and leaves the file as it is: its mode, its kind of log, whatever it is.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub async fn look_into(path: &Path) -> Result<Self> {
        recognise(path).await?;
        Self::connect(path, options(path)).await
    }

    async fn connect(path: &Path, writer: SqliteConnectOptions) -> Result<Self> {
        let readers = writer.clone().create_if_missing(false).pragma("query_only", "on");
        let writer = pool(1).connect_with(writer).await?;
        let commits = Arc::new(Commits::default());
        Ok(Self {
            path: path.to_owned(),
            group: Group::new(writer.clone(), Arc::clone(&commits)),
            commits,
            shared: Arc::default(),
            writer,
            readers: pool(READERS).connect_with(readers).await?,
            service: Mutex::default(),
        })
    }

    async fn begin_reading(&self) -> Result<SqlSession> {
        Ok(SqlSession::new(Transaction::Sqlite(self.readers.begin().await?), Arc::clone(&self.shared)))
    }

    async fn read_old_log(&self) -> Result<()> {
        while self.begin_reading().await?.read_old_log().await? {}
        Ok(())
    }

    async fn begin_writing(&self) -> Result<SqlSession> {
        Ok(SqlSession::new(Transaction::SqliteMember(self.group.begin().await?), Arc::clone(&self.shared)))
    }
}

fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .busy_timeout(BUSY_TIMEOUT)
        .foreign_keys(true)
        .synchronous(SqliteSynchronous::Full)
        // Without it "insert or replace" takes rows away past the triggers that keep them.
        .pragma("recursive_triggers", "on")
        .pragma("wal_autocheckpoint", CHECKPOINT_AT)
        .pragma("journal_size_limit", LOG_KEEPS)
}

/// Looks whether a file is ours, or is to be, before anything is done to it.
async fn recognise(path: &Path) -> Result<()> {
    let not_ours = |reason: String| Error::NotOurs { path: path.to_owned(), reason };
    if !private::is_database(path).map_err(|error| not_ours(error.to_string()))? {
        return Ok(());
    }
    let options = SqliteConnectOptions::new().filename(path).busy_timeout(BUSY_TIMEOUT);
    let mut connection = SqliteConnection::connect_with(&options).await?;
    let has_any = query_scalar("select exists (select 1 from sqlite_schema)");
    let has_any: bool = has_any.fetch_one(&mut connection).await?;
    let is_ours = !has_any || has_migrations(&mut connection).await?;
    connection.close().await?;
    if is_ours { Ok(()) } else { Err(not_ours("it is another program's database".to_owned())) }
}

impl Grouped for Sqlite {
    async fn begin(writer: &SqlitePool) -> Result<sqlx::Transaction<'static, Self>, sqlx::Error> {
        writer.begin_with("begin immediate").await
    }

    async fn run(connection: &mut SqliteConnection, sql: &'static str) -> Result<(), sqlx::Error> {
        connection.execute(sql).await.map(drop)
    }
}

/// Whether the table of applied migrations is there.
async fn has_migrations(connection: &mut SqliteConnection) -> Result<bool> {
    has_table(connection, schema::table().into_owned()).await
}

async fn has_table(connection: &mut SqliteConnection, name: String) -> Result<bool> {
    let exists = query_scalar("select exists (select 1 from sqlite_schema where name = $1)");
    Ok(exists.bind(name).fetch_one(connection).await?)
}

/// How the schema stands to this program's.
async fn known(connection: &mut SqliteConnection) -> Result<Schema> {
    let back_to = if has_table(connection, schema::COMPATIBILITY.to_owned()).await? {
        query_scalar(schema::BACK_TO).fetch_optional(&mut *connection).await?
    } else {
        None
    };
    let exists = has_migrations(connection).await?;
    schema::known(connection, Dialect::Sqlite, exists, back_to).await
}

/// Reads every page, index and reference; says what is damaged.
async fn damage(connection: &mut SqliteConnection) -> Result<Vec<String>> {
    let found: Vec<String> = query_scalar("pragma integrity_check(10)").fetch_all(&mut *connection).await?;
    let mut damage: Vec<String> = found
        .into_iter()
        .filter(|line| line != "ok")
        .map(|line| format!("The file is damaged: {line}."))
        .collect();
    let dangling: Vec<String> = query_scalar(r#"select distinct "table" from pragma_foreign_key_check"#)
        .fetch_all(connection)
        .await?;
    damage.extend(dangling.into_iter().map(|table| format!("Rows of {table} refer to what is not there.")));
    Ok(damage)
}

/// On some errors, a full disk among them, `SQLite` ends a transaction by itself; the driver still counts it and would
/// refuse to begin another on that connection. Such a connection is replaced.
fn pool(connections: u32) -> PoolOptions<Sqlite> {
    PoolOptions::new()
        .before_acquire(|connection: &mut SqliteConnection, _| {
            Box::pin(ready(Ok(!connection.is_in_transaction())))
        })
        .max_connections(connections)
        .acquire_timeout(TURN_TIMEOUT)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
}

#[async_trait]
impl Store for SqliteStore {
    async fn read(&self) -> Result<Box<dyn Tx>> {
        Ok(Box::new(self.begin_reading().await?))
    }

    async fn write(&self) -> Result<Box<dyn Tx>> {
        Ok(Box::new(self.begin_writing().await?))
    }

    async fn migrate(&self) -> Result<Vec<String>> {
        let mut connection = self.writer.acquire().await?;
        let schema = known(&mut connection).await?;
        if schema == Schema::Newer {
            return Ok(Vec::new());
        }
        // A program that serves the file has prepared its statements for the tables as they are.
        let _service = if schema == Schema::Older { Some(Service::enter(&self.path)?) } else { None };
        let exists = has_migrations(&mut connection).await?;
        let applied = schema::migrate(&mut *connection, Dialect::Sqlite, exists).await?;
        self.read_old_log().await?;
        Ok(applied)
    }

    async fn schema(&self) -> Result<Schema> {
        known(&mut *self.readers.acquire().await?).await
    }

    async fn check(&self, now: Timestamp, log_after: i64) -> Result<Checked> {
        sql::check(&mut self.begin_reading().await?, now, log_after).await
    }

    async fn verify(&self) -> Result<Vec<String>> {
        damage(&mut *self.readers.acquire().await?).await
    }

    async fn unreadable_rows(&self) -> Result<Vec<UnreadableRow>> {
        sql::unreadable_rows(&mut self.begin_reading().await?).await
    }

    async fn enter_service(&self) -> Result<()> {
        let service = Service::enter(&self.path)?;
        *self.service.lock().unwrap_or_else(PoisonError::into_inner) = Some(service);
        Ok(())
    }

    async fn take_turn(&self, work: Work, _: Option<Lease>, _: Duration) -> Result<Turn> {
        Ok(Turn::Ours(Lease { work, number: 0 }))
    }

    async fn now(&self) -> Result<Option<Timestamp>> {
        Ok(None)
    }

    async fn give_back(&self, _: Lease) -> Result<()> {
        Ok(())
    }

    fn watch_commits(&self, watcher: CommitWatcher) {
        self.commits.watch(watcher);
    }

    fn last_commit_failed(&self) -> bool {
        self.commits.last_failed()
    }

    /// Never: nobody else writes to the file while this program serves.
    async fn changed_elsewhere(&self) -> Result<()> {
        future::pending().await
    }

    async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
        self.service.lock().unwrap_or_else(PoisonError::into_inner).take();
    }
}

#[cfg(test)]
mod tests;
