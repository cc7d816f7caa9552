//! What the closed tickets say.

use domain::{
    Priority,
    ticket::{AskedBy, Command, PeopleHelped, Request, WithdrawReason},
};
use store::{CategoryCount, ClosedTicket};

use super::{
    Engine,
    hospital::{Hospital, at, code, details, offer_id},
};

pub(crate) async fn categories_are_counted_most_first_and_none_is_left_out(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let count = |category, tickets, helped| CategoryCount { category, tickets, in_passing: 0, helped };
    let counts =
        async |from, to| store.read().await.unwrap().count_categories(at(from), at(to)).await.unwrap();
    let none = [count(hospital.training, 0, 0), count(hospital.service_desk, 0, 0)];
    assert_eq!(counts(0, 100).await, none);

    for number in 1..=3 {
        let asked = hospital.ask(&*store, number).await;
        let held = hospital.take(&*store, &asked, Command::Assign { to: hospital.ada }, at(10)).await;
        let there = hospital.take(&*store, &held, Command::Arrive, at(11)).await;
        let close = match number {
            1 => Command::Resolve { by: hospital.ada, category: hospital.training },
            _ => Command::HandOff { by: hospital.ada, category: hospital.service_desk },
        };
        let closed = hospital.take(&*store, &there, close, at(12)).await;
        if number == 3 {
            let add = Command::AddDetails { by: hospital.ada, details: details(5) };
            hospital.take(&*store, &closed, add, at(13)).await;
        }
    }
    hospital.ask(&*store, 4).await;
    assert_eq!(counts(0, 100).await, [count(hospital.service_desk, 2, 6), count(hospital.training, 1, 1)]);
    assert_eq!(counts(1, 3).await, [count(hospital.training, 1, 1), count(hospital.service_desk, 1, 1)]);
    assert_eq!(counts(4, 100).await, none);
}

pub(crate) async fn withdrawn_requests_are_counted_by_reason(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let reasons = [WithdrawReason::SolvedMyself, WithdrawReason::GaveUp, WithdrawReason::GaveUp];
    for (number, why) in (1..).zip(reasons) {
        let asked = hospital.ask(&*store, number).await;
        hospital.withdraw(&*store, &asked, why, at(10)).await;
    }
    let mut session = store.read().await.unwrap();
    let all = session.count_withdrawn(at(0), at(100)).await.unwrap();
    assert_eq!(all, [("gave_up".to_owned(), 2), ("solved_myself".to_owned(), 1)]);
    let some = session.count_withdrawn(at(1), at(3)).await.unwrap();
    assert_eq!(some, [("gave_up".to_owned(), 1), ("solved_myself".to_owned(), 1)]);
}

pub(crate) async fn the_export_tells_how_each_ticket_went(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let urgent = Request { priority: Priority::P1, ..hospital.request(1) };
    let asked = hospital.ask_for(&*store, 1, urgent).await;
    let offered = hospital.offer(&*store, &asked, 2, hospital.ada).await;
    let offered = hospital.offer(&*store, &offered, 3, hospital.ben).await;
    let accept = Command::Accept { offer: offer_id(2), by: hospital.ada };
    let held = hospital.take(&*store, &offered, accept, at(9)).await;
    let there = hospital.take(&*store, &held, Command::Arrive, at(70)).await;
    let resolve = Command::Resolve { by: hospital.ada, category: hospital.training };
    let closed = hospital.take(&*store, &there, resolve, at(300)).await;
    let add = Command::AddDetails { by: hospital.ada, details: details(3) };
    hospital.take(&*store, &closed, add, at(310)).await;

    let elsewhere = Request {
        ward: hospital.birch,
        tag: hospital.orders,
        asked_by: AskedBy::WardLink,
        ..hospital.request(4)
    };
    let asked = hospital.ask_for(&*store, 4, elsewhere).await;
    hospital.withdraw(&*store, &asked, WithdrawReason::Other, at(20)).await;
    hospital.ask(&*store, 5).await;

    let resolved = ClosedTicket {
        code: code(1),
        ward_code: "W07".to_owned(),
        ward_name: "Maple".to_owned(),
        tag: "epma".to_owned(),
        priority: Priority::P1,
        asked_at: at(1),
        accepted_at: Some(at(9)),
        arrived_at: Some(at(70)),
        closed_at: at(300),
        ended: "resolved".to_owned(),
        category: "training".to_owned(),
        offers: 2,
        reopened: 0,
        helped: PeopleHelped::new(3),
        in_passing: false,
        known_issue: None,
    };
    let withdrawn = ClosedTicket {
        code: code(4),
        ward_code: "W08".to_owned(),
        ward_name: "Birch".to_owned(),
        tag: "orders".to_owned(),
        priority: Priority::P2,
        asked_at: at(4),
        accepted_at: None,
        arrived_at: None,
        closed_at: at(20),
        ended: "withdrawn".to_owned(),
        category: "other".to_owned(),
        offers: 0,
        reopened: 0,
        helped: None,
        in_passing: false,
        known_issue: None,
    };
    let mut session = store.read().await.unwrap();
    assert_eq!(session.list_closed(at(0), at(100)).await.unwrap(), [resolved.clone(), withdrawn.clone()]);
    assert_eq!(session.list_closed(at(1), at(4)).await.unwrap(), [resolved]);
    assert_eq!(session.list_closed(at(2), at(5)).await.unwrap(), [withdrawn]);
}

pub(crate) async fn every_request_of_the_period_counts(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    for number in 1..=4 {
        let asked = hospital.ask(&*store, number).await;
        if number == 2 {
            hospital.withdraw(&*store, &asked, WithdrawReason::GaveUp, at(10)).await;
        }
    }
    let mut session = store.read().await.unwrap();
    assert_eq!(session.count_asked(at(1), at(4)).await.unwrap(), 3);
    assert_eq!(session.count_asked(at(5), at(9)).await.unwrap(), 0);
}

pub(crate) async fn help_in_passing_counts_in_what_was_done_and_in_nothing_that_was_asked(
    engine: &dyn Engine,
) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let asked = hospital.ask(&*store, 1).await;
    hospital.resolve(&*store, &asked, hospital.ada, at(10)).await;
    let told = hospital.help_in_passing(&*store, 2, hospital.ada).await;
    let add = Command::AddDetails { by: hospital.ada, details: details(4) };
    let told = hospital.take(&*store, &told, add, at(3)).await;
    let by_mistake = hospital.help_in_passing(&*store, 3, hospital.ben).await;
    let undo = Command::UndoResolve { by: hospital.ben };
    let taken_back = hospital.take(&*store, &by_mistake, undo, at(4)).await;

    let mut session = store.read().await.unwrap();
    for ticket in [&told, &taken_back] {
        assert_eq!(session.lookup_ticket(ticket.id).await.unwrap().as_ref(), Some(ticket));
    }
    let counts = session.count_categories(at(0), at(100)).await.unwrap();
    let training = CategoryCount { category: hospital.training, tickets: 2, in_passing: 1, helped: 5 };
    assert_eq!(counts[0], training);
    assert_eq!(session.count_asked(at(0), at(100)).await.unwrap(), 1, "nobody asked the other two");
    assert!(session.count_withdrawn(at(0), at(100)).await.unwrap().is_empty());
    let closed = session.list_closed(at(0), at(100)).await.unwrap();
    let listed: Vec<_> = closed.iter().map(|row| (row.code.clone(), row.in_passing)).collect();
    assert_eq!(listed, [(code(1), false), (code(2), true)], "what was taken back never happened");
    let asked_about = session.count_tags_by_ward(hospital.maple, at(0), at(100)).await.unwrap();
    assert_eq!(asked_about, [(hospital.epma, 1)], "what a ward asks about");
    assert!(session.list_open_tickets().await.unwrap().is_empty());
    assert_eq!(session.list_closed_by(hospital.ben, at(0), 10).await.unwrap(), []);
    drop(session);
    assert!(store.check(at(100_000), 0).await.unwrap().broken.is_empty());
}
