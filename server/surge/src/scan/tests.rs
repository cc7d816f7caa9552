use proptest::prelude::*;

use super::*;
use crate::{Learning, Levels, Ward};

const HOUR: i64 = 3_600_000;
const MINUTE: i64 = 60_000;
/// Monday 2 March 2026, midnight in London.
const MIDNIGHT: i64 = 1_772_409_600_000;

fn at(millis: i64) -> Timestamp {
    Timestamp::from_millis(MIDNIGHT + millis)
}

/// The hour of a clock that is never changed.
fn hour(number: i64) -> Hour {
    let of_day = u8::try_from(number.rem_euclid(24)).unwrap();
    Hour { starts: at(number * HOUR), date: i32::try_from(number.div_euclid(24)).unwrap() + 1, of_day }
}

fn asked(number: u32, millis: i64, ward: u16, tag: u16) -> Asked {
    let mut random = [7; 10];
    random[..4].copy_from_slice(&number.to_be_bytes());
    let at = at(millis);
    Asked { ticket: TicketId::new(at, random), at, ward, tag, kind: Kind::Request }
}

/// Wards in zones by turns.
fn places(wards: u16, zones: u16, tags: u16) -> Places {
    let ward = |ward: u16| Ward { zone: ward.checked_rem(zones), heads: 1.0 };
    Places { wards: (0..wards).map(ward).collect(), zones, tags }
}

/// Nothing has to be learnt first.
fn at_once() -> Parameters {
    Parameters { learning: Learning { raise: 0.0, requests: 0, whole_days: 0 }, ..Parameters::default() }
}

/// A hospital of three zones in which nine wards ask about four topics.
fn hospital() -> Scan {
    Scan::new(Parameters { planned_per_day: 200.0, ..at_once() }, places(9, 3, 4))
}

/// Feeds what was asked, and each hour from the first on as it begins.
fn feed(scan: &mut Scan, first_hour: i64, log: &[Asked]) {
    let mut next = first_hour;
    for asked in log {
        while at(next * HOUR) <= asked.at {
            scan.begin_hour(hour(next));
            next += 1;
        }
        scan.ask(*asked, asked.at);
    }
}

fn streams(scan: &Scan) -> Vec<Stream> {
    scan.cards().iter().map(Card::stream).collect()
}

/// So many requests of one ward about one topic, a minute apart.
fn rush(first: u32, starts: i64, ward: u16, tag: u16, requests: u32) -> Vec<Asked> {
    (0..requests)
        .map(|number| asked(first + number, starts + i64::from(number) * MINUTE, ward, tag))
        .collect()
}

/// The stream of the design: a cell in which 0.2 an hour are usual.
#[test]
fn a_cell_minute_by_minute() {
    let deaf = LevelParameters { threshold: 99.0, ..Levels::default().ward };
    let cell = LevelParameters { size: 6.0, least: 4, threshold: 7.7 };
    let levels = Levels { cell, ward: deaf, tag: deaf, everywhere: deaf, ..Levels::default() };
    let parameters = Parameters { planned_per_day: 4.8, by_hour: [1.0; 24], levels, ..at_once() };
    let mut scan = Scan::new(parameters, places(1, 0, 1));
    (0..=10).for_each(|number| scan.begin_hour(hour(number)));
    // Nobody asked for hours, which would be learnt: what is usual is given here.
    scan.baselines.iter_mut().for_each(|baseline| baseline.level = 4.8);
    let cell = Stream::Cell { ward: 0, tag: 0 };
    let expected: [(i64, f64, u32, u32); 7] = [
        (0, 0.0, 0, 0),
        (4, 0.0, 0, 0),
        (6, 0.0, 0, 0),
        (9, 6.9400, 10, 4),
        (11, 7.4138, 20, 5),
        (15, 9.1101, 20, 6),
        (40, 7.6029, 60, 7),
    ];
    for (number, (minute, score, window, seen)) in (0..).zip(expected) {
        let now = 10 * HOUR + minute * MINUTE;
        scan.ask(asked(number, now, 0, 0), at(now));
        let found = scan.strongest((cell, None), at(now), 0.0);
        let found = found.map_or((0.0, 0, 0), |found| (found.score, found.window_minutes, found.seen));
        assert!((found.0 - score).abs() < 5e-5, "minute {minute}: {found:?}");
        assert_eq!((found.1, found.2), (window, seen), "minute {minute}");
        assert_eq!(scan.cards().len(), usize::from(minute >= 15), "minute {minute}");
    }
    let card = &scan.cards()[0];
    assert_eq!(
        (card.opened_at(), card.last_at()),
        (at(10 * HOUR + 15 * MINUTE), at(10 * HOUR + 15 * MINUTE))
    );
    assert_eq!((card.stream(), card.window_minutes(), card.seen(), card.wards()), (cell, 20, 6, 1));
    assert_eq!(card.tickets().len(), 6, "what came 25 minutes later passed no threshold");
    assert!((card.expected() - 0.2 / 3.0).abs() < 1e-12);
}

#[test]
fn nothing_is_found_where_nobody_asks() {
    let mut scan = hospital();
    (0..24 * 20).for_each(|number| scan.begin_hour(hour(number)));
    assert!(scan.cards().is_empty());
}

#[test]
fn one_ward_with_one_topic_is_a_card_that_names_both_and_counts_its_requests() {
    let mut scan = hospital();
    feed(&mut scan, 0, &rush(1, 9 * HOUR, 4, 2, 8));
    assert_eq!(streams(&scan), [Stream::Cell { ward: 4, tag: 2 }]);
    let card = &scan.cards()[0];
    assert_eq!((card.seen(), card.wards(), card.tickets().len()), (8, 1, 8));
    assert_eq!(card.tickets()[0].at, at(9 * HOUR));
    assert_eq!(card.last_at(), at(9 * HOUR + 7 * MINUTE));
    assert_eq!(scan.card(card.id), Some(card));
}

#[test]
fn one_topic_on_many_wards_is_a_card_of_the_topic() {
    let mut scan = hospital();
    let log: Vec<Asked> = (0..24)
        .map(|number| {
            asked(number, 9 * HOUR + i64::from(number) * MINUTE, u16::try_from(number % 8).unwrap(), 1)
        })
        .collect();
    feed(&mut scan, 0, &log);
    assert_eq!(streams(&scan), [Stream::Tag(1)]);
    assert_eq!(scan.cards()[0].wards(), 8);
}

#[test]
fn one_ward_with_all_topics_is_a_card_of_the_ward() {
    let mut scan = hospital();
    let log: Vec<Asked> = (0..12)
        .map(|number| {
            asked(number, 9 * HOUR + i64::from(number) * 2 * MINUTE, 3, u16::try_from(number % 4).unwrap())
        })
        .collect();
    feed(&mut scan, 0, &log);
    assert_eq!(streams(&scan), [Stream::Ward(3)]);
}

#[test]
fn a_topic_of_two_wards_alone_is_none_of_the_topic() {
    let mut scan = hospital();
    let log: Vec<Asked> = (0..5)
        .map(|number| {
            asked(number, 9 * HOUR + i64::from(number) * 3 * MINUTE, u16::try_from(number % 2).unwrap(), 1)
        })
        .collect();
    feed(&mut scan, 0, &log);
    assert!(streams(&scan).iter().all(|stream| stream.level() != Level::Tag), "{:?}", scan.cards());
}

#[test]
fn what_comes_within_an_hour_is_the_same_card_and_after_that_another() {
    for (pause, cards) in [(50, 1), (70, 2)] {
        let mut scan = hospital();
        let mut log = rush(1, 9 * HOUR, 4, 2, 6);
        log.extend(rush(20, 9 * HOUR + (5 + pause) * MINUTE, 4, 2, 6));
        feed(&mut scan, 0, &log);
        assert_eq!(scan.cards().len(), cards, "{pause} minutes later: {:?}", scan.cards());
    }
    let mut scan = hospital();
    let mut log = rush(1, 9 * HOUR, 4, 2, 6);
    log.extend(rush(20, 9 * HOUR + 10 * MINUTE, 5, 3, 6));
    feed(&mut scan, 0, &log);
    assert_eq!(streams(&scan), [Stream::Cell { ward: 4, tag: 2 }, Stream::Cell { ward: 5, tag: 3 }]);
}

#[test]
fn while_little_is_known_it_takes_more() {
    let enough_for = |learning| {
        (4..30).find(|requests| {
            let parameters = Parameters { planned_per_day: 200.0, learning, ..Parameters::default() };
            let mut scan = Scan::new(parameters, places(9, 3, 4));
            feed(&mut scan, 0, &rush(1, 9 * HOUR, 4, 2, *requests));
            !scan.cards().is_empty()
        })
    };
    let learning = enough_for(Learning::default()).unwrap();
    let knowing = enough_for(at_once().learning).unwrap();
    assert!(learning > knowing, "{learning} and {knowing}");
}

/// What nobody asked for, or nobody meant, and what came twice.
#[test]
fn the_canary_help_in_passing_practice_and_a_retried_tap_count_nothing() {
    let rush = rush(1, 9 * HOUR, 4, 2, 10);
    let not_real: [fn(Asked) -> Asked; 3] = [
        |asked| Asked { ticket: TicketId::canary(asked.at), ..asked },
        |asked| Asked { kind: Kind::InPassing, ..asked },
        |asked| Asked { kind: Kind::Practice, ..asked },
    ];
    for change in not_real {
        let mut scan = hospital();
        feed(&mut scan, 0, &rush.iter().copied().map(change).collect::<Vec<_>>());
        assert!(scan.cards().is_empty() && scan.recent.is_empty());
    }
    let mut scan = hospital();
    let again: Vec<Asked> = (0..10).map(|number| Asked { at: at(9 * HOUR + number), ..rush[0] }).collect();
    feed(&mut scan, 0, &again);
    assert_eq!((scan.cards().len(), scan.recent.len()), (0, 1));
}

#[test]
fn what_is_taken_back_after_a_minute_was_asked_all_the_same() {
    let rush = rush(1, 9 * HOUR, 4, 2, 6);
    let after = |seconds: i64| {
        let mut scan = hospital();
        feed(&mut scan, 0, &rush);
        let last = rush[5];
        let told = scan.take_back(last.ticket, Timestamp::from_millis(last.at.as_millis() + seconds * 1000));
        (scan.cards().first().map(|card| card.tickets().len()), told.len())
    };
    assert_eq!(after(61), (Some(6), 0));
    assert_eq!(after(60), (None, 1), "five are not enough");
}

#[test]
fn a_card_that_only_a_request_that_was_taken_back_had_opened_is_gone() {
    let mut scan = hospital();
    let log = rush(1, 9 * HOUR, 4, 2, 30);
    let opener = log.iter().position(|asked| {
        feed(&mut scan, 0, &[*asked]);
        !scan.cards().is_empty()
    });
    let opener = log[opener.unwrap()];
    assert_eq!(scan.take_back(opener.ticket, opener.at), [CardId(opener.ticket)]);
    assert_eq!(scan.card(CardId(opener.ticket)), None);
    assert!(scan.ask(opener, opener.at).is_empty(), "a retry of what was taken back is none");
}

#[test]
fn an_hour_is_learnt_when_it_is_an_hour_old() {
    let mut scan = hospital();
    let log: Vec<Asked> = (0..60)
        .map(|number| {
            asked(number, 9 * HOUR + i64::from(number) * MINUTE, u16::try_from(number % 9).unwrap(), 0)
        })
        .collect();
    feed(&mut scan, 0, &log);
    let tag = scan.places.place(Stream::Tag(0));
    let share = |scan: &Scan| scan.baselines.back().unwrap().share(tag);
    let before = share(&scan);
    scan.begin_hour(hour(10));
    assert!((share(&scan) - before).abs() < 1e-12, "at ten the hour from nine is too young");
    scan.begin_hour(hour(11));
    assert!(share(&scan) > before + 0.1);
    let all: f64 =
        (0..9).map(|ward| scan.baselines.back().unwrap().share(scan.places.place(Stream::Ward(ward)))).sum();
    assert!((all - 1.0).abs() < 1e-9, "{all}");
}

#[test]
fn what_a_lead_calls_real_is_not_learnt_from_whenever_they_say_so() {
    let quiet: Vec<Asked> = (0..9)
        .map(|number| {
            asked(number, 8 * HOUR + i64::from(number) * 6 * MINUTE, u16::try_from(number).unwrap(), 0)
        })
        .collect();
    let surge = rush(100, 9 * HOUR, 4, 2, 30);
    let log: Vec<Asked> = quiet.iter().chain(&surge).copied().collect();
    let level_after = |log: &[Asked], verdict: Option<i64>| {
        let mut scan = hospital();
        feed(&mut scan, 0, log);
        for number in 9..40 {
            if verdict == Some(number) {
                let id = scan.cards()[0].id;
                assert!(scan.leave_out(id) && scan.leave_out(id) && scan.cards()[0].is_left_out());
            }
            scan.begin_hour(hour(number));
        }
        let baseline = scan.baselines.back().unwrap();
        let tag = scan.places.place(Stream::Tag(2));
        (baseline.level.to_bits(), baseline.share(tag).to_bits(), baseline.shape.map(f64::to_bits))
    };
    let without = level_after(&quiet, None);
    assert_ne!(level_after(&log, None), without);
    for hour in [10, 11, 12, 20, 25, 39] {
        assert_eq!(level_after(&log, Some(hour)), without, "in hour {hour}");
    }
    assert!(!hospital().leave_out(CardId(quiet[0].ticket)), "nobody has seen that card");
}

/// The hours of two days on a London clock: from the Saturday before the clocks change.
fn days_of_change(hours_of_sunday: &[u8]) -> Vec<Hour> {
    let saturday = (0..24).map(|of_day| (1, of_day));
    let sunday = hours_of_sunday.iter().map(|of_day| (2, *of_day));
    let hours = saturday.chain(sunday).chain((0..24).map(|of_day| (3, of_day)));
    (0..)
        .zip(hours)
        .map(|(number, (date, of_day))| Hour { starts: at(number * HOUR), date, of_day })
        .collect()
}

/// 25 and 29 October and March: one hour twice, one hour none.
#[test]
fn an_hour_that_occurs_twice_or_never_is_no_surge_and_no_quiet_day() {
    let autumn: Vec<u8> = [0, 1].into_iter().chain(1..24).collect();
    let spring: Vec<u8> = [0].into_iter().chain(2..24).collect();
    for hours in [days_of_change(&autumn), days_of_change(&spring)] {
        let parameters = Parameters { planned_per_day: 2400.0, by_hour: [1.0; 24], ..at_once() };
        let mut scan = Scan::new(parameters, places(20, 4, 5));
        let mut number = 0;
        for hour in &hours {
            scan.begin_hour(*hour);
            for place in 0..100_u16 {
                let millis = hour.starts.as_millis() - MIDNIGHT + i64::from(place) * 36_000;
                number += 1;
                scan.ask(asked(number, millis, place / 5, place % 5), at(millis));
            }
            let baseline = scan.baselines.back().unwrap();
            assert!((baseline.level - 2400.0).abs() < 300.0, "{hour:?}: {}", baseline.level);
        }
        assert_eq!(streams(&scan), []);
        let learnt = scan.baselines.back().unwrap();
        assert!(!learnt.is_learning);
        let [least, most] = [f64::min, f64::max].map(|of| learnt.shape.into_iter().reduce(of).unwrap());
        assert!(least > 0.02 && most < 0.06, "{:?}", learnt.shape);
    }
}

/// Of 24 requests of eight wards about one topic, and half an hour later of one of them, when the topic has long fallen silent.
#[test]
fn a_card_of_a_topic_stays_one_when_a_ward_asks_again_later() {
    let mut scan = hospital();
    let mut log: Vec<Asked> = (0..32)
        .map(|number| {
            asked(number, 9 * HOUR + i64::from(number) * 30_000, u16::try_from(number % 8).unwrap(), 1)
        })
        .collect();
    feed(&mut scan, 0, &log);
    let before = scan.cards()[0].clone();
    assert_eq!(before.stream(), Stream::Tag(1));
    // As if the topic's windows were empty: nothing but the ward's requests passes.
    log = rush(100, 9 * HOUR + 50 * MINUTE, 4, 1, 6);
    scan.parameters.windows_minutes = vec![10];
    scan.parameters.levels.tag.threshold = 99.0;
    scan.parameters.levels.zone_tag.threshold = 99.0;
    feed(&mut scan, 10, &log);
    let [card] = scan.cards() else { panic!("{:?}", scan.cards()) };
    assert_eq!(
        (card.id, card.stream(), card.score().to_bits()),
        (before.id, before.stream(), before.score().to_bits())
    );
    assert!(card.last_at() > before.last_at());
    assert_eq!(
        card.tickets().len(),
        before.tickets().len() + log.len(),
        "none is dropped, and those are taken in"
    );
}

/// Two wards ask about one topic, each enough for a card; then all do.
fn two_wards_then_all() -> (Vec<Asked>, Vec<Asked>) {
    let mut wards = rush(1, 9 * HOUR, 0, 2, 7);
    wards.extend(rush(20, 9 * HOUR + 8 * MINUTE, 1, 2, 7));
    let all = (0..40)
        .map(|number| {
            let millis = 9 * HOUR + 20 * MINUTE + i64::from(number) * 30_000;
            asked(100 + number, millis, u16::try_from(2 + number % 7).unwrap(), 2)
        })
        .collect();
    (wards, all)
}

#[test]
fn cards_of_two_wards_are_joined_when_it_is_the_topic() {
    let (wards, all) = two_wards_then_all();
    let mut scan = hospital();
    feed(&mut scan, 0, &wards);
    assert_eq!(streams(&scan), [Stream::Cell { ward: 0, tag: 2 }, Stream::Cell { ward: 1, tag: 2 }]);
    let (first, second) = (scan.cards()[0].id, scan.cards()[1].id);
    assert!(scan.leave_out(second));
    let told: Vec<CardId> = all.iter().flat_map(|asked| scan.ask(*asked, asked.at)).collect();
    assert_eq!(streams(&scan), [Stream::Tag(2)], "{:?}", scan.cards());
    let card = &scan.cards()[0];
    assert_eq!(
        (card.id, card.opened_at()),
        (
            first,
            at(9 * HOUR
                + wards
                    .iter()
                    .position(|asked| CardId(asked.ticket) == first)
                    .map_or(0, |place| i64::try_from(place).unwrap() * MINUTE))
        )
    );
    assert!(told.contains(&first) && told.contains(&second) && scan.card(second).is_none(), "{told:?}");
    assert!(card.is_left_out(), "what a lead called real was this");
    assert!(wards.iter().all(|asked| card.tickets().contains(asked)));
}

#[test]
fn cards_that_only_a_request_that_was_taken_back_had_joined_are_two_again() {
    let (wards, all) = two_wards_then_all();
    let mut scan = hospital();
    feed(&mut scan, 0, &wards);
    for asked in all {
        let before = scan.cards().to_vec();
        scan.ask(asked, asked.at);
        if scan.cards().len() < before.len() {
            scan.take_back(asked.ticket, asked.at);
            assert_eq!(scan.cards(), before);
            return;
        }
    }
    panic!("nothing was joined: {:?}", scan.cards());
}

#[test]
fn a_ticket_of_two_cards_is_left_out_once() {
    let usual: Vec<Asked> = (0..9)
        .map(|ward| asked(100 + u32::from(ward), 8 * HOUR + i64::from(ward) * 6 * MINUTE, ward, 0))
        .collect();
    let level = |scan: &mut Scan| {
        scan.begin_hour(hour(13));
        scan.baselines.back().unwrap().level.to_bits()
    };
    let mut without = hospital();
    feed(&mut without, 0, &usual);
    (9..13).for_each(|number| without.begin_hour(hour(number)));
    let mut scan = hospital();
    let mut log = usual;
    log.extend(rush(1, 9 * HOUR, 4, 2, 12));
    log.extend(rush(30, 9 * HOUR + 20 * MINUTE, 5, 3, 12));
    feed(&mut scan, 0, &log);
    let [one, other] = scan.cards() else { panic!("{:?}", scan.cards()) };
    let (one, other) = (one.id, other.id);
    let shared = scan.cards[0].tickets.clone();
    scan.cards[1].tickets.extend(shared);
    (10..13).for_each(|number| scan.begin_hour(hour(number)));
    assert!(scan.leave_out(one) && scan.leave_out(other));
    assert_eq!(level(&mut scan), level(&mut without));
}

/// A card that was called real takes in what was learnt since.
#[test]
fn what_a_card_takes_in_from_an_hour_that_is_learnt_is_unlearnt() {
    let level = |is_real: bool| {
        let mut scan = hospital();
        let log = rush(1, 9 * HOUR, 4, 2, 12);
        feed(&mut scan, 0, &log);
        let kept = scan.cards[0].tickets.split_off(6);
        (10..13).for_each(|number| scan.begin_hour(hour(number)));
        let id = scan.cards()[0].id;
        assert!(!is_real || scan.leave_out(id));
        scan.begin_hour(hour(13));
        let learnt = |scan: &Scan| scan.left_out.len();
        let before = learnt(&scan);
        scan.cards[0].tickets.extend(kept);
        scan.begin_hour(hour(14));
        (before, learnt(&scan), scan.baselines.back().unwrap().level)
    };
    let (real, usual) = (level(true), level(false));
    assert_eq!(((real.0, real.1), (usual.0, usual.1)), ((6, 12), (0, 0)));
    assert!(real.2 < usual.2);
}

#[test]
fn what_comes_late_counts_in_its_windows_once_and_not_at_all_when_its_hour_is_learnt() {
    let mut scan = hospital();
    feed(&mut scan, 0, &[asked(1, 9 * HOUR + 30 * MINUTE, 0, 0)]);
    let late = asked(2, 9 * HOUR + MINUTE, 1, 1);
    for _ in 0..2 {
        scan.ask(late, at(9 * HOUR + 31 * MINUTE));
        assert_eq!(scan.recent.iter().map(|asked| asked.ticket).collect::<Vec<_>>()[0], late.ticket);
        assert_eq!(scan.recent.len(), 2, "it is the oldest, and a window holds it");
    }
    (10..12).for_each(|number| scan.begin_hour(hour(number)));
    for again in [late, asked(3, 9 * HOUR + 2 * MINUTE, 1, 1)] {
        scan.ask(again, at(11 * HOUR));
        assert_eq!(scan.recent.len(), 2);
    }
}

/// Of wards that nobody is said to be on, one request is no surge.
#[test]
fn wards_without_heads_have_their_share() {
    for heads in [[0.0; 3], [0.0, 0.0, 40.0]] {
        let wards = heads.map(|heads| Ward { zone: None, heads }).to_vec();
        let parameters = Parameters { planned_per_day: 200.0, ..at_once() };
        let mut scan = Scan::new(parameters, Places { wards, zones: 0, tags: 4 });
        let log: Vec<Asked> = (0..6)
            .map(|number| {
                asked(
                    number,
                    9 * HOUR + i64::from(number) * 20 * MINUTE,
                    0,
                    u16::try_from(number % 4).unwrap(),
                )
            })
            .collect();
        feed(&mut scan, 0, &log);
        assert_eq!(streams(&scan), [], "{heads:?}");
        let share = scan.baselines.back().unwrap().share(scan.places.place(Stream::Ward(0)));
        assert!(share > 0.02, "{heads:?}: {share}");
    }
}

/// A day and a half of a hospital, with and without what is too much.
fn log() -> impl Strategy<Value = Vec<Asked>> {
    let usual = (0..36 * 60_i64, 0..60_000_i64, 0..9_u16, 0..4_u16);
    let rush = (0..36 * 60_i64, 0..9_u16, 0..4_u16, 2..25_i64);
    (proptest::collection::vec(usual, 0..150), proptest::collection::vec(rush, 0..5)).prop_map(
        |(usual, rushes)| {
            let usual =
                usual.into_iter().map(|(minute, millis, ward, tag)| (minute * MINUTE + millis, ward, tag));
            let rushes = rushes.into_iter().flat_map(|(minute, ward, tag, requests)| {
                // Half of them at the same moment.
                (0..requests).map(move |number| {
                    (minute * MINUTE + number / 2 * 40_000, (ward + u16::from(number % 5 == 0)) % 9, tag)
                })
            });
            let mut log: Vec<Asked> = (0..)
                .zip(usual.chain(rushes))
                .map(|(number, (millis, ward, tag))| asked(number, millis, ward, tag))
                .collect();
            log.sort_by_key(|asked| asked.at);
            log
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// A server that was restarted, or that looks once an hour, finds what one finds that never stops.
    #[test]
    fn the_same_log_makes_the_same_cards_whatever_the_pieces(log in log(), pieces in 1_usize..40) {
        let mut whole = hospital();
        feed(&mut whole, 0, &log);
        let mut cut = hospital();
        let mut next = 0;
        for piece in log.chunks(pieces) {
            // The hour is told before what was asked in the one before has come.
            let first = piece.last().map_or(0, |asked| (asked.at.as_millis() - MIDNIGHT) / HOUR);
            if first == (piece[0].at.as_millis() - MIDNIGHT) / HOUR + 1 && piece[0].at >= at(first * HOUR - 2 * MINUTE) {
                (next..=first).for_each(|number| cut.begin_hour(hour(number)));
                next = first + 1;
            }
            for asked in piece {
                while at(next * HOUR) <= asked.at {
                    cut.begin_hour(hour(next));
                    next += 1;
                }
                cut.ask(*asked, asked.at);
            }
        }
        prop_assert_eq!(whole.cards(), cut.cards());
    }

    #[test]
    fn what_was_asked_at_the_same_moment_has_no_order(log in log(), turn in 0_usize..7) {
        let mut one = hospital();
        feed(&mut one, 0, &log);
        let mut other = hospital();
        let mut turned = log.clone();
        for tie in turned.chunk_by_mut(|one, next| one.at == next.at) {
            let by = turn % tie.len();
            tie.rotate_left(by);
        }
        feed(&mut other, 0, &turned);
        prop_assert_eq!(one.cards(), other.cards());
    }

    /// Up to two minutes late, or in no order at all within that.
    #[test]
    fn what_comes_a_little_late_is_put_in_its_place(log in log(), seed in 0_i64..1000) {
        let mut one = hospital();
        feed(&mut one, 0, &log);
        let mut late = log.clone();
        let delay = |asked: &Asked| (asked.at.as_millis() * 7919 + seed * 104_729).rem_euclid(120_000);
        late.sort_by_key(|asked| asked.at.as_millis() + delay(asked));
        let mut other = hospital();
        feed(&mut other, 0, &late);
        prop_assert_eq!(one.cards(), other.cards());
    }

    /// Requests that were taken back within the minute count nothing, to the last bit.
    #[test]
    fn what_is_taken_back_at_once_was_never_asked(log in log(), every in 2_usize..6) {
        let mut without = hospital();
        let kept: Vec<Asked> = log.iter().enumerate().filter(|(place, _)| place % every != 0).map(|(_, asked)| *asked).collect();
        feed(&mut without, 0, &kept);
        let mut with = hospital();
        let mut next = 0;
        let mut waiting: VecDeque<Asked> = VecDeque::new();
        for (place, asked) in log.iter().enumerate() {
            let is_due = |waiting: &mut Asked| waiting.at + Duration::from_secs(55) <= asked.at;
            while let Some(back) = waiting.pop_front_if(is_due) {
                with.take_back(back.ticket, back.at + Duration::from_secs(55));
            }
            while at(next * HOUR) <= asked.at {
                with.begin_hour(hour(next));
                next += 1;
            }
            with.ask(*asked, asked.at);
            if place % every == 0 {
                waiting.push_back(*asked);
            }
        }
        for back in waiting {
            with.take_back(back.ticket, back.at + Duration::from_secs(55));
        }
        prop_assert_eq!(without.cards(), with.cards());
    }

    /// One ticket of a clock that is three hours fast is one ticket of now, and makes nobody late.
    #[test]
    fn a_clock_that_is_fast_changes_nothing_for_others(log in log(), which in 0_usize..150) {
        let at_which = log.get(which % log.len().max(1)).copied();
        let [mut right, mut fast] = [hospital(), hospital()];
        for (scan, ahead) in [(&mut right, 0), (&mut fast, 3)] {
            let mut next = 0;
            for asked in &log {
                while at(next * HOUR) <= asked.at {
                    scan.begin_hour(hour(next));
                    next += 1;
                }
                let ahead = if Some(*asked) == at_which { ahead } else { 0 };
                scan.ask(Asked { at: asked.at + Duration::from_hours(ahead), ..*asked }, asked.at);
            }
        }
        prop_assert_eq!(right.cards(), fast.cards());
    }

    /// A card's figures are those of its own requests, and its stream is one of each of them.
    #[test]
    fn a_card_says_what_is_so(log in log()) {
        let mut scan = hospital();
        feed(&mut scan, 0, &log);
        for card in scan.cards() {
            prop_assert!(card.opened_at() <= card.last_at());
            prop_assert!(f64::from(card.seen()) > card.expected());
            prop_assert!(card.tickets().iter().all(|asked| scan.places.is_in(card.stream(), asked.ward, asked.tag)));
            prop_assert!(card.tickets().len() >= usize::try_from(card.seen()).unwrap(), "{:?}", card);
            prop_assert!(card.tickets().is_sorted_by(|one, next| one.order(next) == Ordering::Less));
            let mut wards: Vec<u16> = card.tickets().iter().map(|asked| asked.ward).collect();
            wards.sort_unstable();
            wards.dedup();
            prop_assert!(wards.len() >= usize::try_from(card.wards()).unwrap());
        }
    }
}
