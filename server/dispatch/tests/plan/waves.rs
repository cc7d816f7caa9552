//! What a wave of the go-live has otherwise.

use dispatch::{Policy, WavePolicy};
use domain::Priority;

use super::support::*;

/// A policy in which tickets of the north have longer offers, and one at a time.
fn policy() -> Policy {
    let north = WavePolicy {
        offer_lifetime_seconds: Some(120),
        parallel_offers: Some([1; 4]),
        ..WavePolicy::default()
    };
    Policy { wave: [("north".to_owned(), north)].into(), ..Policy::default() }
}

#[test]
fn a_ticket_of_a_wave_goes_by_what_its_wave_has_and_the_others_by_what_holds_for_all() {
    let people = (1..=6).map(|number| floorwalker(number, "Asha", 1, &[EPMA])).collect();
    let tickets = vec![ticket(51, 1, EPMA, Priority::P1, 0), ticket(52, 2, EPMA, Priority::P1, 0)];
    let of_none = hospital(people, tickets);
    let mut hospital = of_none.clone();
    hospital.waves.insert(hospital.tickets[0].id, "north".to_owned());
    let plan = dispatch::plan(&hospital, &policy(), NOW);
    let offers = |number: u128| {
        plan.offers.iter().filter(move |offer| super::support::number(offer.ticket.as_bytes()) == number)
    };
    assert_eq!((offers(51).count(), offers(52).count()), (1, 2), "{:?}", asked(&plan));
    assert!(offers(51).all(|offer| offer.expires_at == NOW + seconds(120)));
    assert!(offers(52).all(|offer| offer.expires_at == NOW + seconds(50)));
    // One that the policy has nothing for goes by what holds for all; and so does everybody if no ticket is of a wave.
    hospital.waves.insert(hospital.tickets[0].id, "south".to_owned());
    let all = super::support::plan(&of_none);
    assert_eq!(dispatch::plan(&hospital, &policy(), NOW), all);
    assert_eq!(dispatch::plan(&of_none, &policy(), NOW), all);
    assert_eq!(dispatch::plan(&hospital, &Policy::default(), NOW), all);
}
