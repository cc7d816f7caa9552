//! How many commits a second Elbow keeps, beside what a bare loop keeps on the same disk: one connection that inserts a row
//! and commits, again and again.

#![expect(clippy::unwrap_used, reason = "what cannot go on stops there, and says why")]

use std::time::Duration;

use futures::future::join_all;
use sqlx::{
    Connection, Executor, PgConnection, SqliteConnection, query,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use tokio::time::Instant;

use crate::outside::{
    client::Proxy,
    hospital::{Engine, Hospital, Place, Size},
    program::{Node, Program},
};

const FOR: Duration = Duration::from_secs(5);
/// People who say where they are, all the time.
const PEOPLE: usize = 64;
const SIZE: Size = Size { wards: 10, tags: 1, responders: PEOPLE, devices: 0, knows: |_, _| true };

/// Steps that were answered with success, each a commit of its own to whoever waits for it, in a second.
pub(crate) async fn kept(engine: Engine) -> f64 {
    let hospital = Hospital::open(engine, SIZE).await;
    let node = Node::anywhere().await;
    let _program = Program::start(&hospital.place, &node).await;
    let proxy = Proxy::new(&[node], Duration::from_secs(30));
    let first = proxy.client(&hospital.responders[0].cookie);
    let page: app::screens::my_jobs::MyJobsPage = first.get_json("/me.json").await.unwrap().json();
    let wards: Vec<String> = page.wards.into_iter().map(|ward| ward.value).collect();
    let began = Instant::now();
    let people = hospital.responders.iter().map(|responder| {
        let (client, wards) = (proxy.client(&responder.cookie), &wards);
        async move {
            let mut steps = 0;
            while began.elapsed() < FOR {
                let ward = wards[steps % wards.len()].as_str();
                assert_eq!(client.post("/me/place", &[("ward", ward)]).await.unwrap().status, 303);
                steps += 1;
            }
            steps
        }
    });
    let steps: usize = join_all(people).await.into_iter().sum();
    a_second(steps, began)
}

/// An empty database that keeps what is committed, as Elbow's own does.
pub(crate) async fn bare_sqlite(place: &Place) -> SqliteConnection {
    let options = SqliteConnectOptions::new()
        .filename(place.file("bare.db"))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full);
    SqliteConnection::connect_with(&options).await.unwrap()
}

pub(crate) async fn bare(engine: Engine) -> f64 {
    let place = Place::new(engine).await;
    let table = "create table bare (number integer not null primary key, body text not null)";
    let insert = "insert into bare (number, body) values ($1, $2)";
    let body = "x".repeat(200);
    let mut commits = 0;
    match engine {
        Engine::Sqlite => {
            let mut connection = bare_sqlite(&place).await;
            connection.execute(table).await.unwrap();
            let began = Instant::now();
            while began.elapsed() < FOR {
                let mut transaction = connection.begin_with("begin immediate").await.unwrap();
                query(insert).bind(commits).bind(&body).execute(&mut *transaction).await.unwrap();
                transaction.commit().await.unwrap();
                commits += 1;
            }
            a_second(usize::try_from(commits).unwrap(), began)
        }
        Engine::Postgres => {
            let mut connection = PgConnection::connect(&place.database).await.unwrap();
            connection.execute(table).await.unwrap();
            let began = Instant::now();
            while began.elapsed() < FOR {
                let mut transaction = connection.begin().await.unwrap();
                query(insert).bind(commits).bind(&body).execute(&mut *transaction).await.unwrap();
                transaction.commit().await.unwrap();
                commits += 1;
            }
            a_second(usize::try_from(commits).unwrap(), began)
        }
    }
}

fn a_second(count: usize, since: Instant) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "some thousands")]
    let count = count as f64;
    count / since.elapsed().as_secs_f64()
}
