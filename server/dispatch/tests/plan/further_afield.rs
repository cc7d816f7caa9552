//! Who is asked when the usual people cannot be: zones, and the ladder that silence climbs.

use dispatch::Occasion;
use domain::{
    Answers, Priority, Priority::*, Responder, ResponderKind, ShortfallReason, Ticket, ZoneMode,
    ticket::Command,
};

use crate::support::*;

fn keeping_to(zone: u128, zone_mode: ZoneMode, person: Responder) -> Responder {
    Responder { zone: Some(id(zone)), zone_mode, ..person }
}

/// Asked so long ago that `steps` of the ladder have been taken, the last of them just now.
fn escalated(priority: Priority, steps: u8) -> Ticket {
    let asked = ticket(50, 3, EPMA, priority, 3000);
    (0..steps).fold(asked, |ticket, _| does(&ticket, Command::Escalate, NOW))
}

#[test]
fn a_night_floorwalker_who_keeps_to_the_upper_floors_is_not_sent_down() {
    let chidi = keeping_to(HIGH, ZoneMode::Exclusive, floorwalker(3, "Chidi", 13, &[EPMA]));
    let downstairs = ticket(50, 3, EPMA, P3, 9);
    let down = plan(&hospital(vec![chidi.clone()], vec![downstairs]));
    assert_eq!(asked(&down), []);
    assert_eq!(down.shortfalls[0].reason, ShortfallReason::OutOfZone);
    assert_eq!((down.shortfalls[0].out_of_zone, down.shortfalls[0].busy), (1, 0));

    let upstairs = ticket(50, 34, EPMA, P3, 9);
    assert_eq!(asked(&plan(&hospital(vec![chidi], vec![upstairs]))), [(50, 3)]);
}

#[test]
fn until_the_ticket_has_waited_too_long() {
    let chidi = || keeping_to(HIGH, ZoneMode::Exclusive, floorwalker(3, "Chidi", 13, &[EPMA]));
    let widened = plan(&hospital(vec![chidi()], vec![escalated(P3, 1)]));
    assert_eq!(asked(&widened), [(50, 3)]);
    let due_now = ticket(50, 3, EPMA, P3, 300);
    let in_the_same_plan = plan(&hospital(vec![chidi()], vec![due_now]));
    assert_eq!((in_the_same_plan.escalations.len(), asked(&in_the_same_plan)), (1, vec![(50, 3)]));
}

#[test]
fn someone_who_prefers_their_zone_leaves_it_when_nobody_as_near_is_there() {
    let amira = || keeping_to(HIGH, ZoneMode::Preferred, floorwalker(1, "Amira", 13, &[EPMA]));
    let ben = || floorwalker(2, "Ben", 1, &[EPMA]);
    let downstairs = || vec![ticket(50, 3, EPMA, P3, 9)];
    let both = hospital(vec![amira(), ben()], downstairs());
    let decided = plan(&both);
    assert_eq!(asked(&decided), [(50, 2)], "Amira is 23 seconds away and Ben 64, but Ben is of no zone");
    assert_eq!(
        decided.offers[0].why.sentence(&both),
        "Ben is free and knows ePMA, about 1 minute’s walk away. Amira is nearer but prefers their own zone."
    );
    assert_eq!(asked(&plan(&hospital(vec![amira()], downstairs()))), [(50, 1)], "alone she comes");
}

#[test]
fn a_mode_without_a_zone_and_a_ward_without_a_zone_bind_nobody() {
    let chidi = Responder { zone_mode: ZoneMode::Exclusive, ..floorwalker(3, "Chidi", 13, &[EPMA]) };
    assert_eq!(asked(&plan(&hospital(vec![chidi], vec![ticket(50, 3, EPMA, P3, 9)]))), [(50, 3)]);
    let chidi = keeping_to(HIGH, ZoneMode::Exclusive, floorwalker(3, "Chidi", 13, &[EPMA]));
    let elsewhere = ticket(50, 99, EPMA, P3, 9);
    assert_eq!(asked(&plan(&hospital(vec![chidi], vec![elsewhere]))), [(50, 3)]);
}

#[test]
fn care_is_stopped_and_nobody_knows_it_so_any_floorwalker_comes() {
    let ben = || floorwalker(2, "Ben", 4, &[ORDER_COMMS]);
    let dee = Responder { kind: ResponderKind::SuperUser, ..super_user(4, "Dee", 3, &[ORDER_COMMS]) };
    let after = |steps| plan(&hospital(vec![ben(), dee.clone()], vec![escalated(P1, steps)]));
    assert_eq!(asked(&after(1)), [], "a minute in, people who know ePMA are still looked for");
    assert_eq!(after(1).shortfalls[0].reason, ShortfallReason::NobodyOnShift);
    assert_eq!(asked(&after(2)), [(50, 2)], "super-users keep to what they know");
    assert_eq!(after(2).offers[0].why.occasion, Occasion::AnyFloorwalker);
    assert!(after(2).shortfalls.is_empty());

    let knows = floorwalker(1, "Amira", 34, &[EPMA]);
    let found = plan(&hospital(vec![ben(), knows], vec![escalated(P1, 2)]));
    assert_eq!(asked(&found), [(50, 1)], "whoever knows it comes first, however far");
    let said_no = declined(&escalated(P1, 2), 2, 1);
    assert_eq!(asked(&plan(&hospital(vec![ben()], vec![said_no]))), []);
}

#[test]
fn the_first_step_for_stopped_care_asks_one_person_more() {
    let people = || (1..=5).map(|number| floorwalker(number, "Someone", 3, &[EPMA])).collect();
    let fresh = plan(&hospital(people(), vec![ticket(50, 3, EPMA, P1, 1)]));
    assert_eq!(fresh.offers.len(), 2);
    let later = plan(&hospital(people(), vec![escalated(P1, 1)]));
    assert_eq!(later.offers.len(), 3);
}

#[test]
fn somebody_who_seldom_says_yes_is_asked_after_somebody_who_does() {
    let answered = |yes, no| Answers { asked: yes + no, accepted: yes };
    let mut ward = hospital(
        vec![floorwalker(1, "Amira", 4, &[EPMA]), floorwalker(2, "Ben", 1, &[EPMA])],
        vec![ticket(50, 3, EPMA, P3, 9)],
    );
    assert_eq!(asked(&plan(&ward)), [(50, 1)], "Amira is nearer");
    ward.answers = [(id(1), answered(0, 3)), (id(2), answered(3, 0))].into_iter().collect();
    assert_eq!(asked(&plan(&ward)), [(50, 1)], "three answers are not much");
    ward.answers = [(id(1), answered(5, 95)), (id(2), answered(95, 5))].into_iter().collect();
    let decided = plan(&ward);
    assert_eq!(asked(&decided), [(50, 2)]);
    let chances: Vec<i64> = decided.offers[0].why.candidates.iter().map(|one| one.chance).collect();
    assert_eq!(chances, [89, 20], "never taken to be below the least");
}
