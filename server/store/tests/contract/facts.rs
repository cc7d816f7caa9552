//! The follower that makes facts of the log.

use std::collections::BTreeMap;

use async_trait::async_trait;
use domain::{
    Fact, Priority, Ticket, TicketId,
    fact::Ended,
    ticket::{Command, HelpInPassing, ReleaseReason, WithdrawReason},
};
use store::{
    Cursor, Error, Followed, Follower, LoggedEvent, NewTicket, Result, Store, TicketFacts, TicketLinks, Tx,
    follow, follow_to_end,
};

use super::{
    Engine,
    hospital::{Hospital, at, code, hash, live_offer, offer_id, ticket_id},
    random::{Chance, run},
};

/// Tickets of all kinds of courses, and their ids.
async fn a_morning(hospital: &Hospital, store: &dyn Store) -> Vec<TicketId> {
    let mut chance = Chance(7);
    let mut ids = Vec::new();
    for course in 1..=20 {
        let begun = match course % 4 {
            0 => hospital.help_in_passing(store, course, hospital.ada).await,
            _ => hospital.ask(store, course).await,
        };
        let mut session = store.write().await.unwrap();
        run(&mut *session, hospital, &mut chance, begun, course).await;
        session.commit().await.unwrap();
        ids.push(ticket_id(course));
    }
    let asked = hospital.ask(store, 21).await;
    hospital.resolve(store, &asked, hospital.ada, at(22)).await;
    let asked = hospital.ask(store, 22).await;
    hospital.withdraw(store, &asked, WithdrawReason::GaveUp, at(23)).await;
    hand_off_in_passing(hospital, store, 23).await;
    ids.extend([21, 22, 23].map(ticket_id));
    ids
}

async fn facts(store: &dyn Store, ids: &[TicketId]) -> BTreeMap<TicketId, Fact> {
    let mut session = store.read().await.unwrap();
    let mut facts = BTreeMap::new();
    for id in ids {
        facts.extend(session.lookup_fact(*id).await.unwrap().map(|fact| (*id, fact)));
    }
    facts
}

async fn fact(store: &dyn Store, ticket: &Ticket) -> Option<Fact> {
    facts(store, &[ticket.id]).await.remove(&ticket.id)
}

async fn cursor(store: &dyn Store) -> Cursor {
    store.read().await.unwrap().lookup_cursor(TicketFacts.name()).await.unwrap().unwrap()
}

/// Begins anew, and takes the log in slices of `limit`.
async fn again(store: &dyn Store, limit: u32) {
    let mut session = store.write().await.unwrap();
    let before = session.lookup_cursor(TicketFacts.name()).await.unwrap();
    let to = Cursor { version: TicketFacts.version(), sequence: 0 };
    session.move_cursor(TicketFacts.name(), before, to).await.unwrap();
    session.forget_facts().await.unwrap();
    session.commit().await.unwrap();
    while follow(store, &TicketFacts, None, limit).await.unwrap() == Followed::On {}
}

pub(crate) async fn facts_are_the_same_in_slices_at_once_and_again(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let ids = a_morning(&hospital, &*store).await;
    again(&*store, 100_000).await;
    let at_once = facts(&*store, &ids).await;
    assert_eq!(at_once.len(), ids.len());
    let ended: Vec<_> = at_once.values().filter_map(|fact| Some(fact.end?.outcome.kind())).collect();
    for kind in [Ended::Resolved, Ended::HandedOff, Ended::Withdrawn] {
        assert!(ended.contains(&kind), "{kind:?} is among them");
    }
    for limit in [1, 3, 50] {
        again(&*store, limit).await;
        assert_eq!(facts(&*store, &ids).await, at_once, "in slices of {limit}");
    }
    let latest = store.read().await.unwrap().latest_sequence().await.unwrap();
    assert_eq!(cursor(&*store).await.sequence, latest);
    assert_eq!(follow(&*store, &TicketFacts, None, 10).await.unwrap(), Followed::Head);
    assert!(store.unreadable_rows().await.unwrap().is_empty());
}

/// The same facts, as another version of the program makes them.
struct Version(u32);

#[async_trait]
impl Follower for Version {
    type Made = Vec<Fact>;

    fn name(&self) -> &str {
        TicketFacts.name()
    }

    fn version(&self) -> u32 {
        self.0
    }

    async fn fold(&self, read: &mut dyn Tx, events: Vec<LoggedEvent>) -> Result<Vec<Fact>> {
        TicketFacts.fold(read, events).await
    }

    async fn write(&self, session: &mut dyn Tx, facts: Vec<Fact>) -> Result<()> {
        TicketFacts.write(session, facts).await
    }

    async fn forget(&self, session: &mut dyn Tx) -> Result<()> {
        TicketFacts.forget(session).await
    }
}

pub(crate) async fn a_follower_begins_anew_when_it_makes_something_else_of_the_log(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut ids = a_morning(&hospital, &*store).await;
    follow_to_end(&*store, &TicketFacts).await.unwrap();
    let made = facts(&*store, &ids).await;
    // What the log does not say.
    let stray = Fact { ticket: ticket_id(99), ..made[&ids[0]].clone() };
    ids.push(stray.ticket);
    let put_stray = async || {
        let mut session = store.write().await.unwrap();
        session.put_fact(&stray, None).await.unwrap();
        session.commit().await.unwrap();
    };
    put_stray().await;
    follow_to_end(&*store, &TicketFacts).await.unwrap();
    assert_eq!(facts(&*store, &ids).await.len(), made.len() + 1);

    let newer = Version(TicketFacts.version() + 1);
    follow_to_end(&*store, &newer).await.unwrap();
    assert_eq!(facts(&*store, &ids).await, made);
    let place = cursor(&*store).await;
    assert_eq!(place.version, newer.version());

    // A program of the version before leaves alone what the newer one keeps.
    hospital.ask(&*store, 50).await;
    assert_eq!(follow(&*store, &TicketFacts, None, 10).await.unwrap(), Followed::Newer);
    assert_eq!(cursor(&*store).await, place);

    // A place that cannot be, or that cannot be read, is no place.
    for damage in ["sequence = 1000000", "sequence = -1", "version = -1"] {
        put_stray().await;
        engine.damage(&format!("update log_cursor set {damage}")).await;
        follow_to_end(&*store, &newer).await.unwrap();
        assert_eq!(facts(&*store, &ids).await, made, "{damage}");
    }
}

pub(crate) async fn two_programs_that_follow_at_once_count_nothing_twice(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let ids = a_morning(&hospital, &*store).await;
    let to_end = async || {
        loop {
            match follow(&*store, &TicketFacts, None, 3).await {
                Ok(Followed::Head) => break,
                Ok(_) | Err(Error::Stale) => {}
                Err(error) => panic!("{error}"),
            }
        }
    };
    tokio::join!(to_end(), to_end());
    let together = facts(&*store, &ids).await;
    again(&*store, 100_000).await;
    assert_eq!(together, facts(&*store, &ids).await);

    let mut session = store.write().await.unwrap();
    let elsewhere = Some(Cursor { version: TicketFacts.version(), sequence: 3 });
    let moved = session.move_cursor(TicketFacts.name(), elsewhere, cursor(&*store).await).await;
    assert!(matches!(moved, Err(Error::Stale)), "{moved:?}");
}

pub(crate) async fn a_row_that_cannot_be_read_stops_no_follower_and_is_named(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let asked = hospital.ask(&*store, 1).await;
    let offered = hospital.offer(&*store, &asked, 2, hospital.ada).await;
    hospital.offer(&*store, &offered, 3, hospital.ben).await;
    let other = hospital.ask(&*store, 4).await;
    hospital.ask(&*store, 5).await;
    // Of the offers one; and the last row of the log.
    engine.damage("update event set body = '[]' where sequence in (3, 5)").await;
    follow_to_end(&*store, &TicketFacts).await.unwrap();
    assert_eq!(fact(&*store, &asked).await.unwrap().offers, 1);
    assert_eq!(fact(&*store, &other).await.unwrap().ward, hospital.maple);
    assert_eq!(cursor(&*store).await.sequence, 5);
    let left_out = store.check(at(5), 0).await.unwrap().left_out;
    assert_eq!(left_out, ["Left out, since it cannot be read: event 3 (body), event 5 (body)."]);

    // A fact that cannot be read holds up no other, and is made again with all of them.
    let facts_before = fact(&*store, &asked).await;
    let ticket = engine.id(&uuid::Uuid::from_bytes(*asked.id.as_bytes()).as_simple().to_string());
    engine.damage(&format!("update ticket_fact set priority = 'P9' where ticket = {ticket}")).await;
    hospital.take(&*store, &other, Command::Escalate, at(6)).await;
    follow_to_end(&*store, &TicketFacts).await.unwrap();
    assert_eq!(fact(&*store, &other).await.unwrap().sequence, 6);
    let unreadable = store.unreadable_rows().await.unwrap();
    assert!(unreadable.iter().any(|row| row.table == "ticket_fact"), "{unreadable:?}");
    again(&*store, 100).await;
    assert_eq!(fact(&*store, &asked).await, facts_before);
}

pub(crate) async fn words_of_a_newer_program_are_passed_over(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let asked = hospital.ask(&*store, 1).await;
    let ticket = engine.id(&uuid::Uuid::from_bytes(*asked.id.as_bytes()).as_simple().to_string());
    for _ in 0..5 {
        let word = format!(
            "insert into event (sequence, subject, subject_id, at, actor, kind, body)
             select max(sequence) + 1, 'ticket', {ticket}, 1, 'engine', 'surge_seen', '{{}}' from event"
        );
        engine.execute(&word).await.unwrap();
    }
    while follow(&*store, &TicketFacts, None, 2).await.unwrap() == Followed::On {}
    assert_eq!(cursor(&*store).await.sequence, 6, "a slice of nothing but new words is not the end");
    assert_eq!(fact(&*store, &asked).await.unwrap().sequence, 1);
    assert!(store.check(at(1), 0).await.unwrap().left_out.is_empty());
}

pub(crate) async fn what_older_programs_did_not_log_is_read_from_the_ticket(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let asked = hospital.ask(&*store, 1).await;
    let urgent = Command::ChangePriority { to: Priority::P1 };
    let urgent = hospital.take(&*store, &asked, urgent, at(2)).await;
    let calm = hospital.take(&*store, &urgent, Command::ChangePriority { to: Priority::P4 }, at(3)).await;
    let offered =
        hospital.take(&*store, &calm, Command::Offer { offer: live_offer(4, hospital.ada) }, at(4)).await;
    let accept = Command::Accept { offer: offer_id(4), by: hospital.ada };
    let held = hospital.take(&*store, &offered, accept, at(5)).await;
    let why = ReleaseReason::NeedsSomeoneElse { tag: hospital.orders };
    let release = Command::Release { from: hospital.ada, why };
    hospital.take(&*store, &held, release, at(6)).await;
    let helped = hospital.help_in_passing(&*store, 10, hospital.ada).await;
    let handed_off = hand_off_in_passing(&hospital, &*store, 11).await;
    let taken_back = hand_off_in_passing(&hospital, &*store, 12).await;
    hospital.take(&*store, &taken_back, Command::UndoResolve { by: hospital.ada }, at(13)).await;
    let ids = [asked.id, helped.id, handed_off.id, taken_back.id];
    follow_to_end(&*store, &TicketFacts).await.unwrap();
    let said = facts(&*store, &ids).await;
    assert_eq!(said[&asked.id].first_priority, Priority::P2);
    let outcomes =
        [&helped, &handed_off, &taken_back].map(|ticket| said[&ticket.id].end.unwrap().outcome.kind());
    assert_eq!(outcomes, [Ended::Resolved, Ended::HandedOff, Ended::Withdrawn]);

    for (id, kind, category) in [
        (asked.id, "asked", None),
        (helped.id, "helped_in_passing", Some(hospital.training)),
        (handed_off.id, "helped_in_passing", Some(hospital.service_desk)),
        (taken_back.id, "helped_in_passing", Some(hospital.service_desk)),
    ] {
        let category = category.map(|id| format!(r#","category":"{id}""#)).unwrap_or_default();
        let ticket = engine.id(&uuid::Uuid::from_bytes(*id.as_bytes()).as_simple().to_string());
        let older = format!(
            r#"update event set body = '{{"kind":"{kind}"{category}}}' where kind = '{kind}' and subject_id = {ticket}"#
        );
        engine.damage(&older).await;
    }
    again(&*store, 2).await;
    assert_eq!(facts(&*store, &ids).await, said, "the ward is where it was");
}

async fn hand_off_in_passing(hospital: &Hospital, store: &dyn Store, number: u32) -> Ticket {
    let help = HelpInPassing {
        id: ticket_id(number),
        code: code(number),
        ward: hospital.maple,
        tag: hospital.epma,
        category: hospital.service_desk,
        hands_off: true,
        by: hospital.ada,
    };
    let transition = Ticket::help_in_passing(help, None, at(number.into()));
    let transition = transition.at(&hospital.ward(hospital.maple, "W07", "Maple", Some(2)));
    let mut session = store.write().await.unwrap();
    let request_key = format!("key-{number}");
    let links = TicketLinks { link: hash(1000 + number), request_key, link_rotation: None };
    session.add_ticket(&NewTicket { transition: transition.clone(), links }).await.unwrap();
    session.commit().await.unwrap();
    transition.ticket
}
