//! What happens on a ward, told from the first tap to the last.

use std::time::Duration;

use domain::{
    Priority, Spot, Ticket, TicketId,
    pack::SlipCode,
    ticket::Source,
    ticket::{
        Actor, AskedBy, Command, Deadlines, Details, DoneOnPaper, FromPaper, GivenBack, Happening, Ladder,
        Measure, PeopleHelped, Phase, Refusal, ReleaseReason, Request, Sorted, State, Step, Transition, When,
        WithdrawReason,
    },
};

use crate::cast::{
    Life, aisha, ask, bram, category, details, help_in_passing, lead, minutes, offer, offer_id, person,
    request, start, tag,
};

#[test]
fn an_arrival_that_was_none_is_taken_back_and_the_way_goes_on() {
    let at_the_wrong_door = Actor::Responder(aisha());
    let deadlines = Deadlines::default();
    let said = |actor, after: Duration, life: &Life| {
        life.ticket.apply(Command::UndoArrive, actor, When::at(life.now + after), &deadlines)
    };
    let life = Life::with_aisha();
    let back = said(at_the_wrong_door, minutes(2), &life).unwrap();
    assert_eq!(back.event.happening, Happening::ArrivalUndone);
    assert_eq!((back.ticket.phase(), back.ticket.holder()), (Phase::OnTheWay, Some(aisha())));
    assert_eq!(back.ticket.arrived_at, None);
    assert_eq!(back.ticket.next_action_at(), Some(life.now + minutes(2) + deadlines.arrive_within));

    let late = minutes(2) + Duration::from_millis(1);
    assert_eq!(said(at_the_wrong_door, late, &life).unwrap_err(), Refusal::TooLate);
    let bram = Actor::Responder(bram());
    assert_eq!(said(bram, minutes(1), &life).unwrap_err(), Refusal::Taken { by: aisha() });
    assert!(said(Actor::Requester, minutes(40), &life).is_ok(), "whoever asked sees that nobody is there");
}

#[test]
fn a_request_waits_at_once_and_has_a_deadline() {
    let asked = ask();
    assert_eq!(asked.ticket.phase(), Phase::Waiting);
    assert_eq!(asked.ticket.version, 0);
    assert_eq!(asked.ticket.next_action_at(), Some(start() + minutes(2)));
    let Happening::Asked { about: Some(about) } = asked.event.happening else { panic!("it was asked") };
    assert_eq!(
        (about.ward, about.tag, about.priority),
        (asked.ticket.ward, asked.ticket.tag, asked.ticket.priority)
    );
    assert_eq!(about.source, Source::Link);
}

#[test]
fn help_comes_and_the_ticket_says_when() {
    let mut life = Life::begins();
    life.wait(Duration::from_secs(2)).offer(1, aisha());
    assert_eq!(life.ticket.phase(), Phase::Offered);
    life.wait(Duration::from_secs(8)).run(Command::Accept { offer: offer_id(1), by: aisha() });
    assert_eq!(life.ticket.holder(), Some(aisha()));
    life.wait(minutes(3)).run(Command::Arrive);
    life.wait(minutes(10)).run(Command::Resolve { by: aisha(), category: category(1) });

    let ticket = life.ticket;
    assert_eq!(ticket.accepted_at, Some(start() + Duration::from_secs(10)));
    assert_eq!(ticket.arrived_at, Some(start() + Duration::from_secs(190)));
    assert_eq!(ticket.closed_at(), Some(start() + Duration::from_secs(790)));
    assert_eq!(ticket.category(), Some(category(1)));
    assert_eq!((ticket.holder(), ticket.next_action_at()), (None, None));
    assert_eq!(ticket.version, 4);
}

#[test]
fn a_declined_offer_goes_to_the_next_person() {
    let mut life = Life::begins();
    life.offer(1, aisha());
    life.run(Command::Decline { offer: offer_id(1), by: aisha() });
    assert_eq!(life.ticket.turned_down, [aisha()]);
    life.offer(2, bram());
    life.run(Command::Accept { offer: offer_id(2), by: bram() });
    assert_eq!(life.ticket.holder(), Some(bram()));
}

#[test]
fn an_unanswered_offer_is_not_a_no() {
    let mut life = Life::begins();
    life.offer(1, aisha());
    life.wait(Duration::from_secs(45)).run(Command::Expire { offer: offer_id(1) });
    assert!(life.ticket.turned_down.is_empty());
    life.offer(2, aisha());
    assert_eq!(life.ticket.phase(), Phase::Offered);
}

#[test]
fn the_first_to_accept_supersedes_the_other_offer() {
    let mut life = Life::begins();
    life.offer(1, aisha());
    life.wait(Duration::from_secs(20)).offer(2, bram());
    let accepted = life.run(Command::Accept { offer: offer_id(2), by: bram() });
    assert_eq!(
        accepted.event.happening,
        Happening::Accepted { offer: offer_id(2), superseded: vec![offer_id(1)], instead_of: None }
    );
    assert!(life.ticket.offers.is_empty());
    let late = life.attempt(Command::Accept { offer: offer_id(1), by: aisha() });
    assert_eq!(late, Err(Refusal::Taken { by: bram() }));
}

#[test]
fn whoever_accepts_after_the_time_is_up_but_before_anyone_else_still_gets_it() {
    let mut life = Life::begins();
    life.offer(1, aisha());
    life.wait(minutes(1)).run(Command::Accept { offer: offer_id(1), by: aisha() });
    assert_eq!(life.ticket.holder(), Some(aisha()));
}

#[test]
fn not_solved_within_two_hours_reopens_and_everybody_may_be_asked_again() {
    let mut life = Life::begins();
    life.offer(1, bram());
    life.run(Command::Decline { offer: offer_id(1), by: bram() });
    life.run(Command::Assign { to: aisha() });
    life.run(Command::Arrive);
    life.run(Command::Resolve { by: aisha(), category: category(1) });
    life.wait(minutes(120)).run(Command::Reopen);

    let ticket = &life.ticket;
    assert_eq!((ticket.phase(), ticket.reopened), (Phase::Waiting, 1));
    assert_eq!((ticket.accepted_at, ticket.arrived_at, ticket.category()), (None, None, None));
    assert!(ticket.turned_down.is_empty());
    assert_eq!(ticket.next_action_at(), Some(life.now + minutes(2)));
}

#[test]
fn not_solved_after_two_hours_is_a_new_request() {
    let mut life = Life::resolved_by_aisha();
    life.wait(minutes(120) + Duration::from_millis(1));
    assert_eq!(life.attempt(Command::Reopen), Err(Refusal::TooLate));
}

#[test]
fn whoever_asked_says_whether_it_is_sorted_and_may_think_again() {
    let mut life = Life::resolved_by_aisha();
    let said = life.run(Command::SaySorted { answer: Sorted::Yes });
    assert_eq!(said.event.happening, Happening::Sorted { answer: Sorted::Yes });
    assert_eq!(life.attempt(Command::SaySorted { answer: Sorted::Yes }), Err(Refusal::NoChange));
    life.run(Command::SaySorted { answer: Sorted::Partly });
    assert_eq!((life.ticket.phase(), life.ticket.sorted), (Phase::Resolved, Some(Sorted::Partly)));

    let no = life.wait(minutes(120)).run(Command::SaySorted { answer: Sorted::No });
    assert_eq!(no.event.happening, Happening::Reopened, "in time, somebody comes again");
    assert_eq!((life.ticket.phase(), life.ticket.sorted, life.ticket.reopened), (Phase::Waiting, None, 1));
}

#[test]
fn a_no_that_comes_late_is_kept_and_opens_nothing() {
    let mut life = Life::resolved_by_aisha();
    life.wait(minutes(120) + Duration::from_millis(1)).run(Command::SaySorted { answer: Sorted::No });
    assert_eq!((life.ticket.phase(), life.ticket.sorted), (Phase::Resolved, Some(Sorted::No)));
}

#[test]
fn what_was_said_of_help_that_went_on_is_forgotten() {
    let mut life = Life::resolved_by_aisha();
    life.run(Command::SaySorted { answer: Sorted::Partly });
    life.run(Command::UndoResolve { by: aisha() });
    assert_eq!(life.ticket.sorted, None);
}

#[test]
fn a_resolution_is_taken_back_within_its_window_only() {
    let undo_within = Deadlines::default().undo_within;
    let mut life = Life::resolved_by_aisha();
    life.wait(undo_within).run(Command::UndoResolve { by: aisha() });
    assert_eq!(life.ticket.state, State::WithYou { holder: aisha() });
    assert_eq!(life.ticket.next_action_at(), Some(life.now + minutes(45)));

    let mut life = Life::resolved_by_aisha();
    life.wait(undo_within + Duration::from_millis(1));
    assert_eq!(life.attempt(Command::UndoResolve { by: aisha() }), Err(Refusal::TooLate));
}

#[test]
fn who_closed_it_adds_how_many_were_helped_and_may_say_it_better_later() {
    let mut life = Life::resolved_by_aisha();
    assert_eq!(life.ticket.details.helped.get(), 1, "one, unless she says more");
    let nothing_said =
        Command::AddDetails { by: aisha(), details: Details::default(), known_issue: None, linked: None };
    assert_eq!(life.attempt(nothing_said), Err(Refusal::NoChange));
    let added = life.wait(minutes(1)).run(Command::AddDetails {
        by: aisha(),
        details: details(3),
        known_issue: None,
        linked: None,
    });
    assert!(!serde_json::to_string(&added.event).unwrap().contains("worklist"), "no free text in the log");
    let Happening::DetailsAdded { helped, noted, .. } = added.event.happening else { panic!("{added:?}") };
    assert_eq!((helped.get(), noted), (3, true));
    life.run(Command::AddDetails { by: aisha(), details: details(4), known_issue: None, linked: None });
    assert_eq!(life.ticket.details.helped.get(), 4);
    assert_eq!((life.ticket.phase(), life.ticket.category()), (Phase::Resolved, Some(category(1))));

    life.wait(Details::WITHIN);
    let late = Command::AddDetails { by: aisha(), details: details(5), known_issue: None, linked: None };
    assert_eq!(life.attempt(late), Err(Refusal::TooLate));
}

#[test]
fn what_was_said_about_a_closed_ticket_goes_when_it_was_not_closed_after_all() {
    let add = Command::AddDetails { by: aisha(), details: details(3), known_issue: None, linked: None };
    for comes_back in [Command::UndoResolve { by: aisha() }, Command::Reopen] {
        let mut life = Life::resolved_by_aisha();
        life.run(add.clone());
        life.run(comes_back);
        assert_eq!(life.ticket.details, Details::default());
    }
}

#[test]
fn from_one_to_twenty_one_people_are_helped_at_once() {
    let read = |json: &str| serde_json::from_str::<PeopleHelped>(json).ok().map(PeopleHelped::get);
    assert_eq!(["0", "1", "21", "22", "-1"].map(read), [None, Some(1), Some(21), None, None]);
}

#[test]
fn help_in_passing_is_closed_from_the_start_and_never_reopened() {
    let helped = help_in_passing(false);
    assert!(
        matches!(helped.event.happening, Happening::HelpedInPassing { category: told, .. } if told == category(1))
    );
    assert_eq!(helped.event.actor, Actor::Responder(aisha()));
    let mut life = Life { ticket: helped.ticket, now: start() };
    assert!(life.ticket.is_in_passing());
    assert_eq!((life.ticket.phase(), life.ticket.closed_by()), (Phase::Resolved, Some(aisha())));
    assert_eq!((life.ticket.accepted_at, life.ticket.arrived_at), (None, None));
    assert_eq!(life.ticket.next_action_at(), None);
    assert_eq!(life.attempt(Command::Reopen), Err(Refusal::OutOfOrder(Phase::Resolved)), "nobody asked");
    life.run(Command::AddDetails { by: aisha(), details: details(3), known_issue: None, linked: None });
    assert_eq!(help_in_passing(true).ticket.phase(), Phase::HandedOff);
}

#[test]
fn help_in_passing_that_was_tapped_by_mistake_is_taken_back_and_never_becomes_a_job() {
    let mut life = Life { ticket: help_in_passing(false).ticket, now: start() };
    assert_eq!(life.attempt(Command::UndoResolve { by: bram() }), Err(Refusal::NotYours));
    let mut late = life.clone();
    late.wait(Duration::from_secs(11));
    assert_eq!(late.attempt(Command::UndoResolve { by: aisha() }), Err(Refusal::TooLate));
    life.wait(Duration::from_secs(9)).run(Command::UndoResolve { by: aisha() });
    assert_eq!((life.ticket.phase(), life.ticket.holder()), (Phase::Withdrawn, None));
}

#[test]
fn a_lead_sends_somebody_over_the_holder_and_over_every_offer() {
    let mut life = Life::begins();
    life.offer(1, aisha());
    let first = life.run(Command::Assign { to: bram() });
    assert_eq!(
        first.event.happening,
        Happening::Assigned { to: bram(), instead_of: None, superseded: vec![offer_id(1)] }
    );
    let second = life.wait(minutes(1)).run(Command::Assign { to: aisha() });
    assert_eq!(
        second.event.happening,
        Happening::Assigned { to: aisha(), instead_of: Some(bram()), superseded: Vec::new() }
    );
    assert_eq!(life.ticket.holder(), Some(aisha()));
    assert_eq!(life.ticket.accepted_at, Some(life.now));
}

#[test]
fn whoever_the_command_centre_sent_stays_until_it_sends_somebody_else() {
    let mut life = Life::accepted_by_aisha();
    life.offer(2, bram());
    life.run(Command::Assign { to: person(3) });
    let now = life.now;
    for nearer in [aisha(), bram(), person(4)] {
        let asked = life.attempt(Command::Offer { offer: offer(3, nearer, now) });
        assert_eq!(asked, Err(Refusal::Taken { by: person(3) }));
    }
    life.run(Command::Assign { to: bram() });
    assert_eq!(life.ticket.holder(), Some(bram()));
    life.run(Command::Release { from: bram(), why: ReleaseReason::GaveBack });
    life.offer(4, aisha());
    assert_eq!(life.ticket.phase(), Phase::Offered, "given back, it is anybody's again");
}

#[test]
fn nobody_is_sent_over_somebody_who_is_already_there() {
    let mut life = Life::with_aisha();
    assert_eq!(life.attempt(Command::Assign { to: bram() }), Err(Refusal::OutOfOrder(Phase::WithYou)));
}

#[test]
fn silence_escalates_again_and_again() {
    let mut life = Life::begins();
    for round in 1..=3 {
        assert_eq!(life.ticket.next_action_at(), Some(life.now + minutes(2)));
        let escalated = life.wait(minutes(2)).run(Command::Escalate);
        let Happening::Escalated { to, measures, .. } = escalated.event.happening else {
            panic!("it escalated")
        };
        assert_eq!(to, round);
        let done = Deadlines::default().ladder(life.ticket.priority).measures(round).to_vec();
        assert_eq!(measures, done, "what was done is written down");
    }
    life.offer(1, aisha());
    life.run(Command::Accept { offer: offer_id(1), by: aisha() });
    assert_eq!(life.ticket.escalation, 0, "somebody is on the way: the ladder starts anew");
    assert_eq!(life.ticket.next_action_at(), Some(life.now + minutes(10)));
}

#[test]
fn once_silence_escalates_those_who_said_no_may_be_asked_again() {
    let mut life = Life::begins();
    life.offer(1, aisha());
    life.run(Command::Decline { offer: offer_id(1), by: aisha() });
    life.wait(minutes(2)).run(Command::Escalate);
    assert!(life.ticket.turned_down.is_empty());
}

#[test]
fn an_offer_that_runs_out_before_the_silence_does_is_looked_at_first() {
    let mut life = Life::begins();
    life.offer(1, aisha());
    assert_eq!(life.ticket.next_action_at(), Some(start() + Duration::from_secs(45)));
    life.wait(Duration::from_secs(100)).offer(2, bram());
    life.run(Command::Expire { offer: offer_id(1) });
    assert_eq!(life.ticket.next_action_at(), Some(start() + minutes(2)));
}

#[test]
fn needing_someone_else_asks_for_what_they_must_know_and_not_for_the_same_person() {
    let mut life = Life::with_aisha();
    let why = ReleaseReason::NeedsSomeoneElse { tag: tag(4) };
    life.run(Command::Release { from: aisha(), why });
    assert_eq!((life.ticket.phase(), life.ticket.tag), (Phase::Waiting, tag(4)));
    assert_eq!(life.ticket.turned_down, [aisha()]);
    assert_eq!((life.ticket.accepted_at, life.ticket.arrived_at), (None, None));
}

#[test]
fn somebody_who_says_no_twice_is_remembered_once() {
    let mut life = Life::begins();
    life.offer(1, aisha());
    life.run(Command::Decline { offer: offer_id(1), by: aisha() });
    life.run(Command::Assign { to: aisha() });
    life.run(Command::Release { from: aisha(), why: ReleaseReason::GaveBack });
    assert_eq!(life.ticket.turned_down, [aisha()]);
}

#[test]
fn a_withdrawal_ends_every_offer_and_tells_who_was_asked() {
    let mut life = Life::begins();
    life.offer(1, aisha());
    life.offer(2, bram());
    let withdrawn = life.run(Command::Withdraw { why: WithdrawReason::PatientCameFirst });
    let Happening::Withdrawn { superseded, .. } = withdrawn.event.happening else {
        panic!("not a withdrawal")
    };
    assert_eq!(superseded, [offer_id(1), offer_id(2)]);
    assert!(life.ticket.offers.is_empty());
}

#[test]
fn finishing_a_ticket_that_was_withdrawn_meanwhile_says_so() {
    let mut life = Life::with_aisha();
    life.run(Command::Withdraw { why: WithdrawReason::SolvedMyself });
    let finished = life.attempt(Command::Resolve { by: aisha(), category: category(1) });
    assert_eq!(finished, Err(Refusal::OutOfOrder(Phase::Withdrawn)));
}

#[test]
fn a_patient_now_waiting_brings_the_deadline_forward_but_never_back() {
    let mut life = Life::begins();
    life.run(Command::ChangePriority { to: Priority::P1 });
    assert_eq!(life.ticket.next_action_at(), Some(start() + minutes(1)));
    life.run(Command::ChangePriority { to: Priority::P4 });
    assert_eq!(life.ticket.next_action_at(), Some(start() + minutes(1)));
}

#[test]
fn a_patient_now_waiting_never_makes_a_request_less_urgent() {
    let mut life = Life::begins();
    let refused = life.attempt(Command::RaiseTo { at_least: Priority::P2 });
    assert_eq!(refused.err(), Some(Refusal::NoChange), "it is P2 already");
    life.run(Command::ChangePriority { to: Priority::P1 });
    assert_eq!(life.attempt(Command::RaiseTo { at_least: Priority::P2 }).err(), Some(Refusal::NoChange));
    assert_eq!(life.ticket.priority, Priority::P1);
    life.run(Command::ChangePriority { to: Priority::P3 });
    let raised = life.run(Command::RaiseTo { at_least: Priority::P2 });
    assert_eq!(
        raised.event.happening,
        Happening::PriorityChanged { from: Priority::P3, to: Priority::P2, measures: vec![] }
    );
}

#[test]
fn what_is_less_urgent_than_was_said_is_so_until_somebody_is_there() {
    let mut life = Life::begins();
    life.run(Command::ChangePriority { to: Priority::P1 });
    let lowered = life.run(Command::LowerTo { at_most: Priority::P3 });
    assert_eq!(
        lowered.event.happening,
        Happening::PriorityChanged { from: Priority::P1, to: Priority::P3, measures: vec![] }
    );
    assert_eq!(
        life.ticket.next_action_at(),
        Some(start() + minutes(1)),
        "silence is noticed as soon as before"
    );
    let again = life.attempt(Command::LowerTo { at_most: Priority::P2 });
    assert_eq!(again.err(), Some(Refusal::NoChange), "it makes nothing more urgent");
    let mut life = Life::with_aisha();
    life.run(Command::ChangePriority { to: Priority::P1 });
    let refused = life.attempt(Command::LowerTo { at_most: Priority::P3 });
    assert_eq!(
        refused.err(),
        Some(Refusal::OutOfOrder(Phase::WithYou)),
        "whoever is there sees for themselves"
    );
}

#[test]
fn whoever_asked_says_where_exactly_and_mends_the_note_while_it_is_open() {
    let mut life = Life::begins();
    let (spot, note) = (Spot::parse_line("Bay 4").unwrap(), life.ticket.note.clone());
    let corrected = life.run(Command::Correct { spot: spot.clone(), note: note.clone() });
    assert_eq!(corrected.event.happening, Happening::Corrected { spot: true, note: false });
    assert_eq!((&life.ticket.spot, &life.ticket.note), (&spot, &note));
    let again = life.attempt(Command::Correct { spot: spot.clone(), note });
    assert_eq!(again.err(), Some(Refusal::NoChange));
    let corrected = life.run(Command::Correct { spot, note: None });
    assert_eq!(corrected.event.happening, Happening::Corrected { spot: false, note: true });
    let told = serde_json::to_string(&corrected.event).unwrap();
    assert!(!told.contains("Bay 4"), "the log holds no free text: {told}");
}

/// The log of a life, as it is kept.
fn told(log: &[Transition]) -> Option<GivenBack> {
    GivenBack::last(log.iter().map(|done| (done.event.at, done.event.happening.clone())))
}

#[test]
fn whoever_declines_by_mistake_is_asked_again_for_some_seconds() {
    let mut life = Life::begins();
    life.offer(1, aisha());
    life.run(Command::Decline { offer: offer_id(1), by: aisha() });
    let declined_at = life.now;
    // Bram is asked meanwhile, and has not answered.
    life.offer(2, bram());
    life.wait(Duration::from_secs(10));
    let again = offer(3, aisha(), life.now);
    let undone = life.run(Command::UndoDecline { declined_at, offer: again });
    assert_eq!(undone.event.happening, Happening::Offered { offer: again });
    assert!(life.ticket.turned_down.is_empty());
    assert_eq!(life.ticket.offers.len(), 2);
    let twice = life.attempt(Command::UndoDecline { declined_at, offer: offer(4, aisha(), life.now) });
    assert_eq!(twice.err(), Some(Refusal::AlreadyOffered));
    life.run(Command::Accept { offer: again.id, by: aisha() });
}

#[test]
fn a_no_stands_once_the_seconds_are_over_or_somebody_has_it() {
    let mut life = Life::begins();
    life.offer(1, aisha());
    life.run(Command::Decline { offer: offer_id(1), by: aisha() });
    let declined_at = life.now;
    let undo = |life: &Life| Command::UndoDecline { declined_at, offer: offer(3, aisha(), life.now) };
    let mut late = life.clone();
    late.wait(Duration::from_millis(10_001));
    let command = undo(&late);
    assert_eq!(late.attempt(command).err(), Some(Refusal::TooLate));
    assert_eq!(late.ticket.turned_down, [aisha()]);
    life.run(Command::Assign { to: bram() });
    let command = undo(&life);
    assert_eq!(life.attempt(command).err(), Some(Refusal::Taken { by: bram() }));
}

#[test]
fn a_job_given_back_by_mistake_can_be_had_again_for_some_seconds() {
    for has_arrived in [false, true] {
        let mut life = Life::begins();
        let mut log = vec![ask()];
        log.push(life.run(Command::Assign { to: aisha() }));
        let accepted_at = life.now;
        life.wait(minutes(2));
        if has_arrived {
            log.push(life.run(Command::Arrive));
        }
        let before = life.ticket.clone();
        life.wait(minutes(1));
        log.push(life.run(Command::Release { from: aisha(), why: ReleaseReason::GaveBack }));
        let asked = offer(1, bram(), life.now);
        log.push(life.run(Command::Offer { offer: asked }));
        life.wait(Duration::from_secs(10));
        let given_back = told(&log).unwrap();
        assert_eq!((given_back.by, given_back.accepted_at), (aisha(), accepted_at));

        let someone_else = life.attempt(Command::UndoRelease { by: bram(), given_back });
        assert_eq!(someone_else.err(), Some(Refusal::NotYours));
        let undone = life.run(Command::UndoRelease { by: aisha(), given_back });
        let superseded = vec![asked.id];
        assert_eq!(undone.event.happening, Happening::ReleaseUndone { by: aisha(), superseded, tag: None });
        assert_eq!(life.ticket.state, before.state);
        assert_eq!(
            (life.ticket.accepted_at, life.ticket.arrived_at),
            (before.accepted_at, before.arrived_at)
        );
        assert!(life.ticket.turned_down.is_empty() && life.ticket.offers.is_empty());
        log.push(undone);
        assert_eq!(told(&log), None, "there is nothing left to undo");
    }
}

#[test]
fn a_job_given_back_is_gone_once_the_seconds_are_over_or_somebody_has_it() {
    let mut life = Life::begins();
    let mut log = vec![life.run(Command::Assign { to: aisha() })];
    log.push(life.run(Command::Release { from: aisha(), why: ReleaseReason::GaveBack }));
    let given_back = told(&log).unwrap();
    let undo = || Command::UndoRelease { by: aisha(), given_back };
    let mut late = life.clone();
    late.wait(Duration::from_millis(10_001));
    assert_eq!(late.attempt(undo()).err(), Some(Refusal::TooLate));
    log.push(life.run(Command::Assign { to: bram() }));
    assert_eq!(life.attempt(undo()).err(), Some(Refusal::Taken { by: bram() }));
    assert_eq!(told(&log), None);
}

#[test]
fn whoever_asks_for_somebody_else_by_mistake_has_the_same_job_again() {
    let mut life = Life::begins();
    let mut log = vec![ask()];
    log.push(life.run(Command::Assign { to: aisha() }));
    log.push(life.run(Command::Arrive));
    let before = life.ticket.clone();
    let why = ReleaseReason::NeedsSomeoneElse { tag: tag(4) };
    log.push(life.run(Command::Release { from: aisha(), why }));
    assert_eq!((life.ticket.tag, life.ticket.cannot_help.as_slice()), (tag(4), [aisha()].as_slice()));
    let given_back = told(&log).unwrap();
    log.push(life.run(Command::UndoRelease { by: aisha(), given_back }));
    assert_eq!((life.ticket.tag, life.ticket.state), (before.tag, before.state), "about ePMA, with Aisha");
    assert!(life.ticket.cannot_help.is_empty());
    assert_eq!(told(&log), None, "there is nothing left to undo");

    // And once more: it is ePMA that there is to go back to.
    log.push(
        life.run(Command::Release { from: aisha(), why: ReleaseReason::NeedsSomeoneElse { tag: tag(3) } }),
    );
    assert_eq!(told(&log).unwrap().tag_before, Some(before.tag));
}

#[test]
fn that_somebody_else_is_needed_is_not_forgotten_when_it_escalates() {
    let mut life = Life::with_aisha();
    let why = ReleaseReason::NeedsSomeoneElse { tag: tag(4) };
    life.run(Command::Release { from: aisha(), why });
    life.run(Command::Escalate);
    assert!(life.ticket.turned_down.is_empty(), "a no is");
    assert_eq!(life.ticket.cannot_help, [aisha()]);
    life.run(Command::Assign { to: aisha() });
    assert!(life.ticket.cannot_help.is_empty(), "unless the command centre sends her all the same");
}

#[test]
fn a_request_made_by_the_desk_is_the_leads_act() {
    let ticket = ask().ticket;
    let request = Request {
        id: ticket.id,
        code: ticket.code,
        ward: ticket.ward,
        tag: ticket.tag,
        priority: ticket.priority,
        stuck: None,
        spot: None,
        note: None,
        asker: None,
        asked_by: AskedBy::Desk(lead()),
    };
    let asked = Ticket::ask(request, Some(start()), start(), &Deadlines::default());
    assert_eq!((asked.event.actor, asked.event.device_at), (Actor::Lead(lead()), Some(start())));
}

#[test]
fn who_was_relieved_on_the_way_cannot_arrive_for_the_next() {
    let mut life = Life::accepted_by_aisha();
    life.run(Command::Assign { to: bram() });
    let late = |by| {
        let Life { ticket, now } = &life;
        ticket.apply(Command::Arrive, Actor::Responder(by), When::at(*now), &Deadlines::default())
    };
    assert_eq!(late(aisha()), Err(Refusal::Taken { by: bram() }));
    assert_eq!(late(bram()).unwrap().ticket.phase(), Phase::WithYou);
}

#[test]
fn someone_nearer_takes_over_from_the_one_on_the_way() {
    let mut life = Life::accepted_by_aisha();
    life.wait(minutes(1)).offer(2, bram());
    assert_eq!(
        (life.ticket.phase(), life.ticket.holder()),
        (Phase::OnTheWay, Some(aisha())),
        "Aisha walks on"
    );
    let accepted = life.wait(Duration::from_secs(10)).run(Command::Accept { offer: offer_id(2), by: bram() });
    assert_eq!(
        accepted.event.happening,
        Happening::Accepted { offer: offer_id(2), superseded: Vec::new(), instead_of: Some(aisha()) }
    );
    assert_eq!(life.ticket.holder(), Some(bram()));
    assert_eq!(life.ticket.next_action_at(), Some(life.now + minutes(10)), "Bram has his own time to arrive");
    assert!(!life.ticket.turned_down.contains(&aisha()), "Aisha said no to nothing");
}

#[test]
fn the_one_on_the_way_arrives_before_the_nearer_one_answers() {
    let mut life = Life::accepted_by_aisha();
    life.offer(2, bram());
    let arrived = life.wait(Duration::from_secs(30)).run(Command::Arrive);
    assert_eq!(arrived.event.happening, Happening::Arrived { superseded: vec![offer_id(2)] });
    let late = life.attempt(Command::Accept { offer: offer_id(2), by: bram() });
    assert_eq!(late, Err(Refusal::Taken { by: aisha() }));
}

#[test]
fn someone_nearer_is_asked_once_and_never_the_holder() {
    let mut life = Life::accepted_by_aisha();
    let now = life.now;
    let to_herself = life.attempt(Command::Offer { offer: offer(2, aisha(), now) });
    assert_eq!(to_herself, Err(Refusal::Taken { by: aisha() }));
    life.offer(2, bram());
    life.run(Command::Decline { offer: offer_id(2), by: bram() });
    let again = life.attempt(Command::Offer { offer: offer(3, person(3), now) });
    assert_eq!(again, Err(Refusal::Taken { by: aisha() }));
    assert_eq!(life.ticket.phase(), Phase::OnTheWay);
}

#[test]
fn a_holder_who_gives_it_back_leaves_the_nearer_one_thinking() {
    let mut life = Life::accepted_by_aisha();
    life.offer(2, bram());
    life.run(Command::Release { from: aisha(), why: ReleaseReason::GaveBack });
    assert_eq!(life.ticket.phase(), Phase::Offered);
    life.run(Command::Accept { offer: offer_id(2), by: bram() });
    assert_eq!(life.ticket.holder(), Some(bram()));
}

/// A program older than ladders that follow the priority told nobody, and believed that it had.
#[test]
fn a_rise_to_p1_tells_the_command_centre_whatever_is_thought_to_have_been_told() {
    let mut life = Life::begins();
    life.run(Command::ChangePriority { to: Priority::P4 });
    life.wait(minutes(10)).run(Command::Escalate);
    life.ticket.priority = Priority::P2;
    let rise = life.run(Command::ChangePriority { to: Priority::P1 });
    assert!(rise.event.happening.measures().contains(&Measure::TellCommandCentre), "{rise:?}");
    let again = life.run(Command::ChangePriority { to: Priority::P3 });
    assert_eq!(again.event.happening.measures(), []);
}

#[test]
fn the_ladder_says_that_its_last_pause_is_over_and_a_step_that_does_nothing_is_one() {
    let mut deadlines = Deadlines::default();
    let steps = [(1, vec![]), (2, vec![Measure::TellCommandCentre])];
    let steps = steps.map(|(after, measures)| Step::new(minutes(after), measures));
    *deadlines.ladders.last_mut().unwrap() = Ladder::new(steps.to_vec()).unwrap();
    let mut ticket = Ticket { priority: Priority::P4, ..ask().ticket };
    let mut pauses = Vec::new();
    for _ in 0..4 {
        let at = When::at(ticket.escalate_at);
        let next = ticket.apply(Command::Escalate, Actor::Engine, at, &deadlines).unwrap();
        let Happening::Escalated { beyond_last, .. } = next.event.happening else { panic!("it escalated") };
        pauses.push(beyond_last);
        ticket = next.ticket;
    }
    assert_eq!(pauses, [false, false, true, true]);
}

#[test]
fn events_of_older_versions_are_still_read() {
    let read = |json: &str| serde_json::from_str::<Happening>(json).unwrap();
    assert_eq!(read(r#"{"kind":"arrived"}"#), Happening::Arrived { superseded: Vec::new() });
    assert_eq!(
        read(r#"{"kind":"escalated","to":2}"#),
        Happening::Escalated { to: 2, measures: Vec::new(), beyond_last: false }
    );
    let accepted = Happening::Accepted { offer: offer_id(1), superseded: Vec::new(), instead_of: None };
    assert_eq!(read(&serde_json::to_string(&accepted).unwrap()), accepted);
    assert!(!serde_json::to_string(&accepted).unwrap().contains("instead_of"));
}

/// A slip of paper of an hour and a half ago, which is entered at the start.
fn from_paper(done: Option<DoneOnPaper>) -> Ticket {
    let request =
        Request { id: TicketId::new(start(), [7; 10]), asked_by: AskedBy::Paper(lead()), ..request() };
    let paper = FromPaper { request, slip: SlipCode(7), asked_at: start() - minutes(90), done };
    Ticket::enter_from_paper(paper, start(), &Deadlines::default()).ticket
}

fn done_on_paper() -> DoneOnPaper {
    let at = |ago| start() - minutes(ago);
    DoneOnPaper { by: aisha(), category: category(1), hands_off: false, arrived_at: Some(at(80)), at: at(70) }
}

#[test]
fn what_came_on_paper_waits_from_when_it_was_entered() {
    let ticket = from_paper(None);
    assert_eq!((ticket.asked_at, ticket.known_since()), (start() - minutes(90), start()));
    let asked = ask().ticket;
    assert_eq!(asked.known_since(), asked.asked_at);
}

#[test]
fn a_slip_that_was_entered_as_done_and_is_not_is_opened_again_or_cancelled() {
    let ticket = from_paper(Some(done_on_paper()));
    let deadlines = Deadlines::default();
    let said = |ticket: &Ticket, command, after| {
        ticket.apply(command, Actor::Lead(lead()), When::at(start() + after), &deadlines)
    };
    // Two hours from when it was entered, and not from the time on the slip.
    assert_eq!(said(&ticket, Command::Reopen, minutes(119)).unwrap().ticket.phase(), Phase::Waiting);
    assert_eq!(said(&ticket, Command::Reopen, minutes(121)).unwrap_err(), Refusal::TooLate);
    let cancel = || Command::Withdraw { why: WithdrawReason::Other };
    let cancelled = said(&ticket, cancel(), minutes(600)).unwrap();
    assert_eq!(cancelled.ticket.phase(), Phase::Withdrawn);
    assert_eq!(cancelled.ticket.closed_at(), Some(start() + minutes(600)));
    let (days, closed) = (minutes(31 * 24 * 60 + 1), Refusal::OutOfOrder(Phase::Resolved));
    assert_eq!(said(&ticket, cancel(), days).unwrap_err(), closed);
    // What somebody had here, or help in passing, is not.
    let here = Life::resolved_by_aisha();
    assert_eq!(said(&here.ticket, cancel(), minutes(60)).unwrap_err(), closed);
}
