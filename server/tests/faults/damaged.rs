//! F18. One row of every table of the schema is damaged under it, past all checks, in another way each round:
//! words that are none, numbers out of range, times that no calendar has, JSON that is none, ids that are too short.
//! Wards that have nothing to do with it ask, are offered, accepted and helped; the board answers; `elbow doctor` names
//! each row, and the board those that matter now. Of a table that is left out it is said why.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "what cannot go on stops there, and says why")]

use std::{collections::BTreeSet, time::Duration};

use app::screens::{board::BoardPage, my_jobs::MyJobsPage};
use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, PgConnection, SqliteConnection, query_scalar, raw_sql,
    sqlite::SqliteConnectOptions,
};
use tokio::time::{Instant, timeout};

use crate::{
    figures::Figures,
    outside::{
        client::{Client, Proxy, request},
        hospital::{Engine, Hospital, Place, Size, slug},
        program::{Node, Program, elbow},
    },
};

const SIZE: Size = Size { wards: 3, tags: 1, responders: 3, devices: 0, knows: |_, _| true };
const GOES_ON_WITHIN: Duration = Duration::from_secs(5);
/// The standing check looks every ten seconds.
const NAMED_WITHIN: Duration = Duration::from_secs(25);

/// A time that no calendar has.
const NEVER: &str = "9223372036854775807";

/// A table, the row of a round in it, whether the board names it, and what is done to it. Where changes are refused, `row` is an
/// insertion with a gap, `{how}`: what is wrong is wrong from the start.
struct Victim {
    table: &'static str,
    row: &'static str,
    on_board: bool,
    damages: &'static [&'static str],
}

const fn victim(
    table: &'static str,
    row: &'static str,
    on_board: bool,
    damages: &'static [&'static str],
) -> Victim {
    Victim { table, row, on_board, damages }
}

/// `{NEVER}`, `{SHORT}` (an id too short, where the engine can keep one) and ids in braces are filled in.
const VICTIMS: &[Victim] = &[
    victim("site", "id = {site}", true, &["latitude = {INFINITE}, longitude = 0"]),
    victim(
        "ward",
        "id = {ward}",
        true,
        &["level = 99999", "metres_east = {INFINITE}", "link_rotation = -1, level = -99999"],
    ),
    victim("category", "id = {category}", true, &["position = -1", "position = 70000"]),
    victim("person", "id = {lead}", true, &["ended_at = {NEVER}", "kind = 'No kind'"]),
    victim("account", "person = {lead}", true, &["ended_at = {NEVER}"]),
    victim("identity", "person = {lead}", true, &["linked_at = {NEVER}"]),
    victim(
        "role_grant",
        "person = {lead}",
        true,
        &[
            "made_at = {NEVER}",
            "role = 'No role'",
            "starts_at = {NEVER}",
            "ends_at = {NEVER}",
            "scope = 'ALL'",
        ],
    ),
    victim(
        "responder",
        "person = {ada}",
        true,
        &["kind = 'ghost'", "duty = ''", "unanswered = 300", "duty_since = {NEVER}"],
    ),
    victim("link", "from_ward = {ward}", true, &["seconds = -1", "kind = 'tunnel'", "seconds = 70000"]),
    victim("way_override", "from_ward = {ward}", true, &["seconds = 70000", "seconds = -1"]),
    victim("walk", "from_ward = {ward}", false, &["seconds = 70000", "seconds = 0 - 5"]),
    victim("shift", "person = {ada}", true, &["ends_at = {NEVER}"]),
    victim(
        "ticket",
        "id = {ticket}",
        true,
        &[
            "state = 'lost'",
            "priority = 'P9'",
            "turned_down = '[\"nobody\"]'",
            "version = -1",
            "code = 'O0I'",
        ],
    ),
    victim("offer", "id = {offer}", true, &["made_at = {NEVER}", "expires_at = {NEVER}"]),
    victim(
        "alert",
        "person = {ada} and kind <> 'drill'",
        true,
        &["expires_at = {NEVER}", "attempts = -1", "kind = 'NONE!'"],
    ),
    victim("alert_set_aside", "why = 'victim'", false, &["at = {NEVER}"]),
    victim(
        "call",
        "ticket = {ticket}",
        true,
        &["made_at = {NEVER}", "attempts = -1", "kind = 'offer', person = null"],
    ),
    victim("drill", "id = {drill}", false, &["ends_at = {NEVER}"]),
    victim("drill_member", "drill = {drill}", false, &["duty = 'asleep'", "duty = ''"]),
    victim("known_issue", "id = {issue}", true, &["version = -1", "since = {NEVER}"]),
    victim("known_issue_version", "known_issue = {issue}", false, &["set_at = {NEVER}, version = -1"]),
    victim("surge", "id = {ticket}", true, &["opened_at = {NEVER}", "seen = -1", "verdict = 'No verdict'"]),
    victim("wall_link", "id = {ticket}", true, &["made_at = {NEVER}", "revoked_at = {NEVER}"]),
    victim("wave", "id = {ticket}", true, &["cutover_at = {NEVER}", "made_at = {NEVER}"]),
    victim("wave_ward", "wave = {ticket}", true, &["from_at = {NEVER}", "joined_at = {NEVER}"]),
    victim("policy", "set_by = {lead}", true, &["set_at = {NEVER}"]),
    victim("import_heading", "heading = 'victim-{round}'", true, &["said_at = {NEVER}"]),
    victim("setting", "set_by = {lead}", true, &["set_at = {NEVER}"]),
    victim("sealed_secret", "name = 'victim-{round}'", true, &["set_at = {NEVER}"]),
    victim(
        "poster",
        "id = {poster}",
        true,
        &["printed_at = {NEVER}", "copies = -1", "link_rotation = -1", "kind = 'No kind'"],
    ),
    victim("decision", "program = 'victim'", false, &["at = {NEVER}"]),
    victim("device", "id = {screen}", true, &["enrolled_at = {NEVER}", "last_seen_at = {NEVER}"]),
    victim("enrolment_code", "made_by = {lead}", false, &["made_at = {NEVER}"]),
    victim("sign_in", "person = {lead}", false, &["started_at = {NEVER}", "last_seen_at = {NEVER}"]),
    victim("push_subscription", "person = {ada}", true, &["made_at = {NEVER}", "refused_at = {NEVER}"]),
    victim("vapid_key", "sealed = 'victim'", true, &["made_at = {NEVER}", "retired_at = {NEVER}"]),
    victim("tap", "person = {ada}", false, &["at = {NEVER}"]),
    victim(
        "event",
        "insert into event (sequence, subject, subject_id, at, actor, kind, body)
         select coalesce(max(sequence), 0) + 1, 'ticket', {ticket}, 1, 'engine', 'escalated', {how} from event;",
        true,
        &["'{'", "'[]]'"],
    ),
    victim(
        "broadcast",
        "insert into broadcast (id, known_issue, text, said_by, alerted, wards, said_at)
         select {word}, {issue}, 'Victim', {lead}, 0, {how};",
        false,
        &["'{', 1", "'\"everywhere\"', {NEVER}"],
    ),
    victim(
        "ticket_issue",
        "insert into ticket_issue (ticket, number, known_issue, why, linked_at)
         select {ticket}, 1, {issue}, 'lead', {how};",
        false,
        &["{NEVER}"],
    ),
    victim(
        "logged_decision",
        "insert into logged_decision (number, decision, reason, decided_by, tickets, known_issues, made_at, logged_at,
                                      logged_by, sequence)
         select 1000 + {round}, 'Victim', 'None', 'Nobody', {how}, 1, {lead}, 0;",
        true,
        &["'[', '[]', 1", "'[]', '[7]', 1", "'[]', '[]', {NEVER}"],
    ),
    victim(
        "logged_decision_correction",
        "insert into logged_decision_correction (number, version, decision, reason, decided_by, tickets, known_issues,
                                                 why, corrected_by, corrected_at)
         select {round} + 1, 1, 'Victim', 'None', 'Nobody', '[]', '[]', 'None', {lead}, {how};",
        true,
        &["{NEVER}"],
    ),
    victim(
        "follow_up",
        "insert into follow_up (number, decision, what, owner, made_by, due_at, made_at)
         select 1000 + {round}, null, 'Victim', 'Nobody', {lead}, {how};",
        true,
        &["{NEVER}, 1", "1, {NEVER}"],
    ),
    victim(
        "follow_up_step",
        "insert into follow_up_step (follow_up, version, done, set_by, set_at)
         select {round} + 1, 1, (1 = 1), {lead}, {how};",
        true,
        &["{NEVER}"],
    ),
    victim(
        "report",
        "insert into report (number, kind, due_at, from_at, to_at, after_sequence, sequence, figures, written_at)
         select 1000 + {round}, 'huddle', 1000 + {round}, 0, 1, 0, 1, {how};",
        false,
        &["'[', 1", "'{\"asked\":-1}', 1", "'{}', {NEVER}"],
    ),
    victim(
        "report_approval",
        "insert into report_approval (report, version, approved_by, approved_at)
         select {round} + 1, 1, {lead}, {how};",
        false,
        &["{NEVER}"],
    ),
    victim("pack", "number = {round} + 1", false, &["contents = '['", "as_at = {NEVER}, void_after = {NEVER} + 1"]),
    victim("paper_slip", "number = {round} + 1", true, &["reserved_at = {NEVER}", "unused_at = {NEVER}"]),
    victim("stray_slip", "number = {round} + 1", false, &["entered_at = {NEVER}"]),
    victim("schedule_run", "name = 'huddle' and due_at = {round} + 1", false, &["ran_at = {NEVER}"]),
    victim(
        "logged_decision_board",
        "insert into logged_decision_board (number, body) select {round} + 1, {how};",
        false,
        &["'{'", "'[[]'"],
    ),
];

/// Only where a column may be any bytes.
const SHORT_IDS: &[Victim] = &[
    victim("zone", "id = {zone}", true, &["site = {SHORT}"]),
    victim("tag", "id = {spare}", true, &["id = {SHORT}"]),
    victim("responder_tag", "responder = {ada}", true, &["tag = {SHORT}"]),
];

/// Tables that have no row to damage, and why.
const LEFT_OUT: &[(&str, &str)] = &[
    ("_sqlx_migrations", "is the driver's; with another step or checksum nothing starts"),
    ("schema_compatibility", "holds no more than two numbers of each step, read before anything is served"),
    ("directory", "is one number, that only has to be another after a change"),
    ("pin", "is a hash: one that is damaged opens nothing, and its person gets a new code"),
    ("lease", "is one row for each kind of work, that the programs write anew every few seconds"),
    ("last_import", "is one text; what cannot be read of it is not taken back, which the page says"),
    ("decision_setting", "is bytes, and no more is made of them than by those who replay a decision"),
    ("log_cursor", "is a name and two numbers; a follower whose place cannot be read begins anew"),
    ("ticket_fact", "is what a follower makes of the log, and makes again; only figures are made of it"),
    (
        "wave_cutover",
        "is a time of each cutover that was set, and its triggers let nobody change it; the last stands in wave",
    ),
    (
        "wave_phase",
        "is a word and a time, and its triggers let nobody change it; what cannot be read is left out of the wave",
    ),
    ("surge_ticket", "is two ids, which are made to say again what the log says"),
    ("slip_number", "is one number; where it is lost, that of the latest slip counts"),
    ("taken_back", "is keys and times, and gone after a day: one that is damaged is nobody's"),
    ("push_endpoint_gone", "is hashes: one that is damaged is nobody's, and is taken away after a month"),
    ("asset_build", "is a name and a time; its files are checked against the name"),
    ("asset", "is files of other builds, each checked against its build's name before it is served"),
];

/// SQL with the ids of one round filled in.
struct Words {
    engine: Engine,
    round: u32,
}

impl Words {
    fn bytes(&self, number: u8, times: usize) -> String {
        let hex = format!("0198{:02x}{number:02x}", self.round % 256).repeat(times);
        match (self.engine, times) {
            (Engine::Sqlite, _) => format!("x'{hex}'"),
            (Engine::Postgres, 4) => format!("'{hex}'::uuid"),
            (Engine::Postgres, _) => format!("'\\x{hex}'::bytea"),
        }
    }

    fn filled(&self, sql: &str) -> String {
        let ids = [
            "site", "zone", "ward", "tag", "spare", "category", "ada", "lead", "screen", "ticket", "offer",
            "drill", "issue", "poster", "word",
        ];
        let short = format!("x'07{:04x}'", self.round);
        let mut filled = sql.replace("{NEVER}", NEVER).replace("{SHORT}", &short);
        for (number, id) in (1..).zip(ids) {
            filled = filled.replace(&format!("{{{id}}}"), &self.bytes(number, 4));
        }
        for number in 1..=5 {
            filled = filled.replace(&format!("{{hash{number}}}"), &self.bytes(0x40 + number, 8));
        }
        let infinite = if self.engine == Engine::Sqlite { "9e999" } else { "'infinity'" };
        filled.replace("{INFINITE}", infinite).replace("{round}", &self.round.to_string())
    }

    /// A row in every table, all of them sound.
    fn rows(&self) -> String {
        self.filled(
            "insert into site (id, name) values ({site}, 'Victim');
             insert into zone (id, site, name) values ({zone}, {site}, 'Victim');
             insert into ward (id, code, name, site) values ({ward}, 'V{round}', 'Victim', {site});
             insert into tag (id, slug, name, anyone)
             values ({tag}, 'victim-{round}', 'Victim', (1 = 0)), ({spare}, 'spare-{round}', 'Victim', (1 = 0));
             insert into category (id, slug, name, position, hands_off)
             values ({category}, 'victim-{round}', 'Victim', 99, (1 = 0));
             insert into person (id, name, roles, failed_attempts)
             values ({ada}, 'Ada Victim', '[\"responder\"]', 0), ({lead}, 'Lou Victim', '[\"lead\"]', 0);
             insert into account (person, username) values ({lead}, 'victim-{round}');
             insert into identity (issuer, subject, person, linked_at) values ('victim', '{round}', {lead}, 1);
             insert into role_grant (id, person, role, scope) values ({lead}, {lead}, 'analyst', 'all');
             insert into responder (person, kind, duty, duty_since, unanswered, closed_this_shift)
             values ({ada}, 'super_user', 'on_shift', 1, 0, 0);
             insert into responder_tag (responder, tag, position) values ({ada}, {tag}, 0);
             insert into link (from_ward, to_ward, kind, seconds, step_free)
             select {ward}, id, 'corridor', 60, (1 = 1) from ward where code = 'W000';
             insert into way_override (from_ward, to_ward, seconds) values ({ward}, {ward}, 60);
             insert into walk (from_ward, to_ward, seconds, arrived_at) values ({ward}, {ward}, 60, {NOW});
             insert into shift (person, starts_at, ends_at) values ({ada}, 1, {LATER});
             insert into device (id, ward, person, secret, enrolled_at, last_seen_at)
             values ({screen}, {ward}, null, {hash1}, 1, 1);
             insert into enrolment_code (code, ward, person, made_by, made_at, expires_at)
             values ({hash2}, {ward}, null, {lead}, 1, {LATER});
             insert into sign_in (token, person, device, started_at, last_seen_at, expires_at)
             values ({hash3}, {lead}, null, 1, 1, {LATER});
             insert into vapid_key (public, sealed, made_at) values ('victim-{round}', 'victim', {LATER});
             insert into push_subscription (endpoint, person, p256dh, auth, vapid_key, made_at)
             values ('https://victim.example/{round}', {ada}, 'a', 'a', 'victim-{round}', 1);
             insert into event (sequence, subject, subject_id, at, actor, kind, body)
             select coalesce(max(sequence), 0) + 1, 'ticket', {ticket}, {NOW}, 'requester', 'asked', '{}' from event;
             insert into ticket (id, code, ward, tag, priority, asked_by, asked_at, state, turned_down, escalation,
                                 escalate_at, next_action_at, reopened, version, link, request_key)
             values ({ticket}, 'VKT{round}', {ward}, {tag}, 'P4', 'ward_link', {NOW}, 'waiting', '[]', 0, {LATER},
                     {LATER}, 0, 1, {hash4}, 'victim-{round}');
             insert into offer (id, ticket, person, made_at, expires_at, why, made_event)
             select {offer}, {ticket}, {ada}, {NOW}, {LATER}, 'null', max(sequence) from event;
             insert into alert (person, kind, ticket, offer, made_at, expires_at, due_at)
             values ({ada}, 'offer', {ticket}, {offer}, {NOW}, {LATER}, {NOW} + 2000), ({ada}, 'drill', null, null, 1, 60, 1);
             insert into alert_set_aside (alert, at, why) select max(id), 1, 'victim' from alert;
             insert into drill (id, team, started_at, ends_at, started_by) values ({drill}, 'All', 1, 60, {lead});
             insert into drill_member (drill, person, duty, alert) select {drill}, {ada}, 'on_shift', max(id) from alert;
             insert into call (kind, person, ticket, made_at, expires_at, due_at)
             values ('offer', {ada}, {ticket}, {NOW}, {LATER}, {NOW} + 2000);
             insert into known_issue (id, title, workaround, tag, since, version)
             values ({issue}, 'Victim', 'None', {tag}, 1, 0);
             insert into known_issue_version (known_issue, version, title, workaround, tag, since, set_at, set_by)
             values ({issue}, 0, 'Victim', 'None', {tag}, 1, 1, {lead});
             insert into logged_decision (number, decision, reason, decided_by, tickets, known_issues, made_at,
                                          logged_at, logged_by, sequence)
             values ({round} + 1, 'Victim', 'None', 'Nobody', '[]', '[]', 1, 1, {lead}, 0);
             insert into follow_up (number, decision, what, owner, due_at, made_at, made_by)
             values ({round} + 1, {round} + 1, 'Victim', 'Nobody', 1, 1, {lead});
             insert into surge (id, level, opened_at, last_at, began_at, began_on, window_minutes, seen, wards, expected,
                                score, raise, gone, verdict, judged_at, judged_by)
             values ({ticket}, 'everywhere', 1, 1, 1, {ward}, 10, 12, 6, 1, 9, 0, (1 = 0), 'real', 1, {lead});
             insert into wall_link (id, link, name, hides_wards, made_at, made_by)
             values ({ticket}, {hash1}, 'Victim', (1 = 0), 1, {lead});
             insert into wave (id, name, cutover_at, made_at, made_by) values ({ticket}, 'Victim', 1, 1, {lead});
             insert into wave_ward (wave, ward, number, from_at, joined_at, joined_by)
             values ({ticket}, {ward}, 1, {LATER}, 1, {lead});
             insert into surge_ticket (surge, ticket) values ({ticket}, {ticket});
             insert into report (number, kind, due_at, written_at, from_at, to_at, after_sequence, sequence, figures)
             values ({round} + 1, 'huddle', {round} + 1, 1, 0, 1, 0, 1, '{}');
             insert into pack (number, as_at, void_after, contents) values ({round} + 1, 1, 2, '{}');
             insert into paper_slip (number, ward, reserved_at) values ({round} + 1, {ward}, 1);
             insert into stray_slip (number, ticket, entered_at) values ({round} + 1, {ticket}, 1);
             insert into schedule_run (name, due_at, ran_at) values ('huddle', {round} + 1, 1);
             insert into policy (version, text, set_at, set_by)
             select coalesce(max(version), 0) + 1, '', 1, {lead} from policy;
             insert into setting (version, text, set_at, set_by)
             select coalesce(max(version), 0) + 1, '', 1, {lead} from setting;
             insert into import_heading (list, heading, name, said_at) values ('wards', 'victim-{round}', 'Victim', 1);
             insert into sealed_secret (name, sealed, set_at, set_by) values ('victim-{round}', 'victim', 1, {lead});
             insert into poster (id, ward, kind, copies, link_rotation, ward_name, desk_phone, emergency_phone,
                                 address, printed_at, printed_by)
             values ({poster}, {ward}, 'poster', 1, 0, 'Victim', '', '', '', 1, {lead});
             insert into decision_setting (hash, body) values ({hash5}, {hash5});
             insert into decision (at, program, setting, body) values (1, 'victim', {hash5}, {hash5});
             insert into tap (person, key, at) values ({ada}, 'victim', 1);",
        )
        .replace("{NOW}", &now().to_string())
        .replace("{LATER}", &(now() + 3_600_000).to_string())
    }

    /// What happens to a row this time.
    fn damage(&self, victim: &Victim) -> String {
        let how = victim.damages[self.round as usize % victim.damages.len()];
        if victim.row.starts_with("insert") {
            return self.filled(&victim.row.replace("{how}", how));
        }
        self.filled(&format!("update {} set {how} where {};", victim.table, victim.row))
    }
}

fn now() -> i64 {
    (ground::clock::system())().as_millis()
}

/// Runs SQL past checks, references and triggers.
async fn past_checks(place: &Place, engine: Engine, sql: &str) {
    match engine {
        Engine::Sqlite => {
            let file = place.database.trim_start_matches("sqlite:");
            let options = SqliteConnectOptions::new()
                .filename(file)
                .foreign_keys(false)
                .pragma("ignore_check_constraints", "on")
                .busy_timeout(Duration::from_secs(10))
                .disable_statement_logging();
            let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
            // One write, in its turn.
            let sql = format!("begin immediate; {sql} commit;");
            raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await.unwrap();
            connection.close().await.unwrap();
        }
        Engine::Postgres => {
            let without_checks = "do $$ declare name record; begin
                 for name in select conrelid::regclass as table_name, conname from pg_constraint
                     where contype = 'c' and connamespace = 'public'::regnamespace loop
                     execute format('alter table %s drop constraint %I', name.table_name, name.conname);
                 end loop;
             end $$;
             set session_replication_role = replica; begin; select pg_advisory_xact_lock(435610087287);";
            let mut connection = PgConnection::connect(&place.database).await.unwrap();
            let sql = format!("{without_checks} {sql} commit;");
            raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await.unwrap();
            connection.close().await.unwrap();
        }
    }
}

/// Every table of the schema.
async fn tables(place: &Place, engine: Engine) -> BTreeSet<String> {
    let names: Vec<String> = match engine {
        Engine::Sqlite => {
            let file = place.database.trim_start_matches("sqlite:");
            let options = SqliteConnectOptions::new().filename(file).disable_statement_logging();
            let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
            let sql = "select name from sqlite_schema where type = 'table' and name not like 'sqlite^_%' escape '^'";
            query_scalar(sql).fetch_all(&mut connection).await.unwrap()
        }
        Engine::Postgres => {
            let mut connection = PgConnection::connect(&place.database).await.unwrap();
            let sql = "select tablename::text from pg_tables where schemaname = 'public'";
            query_scalar(sql).fetch_all(&mut connection).await.unwrap()
        }
    };
    names.into_iter().collect()
}

/// A new table is damaged here, or it is said why not.
async fn is_about_every_table(place: &Place, engine: Engine) {
    let damaged = VICTIMS.iter().chain(SHORT_IDS).map(|victim| victim.table);
    let told: BTreeSet<&str> = damaged.chain(LEFT_OUT.iter().map(|(table, _)| *table)).collect();
    let tables = tables(place, engine).await;
    let new: Vec<_> = tables.iter().filter(|table| !told.contains(table.as_str())).collect();
    assert!(new.is_empty(), "neither damaged nor left out for a reason: {new:?}");
    // A lease is of several programs.
    let gone = told.iter().filter(|table| !tables.contains(**table) && **table != "lease");
    assert_eq!(gone.collect::<Vec<_>>(), Vec::<&&str>::new(), "no tables any more");
}

pub(crate) async fn story(engine: Engine, rounds: u32) -> Figures {
    let hospital = Hospital::open(engine, SIZE).await;
    is_about_every_table(&hospital.place, engine).await;
    let node = Node::anywhere().await;
    let program = Program::start(&hospital.place, &node).await;
    let proxy = Proxy::new(&[node], Duration::from_secs(15));
    let lead = proxy.client(&hospital.lead);
    let mut figures = Figures::default();
    for round in 0..rounds {
        let words = Words { engine, round };
        past_checks(&hospital.place, engine, &words.rows()).await;
        let short: &[Victim] = if engine == Engine::Sqlite { SHORT_IDS } else { &[] };
        let victims = || VICTIMS.iter().chain(short);
        let damage: Vec<String> = victims().map(|victim| words.damage(victim)).collect();
        past_checks(&hospital.place, engine, &damage.join("\n")).await;
        let damaged = Instant::now();

        figures.recover(damaged, GOES_ON_WITHIN, help(&hospital, &proxy, round)).await;
        figures.acknowledged += 1;
        let named = async {
            loop {
                let board: BoardPage = lead.get_json("/board.json").await.unwrap().json();
                let alarms = board.alarms.join("\n");
                let missing = victims().find(|victim| victim.on_board && !names(&alarms, victim.table));
                let Some(missing) = missing else { return };
                assert!(damaged.elapsed() < NAMED_WITHIN, "{} is not named: {alarms}", missing.table);
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        };
        timeout(2 * NAMED_WITHIN, named).await.expect("an alarm");
    }
    let told = elbow(&hospital.place, "doctor").output().await.unwrap();
    let told = String::from_utf8_lossy(&told.stdout).into_owned();
    for victim in VICTIMS {
        assert!(names(&told, victim.table), "{} is not named: {told}", victim.table);
    }
    program.stop().await;
    figures
}

/// Whether a text says that a row of this table cannot be read.
fn names(text: &str, table: &str) -> bool {
    text.split([' ', '\n']).any(|word| word == table)
}

/// A ward that has nothing to do with it is helped; answers with when.
async fn help(hospital: &Hospital, proxy: &Proxy, round: u32) -> Instant {
    let number = round as usize % hospital.ward_links.len();
    let (nurse, key, tag) = (proxy.client(""), format!("sound-{round}"), slug(0));
    let asked = nurse.post_for_json(&hospital.ward_links[number], &request(&key, &tag, true)).await.unwrap();
    assert!(matches!(asked.status, 200 | 201), "{asked:?}");
    let handsets: Vec<Client> =
        hospital.responders.iter().map(|responder| proxy.client(&responder.cookie)).collect();
    loop {
        for handset in &handsets {
            let page = handset.get_json("/me.json").await.unwrap();
            assert_eq!(page.status, 200, "{page:?}");
            let page: MyJobsPage = page.json();
            let Some(offer) = page.offers.first() else { continue };
            let accepted = handset.post(&format!("/me/offers/{}/accept", offer.offer), &[]).await.unwrap();
            assert_eq!(accepted.status, 303, "{accepted:?}");
            let helped = Instant::now();
            let page: MyJobsPage = handset.get_json("/me.json").await.unwrap().json();
            let job = page.job.expect("a job").ticket;
            for (step, form) in [("arrive", [("", "")]), ("finish", [("category", "training")])] {
                let done = handset.post(&format!("/me/jobs/{job}/{step}"), &form).await.unwrap();
                assert_eq!(done.status, 303, "{step}: {done:?}");
            }
            return helped;
        }
        tokio::time::sleep(Duration::from_millis(15)).await;
    }
}
