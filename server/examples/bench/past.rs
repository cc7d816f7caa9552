//! A past for a hospital: requests that were asked, declined by one, accepted by another, and closed. Written as rows, since
//! living through it takes hours.

#![expect(clippy::unwrap_used, reason = "what cannot go on stops there, and says why")]

use std::time::Duration;

use domain::Timestamp;
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection, raw_sql};

use crate::outside::hospital::{Engine, Hospital};

/// Each request left so many events in the log.
pub(crate) const EVENTS: u32 = 8;

/// `{…}` stands for what the engines say differently, and for numbers.
const PAST: &str = "
    create temporary table base as select coalesce(max(sequence), 0) as latest from event;
    create temporary table helper as select row_number() over (order by person) - 1 as number, person from responder;
    create temporary table place as select row_number() over (order by id) - 1 as number, id from ward;
    create temporary table old as
        select n, {id} as id, {id} as declined, {id} as accepted, place.id as ward,
               elsewhere.id as from_ward, asker.person as first, helper.person as second,
               (select id from tag order by id limit 1) as tag, (select id from category order by id limit 1) as category,
               {from} + n * {step} as at
        from (with recursive number (n) as (select 0 union all select n + 1 from number where n < {last})
              select cast(n as bigint) as n from number) as numbers
        join helper as asker on asker.number = n % (select count(*) from helper)
        join helper on helper.number = (n + 1) % (select count(*) from helper)
        join place on place.number = n % (select count(*) from place)
        join place as elsewhere on elsewhere.number = (n + 1) % (select count(*) from place);
    insert into event (sequence, subject, subject_id, at, actor, kind, body)
        select latest + n * {events} + k + 1, 'ticket', id, at + k * 1000, 'engine',
               case k when 0 then 'asked' when 1 then 'offered' when 2 then 'declined' when 3 then 'offered'
                   when 4 then 'accepted' when 5 then 'arrived' when 6 then 'resolved' else 'details_added' end,
               case k
                   when 0 then '{\"kind\":\"asked\",\"v\":2,\"priority\":\"P3\",\"source\":\"link\",\"ward\":\"' || {text} ward {end} || '\",\"tag\":\"' || {text} tag {end} || '\"}'
                   when 1 then '{\"kind\":\"offered\",\"offer\":{\"made_at\":1,\"expires_at\":2,\"id\":\"' || {text} declined {end} || '\",\"to\":\"' || {text} first {end} || '\"}}'
                   when 2 then '{\"kind\":\"declined\",\"offer\":\"' || {text} declined {end} || '\"}'
                   when 3 then '{\"kind\":\"offered\",\"offer\":{\"made_at\":1,\"expires_at\":2,\"id\":\"' || {text} accepted {end} || '\",\"to\":\"' || {text} second {end} || '\"}}'
                   when 4 then '{\"kind\":\"accepted\",\"superseded\":[],\"offer\":\"' || {text} accepted {end} || '\"}'
                   when 5 then '{\"kind\":\"arrived\"}'
                   when 6 then '{\"kind\":\"resolved\",\"category\":\"' || {text} category {end} || '\"}'
                   else '{\"kind\":\"details_added\",\"helped\":2,\"noted\":false}' end
        from base, old, (with recursive step (k) as (select 0 union all select k + 1 from step where k < {events} - 1)
                         select k from step) as steps
        order by n, k;
    insert into ticket (id, code, ward, tag, priority, asked_by, asked_at, state, closed_by, category, closed_at,
                        turned_down, escalation, escalate_at, reopened, version, link, request_key, helped)
        select id, 'PZ' || replace(replace(cast(n as text), '0', 'X'), '1', 'Y'), ward, tag, 'P3', 'ward_link', at, 'resolved', second, category, at + 7000,
               '[]', 0, at, 0, 7, {link}, 'old-' || n, 2
        from old;
    insert into offer (id, ticket, person, made_at, expires_at, why, made_event, outcome, ended_event)
        select declined, id, first, at, at + 50000, '{}', latest + n * {events} + 2, 'declined', latest + n * {events} + 3
        from old, base;
    insert into offer (id, ticket, person, made_at, expires_at, why, made_event, outcome, ended_event)
        select accepted, id, second, at, at + 50000, '{}', latest + n * {events} + 4, 'accepted', latest + n * {events} + 5
        from old, base;
    insert into alert (person, kind, ticket, offer, made_at, expires_at, due_at, outcome, finished_at)
        select first, 'offer', id, declined, at, at + 50000, at, 'sent', at from old;
    insert into alert (person, kind, ticket, offer, made_at, expires_at, due_at, outcome, finished_at)
        select second, 'offer', id, accepted, at, at + 50000, at, 'sent', at from old;
    insert into walk (from_ward, to_ward, seconds, arrived_at) select from_ward, ward, 60 + n % 120, at from old;";

/// Writes `requests` that were asked at equal distances over the time `long` before now.
pub(crate) async fn write(hospital: &Hospital, engine: Engine, requests: u32, long: Duration) {
    let now: Timestamp = (ground::clock::system())();
    let (id, link, text, end) = match engine {
        Engine::Sqlite => ("randomblob(16)", "randomblob(32)", "hex(", ")"),
        Engine::Postgres => {
            ("gen_random_uuid()", "sha256(convert_to('old' || n, 'UTF8'))", "cast(", " as text)")
        }
    };
    let sql = PAST
        .replace("{id}", id)
        .replace("{link}", link)
        .replace("{text}", text)
        .replace("{end}", end)
        .replace("{from}", &(now - long).as_millis().to_string())
        .replace("{step}", &(long / requests).as_millis().to_string())
        .replace("{last}", &(requests - 1).to_string())
        .replace("{events}", &EVENTS.to_string());
    let (past, database) = (raw_sql(AssertSqlSafe(sql)), &hospital.place.database);
    match engine {
        Engine::Sqlite => {
            let mut connection = SqliteConnection::connect(database).await.unwrap();
            past.execute(&mut connection).await.unwrap();
            connection.close().await.unwrap();
        }
        Engine::Postgres => {
            let mut connection = PgConnection::connect(database).await.unwrap();
            past.execute(&mut connection).await.unwrap();
            // As the server does by itself while a table grows.
            raw_sql("analyze").execute(&mut connection).await.unwrap();
            connection.close().await.unwrap();
        }
    }
}
