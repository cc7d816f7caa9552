//! The log in words, apart from the steps of tickets.

use std::borrow::Cow;

use app::{
    model::{AuditPage, AuditRow, Choice, Moment},
    words::isolated,
};
use domain::{PersonId, Timestamp, ticket::Actor};
use serde_json::Value;
use store::{AuditFilter, LoggedEvent, Session, Subject};

use super::{
    Directory,
    insight::{BadPeriod, Period},
    paging::{address, page_of},
};
use crate::{clock::zoned, elbow::Elbow, spreadsheet::Table};

/// Rows on a page.
const ROWS: u32 = 100;
/// Rows of a file: what a spreadsheet opens without trouble.
const MOST: usize = 100_000;
/// Rows read at once for a file.
const BATCH: u32 = 1_000;

/// What was asked for, as it was typed.
#[derive(Debug, Clone, Default)]
pub(crate) struct AuditQuery {
    pub person: String,
    pub kind: String,
    pub from: String,
    pub to: String,
    /// Only rows before this one.
    pub before: Option<i64>,
}

/// The kinds that can be chosen, and what they are called in the list.
const KINDS: [(&str, &str); 24] = [
    ("signed_in", "Signed in"),
    ("signed_out", "Signed out"),
    ("session_ended", "Sign-in ended"),
    ("sign_in_failed", "Wrong PIN or password"),
    ("unknown_username", "Unknown username"),
    ("wrong_code", "Wrong code"),
    ("refused", "Refused"),
    ("exported", "Data exported"),
    ("imported", "Import"),
    ("person_set_up", "Person set up"),
    ("password_set", "New password"),
    ("account_ended", "Account ended"),
    ("account_opened", "Account opened again"),
    ("code_made", "Code made"),
    ("device_enrolled", "Device set up"),
    ("device_revoked", "Device blocked"),
    ("device_handed_back", "Handset given back"),
    ("ward_link_rotated", "Ward link changed"),
    ("policy_set", "Policy changed"),
    ("alert_key_added", "Key for alerts added"),
    ("alert_key_retired", "Key for alerts retired"),
    ("drill_started", "Drill"),
    ("duty_changed", "Shift or break"),
    ("place_changed", "Place"),
];

pub(crate) async fn audit_page(
    elbow: &Elbow,
    session: &mut dyn Session,
    query: AuditQuery,
    period: Result<Period, BadPeriod>,
) -> Result<AuditPage, store::Error> {
    let directory = Directory::load(elbow, session).await?;
    let people = session.list_people().await?;
    let people = people.into_iter().map(|person| Choice { value: person.id.to_string(), label: person.name });
    let people = people.collect();
    let kinds =
        KINDS.map(|(value, label)| Choice { value: value.to_owned(), label: label.to_owned() }).to_vec();
    let (period, from, to, errors) = match period {
        Ok(period) => {
            let (from, to) = (period.from.to_string(), period.to.to_string());
            (Some(period), from, to, Vec::new())
        }
        Err(bad) => (None, bad.from, bad.to, bad.errors),
    };
    let events = match period {
        Some(period) => session.list_audit(&filter(elbow, &query, period, ROWS + 1)).await?,
        None => Vec::new(),
    };
    let address = |path: &str, before: &str| {
        let AuditQuery { person, kind, .. } = &query;
        address(path, [("person", person), ("kind", kind), ("from", &from), ("to", &to), ("before", before)])
    };
    let older = |last: &LoggedEvent| address("/admin/audit", &last.sequence.to_string());
    let (events, older) = page_of(events, ROWS as usize, older);
    Ok(AuditPage {
        older,
        csv: address("/admin/audit.csv", ""),
        rows: events.iter().map(|event| row(elbow, &directory, event)).collect(),
        person: query.person.clone(),
        kind: query.kind.clone(),
        from: from.clone(),
        to: to.clone(),
        people,
        kinds,
        errors,
    })
}

/// All of it as a file, latest first; how many rows, and the text.
pub(crate) async fn audit_csv(
    elbow: &Elbow,
    session: &mut dyn Session,
    query: &AuditQuery,
    period: Period,
) -> Result<Result<(usize, String), csv::Error>, store::Error> {
    let directory = Directory::load(elbow, session).await?;
    let mut filter = filter(elbow, query, period, BATCH);
    let mut rows = Vec::new();
    while rows.len() < MOST {
        let events = session.list_audit(&filter).await?;
        let Some(last) = events.last() else { break };
        filter.before = last.sequence;
        rows.extend(events.iter().map(|event| row(elbow, &directory, event)));
    }
    let write = || {
        let mut table = Table::new(["number", "at", "who", "what"])?;
        for AuditRow { sequence, when, who, what } in &rows {
            let at = zoned(when.at, &elbow.config.time_zone).strftime("%Y-%m-%d %H:%M:%S").to_string();
            table.row([&sequence.to_string(), &at, who, what])?;
        }
        Ok((rows.len(), table.into_text()?))
    };
    Ok(write())
}

fn filter(elbow: &Elbow, query: &AuditQuery, period: Period, limit: u32) -> AuditFilter {
    let (from, to) = period.bounds(&elbow.config.time_zone);
    AuditFilter {
        before: query.before.unwrap_or(i64::MAX),
        from,
        to,
        person: query.person.parse().ok(),
        kind: (!query.kind.is_empty()).then(|| query.kind.clone()),
        limit,
    }
}

fn row(elbow: &Elbow, directory: &Directory, event: &LoggedEvent) -> AuditRow {
    let clock = zoned(event.at, &elbow.config.time_zone).strftime("%-d %b %Y, %H:%M:%S").to_string();
    AuditRow {
        sequence: event.sequence,
        when: Moment { at: event.at, clock },
        who: who(directory, event),
        what: what(elbow, directory, event),
    }
}

fn who(directory: &Directory, event: &LoggedEvent) -> String {
    match event.actor {
        Actor::Responder(person) | Actor::Lead(person) | Actor::Staff(person) => {
            directory.person_name(person)
        }
        Actor::Operator => match event.body["system_user"].as_u64() {
            Some(number) => format!("Command line (system user {number})"),
            None => "Command line".to_owned(),
        },
        Actor::Requester => match event.body["address"].as_str() {
            Some(address) => format!("Somebody at {address}"),
            None => "Somebody, from many addresses".to_owned(),
        },
        Actor::Engine => "Elbow".to_owned(),
    }
}

/// A sentence without its subject.
fn what(elbow: &Elbow, directory: &Directory, event: &LoggedEvent) -> String {
    let body = &event.body;
    let text = |key: &str| body[key].as_str().unwrap_or_default();
    let name = |id| isolated(directory.person_name(id));
    let person_in = |key: &str| text(key).parse::<PersonId>().ok().map(name);
    let about = match event.subject {
        Subject::Person(person) => name(person),
        _ => person_in("person").unwrap_or(Cow::Borrowed("somebody")),
    };
    let ward =
        || text("ward").parse().map_or(Cow::Borrowed("a ward"), |id| isolated(directory.ward_name(id)));
    let is_about_a_ward = body.get("ward").is_some();
    let is_own = matches!(
        (event.actor, event.subject),
        (Actor::Responder(by) | Actor::Staff(by), Subject::Person(person)) if by == person
    );
    match event.kind.as_str() {
        "signed_in" => match text("through") {
            "password" => "Signed in with a password".to_owned(),
            "pin" => "Signed in with a PIN on their handset".to_owned(),
            "code" => "Signed in with a code on a new handset".to_owned(),
            _ => format!("Signed in: {about}"),
        },
        "signed_out" => "Signed out".to_owned(),
        "session_ended" => match (text("why"), is_own) {
            ("replaced", _) => {
                "Signed in again in the same browser, which ended the sign-in before".to_owned()
            }
            ("new_pin", _) => "Chose a new PIN, which ended a sign-in".to_owned(),
            ("new_password", _) => format!("Ended a sign-in of {about}, who has a new password"),
            ("handed_back", _) => "Gave a handset back, which ended a sign-in".to_owned(),
            ("shut_out", _) => format!("Blocked a device, which ended a sign-in of {about}"),
            ("account_ended", _) => format!("Ended the account of {about}, and with it a sign-in"),
            (_, true) => "Ended a sign-in of their own from another browser".to_owned(),
            (_, false) => format!("Ended a sign-in of {about}"),
        },
        "sign_in_failed" => format!("Wrong PIN or password for {about}, {}", times(body)),
        "unknown_username" => format!("Tried unknown usernames, {}", times(body)),
        "wrong_code" => format!("Tried invalid codes, {}", times(body)),
        "refused" => match text("route") {
            "" => format!("Was refused a page, {}", times(body)),
            route => format!("Was refused {} {route}, {}", text("method"), times(body)),
        },
        "exported" => match body["rows"].as_u64() {
            Some(rows) => format!("Exported {} ({rows} rows)", text("what")),
            None => format!("Exported {}", text("what")),
        },
        "imported" => format!("Imported {}", imported(body)),
        "person_set_up" => {
            let roles: Vec<&str> =
                body["roles"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            format!(
                "Set up {about}: {}",
                if roles.is_empty() { "no role".to_owned() } else { roles.join(", ") }
            )
        }
        "password_set" => format!("Gave {about} a new password"),
        "account_ended" => format!("Ended the account of {about}"),
        "account_opened" => format!("Opened the account of {about} again"),
        "code_made" if is_about_a_ward => format!("Made a code for a device on {}", ward()),
        "code_made" => format!("Made a code for a handset of {about}"),
        "device_enrolled" if is_about_a_ward => format!("A device was set up on {}", ward()),
        "device_enrolled" => format!("A handset was set up for {about}"),
        "device_revoked" if is_about_a_ward => format!("Blocked a device on {}", ward()),
        "device_revoked" if body.get("person").is_some() => format!("Blocked the handset of {about}"),
        "device_revoked" => "Blocked a device".to_owned(),
        "device_handed_back" => "Gave a handset back".to_owned(),
        "ward_link_rotated" => format!("Changed the link of {}", ward()),
        "policy_set" => match event.actor {
            Actor::Operator => format!("Set policy version {}, as {about} decided", body["version"]),
            _ => format!("Set policy version {}", body["version"]),
        },
        "alert_key_added" => "Added a key that signs alerts".to_owned(),
        "alert_key_retired" => "Retired a key that signs alerts".to_owned(),
        "drill_started" => "Started a communications drill".to_owned(),
        "duty_changed" => match text("to") {
            "on_shift" => format!("Now on shift: {about}"),
            "on_break" => format!("Now on a break: {about}"),
            _ => format!("Now off shift: {about}"),
        },
        "place_changed" => format!("Is at {}", ward()),
        other => {
            // A word of ours that has no sentence here, such as alerts that were switched on.
            let at = event.device_at.map(|at: Timestamp| super::moment(elbow, at).clock);
            let words = other.replace('_', " ");
            match at {
                Some(at) => format!("{words} (tapped at {at})"),
                None => words,
            }
        }
    }
}

/// `once`, `12 times`.
fn times(body: &Value) -> String {
    match body["count"].as_u64() {
        None | Some(1) => "once".to_owned(),
        Some(count) => format!("{count} times within 10 minutes"),
    }
}

fn imported(body: &Value) -> String {
    let lists = body.as_object().into_iter().flatten().filter(|(_, counts)| counts.is_object());
    let lists: Vec<String> = lists
        .map(|(list, counts)| {
            format!(
                "{list}: {} added, {} changed, {} removed",
                counts["added"], counts["changed"], counts["removed"]
            )
        })
        .collect();
    lists.join("; ")
}
