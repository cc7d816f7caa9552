//! Databases as an older program left them.

use std::{fs, path::Path};

use sqlx::{
    AssertSqlSafe, SqlSafeStr,
    migrate::{Migration, MigrationType, Migrator},
};

/// The first nine steps, for the engine whose folder of migrations has this name.
pub(crate) fn older(engine: &str) -> Migrator {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(engine);
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let steps = (1..).zip(files).take(9).map(|(version, file)| {
        let name = file.file_stem().unwrap().to_str().unwrap()["0001_".len()..].to_owned();
        let text = AssertSqlSafe(fs::read_to_string(file).unwrap()).into_sql_str();
        Migration::new(version, name.into(), MigrationType::Simple, text, false)
    });
    Migrator::with_migrations(steps.collect())
}
