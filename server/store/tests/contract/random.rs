//! Any course that a ticket can take, found by trying steps at random: what is read is what was written.

use std::collections::BTreeSet;

use domain::{
    PersonId, Priority, Ticket,
    ticket::{Actor, Command, Happening, ReleaseReason, TakenBack, When, WithdrawReason},
};
use store::Tx;

use super::{
    Engine,
    hospital::{Hospital, at, details, live_offer, offer_id},
};

const COURSES: u32 = 60;
const STEPS: u32 = 60;

/// `SplitMix64`: a fixed seed makes every run the same.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        let index = self.next() % u64::try_from(choices.len()).unwrap();
        choices[usize::try_from(index).unwrap()]
    }
}

fn command(chance: &mut Chance, hospital: &Hospital, ticket: &Ticket, new_offer: u32) -> Command {
    let person = chance.one_of(&[hospital.ada, hospital.ben, hospital.cy]);
    let known: Vec<_> = ticket.offers.iter().map(|offer| (offer.id, offer.to)).collect();
    let unknown = [(offer_id(0), person)];
    let (offer, to) = chance.one_of(if known.is_empty() { &unknown } else { &known });
    let holder: PersonId = ticket.holder().unwrap_or(person);
    let why = chance.one_of(&[
        ReleaseReason::GaveBack,
        ReleaseReason::NeedsSomeoneElse { tag: hospital.orders },
        ReleaseReason::Silent,
        ReleaseReason::ShiftEnded,
    ]);
    match chance.next() % 21 {
        0..=3 => Command::Offer { offer: live_offer(new_offer, person) },
        4 => Command::Accept { offer, by: to },
        5 => Command::Decline { offer, by: to },
        6 => Command::Expire { offer },
        7 => Command::WithdrawOffer { offer, why: TakenBack::NotFree },
        8 => Command::Assign { to: person },
        9 => Command::Arrive,
        20 => Command::UndoArrive,
        10 => Command::Release { from: holder, why },
        11 => Command::Resolve { by: holder, category: hospital.training },
        12 => Command::UndoResolve { by: person },
        13 => Command::HandOff { by: holder, category: hospital.service_desk },
        14 => Command::Withdraw { why: chance.one_of(&WithdrawReason::ALL) },
        15 => Command::Reopen,
        16 => Command::ChangePriority { to: chance.one_of(&Priority::ALL) },
        17..=18 => {
            let details = details(u8::try_from(chance.next() % 4).unwrap() + 1);
            Command::AddDetails {
                by: ticket.closed_by().unwrap_or(person),
                details,
                known_issue: None,
                linked: None,
            }
        }
        _ => Command::Escalate,
    }
}

pub(crate) async fn any_course_of_events_reads_back_as_it_was_written(engine: &dyn Engine) {
    let store = engine.store();
    let hospital = Hospital::open(&*store).await;
    let mut chance = Chance(2_026);
    let mut seen = BTreeSet::new();
    for course in 1..=COURSES {
        let asked = hospital.ask(&*store, course).await;
        let mut session = store.write().await.unwrap();
        let (ticket, happenings) = run(&mut *session, &hospital, &mut chance, asked, course).await;
        session.commit().await.unwrap();

        let mut session = store.read().await.unwrap();
        assert_eq!(session.lookup_ticket(ticket.id).await.unwrap().as_ref(), Some(&ticket));
        let history = session.list_events_of(ticket.id).await.unwrap();
        let told: Vec<_> = history.into_iter().filter_map(|event| event.what.into_step()).collect();
        assert!(matches!(told[0], Happening::Asked { about: Some(about) } if about.ward == ticket.ward));
        assert_eq!(told[1..], happenings);
        assert_eq!(ticket.version, u32::try_from(happenings.len()).unwrap());
        let listed = session.list_open_tickets().await.unwrap().contains(&ticket);
        assert_eq!(listed, ticket.is_open());
        let offers = session.list_offers(ticket.id).await.unwrap();
        let live: Vec<_> =
            offers.iter().filter(|offer| offer.outcome.is_none()).map(|offer| offer.id).collect();
        assert_eq!(live, ticket.offers.iter().map(|offer| offer.id).collect::<Vec<_>>());
        seen.extend(told.iter().map(Happening::kind));
    }
    assert_eq!(seen.len(), 18, "every kind of step was tried: {seen:?}");
    let broken = store.check(at(0), 0).await.unwrap().broken;
    assert!(broken.is_empty(), "{broken:?}");
}

/// Takes the ticket through steps that follow, each read back at once.
pub(crate) async fn run(
    session: &mut dyn Tx,
    hospital: &Hospital,
    chance: &mut Chance,
    mut ticket: Ticket,
    course: u32,
) -> (Ticket, Vec<Happening>) {
    let mut happenings = Vec::new();
    let mut seconds = i64::from(course);
    for step in 1..=STEPS {
        seconds += i64::try_from(chance.next() % 3).unwrap();
        let command = command(chance, hospital, &ticket, course * 100 + step);
        let Ok(step) = ticket.apply(command, Actor::Engine, When::at(at(seconds)), &hospital.deadlines)
        else {
            continue;
        };
        session.save_ticket(&step, None).await.unwrap();
        ticket = step.ticket;
        happenings.push(step.event.happening);
        let found = session.lookup_ticket(ticket.id).await.unwrap();
        assert_eq!(found.as_ref(), Some(&ticket), "after {:?}", happenings.last());
    }
    (ticket, happenings)
}
