//! What the tickets say, counted.

use std::{collections::HashMap, ops::Range};

use domain::{
    Priority, Ticket, Timestamp, canary,
    fact::Ended,
    ticket::{AskedBy, Command, Happening, PeopleHelped, Request, Sorted, State, WithdrawReason},
};
use store::{
    AskedFor, ClosedTicket, Counted, Facet, Facets, Measure, Store, TicketFacts, Tx, follow, follow_to_end,
};

use super::{
    Engine,
    hospital::{Hospital, at, code, details, offer_id},
    random::{Chance, run},
};

const MEASURES: [Measure; 9] = [
    Measure::Tickets,
    Measure::InPassing,
    Measure::OnPaper,
    Measure::Open,
    Measure::Reopened,
    Measure::Arrived,
    Measure::SecondsToArrival,
    Measure::Helped,
    Measure::Offers,
];
const FACETS: [Facet; 11] = [
    Facet::Site,
    Facet::Zone,
    Facet::Ward,
    Facet::Tag,
    Facet::Source,
    Facet::FirstPriority,
    Facet::Priority,
    Facet::Ended,
    Facet::Category,
    Facet::WithdrawReason,
    Facet::Sorted,
];
const COURSES: u32 = 60;

/// All figures as they are now.
async fn counted(store: &dyn Store, by: &[Facet], asked: Range<Timestamp>) -> Vec<Counted> {
    follow_to_end(store, &TicketFacts).await.unwrap();
    store.read().await.unwrap().query(&MEASURES, by, &Facets::default(), asked).await.unwrap()
}

async fn all(store: &dyn Store) -> Counted {
    counted(store, &[], at(0)..at(100)).await.remove(0)
}

pub(crate) async fn closed_tickets_are_counted_by_category(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let counts = async |from, to| {
        let counted = counted(&*store, &[Facet::Category], at(from)..at(to)).await;
        let closed = counted.into_iter().filter_map(|counted| {
            Some((counted.of.category?, (counted.get(Measure::Tickets), counted.get(Measure::Helped))))
        });
        closed.collect::<HashMap<_, _>>()
    };
    assert!(counts(0, 100).await.is_empty());

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
            let add = Command::AddDetails {
                by: hospital.ada,
                details: details(5),
                known_issue: None,
                linked: None,
            };
            hospital.take(&*store, &closed, add, at(13)).await;
        }
    }
    hospital.ask(&*store, 4).await;
    let (training, desk) = (hospital.training, hospital.service_desk);
    assert_eq!(counts(0, 100).await, [(desk, (2, 6)), (training, (1, 1))].into());
    assert_eq!(counts(1, 3).await, [(desk, (1, 1)), (training, (1, 1))].into());
    assert!(counts(4, 100).await.is_empty());
}

pub(crate) async fn withdrawn_requests_are_counted_by_reason(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let reasons = [WithdrawReason::SolvedMyself, WithdrawReason::GaveUp, WithdrawReason::GaveUp];
    for (number, why) in (1..).zip(reasons) {
        let asked = hospital.ask(&*store, number).await;
        hospital.withdraw(&*store, &asked, why, at(10)).await;
    }
    let counts = async |from, to| {
        let counted = counted(&*store, &[Facet::WithdrawReason], at(from)..at(to)).await;
        let tickets = |counted: Counted| (counted.of.withdraw_reason.unwrap(), counted.get(Measure::Tickets));
        counted.into_iter().map(tickets).collect::<HashMap<_, _>>()
    };
    let (gave_up, solved) = (WithdrawReason::GaveUp, WithdrawReason::SolvedMyself);
    assert_eq!(counts(0, 100).await, [(gave_up, 2), (solved, 1)].into());
    assert_eq!(counts(1, 3).await, [(gave_up, 1), (solved, 1)].into());
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
    let add = Command::AddDetails { by: hospital.ada, details: details(3), known_issue: None, linked: None };
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
        on_paper: false,
        known_issue: None,
        sorted: None,
        wave: None,
        wave_phase: None,
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
        on_paper: false,
        known_issue: None,
        sorted: None,
        wave: None,
        wave_phase: None,
    };
    follow_to_end(&*store, &TicketFacts).await.unwrap();
    let mut session = store.read().await.unwrap();
    assert_eq!(
        session.list_closed(&Facets::default(), at(0)..at(100)).await.unwrap(),
        [resolved.clone(), withdrawn.clone()]
    );
    assert_eq!(session.list_closed(&Facets::default(), at(1)..at(4)).await.unwrap(), [resolved]);
    assert_eq!(session.list_closed(&Facets::default(), at(2)..at(5)).await.unwrap(), [withdrawn]);
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
    let some = counted(&*store, &[], at(1)..at(4)).await.remove(0);
    assert_eq!((some.get(Measure::Tickets), some.get(Measure::Open)), (3, 2));
    let none = counted(&*store, &[], at(5)..at(9)).await.remove(0);
    assert!(MEASURES.iter().all(|measure| none.get(*measure) == 0));
}

pub(crate) async fn help_in_passing_counts_in_what_was_done_and_in_nothing_that_was_asked(
    engine: &dyn Engine,
) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let asked = hospital.ask(&*store, 1).await;
    hospital.resolve(&*store, &asked, hospital.ada, at(10)).await;
    let told = hospital.help_in_passing(&*store, 2, hospital.ada).await;
    let add = Command::AddDetails { by: hospital.ada, details: details(4), known_issue: None, linked: None };
    let told = hospital.take(&*store, &told, add, at(3)).await;
    let by_mistake = hospital.help_in_passing(&*store, 3, hospital.ben).await;
    let undo = Command::UndoResolve { by: hospital.ben };
    let taken_back = hospital.take(&*store, &by_mistake, undo, at(4)).await;

    let figures = all(&*store).await;
    let figure = |measure| figures.get(measure);
    assert_eq!((figure(Measure::Tickets), figure(Measure::InPassing)), (2, 1), "nobody asked the other two");
    assert_eq!((figure(Measure::Helped), figure(Measure::Arrived)), (5, 1));
    let withdrawn = counted(&*store, &[Facet::WithdrawReason], at(0)..at(100)).await;
    assert!(withdrawn.iter().all(|counted| counted.of.withdraw_reason.is_none()), "{withdrawn:?}");
    let mut session = store.read().await.unwrap();
    for ticket in [&told, &taken_back] {
        assert_eq!(session.lookup_ticket(ticket.id).await.unwrap().as_ref(), Some(ticket));
    }
    let closed = session.list_closed(&Facets::default(), at(0)..at(100)).await.unwrap();
    let listed: Vec<_> = closed.iter().map(|row| (row.code.clone(), row.in_passing)).collect();
    assert_eq!(listed, [(code(1), false), (code(2), true)], "what was taken back never happened");
    let asked_about = session.count_tags_by_ward(hospital.maple, at(0), at(100)).await.unwrap();
    assert_eq!(asked_about, [(hospital.epma, 1)], "what a ward asks about");
    assert!(session.list_open_tickets().await.unwrap().is_empty());
    assert_eq!(session.list_closed_by(hospital.ben, at(0), 10).await.unwrap(), []);
    drop(session);
    assert!(store.check(at(100_000), 0).await.unwrap().broken.is_empty());
}

/// A ticket, and what only its history tells.
struct Lived {
    ticket: Ticket,
    first_priority: Priority,
    first_arrival: Option<Timestamp>,
    offers: u32,
    sorted: Option<Sorted>,
}

impl Lived {
    async fn read(session: &mut dyn Tx, ticket: Ticket) -> Self {
        let (mut first_priority, mut arrivals) = (None, Vec::new());
        let (mut had_help, mut sorted) = (ticket.is_in_passing(), None);
        for event in session.list_events_of(ticket.id).await.unwrap() {
            match event.what.into_step() {
                Some(Happening::PriorityChanged { from, .. }) => {
                    first_priority.get_or_insert(from);
                }
                Some(Happening::Arrived { .. }) => arrivals.push(event.at),
                Some(Happening::ArrivalUndone) => drop(arrivals.pop()),
                Some(Happening::Resolved { .. } | Happening::HandedOff { .. }) => {
                    (had_help, sorted) = (true, None);
                }
                Some(Happening::ResolutionUndone) => sorted = None,
                Some(Happening::Withdrawn { .. }) => had_help = false,
                Some(Happening::Sorted { answer }) => sorted = Some(answer),
                Some(Happening::Reopened) => sorted = had_help.then_some(Sorted::No),
                _ => {}
            }
        }
        let offers = u32::try_from(session.list_offers(ticket.id).await.unwrap().len()).unwrap();
        Self {
            first_priority: first_priority.unwrap_or(ticket.priority),
            first_arrival: arrivals.first().copied(),
            offers,
            sorted,
            ticket,
        }
    }

    /// Help in passing that was taken back never happened.
    fn counts(&self) -> bool {
        !(self.ticket.is_in_passing() && self.ticket.category().is_none())
    }

    fn facets(&self, hospital: &Hospital, by: &[Facet]) -> Facets {
        let ticket = &self.ticket;
        let mut of = Facets::default();
        for facet in by {
            match facet {
                Facet::Site => of.site = Some(hospital.site),
                Facet::Zone => of.zone = Some(hospital.zone),
                Facet::Ward => of.ward = Some(ticket.ward),
                Facet::Tag => of.tag = Some(ticket.tag),
                Facet::Source => of.source = Some(ticket.asked_by.source()),
                Facet::FirstPriority => of.first_priority = Some(self.first_priority),
                Facet::Priority => of.priority = Some(ticket.priority),
                Facet::Ended => {
                    of.ended = match ticket.state {
                        State::Resolved { .. } => Some(Ended::Resolved),
                        State::HandedOff { .. } => Some(Ended::HandedOff),
                        State::Withdrawn { .. } => Some(Ended::Withdrawn),
                        _ => None,
                    };
                }
                Facet::Category => of.category = ticket.category(),
                Facet::Sorted => of.sorted = self.sorted,
                // There are none here: stories of their own are about them.
                Facet::Wave | Facet::WavePhase => {}
                Facet::WithdrawReason => {
                    of.withdraw_reason = match ticket.state {
                        State::Withdrawn { why, .. } => Some(why),
                        _ => None,
                    };
                }
            }
        }
        of
    }

    /// None of what nobody asked for.
    fn asked_for(&self) -> Option<AskedFor> {
        let ticket = &self.ticket;
        (!ticket.is_in_passing()).then(|| AskedFor {
            at: ticket.asked_at,
            arrived_at: self.first_arrival,
            ended_at: ticket.closed_at(),
            gave_up: matches!(ticket.state, State::Withdrawn { why: WithdrawReason::GaveUp, .. }),
            on_paper: matches!(ticket.asked_by, AskedBy::Paper(_)),
        })
    }

    fn figure(&self, measure: Measure) -> u32 {
        let ticket = &self.ticket;
        match measure {
            Measure::Tickets => 1,
            Measure::InPassing => ticket.is_in_passing().into(),
            Measure::OnPaper => u32::from(matches!(ticket.asked_by, AskedBy::Paper(_))),
            Measure::Open => ticket.is_open().into(),
            Measure::Reopened => (ticket.reopened > 0).into(),
            Measure::Arrived => self.first_arrival.is_some().into(),
            Measure::SecondsToArrival => {
                let wait = self.first_arrival.map(|arrival| arrival.since(ticket.asked_at).as_secs());
                wait.unwrap_or_default().try_into().unwrap()
            }
            Measure::Helped if ticket.category().is_some() => ticket.details.helped.get().into(),
            Measure::Helped => 0,
            Measure::Offers => self.offers,
        }
    }
}

/// As the tickets have it, each looked at by itself.
fn by_hand(
    lived: &[Lived],
    hospital: &Hospital,
    by: &[Facet],
    asked: &Range<Timestamp>,
) -> HashMap<Facets, Vec<u32>> {
    let mut figures: HashMap<Facets, Vec<u32>> = HashMap::new();
    for lived in lived.iter().filter(|lived| lived.counts() && asked.contains(&lived.ticket.asked_at)) {
        let sums = figures.entry(lived.facets(hospital, by)).or_insert_with(|| vec![0; MEASURES.len()]);
        for (sum, measure) in sums.iter_mut().zip(MEASURES) {
            *sum += lived.figure(measure);
        }
    }
    figures
}

fn as_figures(counted: Vec<Counted>) -> HashMap<Facets, Vec<u32>> {
    counted.into_iter().map(|row| (row.of, MEASURES.map(|measure| row.get(measure)).to_vec())).collect()
}

pub(crate) async fn figures_are_those_that_were_counted_from_the_tickets_themselves(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut chance = Chance(41);
    let mut tickets = Vec::new();
    for course in 1..=COURSES {
        let begun = if course % 5 == 0 {
            hospital.help_in_passing(&*store, course, hospital.ada).await
        } else if course % 7 == 0 {
            super::canary::send(&hospital, &*store, course.into()).await
        } else {
            let asked_by = chance.one_of(&[
                AskedBy::WardDevice(hospital.screen),
                AskedBy::WardLink,
                AskedBy::Desk(hospital.lead),
            ]);
            let ward = chance.one_of(&[hospital.maple, hospital.birch]);
            let priority = chance.one_of(&Priority::ALL);
            let request = Request { ward, asked_by, priority, ..hospital.request(course) };
            hospital.ask_for(&*store, course, request).await
        };
        let mut session = store.write().await.unwrap();
        let (ticket, _) = run(&mut *session, &hospital, &mut chance, begun, course).await;
        session.commit().await.unwrap();
        if ticket.ward != canary::ward() {
            tickets.push(ticket);
        }
        // Behind the others, in slices of any length.
        let limit = u32::try_from(1 + chance.next() % 30).unwrap();
        follow(&*store, &TicketFacts, None, limit).await.unwrap();
    }
    follow_to_end(&*store, &TicketFacts).await.unwrap();

    let mut session = store.read().await.unwrap();
    let mut lived = Vec::new();
    for ticket in tickets {
        lived.push(Lived::read(session.as_mut(), ticket).await);
    }
    for asked in [at(0)..at(100), at(10)..at(40)] {
        let ways: [&[Facet]; 7] = [
            &[],
            &[Facet::Category],
            &[Facet::WithdrawReason, Facet::Source],
            &[Facet::Ward, Facet::Tag],
            &[Facet::Priority, Facet::FirstPriority],
            &[Facet::Ended, Facet::Site, Facet::Zone],
            &FACETS,
        ];
        for by in ways {
            let counted = session.query(&MEASURES, by, &Facets::default(), asked.clone()).await.unwrap();
            assert_eq!(as_figures(counted), by_hand(&lived, &hospital, by, &asked), "by {by:?}");
        }
        let mut filters: Vec<Facets> = lived.iter().map(|lived| lived.facets(&hospital, &FACETS)).collect();
        filters.extend(FACETS.iter().flat_map(|facet| {
            lived.iter().map(|lived| lived.facets(&hospital, &[*facet])).take(3).collect::<Vec<_>>()
        }));
        for only in filters {
            let waits = session.list_asked(&only, asked.clone()).await.unwrap();
            let mut waits_by_hand: Vec<_> = lived
                .iter()
                .filter(|lived| fits(&lived.facets(&hospital, &FACETS), &only))
                .filter_map(Lived::asked_for)
                .filter(|wait| asked.contains(&wait.at))
                .collect();
            waits_by_hand.sort_by_key(|wait| wait.at);
            assert_eq!(waits, waits_by_hand, "only {only:?}");
            let counted = session.query(&MEASURES, &FACETS, &only, asked.clone()).await.unwrap();
            let mut by_hand = by_hand(&lived, &hospital, &FACETS, &asked);
            by_hand.retain(|of, _| fits(of, &only));
            assert_eq!(as_figures(counted), by_hand, "only {only:?}");
        }
        let exported: Vec<_> = session.list_closed(&Facets::default(), asked.clone()).await.unwrap();
        let mut by_hand: Vec<_> =
            lived.iter().filter(|lived| lived.counts()).filter_map(exported_by_hand).collect();
        by_hand.retain(|row| asked.contains(&row.asked_at));
        by_hand.sort_by_key(|row| row.asked_at);
        assert_eq!(exported, by_hand);
    }
}

fn fits(of: &Facets, only: &Facets) -> bool {
    fn fits<T: PartialEq + Copy>(of: Option<T>, only: Option<T>) -> bool {
        only.is_none() || of == only
    }
    fits(of.site, only.site)
        && fits(of.zone, only.zone)
        && fits(of.ward, only.ward)
        && fits(of.tag, only.tag)
        && fits(of.source, only.source)
        && fits(of.first_priority, only.first_priority)
        && fits(of.priority, only.priority)
        && fits(of.ended, only.ended)
        && fits(of.category, only.category)
        && fits(of.withdraw_reason, only.withdraw_reason)
        && fits(of.sorted, only.sorted)
}

/// A row of the export; none while the ticket is open.
fn exported_by_hand(lived: &Lived) -> Option<ClosedTicket> {
    let ticket = &lived.ticket;
    let (ended, category, helped) = match ticket.state {
        State::Resolved { .. } => ("resolved", "training", Some(ticket.details.helped)),
        State::HandedOff { .. } => ("handed_off", "service-desk", Some(ticket.details.helped)),
        State::Withdrawn { why, .. } => ("withdrawn", why.as_str(), None),
        _ => return None,
    };
    let is_maple = ticket.ward == super::hospital::id(3);
    Some(ClosedTicket {
        code: ticket.code.clone(),
        ward_code: if is_maple { "W07" } else { "W08" }.to_owned(),
        ward_name: if is_maple { "Maple" } else { "Birch" }.to_owned(),
        tag: if ticket.tag == super::hospital::id(5) { "epma" } else { "orders" }.to_owned(),
        priority: ticket.priority,
        asked_at: ticket.asked_at,
        accepted_at: ticket.accepted_at,
        arrived_at: ticket.arrived_at,
        closed_at: ticket.closed_at()?,
        ended: ended.to_owned(),
        category: category.to_owned(),
        offers: lived.offers,
        reopened: ticket.reopened.into(),
        helped,
        known_issue: None,
        in_passing: ticket.is_in_passing(),
        on_paper: matches!(ticket.asked_by, AskedBy::Paper(_)),
        sorted: lived.sorted,
        wave: None,
        wave_phase: None,
    })
}
