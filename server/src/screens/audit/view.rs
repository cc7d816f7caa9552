//! The log in words, apart from the steps of tickets.

use std::{borrow::Cow, collections::BTreeMap};

use app::{
    model::{Choice, Moment},
    screens::audit::{AuditPage, AuditRow},
    words::isolated,
};
use domain::{
    Duty, EndReason, Logged, Through, ZoneMode,
    event::{BoundTo, Changes, Tries},
    ticket::Actor,
};
use ground::clock::zoned;
use import::spreadsheet::Table;
use store::{AuditFilter, LoggedEvent, Subject, Tx};

use crate::{
    kept::Directory,
    screens::insight::view::{BadPeriod, Period},
    view::{
        Sources, day_in_words, last_day_in_words,
        moment::stamp,
        paging::{address, page_of},
        roles_in_words,
    },
};

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
const KINDS: [(&str, &str); 27] = [
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
    ("role_granted", "Role given"),
    ("role_ended", "Role ended"),
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
    (EVERYTHING, "Everything"),
];

/// Chosen, nothing is left out.
const EVERYTHING: &str = "everything";

pub(crate) async fn audit_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    query: AuditQuery,
    period: Result<Period, BadPeriod>,
) -> Result<AuditPage, store::Error> {
    let directory = sources.directory(tx).await?;
    let people = tx.list_people().await?;
    let people = people.into_iter().map(|person| Choice { value: person.id.to_string(), label: person.name });
    let people = people.collect();
    let kinds =
        KINDS.map(|(value, label)| Choice { value: value.to_owned(), label: label.to_owned() }).to_vec();
    let (period, from, to, errors) = match period {
        Ok(period) => {
            let (from, to) = (period.from.date.to_string(), period.to.date.to_string());
            (Some(period), from, to, Vec::new())
        }
        Err(bad) => (None, bad.from, bad.to, bad.errors),
    };
    let events = match period {
        Some(period) => tx.list_audit(&filter(&query, period, ROWS + 1)).await?,
        None => Vec::new(),
    };
    let address = |path: &str, before: &str| {
        let AuditQuery { person, kind, .. } = &query;
        address(path, [("person", person), ("kind", kind), ("from", &from), ("to", &to), ("before", before)])
    };
    let older = |last: &LoggedEvent| address(paths::AUDIT, &last.sequence.to_string());
    let (events, older) = page_of(events, ROWS as usize, older);
    Ok(AuditPage {
        older,
        csv: address(paths::AUDIT_CSV, ""),
        rows: events.iter().map(|event| row(sources, &directory, event)).collect(),
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
    sources: &Sources,
    tx: &mut dyn Tx,
    query: &AuditQuery,
    period: Period,
) -> Result<Result<(usize, String), csv::Error>, store::Error> {
    let directory = sources.directory(tx).await?;
    let mut filter = filter(query, period, BATCH);
    let mut rows = Vec::new();
    while rows.len() < MOST {
        let events = tx.list_audit(&filter).await?;
        let Some(last) = events.last() else { break };
        filter.before = last.sequence;
        rows.extend(events.iter().map(|event| row(sources, &directory, event)));
    }
    let write = || {
        let mut table = Table::new(["number", "at", "who", "what"])?;
        for AuditRow { sequence, when, who, what } in &rows {
            table.row([&sequence.to_string(), &stamp(sources, when.at), who, what])?;
        }
        Ok((rows.len(), table.into_text()?))
    };
    Ok(write())
}

fn filter(query: &AuditQuery, period: Period, limit: u32) -> AuditFilter {
    let (from, to) = period.bounds();
    AuditFilter {
        before: query.before.unwrap_or(i64::MAX),
        from,
        to,
        person: query.person.parse().ok(),
        kind: (!query.kind.is_empty() && query.kind != EVERYTHING).then(|| query.kind.clone()),
        routine: !query.kind.is_empty(),
        limit,
    }
}

fn row(sources: &Sources, directory: &Directory, event: &LoggedEvent) -> AuditRow {
    let clock = zoned(event.at, &sources.trust.time_zone).strftime("%-d %b %Y, %H:%M:%S").to_string();
    AuditRow {
        sequence: event.sequence,
        when: Moment { at: event.at, clock },
        who: who(directory, event),
        what: what(sources, directory, event),
    }
}

fn who(directory: &Directory, event: &LoggedEvent) -> String {
    match event.actor {
        Actor::Responder(person) | Actor::Lead(person) | Actor::Staff(person) => {
            directory.person_name(person)
        }
        Actor::Operator(Some(number)) => format!("Command line (system user {number})"),
        Actor::Operator(None) => "Command line".to_owned(),
        Actor::Requester => match tries(&event.what).and_then(|tries| tries.address) {
            Some(address) => format!("Somebody at {address}"),
            None => "Somebody, from many addresses".to_owned(),
        },
        Actor::Engine => "Elbow".to_owned(),
    }
}

const fn tries(what: &Logged) -> Option<Tries> {
    match what {
        Logged::SignInFailed(tries)
        | Logged::UnknownUsername(tries)
        | Logged::WrongCode(tries)
        | Logged::Refused { tries, .. } => Some(*tries),
        _ => None,
    }
}

/// A sentence without its subject.
fn what(sources: &Sources, directory: &Directory, event: &LoggedEvent) -> String {
    let name = |id| isolated(directory.person_name(id));
    let ward = |id| isolated(directory.ward_name(id));
    let about = match event.subject {
        Subject::Person(person) => name(person),
        Subject::Ticket(_) | Subject::Device(_) | Subject::Hospital => Cow::Borrowed("somebody"),
    };
    let is_own = matches!(
        (event.actor, event.subject),
        (Actor::Responder(by) | Actor::Staff(by), Subject::Person(person)) if by == person
    );
    match &event.what {
        Logged::SignedIn { through, .. } => match through {
            Some(Through::Password) => "Signed in with a password".to_owned(),
            Some(Through::Pin) => "Signed in with a PIN on their handset".to_owned(),
            Some(Through::Code) => "Signed in with a code on a new handset".to_owned(),
            None => format!("Signed in: {about}"),
        },
        Logged::SignedOut { .. } => "Signed out".to_owned(),
        Logged::SessionEnded { why, .. } => session_ended(*why, is_own, &about),
        Logged::SignInFailed(tries) => format!("Wrong PIN or password for {about}, {}", times(*tries)),
        Logged::UnknownUsername(tries) => format!("Tried unknown usernames, {}", times(*tries)),
        Logged::WrongCode(tries) => format!("Tried invalid codes, {}", times(*tries)),
        Logged::Refused { route, method, tries } if !route.is_empty() => {
            format!("Was refused {method} {route}, {}", times(*tries))
        }
        Logged::Refused { tries, .. } => format!("Was refused a page, {}", times(*tries)),
        Logged::Exported { what, rows: Some(rows) } => format!("Exported {what} ({rows} rows)"),
        Logged::Exported { what, rows: None } => format!("Exported {what}"),
        Logged::Imported { lists } => format!("Imported {}", imported(lists)),
        Logged::PersonSetUp { roles, .. } if roles.is_empty() => format!("Set up {about}: no role"),
        Logged::PersonSetUp { roles, .. } => format!("Set up {about}: {}", roles_in_words(roles)),
        Logged::RoleGranted { role, from, until } => {
            let from = from.map_or_else(String::new, |at| format!(" from {}", day_in_words(sources, at)));
            let until =
                until.map_or_else(String::new, |at| format!(" until {}", last_day_in_words(sources, at)));
            format!("Gave {about} the role {role}{from}{until}")
        }
        Logged::RoleEnded { role } => format!("Ended the role {role} of {about}"),
        Logged::PasswordSet => format!("Gave {about} a new password"),
        Logged::AccountEnded => format!("Ended the account of {about}"),
        Logged::AccountOpened => format!("Opened the account of {about} again"),
        Logged::CodeMade { ward: Some(id) } => format!("Made a code for a device on {}", ward(*id)),
        Logged::CodeMade { ward: None } => format!("Made a code for a handset of {about}"),
        Logged::DeviceEnrolled(BoundTo { ward: Some(id), .. }) => {
            format!("A device was set up on {}", ward(*id))
        }
        Logged::DeviceEnrolled(BoundTo { person: Some(id), .. }) => {
            format!("A handset was set up for {}", name(*id))
        }
        Logged::DeviceEnrolled(_) => "A device was set up".to_owned(),
        Logged::DeviceRevoked(BoundTo { ward: Some(id), .. }) => {
            format!("Blocked a device on {}", ward(*id))
        }
        Logged::DeviceRevoked(BoundTo { person: Some(id), .. }) => {
            format!("Blocked the handset of {}", name(*id))
        }
        Logged::DeviceRevoked(_) => "Blocked a device".to_owned(),
        Logged::DeviceHandedBack => "Gave a handset back".to_owned(),
        Logged::WardLinkRotated { ward: id, .. } => format!("Changed the link of {}", ward(*id)),
        Logged::PolicySet { version } => match event.actor {
            Actor::Operator(_) => format!("Set policy version {version}, as {about} decided"),
            _ => format!("Set policy version {version}"),
        },
        Logged::AlertKeyAdded { .. } => "Added a key that signs alerts".to_owned(),
        Logged::AlertKeyRetired { .. } => "Retired a key that signs alerts".to_owned(),
        Logged::DrillStarted { .. } => "Started a communications drill".to_owned(),
        Logged::DutyChanged { to: Duty::OnShift, .. } => format!("Now on shift: {about}"),
        Logged::DutyChanged { to: Duty::OnBreak, .. } => format!("Now on a break: {about}"),
        Logged::DutyChanged { to: Duty::OffShift, .. } => format!("Now off shift: {about}"),
        Logged::PlaceChanged { ward: id } => format!("Is at {}", ward(*id)),
        Logged::ZoneModeChanged { to: ZoneMode::All } => "Goes to any zone".to_owned(),
        Logged::ZoneModeChanged { to: ZoneMode::Preferred } => "Goes to their own zone first".to_owned(),
        Logged::ZoneModeChanged { to: ZoneMode::Exclusive } => "Stays in their own zone".to_owned(),
        Logged::AlertsOn => "Switched alerts on".to_owned(),
        Logged::AlertsTested => "Answered a test alert".to_owned(),
        Logged::AlertsGone => format!("The handset of {about} takes no more alerts"),
        Logged::KnownIssueAdded(_) => "Added a known issue".to_owned(),
        Logged::KnownIssueChanged(_) => "Changed a known issue".to_owned(),
        Logged::KnownIssueEnded(_) => "Ended a known issue".to_owned(),
        // About tickets: each has a page of its own.
        Logged::Step(_)
        | Logged::NobodyToAsk(_)
        | Logged::SomebodyToAsk
        | Logged::AlertArrived { .. }
        | Logged::NotReached { .. } => event.what.kind().replace('_', " "),
    }
}

fn session_ended(why: EndReason, is_own: bool, about: &str) -> String {
    match (why, is_own) {
        (EndReason::Replaced, _) => {
            "Signed in again in the same browser, which ended the sign-in before".to_owned()
        }
        (EndReason::NewPin, _) => "Chose a new PIN, which ended a sign-in".to_owned(),
        (EndReason::NewPassword, _) => format!("Ended a sign-in of {about}, who has a new password"),
        (EndReason::HandedBack, _) => "Gave a handset back, which ended a sign-in".to_owned(),
        (EndReason::ShutOut, _) => format!("Blocked a device, which ended a sign-in of {about}"),
        (EndReason::AccountEnded, _) => format!("Ended the account of {about}, and with it a sign-in"),
        (EndReason::SignedOut | EndReason::EndedElsewhere | EndReason::EndedByAdministrator, true) => {
            "Ended a sign-in of their own from another browser".to_owned()
        }
        (EndReason::SignedOut | EndReason::EndedElsewhere | EndReason::EndedByAdministrator, false) => {
            format!("Ended a sign-in of {about}")
        }
    }
}

/// `once`, `12 times`.
fn times(Tries { count, .. }: Tries) -> String {
    match count {
        1 => "once".to_owned(),
        count => format!("{count} times within 10 minutes"),
    }
}

fn imported(lists: &BTreeMap<String, Changes>) -> String {
    let lists = lists.iter().map(|(list, Changes { added, changed, removed })| {
        format!("{list}: {added} added, {changed} changed, {removed} removed")
    });
    lists.collect::<Vec<_>>().join("; ")
}
