//! How `SQLite` goes about the statements that the stories make. What a hospital has (wards, people, devices) may be read
//! as a whole; of what every day adds to (tickets, offers, events, alerts), a statement must go to its rows by an index,
//! so that it costs the same on the last day as on the first. Without statistics, plans depend on the schema alone.

use std::{
    collections::BTreeSet,
    fmt::Debug,
    mem::take,
    sync::{Mutex, Once},
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
    "category",
    "closed",
    "CONSTANT",
    "device",
    "directory",
    "drill",
    "known_issue",
    "link",
    "person",
    "push_subscription",
    "responder",
    "responder_tag",
    "site",
    "tag",
    "together",
    "vapid_key",
    "ward",
    "way_override",
    "zone",
];
/// Indexes of what is open, which is little.
const OF_WHAT_IS_OPEN: &[&str] = &[
    "alert_unfinished",
    "call_unfinished",
    "offer_live",
    "offer_live_to",
    "ticket_held",
    "ticket_next_action",
    "ticket_open",
];
/// Too many rows have this in common to go by it.
const COARSE: &[&str] = &["event_of_subject (subject=?)", "ticket_of_ward (ward=?)"];
/// Counts the rows of a copy; swept once an hour.
const MAY_READ_ALL: &[&str] =
    &["select count(*) from ticket", "select count(*) from event", "delete from decision_setting"];

/// Those that nobody has looked at yet.
static STATEMENTS: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// From now on, all statements of this process are noted.
pub(crate) fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        tracing::subscriber::set_global_default(Registry::default().with(Listener)).unwrap();
    });
}

/// What is wrong with the statements since the last look, by their plans on a migrated database.
pub(crate) async fn judge(connection: &mut SqliteConnection) -> Vec<String> {
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
    match step.split_once(' ') {
        Some(("SCAN", rest)) => {
            let table = rest.split(' ').next().unwrap();
            let index = rest.split_once("INDEX ").map(|(_, index)| index);
            !SMALL.contains(&table) && !index.is_some_and(|index| OF_WHAT_IS_OPEN.contains(&index))
        }
        Some(("SEARCH", rest)) => {
            let takes_one = statement.ends_with("limit 1") || statement.starts_with("select max(");
            COARSE.iter().any(|coarse| rest.ends_with(coarse)) && !takes_one
        }
        _ => false,
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
