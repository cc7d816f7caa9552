//! From the start of the process until it listens, and what it uses when nobody asks: with a new database, and with a
//! million events behind it. Neither may grow with history.

#![expect(clippy::unwrap_used, reason = "what cannot go on stops there, and says why")]

use std::time::Duration;

use sqlx::{Connection, Executor, SqliteConnection};

use crate::{
    figures::Figures,
    outside::{
        hospital::{Engine, Hospital, Place, Size},
        program::{Node, Program},
    },
};

const STARTS: usize = 5;
/// Long enough for the standing check to have looked, twice.
const IDLE: Duration = Duration::from_secs(25);
const SIZE: Size = Size { wards: 60, tags: 12, responders: 60, devices: 0, knows: |_, _| true };

/// 125,000 requests that were asked, offered, accepted, … in eight events each.
const HISTORY: &str = "
    create temporary table old as
        with recursive number (n) as (select 0 union all select n + 1 from number where n < 124999)
        select n, randomblob(16) as id, randomblob(16) as offer,
               (select id from ward limit 1) as ward, (select id from tag limit 1) as tag,
               (select id from person limit 1) as person, (select id from category limit 1) as category,
               1700000000000 + n * 100000 as at
        from number;
    insert into event (sequence, subject, subject_id, at, actor, kind, body)
        with recursive step (k) as (select 0 union all select k + 1 from step where k < 7)
        select n * 8 + k + 1 + (select coalesce(max(sequence), 0) from event), 'ticket', id, at + k * 1000, 'engine',
               'asked', '{\"asked\":null}'
        from old, step order by n, k;
    insert into ticket (id, code, ward, tag, priority, asked_by, asked_at, state, closed_by, category, closed_at,
                        turned_down, escalation, escalate_at, reopened, version, link, request_key)
        select id, 'old' || n, ward, tag, 'P3', 'ward_link', at, 'resolved', person, category, at + 7000,
               '[]', 0, at, 0, 7, randomblob(32), 'old-' || n
        from old;
    insert into offer (id, ticket, person, made_at, expires_at, why, made_event, outcome, ended_event)
        select offer, id, person, at, at + 50000, '{}', n * 8 + 2, 'accepted', n * 8 + 3 from old;";

pub(crate) async fn run() -> Figures {
    let mut figures = Figures::default();
    let node = Node::anywhere().await;
    let mut starts = Vec::new();
    for _ in 0..STARTS {
        let place = Place::new(Engine::Sqlite).await;
        let program = Program::start(&place, &node).await;
        starts.push(program.ready_after);
        program.stop().await;
    }
    figures.note("ready_ms_empty", crate::figures::quantile(&starts, 0.5));
    let empty = Place::new(Engine::Sqlite).await;
    idle(&empty, &node, "empty", &mut figures).await;

    let hospital = Hospital::open(Engine::Sqlite, SIZE).await;
    let mut connection =
        SqliteConnection::connect(&format!("sqlite:{}", hospital.place.file("elbow.db").display()))
            .await
            .unwrap();
    connection.execute(HISTORY).await.unwrap();
    let events: i64 =
        sqlx::query_scalar("select count(*) from event").fetch_one(&mut connection).await.unwrap();
    assert!(events >= 1_000_000, "{events}");
    connection.close().await.unwrap();
    let mut starts = Vec::new();
    for _ in 0..STARTS {
        let program = Program::start(&hospital.place, &node).await;
        starts.push(program.ready_after);
        program.stop().await;
    }
    figures.note("ready_ms_1m", crate::figures::quantile(&starts, 0.5));
    idle(&hospital.place, &node, "1m", &mut figures).await;
    figures
}

/// Memory after a while, and the share of a processor that idling takes.
async fn idle(place: &Place, node: &Node, name: &str, figures: &mut Figures) {
    let program = Program::start(place, node).await;
    let before = program.processor_time();
    tokio::time::sleep(IDLE).await;
    let used = program.processor_time().saturating_sub(before);
    figures.note(format!("rss_mib_{name}"), program.rss_mib());
    figures.note(format!("idle_percent_{name}"), 100.0 * used.as_secs_f64() / IDLE.as_secs_f64());
    program.stop().await;
}
