//! Where the next request would wait longest.

use std::sync::Arc;

use dispatch::{CoverCell, Policy, Snapshot, TravelTable, cover, travel::Survey};
use domain::{Priority::P3, Responder, Ticket, ZoneId};

use crate::support::{
    EPMA, ORDER_COMMS, THEATRES, floorwalker, hospital, id, person, super_user, taken, ticket,
};

const MAIN: u128 = 100;
const ANNEXE: u128 = 200;

/// The top floor is a building of its own, and a zone; the rest is the other zone.
fn with_an_annexe(responders: Vec<Responder>, tickets: Vec<Ticket>) -> Snapshot {
    let mut hospital = hospital(responders, tickets);
    for ward in &mut hospital.wards {
        let is_annexe = ward.level == Some(3);
        ward.zone = Some(id(if is_annexe { ANNEXE } else { MAIN }));
        ward.building = Some(if is_annexe { "Annexe" } else { "Main" }.to_owned());
    }
    let survey = Survey { wards: &hospital.wards, ..Survey::default() };
    hospital.travel = Arc::new(TravelTable::build(survey, &Policy::default().walking));
    hospital
}

fn cell(hospital: &Snapshot, zone: u128, tag: u128) -> CoverCell {
    let cells = cover(hospital, |_, _| true).cells;
    cells.into_iter().find(|cell| cell.zone == Some(id::<ZoneId>(zone)) && cell.tag == id(tag)).unwrap()
}

#[test]
fn a_lead_is_advised_to_move_one_of_two_to_the_annexe() {
    let hospital = with_an_annexe(
        vec![floorwalker(1, "Amira", 1, &[EPMA]), floorwalker(2, "Ben", 2, &[EPMA, ORDER_COMMS])],
        Vec::new(),
    );
    let before = cell(&hospital, ANNEXE, EPMA).seconds.unwrap();
    assert!(before > 240, "over to the other building and up, {before} s");
    assert!(cell(&hospital, MAIN, EPMA).seconds.unwrap() < 60);

    let advice = cover(&hospital, |_, _| true).moves;
    let [step] = advice.as_slice() else { panic!("{advice:?}") };
    assert!(person(step.person) == 1 || person(step.person) == 2);
    assert_eq!((step.tag, step.to, step.before), (id(EPMA), Some(id(ANNEXE)), before));
    assert!(step.after < 60, "from the middle of the zone all its wards are near");
}

#[test]
fn what_nobody_free_knows_comes_first() {
    let busy = taken(&ticket(50, 3, EPMA, P3, 300), 1, 200);
    let hospital = with_an_annexe(
        vec![floorwalker(1, "Amira", 1, &[EPMA]), floorwalker(2, "Ben", 2, &[ORDER_COMMS])],
        vec![busy],
    );
    let cells = cover(&hospital, |_, _| true).cells;
    let uncovered: Vec<_> = cells.iter().take_while(|cell| cell.seconds.is_none()).collect();
    assert_eq!(uncovered.len(), 4, "ePMA and theatres, in both zones");
    let epma = cell(&hospital, MAIN, EPMA);
    assert_eq!((epma.on_shift, epma.free), (1, 0), "the only one is busy");
    let theatres = cell(&hospital, MAIN, THEATRES);
    assert_eq!((theatres.on_shift, theatres.free), (0, 0), "nobody on shift knows it");
    assert!(cells.windows(2).all(|pair| pair[1].seconds.is_none()
        || pair[0].seconds >= pair[1].seconds
        || pair[0].seconds.is_none()));
}

#[test]
fn nobody_is_moved_if_that_only_moves_the_gap() {
    let hospital = with_an_annexe(vec![floorwalker(1, "Amira", 1, &[EPMA])], Vec::new());
    assert!(cell(&hospital, ANNEXE, EPMA).seconds.unwrap() > 240);
    assert_eq!(cover(&hospital, |_, _| true).moves, [], "then the main building would wait as long");
}

#[test]
fn nobody_is_moved_for_what_is_not_asked_there() {
    let hospital = with_an_annexe(
        vec![
            floorwalker(1, "Amira", 1, &[EPMA]),
            floorwalker(2, "Ben", 2, &[EPMA]),
            floorwalker(3, "Cleo", 1, &[ORDER_COMMS]),
            floorwalker(4, "Dee", 2, &[ORDER_COMMS]),
        ],
        Vec::new(),
    );
    let annexe_asks = |wanted| move |zone, tag| zone != Some(id(ANNEXE)) || tag == id(wanted);
    for wanted in [EPMA, ORDER_COMMS] {
        let moves = cover(&hospital, annexe_asks(wanted)).moves;
        let [step] = moves.as_slice() else { panic!("{moves:?}") };
        assert_eq!(step.tag, id(wanted), "the way is as long for the other, but nobody there asks about it");
    }
    assert_eq!(cover(&hospital, |_, _| false).moves, []);
}

#[test]
fn a_super_user_stays_on_their_ward() {
    let hospital = with_an_annexe(
        vec![super_user(1, "Sofia", 1, &[EPMA]), super_user(2, "Tom", 2, &[EPMA])],
        Vec::new(),
    );
    assert_eq!(cover(&hospital, |_, _| true).moves, []);
}
