use dispatch::{Occasion, Policy, shortfall_sentence};
use domain::{
    Duty,
    Priority::*,
    Responder, ShortfallReason, Whereabouts,
    ticket::{Command, ReleaseReason},
};

use crate::support::*;

/// A hospital and who is asked about what, by number.
type Story<'a> = (&'a str, Vec<Responder>, Vec<domain::Ticket>, &'a [(u128, u128)]);

fn tell<const STORIES: usize>(stories: [Story<'_>; STORIES]) {
    for (story, responders, tickets, expected) in stories {
        let plan = plan(&hospital(responders, tickets));
        assert_eq!(asked(&plan), expected, "{story}: {plan:#?}");
    }
}

#[test]
fn the_right_person_is_asked() {
    let amira = || super_user(1, "Amira", 3, &[EPMA]);
    let ben = || floorwalker(2, "Ben", 23, &[EPMA]);
    let chidi = || floorwalker(3, "Chidi", 3, &[ORDER_COMMS]);
    let epma = || vec![ticket(50, 3, EPMA, P3, 5)];
    tell([
        (
            "the ePMA super-user on the ward is asked before the floorwalker two floors up",
            vec![ben(), amira()],
            epma(),
            &[(50, 1)],
        ),
        (
            "the nearest person is not asked about what they do not know",
            vec![chidi(), ben()],
            epma(),
            &[(50, 2)],
        ),
        (
            "of two who know it the nearer is asked",
            vec![ben(), floorwalker(4, "Dee", 4, &[EPMA])],
            epma(),
            &[(50, 4)],
        ),
        (
            "anyone can help with something else",
            vec![chidi(), ben()],
            vec![ticket(50, 3, SOMETHING_ELSE, P3, 5)],
            &[(50, 3)],
        ),
        (
            "a super-user off their ward is still asked there, where they are",
            vec![Responder { whereabouts: Some(Whereabouts { ward: id(14), at: NOW }), ..amira() }, ben()],
            vec![ticket(50, 14, EPMA, P3, 5)],
            &[(50, 1)],
        ),
        (
            "someone whom nobody knows the place of can be asked when nobody else is there",
            vec![Responder { whereabouts: None, ..ben() }],
            epma(),
            &[(50, 2)],
        ),
        (
            "side by side, someone seen just now is asked before someone seen an hour ago",
            vec![
                Responder {
                    whereabouts: Some(Whereabouts { ward: id(3), at: NOW - seconds(3600) }),
                    ..ben()
                },
                floorwalker(4, "Dee", 3, &[EPMA]),
            ],
            epma(),
            &[(50, 4)],
        ),
        (
            "side by side, the one who has done less today is asked",
            vec![Responder { closed_this_shift: 4, ..floorwalker(1, "Eve", 3, &[EPMA]) }, {
                floorwalker(2, "Fay", 3, &[EPMA])
            }],
            epma(),
            &[(50, 2)],
        ),
        (
            "the only one who also knows theatres is kept free for them",
            vec![floorwalker(1, "Eve", 3, &[EPMA, THEATRES]), floorwalker(2, "Fay", 2, &[EPMA])],
            epma(),
            &[(50, 2)],
        ),
    ]);
}

#[test]
fn some_people_are_not_asked() {
    let amira = || floorwalker(1, "Amira", 3, &[EPMA]);
    let epma = || ticket(50, 3, EPMA, P3, 30);
    let elsewhere = || ticket(51, 4, EPMA, P3, 40);
    tell([
        ("off shift", vec![Responder { duty: Duty::OffShift, ..amira() }], vec![epma()], &[]),
        ("on a break", vec![Responder { duty: Duty::OnBreak, ..amira() }], vec![epma()], &[]),
        ("on the way to someone", vec![amira()], vec![epma(), taken(&elsewhere(), 1, 30)], &[]),
        (
            "at an elbow",
            vec![amira()],
            vec![epma(), does(&taken(&elsewhere(), 1, 30), Command::Arrive, NOW)],
            &[],
        ),
        ("thinking about another ticket", vec![amira()], vec![epma(), offered(&elsewhere(), 70, 1, 10)], &[]),
        ("turned it down", vec![amira()], vec![declined(&epma(), 1, 10)], &[]),
        (
            "gave it back for someone who knows order comms, and nobody does",
            vec![amira()],
            vec![does(
                &taken(&epma(), 1, 20),
                Command::Release {
                    from: id(1),
                    why: ReleaseReason::NeedsSomeoneElse { tag: id(ORDER_COMMS) },
                },
                NOW,
            )],
            &[],
        ),
    ]);
}

#[test]
fn which_ticket_comes_first() {
    let amira = || floorwalker(1, "Amira", 3, &[EPMA, ORDER_COMMS]);
    let ben = || floorwalker(2, "Ben", 23, &[EPMA]);
    tell([
        (
            "one person, and the new P1 comes before the old P4 next door",
            vec![amira()],
            vec![ticket(50, 3, EPMA, P4, 300), ticket(51, 33, EPMA, P1, 1)],
            &[(51, 1)],
        ),
        (
            "of equal urgency the older one comes first",
            vec![amira()],
            vec![ticket(50, 3, EPMA, P3, 5), ticket(51, 33, EPMA, P3, 60)],
            &[(51, 1)],
        ),
        (
            "nobody is left out when someone can move over",
            vec![amira(), ben()],
            vec![ticket(50, 3, EPMA, P2, 9), ticket(51, 3, ORDER_COMMS, P3, 5)],
            &[(50, 2), (51, 1)],
        ),
        (
            "each goes to the side of the hospital where they are",
            vec![floorwalker(1, "Amira", 2, &[EPMA]), floorwalker(2, "Ben", 4, &[EPMA])],
            vec![ticket(50, 3, EPMA, P3, 9), ticket(51, 1, EPMA, P3, 5)],
            &[(50, 2), (51, 1)],
        ),
        (
            "care is stopped: two are asked at once",
            vec![floorwalker(1, "Amira", 3, &[EPMA]), ben(), floorwalker(3, "Chidi", 13, &[EPMA])],
            vec![ticket(50, 3, EPMA, P1, 1)],
            &[(50, 1), (50, 3)],
        ),
        (
            "but nobody is asked second while a question has nobody",
            vec![amira(), ben()],
            vec![ticket(50, 3, EPMA, P1, 1), ticket(51, 33, EPMA, P4, 1)],
            &[(50, 1), (51, 2)],
        ),
    ]);
}

/// Shows H4.1.
#[test]
fn an_unanswered_offer_is_hedged_after_fifteen_seconds() {
    let people = || vec![floorwalker(1, "Amira", 3, &[EPMA]), floorwalker(2, "Ben", 4, &[EPMA])];
    let asked_ago = |ago| offered(&ticket(50, 3, EPMA, P3, 60), 70, 1, ago);
    tell([
        ("still thinking", people(), vec![asked_ago(14)], &[]),
        ("silent", people(), vec![asked_ago(15)], &[(50, 2)]),
    ]);
    let plan = plan(&hospital(people(), vec![asked_ago(15)]));
    assert_eq!(plan.offers[0].why.occasion, Occasion::Hedge);
    assert!(plan.expiries.is_empty(), "the first may still say yes");
}

#[test]
fn the_plan_says_when_to_look_again() {
    let people = vec![floorwalker(1, "Amira", 3, &[EPMA])];
    let at = |hospital| plan(&hospital).look_again_at.map(|at| at.since(NOW).as_secs());
    let fresh = ticket(50, 3, EPMA, P3, 0);
    assert_eq!(at(hospital(people.clone(), vec![])), None, "nothing is open");
    assert_eq!(at(hospital(people.clone(), vec![fresh.clone()])), Some(15), "to hedge");
    assert_eq!(at(hospital(vec![], vec![fresh.clone()])), Some(300), "to escalate");
    assert_eq!(at(hospital(people.clone(), vec![offered(&fresh, 70, 1, 25)])), Some(25), "to let it expire");
    assert_eq!(at(hospital(people, vec![taken(&fresh, 1, 0)])), Some(600), "to nudge");
}

#[test]
fn a_declined_offer_goes_to_the_next_person() {
    let people = vec![floorwalker(1, "Amira", 3, &[EPMA]), floorwalker(2, "Ben", 24, &[EPMA])];
    let ticket = declined(&ticket(50, 3, EPMA, P3, 30), 1, 0);
    assert_eq!(asked(&plan(&hospital(people, vec![ticket]))), [(50, 2)]);
}

#[test]
fn an_expired_offer_goes_to_the_next_person_in_the_same_plan() {
    let people = vec![floorwalker(1, "Amira", 3, &[EPMA]), floorwalker(2, "Ben", 24, &[EPMA])];
    let plan = plan(&hospital(people, vec![offered(&ticket(50, 3, EPMA, P3, 60), 70, 1, 50)]));
    assert_eq!(plan.expiries, [(id(50), id(70))]);
    assert_eq!(asked(&plan), [(50, 2)]);
}

#[test]
fn a_person_who_did_not_answer_may_be_asked_about_another_ticket() {
    let people = vec![floorwalker(1, "Amira", 3, &[EPMA]), floorwalker(2, "Ben", 4, &[EPMA])];
    let silent = offered(&ticket(50, 3, EPMA, P3, 60), 70, 1, 50);
    let plan = plan(&hospital(people, vec![silent, ticket(51, 24, EPMA, P4, 1)]));
    assert_eq!(asked(&plan), [(50, 2), (51, 1)]);
}

#[test]
fn a_night_with_one_person_on_shift() {
    let amira = floorwalker(1, "Amira", 3, &[EPMA]);
    let asks = ticket(50, 33, EPMA, P3, 100);

    let asleep = plan(&hospital(vec![amira.clone()], vec![offered(&asks, 70, 1, 50)]));
    assert_eq!(asleep.expiries.len(), 1);
    assert_eq!(asked(&asleep), [(50, 1)], "there is nobody else to ask");
    assert_eq!(asleep.offers[0].why.occasion, Occasion::Again);

    let unreachable = Responder { unanswered: 3, ..amira.clone() };
    let silent = plan(&hospital(vec![unreachable], vec![asks.clone()]));
    assert_eq!(asked(&silent), [(50, 1)]);
    assert_eq!(silent.offers[0].why.occasion, Occasion::LastResort);
    assert_eq!(silent.shortfalls[0].reason, ShortfallReason::OutOfReach, "and the lead is told");

    let busy =
        plan(&hospital(vec![amira.clone()], vec![asks.clone(), taken(&ticket(51, 1, EPMA, P4, 90), 1, 9)]));
    assert_eq!(asked(&busy), []);
    assert_eq!(busy.shortfalls[0].reason, ShortfallReason::AllBusy);

    let no = plan(&hospital(vec![amira], vec![declined(&asks, 1, 5)]));
    assert_eq!(no.shortfalls[0].reason, ShortfallReason::AllDeclined);

    let nobody = plan(&hospital(vec![], vec![asks]));
    assert_eq!(nobody.shortfalls[0].reason, ShortfallReason::NobodyOnShift);
}

/// Shows H4.5.
#[test]
fn people_who_do_not_answer_are_asked_only_when_nobody_else_can_be() {
    let near = Responder { unanswered: 3, ..floorwalker(1, "Amira", 3, &[EPMA]) };
    let far = floorwalker(2, "Ben", 34, &[EPMA]);
    let tickets = vec![ticket(50, 3, EPMA, P3, 9)];
    assert_eq!(asked(&plan(&hospital(vec![near.clone(), far], tickets.clone()))), [(50, 2)]);
    assert_eq!(asked(&plan(&hospital(vec![near], tickets))), [(50, 1)]);
}

/// Shows H4.5.
#[test]
fn the_third_silence_makes_a_person_unreachable_in_the_same_plan() {
    let tired = Responder { unanswered: 2, ..floorwalker(1, "Amira", 3, &[EPMA]) };
    let hospital = hospital(vec![tired], vec![offered(&ticket(50, 3, EPMA, P3, 60), 70, 1, 50)]);
    assert_eq!(plan(&hospital).offers[0].why.occasion, Occasion::LastResort);
}

#[test]
fn an_offer_to_someone_who_goes_on_a_break_is_withdrawn_and_goes_on() {
    for duty in [Duty::OnBreak, Duty::OffShift] {
        let amira = Responder { duty, ..floorwalker(1, "Amira", 3, &[EPMA]) };
        let ben = floorwalker(2, "Ben", 24, &[EPMA]);
        let ticket = offered(&ticket(50, 3, EPMA, P3, 60), 70, 1, 5);
        let plan = plan(&hospital(vec![amira, ben], vec![ticket]));
        assert_eq!(plan.withdrawals, [(id(50), id(70))]);
        assert!(plan.expiries.is_empty());
        assert_eq!(asked(&plan), [(50, 2)]);
    }
}

#[test]
fn an_offer_to_someone_a_lead_has_sent_elsewhere_is_withdrawn_and_not_held_against_them() {
    let amira = floorwalker(1, "Amira", 3, &[EPMA]);
    let offered = offered(&ticket(50, 3, EPMA, P3, 60), 70, 1, 50);
    let plan = plan(&hospital(vec![amira], vec![offered, taken(&ticket(51, 4, EPMA, P2, 60), 1, 2)]));
    assert_eq!(plan.withdrawals, [(id(50), id(70))]);
    assert!(plan.expiries.is_empty(), "the offer had run out too, but they had something better to do");
    assert_eq!(plan.shortfalls[0].reason, ShortfallReason::AllBusy);
}

#[test]
fn an_offer_to_someone_who_has_left_elbow_is_withdrawn() {
    let plan = plan(&hospital(vec![], vec![offered(&ticket(50, 3, EPMA, P3, 60), 70, 1, 5)]));
    assert_eq!(plan.withdrawals, [(id(50), id(70))]);
}

/// Shows H6.1.
#[test]
fn silence_on_the_way_is_nudged_once_and_then_someone_else_is_sent() {
    let people = || vec![floorwalker(1, "Amira", 3, &[EPMA]), floorwalker(2, "Ben", 34, &[EPMA])];
    let on_the_way = taken(&ticket(50, 3, EPMA, P3, 2000), 1, 1200);
    let nudge = plan(&hospital(people(), vec![on_the_way.clone()]));
    assert_eq!(nudge.escalations, [id(50)]);
    assert!(nudge.releases.is_empty() && nudge.offers.is_empty());

    let nudged = does(&on_the_way, Command::Escalate, NOW - seconds(600));
    let given_up = plan(&hospital(people(), vec![nudged]));
    assert_eq!(given_up.releases, [(id(50), id(1))]);
    assert!(given_up.escalations.is_empty());
    assert_eq!(asked(&given_up), [(50, 2)]);
}

#[test]
fn whoever_went_silent_is_free_for_others_but_asked_last() {
    let people =
        || vec![floorwalker(1, "Amira", 3, &[EPMA, ORDER_COMMS]), floorwalker(2, "Ben", 34, &[ORDER_COMMS])];
    let on_the_way = taken(&ticket(50, 3, EPMA, P3, 2000), 1, 1300);
    let silent = does(&on_the_way, Command::Escalate, NOW - seconds(650));
    let others = ticket(51, 3, ORDER_COMMS, P3, 5);
    let further = ticket(52, 3, ORDER_COMMS, P3, 4);
    let one = plan(&hospital(people(), vec![silent.clone(), others.clone()]));
    assert_eq!(asked(&one), [(51, 2)]);
    let two = plan(&hospital(people(), vec![silent, others, further]));
    assert_eq!(asked(&two), [(51, 2), (52, 1)]);
}

#[test]
fn an_escalated_ticket_is_offered_again_to_those_who_declined() {
    let amira = floorwalker(1, "Amira", 3, &[EPMA]);
    let ticket = declined(&ticket(50, 3, EPMA, P3, 300), 1, 200);
    let plan = plan(&hospital(vec![amira], vec![ticket]));
    assert_eq!(plan.escalations, [id(50)]);
    assert_eq!(asked(&plan), [(50, 1)]);
    assert_eq!(plan.offers[0].why.occasion, Occasion::Again);
}

#[test]
fn a_long_visit_escalates_and_disturbs_nobody_else() {
    let there = does(&taken(&ticket(50, 3, EPMA, P3, 4000), 1, 3900), Command::Arrive, NOW - seconds(2700));
    let plan = plan(&hospital(vec![floorwalker(1, "Amira", 3, &[EPMA])], vec![there]));
    assert_eq!(plan.escalations, [id(50)]);
    assert!(plan.offers.is_empty() && plan.shortfalls.is_empty());
}

#[test]
fn in_a_surge_the_oldest_of_the_most_urgent_are_served() {
    let people: Vec<_> = (1..=20).map(|n| floorwalker(n, "Someone", 1 + n % 4, &[EPMA])).collect();
    let tickets: Vec<_> = (0..60)
        .map(|n| ticket(100 + n, 31, EPMA, if n % 3 == 0 { P2 } else { P3 }, u64::try_from(60 - n).unwrap()))
        .collect();
    let plan = plan(&hospital(people, tickets));
    let expected: Vec<u128> = (0..20).map(|n| 100 + 3 * n).collect();
    assert_eq!(asked(&plan).iter().map(|(ticket, _)| *ticket).collect::<Vec<_>>(), expected);
    assert_eq!(plan.shortfalls.len(), 40);
}

#[test]
fn a_short_list_is_not_why_a_ticket_is_left_out() {
    // Forty urgent tickets want the same people; the least urgent of them finds its person far beyond the sixteenth.
    let people: Vec<_> = (1..=41).map(|n| floorwalker(n, "Someone", 1 + n % 4, &[EPMA])).collect();
    let mut tickets: Vec<_> = (0..40).map(|n| ticket(100 + n, 1 + n % 4, EPMA, P3, 10)).collect();
    tickets.push(ticket(200, 31, EPMA, P3, 1));
    tickets.push(ticket(201, 1, EPMA, P4, 290));
    let plan = plan(&hospital(people, tickets));
    assert_eq!(plan.offers.len(), 41);
    assert_eq!(plan.shortfalls.iter().map(|shortfall| shortfall.ticket).collect::<Vec<_>>(), [id(201)]);
}

#[test]
fn a_short_list_is_not_why_somebody_silent_is_asked_again() {
    let people = vec![floorwalker(1, "Amira", 3, &[EPMA]), floorwalker(2, "Ben", 34, &[EPMA])];
    let hospital = hospital(people, vec![offered(&ticket(50, 3, EPMA, P3, 60), 70, 1, 50)]);
    let one_at_a_time = Policy { max_candidates: 1, ..Policy::default() };
    assert_eq!(asked(&dispatch::plan(&hospital, &one_at_a_time, NOW)), [(50, 2)]);
}

/// Shows H3.4.
#[test]
fn an_emergency_does_not_wait_for_somebody_silent_to_answer_about_something_that_can_wait() {
    let silent = || Responder { unanswered: 3, ..floorwalker(1, "Amira", 3, &[EPMA]) };
    let question = || offered(&ticket(51, 4, EPMA, P3, 40), 70, 1, 10);
    let urgent = || ticket(50, 3, EPMA, P1, 2);
    let only_amira = hospital(vec![silent()], vec![question(), urgent()]);
    let decided = plan(&only_amira);
    assert_eq!(decided.preemptions, [(id(51), id(70))], "she may look at it, and nobody else could");
    assert_eq!(asked(&decided), [(50, 1)], "{decided:#?}");
    let after = apply(&only_amira, &decided, NOW);
    assert!(dispatch::plan(&after, &Policy::default(), NOW).is_empty(), "and it does not come back");

    let asked_already = offered(&urgent(), 71, 2, 10);
    let ben = Responder { unanswered: 3, ..floorwalker(2, "Ben", 23, &[EPMA]) };
    let decided = plan(&hospital(vec![silent(), ben], vec![question(), asked_already]));
    assert!(decided.preemptions.is_empty(), "one who is silent is no better than another: {decided:#?}");
}

/// Shows H3.4.
#[test]
fn an_emergency_does_not_wait_for_an_answer_about_something_that_can_wait() {
    let amira = || floorwalker(1, "Amira", 3, &[EPMA]);
    let ben = || floorwalker(2, "Ben", 23, &[EPMA]);
    let question = || offered(&ticket(51, 4, EPMA, P3, 40), 70, 1, 10);
    let urgent = |priority| ticket(50, 3, EPMA, priority, 2);

    let only_amira = hospital(vec![amira()], vec![question(), urgent(P1)]);
    let decided = plan(&only_amira);
    assert_eq!(decided.preemptions, [(id(51), id(70))]);
    assert_eq!(asked(&decided), [(50, 1)], "{decided:#?}");
    assert_eq!(decided.offers[0].why.instead_of, Some(id(51)));
    assert_eq!(
        decided.offers[0].why.sentence(&only_amira),
        "Amira is the nearest free person who knows ePMA, less than a minute’s walk away. \
         A less urgent request that they had not answered yet gives way."
    );
    let after = apply(&only_amira, &decided, NOW);
    assert!(dispatch::plan(&after, &Policy::default(), NOW).is_empty(), "and it does not come back");

    let decided = plan(&hospital(vec![amira(), ben()], vec![question(), urgent(P2)]));
    assert!(decided.preemptions.is_empty(), "Ben is free, if far: {decided:#?}");
    assert_eq!(asked(&decided), [(50, 2)]);

    let decided = plan(&hospital(vec![amira()], vec![question(), urgent(P3)]));
    assert!(decided.preemptions.is_empty(), "as urgent is not more urgent");

    let turned_down = declined(&urgent(P1), 1, 1);
    let decided = plan(&hospital(vec![amira()], vec![question(), turned_down]));
    assert!(decided.preemptions.is_empty(), "who said no to it is not asked again");

    // The least urgent question gives way, and who is asked about it goes on to the next.
    let two = vec![
        offered(&ticket(51, 4, EPMA, P3, 40), 70, 1, 10),
        offered(&ticket(52, 4, EPMA, P4, 40), 71, 2, 10),
        urgent(P1),
    ];
    let decided = plan(&hospital(vec![amira(), ben()], two));
    assert_eq!(
        (decided.preemptions.as_slice(), asked(&decided)),
        ([(id(52), id(71))].as_slice(), vec![(50, 2)])
    );

    // Ben knows only what can wait: he takes over the question, so that nothing is left lying.
    let order = || ticket(53, 4, ORDER_COMMS, P3, 40);
    let both = floorwalker(1, "Amira", 3, &[EPMA, ORDER_COMMS]);
    let ben = floorwalker(2, "Ben", 23, &[ORDER_COMMS]);
    let decided = plan(&hospital(vec![both, ben], vec![offered(&order(), 70, 1, 10), urgent(P1)]));
    assert_eq!(asked(&decided), [(50, 1), (53, 2)], "planned anew at once");
}

/// The ladder of a P1 ends with any floorwalker; the only one who is free has just said that she does not know it.
#[test]
fn whoever_said_that_somebody_else_is_needed_is_not_asked_as_any_floorwalker() {
    let amira = || floorwalker(1, "Amira", 3, &[EPMA]);
    let needs =
        Command::Release { from: id(1), why: ReleaseReason::NeedsSomeoneElse { tag: id(ORDER_COMMS) } };
    let given_back = does(&taken(&ticket(50, 3, EPMA, P1, 300), 1, 200), needs, NOW - seconds(180));
    let once = does(&given_back, Command::Escalate, NOW - seconds(120));
    let any_floorwalker = does(&once, Command::Escalate, NOW - seconds(10));

    let alone = hospital(vec![amira()], vec![any_floorwalker.clone()]);
    let decided = plan(&alone);
    assert_eq!(asked(&decided), [], "{decided:#?}");
    assert_eq!(shortfall_sentence(&decided.shortfalls[0], &alone), "No one on shift knows Order comms.");

    let other = floorwalker(2, "Ben", 23, &[THEATRES]);
    let decided = plan(&hospital(vec![amira(), other], vec![any_floorwalker.clone()]));
    assert_eq!(asked(&decided), [(50, 2)], "another one who does not know it may, however far off");

    let knows = floorwalker(1, "Amira", 3, &[EPMA, ORDER_COMMS]);
    let decided = plan(&hospital(vec![knows], vec![any_floorwalker]));
    assert_eq!(asked(&decided), [(50, 1)], "she knows it, and said no long ago");
}

#[test]
fn whoever_cannot_be_reached_is_not_asked() {
    let amira = || floorwalker(1, "Amira", 3, &[EPMA]);
    let signed_out = |mut hospital: dispatch::Snapshot, who: &[u128]| {
        hospital.signed_out = who.iter().map(|number| id(*number)).collect();
        hospital
    };
    let left = signed_out(hospital(vec![amira()], vec![ticket(50, 3, EPMA, P3, 30)]), &[1]);
    let decided = plan(&left);
    assert!(decided.offers.is_empty());
    let [short] = decided.shortfalls.as_slice() else { panic!("{decided:#?}") };
    assert_eq!((short.reason, short.on_shift, short.signed_out), (ShortfallReason::SignedOut, 0, 1));
    assert_eq!(shortfall_sentence(short, &left), "The only person on shift who knows ePMA is signed out.");

    let asked_before = offered(&ticket(50, 3, EPMA, P3, 30), 70, 1, 10);
    let decided = plan(&signed_out(hospital(vec![amira()], vec![asked_before]), &[1]));
    assert_eq!(decided.withdrawals, [(id(50), id(70))], "nor kept waiting for");

    let ben = floorwalker(2, "Ben", 23, &[EPMA]);
    let busy = taken(&ticket(51, 4, EPMA, P3, 40), 2, 30);
    let short = signed_out(hospital(vec![amira(), ben], vec![ticket(50, 3, EPMA, P3, 30), busy]), &[1]);
    let decided = plan(&short);
    assert_eq!(
        shortfall_sentence(&decided.shortfalls[0], &short),
        "The only person on shift who knows ePMA is busy. 1 person is signed out."
    );
}
