//! Somebody is on the way, and somebody else has become free who is nearer.

use std::time::Duration;

use dispatch::{Occasion, Policy};
use domain::{Priority::*, Responder, Ticket, Whereabouts, ticket::Command};

use crate::support::*;

/// Amira set out from the top floor a moment ago.
fn coming() -> Ticket {
    taken(&ticket(50, 1, EPMA, P3, 100), 1, 0)
}

/// Four floors up and 96 m along.
fn amira() -> Responder {
    floorwalker(1, "Amira", 34, &[EPMA])
}

fn ben() -> Responder {
    floorwalker(2, "Ben", 1, &[EPMA])
}

#[test]
fn someone_who_would_be_there_a_minute_sooner_is_asked_to_take_over() {
    let ward = hospital(vec![amira(), ben()], vec![coming()]);
    let decided = plan(&ward);
    assert_eq!(asked(&decided), [(50, 2)]);
    let why = &decided.offers[0].why;
    assert_eq!(why.occasion, Occasion::Nearer);
    assert_eq!(
        why.sentence(&ward),
        "Ben is free and knows ePMA, less than a minute’s walk away: about 2 minutes nearer than the person on the way."
    );

    let asked_now = apply(&ward, &decided, NOW);
    assert_eq!(asked_now.tickets[0].holder(), Some(id(1)), "Amira walks on until Ben says yes");
    let yes = Command::Accept { offer: asked_now.tickets[0].offers[0].id, by: id(2) };
    assert_eq!(does(&asked_now.tickets[0], yes, NOW).holder(), Some(id(2)));
}

#[test]
fn it_is_asked_once() {
    let no = |ticket: &Ticket| {
        let asked = offered(ticket, 70, 2, 0);
        does(&asked, Command::Decline { offer: id(70), by: id(2) }, NOW)
    };
    let dee = floorwalker(4, "Dee", 1, &[EPMA]);
    assert_eq!(asked(&plan(&hospital(vec![amira(), ben(), dee], vec![no(&coming())]))), []);
}

#[test]
fn whoever_the_command_centre_sent_stays() {
    let sent = does(&ticket(50, 1, EPMA, P3, 100), Command::Assign { to: id(1) }, NOW);
    assert_eq!(asked(&plan(&hospital(vec![amira(), ben()], vec![sent]))), []);
    let instead = does(&taken(&ticket(50, 1, EPMA, P3, 100), 2, 0), Command::Assign { to: id(1) }, NOW);
    assert_eq!(
        asked(&plan(&hospital(vec![amira(), ben()], vec![instead]))),
        [],
        "least of all whom it replaced"
    );
}

#[test]
fn nobody_is_disturbed_for_less_than_half_a_minute_or_without_knowing_where_people_are() {
    let nobody_is_asked = |story: &str, people: Vec<Responder>, ticket: Ticket| {
        assert_eq!(asked(&plan(&hospital(people, vec![ticket]))), [], "{story}");
    };
    nobody_is_asked("Ben is hardly nearer", vec![amira(), floorwalker(2, "Ben", 14, &[EPMA])], coming());
    nobody_is_asked("Ben does not know ePMA", vec![amira(), floorwalker(2, "Ben", 1, &[THEATRES])], coming());
    let seen = |ward: u128, ago| Some(Whereabouts { ward: id(ward), at: NOW - seconds(ago) });
    let left_long_ago = Responder { whereabouts: seen(34, 120), ..amira() };
    let almost_there = taken(&ticket(50, 1, EPMA, P3, 120), 1, 110);
    nobody_is_asked("Amira must be almost there", vec![left_long_ago, ben()], almost_there);
    nobody_is_asked(
        "Ben may be anywhere",
        vec![amira(), Responder { whereabouts: seen(1, 4000), ..ben() }],
        coming(),
    );
    nobody_is_asked(
        "nobody knows whence Amira comes",
        vec![Responder { whereabouts: None, ..amira() }, ben()],
        coming(),
    );
    nobody_is_asked("they are with the nurse", vec![amira(), ben()], does(&coming(), Command::Arrive, NOW));
}

#[test]
fn a_ticket_that_waits_comes_first() {
    let waits = ticket(51, 33, EPMA, P4, 9);
    assert_eq!(asked(&plan(&hospital(vec![amira(), ben()], vec![coming(), waits]))), [(51, 2)]);
}

#[test]
fn a_trust_may_do_without() {
    let policy = Policy { take_over_if_sooner_by_seconds: 0, ..Policy::default() };
    let ward = hospital(vec![amira(), ben()], vec![coming()]);
    assert!(dispatch::plan(&ward, &policy, NOW).offers.is_empty());
}

#[test]
fn the_offer_ends_like_any_other_and_the_holder_walks_on() {
    let waits_for_ben = offered(&coming(), 70, 2, 0);
    let later = NOW + Duration::from_secs(50);
    let decided =
        dispatch::plan(&hospital(vec![amira(), ben()], vec![waits_for_ben]), &Policy::default(), later);
    assert_eq!(decided.expiries, [(id(50), id(70))]);
    assert!(decided.offers.is_empty());
}
