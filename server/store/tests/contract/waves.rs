//! The waves of a go-live, and what counts by them.

use domain::{
    Timestamp, WardId, Wave, WavePhase,
    decision::{About, BoardThen, DecidedBy, Logging, Said as Text, Words},
    ticket::{Command, WithdrawReason},
    wave::{Cutover, Period, PhaseSet, Said, Standing, WaveName, WaveWard, moved, standing},
};
use store::{ClosedTicket, Facet, Facets, Measure, NewDecision, Store, TicketFacts, Tx, follow_to_end};

use super::{
    Engine,
    hospital::{Hospital, at, id},
};

fn said(hospital: &Hospital, seconds: i64) -> Said {
    Said { at: at(seconds), by: hospital.lead }
}

pub(super) fn wave(hospital: &Hospital, number: u32, name: &str, cutover: i64) -> Wave {
    let cutover = Cutover { at: at(cutover), set_at: at(0), set_by: hospital.lead };
    Wave {
        id: id(number),
        slug: format!("wave-{number}"),
        name: WaveName::parse_line(name).unwrap().unwrap(),
        cutover_at: cutover.at,
        made_at: at(0),
        made_by: hospital.lead,
        cutovers: vec![cutover],
        wards: Vec::new(),
        phases: Vec::new(),
    }
}

/// The decision that phases follow.
async fn decide(session: &mut dyn Tx, hospital: &Hospital) -> u32 {
    let text = |text| Words::parse(text).unwrap().unwrap();
    let said = Text {
        decision: text("Wave 1 is stable"),
        reason: text("Three quiet days"),
        decided_by: DecidedBy::parse("Gold").unwrap().unwrap(),
        options: None,
        risks: None,
        review_at: None,
        about: About::default(),
    };
    let logged = Logging { at: at(1), by: hospital.lead, late_reason: None, sequence: 0 };
    let decision = NewDecision { said, made_at: at(1), logged, board: BoardThen::default() };
    session.add_logged_decision(&decision).await.unwrap()
}

/// How many count, in the whole time.
async fn asked(store: &dyn Store, only: Facets) -> u32 {
    let mut session = store.read().await.unwrap();
    let counted = session.query(&[Measure::Tickets], &[], &only, at(-9_000)..at(90_000)).await.unwrap();
    counted.first().map_or(0, |counted| counted.get(Measure::Tickets))
}

pub(crate) async fn a_wave_is_read_as_it_was_set_and_nothing_of_it_is_lost(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut first = wave(&hospital, 90, "Wave 1", 600);
    let second = wave(&hospital, 91, "Wave 2", 300);
    let mut session = store.write().await.unwrap();
    session.add_wave(&first).await.unwrap();
    session.add_wave(&second).await.unwrap();
    session.join_wave(first.id, &[hospital.birch], at(5), said(&hospital, 10)).await.unwrap();
    session.leave_wave(first.id, hospital.birch, at(50), said(&hospital, 60)).await.unwrap();
    session.join_wave(first.id, &[hospital.birch], at(70), said(&hospital, 80)).await.unwrap();
    // It has left, and is where it was: nothing happens to what is over.
    session.leave_wave(second.id, hospital.birch, at(90), said(&hospital, 90)).await.unwrap();
    let moved = Cutover { at: at(200), set_at: at(100), set_by: hospital.ada };
    session.move_cutover(first.id, moved).await.unwrap();
    let decision = decide(session.as_mut(), &hospital).await;
    let hypercare = PhaseSet { phase: WavePhase::Hypercare, from: at(400), set_by: hospital.lead, decision };
    session.set_wave_phase(first.id, hypercare).await.unwrap();
    let name = WaveName::parse_line("North").unwrap().unwrap();
    session.rename_wave(first.id, &name).await.unwrap();
    session.commit().await.unwrap();

    first.name = name;
    first.cutover_at = at(200);
    first.cutovers.push(moved);
    first.phases.push(hypercare);
    let stay = |from, until: Option<i64>, joined, left: Option<i64>| WaveWard {
        ward: hospital.birch,
        from: at(from),
        until: until.map(at),
        joined: said(&hospital, joined),
        left: left.map(|seconds| said(&hospital, seconds)),
    };
    first.wards = vec![stay(5, Some(50), 10, Some(60)), stay(70, None, 80, None)];
    let mut session = store.read().await.unwrap();
    assert_eq!(session.list_waves().await.unwrap(), [first.clone(), second], "the first cutover first");
    assert_eq!(session.lookup_wave(first.id).await.unwrap(), Some(first));
    assert_eq!(session.lookup_wave(id(99)).await.unwrap(), None);
}

async fn place(session: &mut dyn Tx, hospital: &Hospital, before: &[Wave], after: &[Wave]) {
    for ward in [hospital.maple, hospital.birch] {
        session.place_facts(ward, &moved(before, after, ward)).await.unwrap();
    }
}

pub(crate) async fn what_is_asked_in_a_dress_rehearsal_counts_nowhere_until_its_cutover_moves_before_it(
    engine: &dyn Engine,
) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    for number in [10, 20, 30, 40] {
        hospital.ask(&*store, number).await;
    }
    follow_to_end(&*store, &TicketFacts).await.unwrap();
    assert_eq!(asked(&*store, Facets::default()).await, 4, "no wave: all of them");

    let mut wave = wave(&hospital, 90, "Wave 1", 25);
    let place = async |before: &[Wave], wave: &Wave| {
        let mut session = store.write().await.unwrap();
        place(session.as_mut(), &hospital, before, std::slice::from_ref(wave)).await;
        session.commit().await.unwrap();
    };
    let mut session = store.write().await.unwrap();
    session.add_wave(&wave).await.unwrap();
    session.join_wave(wave.id, &[hospital.maple], at(15), said(&hospital, 45)).await.unwrap();
    session.commit().await.unwrap();
    wave.wards = vec![WaveWard {
        ward: hospital.maple,
        from: at(15),
        until: None,
        joined: said(&hospital, 45),
        left: None,
    }];
    place(&[], &wave).await;
    let of_wave = Facets { wave: Some(wave.id), ..Facets::default() };
    let rehearsal = Facets { wave_phase: Some(WavePhase::DressRehearsal), ..of_wave };
    assert_eq!(asked(&*store, Facets::default()).await, 3, "10 is in no wave, 20 is a rehearsal");
    assert_eq!((asked(&*store, of_wave).await, asked(&*store, rehearsal).await), (2, 1));
    // What comes behind stands by the same waves.
    hospital.ask(&*store, 50).await;
    follow_to_end(&*store, &TicketFacts).await.unwrap();
    assert_eq!(asked(&*store, of_wave).await, 3);
    let mut session = store.read().await.unwrap();
    assert_eq!(session.count_asked(hospital.maple, Some(at(15)), Some(at(40))).await.unwrap(), 2);
    assert_eq!(session.count_asked(hospital.maple, None, None).await.unwrap(), 5, "real or not");
    drop(session);

    for (cutover, real) in [(15, 5), (20, 5), (21, 4), (45, 2), (51, 1)] {
        let before = [wave.clone()];
        wave.cutover_at = at(cutover);
        place(&before, &wave).await;
        assert_eq!(asked(&*store, Facets::default()).await, real, "a cutover at {cutover}");
    }
    let before = [wave.clone()];
    wave.wards.clear();
    place(&before, &wave).await;
    assert_eq!(asked(&*store, Facets::default()).await, 5, "it never was in a wave");
    assert_eq!(asked(&*store, of_wave).await, 0);
}

pub(crate) async fn what_is_closed_of_a_rehearsal_is_in_no_file_and_what_is_real_says_its_wave(
    engine: &dyn Engine,
) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let wave = wave(&hospital, 90, "Wave 1", 25);
    let mut session = store.write().await.unwrap();
    session.add_wave(&wave).await.unwrap();
    session.join_wave(wave.id, &[hospital.maple], at(15), said(&hospital, 0)).await.unwrap();
    session.commit().await.unwrap();
    for number in [10, 20, 30] {
        let asked = hospital.ask(&*store, number).await;
        let withdraw = Command::Withdraw { why: WithdrawReason::SolvedMyself };
        hospital.take(&*store, &asked, withdraw, at(i64::from(number) + 1)).await;
    }
    follow_to_end(&*store, &TicketFacts).await.unwrap();
    let closed = async || {
        let rows = store.read().await.unwrap().list_closed(&Facets::default(), at(0)..at(100)).await.unwrap();
        let row = |row: &ClosedTicket| (row.asked_at, row.wave, row.wave_phase);
        rows.iter().map(row).collect::<Vec<_>>()
    };
    let real = (at(30), Some(wave.id), Some(WavePhase::Cutover));
    assert_eq!(closed().await, [(at(10), None, None), real], "20 is a rehearsal");
    let mut session = store.write().await.unwrap();
    session.place_facts(hospital.maple, &[]).await.unwrap();
    let standing = Some(Standing { wave: wave.id, phase: WavePhase::DressRehearsal });
    let later = Period { from: Some(at(25)), until: None, standing };
    session.place_facts(hospital.maple, &[later]).await.unwrap();
    session.commit().await.unwrap();
    assert_eq!(closed().await, [(at(10), None, None)]);
}

pub(crate) async fn facts_stand_where_the_rule_says_whatever_came_first(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut session = store.write().await.unwrap();
    let decision = decide(session.as_mut(), &hospital).await;
    let mut waves = vec![wave(&hospital, 90, "Wave 1", 30), wave(&hospital, 91, "Wave 2", 65)];
    for wave in &waves {
        session.add_wave(wave).await.unwrap();
    }
    let stays =
        [(0, hospital.maple, 10, Some(50)), (1, hospital.maple, 50, None), (0, hospital.birch, 20, None)];
    for (place, ward, from, until) in stays {
        let id = waves[place].id;
        session.join_wave(id, &[ward], at(from), said(&hospital, 0)).await.unwrap();
        if let Some(until) = until {
            session.leave_wave(id, ward, at(until), said(&hospital, 0)).await.unwrap();
        }
    }
    for (phase, from) in [(WavePhase::Hypercare, 40), (WavePhase::BusinessAsUsual, 80)] {
        let set = PhaseSet { phase, from: at(from), set_by: hospital.lead, decision };
        session.set_wave_phase(waves[0].id, set).await.unwrap();
    }
    session.commit().await.unwrap();
    waves = store.read().await.unwrap().list_waves().await.unwrap();
    let mut tickets: Vec<(WardId, Timestamp)> = Vec::new();
    for number in 1..=19_u32 {
        let ward = if number % 3 == 0 { hospital.birch } else { hospital.maple };
        let request = domain::ticket::Request { ward, ..hospital.request(number * 5) };
        let ticket = hospital.ask_for(&*store, number * 5, request).await;
        tickets.push((ward, ticket.asked_at));
    }
    follow_to_end(&*store, &TicketFacts).await.unwrap();
    let by = [Facet::Ward, Facet::Wave, Facet::WavePhase];
    let stands = async || {
        let mut session = store.read().await.unwrap();
        let mut found = Vec::new();
        for (ward, asked_at) in &tickets {
            let rule = standing(&waves, *ward, *asked_at);
            let only = Facets {
                wave_phase: rule.map(|standing| standing.phase),
                ward: Some(*ward),
                ..Facets::default()
            };
            let moment = *asked_at..*asked_at + std::time::Duration::from_millis(1);
            let counted = session.query(&[Measure::Tickets], &by, &only, moment).await.unwrap();
            let [one] = counted.as_slice() else { panic!("{asked_at:?}: {counted:?}") };
            assert_eq!(one.of.wave, rule.map(|standing| standing.wave), "{asked_at:?}");
            assert_eq!(one.of.wave_phase, rule.map(|standing| standing.phase), "{asked_at:?}");
            found.push(one.of);
        }
        found
    };
    let followed = stands().await;
    // Of several waves and times at once: what is asked of each by itself.
    let mut session = store.read().await.unwrap();
    let spans = [(0, 0..45), (1, 40..90), (0, 30..35), (0, 20..21), (1, 60..200)];
    let of: Vec<_> =
        spans.iter().map(|(wave, time)| (waves[*wave].id, at(time.start)..at(time.end))).collect();
    // More than one statement takes.
    let of: Vec<_> = of.iter().cycle().take(120).cloned().collect();
    let measures = [Measure::Tickets, Measure::Open];
    let at_once = session.query_waves(&measures, &of).await.unwrap();
    assert_eq!(at_once.len(), of.len());
    for (one, (wave, asked)) in at_once.iter().zip(of) {
        let only = Facets { wave: Some(wave), ..Facets::default() };
        let alone = session.query(&measures, &[], &only, asked.clone()).await.unwrap();
        assert_eq!(one.get(Measure::Tickets), alone[0].get(Measure::Tickets), "{asked:?}");
        assert_eq!((one.of.wave, one.get(Measure::Open)), (Some(wave), alone[0].get(Measure::Open)));
    }
    assert!(at_once.iter().any(|one| one.get(Measure::Tickets) > 0));
    assert!(session.query_waves(&measures, &[]).await.unwrap().is_empty());
    drop(session);
    // Placed all at once they stand the same.
    let mut session = store.write().await.unwrap();
    place(session.as_mut(), &hospital, &waves, &[]).await;
    place(session.as_mut(), &hospital, &[], &waves).await;
    session.commit().await.unwrap();
    assert_eq!(stands().await, followed);
}
