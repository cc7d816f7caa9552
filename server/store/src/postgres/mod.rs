//! `PostgreSQL`: for hospitals that run one already, and for several nodes on one database.
//!
//! One writer at a time, as on `SQLite`: each write takes an advisory lock before it reads anything, and the commit gives
//! it back. So every rule that was decided on what was read still holds when it is written, and the event log is gap-free
//! in commit order, which those who follow it rely on. Inside this program writers queue for one connection, in order, and
//! those who queue together are committed together (`group`).

mod address;

use std::{
    future::ready,
    io,
    sync::{self, Arc, PoisonError},
    time::Duration,
};

use async_trait::async_trait;
use domain::Timestamp;
use sqlx::{
    Connection, Executor, PgConnection, PgPool, Postgres,
    error::DatabaseError,
    pool::PoolOptions,
    postgres::{PgConnectOptions, PgListener},
    query, query_as, query_scalar,
};
use tokio::{
    sync::Mutex,
    time::{Instant, timeout},
};

pub use self::address::Address;
use crate::{
    Checked, CommitWatcher, Lease, Result, Schema, Store, Turn, Tx, UnreadableRow, Work,
    commits::Commits,
    group::{Group, Grouped},
    sql::{
        self, Shared, SqlSession, Transaction,
        schema::{self, Dialect},
    },
};

const WRITE: &str = "begin transaction isolation level read committed, read write";
/// Names the writer's advisory lock in this database: the letters "elbow".
const WRITER: i64 = 0x65_6c62_6f77;
/// How long a server may take to say whether it takes writes.
const ANSWERS_WITHIN: Duration = Duration::from_secs(2);
/// Nothing is heard from a server that has become a standby: whoever listens asks it after so long.
const ASK_AFTER_SILENCE: Duration = Duration::from_secs(3);
const READ_ONLY: &str = "select current_setting('transaction_read_only')";
const READ_ONLY_AND_STEP: &str =
    "select current_setting('transaction_read_only'), coalesce(max(version), 0) from _sqlx_migrations";
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
    shared: Arc<Shared>,
    writer: PgPool,
    group: Group<Postgres>,
    readers: PgPool,
    prepared_for: Arc<PreparedFor>,
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
        let prepared_for = Arc::<PreparedFor>::default();
        let writer = pool(1, WRITER_LIMITS, Arc::clone(&prepared_for)).connect_with(options.clone()).await?;
        let commits = Arc::new(Commits::default());
        Ok(Self {
            group: Group::new(writer.clone(), Arc::clone(&commits)),
            writer,
            // One more for the listener.
            readers: pool(READERS + 1, READER_LIMITS, Arc::clone(&prepared_for))
                .connect_with(options.clone())
                .await?,
            listener: Mutex::default(),
            prepared_for,
            commits,
            shared: Arc::default(),
            options,
        })
    }

    async fn begin_reading(&self) -> Result<SqlSession> {
        let begin = "begin transaction isolation level repeatable read, read only";
        Ok(SqlSession::new(
            Transaction::Postgres(self.readers.begin_with(begin).await?),
            Arc::clone(&self.shared),
        ))
    }

    async fn read_old_log(&self) -> Result<()> {
        while self.begin_reading().await?.read_old_log().await? {}
        Ok(())
    }

    /// Outside the writers' queue, so that a long one costs nobody their turn.
    async fn begin_aside(&self) -> Result<SqlSession> {
        Ok(SqlSession::new(
            Transaction::Postgres(self.readers.begin_with(WRITE).await.map_err(as_away)?),
            Arc::clone(&self.shared),
        ))
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
        let mut transaction = writer.begin_with(WRITE).await.map_err(as_away)?;
        query("select pg_advisory_xact_lock($1)").bind(WRITER).execute(&mut *transaction).await?;
        Ok(transaction)
    }

    async fn run(connection: &mut PgConnection, sql: &'static str) -> Result<(), sqlx::Error> {
        connection.execute(sql).await.map(drop)
    }
}

/// The schema for which connections prepare their statements. `PostgreSQL` refuses to go on with one whose table a newer
/// program has changed since.
#[derive(Debug, Default)]
struct PreparedFor(sync::Mutex<Seen>);

#[derive(Debug, Default, Clone, Copy)]
struct Seen {
    /// Its last step; 0 before it was looked at.
    step: i64,
    /// When it was seen to be another.
    changed_at: Option<Instant>,
}

impl PreparedFor {
    fn seen(&self) -> sync::MutexGuard<'_, Seen> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a connection of this age was made for the schema as it is now.
    fn fits(&self, step: i64, age: Duration) -> bool {
        let mut seen = self.seen();
        if step != seen.step {
            *seen = Seen { step, changed_at: Some(Instant::now()) };
        }
        seen.changed_at.is_none_or(|changed_at| age < changed_at.elapsed())
    }
}

/// A connection is asked before it is used whether it still lives, and takes writes: servers are restarted, and change
/// places. One that does not is closed, so that the next goes to wherever the address leads by now; so is one that was made for
/// another schema.
fn pool(connections: u32, limits: &'static str, prepared_for: Arc<PreparedFor>) -> PoolOptions<Postgres> {
    PoolOptions::new()
        .after_connect(move |connection: &mut PgConnection, _| {
            Box::pin(async move {
                says_off(query_scalar(READ_ONLY).fetch_one(&mut *connection)).await?;
                connection.execute(limits).await.map(drop)
            })
        })
        .before_acquire(move |connection: &mut PgConnection, about| {
            let prepared_for = Arc::clone(&prepared_for);
            Box::pin(async move {
                if prepared_for.seen().step == 0 {
                    says_off(query_scalar(READ_ONLY).fetch_one(connection)).await?;
                    return Ok(true);
                }
                let asked = query_as(READ_ONLY_AND_STEP).fetch_one(connection);
                let (read_only, step): (String, i64) = in_time(asked).await?;
                says_off(ready(Ok(read_only))).await?;
                Ok(prepared_for.fits(step, about.age))
            })
        })
        .max_connections(connections)
        .acquire_timeout(TURN_TIMEOUT)
        .test_before_acquire(false)
}

async fn in_time<T>(asked: impl Future<Output = Result<T, sqlx::Error>>) -> Result<T, sqlx::Error> {
    timeout(ANSWERS_WITHIN, asked).await.map_err(|_| io::Error::from(io::ErrorKind::TimedOut))?
}

/// Fails on a standby, and on a server whose administrator has stopped writes.
async fn says_off(asked: impl Future<Output = Result<String, sqlx::Error>>) -> Result<(), sqlx::Error> {
    if in_time(asked).await? == "off" {
        Ok(())
    } else {
        Err(io::Error::other("this server takes no writes").into())
    }
}

/// That a server has become a standby in this very moment is as if it were away.
fn as_away(error: sqlx::Error) -> sqlx::Error {
    const READ_ONLY: &str = "25006";
    const NOT_IN_RECOVERY: &str = "0A000";
    let code = error.as_database_error().and_then(DatabaseError::code);
    if code.is_some_and(|code| code == READ_ONLY || code == NOT_IN_RECOVERY) {
        io::Error::other(format!("this server takes no writes: {error}")).into()
    } else {
        error
    }
}

async fn has_table(connection: &mut PgConnection, name: String) -> Result<bool> {
    let exists = query_scalar("select to_regclass($1) is not null");
    Ok(exists.bind(name).fetch_one(connection).await?)
}

/// How the schema stands to this program's.
async fn known(connection: &mut PgConnection) -> Result<Schema> {
    let back_to = if has_table(connection, schema::COMPATIBILITY.to_owned()).await? {
        query_scalar(schema::BACK_TO).fetch_optional(&mut *connection).await?
    } else {
        None
    };
    let exists = has_table(connection, schema::table().into_owned()).await?;
    schema::known(connection, Dialect::Postgres, exists, back_to).await
}

#[async_trait]
impl Store for PostgresStore {
    async fn read(&self) -> Result<Box<dyn Tx>> {
        Ok(Box::new(self.begin_reading().await?))
    }

    async fn write(&self) -> Result<Box<dyn Tx>> {
        Ok(Box::new(SqlSession::new(
            Transaction::PostgresMember(self.group.begin().await?),
            Arc::clone(&self.shared),
        )))
    }

    /// On a connection of its own, without limits: a step may take its time. The driver holds an advisory lock meanwhile,
    /// so that of several programs one migrates.
    async fn migrate(&self) -> Result<Vec<String>> {
        let mut connection = PgConnection::connect_with(&self.options).await?;
        // The driver asks for its own table each time, and the server would tell that it is there.
        connection.execute("set client_min_messages = warning").await?;
        if known(&mut connection).await? == Schema::Newer {
            connection.close().await?;
            return Ok(Vec::new());
        }
        let exists = has_table(&mut connection, schema::table().into_owned()).await?;
        let applied = schema::migrate(&mut connection, Dialect::Postgres, exists).await?;
        connection.close().await?;
        self.read_old_log().await?;
        Ok(applied)
    }

    async fn schema(&self) -> Result<Schema> {
        let mut connection = self.readers.acquire().await?;
        let schema = known(&mut connection).await?;
        if self.prepared_for.seen().step == 0 && matches!(schema, Schema::Own | Schema::Newer) {
            let (_, step): (String, i64) = query_as(READ_ONLY_AND_STEP).fetch_one(&mut *connection).await?;
            self.prepared_for.seen().step = step;
        }
        Ok(schema)
    }

    async fn check(&self, now: Timestamp, log_after: i64) -> Result<Checked> {
        sql::check(&mut self.begin_reading().await?, now, log_after).await
    }

    /// The server looks after its own files.
    async fn verify(&self) -> Result<Vec<String>> {
        Ok(Vec::new())
    }

    async fn unreadable_rows(&self) -> Result<Vec<UnreadableRow>> {
        sql::unreadable_rows(&mut self.begin_reading().await?).await
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

    fn last_commit_failed(&self) -> bool {
        self.commits.last_failed()
    }

    async fn changed_elsewhere(&self) -> Result<()> {
        let mut listener = self.listener.lock().await;
        // Kept only if all goes well, so that the next call connects anew after a failure.
        let mut listening = match listener.take() {
            Some(listening) => listening,
            None => self.listen().await?,
        };
        // None means that the connection was lost and is back: something may have been missed.
        loop {
            match timeout(ASK_AFTER_SILENCE, listening.try_recv()).await {
                Ok(heard) => break drop(heard?),
                Err(_) => says_off(query_scalar(READ_ONLY).fetch_one(&mut listening)).await?,
            }
        }
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
