//! Bringing a database up to date. Both engines have the same numbered steps, each in its own words.

use std::{borrow::Cow, collections::HashSet};

use sqlx::{
    SqlSafeStr,
    migrate::{Migrate, Migration, MigrationType, Migrator},
};

use crate::{Result, Schema};

/// Once released, a text never changes: its checksum is in every database.
struct Step {
    version: i64,
    name: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

/// The texts of a step, by its name.
macro_rules! step {
    ($version:literal, $name:literal, $file:literal) => {
        Step {
            version: $version,
            name: $name,
            sqlite: include_str!(concat!("../../migrations/sqlite/", $file)),
            postgres: include_str!(concat!("../../migrations/postgres/", $file)),
        }
    };
}

/// In order.
const STEPS: [Step; 42] = [
    step!(1, "first", "0001_first.sql"),
    step!(2, "matching", "0002_matching.sql"),
    step!(3, "ways_and_roster", "0003_ways_and_roster.sql"),
    step!(4, "operation", "0004_operation.sql"),
    step!(5, "reaching_people", "0005_reaching_people.sql"),
    step!(6, "taps", "0006_taps.sql"),
    step!(7, "closing", "0007_closing.sql"),
    step!(8, "endpoints_gone", "0008_endpoints_gone.sql"),
    step!(9, "reading", "0009_reading.sql"),
    step!(10, "open_log", "0010_open_log.sql"),
    step!(11, "audit", "0011_audit.sql"),
    step!(12, "side_by_side", "0012_side_by_side.sql"),
    step!(13, "news", "0013_news.sql"),
    step!(14, "facts", "0014_facts.sql"),
    step!(15, "done_once", "0015_done_once.sql"),
    step!(16, "what_was_said", "0016_what_was_said.sql"),
    step!(17, "sorted", "0017_sorted.sql"),
    step!(18, "reasons", "0018_reasons.sql"),
    step!(19, "people", "0019_people.sql"),
    step!(20, "calls_set_aside", "0020_calls_set_aside.sql"),
    step!(21, "imports", "0021_imports.sql"),
    step!(22, "settings", "0022_settings.sql"),
    step!(23, "posters", "0023_posters.sql"),
    step!(24, "ended_entries", "0024_ended_entries.sql"),
    step!(25, "spot", "0025_spot.sql"),
    step!(26, "invitations", "0026_invitations.sql"),
    step!(27, "last_import", "0027_last_import.sql"),
    step!(28, "decisions", "0028_decisions.sql"),
    step!(29, "follow_ups", "0029_follow_ups.sql"),
    step!(30, "master_tickets", "0030_master_tickets.sql"),
    step!(31, "surges", "0031_surges.sql"),
    step!(33, "reports", "0033_reports.sql"),
    step!(34, "broadcasts", "0034_broadcasts.sql"),
    step!(35, "walls", "0035_walls.sql"),
    step!(36, "paper", "0036_paper.sql"),
    step!(37, "trust_on_paper", "0037_trust_on_paper.sql"),
    step!(42, "actions_said_otherwise", "0042_actions_said_otherwise.sql"),
    step!(43, "slips_come_back", "0043_slips_come_back.sql"),
    step!(44, "waves", "0044_waves.sql"),
    step!(45, "stray_slips", "0045_stray_slips.sql"),
    step!(47, "walls_of_waves", "0047_walls_of_waves.sql"),
    step!(48, "slugs_of_waves", "0048_slugs_of_waves.sql"),
];

#[derive(Debug, Clone, Copy)]
pub(crate) enum Dialect {
    Sqlite,
    Postgres,
}

/// The table in which the driver keeps what was applied.
pub(crate) fn table() -> Cow<'static, str> {
    Migrator::DEFAULT.table_name
}

fn migrator(dialect: Dialect) -> Migrator {
    let migrations = STEPS.map(|Step { version, name, sqlite, postgres }| {
        let text = match dialect {
            Dialect::Sqlite => sqlite,
            Dialect::Postgres => postgres,
        };
        Migration::new(version, name.into(), MigrationType::Simple, text.into_sql_str(), false)
    });
    Migrator::with_migrations(migrations.into())
}

/// What a database says of the programs that may serve it; see migration 12.
pub(crate) const COMPATIBILITY: &str = "schema_compatibility";
pub(crate) const BACK_TO: &str =
    "select back_to from schema_compatibility where step = (select max(version) from _sqlx_migrations)";

/// Applies what is missing, each step in a transaction of its own and one program at a time; answers with the names of
/// those. `exists`: whether [`table`] does.
pub(crate) async fn migrate<C: Migrate>(
    connection: &mut C,
    dialect: Dialect,
    exists: bool,
) -> Result<Vec<String>> {
    let before: HashSet<i64> =
        applied(connection, exists).await?.into_iter().map(|(version, _)| version).collect();
    migrator(dialect).run_direct(None, connection, false).await?;
    let new = STEPS.iter().filter(|step| !before.contains(&step.version));
    Ok(new.map(|step| format!("{:04}_{}", step.version, step.name)).collect())
}

/// `back_to`: the oldest step whose programs may serve the database, as it says itself.
pub(crate) async fn known<C: Migrate>(
    connection: &mut C,
    dialect: Dialect,
    exists: bool,
    back_to: Option<i64>,
) -> Result<Schema> {
    let steps: Vec<_> = migrator(dialect).iter().map(|step| (step.version, step.checksum.to_vec())).collect();
    let applied = applied(connection, exists).await?;
    let last = steps.last().map(|(version, _)| *version);
    Ok(match (steps.strip_prefix(applied.as_slice()), applied.strip_prefix(steps.as_slice())) {
        (Some([]), _) => Schema::Own,
        (Some(_), _) => Schema::Older,
        (None, Some(_)) if back_to.is_some() && back_to <= last => Schema::Newer,
        _ => Schema::Foreign,
    })
}

/// Version and checksum of each step that the database has had.
async fn applied<C: Migrate>(connection: &mut C, exists: bool) -> Result<Vec<(i64, Vec<u8>)>> {
    if !exists {
        return Ok(Vec::new());
    }
    let applied = connection.list_applied_migrations(&table()).await?;
    Ok(applied.into_iter().map(|migration| (migration.version, migration.checksum.into_owned())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_says_how_old_a_program_may_be_that_serves_the_result() {
        for step in STEPS.iter().filter(|step| step.version >= 12) {
            for text in [step.sqlite, step.postgres] {
                assert!(text.contains("schema_compatibility"), "{:04}_{}", step.version, step.name);
            }
        }
    }
}
