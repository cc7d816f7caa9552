//! Asking, finding and listing.

use std::collections::HashMap;

use domain::{
    Priority, Spot, Ticket,
    ticket::{AskedBy, Command, ReleaseReason, Request, WithdrawReason},
};
use store::{Error, NewTicket, Subject, TicketLinks};
use tokio::task::JoinSet;

use super::{
    Engine,
    hospital::{Hospital, at, code, codes, hash, id, live_offer, offer_id, ticket_id},
};

pub(crate) async fn a_request_is_found_by_its_id_its_link_and_its_key(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let asked = Some(hospital.ask(&*store, 1).await);
    let mut session = store.read().await.unwrap();
    assert_eq!(session.lookup_ticket(ticket_id(1)).await.unwrap(), asked);
    assert_eq!(session.lookup_ticket_by_link(&hash(1001)).await.unwrap(), asked);
    assert_eq!(session.lookup_ticket_by_request_key("key-1").await.unwrap(), asked);
}

pub(crate) async fn what_was_never_asked_is_not_found(engine: &dyn Engine) {
    let mut session = engine.store().read().await.unwrap();
    assert_eq!(session.lookup_ticket(ticket_id(1)).await.unwrap(), None);
    assert_eq!(session.lookup_ticket_by_link(&hash(1)).await.unwrap(), None);
    assert_eq!(session.lookup_ticket_by_request_key("key-1").await.unwrap(), None);
    assert_eq!(session.lookup_offer(id(1)).await.unwrap(), None);
    assert_eq!(session.lookup_shortfall(ticket_id(1)).await.unwrap(), None);
    assert_eq!(session.next_deadline().await.unwrap(), None);
    assert!(session.list_open_tickets().await.unwrap().is_empty());
}

/// Shows H1.2.
pub(crate) async fn the_same_request_posted_again_is_not_a_second_one(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let first = hospital.ask(&*store, 1).await;
    let NewTicket { transition, links } = hospital.new_ticket(2, hospital.request(2), at(2));
    let again = NewTicket { transition, links: TicketLinks { request_key: "key-1".to_owned(), ..links } };
    let refused = store.write().await.unwrap().add_ticket(&again).await;
    assert!(matches!(refused, Err(Error::Duplicate("request key"))), "{refused:?}");
    let mut session = store.read().await.unwrap();
    assert_eq!(session.lookup_ticket_by_request_key("key-1").await.unwrap(), Some(first));
    assert_eq!(session.lookup_ticket(ticket_id(2)).await.unwrap(), None);
}

pub(crate) async fn a_code_is_given_out_once(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let first = hospital.ask(&*store, 1).await;
    hospital.resolve(&*store, &first, hospital.ada, at(10)).await;
    let request = Request { code: code(1), ..hospital.request(2) };
    let refused = store.write().await.unwrap().add_ticket(&hospital.new_ticket(2, request, at(20))).await;
    assert!(matches!(refused, Err(Error::Duplicate("code"))), "{refused:?}");
}

pub(crate) async fn what_whoever_asked_corrects_is_kept_and_the_log_holds_no_free_text(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let asked = hospital.ask(&*store, 1).await;
    let correct = Command::Correct { spot: Spot::parse_line("Side room 2").unwrap(), note: None };
    let corrected = hospital.take(&*store, &asked, correct, at(5)).await;
    let mut session = store.read().await.unwrap();
    let found = session.lookup_ticket(asked.id).await.unwrap().unwrap();
    assert_eq!((found.spot.as_ref().map(Spot::as_str), &found.note), (Some("Side room 2"), &None));
    assert_eq!(found, corrected);
    let log = format!("{:?}", session.list_events_of(asked.id).await.unwrap());
    assert!(log.contains("Corrected") && !log.contains("room"), "{log}");
    drop(session);
    for impossible in ["''".to_owned(), format!("'{}'", "x".repeat(61))] {
        let refused = engine.execute(&format!("update ticket set spot = {impossible}")).await;
        assert!(refused.is_err(), "{impossible}");
    }
}

pub(crate) async fn whoever_acts_on_an_older_copy_is_refused(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let asked = hospital.ask(&*store, 1).await;
    let assigned = hospital.take(&*store, &asked, Command::Assign { to: hospital.ada }, at(5)).await;

    let late = hospital.step(&asked, Command::Assign { to: hospital.ben }, at(6));
    let mut session = store.write().await.unwrap();
    assert!(matches!(session.save_ticket(&late, None).await, Err(Error::Stale)));
    session.commit().await.unwrap();

    let mut session = store.read().await.unwrap();
    assert_eq!(session.lookup_ticket(asked.id).await.unwrap(), Some(assigned));
    assert_eq!(session.list_events_of(asked.id).await.unwrap().len(), 2);
}

pub(crate) async fn a_ticket_that_was_never_asked_cannot_be_saved(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let unknown = hospital.new_ticket(1, hospital.request(1), at(1)).transition;
    let mut session = store.write().await.unwrap();
    assert!(matches!(session.save_ticket(&unknown, None).await, Err(Error::Stale)));
    let step = hospital.step(&unknown.ticket, Command::Escalate, at(2));
    assert!(matches!(session.save_ticket(&step, None).await, Err(Error::Stale)));
}

pub(crate) async fn open_tickets_come_by_urgency_then_by_age(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    for (number, priority) in [(1, Priority::P3), (2, Priority::P1), (3, Priority::P3), (4, Priority::P2)] {
        hospital.ask_for(&*store, number, Request { priority, ..hospital.request(number) }).await;
    }
    let closed = hospital.ask(&*store, 5).await;
    hospital.resolve(&*store, &closed, hospital.ada, at(10)).await;
    let open = store.read().await.unwrap().list_open_tickets().await.unwrap();
    assert_eq!(codes(&open), [2, 4, 1, 3].map(code));
}

pub(crate) async fn a_ward_device_finds_its_own_open_requests(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    hospital.ask(&*store, 2).await;
    hospital.ask(&*store, 1).await;
    let closed = hospital.ask(&*store, 3).await;
    hospital.resolve(&*store, &closed, hospital.ada, at(10)).await;
    let by_link = Request { asked_by: AskedBy::WardLink, ..hospital.request(4) };
    hospital.ask_for(&*store, 4, by_link).await;
    let mut session = store.read().await.unwrap();
    let own = session.list_open_tickets_asked_by(AskedBy::WardDevice(hospital.screen)).await.unwrap();
    assert_eq!(codes(&own), [1, 2].map(code));
    assert!(session.list_open_tickets_asked_by(AskedBy::WardDevice(id(99))).await.unwrap().is_empty());
    assert!(session.list_open_tickets_asked_by(AskedBy::WardLink).await.unwrap().is_empty());
    for (since, found) in [(12, vec![code(3)]), (13, vec![])] {
        let closed = session.list_closed_tickets_asked_by(hospital.screen, at(since)).await.unwrap();
        assert_eq!(codes(&closed), found);
    }
    assert!(session.list_closed_tickets_asked_by(id(99), at(0)).await.unwrap().is_empty());
}

pub(crate) async fn a_desk_finds_the_open_requests_it_took(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    hospital.ask(&*store, 1).await;
    let phoned = Request { asked_by: AskedBy::Desk(hospital.lead), ..hospital.request(2) };
    hospital.ask_for(&*store, 2, phoned).await;
    let mut session = store.read().await.unwrap();
    let taken = session.list_open_tickets_asked_by(AskedBy::Desk(hospital.lead)).await.unwrap();
    assert_eq!(codes(&taken), [code(2)]);
    assert_eq!(taken[0].asked_by, AskedBy::Desk(hospital.lead));
}

pub(crate) async fn what_a_ward_asks_about_most_comes_first(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    for number in 1..=4 {
        let tag = if number == 2 { hospital.epma } else { hospital.orders };
        hospital.ask_for(&*store, number, Request { tag, ..hospital.request(number) }).await;
    }
    let elsewhere = Request { ward: hospital.birch, ..hospital.request(5) };
    hospital.ask_for(&*store, 5, elsewhere).await;
    let mut session = store.read().await.unwrap();
    let all = session.count_tags_by_ward(hospital.maple, at(0), at(100)).await.unwrap();
    assert_eq!(all, [(hospital.orders, 3), (hospital.epma, 1)]);
    let lately = session.count_tags_by_ward(hospital.maple, at(3), at(100)).await.unwrap();
    assert_eq!(lately, [(hospital.orders, 2)]);
    let before = session.count_tags_by_ward(hospital.maple, at(0), at(4)).await.unwrap();
    assert_eq!(before, [(hospital.orders, 2), (hospital.epma, 1)], "the last one is not counted yet");
}

pub(crate) async fn the_next_deadline_is_the_earliest_of_all_open_tickets(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let first = hospital.ask(&*store, 1).await;
    let second = hospital.ask(&*store, 2).await;
    let next = async || store.read().await.unwrap().next_deadline().await.unwrap();
    assert_eq!(next().await, first.next_action_at());
    let offered = hospital.offer(&*store, &second, 3, hospital.ada).await;
    assert_eq!(next().await, Some(at(33)));
    hospital.resolve(&*store, &offered, hospital.ada, at(10)).await;
    hospital.resolve(&*store, &first, hospital.ben, at(20)).await;
    assert_eq!(next().await, None);
}

pub(crate) async fn the_link_that_a_request_came_by_is_remembered(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut by_link = hospital.new_ticket(1, hospital.request(1), at(1));
    by_link.links.link_rotation = Some(3);
    let mut session = store.write().await.unwrap();
    session.add_ticket(&by_link).await.unwrap();
    assert_eq!(session.lookup_link_rotation(ticket_id(1)).await.unwrap(), Some(3));
    session.add_ticket(&hospital.new_ticket(2, hospital.request(2), at(2))).await.unwrap();
    assert_eq!(session.lookup_link_rotation(ticket_id(2)).await.unwrap(), None, "from the ward's own screen");
    assert_eq!(session.lookup_link_rotation(ticket_id(9)).await.unwrap(), None);
}

pub(crate) async fn whoever_gave_a_request_back_finds_it(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let asked = hospital.ask(&*store, 1).await;
    hospital.ask(&*store, 2).await;
    let held = hospital.take(&*store, &asked, Command::Assign { to: hospital.ada }, at(3)).await;
    let release = Command::Release { from: hospital.ada, why: ReleaseReason::GaveBack };
    let back = hospital.take(&*store, &held, release, at(4)).await;
    let of =
        async |person| store.read().await.unwrap().list_open_tickets_turned_down_by(person).await.unwrap();
    assert_eq!(of(hospital.ada).await, std::slice::from_ref(&back));
    assert!(of(hospital.ben).await.is_empty());
    hospital.take(&*store, &back, Command::Assign { to: hospital.ben }, at(5)).await;
    assert!(of(hospital.ada).await.is_empty(), "somebody else has it");
}

pub(crate) async fn why_nobody_could_be_asked_is_kept_until_it_is_taken_away(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let asked = hospital.ask(&*store, 1).await;
    let why = r#"{"all_busy":3}"#;
    for shortfall in [None, Some(why), None] {
        let mut session = store.write().await.unwrap();
        session.set_shortfall(asked.id, shortfall).await.unwrap();
        session.commit().await.unwrap();
        let mut session = store.read().await.unwrap();
        assert_eq!(session.lookup_shortfall(asked.id).await.unwrap().as_deref(), shortfall);
        assert_eq!(session.lookup_ticket(asked.id).await.unwrap().as_ref(), Some(&asked));
    }
}

pub(crate) async fn what_is_said_about_open_tickets_is_read_for_all_at_once(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let (waiting, held, closed) =
        (hospital.ask(&*store, 1).await, hospital.ask(&*store, 2).await, hospital.ask(&*store, 3).await);
    let escalated = hospital.take(&*store, &waiting, Command::Escalate, at(400)).await;
    let offered = hospital.offer(&*store, &held, 4, hospital.ada).await;
    let step = hospital.step(&offered, Command::Offer { offer: live_offer(5, hospital.ben) }, at(5));
    let mut session = store.write().await.unwrap();
    session.save_ticket(&step, Some(r#"{"walk":90}"#)).await.unwrap();
    session.set_shortfall(waiting.id, Some(r#"{"all_busy":3}"#)).await.unwrap();
    session.set_shortfall(closed.id, Some(r#"{"all_busy":4}"#)).await.unwrap();
    session.commit().await.unwrap();
    hospital.withdraw(&*store, &closed, WithdrawReason::SolvedMyself, at(6)).await;

    let mut session = store.read().await.unwrap();
    let shortfalls = session.list_shortfalls().await.unwrap();
    assert_eq!(shortfalls, HashMap::from([(waiting.id, r#"{"all_busy":3}"#.to_owned())]));
    let last = HashMap::from([(held.id, r#"{"walk":90}"#.to_owned())]);
    assert_eq!(session.list_reasons().await.unwrap(), last, "who was asked last");
    let steps = session.list_waits().await.unwrap();
    let kinds: Vec<_> = steps.iter().map(|event| (event.subject, event.what.kind())).collect();
    let subject = Subject::Ticket(escalated.id);
    assert_eq!(kinds, [(subject, "escalated")]);
    drop(session);

    let accept = Command::Accept { offer: offer_id(4), by: hospital.ada };
    hospital.take(&*store, &step.ticket, accept, at(7)).await;
    let first = HashMap::from([(held.id, r#"{"walk":40}"#.to_owned())]);
    assert_eq!(store.read().await.unwrap().list_reasons().await.unwrap(), first, "why the holder was asked");
}

pub(crate) async fn fifty_wards_asking_at_once_are_all_heard(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut wards = JoinSet::new();
    for number in 1..=50 {
        let ticket = hospital.new_ticket(number, hospital.request(number), at(0));
        let store = store.clone();
        wards.spawn(async move {
            let mut session = store.write().await.unwrap();
            let sequence = session.add_ticket(&ticket).await.unwrap();
            session.commit().await.unwrap();
            sequence
        });
    }
    let mut sequences = wards.join_all().await;
    sequences.sort_unstable();
    assert_eq!(sequences, (1..=50).collect::<Vec<_>>());
    let open: Vec<Ticket> = store.read().await.unwrap().list_open_tickets().await.unwrap();
    assert_eq!(codes(&open), (1..=50).map(code).collect::<Vec<_>>());
}
