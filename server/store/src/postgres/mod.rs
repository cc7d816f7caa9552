//! `PostgreSQL`: for hospitals that run one already, and for several nodes on one database.
//!
//! One writer at a time, as on `SQLite`: each write takes an advisory lock before it reads anything, and the commit gives
//! it back. So every rule that was decided on what was read still holds when it is written, and the event log is gap-free
//! in commit order, which those who follow it rely on. Inside this program writers queue for one connection, in order, and
//! those who queue together are committed together (`group`).

mod address;

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use domain::Timestamp;
use sqlx::{
    Connection, Executor, PgConnection, PgPool, Postgres,
    pool::PoolOptions,
    postgres::{PgConnectOptions, PgListener},
    query, query_scalar,
};
use tokio::sync::Mutex;

pub use self::address::Address;
use crate::{
    Checked, CommitWatcher, Lease, Result, Session, Store, Turn, Work,
    commits::Commits,
    group::{Group, Grouped},
    sql::{
        self, SqlSession, Transaction,
        schema::{self, Dialect, Known},
    },
};

const WRITE: &str = "begin transaction isolation level read committed, read write";
/// Names the writer's advisory lock in this database: the letters "elbow".
const WRITER: i64 = 0x65_6c62_6f77;
/// What the triggers of the schema notify.
const CHANNEL: &str = "elbow";
/// How long a caller waits for a connection before it is told that the database is not available.
const TURN_TIMEOUT: Duration = Duration::from_secs(5);
const READERS: u32 = 8;
/// The server's own limits: for a lock that another program holds, for one statement, and for a program that stops in
/// the middle of a write and would hold up everyone else.
const WRITER_LIMITS: &str = "set lock_timeout = '5s'; set statement_timeout = '10s'; \
                             set idle_in_transaction_session_timeout = '3s'";
const READER_LIMITS: &str = "set statement_timeout = '10s'; set idle_in_transaction_session_timeout = '30s'";

/// Elbow in one `PostgreSQL` database.
#[derive(Debug)]
pub struct PostgresStore {
    options: PgConnectOptions,
    commits: Arc<Commits>,
    writer: PgPool,
    group: Group<Postgres>,
    readers: PgPool,
    /// Connected while somebody waits for changes.
    listener: Mutex<Option<PgListener>>,
}

impl PostgresStore {
    /// Connects; [`Store::migrate`] fills an empty database.
    ///
    /// # Errors
    /// [`crate::Error::Unavailable`] or [`crate::Error::Database`] if the server cannot be reached or does not let us in.
    pub async fn open(address: &Address) -> Result<Self> {
        let options = address.options().clone().application_name("elbow");
        let writer = pool(1, WRITER_LIMITS).connect_with(options.clone()).await?;
        let commits = Arc::new(Commits::default());
        Ok(Self {
            group: Group::new(writer.clone(), Arc::clone(&commits)),
            writer,
            // One more for the listener.
            readers: pool(READERS + 1, READER_LIMITS).connect_with(options.clone()).await?,
            listener: Mutex::default(),
            commits,
            options,
        })
    }

    async fn begin_reading(&self) -> Result<SqlSession> {
        let begin = "begin transaction isolation level repeatable read, read only";
        Ok(SqlSession::new(Transaction::Postgres(self.readers.begin_with(begin).await?)))
    }

    /// Outside the writers' queue, so that a long one costs nobody their turn.
    async fn begin_aside(&self) -> Result<SqlSession> {
        Ok(SqlSession::new(Transaction::Postgres(self.readers.begin_with(WRITE).await?)))
    }

    async fn listen(&self) -> Result<PgListener> {
        let mut listener = PgListener::connect_with(&self.readers).await?;
        listener.listen(CHANNEL).await?;
        Ok(listener)
    }
}

impl Grouped for Postgres {
    /// Read committed, so that what is read after the lock is what the writer before has left.
    async fn begin(writer: &PgPool) -> Result<sqlx::Transaction<'static, Self>, sqlx::Error> {
        let mut transaction = writer.begin_with(WRITE).await?;
        query("select pg_advisory_xact_lock($1)").bind(WRITER).execute(&mut *transaction).await?;
        Ok(transaction)
    }

    async fn run(connection: &mut PgConnection, sql: &'static str) -> Result<(), sqlx::Error> {
        connection.execute(sql).await.map(drop)
    }
}

/// A connection is asked whether it still lives before it is used: servers are restarted.
fn pool(connections: u32, limits: &'static str) -> PoolOptions<Postgres> {
    PoolOptions::new()
        .after_connect(move |connection: &mut PgConnection, _| {
            Box::pin(async move { connection.execute(limits).await.map(drop) })
        })
        .max_connections(connections)
        .acquire_timeout(TURN_TIMEOUT)
        .test_before_acquire(true)
}

/// Whether the table of applied migrations is there.
async fn has_migrations(connection: &mut PgConnection) -> Result<bool> {
    let exists = query_scalar("select to_regclass($1) is not null");
    Ok(exists.bind(schema::table().into_owned()).fetch_one(connection).await?)
}

#[async_trait]
impl Store for PostgresStore {
    async fn read(&self) -> Result<Box<dyn Session>> {
        Ok(Box::new(self.begin_reading().await?))
    }

    async fn write(&self) -> Result<Box<dyn Session>> {
        Ok(Box::new(SqlSession::new(Transaction::PostgresMember(self.group.begin().await?))))
    }

    /// On a connection of its own, without limits: a step may take its time. The driver holds an advisory lock meanwhile,
    /// so that of several programs one migrates.
    async fn migrate(&self) -> Result<Vec<String>> {
        let mut connection = PgConnection::connect_with(&self.options).await?;
        // The driver asks for its own table each time, and the server would tell that it is there.
        connection.execute("set client_min_messages = warning").await?;
        let exists = has_migrations(&mut connection).await?;
        let applied = schema::migrate(&mut connection, Dialect::Postgres, exists).await?;
        connection.close().await?;
        Ok(applied)
    }

    async fn is_migrated(&self) -> Result<bool> {
        let mut connection = self.readers.acquire().await?;
        let exists = has_migrations(&mut connection).await?;
        Ok(schema::known(&mut *connection, Dialect::Postgres, exists).await? == Known::Whole)
    }

    async fn check(&self, now: Timestamp, log_after: i64) -> Result<Checked> {
        sql::check(&mut self.begin_reading().await?, now, log_after).await
    }

    /// The server looks after its own files.
    async fn verify(&self) -> Result<Vec<String>> {
        Ok(Vec::new())
    }

    /// Any number of programs may.
    async fn enter_service(&self) -> Result<()> {
        Ok(())
    }

    async fn take_turn(&self, work: Work, held: Option<Lease>, lasts: Duration) -> Result<Turn> {
        let mut session = self.begin_aside().await?;
        let turn = session.take_turn(work, held, lasts).await?;
        Box::new(session).commit().await?;
        Ok(turn)
    }

    async fn now(&self) -> Result<Option<Timestamp>> {
        self.begin_aside().await?.database_now().await.map(Some)
    }

    async fn give_back(&self, lease: Lease) -> Result<()> {
        let mut session = self.begin_aside().await?;
        session.give_back(lease).await?;
        Box::new(session).commit().await
    }

    fn watch_commits(&self, watcher: CommitWatcher) {
        self.commits.watch(watcher);
    }

    async fn changed_elsewhere(&self) -> Result<()> {
        let mut listener = self.listener.lock().await;
        // Kept only if all goes well, so that the next call connects anew after a failure.
        let mut listening = match listener.take() {
            Some(listening) => listening,
            None => self.listen().await?,
        };
        // None means that the connection was lost and is back: something may have been missed.
        listening.try_recv().await?;
        while listening.next_buffered().is_some() {}
        *listener = Some(listening);
        Ok(())
    }

    async fn close(&self) {
        let readers = self.readers.close();
        self.listener.lock().await.take();
        readers.await;
        self.writer.close().await;
    }
}
