//! Bringing a file's schema up to date.

use std::collections::HashSet;

use sqlx::{
    SqlSafeStr, SqliteConnection, SqlitePool,
    migrate::{Migrate, Migration, MigrationType, Migrator},
    query_scalar,
};

use crate::Result;

/// Version, name and text, in order. Once released, a text never changes.
const MIGRATIONS: [(i64, &str, &str); 2] = [
    (1, "first", include_str!("../../migrations/sqlite/0001_first.sql")),
    (2, "matching", include_str!("../../migrations/sqlite/0002_matching.sql")),
];

fn migrator() -> Migrator {
    let migrations = MIGRATIONS.map(|(version, name, text)| {
        Migration::new(version, name.into(), MigrationType::Simple, text.into_sql_str(), false)
    });
    Migrator::with_migrations(migrations.into())
}

/// Applies what is missing, each migration in a transaction of its own; answers with the names of those.
pub(super) async fn migrate(writer: &SqlitePool) -> Result<Vec<String>> {
    let mut connection = writer.acquire().await?;
    let before: HashSet<i64> =
        applied(&mut connection).await?.into_iter().map(|(version, _)| version).collect();
    migrator().run_direct(None, &mut *connection, false).await?;
    let new = MIGRATIONS.iter().filter(|(version, ..)| !before.contains(version));
    Ok(new.map(|(version, name, _)| format!("{version:04}_{name}")).collect())
}

/// Whether exactly the known migrations are there, unchanged.
pub(super) async fn is_migrated(readers: &SqlitePool) -> Result<bool> {
    let mut connection = readers.acquire().await?;
    let known: Vec<_> = migrator().iter().map(|known| (known.version, known.checksum.to_vec())).collect();
    Ok(applied(&mut connection).await? == known)
}

/// Version and checksum of each migration that the file has had.
async fn applied(connection: &mut SqliteConnection) -> Result<Vec<(i64, Vec<u8>)>> {
    let table = Migrator::DEFAULT.table_name;
    let exists: bool = query_scalar("select exists (select 1 from sqlite_schema where name = $1)")
        .bind(table.as_ref())
        .fetch_one(&mut *connection)
        .await?;
    if !exists {
        return Ok(Vec::new());
    }
    let applied = connection.list_applied_migrations(&table).await?;
    Ok(applied.into_iter().map(|migration| (migration.version, migration.checksum.into_owned())).collect())
}
