//! The standing check, and values that no program of ours wrote.

use domain::{
    Role, Timestamp,
    ticket::{Command, ReleaseReason},
};
use store::{AlertKind, CallFor, Error, NewAlert, NewCall};

use super::{
    Engine,
    hospital::{Hospital, at, code, offer_id, ticket_id},
};

async fn broken(engine: &dyn Engine, now: Timestamp) -> Vec<String> {
    engine.store().check(now, 0).await.unwrap().broken
}

pub(crate) async fn a_hospital_at_work_breaks_no_promise(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let first = hospital.ask(&*store, 1).await;
    let second = hospital.ask(&*store, 2).await;
    hospital.offer(&*store, &first, 3, hospital.ada).await;
    hospital.resolve(&*store, &second, hospital.ben, at(5)).await;
    assert!(broken(engine, at(10)).await.is_empty());
}

pub(crate) async fn a_ticket_that_nobody_looks_at_is_reported(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let asked = hospital.ask(&*store, 1).await;
    let due = asked.next_action_at().unwrap();
    let after = |seconds| due + std::time::Duration::from_secs(seconds);
    assert!(broken(engine, after(15)).await.is_empty());
    let sentence = format!("Open tickets more than 15 s past their next action: {}.", code(1));
    assert_eq!(broken(engine, after(16)).await, [sentence]);
}

/// Shows H3.2.
pub(crate) async fn a_ticket_without_a_deadline_is_reported(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    hospital.ask(&*store, 1).await;
    let refused = engine.execute("update ticket set next_action_at = null").await;
    assert!(refused.is_err(), "the schema keeps this promise too");
    engine.damage("update ticket set next_action_at = null").await;
    assert_eq!(broken(engine, at(9)).await, [format!("Open tickets without a next action: {}.", code(1))]);
}

pub(crate) async fn a_deadline_that_is_days_ahead_is_reported(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let asked = hospital.ask(&*store, 1).await;
    let day = std::time::Duration::from_hours(24);
    assert!(broken(engine, asked.next_action_at().unwrap() - day).await.is_empty());
    let sentence = format!("Open tickets whose next action is more than a day ahead: {}.", code(1));
    let earlier = asked.next_action_at().unwrap() - day - std::time::Duration::from_millis(1);
    assert_eq!(broken(engine, earlier).await, [sentence]);
}

/// Shows H5.2.
pub(crate) async fn two_acceptances_of_one_ticket_are_reported(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let asked = hospital.ask(&*store, 1).await;
    let offered = hospital.offer(&*store, &asked, 2, hospital.ada).await;
    let offered = hospital.offer(&*store, &offered, 3, hospital.ben).await;
    let accept = Command::Accept { offer: offer_id(2), by: hospital.ada };
    hospital.take(&*store, &offered, accept, at(5)).await;
    assert!(broken(engine, at(6)).await.is_empty());
    engine.damage("update offer set outcome = 'accepted'").await;
    let sentence = format!("Held tickets with more than one live acceptance: {}.", code(1));
    assert_eq!(broken(engine, at(6)).await, [sentence]);
}

pub(crate) async fn an_acceptance_after_a_release_is_no_second_one(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut ticket = hospital.ask(&*store, 1).await;
    for (number, by) in [(2, hospital.ada), (3, hospital.ben)] {
        let offered = hospital.offer(&*store, &ticket, number, by).await;
        let accept = Command::Accept { offer: offer_id(number), by };
        ticket = hospital.take(&*store, &offered, accept, at(4)).await;
        assert!(broken(engine, at(6)).await.is_empty());
        if by == hospital.ada {
            let release = Command::Release { from: by, why: ReleaseReason::GaveBack };
            ticket = hospital.take(&*store, &ticket, release, at(4)).await;
        }
    }
}

/// Shows H5.2.
pub(crate) async fn a_held_ticket_without_a_holder_is_reported(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let asked = hospital.ask(&*store, 1).await;
    hospital.take(&*store, &asked, Command::Assign { to: hospital.ada }, at(5)).await;
    engine.damage("update ticket set holder = null").await;
    let sentence = format!("Tickets on the way or at the elbow without a holder: {}.", code(1));
    assert_eq!(broken(engine, at(6)).await, [sentence]);
}

pub(crate) async fn a_gap_in_the_log_is_reported(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    hospital.ask(&*store, 1).await;
    engine
        .damage(
            "insert into event (sequence, subject, subject_id, at, actor, kind, body)
             select sequence + 2, subject, subject_id, at, actor, kind, body from event",
        )
        .await;
    assert_eq!(broken(engine, at(6)).await, ["Gaps in the event log just before: 3."]);
}

pub(crate) async fn the_log_is_read_on_from_where_it_was_whole(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    hospital.ask(&*store, 1).await;
    hospital.ask(&*store, 2).await;
    let whole = store.check(at(6), 0).await.unwrap();
    assert_eq!((whole.broken.len(), whole.log_whole_to), (0, 2));
    engine
        .damage(
            "insert into event (sequence, subject, subject_id, at, actor, kind, body)
             select sequence + 3, subject, subject_id, at, actor, kind, body from event where sequence = 2",
        )
        .await;
    // A gap that was found stays found: the next look begins before it again.
    for _ in 0..2 {
        let found = store.check(at(6), whole.log_whole_to).await.unwrap();
        assert_eq!(found.broken, ["Gaps in the event log just before: 5."]);
        assert_eq!(found.log_whole_to, 2);
    }
    assert!(store.check(at(6), 5).await.unwrap().broken.is_empty());
}

pub(crate) async fn an_alert_set_aside_is_reported_for_a_day(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut session = store.write().await.unwrap();
    let id = session.add_alert(&test_alert(&hospital)).await.unwrap();
    session.set_alert_aside(id, "sending it panicked", at(5)).await.unwrap();
    session.commit().await.unwrap();
    let sentence = format!("Alerts set aside in the last 24 hours, since sending them failed: {id}.");
    assert_eq!(broken(engine, at(6)).await, [sentence]);
    assert!(broken(engine, at(6 + 24 * 60 * 60)).await.is_empty());
}

fn test_alert(hospital: &Hospital) -> NewAlert {
    NewAlert {
        person: hospital.ada,
        kind: AlertKind::Test,
        ticket: None,
        offer: None,
        made_at: at(0),
        expires_at: at(30),
    }
}

pub(crate) async fn an_alert_without_an_outcome_is_reported(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut session = store.write().await.unwrap();
    let id = session.add_alert(&test_alert(&hospital)).await.unwrap();
    session.commit().await.unwrap();
    assert!(broken(engine, at(90)).await.is_empty());
    let sentence = format!("Alerts past their expiry without an outcome: {id}.");
    assert_eq!(broken(engine, at(91)).await, [sentence]);
}

pub(crate) async fn a_call_without_an_outcome_is_reported(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let ticket = hospital.ask(&*store, 1).await.id;
    let mut session = store.write().await.unwrap();
    let call = NewCall { whom: CallFor::CommandCentre, ticket, made_at: at(0), expires_at: at(30) };
    let id = session.add_call(&call).await.unwrap();
    session.commit().await.unwrap();
    let sentence = format!("Calls past their expiry without an outcome: {id}.");
    assert!(!broken(engine, at(90)).await.contains(&sentence));
    assert!(broken(engine, at(91)).await.contains(&sentence));
}

pub(crate) async fn a_long_list_is_cut_short(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    for number in 1..=12 {
        hospital.ask(&*store, number).await;
    }
    let named: Vec<String> = (1..=10).map(|number| code(number).to_string()).collect();
    let sentence =
        format!("Open tickets more than 15 s past their next action: {} and 2 more.", named.join(", "));
    assert_eq!(broken(engine, at(3600)).await, [sentence]);
}

pub(crate) async fn a_damaged_row_is_left_out_and_named_by_table_row_and_column(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let asked = hospital.ask(&*store, 1).await;
    let other = hospital.ask(&*store, 2).await;
    hospital.take(&*store, &asked, Command::Assign { to: hospital.ada }, at(5)).await;
    let one = format!("where code = '{}'", asked.code);
    for (damage, damaged) in [
        (format!("update ticket set version = -1 {one}"), "version"),
        (format!("update ticket set version = 1, state = 'lost' {one}"), "state"),
        (format!("update ticket set state = 'with_you', holder = null {one}"), "holder"),
        (format!("update ticket set state = 'waiting', turned_down = '[\"nobody\"]' {one}"), "turned_down"),
        (format!("update ticket set turned_down = '[]', priority = 'P9' {one}"), "priority"),
        (format!("update ticket set priority = 'P1', asked_at = 9223372036854775807 {one}"), "asked_at"),
        (format!("update ticket set asked_at = 1, code = 'O0I' {one}"), "code"),
    ] {
        engine.damage(&damage).await;
        let mut session = store.read().await.unwrap();
        let found = session.lookup_ticket(asked.id).await;
        let Err(Error::Corrupt { table, column, row, .. }) = found else { panic!("{damage}: {found:?}") };
        assert_eq!((table, column, row), ("ticket", damaged, ticket_id(1).to_string()), "{damage}");
        let open: Vec<_> = session.list_open_tickets().await.unwrap().iter().map(|open| open.id).collect();
        assert_eq!(open, [other.id], "{damage}");
        let alarm = format!("ticket {} ({damaged})", ticket_id(1));
        let alarms = store.check(at(6), 0).await.unwrap().left_out;
        assert!(alarms.iter().any(|told| told.contains(&alarm)), "{damage}: {alarms:?}");
    }
    engine.damage("update person set ended_at = 9223372036854775807 where name = 'Ada'").await;
    let people = store.read().await.unwrap().list_people().await.unwrap();
    assert!(!people.is_empty() && people.iter().all(|person| person.id != hospital.ada));
    // What cannot be read gives nothing.
    engine.damage("update role_grant set made_at = 9223372036854775807 where role = 'analyst'").await;
    let roles = store.read().await.unwrap().roles_at(hospital.lead, at(6)).await.unwrap();
    assert_eq!(roles, [Role::Lead]);
    let everything: Vec<String> =
        store.unreadable_rows().await.unwrap().iter().map(ToString::to_string).collect();
    assert!(everything.contains(&format!("person {} (ended_at)", hospital.ada)), "{everything:?}");
}

/// A rule that has become stricter must not take away what was fine when it was written.
pub(crate) async fn a_note_is_read_as_it_was_written(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let asked = hospital.ask(&*store, 1).await;
    engine.damage("update ticket set note = 'My NHS number 943 476 5919'").await;
    let read = store.read().await.unwrap().lookup_ticket(asked.id).await.unwrap().unwrap();
    assert_eq!(read.note.unwrap().as_str(), "My NHS number 943 476 5919");
    let checked = store.check(at(6), 0).await.unwrap();
    assert!(checked.broken.is_empty() && checked.left_out.is_empty(), "{checked:?}");
}

pub(crate) async fn someone_nearer_who_takes_over_is_no_second_holder(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut ticket = hospital.ask(&*store, 1).await;
    for (number, by) in [(2, hospital.ada), (3, hospital.ben)] {
        let offered = hospital.offer(&*store, &ticket, number, by).await;
        let accept = Command::Accept { offer: offer_id(number), by };
        ticket = hospital.take(&*store, &offered, accept, at(4)).await;
        assert!(broken(engine, at(6)).await.is_empty());
    }
    assert_eq!(ticket.holder(), Some(hospital.ben));
    assert_eq!(store.read().await.unwrap().lookup_ticket(ticket.id).await.unwrap(), Some(ticket));
}
