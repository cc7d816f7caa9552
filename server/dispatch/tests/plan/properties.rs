//! What must hold for every hospital at every moment.

use std::collections::HashMap;

use dispatch::{Occasion, Plan, Policy, ProposedOffer, Snapshot};
use domain::{
    Answers, Duty, PersonId, Priority, Responder, ResponderKind, Ticket, Timestamp, Whereabouts, ZoneMode,
    ticket::{Actor, Command, LiveOffer, Measure, ReleaseReason, State, When},
};
use pathfinding::{kuhn_munkres::kuhn_munkres_min, matrix::Matrix};
use proptest::{collection::vec, prelude::*};

use crate::support::*;

const TAGS: [u128; 4] = [EPMA, ORDER_COMMS, THEATRES, SOMETHING_ELSE];

/// Ward 99 is not in the table.
fn a_ward() -> impl Strategy<Value = u128> {
    prop::sample::select(vec![1, 2, 3, 4, 11, 12, 21, 34, 99])
}

fn a_responder() -> impl Strategy<Value = Responder> {
    let whereabouts = prop::option::weighted(0.8, (a_ward(), 0..5000_u64));
    let home = prop::option::weighted(0.4, a_ward());
    let duty = prop_oneof![6 => Just(Duty::OnShift), 1 => Just(Duty::OnBreak), 1 => Just(Duty::OffShift)];
    let tags = prop::sample::subsequence(TAGS.to_vec(), 0..4);
    let modes = vec![ZoneMode::All, ZoneMode::All, ZoneMode::Preferred, ZoneMode::Exclusive];
    let zone =
        (prop::option::weighted(0.8, prop::sample::select(vec![100_u128, 200])), prop::sample::select(modes));
    (tags, whereabouts, home, duty, prop_oneof![4 => Just(0), 1 => 1..5_u8], 0..20_u16, zone).prop_map(
        |(tags, whereabouts, home, duty, unanswered, closed_this_shift, (zone, zone_mode))| Responder {
            zone: zone.map(id),
            zone_mode,
            whereabouts: whereabouts
                .map(|(ward, ago)| Whereabouts { ward: id(ward), at: NOW - seconds(ago) }),
            home_ward: home.map(id),
            kind: if home.is_some() { ResponderKind::SuperUser } else { ResponderKind::Floorwalker },
            duty,
            unanswered,
            closed_this_shift,
            ..floorwalker(0, "Someone", 1, &tags)
        },
    )
}

/// What has happened to a ticket so far, to responders by index; steps that do not follow are left out.
#[derive(Debug, Clone)]
enum Past {
    Offered { to: usize, ago: u64 },
    Declined { by: usize, ago: u64 },
    Taken { by: usize, ago: u64 },
    Sent { to: usize, ago: u64 },
    Arrived { ago: u64 },
    Released { ago: u64, needs: Option<u128> },
    Escalated { ago: u64 },
    Nearer { to: usize, ago: u64 },
}

fn a_past() -> impl Strategy<Value = Past> {
    let who = 0..12_usize;
    let needs = prop::option::of(prop::sample::select(TAGS.to_vec()));
    prop_oneof![
        4 => (who.clone(), 0..80_u64).prop_map(|(to, ago)| Past::Offered { to, ago }),
        2 => (who.clone(), 0..200_u64).prop_map(|(by, ago)| Past::Declined { by, ago }),
        2 => (who.clone(), 0..1500_u64).prop_map(|(by, ago)| Past::Taken { by, ago }),
        1 => (who.clone(), 0..1500_u64).prop_map(|(to, ago)| Past::Sent { to, ago }),
        1 => (who, 0..80_u64).prop_map(|(to, ago)| Past::Nearer { to, ago }),
        1 => (0..3000_u64).prop_map(|ago| Past::Arrived { ago }),
        2 => (0..900_u64, needs).prop_map(|(ago, needs)| Past::Released { ago, needs }),
        1 => (0..900_u64).prop_map(|ago| Past::Escalated { ago }),
    ]
}

fn a_ticket() -> impl Strategy<Value = (Ticket, Vec<Past>)> {
    let priority = prop::sample::select(Priority::ALL.to_vec());
    (a_ward(), prop::sample::select(TAGS.to_vec()), priority, 0..1500_u64, vec(a_past(), 0..5))
        .prop_map(|(ward, tag, priority, ago, past)| (ticket(0, ward, tag, priority, ago), past))
}

/// Up to twelve people and ten tickets in any state; nobody has two live offers.
fn a_hospital() -> impl Strategy<Value = Snapshot> {
    let answers = vec((0..30_u32, 0..30_u32), 12);
    let signed_out = vec(prop::bool::weighted(0.1), 12);
    let parts = (vec(a_responder(), 0..12), vec(a_ticket(), 0..10), answers, signed_out);
    parts.prop_map(|(people, tickets, answers, signed_out)| {
        let people: Vec<Responder> =
            (1..).zip(people).map(|(number, person)| Responder { id: id(number), ..person }).collect();
        let mut asked = Vec::new();
        let tickets = (100..).zip(tickets).map(|(number, (ticket, past))| {
            let named = Ticket { id: id(number), ..ticket };
            past.into_iter().fold(named, |ticket, step| relive(ticket, &step, &people, &mut asked))
        });
        let tickets = tickets.collect();
        let answers = people
            .iter()
            .zip(answers)
            .map(|(person, (yes, no))| (person.id, Answers { asked: yes + no, accepted: yes }));
        let answers = answers.collect();
        let signed_out = people.iter().zip(signed_out).filter(|(_, is_signed_out)| *is_signed_out);
        let signed_out = signed_out.map(|(person, _)| person.id).collect();
        Snapshot { answers, signed_out, ..hospital(people, tickets) }
    })
}

fn relive(ticket: Ticket, step: &Past, people: &[Responder], asked: &mut Vec<PersonId>) -> Ticket {
    let step_at = |command, ago| {
        let at = NOW - seconds(ago);
        ticket
            .apply(command, Actor::Engine, When::at(at), &Policy::default().deadlines)
            .map(|done| done.ticket)
    };
    let next = match *step {
        Past::Offered { to, ago } => {
            people.get(to).filter(|person| !asked.contains(&person.id)).map(|person| {
                asked.push(person.id);
                offered(&unoffered(&ticket), 7000 + person_number(person), person_number(person), ago)
            })
        }
        Past::Declined { by, ago } => people
            .get(by)
            .filter(|person| {
                ticket.state == State::Waiting && ticket.offers.iter().all(|offer| offer.to != person.id)
            })
            .map(|person| declined(&ticket, person_number(person), ago)),
        Past::Taken { by, ago } => people
            .get(by)
            .filter(|person| {
                ticket.state == State::Waiting && ticket.offers.iter().all(|offer| offer.to != person.id)
            })
            .map(|person| taken(&ticket, person_number(person), ago)),
        Past::Sent { to, ago } => {
            people.get(to).and_then(|person| step_at(Command::Assign { to: person.id }, ago).ok())
        }
        Past::Arrived { ago } => step_at(Command::Arrive, ago).ok(),
        Past::Released { ago, needs } => ticket.holder().and_then(|from| {
            let someone_else = |tag| ReleaseReason::NeedsSomeoneElse { tag: id(tag) };
            let why = needs.map_or(ReleaseReason::GaveBack, someone_else);
            step_at(Command::Release { from, why }, ago).ok()
        }),
        Past::Escalated { ago } => step_at(Command::Escalate, ago).ok(),
        Past::Nearer { to, ago } => people
            .get(to)
            .filter(|person| ticket.holder().is_some() && !asked.contains(&person.id))
            .and_then(|person| {
                let made_at = NOW - seconds(ago);
                let offer = LiveOffer {
                    id: id(7000 + person_number(person)),
                    to: person.id,
                    made_at,
                    expires_at: made_at + seconds(50),
                };
                let next = step_at(Command::Offer { offer }, ago).ok()?;
                asked.push(person.id);
                Some(next)
            }),
    };
    next.unwrap_or(ticket)
}

/// Back to waiting, so that an offer can be made.
fn unoffered(ticket: &Ticket) -> Ticket {
    match ticket.holder() {
        Some(from) => {
            does(ticket, Command::Release { from, why: ReleaseReason::GaveBack }, NOW - seconds(90))
        }
        None => ticket.clone(),
    }
}

fn person_number(person: &Responder) -> u128 {
    person.id.as_bytes().iter().fold(0, |number, byte| number << 8 | u128::from(*byte))
}

/// Few candidates, so that lists which are too short would show.
fn policy() -> Policy {
    Policy { max_candidates: 2, ..Policy::default() }
}

fn responder(hospital: &Snapshot, id: PersonId) -> &Responder {
    hospital.responders.iter().find(|responder| responder.id == id).unwrap()
}

fn knows(hospital: &Snapshot, responder: &Responder, ticket: &Ticket) -> bool {
    let is_for_anyone = hospital.tags.iter().any(|tag| tag.id == ticket.tag && tag.anyone);
    is_for_anyone || responder.tags.contains(&ticket.tag)
}

/// What the ladder has set in motion for a ticket once the plan is carried out.
fn in_force(plan: &Plan, ticket: &Ticket) -> Vec<Measure> {
    let step = match ticket.state {
        State::Waiting => ticket.escalation + u8::from(plan.escalations.contains(&ticket.id)),
        _ => 0,
    };
    Policy::default().deadlines.ladder(ticket.priority).in_force(step).collect()
}

fn keeps_elsewhere(hospital: &Snapshot, person: &Responder, ticket: &Ticket) -> bool {
    let zone = hospital.wards.iter().find(|ward| ward.id == ticket.ward).and_then(|ward| ward.zone);
    person.zone_mode == ZoneMode::Exclusive && person.zone.is_some() && zone.is_some() && zone != person.zone
}

/// The tier in which a person may be asked about a ticket, written down a second time and plainly: 0 at once, 1 when
/// everyone else has been, 2 without knowing the tag once that will do, 3 only if there is nobody else.
fn tier(hospital: &Snapshot, plan: &Plan, person: &Responder, ticket: &Ticket) -> Option<usize> {
    let ended = || plan.expiries.iter().chain(&plan.withdrawals).chain(&plan.preemptions);
    let ends = |id| ended().any(|(_, offer)| *offer == id);
    let is_busy = hospital.tickets.iter().any(|open| {
        let is_held = open.holder() == Some(person.id) && !plan.releases.contains(&(open.id, person.id));
        is_held || open.offers.iter().any(|offer| offer.to == person.id && !ends(offer.id))
    });
    let escalates = plan.escalations.contains(&ticket.id);
    let turned_down = ticket.turned_down.contains(&person.id);
    let is_released = plan.releases.contains(&(ticket.id, person.id));
    let measures = in_force(plan, ticket);
    if person.duty != Duty::OnShift
        || hospital.signed_out.contains(&person.id)
        || is_busy
        || is_released
        || turned_down && !escalates
        || !ticket.can_be_helped_by(person)
        || keeps_elsewhere(hospital, person, ticket) && !measures.contains(&Measure::WidenZone)
    {
        return None;
    }
    let expired: Vec<_> = hospital
        .tickets
        .iter()
        .flat_map(|open| open.offers.iter().map(move |offer| (open.id, offer)))
        .filter(|(_, offer)| {
            offer.to == person.id && plan.expiries.iter().any(|(_, ended)| *ended == offer.id)
        })
        .map(|(open, _)| open)
        .collect();
    let unanswered = usize::from(person.unanswered) + expired.len();
    let is_silent = plan.releases.iter().any(|(_, holder)| *holder == person.id);
    let is_asked_again = is_silent || turned_down || expired.contains(&ticket.id);
    if !knows(hospital, person, ticket) {
        let would_do = measures.contains(&Measure::WidenTags) && person.kind == ResponderKind::Floorwalker;
        return (would_do && unanswered < 3).then_some(2);
    }
    Some(match () {
        () if unanswered >= 3 => 3,
        () if is_asked_again => 1,
        () => 0,
    })
}

/// Lets a row in by an augmenting path, if there is one.
fn enter(
    row: usize,
    edges: &[Vec<usize>],
    holder: &mut HashMap<usize, usize>,
    seen: &mut Vec<usize>,
) -> bool {
    for &column in &edges[row] {
        if !seen.contains(&column) {
            seen.push(column);
            let free = holder.get(&column).copied().is_none_or(|other| enter(other, edges, holder, seen));
            if free {
                holder.insert(column, row);
                return true;
            }
        }
    }
    false
}

fn shuffle<T>(items: &mut [T], next: &mut impl FnMut(usize) -> usize) {
    for last in (1..items.len()).rev() {
        items.swap(last, next(last + 1));
    }
}

fn in_order(hospital: &Snapshot) -> Vec<&Ticket> {
    let mut tickets: Vec<&Ticket> = hospital.tickets.iter().collect();
    tickets.sort_by_key(|ticket| (ticket.priority, ticket.asked_at, ticket.id));
    tickets
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn only_people_who_may_be_asked_are_asked(hospital in a_hospital()) {
        let plan = dispatch::plan(&hospital, &policy(), NOW);
        let mut asked = Vec::new();
        for offer in &plan.offers {
            let ticket = hospital.tickets.iter().find(|ticket| ticket.id == offer.ticket).unwrap();
            let person = responder(&hospital, offer.to);
            prop_assert!(!asked.contains(&offer.to), "asked twice");
            asked.push(offer.to);
            let tier = tier(&hospital, &plan, person, ticket);
            let expected = match offer.why.occasion {
                Occasion::First => vec![Some(0)],
                Occasion::Again => vec![Some(1)],
                Occasion::AnyFloorwalker => vec![Some(2)],
                Occasion::LastResort => vec![Some(3)],
                Occasion::Hedge | Occasion::AtOnce | Occasion::Nearer => vec![Some(0), Some(1)],
            };
            prop_assert!(expected.contains(&tier), "{:?} {:?}", offer.why.occasion, tier);
            prop_assert_eq!(offer.why.chosen().map(|chosen| chosen.person), Some(offer.to));
            prop_assert_eq!(offer.why.ticket, offer.ticket);
            let is_on_the_way = matches!(ticket.state, State::OnTheWay { .. })
                && plan.releases.iter().all(|(released, _)| *released != ticket.id);
            prop_assert_eq!(offer.why.occasion == Occasion::Nearer, is_on_the_way);
            prop_assert!(!(is_on_the_way && ticket.settled), "asked to take over twice");
        }
    }

    #[test]
    fn no_urgent_ticket_goes_without_for_a_less_urgent_one(hospital in a_hospital()) {
        let plan = dispatch::plan(&hospital, &policy(), NOW);
        // Those are served after everybody who was free has been given out: another property is about them.
        prop_assume!(plan.preemptions.is_empty());
        let applied = apply(&hospital, &plan, NOW);
        // Tickets without a live offer before this plan, served one after the other as well as each can be.
        let (mut edges, mut tiers, mut holder) = (Vec::new(), Vec::new(), HashMap::new());
        for ticket in in_order(&hospital) {
            let is_live = |offer: OfferRef| {
                [&plan.expiries, &plan.withdrawals, &plan.preemptions].iter().all(|ended| !ended.contains(&offer))
            };
            let live: Vec<_> = ticket.offers.iter().filter(|offer| is_live((ticket.id, offer.id))).collect();
            let is_released = plan.releases.iter().any(|(released, _)| *released == ticket.id);
            let more = in_force(&plan, ticket).iter().filter(|one| **one == Measure::AskMore).count();
            if ticket.state != State::Waiting && !is_released
                || live.iter().any(|offer| NOW.since(offer.made_at) < seconds(policy().hedge_after_seconds.into()))
                || live.len() >= usize::from(policy().live_offers_at_most[ticket.priority.rank()]) + more
            {
                continue;
            }
            let row = edges.len();
            edges.push(Vec::new());
            let got = (0..if live.is_empty() { 4 } else { 2 }).find(|wanted| {
                let people = hospital.responders.iter().enumerate();
                let fit = people.filter(|(_, person)| tier(&hospital, &plan, person, ticket) == Some(*wanted));
                edges[row] = fit.map(|(index, _)| index).collect();
                enter(row, &edges, &mut holder, &mut Vec::new())
            });
            if got.is_none() {
                edges[row].clear();
            }
            let first = plan.offers.iter().find(|offer| {
                offer.ticket == ticket.id && offer.why.occasion != Occasion::AtOnce
            });
            let ours = first.map(|offer| tier(&hospital, &plan, responder(&hospital, offer.to), ticket).unwrap());
            tiers.push((ticket.id, got, ours));
            let left = applied.tickets.iter().find(|after| after.id == ticket.id).unwrap();
            let is_short = plan.shortfalls.iter().any(|shortfall| shortfall.ticket == ticket.id);
            prop_assert_eq!(left.offers.is_empty(), is_short && first.is_none() && live.is_empty());
        }
        for (ticket, possible, ours) in tiers {
            prop_assert_eq!(possible, ours, "{}", ticket);
        }
    }

    /// Shows H3.4.
    #[test]
    fn nobody_is_kept_from_something_urgent_by_a_question_about_something_less_urgent(hospital in a_hospital()) {
        let plan = dispatch::plan(&hospital, &policy(), NOW);
        let taken_back = |id| plan.preemptions.iter().any(|(_, offer)| *offer == id);
        let applied = apply(&hospital, &plan, NOW);
        for shortfall in &plan.shortfalls {
            let short = hospital.tickets.iter().find(|ticket| ticket.id == shortfall.ticket).unwrap();
            let after = applied.tickets.iter().find(|ticket| ticket.id == short.id).unwrap();
            // What is as urgent and older may want the same person too, and comes first.
            let waits_first = |other: &&Ticket| other.state == State::Waiting && other.id != short.id;
            if in_order(&hospital).into_iter().take_while(|other| other.id != short.id).any(|other| waits_first(&other)) {
                continue;
            }
            for asked in applied.tickets.iter().filter(|other| other.priority > short.priority) {
                for offer in &asked.offers {
                    // As if the offer were not there: would its person be the first choice for what is short of people?
                    let mut free = hospital.clone();
                    for ticket in &mut free.tickets {
                        ticket.offers.retain(|live| live.id != offer.id);
                    }
                    let person = responder(&hospital, offer.to);
                    let is_old = hospital.tickets.iter().flat_map(|ticket| &ticket.offers).any(|live| live.id == offer.id);
                    let could = tier(&free, &plan, person, short) == Some(0) && after.offers.is_empty();
                    prop_assert!(!(is_old && could), "{:?} is asked about {}", person.id, asked.id);
                }
            }
        }
        for ticket in &hospital.tickets {
            for offer in ticket.offers.iter().filter(|offer| taken_back(offer.id)) {
                // For the sake of something strictly more urgent, for which nobody else was there who answers.
                let instead = plan.offers.iter().find(|made| made.to == offer.to);
                prop_assert!(instead.is_some(), "taken back for nothing");
                let instead = instead.unwrap();
                let urgent = hospital.tickets.iter().find(|other| other.id == instead.ticket).unwrap();
                prop_assert!(urgent.priority < ticket.priority);
                prop_assert_eq!(instead.why.instead_of, Some(ticket.id));
                for person in &hospital.responders {
                    let is_asked = plan.offers.iter().any(|made| made.to == person.id);
                    let answers = tier(&hospital, &plan, person, urgent).is_some_and(|tier| tier < 3);
                    let could = answers && urgent.offers.is_empty();
                    prop_assert!(is_asked || !could, "{:?} is free", person.id);
                }
            }
        }
    }

    #[test]
    fn the_order_of_the_lists_does_not_matter(hospital in a_hospital(), seed in any::<u64>()) {
        let mut shuffled = hospital.clone();
        let mut state = seed | 1;
        let mut next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).unwrap() % below
        };
        shuffle(&mut shuffled.tickets, &mut next);
        shuffle(&mut shuffled.responders, &mut next);
        shuffle(&mut shuffled.tags, &mut next);
        shuffle(&mut shuffled.wards, &mut next);
        for responder in &mut shuffled.responders {
            shuffle(&mut responder.tags, &mut next);
        }
        prop_assert_eq!(dispatch::plan(&hospital, &policy(), NOW), dispatch::plan(&shuffled, &policy(), NOW));
    }

    #[test]
    fn people_off_shift_whom_nobody_names_change_nothing(hospital in a_hospital()) {
        let whole = dispatch::plan(&hospital, &policy(), NOW);
        let kept = serde_json::to_string(&whole).unwrap();
        prop_assert_eq!(&dispatch::plan(&hospital.relevant(), &policy(), NOW), &whole);
        prop_assert_eq!(serde_json::from_str::<Plan>(&kept).unwrap(), whole);
    }

    #[test]
    fn the_whole_is_as_cheap_as_another_solver_makes_it(hospital in a_hospital()) {
        let plan = dispatch::plan(&hospital, &Policy::default(), NOW);
        // Who is asked instead of being asked about something else is not free in the other's eyes.
        prop_assume!(plan.preemptions.is_empty());
        let costs = dispatch::cost_matrix(&hospital, &Policy::default(), NOW);
        let served: Vec<_> = plan.offers.iter().filter(|offer| offer.why.occasion == Occasion::First).collect();
        let row = |offer: &ProposedOffer| hospital.tickets.iter().position(|open| open.id == offer.ticket).unwrap();
        let column = |offer: &ProposedOffer| hospital.responders.iter().position(|one| one.id == offer.to).unwrap();
        let ours: i64 = served.iter().map(|offer| costs[row(offer)][column(offer)].unwrap()).sum();
        // The same tickets and everyone whom no other ticket is given to, solved densely.
        let others: Vec<_> = plan.offers.iter().filter(|offer| offer.why.occasion != Occasion::First).collect();
        let columns: Vec<usize> = (0..hospital.responders.len())
            .filter(|index| others.iter().all(|offer| column(offer) != *index || offer.why.occasion == Occasion::AtOnce))
            .collect();
        if !served.is_empty() {
            let far = 1_000_000_000_i64;
            let rows = served.iter().map(|offer| {
                let costs = &costs[row(offer)];
                columns.iter().map(|index| costs[*index].unwrap_or(far)).collect::<Vec<i64>>()
            });
            let matrix = Matrix::from_rows(rows).unwrap();
            let (theirs, _) = kuhn_munkres_min(&matrix);
            prop_assert_eq!(ours, theirs);
        }
    }

    #[test]
    fn a_plan_that_is_carried_out_leaves_nothing_to_do(hospital in a_hospital()) {
        let plan = dispatch::plan(&hospital, &policy(), NOW);
        let applied = apply(&hospital, &plan, NOW);
        let again = dispatch::plan(&applied, &policy(), NOW);
        prop_assert!(again.is_empty(), "{:#?}", again);
        prop_assert_eq!(&again.shortfalls, &plan.shortfalls);
        prop_assert_eq!(again.look_again_at, plan.look_again_at);
    }

    #[test]
    fn nobody_has_two_things_to_do(hospital in a_hospital()) {
        let plan = dispatch::plan(&hospital, &policy(), NOW);
        let applied = apply(&hospital, &plan, NOW);
        for person in &applied.responders {
            let offers = applied.tickets.iter().flat_map(|ticket| &ticket.offers);
            let asked = offers.filter(|offer| offer.to == person.id).count();
            let is_busy = applied.tickets.iter().any(|ticket| ticket.holder() == Some(person.id));
            prop_assert!(asked + usize::from(is_busy) <= 1);
            prop_assert!(asked == 0 || person.duty == Duty::OnShift && !applied.signed_out.contains(&person.id));
        }
    }

    /// Shows H3.2.
    #[test]
    fn every_offer_ends_and_no_ticket_is_forgotten(hospital in a_hospital()) {
        let (mut hospital, mut now) = (hospital, NOW);
        for _ in 0..40 {
            let plan = dispatch::plan(&hospital, &policy(), now);
            hospital = apply(&hospital, &plan, now);
            let live = hospital.tickets.iter().flat_map(|ticket| &ticket.offers);
            prop_assert!(live.clone().all(|offer| offer.expires_at > now));
            prop_assert!(live.clone().all(|offer| now.since(offer.made_at) < seconds(50)));
            let due = hospital.tickets.iter().filter_map(Ticket::next_action_at).min();
            prop_assert!(due.is_none_or(|due| due > now));
            prop_assert!(plan.look_again_at.is_none_or(|at| at > now));
            prop_assert!(due.is_none_or(|due| plan.look_again_at.is_some_and(|at| at <= due)));
            let Some(next) = plan.look_again_at else { break };
            now = next;
        }
    }

    #[test]
    fn a_short_list_is_the_beginning_of_the_long_one(hospital in a_hospital(), at_most in 1..4_u16) {
        let weigh = |max_candidates| {
            dispatch::plan(&hospital, &Policy { max_candidates, ..Policy::default() }, NOW)
        };
        let (short, long) = (weigh(at_most), weigh(1000));
        for (short, long) in short.offers.iter().zip(&long.offers) {
            if short.ticket != long.ticket || short.why.occasion != Occasion::First || long.why.occasion != Occasion::First {
                continue;
            }
            let costs = |why: &dispatch::Why| {
                why.candidates.iter().take(at_most.into()).map(|one| (one.cost, one.person)).collect::<Vec<_>>()
            };
            prop_assert!(costs(&long.why).starts_with(&costs(&short.why)));
        }
    }
}

type OfferRef = (domain::TicketId, domain::OfferId);

#[test]
fn an_empty_hospital_has_nothing_to_do() {
    let plan = plan(&hospital(vec![], vec![]));
    assert_eq!(plan, Plan::default());
    let nobody_on_shift = Timestamp::from_millis(0);
    assert_eq!(
        dispatch::plan(&hospital(vec![], vec![]), &Policy::default(), nobody_on_shift),
        Plan::default()
    );
}
