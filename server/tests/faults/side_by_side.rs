//! F21. Nodes are brought up to date one after the other: a newer program has migrated and writes what this one does not
//! know, while this one goes on. The newer one is played by the SQL that it would run: a further step of the schema, one
//! that only adds; a build with files of its own; events, alerts and calls with words of its own. Both answer, each has the
//! files of the other's pages, nothing is lost. A step that takes something away is another matter: then this program
//! says that it is not ready, and does not start. An embedded database has one program.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "what cannot go on stops there, and says why")]

use std::time::Duration;

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use sqlx::{AssertSqlSafe, Connection, PgConnection, raw_sql};
use tokio::time::{Instant, timeout};

use crate::{
    crowd::Crowd,
    figures::Figures,
    killed::SMALL,
    outside::{
        client::{Client, Proxy},
        hospital::{Engine, Hospital, Place},
        program::{Program, elbow},
    },
};

const GOES_ON_WITHIN: Duration = Duration::from_secs(5);
/// A script of the newer build.
const SCRIPT: &str = "export const newer = true;";

/// What a newer program does to the schema: a step that only adds.
fn expand(step: u32) -> String {
    let description = format!("added_{step}");
    format!(
        "create table {description} (id bigint);
         alter table ticket add column {description} bigint;
         insert into _sqlx_migrations (version, description, success, checksum, execution_time)
         values ({version}, '{description}', true, '\\x00'::bytea, 0);
         insert into schema_compatibility (step, back_to) values ({version}, 12);",
        version = 900 + step
    )
}

/// What it writes: its files, and words that only it knows.
fn words(round: u32, build: &str) -> String {
    let id = format!("'{}'::uuid", "0198".repeat(8));
    let hex = SCRIPT.bytes().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
    let body = format!("'\\x{hex}'::bytea");
    format!(
        "insert into asset_build (build, served_at) values ('{build}', 9000000000000) on conflict do nothing;
         insert into asset (build, path, body) values ('{build}', 'pkg/app.js', {body}) on conflict do nothing;
         insert into event (sequence, subject, subject_id, at, actor, kind, body)
         select max(sequence) + 1, 'cohort', {id}, 1, 'learner', 'booked', '{{\"round\":{round}}}' from event;
         insert into call (kind, recipient, made_at, expires_at, due_at)
         values ('service_desk', 'Ward 7', 1, 9000000000000, 1);
         insert into alert (person, kind, made_at, expires_at, due_at)
         select person, 'surge', 1, 9000000000000, 1 from responder limit 1;"
    )
}

/// As another program would: in its turn.
async fn run(place: &Place, sql: &str) {
    let mut connection = PgConnection::connect(&place.database).await.unwrap();
    let sql = AssertSqlSafe(format!("begin; select pg_advisory_xact_lock(435610087287); {sql} commit;"));
    raw_sql(sql).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

async fn status(client: &Client, path: &str) -> u16 {
    client.get(path).await.unwrap().status
}

pub(crate) async fn story(engine: Engine, rounds: u32) -> Figures {
    let hospital = Hospital::open(engine, SMALL).await;
    let (nodes, mut programs) = Program::start_all(&hospital.place, engine).await;
    let each: Vec<Client> = nodes
        .iter()
        .map(|node| Proxy::new(std::slice::from_ref(node), Duration::from_secs(10)).client(""))
        .collect();
    let crowd = Crowd::come(&hospital, &Proxy::new(&nodes, Duration::from_secs(30)), 4);
    let build = BASE64_URL_SAFE_NO_PAD.encode(&Sha256::digest(Sha256::digest(SCRIPT))[..6]);
    let mut figures = Figures::default();
    for round in 0..rounds {
        tokio::time::sleep(Duration::from_millis(rand::random_range(300..900))).await;
        run(&hospital.place, &expand(round)).await;
        for _ in 0..20 {
            run(&hospital.place, &words(round, &build)).await;
        }
        let newer = Instant::now();
        figures.recover(newer, GOES_ON_WITHIN, crowd.ledger.first_success_after(newer)).await;
        for node in &each {
            assert_eq!(status(node, "/readyz").await, 200, "it may still serve");
            let script = node.get(&format!("/pkg/{build}/app.js")).await.unwrap();
            assert_eq!((script.status, script.body.as_str()), (200, SCRIPT));
            assert_eq!(status(node, "/pkg/nobodys/app.js").await, 404);
        }
        // This version is started again beside the newer one: a node that is brought back.
        let at = round as usize % nodes.len();
        programs.remove(at).stop().await;
        let again = Program::start(&hospital.place, &nodes[at]).await;
        programs.insert(at, again);
    }
    figures.add(crowd.settle(&hospital).await);

    // Taken away what this version needs: it must not serve any more.
    run(&hospital.place, "update schema_compatibility set back_to = step where step >= 900;").await;
    let not_ready = async {
        while status(&each[0], "/readyz").await != 503 {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    timeout(GOES_ON_WITHIN, not_ready).await.expect("not ready");
    for program in programs {
        program.stop().await;
    }
    let refused = elbow(&hospital.place, "serve").output().await.unwrap();
    assert!(!refused.status.success(), "it does not start");
    figures
}
