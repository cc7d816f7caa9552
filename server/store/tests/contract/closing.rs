//! Closed tickets, and those that come back.

use domain::{
    ticket::Happening,
    ticket::{Command, Sorted, WithdrawReason},
};

use super::{
    Engine,
    hospital::{Hospital, at, code, codes, details},
};

pub(crate) async fn closed_tickets_come_latest_first(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    for number in 1..=4 {
        let asked = hospital.ask(&*store, number).await;
        let now = at(i64::from(number) * 10);
        hospital.withdraw(&*store, &asked, WithdrawReason::SolvedMyself, now).await;
    }
    hospital.ask(&*store, 5).await;
    let mut session = store.read().await.unwrap();
    let all = session.list_closed_tickets(at(0), 100).await.unwrap();
    assert_eq!(codes(&all), [4, 3, 2, 1].map(code));
    let some = session.list_closed_tickets(at(20), 2).await.unwrap();
    assert_eq!(codes(&some), [4, 3].map(code));
    let since = session.list_closed_tickets(at(40), 100).await.unwrap();
    assert_eq!(codes(&since), [code(4)]);
}

pub(crate) async fn what_is_not_sorted_is_found_until_whoever_asked_says_otherwise(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut closed = Vec::new();
    for number in 1..=4 {
        let asked = hospital.ask(&*store, number).await;
        closed.push(hospital.resolve(&*store, &asked, hospital.ada, at(i64::from(number) * 10)).await);
    }
    let say = async |place: usize, answer, now| {
        hospital.take(&*store, &closed[place], Command::SaySorted { answer }, now).await
    };
    say(0, Sorted::Yes, at(100)).await;
    let partly = say(1, Sorted::Partly, at(100)).await;
    // Too late to be opened again.
    let no = say(2, Sorted::No, at(10_000)).await;
    let list = async |since, limit| store.read().await.unwrap().list_not_sorted(since, limit).await.unwrap();
    assert_eq!(list(at(0), 10).await, [no.clone(), partly.clone()], "latest closed first");
    assert_eq!(list(at(0), 1).await, std::slice::from_ref(&no));
    assert_eq!(list(at(25), 10).await, std::slice::from_ref(&no));
    let yes = Command::SaySorted { answer: Sorted::Yes };
    hospital.take(&*store, &no, yes, at(10_001)).await;
    assert_eq!(list(at(0), 10).await, [partly]);
}

pub(crate) async fn a_responder_finds_what_they_closed(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    for (number, by) in [(1, hospital.ada), (2, hospital.ben), (3, hospital.ada)] {
        let asked = hospital.ask(&*store, number).await;
        hospital.resolve(&*store, &asked, by, at(i64::from(number) * 10)).await;
    }
    let asked = hospital.ask(&*store, 4).await;
    let held = hospital.take(&*store, &asked, Command::Assign { to: hospital.ada }, at(40)).await;
    let there = hospital.take(&*store, &held, Command::Arrive, at(41)).await;
    let hand_off = Command::HandOff { by: hospital.ada, category: hospital.service_desk };
    let handed_off = hospital.take(&*store, &there, hand_off, at(42)).await;

    let mut session = store.read().await.unwrap();
    let closed = session.list_closed_by(hospital.ada, at(0), 10).await.unwrap();
    assert_eq!(codes(&closed), [4, 3, 1].map(code));
    assert_eq!(closed[0], handed_off);
    let latest = session.list_closed_by(hospital.ada, at(20), 1).await.unwrap();
    assert_eq!(codes(&latest), [code(4)]);
    assert!(session.list_closed_by(hospital.cy, at(0), 10).await.unwrap().is_empty());
}

pub(crate) async fn what_is_said_after_closing_is_kept_until_the_ticket_is_open_again(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let asked = hospital.ask(&*store, 1).await;
    let resolved = hospital.resolve(&*store, &asked, hospital.ada, at(10)).await;
    let add = |people| Command::AddDetails {
        by: hospital.ada,
        details: details(people),
        known_issue: None,
        linked: None,
    };
    let told = hospital.take(&*store, &resolved, add(3), at(20)).await;
    let better = hospital.take(&*store, &told, add(4), at(30)).await;
    let mut session = store.read().await.unwrap();
    let found = session.lookup_ticket(asked.id).await.unwrap().unwrap();
    assert_eq!((&found, found.details.helped.get()), (&better, 4));
    let events = session.list_events_of(asked.id).await.unwrap();
    let said = events.iter().filter_map(|event| match event.what.step() {
        Some(Happening::DetailsAdded { helped, noted, .. }) => Some((helped.get(), *noted)),
        _ => None,
    });
    assert_eq!(said.collect::<Vec<_>>(), [(3, true), (4, true)], "each is an event of its own");
    assert!(!format!("{events:?}").contains("worklist"), "the log holds no free text");
    drop(session);

    let reopened = hospital.take(&*store, &better, Command::Reopen, at(60)).await;
    let mut session = store.read().await.unwrap();
    let found = session.lookup_ticket(asked.id).await.unwrap().unwrap();
    assert_eq!(found, reopened);
    assert!(found.details.is_default());
    drop(session);
    for impossible in ["helped = 2", "closing_note = 'x'"] {
        let refused = engine.execute(&format!("update ticket set {impossible}")).await;
        assert!(refused.is_err(), "{impossible}: the schema keeps this promise too");
    }
}

pub(crate) async fn a_reopened_ticket_is_open_again(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let asked = hospital.ask(&*store, 1).await;
    let resolved = hospital.resolve(&*store, &asked, hospital.ada, at(10)).await;
    let reopened = hospital.take(&*store, &resolved, Command::Reopen, at(60)).await;
    let mut session = store.read().await.unwrap();
    assert_eq!(session.list_open_tickets().await.unwrap(), [reopened]);
    assert!(session.list_closed_tickets(at(0), 10).await.unwrap().is_empty());
    assert!(session.list_closed_by(hospital.ada, at(0), 10).await.unwrap().is_empty());
}
