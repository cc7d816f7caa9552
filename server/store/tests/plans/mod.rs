//! How `SQLite` goes about the statements that the stories make. What a hospital has (wards, people, devices) may be read
//! as a whole; of what every day adds to (tickets, offers, events, alerts), a statement must go to its rows by an index,
//! so that it costs the same on the last day as on the first. Without statistics, plans depend on the schema alone.

use std::{
    collections::BTreeSet,
    fmt::Debug,
    mem::take,
    sync::{
        Mutex, Once,
        atomic::{AtomicBool, Ordering},
    },
};

use sqlx::{AssertSqlSafe, Row, SqliteConnection, query};
use tracing::{
    Event, Level, Metadata, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::{
    layer::{Context, Layer, SubscriberExt},
    registry::Registry,
};

/// Tables that grow with the hospital, not with its days; and what a statement names itself.
const SMALL: &[&str] = &[
    "account",
    "asset",
    "asset_build",
    "category",
    "closed",
    "CONSTANT",
    "device",
    "directory",
    "drill",
    "follow_up",
    "follow_up_step",
    "identity",
    "import_heading",
    "known_issue",
    "last_import",
    "latest",
    "link",
    "log_cursor",
    "logged_decision",
    "logged_decision_correction",
    "next_alone",
    "pack",
    "person",
    "pin",
    "policy",
    "push_subscription",
    "responder",
    "responder_tag",
    "role_grant",
    "schema_compatibility",
    "sealed_secret",
    "setting",
    "site",
    "slip_number",
    "surge",
    "tag",
    "together",
    "vapid_key",
    "wall_link",
    "ward",
    "wave",
    "wave_cutover",
    "wave_phase",
    "wave_ward",
    "way_override",
    "zone",
];
/// Indexes of what is open, which is little.
const OF_WHAT_IS_OPEN: &[&str] = &[
    "alert_unfinished",
    "call_unfinished",
    "offer_live",
    "offer_live_to",
    "poster_up",
    "ticket_held",
    "ticket_next_action",
    "ticket_open",
];
/// Too many rows have this in common to go by it.
const COARSE: &[&str] = &[
    "event_of_subject (subject=?)",
    "ticket_of_known_issue (known_issue>?)",
    "ticket_of_ward (ward=?)",
    "shift_starts (starts_at<?)",
];
/// The end of an index, which is one row; what a backup counts; what is swept once an hour; lists that leads look at; what somebody
/// takes back by hand, as far as `import::undo` lets them.
const MAY_READ_ALL: &[&str] = &[
    "select coalesce(max(sequence), 0) as latest from event",
    "select coalesce(max(version), 0)",
    "select coalesce(max(number), 0) as latest from paper_slip",
    "delete from paper_slip where reserved_at < $1",
    "select count(*) from event",
    "select count(*) from ticket",
    "select max(at) from event",
    "select sequence, hash from event where sequence = (select max(sequence) from event)",
    "delete from decision_setting",
    "delete from ticket_fact",
    "delete from person where id",
    "delete from tag where id",
    "delete from ward where id",
    "select used.* from (",
    "select known_issue, count(*)",
    "select * from shift where",
    "/* every row */",
];

/// Those that nobody has looked at yet.
static STATEMENTS: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
/// The driver tells of statements at all.
static HEARD: AtomicBool = AtomicBool::new(false);

/// From now on, all statements of this process are noted.
pub(crate) fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        tracing::subscriber::set_global_default(Registry::default().with(Listener)).unwrap();
    });
}

/// What is wrong with the statements since the last look, by their plans on a migrated database.
pub(crate) async fn judge(connection: &mut SqliteConnection) -> Vec<String> {
    assert!(HEARD.load(Ordering::Relaxed), "no statement was heard of");
    let statements = take(&mut *STATEMENTS.lock().unwrap());
    let mut broken = Vec::new();
    for statement in statements {
        let plan = query(AssertSqlSafe(format!("explain query plan {statement}")));
        let plan = plan.fetch_all(&mut *connection).await.unwrap();
        let steps = plan.iter().map(|step| step.get::<String, _>("detail"));
        let at_fault = steps.filter(|step| reads_all(step, &statement));
        broken.extend(at_fault.map(|step| format!("{step}: {statement}")));
    }
    broken
}

fn reads_all(step: &str, statement: &str) -> bool {
    if MAY_READ_ALL.iter().any(|start| statement.starts_with(start)) {
        return false;
    }
    let Some((verb @ ("SCAN" | "SEARCH"), rest)) = step.split_once(' ') else { return false };
    let table = rest.split(' ').next().unwrap();
    if SMALL.contains(&table) {
        return false;
    }
    // The least or greatest of all is called a search too, without a word in brackets on what it goes by.
    if verb == "SCAN" || !rest.contains('(') {
        let index = rest.split_once("INDEX ").map(|(_, index)| index);
        return !index.is_some_and(|index| OF_WHAT_IS_OPEN.contains(&index));
    }
    let takes_one = statement.ends_with("limit 1") || statement.starts_with("select max(");
    rest.contains("AUTOMATIC") || COARSE.iter().any(|coarse| rest.ends_with(coarse)) && !takes_one
}

#[test]
fn a_plan_that_reads_all_is_told_from_one_that_does_not() {
    for step in [
        "SCAN event",
        "SCAN alert USING INDEX alert_of_ticket",
        "SEARCH event",
        "SEARCH ticket USING AUTOMATIC COVERING INDEX (category=?)",
        "SEARCH event USING INDEX event_of_subject (subject=?)",
    ] {
        assert!(reads_all(step, "select"), "{step}");
    }
    for step in [
        "SCAN ward",
        "SCAN ticket USING INDEX ticket_open",
        "SEARCH event USING INDEX event_of_subject (subject=? AND subject_id=?)",
        "SEARCH event USING INTEGER PRIMARY KEY (rowid>?)",
        "USE TEMP B-TREE FOR ORDER BY",
    ] {
        assert!(!reads_all(step, "select"), "{step}");
    }
}

struct Listener;

impl<S: Subscriber> Layer<S> for Listener {
    fn enabled(&self, metadata: &Metadata<'_>, _: Context<'_, S>) -> bool {
        metadata.target() == "sqlx::query" && *metadata.level() <= Level::DEBUG
    }

    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut words = Words::default();
        event.record(&mut words);
        // A short statement is its own summary.
        let text = if words.statement.trim().is_empty() { words.summary } else { words.statement };
        let text = text.trim();
        // The plan of an insertion tells of looks at tables that refer to it, which are made only where keys are missing.
        let is_ours = ["select ", "update ", "delete "].iter().any(|verb| text.starts_with(verb));
        let is_about_the_file =
            ["_sqlx_migrations", "sqlite_schema", "pragma_"].iter().any(|table| text.contains(table));
        if is_ours && !is_about_the_file {
            STATEMENTS.lock().unwrap().insert(text.to_owned());
            HEARD.store(true, Ordering::Relaxed);
        }
    }
}

#[derive(Default)]
struct Words {
    summary: String,
    statement: String,
}

impl Visit for Words {
    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "summary" => value.clone_into(&mut self.summary),
            "db.statement" => value.clone_into(&mut self.statement),
            _ => {}
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn Debug) {}
}
