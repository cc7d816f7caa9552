use domain::{
    KnownIssueId, PersonId, Priority, WaveId,
    surge::Verdict,
    ticket::{Actor, AskedAbout, Source, WithdrawReason},
    wave::{Said, WaveName, WaveWard},
};
use proptest::prelude::*;

use super::*;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// Monday 2 March 2026, midnight in London.
const MIDNIGHT: i64 = 1_772_409_600_000;

fn at(millis: i64) -> Timestamp {
    Timestamp::from_millis(MIDNIGHT + millis)
}

fn random(number: u32) -> [u8; 10] {
    let mut random = [7; 10];
    random[..4].copy_from_slice(&number.to_be_bytes());
    random
}

fn ward(number: u32) -> WardId {
    WardId::new(at(0), random(number))
}

fn tag(number: u32) -> TagId {
    TagId::new(at(0), random(number))
}

fn ticket(number: u32) -> TicketId {
    TicketId::new(at(0), random(number))
}

/// Nine wards in three zones, four topics, in no order.
fn numbered() -> Numbered {
    let zone = |number: u32| ZoneId::new(at(0), random(number));
    let wards = (0..9).rev().map(|number| (ward(number), Some(zone(number % 3))));
    Numbered::new(wards, [2, 0, 1].map(zone), [3, 1, 0, 2].map(tag), &[], &[])
}

fn logged(subject: Subject, millis: i64, what: Logged) -> LoggedEvent {
    LoggedEvent { sequence: 1, subject, at: at(millis), device_at: None, actor: Actor::Requester, what }
}

fn asks(number: u32, millis: i64, on: u32, about: u32) -> LoggedEvent {
    let about = AskedAbout {
        ward: ward(on),
        zone: None,
        site: None,
        tag: tag(about),
        priority: Priority::P3,
        stuck: None,
        source: Source::Device,
    };
    let what = Logged::Step(Happening::Asked { about: Some(about) });
    logged(Subject::Ticket(ticket(number)), millis, what)
}

fn judged(number: u32, millis: i64, verdict: Verdict) -> LoggedEvent {
    logged(Subject::Hospital, millis, Logged::SurgeJudged { surge: ticket(number), verdict })
}

fn entries(events: &[LoggedEvent]) -> Vec<Entry> {
    events.iter().filter_map(Entry::of).collect()
}

/// Started when so much of the log was there, and going on.
fn started_after(log: &[Entry], gathered: usize) -> History {
    let mut history = History::new(TimeZone::get("Europe/London").unwrap(), numbered());
    log[..gathered].iter().for_each(|entry| history.gather(*entry));
    history.begin();
    log[gathered..].iter().for_each(|entry| history.hear(*entry));
    history
}

/// So many of one ward about one topic, a minute apart.
fn rush(first: u32, starts: i64, requests: u32) -> Vec<LoggedEvent> {
    (0..requests).map(|number| asks(first + number, starts + i64::from(number) * MINUTE, 4, 2)).collect()
}

#[test]
fn a_rush_is_a_card_with_the_ids_of_its_ward_and_topic() {
    let log = entries(&rush(1, 9 * HOUR, 14));
    let history = started_after(&log, log.len());
    let [card] = &history.cards()[..] else { panic!("{:?}", history.cards()) };
    assert_eq!(card.found.stream, Stream::Cell { ward: ward(4), tag: tag(2) });
    assert_eq!((card.found.began_at, card.found.began_on), (at(9 * HOUR), ward(4)));
    assert_eq!(card.tickets.len(), 14);
    assert_eq!(history.budget(), Some(Budget { days: 0, cards: 0, raise: 0.0 }));
    let silent = started_after(&[], 0);
    assert_eq!((silent.cards(), silent.budget()), (Vec::new(), None));
}

/// An hour's requests that arrive together are from an hour. Shows H16.3.
#[test]
fn what_waited_for_a_connection_was_asked_when_it_was_tapped() {
    let mut late = rush(1, 9 * HOUR, 14);
    for (event, hours) in late.iter_mut().zip(1..) {
        event.device_at = Some(at((9 - hours) * HOUR));
    }
    let mut log = entries(&[asks(100, 5 * MINUTE, 0, 0)]);
    log.extend(entries(&late));
    assert_eq!(started_after(&log, log.len()).cards(), Vec::new());
    // A clock that is fast, or years behind, says nothing.
    for wrong in [at(90 * DAY), Timestamp::from_millis(0)] {
        let mut events = rush(1, 9 * HOUR, 14);
        for event in &mut events {
            event.device_at = Some(wrong);
        }
        assert_eq!(started_after(&entries(&events), 14).cards().len(), 1);
    }
}

/// Shows H16.3.
#[test]
fn the_canary_and_what_is_taken_back_within_a_minute_are_not_heard() {
    let canary = asks(1, 0, 4, 2);
    let canary = LoggedEvent { subject: Subject::Ticket(TicketId::canary(at(0))), ..canary };
    assert_eq!(Entry::of(&canary), None);
    let mut events = rush(1, 9 * HOUR, 14);
    for number in 1..=14 {
        let why = Happening::Withdrawn { why: WithdrawReason::SolvedMyself, superseded: Vec::new() };
        let millis = 9 * HOUR + i64::from(number - 1) * MINUTE + 20_000;
        events.push(logged(Subject::Ticket(ticket(number)), millis, Logged::Step(why)));
    }
    events.sort_by_key(|event| event.at);
    assert_eq!(started_after(&entries(&events), 0).cards(), Vec::new());
}

/// A known issue that helps everybody who reads it is asked about all the same.
#[test]
fn a_need_that_a_known_issue_met_counts_and_is_no_ticket() {
    let log: Vec<LoggedEvent> = rush(1, 9 * HOUR, 14)
        .into_iter()
        .zip(1..)
        .map(|(event, sequence)| {
            let Logged::Step(Happening::Asked { about: Some(about) }) = event.what else { panic!() };
            let what = Logged::SortedByIssue { known_issue: KnownIssueId::new(at(0), random(1)), about };
            LoggedEvent { sequence, subject: Subject::Hospital, what, ..event }
        })
        .collect();
    let found = started_after(&entries(&log), 0).cards();
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].found.seen, found[0].tickets.len()), (14, 0));
    assert!(is_ticket(ticket(1)) && !is_ticket(sorted(&log[3])));
}

/// Four weeks in which each ward asks about twice an hour by day, with a rush each day.
fn weeks(days: i64) -> Vec<LoggedEvent> {
    let mut number = 1000;
    let mut log = Vec::new();
    for day in 0..days {
        for hour in 8..18 {
            for place in 0..12 {
                let (on, about) = (u32::try_from((day + hour * 5 + place * 7) % 9).unwrap(), number % 4);
                log.push(asks(number, day * DAY + hour * HOUR + place * 5 * MINUTE, on, about));
                number += 1;
            }
        }
        log.extend(rush(number, day * DAY + 13 * HOUR, 14));
        log.extend(rush(number + 14, day * DAY + 20 * HOUR, 14));
        number += 28;
    }
    log.sort_by_key(|event| event.at);
    log
}

/// Shows H16.4.
#[test]
fn two_cards_a_day_for_nothing_raise_the_thresholds_night_by_night_and_what_was_real_does_not_count() {
    let log = weeks(12);
    let history = started_after(&entries(&log), 0);
    let budget = history.budget().unwrap();
    assert_eq!(budget.days, 7);
    assert!(budget.raise > 0.0, "{budget:?}");
    // Each of them was real.
    let mut known = log.clone();
    for card in all_cards(&log) {
        known.push(judged_at(card, &log));
    }
    known.sort_by_key(|event| event.at);
    let budget = started_after(&entries(&known), 0).budget().unwrap();
    assert!(budget.raise.abs() < f64::EPSILON, "{budget:?}");
}

/// The names of all cards with thresholds that were not raised.
fn all_cards(log: &[LoggedEvent]) -> Vec<TicketId> {
    let history = started_after(&entries(log), 0);
    let all = history.entries.len();
    history.listen(0.0, &(0..all)).scan.cards().iter().map(|card| card.id.0).collect()
}

fn judged_at(card: TicketId, log: &[LoggedEvent]) -> LoggedEvent {
    let opened = log.iter().find(|event| event.subject == Subject::Ticket(card)).unwrap();
    let what = Logged::SurgeJudged { surge: card, verdict: Verdict::Real };
    LoggedEvent {
        subject: Subject::Hospital,
        at: opened.at + Duration::from_mins(30),
        what,
        ..opened.clone()
    }
}

#[test]
fn a_verdict_that_is_taken_back_is_as_if_it_had_not_been_said() {
    let mut log = rush(1, 9 * HOUR, 14);
    let issue = KnownIssueId::new(at(0), random(1));
    let card = started_after(&entries(&log), 0).cards()[0].clone();
    let number = log.iter().position(|event| event.subject == Subject::Ticket(card.id)).unwrap() + 1;
    let number = u32::try_from(number).unwrap();
    let plain = log.clone();
    log.push(judged(number, 10 * HOUR, Verdict::KnownIssue(issue)));
    let real = started_after(&entries(&log), 0);
    assert!(real.today.as_ref().unwrap().listening.scan.cards()[0].is_left_out());
    log.push(judged(number, 11 * HOUR, Verdict::Nothing));
    let (again, plain) = (started_after(&entries(&log), 0), started_after(&entries(&plain), 0));
    assert!(!again.today.as_ref().unwrap().listening.scan.cards()[0].is_left_out());
    assert_eq!(again.cards(), plain.cards());
}

/// A program's clock is days or decades ahead for one request, on a morning with a rush, after days with some.
#[test]
fn a_clock_that_is_ahead_for_one_request_blinds_nobody() {
    let mut plain = weeks(6);
    plain.extend(rush(9000, 6 * DAY + 9 * HOUR, 20));
    let expected = started_after(&entries(&plain), 0);
    assert!(!expected.cards().is_empty());
    for ahead in [HOUR, 3 * DAY, 400 * DAY, 40_000 * DAY] {
        for place in [plain.len() - 15, plain.len() - 40] {
            let mut log = plain.clone();
            log.insert(place, asks(9999, 6 * DAY + 9 * HOUR + ahead, 1, 1));
            let log = entries(&log);
            for gathered in [0, place, place + 1, place + 2, log.len()] {
                let history = started_after(&log, gathered);
                assert_eq!(history.cards(), expected.cards(), "{ahead} {place} {gathered}");
                assert_eq!(history.budget(), expected.budget());
            }
        }
    }
}

#[test]
fn wards_that_have_ended_are_not_planned_for() {
    let wards = || (0..9).map(|number| (ward(number), None));
    let ended = [ward(3), ward(5)];
    let numbered = Numbered::new(wards(), [], [tag(1)], &ended, &[]);
    assert_eq!(numbered.open_wards, 7);
    let heads: f64 = numbered.places.wards.iter().map(|ward| ward.heads).sum();
    assert!((heads - 7.0).abs() < f64::EPSILON, "{heads}");
}

#[test]
fn steps_of_thresholds_are_whole_tenths() {
    for (raise, expected) in [(0.0, 0), (0.3, 3), (0.1 + 0.2, 3), (0.9, 9), (0.3 + 0.3 + 0.3, 9), (1.5, 15)] {
        assert_eq!(tenths(raise), expected, "{raise}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Whoever starts when, and hears the log in whatever pieces, has the same cards and thresholds to the last bit.
    #[test]
    fn the_same_log_makes_the_same_cards_whenever_a_program_starts(
        asked in prop::collection::vec((0i64..4 * 24 * 60, 0u32..9, 0u32..4, 0i64..90), 1..300),
        starts in 0usize..=100,
        called in prop::collection::vec((0usize..300, any::<bool>()), 0..4),
    ) {
        let mut events: Vec<LoggedEvent> = (1..).zip(&asked).map(|(number, (minute, on, about, waited))| {
            // Most of one ward and topic, so that there is something to find.
            let (on, about) = if number % 3 == 0 { (*on, *about) } else { (4, 2) };
            let event = asks(number, minute * MINUTE / 4, on, about);
            let tapped = event.at - Duration::from_secs(u64::try_from(*waited).unwrap_or(0));
            LoggedEvent { device_at: Some(tapped), ..event }
        }).collect();
        events.sort_by_key(|event| event.at);
        let cards = all_cards(&events);
        for (place, is_real) in called {
            if let Some(card) = cards.get(place % cards.len().max(1)) {
                let verdict = if is_real { Verdict::Real } else { Verdict::Nothing };
                let mut event = judged_at(*card, &events);
                event.what = Logged::SurgeJudged { surge: *card, verdict };
                events.push(event);
            }
        }
        events.sort_by_key(|event| event.at);
        let log = entries(&events);
        let live = started_after(&log, 0);
        let later = started_after(&log, log.len() * starts / 100);
        prop_assert_eq!(live.cards(), later.cards());
        prop_assert_eq!(live.budget(), later.budget());
    }
}

/// Shows H16.6.
#[test]
fn what_a_ward_rehearses_is_no_card_and_teaches_nothing_of_what_is_usual() {
    let by = PersonId::new(at(0), random(1));
    let said = Said { at: at(0), by };
    let stay = WaveWard { ward: ward(4), from: at(0), until: None, joined: said, left: None };
    let wave = Wave {
        id: WaveId::new(at(0), random(1)),
        slug: "wave-1".to_owned(),
        name: WaveName::stored("Wave 1".to_owned()),
        cutover_at: at(12 * HOUR),
        made_at: at(0),
        made_by: by,
        cutovers: Vec::new(),
        wards: vec![stay],
        phases: Vec::new(),
    };
    let cards = |log: &[LoggedEvent]| {
        let numbered = Numbered {
            rehearsals: rehearsals([ward(4)].into_iter(), std::slice::from_ref(&wave)),
            ..numbered()
        };
        let mut history = History::new(TimeZone::get("Europe/London").unwrap(), numbered);
        for entry in entries(log) {
            history.hear(entry);
        }
        history.cards()
    };
    let begins = vec![asks(500, HOUR, 0, 0)];
    let (rehearsed, real) = (rush(1, 9 * HOUR, 40), rush(100, 14 * HOUR, 14));
    assert_eq!(cards(&[begins.clone(), rehearsed.clone()].concat()), []);
    let both = cards(&[begins.clone(), rehearsed, real.clone()].concat());
    assert_eq!(both.len(), 1, "{both:?}");
    assert_eq!(both, cards(&[begins, real].concat()), "as if nobody had practised");
}
