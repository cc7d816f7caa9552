//! The contract, kept by `PostgreSQL`; and what only a server can be asked.
//!
//! `ELBOW_TEST_POSTGRES` is the address of a server on which databases may be made, without a database and with a slash
//! at the end: `script/postgres` starts one and sets it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops there")]

mod contract;

use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use contract::{
    Engine,
    hospital::{Hospital, tag},
};
use sqlx::{AssertSqlSafe, Connection, PgConnection, query, query_as, query_scalar, raw_sql};
use store::{Error, PostgresStore, Store, Turn, Work};
use tokio::{sync::OnceCell, time::timeout};

/// A database of its own for every test, copied from one that is migrated.
struct Database {
    store: Arc<PostgresStore>,
    url: String,
}

impl Database {
    async fn start() -> Self {
        static TEMPLATE: OnceCell<String> = OnceCell::const_new();
        let template = TEMPLATE
            .get_or_init(async || {
                let template = Self::create("template0").await;
                template.store.migrate().await.unwrap();
                template.store.close().await;
                template.url
            })
            .await;
        let (_, template) = template.rsplit_once('/').unwrap();
        Self::create(template).await
    }

    async fn empty() -> Self {
        Self::create("template0").await
    }

    async fn create(template: &str) -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let server = server();
        let name = format!("story_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        let mut connection = PgConnection::connect(&format!("{server}postgres")).await.unwrap();
        let create = format!("create database {name} template {template}");
        raw_sql(AssertSqlSafe(create)).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        let url = format!("{server}{name}");
        Self { store: Arc::new(Self::open(&url).await), url }
    }

    async fn open(url: &str) -> PostgresStore {
        PostgresStore::open(&url.parse().unwrap()).await.unwrap()
    }

    /// Another program on the same database.
    async fn another(&self) -> PostgresStore {
        Self::open(&self.url).await
    }

    async fn connect(&self) -> PgConnection {
        PgConnection::connect(&self.url).await.unwrap()
    }
}

fn server() -> String {
    std::env::var("ELBOW_TEST_POSTGRES").unwrap()
}

#[async_trait]
impl Engine for Database {
    fn store(&self) -> Arc<dyn Store> {
        self.store.clone()
    }

    async fn execute(&self, sql: &str) -> Result<(), sqlx::Error> {
        raw_sql(AssertSqlSafe(sql.to_owned())).execute(&mut self.connect().await).await.map(drop)
    }

    fn id(&self, digits: &str) -> String {
        format!("'{digits}'::uuid")
    }

    fn bytes(&self, digits: &str) -> String {
        format!("'\\x{digits}'::bytea")
    }

    async fn damage(&self, sql: &str) {
        let without_checks = "do $$ declare name record; begin
             for name in select conrelid::regclass as table_name, conname from pg_constraint
                 where contype = 'c' and connamespace = 'public'::regnamespace loop
                 execute format('alter table %s drop constraint %I', name.table_name, name.conname);
             end loop;
         end $$;
         set session_replication_role = replica;";
        self.execute(&format!("{without_checks} {sql}")).await.unwrap();
    }
}

contract::stories!(Database::start, ignore = "needs a server: script/test store");

#[tokio::test]
#[ignore = "needs a server: script/test store"]
async fn an_empty_database_says_which_migrations_it_needed_and_only_once() {
    let database = Database::empty().await;
    assert!(!database.store.is_migrated().await.unwrap());
    let applied = database.store.migrate().await.unwrap();
    assert_eq!(applied.first().map(String::as_str), Some("0001_first"));
    assert!(database.store.is_migrated().await.unwrap());
    assert!(database.store.migrate().await.unwrap().is_empty());
}

#[tokio::test]
#[ignore = "needs a server: script/test store"]
async fn a_database_with_rows_of_every_kind_is_brought_up_to_date_under_open_connections() {
    let database = Database::empty().await;
    let mut connection = database.connect().await;
    contract::migrations::older("postgres").run_direct(None, &mut connection, false).await.unwrap();
    database.execute(&contract::older::rows(&database, 0)).await.unwrap();
    let applied = database.store.migrate().await.unwrap();
    assert_eq!(applied.first().map(String::as_str), Some("0010_open_log"));
    contract::older::are_read(&database, 1).await;
    let rows = contract::older::rows(&database, 1);
    raw_sql(AssertSqlSafe(rows)).execute(&mut connection).await.unwrap();
    contract::older::are_read(&database, 2).await;
}

/// The connections of the program, by the numbers of their servers.
async fn servers(database: &Database) -> BTreeSet<i32> {
    let sql =
        "select pid from pg_stat_activity where application_name = 'elbow' and datname = current_database()";
    let servers: Vec<i32> = query_scalar(sql).fetch_all(&mut database.connect().await).await.unwrap();
    servers.into_iter().collect()
}

/// Three who read and one who writes, at the same time.
async fn work(store: &PostgresStore, hospital: &Hospital) {
    let mut reading = Vec::new();
    for _ in 0..3 {
        let mut session = store.read().await.unwrap();
        session.list_tags().await.unwrap();
        reading.push(session);
    }
    let mut session = store.write().await.unwrap();
    session.put_tag(&tag(hospital.epma, "epma", "ePMA")).await.unwrap();
    session.list_tags().await.unwrap();
    session.commit().await.unwrap();
}

#[tokio::test]
#[ignore = "needs a server: script/test store"]
async fn connections_from_before_a_newer_program_changed_the_tables_are_closed_once() {
    let database = Database::start().await;
    let hospital = Hospital::open(&*database.store).await;
    assert!(database.store.is_migrated().await.unwrap());
    work(&database.store, &hospital).await;
    let before = servers(&database).await;
    assert_eq!(before.len(), 4);
    work(&database.store, &hospital).await;
    assert_eq!(servers(&database).await, before, "they stay");
    let newer = "alter table tag add column added bigint;
         insert into _sqlx_migrations (version, description, success, checksum, execution_time)
         values (900, 'added', true, '\\x00'::bytea, 0);
         insert into schema_compatibility (step, back_to) values (900, 12);";
    database.execute(newer).await.unwrap();
    work(&database.store, &hospital).await;
    let after = timeout(Duration::from_secs(5), async {
        loop {
            let now = servers(&database).await;
            if now.is_disjoint(&before) {
                break now;
            }
        }
    });
    let after = after.await.unwrap();
    work(&database.store, &hospital).await;
    assert_eq!(servers(&database).await, after, "and these stay");
}

#[tokio::test]
#[ignore = "needs a server: script/test store"]
async fn two_programs_that_start_together_migrate_once() {
    let database = Database::empty().await;
    let other = database.another().await;
    let (first, second) = tokio::join!(database.store.migrate(), other.migrate());
    let applied = first.unwrap().len().max(second.unwrap().len());
    assert!(applied > 0);
    assert!(database.store.is_migrated().await.unwrap() && other.is_migrated().await.unwrap());
}

#[tokio::test]
#[ignore = "needs a server: script/test store"]
async fn two_programs_write_one_log_without_gaps() {
    let database = Database::start().await;
    let hospital = Arc::new(Hospital::open(&*database.store).await);
    let mut asking = tokio::task::JoinSet::new();
    for node in 0..2 {
        let (store, hospital) = (Arc::new(database.another().await), hospital.clone());
        asking.spawn(async move {
            for number in 1..=25 {
                hospital.ask(&*store, node * 100 + number).await;
            }
        });
    }
    asking.join_all().await;
    let mut session = database.store.read().await.unwrap();
    let events = session.list_events_after(0, 100).await.unwrap();
    assert_eq!(events.iter().map(|event| event.sequence).collect::<Vec<_>>(), (1..=50).collect::<Vec<_>>());
}

#[tokio::test]
#[ignore = "needs a server: script/test store"]
async fn what_one_program_writes_another_hears() {
    let database = Database::start().await;
    let other = database.another().await;
    let hospital = Hospital::open(&*database.store).await;
    let heard = timeout(Duration::from_secs(10), other.changed_elsewhere());
    let ask = async {
        // The other may not listen yet, and nobody repeats what it missed.
        for number in 1.. {
            hospital.ask(&*database.store, number).await;
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::select! {
        heard = heard => heard.unwrap().unwrap(),
        () = ask => unreachable!("it asks for ever"),
    }
    other.close().await;
}

#[tokio::test]
#[ignore = "needs a server: script/test store"]
async fn a_program_that_stops_in_the_middle_of_a_write_does_not_hold_up_the_others() {
    let database = Database::start().await;
    let hospital = Hospital::open(&*database.store).await;
    let stuck = database.another().await;
    let mut session = stuck.write().await.unwrap();
    session.put_tag(&tag(hospital.epma, "epma", "Half written")).await.unwrap();

    timeout(Duration::from_secs(8), hospital.ask(&*database.store, 1)).await.unwrap();
    let late = session.commit().await;
    assert!(matches!(late, Err(Error::Unavailable(_))), "{late:?}");
    let tags = database.store.read().await.unwrap().list_tags().await.unwrap();
    assert!(tags.iter().all(|tag| tag.name != "Half written"));
}

#[tokio::test]
#[ignore = "needs a server: script/test store"]
async fn a_lost_connection_is_no_commit_and_is_got_over() {
    let database = Database::start().await;
    let hospital = Hospital::open(&*database.store).await;
    let mut session = database.store.write().await.unwrap();
    session
        .add_ticket(&hospital.new_ticket(1, hospital.request(1), contract::hospital::at(1)))
        .await
        .unwrap();
    // As a server does that is restarted hard: every connection ends.
    query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'elbow' and datname = current_database()")
        .execute(&mut database.connect().await)
        .await
        .unwrap();
    let lost = session.commit().await;
    assert!(matches!(lost, Err(Error::Unavailable(_))), "{lost:?}");

    assert!(database.store.read().await.unwrap().list_open_tickets().await.unwrap().is_empty());
    hospital.ask(&*database.store, 2).await;
}

#[tokio::test]
#[ignore = "needs a server: script/test store"]
async fn work_goes_to_another_program_when_the_first_falls_silent_or_stops() {
    let database = Database::start().await;
    let other = database.another().await;
    let short = Duration::from_millis(300);
    let Turn::Ours(first) = database.store.take_turn(Work::Dispatch, None, short).await.unwrap() else {
        panic!("nobody had it")
    };
    let Turn::Theirs(left) = other.take_turn(Work::Dispatch, None, short).await.unwrap() else {
        panic!("it was given out twice")
    };
    assert!(left <= short);
    assert!(matches!(other.take_turn(Work::Alerts, None, short).await.unwrap(), Turn::Ours(_)));

    tokio::time::sleep(short).await;
    let kept = database.store.take_turn(Work::Dispatch, Some(first), short).await.unwrap();
    assert_eq!(kept, Turn::Ours(first), "late, but nobody else has asked");
    tokio::time::sleep(short).await;
    let Turn::Ours(second) = other.take_turn(Work::Dispatch, None, short).await.unwrap() else {
        panic!("the first was silent for too long")
    };
    let late = database.store.take_turn(Work::Dispatch, Some(first), short).await.unwrap();
    assert!(matches!(late, Turn::Theirs(_)), "{late:?}");

    other.give_back(second).await.unwrap();
    let back = database.store.take_turn(Work::Dispatch, None, short).await.unwrap();
    assert!(matches!(back, Turn::Ours(_)), "{back:?}");
}

#[tokio::test]
#[ignore = "needs a server: script/test store"]
async fn a_program_that_was_held_up_cannot_write_what_it_decided_before() {
    let database = Database::start().await;
    let other = database.another().await;
    let turn = database.store.take_turn(Work::Dispatch, None, Duration::ZERO).await.unwrap();
    let Turn::Ours(first) = turn else { panic!("nobody had it") };
    database.store.write().await.unwrap().confirm(first).await.unwrap();

    let turn = other.take_turn(Work::Dispatch, None, Duration::from_mins(1)).await.unwrap();
    let Turn::Ours(second) = turn else { panic!("its time was over") };
    let late = database.store.write().await.unwrap().confirm(first).await;
    assert!(matches!(late, Err(Error::LeaseLost)), "{late:?}");
    other.write().await.unwrap().confirm(second).await.unwrap();
}

#[tokio::test]
#[ignore = "needs a server: script/test store"]
async fn each_stored_column_is_described() {
    let database = Database::start().await;
    let columns = "select table_name::text, column_name::text from information_schema.columns where table_schema = 'public'";
    let stored = query_as(columns).fetch_all(&mut database.connect().await).await.unwrap();
    contract::columns::are_described("PostgreSQL", stored);
}
