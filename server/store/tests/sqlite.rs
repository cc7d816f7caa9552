//! The contract, kept by `SQLite`; and what only a file can be asked.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops there")]

mod contract;
mod plans;

use std::{path::PathBuf, sync::Arc};

use async_trait::async_trait;
use contract::{
    Engine,
    hospital::{Hospital, at, tag},
};
use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, SqliteConnection, query_as, raw_sql,
    sqlite::SqliteConnectOptions,
};
use store::{
    Error, Schema, SqliteStore, Store,
    sqlite::{self, Examined},
};
use tempfile::TempDir;

struct Sqlite {
    store: Arc<SqliteStore>,
    folder: TempDir,
}

impl Sqlite {
    /// A migrated database of its own.
    async fn start() -> Self {
        let database = Self::empty().await;
        database.store.migrate().await.unwrap();
        database
    }

    async fn empty() -> Self {
        plans::listen();
        let folder = tempfile::tempdir().unwrap();
        let store = Arc::new(SqliteStore::open(&folder.path().join("elbow.db")).await.unwrap());
        Self { store, folder }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("elbow.db")
    }

    async fn connect(&self, checks_off: bool) -> Result<SqliteConnection, sqlx::Error> {
        let mut options = SqliteConnectOptions::new()
            .filename(self.path())
            .foreign_keys(!checks_off)
            .disable_statement_logging();
        if checks_off {
            options = options.pragma("ignore_check_constraints", "on");
        }
        SqliteConnection::connect_with(&options).await
    }

    async fn execute(&self, sql: String, checks_off: bool) -> Result<(), sqlx::Error> {
        let mut connection = self.connect(checks_off).await?;
        let done = raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await.map(drop);
        connection.close().await?;
        done
    }
}

#[async_trait]
impl Engine for Sqlite {
    fn store(&self) -> Arc<dyn Store> {
        self.store.clone()
    }

    async fn execute(&self, sql: &str) -> Result<(), sqlx::Error> {
        self.execute(sql.to_owned(), false).await
    }

    async fn damage(&self, sql: &str) {
        let without_triggers = "drop trigger if exists event_is_never_changed;
             drop trigger if exists event_is_never_deleted;";
        let sql = format!("{without_triggers} {sql}");
        self.execute(sql, true).await.unwrap();
    }

    fn id(&self, digits: &str) -> String {
        self.bytes(digits)
    }

    fn bytes(&self, digits: &str) -> String {
        format!("x'{digits}'")
    }

    async fn close(&self) {
        self.store.close().await;
        let options = SqliteConnectOptions::new().filename(self.path()).disable_statement_logging();
        let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
        let broken = plans::judge(&mut connection).await;
        assert_eq!(broken, Vec::<String>::new(), "what reads more with every day");
    }
}

contract::stories!(Sqlite::start);

#[tokio::test]
async fn an_empty_file_says_which_migrations_it_needed_and_only_once() {
    let database = Sqlite::empty().await;
    assert!(!database.store.is_migrated().await.unwrap());
    let migrations = database.store.migrate().await.unwrap();
    assert_eq!(migrations[..3], ["0001_first", "0002_matching", "0003_ways_and_roster"]);
    assert!(database.store.is_migrated().await.unwrap());
    assert!(database.store.migrate().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_database_with_rows_of_every_kind_is_brought_up_to_date_under_open_connections() {
    let database = Sqlite::empty().await;
    let mut connection = database.connect(false).await.unwrap();
    contract::migrations::older("sqlite").run_direct(None, &mut connection, false).await.unwrap();
    database.execute(contract::older::rows(&database, 0), false).await.unwrap();
    assert_eq!(database.store.verify().await.unwrap(), Vec::<String>::new());

    let applied = database.store.migrate().await.unwrap();
    assert_eq!(applied.first().map(String::as_str), Some("0010_open_log"));
    // Every page, index, reference and check.
    assert_eq!(database.store.verify().await.unwrap(), Vec::<String>::new());
    contract::older::are_read(&database, 1).await;
    // One that was open all the time writes on, as an older program does, and is held to the new checks and triggers.
    raw_sql(AssertSqlSafe(contract::older::rows(&database, 1))).execute(&mut connection).await.unwrap();
    contract::older::are_read(&database, 2).await;
    let word = "insert into event (sequence, subject, subject_id, at, actor, kind, body)
                values (9, 'No word', zeroblob(16), 1, 'engine', 'asked', '{}')";
    assert!(raw_sql(word).execute(&mut connection).await.is_err());
    let ids: i64 = sqlx::query_scalar("select count(distinct id) from sign_in where length(id) = 16")
        .fetch_one(&mut connection)
        .await
        .unwrap();
    assert_eq!(ids, 4, "every session has an id, whoever made it");
    connection.close().await.unwrap();
    assert_eq!(database.store.verify().await.unwrap(), Vec::<String>::new());
    database.store.close().await;
}

#[tokio::test]
async fn a_schema_from_a_newer_program_is_not_ours() {
    let database = Sqlite::start().await;
    database
        .damage(
            "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
             values (9999, 'later', true, x'00', 0)",
        )
        .await;
    assert!(!database.store.is_migrated().await.unwrap());
    assert!(matches!(database.store.migrate().await, Err(Error::Migration(_))));
}

#[tokio::test]
async fn a_newer_schema_that_only_adds_is_served_and_left_as_it_is() {
    let database = Sqlite::start().await;
    for (back_to, schema) in [(12, Schema::Newer), (9999, Schema::Foreign)] {
        database
            .damage(&format!(
                "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
                 values (9999, 'later', true, x'00', 0) on conflict do nothing;
                 insert or replace into schema_compatibility (step, back_to) values (9999, {back_to});"
            ))
            .await;
        assert_eq!(database.store.schema().await.unwrap(), schema);
        assert_eq!(database.store.is_migrated().await.unwrap(), schema == Schema::Newer);
        assert_eq!(database.store.migrate().await.ok(), (schema == Schema::Newer).then(Vec::new));
    }
}

#[tokio::test]
async fn what_was_committed_is_there_when_the_file_is_opened_again() {
    let database = Sqlite::start().await;
    let hospital = Hospital::open(&*database.store).await;
    let asked = hospital.ask(&*database.store, 1).await;
    database.store.close().await;

    let again = SqliteStore::open(&database.path()).await.unwrap();
    assert!(again.is_migrated().await.unwrap());
    let found = again.read().await.unwrap().lookup_ticket(asked.id).await.unwrap();
    assert_eq!(found, Some(asked));
    again.close().await;
}

#[tokio::test]
async fn a_second_program_on_the_same_file_is_refused_until_the_first_has_stopped() {
    let database = Sqlite::start().await;
    let second = SqliteStore::open(&database.path()).await.unwrap();
    database.store.enter_service().await.unwrap();
    let refused = second.enter_service().await.unwrap_err();
    assert!(refused.to_string().starts_with("Another `elbow` already serves "), "{refused}");
    // What does not serve may look and write meanwhile: doctor, for one.
    assert!(second.is_migrated().await.unwrap());

    database.store.close().await;
    second.enter_service().await.unwrap();
    second.close().await;
}

#[tokio::test]
async fn tables_are_not_changed_under_a_program_that_serves() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("elbow.db");
    let serving = SqliteStore::open(&path).await.unwrap();
    serving.enter_service().await.unwrap();

    let newer = SqliteStore::open(&path).await.unwrap();
    let refused = newer.migrate().await.unwrap_err();
    assert!(matches!(refused, Error::InService(_)), "{refused}");

    serving.close().await;
    assert!(!newer.migrate().await.unwrap().is_empty());
    newer.close().await;
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("wards.csv");
    std::fs::write(&path, "code,name,site\n".repeat(100)).unwrap();
    assert!(matches!(SqliteStore::open(&path).await, Err(Error::NotOurs { .. })));
}

#[tokio::test]
async fn a_copy_is_made_while_the_program_goes_on_and_says_what_it_holds() {
    let database = Sqlite::start().await;
    let hospital = Hospital::open(&*database.store).await;
    hospital.ask(&*database.store, 1).await;
    let to = database.folder.path().join("copy.db");
    let mut writing = database.store.write().await.unwrap();
    writing.put_tag(&tag(hospital.epma, "epma", "Never committed")).await.unwrap();
    sqlite::copy(&database.path(), &to).await.unwrap();
    drop(writing);
    hospital.ask(&*database.store, 2).await;

    let found = sqlite::examine(&to).await.unwrap();
    let kept = store::LogMark { sequence: 1, hash: found.log_mark.clone().unwrap().hash };
    assert!(database.store.read().await.unwrap().has_log_mark(&kept).await.unwrap());
    let expected = Examined {
        tickets: 1,
        events: 1,
        last_event_at: Some(at(1)),
        log_mark: Some(kept),
        problems: Vec::new(),
    };
    assert_eq!(found, expected);
    assert!(sqlite::copy(&database.path(), &to).await.is_err(), "a copy overwrites nothing");
    let copy = SqliteStore::open(&to).await.unwrap();
    assert!(copy.is_migrated().await.unwrap());
    copy.close().await;
}

#[tokio::test]
async fn damage_is_found_in_a_file_and_in_its_copy() {
    let database = Sqlite::start().await;
    let hospital = Hospital::open(&*database.store).await;
    hospital.ask(&*database.store, 1).await;
    assert!(database.store.verify().await.unwrap().is_empty());
    database.damage("update ticket set ward = zeroblob(16)").await;
    let sentence = "Rows of ticket refer to what is not there.";
    assert_eq!(database.store.verify().await.unwrap(), [sentence]);
    let to = database.folder.path().join("copy.db");
    sqlite::copy(&database.path(), &to).await.unwrap();
    assert_eq!(sqlite::examine(&to).await.unwrap().problems, [sentence]);
}

#[tokio::test]
async fn a_database_of_somebody_elses_is_told_from_ours() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("theirs.db");
    let options = SqliteConnectOptions::new().filename(&path).create_if_missing(true);
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    raw_sql("create table ticket (id integer)").execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    let found = sqlite::examine(&path).await.unwrap();
    assert_eq!(found.problems, ["It is not a database of Elbow's, or one of a newer version."]);
}

#[tokio::test]
async fn each_stored_column_is_described() {
    let database = Sqlite::start().await;
    let mut connection = database.connect(false).await.unwrap();
    let stored = query_as(
        "select m.name, c.name from sqlite_schema m, pragma_table_info(m.name) c
         where m.type = 'table' and m.name not like 'sqlite\\_%' escape '\\'",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    contract::columns::are_described("SQLite", stored);
}
