//! What can go wrong with a database.

#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database did not do as told: gone, full, locked, or a constraint that code should have kept.
    #[error("the database failed: {0}")]
    Database(#[from] sqlx::Error),
    #[error("a migration failed: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A stored value is not what its column may hold.
    #[error("{table}.{column} of row {row} is not valid: {reason}")]
    Corrupt { table: &'static str, column: &'static str, row: String, reason: String },
    /// Somebody changed the row since it was read; read again and decide again.
    #[error("the row has changed since it was read")]
    Stale,
    /// A value that must be unique is already there.
    #[error("{0} is already in use")]
    Duplicate(&'static str),
}

pub type Result<T, E = Error> = std::result::Result<T, E>;
