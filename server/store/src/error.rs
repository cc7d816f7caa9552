//! What can go wrong with a database.

use std::{path::PathBuf, sync::Arc};

#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database is away, full, locked, or chose another transaction. Nothing was kept unless the commit itself was
    /// cut off, and then it was kept whole or not at all; the same may well succeed a little later.
    #[error("the database is not available: {0}")]
    Unavailable(#[source] Arc<sqlx::Error>),
    /// The database refused what it was told: a constraint that code should have kept, for one.
    #[error("the database failed: {0}")]
    Database(#[source] Arc<sqlx::Error>),
    #[error("a migration failed: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A stored value is not what its column may hold.
    #[error("{table}.{column} of row {row} is not valid: {reason}")]
    Corrupt { table: &'static str, column: &'static str, row: String, reason: String },
    /// A stored word is none of this program's, but may be a newer one's that shares the database.
    #[error("{table}.{column} of row {row} is a word that this version does not know")]
    Newer { table: &'static str, column: &'static str, row: String },
    /// Somebody changed the row since it was read; read again and decide again.
    #[error("the row has changed since it was read")]
    Stale,
    /// A value that must be unique is already there.
    #[error("{0} is already in use")]
    Duplicate(&'static str),
    /// Nothing was committed, since a statement before had failed.
    #[error("nothing was committed: a statement before had failed")]
    RolledBack,
    /// Another program does this work now; what was decided is not written.
    #[error("another program has taken over")]
    LeaseLost,
    /// An embedded database has one program that serves.
    #[error(
        "Another `elbow` already serves {}. Stop that one first; several can serve one PostgreSQL database.",
        .0.display()
    )]
    InService(PathBuf),
    /// What lies where the database should be is none of Elbow's. It stays as it is.
    #[error("{} cannot be used as the database: {reason}. It was left as it is.", .path.display())]
    NotOurs { path: PathBuf, reason: String },
    /// The last event has the highest number that there is, which no program gave it.
    #[error("the event log has no number left for another event: its last row is damaged")]
    LogIsFull,
    #[error("{} cannot be locked: {reason}", .path.display())]
    Lock { path: PathBuf, reason: std::io::Error },
}

impl Error {
    /// It is about the rows at hand, and not about the database: whoever does without them can go on.
    pub const fn is_of_some_row(&self) -> bool {
        matches!(
            self,
            Self::Corrupt { .. }
                | Self::Newer { .. }
                | Self::Database(_)
                | Self::Duplicate(_)
                | Self::RolledBack
        )
    }
}

/// What was found, for whoever does as well without it: none, too, if it cannot be read.
///
/// # Errors
/// All others.
pub fn if_readable<T>(found: Result<Option<T>>) -> Result<Option<T>> {
    match found {
        Err(Error::Corrupt { .. } | Error::Newer { .. }) => Ok(None),
        found => found,
    }
}

pub type Result<T, E = Error> = std::result::Result<T, E>;
