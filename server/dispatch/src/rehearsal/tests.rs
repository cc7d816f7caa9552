//! Days told as stories, and held to what theory says of them.

use std::{cell::Cell, collections::BTreeMap};

use domain::{Link, LinkKind, ResponderKind, Ward, ZoneId};

use super::{
    erlang::ErlangC,
    hospital::numbered,
    interval::real,
    staffing::{Staffing, people_needed},
    *,
};
use crate::{Policy, travel::Override};

fn rehearsal(hospital: Hospital, scenario: Scenario) -> Rehearsal {
    Rehearsal::new(hospital, scenario, &Walking::default()).unwrap()
}

/// Three days in the study's hospital.
fn study(scenario: Scenario) -> Rehearsal {
    rehearsal(Synthetic::default().hospital(), Scenario { replications: 3, ..scenario })
}

fn elbow() -> Engine {
    Engine::elbow(Policy::default())
}

fn days(rehearsal: &Rehearsal) -> Vec<Day> {
    (0..rehearsal.scenario.replications).map(|replication| rehearsal.day(&elbow(), replication)).collect()
}

/// Mean over the days.
fn mean(rehearsal: &Rehearsal, measure: Measure) -> f64 {
    let report = rehearsal.report(&[("Elbow".to_owned(), days(rehearsal))]);
    report.engines[0].value(measure).unwrap().mean
}

fn go_on() -> bool {
    false
}

fn say_nothing(_: Progress) {}

/// One ward, one tag, nobody walks, everybody says yes at once, help takes an exponential time.
fn desk(people: u32, per_hour: f64, help_minutes: f64) -> Rehearsal {
    let invented = Synthetic {
        floors: 1,
        wards_per_floor: 1,
        people,
        tags: 1,
        tags_per_person: 1,
        hours: 40,
        ..Synthetic::default()
    };
    let scenario = Scenario {
        hours: 40,
        replications: 12,
        demand: Demand { per_hour: Some(per_hour), priorities: [0.0, 0.0, 1.0, 0.0], ..Demand::default() },
        help: Help { mean_minutes: help_minutes, variation: 1.0, shape: Shape::Exponential },
        answers: Answers { floorwalker_percent: 100.0, mean_seconds: 0.0, ..Answers::default() },
        patience_minutes: 0.0,
        ..Scenario::default()
    };
    let walking = Walking { same_ward_seconds: 0, ..Walking::default() };
    Rehearsal::new(invented.hospital(), scenario, &walking).unwrap()
}

#[test]
fn a_desk_without_ways_and_refusals_is_what_erlang_says() {
    for (people, offered, help_minutes) in [(14, 10.0, 3.0), (12, 10.0, 3.0), (6, 3.0, 10.0)] {
        let desk = desk(people, offered * 60.0 / help_minutes, help_minutes);
        let days = days(&desk);
        let waited = |day: &Day| -> f64 {
            let waits = day.fates.iter().filter_map(outcome::Fate::waited);
            waits.map(|waited| waited.as_secs_f64()).sum::<f64>() / real(day.fates.len())
        };
        let share_that_waited = |day: &Day| -> f64 {
            let waited = day.fates.iter().filter(|fate| fate.waited().is_none_or(|waited| !waited.is_zero()));
            real(waited.count()) / real(day.fates.len())
        };
        let theory = ErlangC::new(people, offered).unwrap();
        for (name, figure, expected) in [
            ("mean wait", &waited as &dyn Fn(&Day) -> f64, theory.mean_wait() * help_minutes * 60.0),
            ("share that waits", &share_that_waited, theory.waiting_share),
        ] {
            let values: Vec<f64> = days.iter().map(figure).collect();
            let estimate = Estimate::of(&values).unwrap();
            // t(0.975; 11) = 2.201 standard errors make the half width.
            let errors = (estimate.mean - expected).abs() / (estimate.half_width() / 2.201);
            assert!(
                errors < 2.0,
                "{people} people, {name}: {estimate:?} for {expected}, {errors:.2} standard errors"
            );
        }
    }
}

#[test]
fn no_request_is_lost_whatever_goes_wrong() {
    let scenario = Scenario {
        patience_minutes: 15.0,
        no_shows_percent: 20.0,
        silent_phones_percent: 20.0,
        roaming_minutes: 20.0,
        surge: Some(Surge { factor: 3.0, from_minute: 60, minutes: 120 }),
        lift_out: Some(LiftOut { from_minute: 100, minutes: 200, stairs_pace_percent: 50.0 }),
        demand: Demand { load: 0.8, ..Demand::default() },
        ..Scenario::default()
    };
    let rehearsal = study(scenario);
    let mut engines = vec![Engine::nearest_free(&Policy::default()), elbow()];
    engines.append(&mut Engine::others(&Policy::default()));
    let report = rehearsal.run(&engines, go_on, say_nothing).unwrap();
    let asked = report.engines[0].count.asked;
    assert!(asked > 3_000, "{asked}");
    for engine in &report.engines {
        let count = engine.count;
        assert_eq!(count.asked, asked, "{}: everybody meets the same requests", engine.name);
        assert_eq!(count.asked, count.resolved + count.withdrawn + count.open, "{}", engine.name);
        assert!(count.resolved > 0 && count.withdrawn > 0, "{}: {count:?}", engine.name);
    }
}

#[test]
fn the_same_seed_gives_the_same_day() {
    let rehearsal = study(Scenario::default());
    assert_eq!(rehearsal.day(&elbow(), 1), rehearsal.day(&elbow(), 1));
    assert_ne!(rehearsal.day(&elbow(), 1), rehearsal.day(&elbow(), 2));
    let other = study(Scenario { seed: 2, ..Scenario::default() });
    assert_ne!(rehearsal.day(&elbow(), 1), other.day(&elbow(), 1));
}

#[test]
fn more_people_mean_shorter_waits() {
    let rehearsal =
        study(Scenario { demand: Demand { load: 0.8, ..Demand::default() }, ..Scenario::default() });
    let waits = [36, 44, 60].map(|people| mean(&rehearsal.with_people(people), Measure::MeanSeconds));
    assert!(waits.is_sorted_by(|fewer, more| fewer > more), "{waits:?}");
}

#[test]
fn twice_the_load_keeps_people_twice_as_busy() {
    let busy = |load| {
        let demand = Demand { load, ..Demand::default() };
        mean(&study(Scenario { demand, ..Scenario::default() }), Measure::BusyPercent)
    };
    let (light, heavy) = (busy(0.3), busy(0.6));
    assert!((25.0..33.0).contains(&light), "{light}: shorter walks than the load counts with");
    assert!((1.8..2.2).contains(&(heavy / light)), "{light} and {heavy}");
}

#[test]
fn longer_help_keeps_people_longer() {
    let demand = Demand { per_hour: Some(80.0), ..Demand::default() };
    let busy = |mean_minutes| {
        let help = Help { mean_minutes, ..Help::default() };
        mean(&study(Scenario { help, demand: demand.clone(), ..Scenario::default() }), Measure::BusyPercent)
    };
    assert!(busy(14.0) > 1.25 * busy(10.0));
}

/// What a change of the scenario does to a figure, in per cent.
fn effect(changed: Scenario, measure: Measure) -> f64 {
    let usual = Scenario { demand: Demand { load: 0.7, ..Demand::default() }, ..Scenario::default() };
    let changed = Scenario { demand: Demand { load: 0.7, ..changed.demand }, ..changed };
    100.0 * (mean(&study(changed), measure) / mean(&study(usual), measure) - 1.0)
}

#[test]
fn everything_that_goes_wrong_makes_people_wait() {
    let usual = Scenario::default;
    for (what, scenario, at_least) in [
        (
            "surge",
            Scenario { surge: Some(Surge { factor: 2.0, from_minute: 120, minutes: 120 }), ..usual() },
            20.0,
        ),
        ("no-shows", Scenario { no_shows_percent: 20.0, ..usual() }, 10.0),
        ("silent phones", Scenario { silent_phones_percent: 25.0, ..usual() }, 10.0),
        (
            "lift out",
            Scenario {
                lift_out: Some(LiftOut { from_minute: 0, minutes: 600, stairs_pace_percent: 10.0 }),
                ..usual()
            },
            20.0,
        ),
        (
            "acceptance",
            Scenario { answers: Answers { floorwalker_percent: 40.0, ..Answers::default() }, ..usual() },
            10.0,
        ),
        (
            "slow answers",
            Scenario { answers: Answers { mean_seconds: 30.0, ..Answers::default() }, ..usual() },
            5.0,
        ),
        ("roaming", Scenario { roaming_minutes: 3.0, ..usual() }, 1.0),
    ] {
        let effect = effect(scenario, Measure::MeanSeconds);
        assert!(effect > at_least, "{what}: {effect:.1} %");
    }
}

#[test]
fn a_tag_that_few_know_is_waited_for() {
    let rare_tag = Some(RareTag { tag: "tag-1".to_owned(), known_by_percent: 30.0 });
    let effect = effect(Scenario { rare_tag, ..Scenario::default() }, Measure::MeanSeconds);
    assert!(effect > 10.0, "{effect:.1} %");
}

#[test]
fn the_impatient_give_up() {
    let impatient = Scenario { patience_minutes: 3.0, ..Scenario::default() };
    assert!(mean(&study(impatient), Measure::WithdrawnPercent) > 5.0);
    let patient = Scenario { patience_minutes: 0.0, ..Scenario::default() };
    assert!(mean(&study(patient), Measure::WithdrawnPercent).abs() < f64::EPSILON);
}

#[test]
fn somebody_who_declines_at_once_costs_less_than_somebody_who_says_nothing() {
    let says = |declines_percent| {
        let answers = Answers { floorwalker_percent: 50.0, declines_percent, ..Answers::default() };
        mean(&study(Scenario { answers, ..Scenario::default() }), Measure::MeanSeconds)
    };
    assert!(says(100.0) < says(0.0));
}

#[test]
fn the_engine_learns_who_does_not_answer() {
    let waits = |past_offers, between_people_percent| {
        let answers = Answers { between_people_percent, past_offers, ..Answers::default() };
        mean(&study(Scenario { answers, ..Scenario::default() }), Measure::OffersPerTicket)
    };
    assert!(waits(200, 30.0) < waits(0, 0.0), "fewer alerts to people who would not come");
}

#[test]
fn a_handset_that_goes_unnoticed_for_long_is_not_rung_for_long() {
    let alerts = |unnoticed_minutes| {
        let answers = Answers { declines_percent: 0.0, unnoticed_minutes, ..Answers::default() };
        mean(&study(Scenario { answers, ..Scenario::default() }), Measure::OffersPerTicket)
    };
    let (short, long) = (alerts(1.0), alerts(60.0));
    assert!((short - long).abs() > 0.01, "{short} and {long}");
}

#[test]
fn weights_decide_where_and_about_what_is_asked() {
    let demand = Demand {
        tags: BTreeMap::from([("tag-3".to_owned(), 1.0)]),
        wards: BTreeMap::from([("W000".to_owned(), 1e6)]),
        priorities: [0.0, 1.0, 0.0, 0.0],
        ..Demand::default()
    };
    let day = study(Scenario { demand, ..Scenario::default() }).day(&elbow(), 0);
    assert!(day.fates.iter().all(|fate| fate.tag == 2 && fate.priority == domain::Priority::P2));
    let here = day.fates.iter().filter(|fate| fate.ward == 0).count();
    assert!(here * 100 > day.fates.len() * 99);
}

#[test]
fn urgent_requests_are_served_first() {
    let busy = study(Scenario { demand: Demand { load: 0.9, ..Demand::default() }, ..Scenario::default() });
    let [p1, p2, p3, p4] = [Measure::P1Seconds, Measure::P2Seconds, Measure::P3Seconds, Measure::P4Seconds]
        .map(|measure| mean(&busy, measure));
    assert!(p1 < p3 && p2 < p3 && p3 < p4, "{p1} {p2} {p3} {p4}");
}

#[test]
fn nobody_is_sent_before_their_shift_or_after_it() {
    let mut hospital = Synthetic::default().hospital();
    for shift in &mut hospital.roster {
        (shift.starts_minute, shift.ends_minute) = (120, 240);
    }
    let rehearsal = rehearsal(hospital, Scenario { patience_minutes: 0.0, ..Scenario::default() });
    let day = rehearsal.day(&elbow(), 0);
    let minute = |at: domain::Timestamp| at.as_millis() / 60_000;
    assert!(day.fates.iter().any(|fate| fate.arrived_at.is_some()));
    for arrived_at in day.fates.iter().filter_map(|fate| fate.arrived_at) {
        assert!(
            (120..=250).contains(&minute(arrived_at)),
            "accepted within the shift: {}",
            minute(arrived_at)
        );
    }
    assert!(day.count().open > 0, "who asks after the shift waits in vain");
}

#[test]
fn people_walk_through_a_ward_that_has_closed() {
    let mut hospital = Synthetic::default().hospital();
    let [here, closed, there] = [0, 30, 59].map(|place: usize| hospital.wards[place].id);
    let corridor = |from, to| Link { from, to, seconds: 20, kind: LinkKind::Corridor, step_free: true };
    hospital.links = vec![corridor(here, closed), corridor(closed, there)];
    let seconds =
        |hospital: &Hospital| rehearsal(hospital.clone(), Scenario::default()).travel.seconds(here, there);
    let before = seconds(&hospital);
    hospital.ended = hospital.wards.extract_if(.., |ward| ward.id == closed).collect();
    assert_eq!(seconds(&hospital), before);
    hospital.ended.clear();
    assert_ne!(seconds(&hospital), before, "the way led through it");
}

#[test]
fn a_super_user_goes_back_to_their_own_ward() {
    let mut hospital = Synthetic { people: 1, ..Synthetic::default() }.hospital();
    let [home, far] = [hospital.wards[0].id, hospital.wards[59].id];
    hospital.overrides.push(Override { from: home, to: far, seconds: 300 });
    for shift in &mut hospital.roster {
        (shift.kind, shift.home_ward) = (ResponderKind::SuperUser, Some(home));
        shift.tags = hospital.tags.iter().map(|tag| tag.id).collect();
    }
    let weight = |ward: &Ward| (ward.code.clone(), if ward.id == far { 1.0 } else { 0.0 });
    let wards = hospital.wards.iter().map(weight).collect();
    let demand = Demand { per_hour: Some(0.5), wards, ..Demand::default() };
    let answers = Answers { super_user_percent: 100.0, mean_seconds: 0.0, ..Answers::default() };
    let scenario = Scenario { hours: 100, demand, answers, patience_minutes: 0.0, ..Scenario::default() };
    hospital.roster[0].ends_minute = 102 * 60;
    let day = rehearsal(hospital, scenario).day(&elbow(), 0);
    let far_away =
        day.fates.iter().filter_map(outcome::Fate::waited).filter(|waited| waited.as_secs() >= 300);
    assert!(far_away.count() * 2 > day.fates.len(), "most requests find them at home, five minutes away");
    assert!(day.walked.as_secs() / 300 > day.fates.len() as u64, "there and back");
}

#[test]
fn people_of_a_zone_stay_in_it_unless_nobody_there_knows() {
    let zone = |floor: u32| ZoneId::new(domain::Timestamp::from_millis(0), numbered(floor));
    let mut hospital =
        Synthetic { floors: 2, people: 2, tags: 1, tags_per_person: 1, ..Synthetic::default() }.hospital();
    assert_eq!(hospital.roster[1].zone, Some(zone(1)));
    let demand = Demand { load: 0.7, ..Demand::default() };
    let scenario = Scenario { demand, replications: 2, ..Scenario::default() };
    let engines = [Engine::nearest_free(&Policy::default()), Engine::fixed_zones(&Policy::default())];
    let apart = rehearsal(hospital.clone(), scenario.clone()).run(&engines, go_on, say_nothing).unwrap();
    let walked =
        |report: &Report, engine: usize| report.engines[engine].value(Measure::WalkedSeconds).unwrap().mean;
    assert!(walked(&apart, 1) < walked(&apart, 0), "zones walk less: {} s", walked(&apart, 1));
    hospital.roster.truncate(1);
    let alone = rehearsal(hospital, scenario).run(&engines, go_on, say_nothing).unwrap();
    let helped = alone.engines[1].gaps.iter().find(|gap| gap.zone == "Floor 1").unwrap();
    assert!(helped.mean_seconds.is_some(), "floor 1 has nobody, so floor 0 comes");
}

#[test]
fn the_engines_differ_where_they_should() {
    let rehearsal =
        rehearsal(Synthetic::default().hospital(), Scenario { replications: 8, ..Scenario::default() });
    let policy = Policy::default();
    let mut engines = vec![Engine::nearest_free(&policy), elbow()];
    engines.append(&mut Engine::others(&policy));
    let report = rehearsal.run(&engines, go_on, say_nothing).unwrap();
    let change = |name: &str, measure| report.engine(name).unwrap().change_percent(measure).unwrap();
    assert!(change("Elbow", Measure::MeanSeconds).high < 0.0, "better than nearest free, clearly");
    assert!(change("fixed zones", Measure::MeanSeconds).low > 0.0, "one pool beats zones");
    assert!(change("longest idle", Measure::WalkedSeconds).low > 0.0, "whoever is idle is far away");
    let mean = |name: &str| report.engine(name).unwrap().value(Measure::MeanSeconds).unwrap().mean;
    assert!(mean("batch 15 s") > mean("Elbow"), "waiting for a batch is waiting");
    let text = report.to_string();
    for engine in &engines {
        assert!(text.contains(&engine.name), "{text}");
    }
    let json = serde_json::to_string(&report).unwrap();
    assert_eq!(serde_json::from_str::<Report>(&json).unwrap().engines.len(), engines.len());
}

#[test]
fn a_rehearsal_can_be_broken_off() {
    let heard = Cell::new(0);
    let report = study(Scenario::default()).run(
        &[elbow(), elbow()],
        || heard.get() == 2,
        |progress| {
            assert_eq!(progress, Progress { done: heard.get() + 1, of: 6 });
            heard.set(progress.done);
        },
    );
    assert!(report.is_none());
    assert_eq!(heard.get(), 2);
}

#[test]
fn a_rehearsal_can_be_broken_off_in_the_middle_of_a_day() {
    let (asked, of) = (Cell::new(0), 50);
    let unwanted = || {
        asked.set(asked.get() + 1);
        asked.get() > of
    };
    let report = study(Scenario::default()).run(&[elbow()], unwanted, |_| panic!("no day was over by then"));
    assert!(report.is_none());
    asked.set(0);
    let rehearsal = study(Scenario::default());
    let needed = people_needed(&rehearsal, &elbow(), 85.0, 80, unwanted, |_, _| panic!("nothing was tried"));
    assert_eq!(needed, None);
}

#[test]
fn the_people_for_a_target_are_found_with_their_uncertainty() {
    let rehearsal = study(Scenario { hours: 4, replications: 4, ..Scenario::default() });
    let tell = |_, _: Estimate| ();
    let found = people_needed(&rehearsal, &elbow(), 85.0, 80, go_on, tell).unwrap();
    let Staffing { people: Some(people), at_least: Some(least), at_most: Some(most), tried } = found else {
        panic!("{found:?}")
    };
    assert!(least <= people && people <= most && most < 80, "{least} {people} {most}");
    let share = |wanted: u32| tried.iter().find(|(people, _)| *people == wanted).unwrap().1.mean;
    assert!(share(people) >= 85.0 && share(people - 1) < 85.0);
    let broken_off = people_needed(&rehearsal, &elbow(), 85.0, 80, || true, tell);
    assert_eq!(broken_off, None);
    let never = people_needed(&rehearsal, &elbow(), 100.1, 3, go_on, tell).unwrap();
    assert_eq!(never.people, None);
}

#[test]
fn a_hospital_and_a_scenario_that_do_not_fit_are_told_so_at_once() {
    let mut hospital = Synthetic::default().hospital();
    hospital.roster[3].ends_minute = 0;
    hospital.roster[1].person = hospital.roster[0].person;
    let scenario = Scenario {
        hours: 0,
        demand: Demand {
            wards: BTreeMap::from([("W99".to_owned(), 1.0)]),
            tags: BTreeMap::from([("epma".to_owned(), 1.0)]),
            ..Demand::default()
        },
        rare_tag: Some(RareTag { tag: "theatres".to_owned(), known_by_percent: 10.0 }),
        ..Scenario::default()
    };
    let problems = Rehearsal::new(hospital, scenario, &Walking::default()).unwrap_err();
    for part in ["hours", "Floorwalker 4", "same person id", "W99", "epma", "theatres"] {
        assert!(problems.iter().any(|problem| problem.contains(part)), "{part}: {problems:#?}");
    }
    assert_eq!(problems.len(), 6, "{problems:#?}");
    let empty = Rehearsal::new(Hospital::default(), Scenario::default(), &Walking::default()).unwrap_err();
    assert_eq!(empty.len(), 3, "{empty:#?}");
}
