//! The sentences that people read.

use dispatch::{Policy, Weights, Why, shortfall_sentence};
use domain::{Duty, Priority::*, Responder, Shortfall, Ticket, Whereabouts, ticket::Command};

use crate::support::*;

fn why(responders: Vec<Responder>, tickets: Vec<Ticket>) -> Vec<String> {
    let hospital = hospital(responders, tickets);
    plan(&hospital).offers.iter().map(|offer| offer.why.sentence(&hospital)).collect()
}

fn why_not(responders: Vec<Responder>, tickets: Vec<Ticket>) -> String {
    let hospital = hospital(responders, tickets);
    shortfall_sentence(&plan(&hospital).shortfalls[0], &hospital)
}

fn epma() -> Ticket {
    ticket(50, 3, EPMA, P3, 100)
}

fn amira() -> Responder {
    floorwalker(1, "Amira Khan", 3, &[EPMA])
}

fn ben() -> Responder {
    floorwalker(2, "Ben Oduya", 34, &[EPMA])
}

#[test]
fn why_this_person() {
    let rare = floorwalker(1, "Amira Khan", 3, &[EPMA, THEATRES]);
    let next_door = || floorwalker(2, "Ben Oduya", 4, &[EPMA]);
    let stories = [
        (
            vec![amira()],
            "Amira Khan is the nearest free person who knows ePMA, less than a minute’s walk away.",
        ),
        (vec![ben()], "Ben Oduya is the nearest free person who knows ePMA, about 1 minute’s walk away."),
        (
            vec![super_user(1, "Amira Khan", 3, &[EPMA]), ben()],
            "Amira Khan works on this ward, is free and knows ePMA.",
        ),
        (
            vec![rare, next_door()],
            "Ben Oduya is free and knows ePMA, about 1 minute’s walk away. Amira Khan is nearer but is kept free for \
             things that fewer people know.",
        ),
        (
            vec![Responder { unanswered: 2, ..floorwalker(1, "Amira Khan", 2, &[EPMA]) }, next_door(), {
                floorwalker(3, "Chidi Obi", 31, &[ORDER_COMMS])
            }],
            "Ben Oduya is the nearest free person who knows ePMA, about 1 minute’s walk away.",
        ),
    ];
    for (people, sentence) in stories {
        assert_eq!(why(people, vec![epma()]), [sentence]);
    }
}

#[test]
fn the_person_chosen_reads_about_themselves_and_no_walking_time() {
    let told = |responders: Vec<Responder>, is_place_known| {
        let hospital = hospital(responders, vec![epma()]);
        plan(&hospital).offers[0].why.sentence_to_chosen(&hospital, is_place_known)
    };
    let rare = || floorwalker(1, "Amira Khan", 3, &[EPMA, THEATRES]);
    let next_door = || floorwalker(2, "Ben Oduya", 4, &[EPMA]);
    let at_home = || super_user(1, "Amira Khan", 3, &[EPMA]);
    assert_eq!(told(vec![ben()], true), "You are the nearest free person who knows ePMA.");
    assert_eq!(told(vec![ben()], false), "You are free and know ePMA.", "who is nearest is not known");
    assert_eq!(told(vec![at_home(), ben()], true), "You work on this ward, are free and know ePMA.");
    assert_eq!(
        told(vec![rare(), next_door()], true),
        "You are free and know ePMA. Amira Khan is nearer but is kept free for things that fewer people know."
    );
    assert_eq!(told(vec![rare(), next_door()], false), "You are free and know ePMA.");
}

#[test]
fn why_somebody_when_ties_are_worth_more() {
    let old =
        Responder { whereabouts: Some(Whereabouts { ward: id(3), at: NOW - seconds(3600) }), ..amira() };
    let tired = Responder { closed_this_shift: 15, ..amira() };
    let weights = Weights {
        load_seconds_per_ticket: 2,
        load_seconds_at_most: 30,
        stale_place_seconds: 60,
        ..Weights::default()
    };
    let policy = Policy { weights, ..Policy::default() };
    for (nearer, reason) in
        [(old, "was last seen there a while ago"), (tired, "has helped more people on this shift")]
    {
        let hospital = hospital(vec![nearer, floorwalker(2, "Ben Oduya", 4, &[EPMA])], vec![epma()]);
        let plan = dispatch::plan(&hospital, &policy, NOW);
        assert_eq!(
            plan.offers[0].why.sentence(&hospital),
            format!(
                "Ben Oduya is free and knows ePMA, about 1 minute’s walk away. Amira Khan is nearer but {reason}."
            )
        );
    }
}

#[test]
fn why_somebody_who_is_not_the_nearest() {
    let urgent = ticket(51, 3, EPMA, P2, 1);
    let sentences = why(vec![amira(), ben()], vec![epma(), urgent]);
    assert_eq!(
        sentences,
        [
            "Amira Khan is the nearest free person who knows ePMA, less than a minute’s walk away.",
            "Ben Oduya is free and knows ePMA, about 1 minute’s walk away. Amira Khan is nearer but is being asked about \
             another ticket.",
        ]
    );
}

#[test]
fn why_a_second_person() {
    let hedge = offered(&epma(), 70, 1, 30);
    assert_eq!(
        why(vec![amira(), ben()], vec![hedge]),
        [
            "No answer yet from the person asked first. Ben Oduya is the nearest free person who knows ePMA, about 1 minute’s \
          walk away."
        ]
    );
    let urgent = ticket(50, 3, EPMA, P1, 1);
    assert_eq!(
        why(vec![amira(), ben()], vec![urgent])[1],
        "Asked at the same time as someone else. Ben Oduya is the nearest free person who knows ePMA, about 1 minute’s \
         walk away."
    );
}

#[test]
fn why_the_same_person_again() {
    assert_eq!(
        why(vec![amira()], vec![offered(&epma(), 70, 1, 50)]),
        [
            "Everyone else who knows ePMA is busy, has been asked or is off shift, so Amira Khan is asked again, less than a \
          minute’s walk away."
        ]
    );
    assert_eq!(
        why(vec![Responder { unanswered: 4, ..amira() }], vec![epma()]),
        [
            "No one else who knows ePMA could be asked. Amira Khan has left the last offers unanswered, less than a minute’s \
          walk away."
        ]
    );
}

#[test]
fn why_nobody() {
    let elsewhere = |number| ticket(number, 1, EPMA, P3, 200);
    let busy = |number, by| taken(&elsewhere(number), by, 50);
    let stories = [
        (vec![], vec![epma()], "No one on shift knows ePMA."),
        (vec![], vec![ticket(50, 3, SOMETHING_ELSE, P3, 9)], "No one on shift can help."),
        (
            vec![Responder { duty: Duty::OnBreak, ..amira() }],
            vec![epma()],
            "No one on shift knows ePMA. 1 person is on a break.",
        ),
        (vec![amira()], vec![epma(), busy(51, 1)], "The only person on shift who knows ePMA is busy."),
        (
            vec![amira(), ben(), floorwalker(3, "Chidi Obi", 1, &[EPMA])],
            vec![epma(), busy(51, 1), busy(52, 2), does(&busy(53, 3), Command::Arrive, NOW)],
            "Everyone on shift who knows ePMA is busy. 3 people.",
        ),
        (
            vec![amira()],
            vec![declined(&epma(), 1, 9)],
            "The only person on shift who knows ePMA can’t take it.",
        ),
        (
            vec![amira(), ben()],
            vec![declined(&declined(&epma(), 1, 9), 2, 9)],
            "Everyone on shift who knows ePMA has said they can’t take it. 2 people.",
        ),
        (
            vec![amira(), ben()],
            vec![declined(&epma(), 1, 9), does(&busy(51, 2), Command::Arrive, NOW)],
            "Everyone on shift who knows ePMA is busy or has said they can’t take it. 2 people: 1 busy, 1 can’t.",
        ),
        (
            vec![Responder { unanswered: 3, ..amira() }],
            vec![epma()],
            "Only people who did not answer their last alerts can be asked: no one else who knows ePMA is free.",
        ),
    ];
    for (people, tickets, sentence) in stories {
        assert_eq!(why_not(people, tickets), sentence);
    }
}

#[test]
fn reasons_are_kept_as_json_and_read_back() {
    let hospital = hospital(vec![amira(), ben()], vec![epma(), ticket(51, 3, THEATRES, P3, 5)]);
    let plan = plan(&hospital);
    let why = &plan.offers[0].why;
    assert_eq!(why.chosen().unwrap().person, id(1));
    assert_eq!(why.candidates.len(), 2);
    let kept = serde_json::to_string(why).unwrap();
    assert_eq!(serde_json::from_str::<Why>(&kept).unwrap(), *why);
    let kept = serde_json::to_string(&plan.shortfalls[0]).unwrap();
    assert_eq!(serde_json::from_str::<Shortfall>(&kept).unwrap(), plan.shortfalls[0]);
}

#[test]
fn the_terms_add_up_to_the_cost() {
    let busy_generalist = Responder {
        closed_this_shift: 3,
        whereabouts: Some(Whereabouts { ward: id(14), at: NOW - seconds(900) }),
        ..super_user(1, "Amira Khan", 3, &[EPMA, ORDER_COMMS])
    };
    let hospital = hospital(vec![busy_generalist], vec![epma()]);
    let plan = plan(&hospital);
    let terms = plan.offers[0].why.chosen().unwrap();
    // 32 m of corridor a ward, one floor, one other tag that nobody else knows, three tickets, a third of 45 minutes.
    assert_eq!((terms.walking, terms.scarcity, terms.load, terms.stale_place), (45, 60, 3, 3));
    assert_eq!((terms.own_ward, terms.chance), (60, 60));
    assert_eq!(terms.cost, (45 + 60 + 3 + 3) * 100 / 60 - 60);
}
