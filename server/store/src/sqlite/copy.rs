//! Copies of a file, made while a program writes to it, and what can be said of a file that nobody uses.

use std::{path::Path, sync::Arc};

use domain::{Timestamp, pack::LEAP};
use sqlx::{
    Connection, SqliteConnection, query, query_scalar,
    sqlite::{SqliteConnectOptions, SqliteSynchronous},
};

use super::{BUSY_TIMEOUT, damage, has_migrations, known, pool};
use crate::{
    LogMark, Result, Schema,
    sql::{self, SqlSession, Transaction},
};

/// Writes what the database at `from` holds at this moment to `to`, which must be empty or not there. Whoever serves
/// `from` goes on meanwhile.
///
/// # Errors
/// [`crate::Error::Unavailable`] or [`crate::Error::Database`]; what is at `to` then is of no use.
pub async fn copy(from: &Path, to: &Path) -> Result<()> {
    let options = SqliteConnectOptions::new()
        .filename(from)
        .busy_timeout(BUSY_TIMEOUT)
        .synchronous(SqliteSynchronous::Full);
    let mut connection = SqliteConnection::connect_with(&options).await?;
    query("vacuum into $1").bind(to.to_string_lossy().into_owned()).execute(&mut connection).await?;
    Ok(connection.close().await?)
}

/// Leaves out numbers of slips in a file that nobody uses: after it was copied packs may have been printed that it does not know.
///
/// # Errors
/// [`crate::Error::Database`].
pub async fn leap_slips(path: &Path) -> Result<()> {
    let options = SqliteConnectOptions::new().filename(path).synchronous(SqliteSynchronous::Full);
    let mut connection = SqliteConnection::connect_with(&options).await?;
    let has = "select count(*) from sqlite_schema where type = 'table' and name = $1";
    let has_table = async |connection: &mut SqliteConnection, name: &'static str| {
        query_scalar::<_, u32>(has).bind(name).fetch_one(connection).await.map(|count| count > 0)
    };
    if has_table(&mut connection, "slip_number").await? {
        query("update slip_number set latest = latest + $1").bind(LEAP).execute(&mut connection).await?;
    } else if has_table(&mut connection, "paper_slip").await? {
        // An older program wrote it. This slip is of no pack, and is forgotten with the next.
        let sql = "insert into paper_slip (number, ward, reserved_at)
                   select number + $1, ward, 0 from paper_slip order by number desc limit 1";
        query(sql).bind(LEAP).execute(&mut connection).await?;
    }
    Ok(connection.close().await?)
}

/// What a file holds, and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Examined {
    pub tickets: u32,
    pub events: u32,
    pub last_event_at: Option<Timestamp>,
    /// The last hash of the log.
    pub log_mark: Option<LogMark>,
    /// Sentences; none if it can be used.
    pub problems: Vec<String>,
}

/// Reads all of a file that nobody writes to: its pages, its rows, and the promises as things stood when it was written.
///
/// # Errors
/// [`crate::Error::Database`] if it is not a database.
pub async fn examine(path: &Path) -> Result<Examined> {
    // Immutable: nothing is made beside it.
    let options = SqliteConnectOptions::new().filename(path).read_only(true).immutable(true);
    let pool = pool(1).connect_with(options).await?;
    let mut connection = pool.acquire().await?;
    let mut problems = damage(&mut connection).await?;
    let known =
        if has_migrations(&mut connection).await? { known(&mut connection).await? } else { Schema::Foreign };
    if known == Schema::Foreign {
        problems.push("It is not a database of Elbow's, or one of a newer version.".to_owned());
        return Ok(Examined { tickets: 0, events: 0, last_event_at: None, log_mark: None, problems });
    }
    let last: Option<i64> = query_scalar("select max(at) from event").fetch_one(&mut *connection).await?;
    let last_event_at = last.map(Timestamp::from_millis);
    let count = |text: &'static str| query_scalar::<_, u32>(text);
    let tickets = count("select count(*) from ticket").fetch_one(&mut *connection).await?;
    let events = count("select count(*) from event").fetch_one(&mut *connection).await?;
    drop(connection);
    let mut log_mark = None;
    if known != Schema::Older {
        let transaction = Transaction::Sqlite(pool.begin().await?);
        let mut session = SqlSession::new(transaction, Arc::default());
        let then = last_event_at.unwrap_or(Timestamp::from_millis(0));
        let checked = sql::check(&mut session, then, 0).await?;
        problems.extend(checked.broken);
        log_mark = checked.log_mark;
    }
    pool.close().await;
    Ok(Examined { tickets, events, last_event_at, log_mark, problems })
}
