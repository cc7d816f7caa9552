//! Whatever people and the engine try, in whatever order: the promises hold.

use std::{
    collections::{BTreeSet, VecDeque},
    time::Duration,
};

use domain::{
    Fact, Note, OfferId, PersonId, Priority, Spot, Ticket, Timestamp,
    fact::{End, Help, Outcome},
    pack::SlipCode,
    report::{Course, Span, count},
    ticket::{
        Actor, AskedBy, Command, Deadlines, Details, DoneOnPaper, Event, FromPaper, GivenBack, Happening,
        HoldEnd, LiveOffer, Measure, Phase, ReleaseReason, Request, Sorted, State, TakenBack, Transition,
        When, WithdrawReason,
    },
};
use proptest::prelude::*;

use crate::cast::{
    ask, category, details, help_in_passing, issue, lead, offer, offer_id, person, request, start, tag,
};

fn anyone() -> impl Strategy<Value = PersonId> {
    (0_u128..4).prop_map(person)
}

/// Few enough that offers are often answered, by the right person and by others, and sometimes offered again.
fn any_offer() -> impl Strategy<Value = OfferId> {
    (0_u128..6).prop_map(offer_id)
}

fn any_command() -> impl Strategy<Value = Command> {
    let offered = (any_offer(), anyone(), 1_u64..90).prop_map(|(id, to, seconds)| {
        let made_at = start();
        Command::Offer {
            offer: LiveOffer { id, to, made_at, expires_at: made_at + Duration::from_secs(seconds) },
        }
    });
    let why = prop_oneof![
        Just(ReleaseReason::GaveBack),
        Just(ReleaseReason::Silent),
        Just(ReleaseReason::ShiftEnded),
        (0_u128..4).prop_map(|number| ReleaseReason::NeedsSomeoneElse { tag: tag(number) }),
    ];
    prop_oneof![
        6 => offered,
        4 => (any_offer(), anyone()).prop_map(|(offer, by)| Command::Accept { offer, by }),
        2 => (any_offer(), anyone()).prop_map(|(offer, by)| Command::Decline { offer, by }),
        2 => (0_u128..6, anyone()).prop_map(|(number, to)| Command::UndoDecline {
            declined_at: start(),
            offer: offer(10 + number, to, start()),
        }),
        1 => any_offer().prop_map(|offer| Command::Expire { offer }),
        1 => any_offer().prop_map(|offer| Command::WithdrawOffer { offer, why: TakenBack::MoreUrgent }),
        2 => anyone().prop_map(|to| Command::Assign { to }),
        4 => Just(Command::Arrive),
        2 => Just(Command::UndoArrive),
        3 => (anyone(), why).prop_map(|(from, why)| Command::Release { from, why }),
        3 => (anyone(), 0_u128..4).prop_map(|(by, kind)| Command::Resolve { by, category: category(kind) }),
        2 => (anyone(), 0_u128..4).prop_map(|(by, kind)| Command::HandOff { by, category: category(kind) }),
        2 => anyone().prop_map(|by| Command::UndoResolve { by }),
        2 => (anyone(), 1_u8..=21).prop_map(|(by, people)| Command::AddDetails {
            by,
            details: details(people),
            known_issue: Some(issue()),
            linked: None,
        }),
        3 => (1_i64..7_200_000).prop_map(|later| Command::Hold {
            known_issue: issue(),
            until: Timestamp::from_millis(start().as_millis() + later),
        }),
        1 => any_hold_end().prop_map(|why| Command::EndHold { why }),
        1 => (0_u128..4).prop_map(|kind| Command::CloseWithOthers {
            by: lead(),
            category: category(kind),
            known_issue: issue(),
        }),
        1 => prop::sample::select(&WithdrawReason::ALL).prop_map(|why| Command::Withdraw { why }),
        2 => Just(Command::Reopen),
        3 => prop::sample::select(&Sorted::ALL).prop_map(|answer| Command::SaySorted { answer }),
        1 => prop::sample::select(&Priority::ALL).prop_map(|to| Command::ChangePriority { to }),
        1 => prop::sample::select(&Priority::ALL).prop_map(|at_least| Command::RaiseTo { at_least }),
        1 => prop::sample::select(&Priority::ALL).prop_map(|at_most| Command::LowerTo { at_most }),
        1 => (0_u8..2, 0_u8..2).prop_map(|(spot, note)| corrected(spot, note)),
        2 => given_back(),
        1 => Just(Command::Escalate),
    ]
}

fn any_hold_end() -> impl Strategy<Value = HoldEnd> {
    use HoldEnd::{IssueEnded, SendsAgain, SentAfterAll, Silence, StillNeeded, Unlinked};
    prop::sample::select(&[StillNeeded, Silence, IssueEnded, Unlinked, SendsAgain, SentAfterAll])
}

fn corrected(spot: u8, note: u8) -> Command {
    let (spot, note) = (format!("Bay {spot}"), format!("The chart is blank {note}"));
    Command::Correct { spot: Spot::parse_line(&spot).unwrap(), note: Note::parse(&note).unwrap() }
}

fn given_back() -> impl Strategy<Value = Command> {
    let tag_before = prop::option::of((0_u128..4).prop_map(tag));
    (anyone(), anyone(), prop::option::of(Just(start())), tag_before).prop_map(
        |(by, gave, arrived_at, tag_before)| {
            let given_back =
                GivenBack { by: gave, at: start(), accepted_at: start(), arrived_at, tag_before };
            Command::UndoRelease { by, given_back }
        },
    )
}

fn any_actor() -> impl Strategy<Value = Actor> {
    prop_oneof![
        Just(Actor::Requester),
        Just(Actor::Engine),
        Just(Actor::Lead(lead())),
        anyone().prop_map(Actor::Responder),
    ]
}

/// A step: who tries what, how long after the one before (clocks do step back), and what the device's clock says.
fn any_step() -> impl Strategy<Value = (Command, Actor, i64, Option<i64>)> {
    (any_command(), any_actor(), -2_000_i64..1_200_000, prop::option::of(any::<i64>()))
}

/// What the event log alone says about a ticket.
#[derive(Debug, Default)]
struct Log {
    made: Vec<LiveOffer>,
    live: BTreeSet<OfferId>,
    holder: Option<PersonId>,
    last_holder: Option<PersonId>,
}

impl Log {
    fn read(&mut self, event: &Event) {
        match &event.happening {
            Happening::Offered { offer } => {
                self.made.push(*offer);
                assert!(self.live.insert(offer.id), "an offer was made twice");
            }
            Happening::Accepted { offer, superseded, instead_of } => {
                let accepted = self.made.iter().rfind(|made| made.id == *offer).unwrap();
                assert_eq!(self.holder, *instead_of, "accepted while somebody else had it");
                assert_ne!(self.holder, Some(accepted.to), "accepted twice");
                self.holder = Some(accepted.to);
                self.end(std::slice::from_ref(offer));
                self.end(superseded);
            }
            Happening::Declined { offer }
            | Happening::Expired { offer }
            | Happening::OfferWithdrawn { offer, .. } => self.end(std::slice::from_ref(offer)),
            Happening::Assigned { to, instead_of, superseded } => {
                assert_eq!(self.holder, *instead_of, "the one who is relieved is named");
                self.holder = Some(*to);
                self.end(superseded);
            }
            Happening::Released { from, .. } => assert_eq!(self.holder.take(), Some(*from)),
            Happening::ReleaseUndone { by, superseded, .. } => {
                assert_eq!(self.holder.replace(*by), None, "taken back from somebody else");
                self.end(superseded);
            }
            Happening::Resolved { known_issue: Some(_), superseded, .. } => {
                assert_eq!(self.holder, None, "closed from somebody's hands");
                self.end(superseded);
            }
            Happening::Held { superseded, .. } => {
                assert_eq!(self.holder, None, "held while somebody comes");
                self.end(superseded);
            }
            Happening::Resolved { .. } | Happening::HandedOff { .. } => {
                self.last_holder = self.holder.take();
                assert!(self.last_holder.is_some(), "closed by nobody");
            }
            Happening::ResolutionUndone => self.holder = self.last_holder,
            Happening::Withdrawn { superseded, .. } => {
                self.holder = None;
                self.end(superseded);
            }
            Happening::Arrived { superseded } => self.end(superseded),
            Happening::Asked { .. }
            | Happening::ArrivalUndone
            | Happening::DetailsAdded { .. }
            | Happening::HelpedInPassing { .. }
            | Happening::AskedOnPaper { .. }
            | Happening::Reopened
            | Happening::Sorted { .. }
            | Happening::PriorityChanged { .. }
            | Happening::Corrected { .. }
            | Happening::HoldEnded { .. }
            | Happening::Escalated { .. } => {}
        }
    }

    fn end(&mut self, offers: &[OfferId]) {
        for offer in offers {
            assert!(self.live.remove(offer), "an offer ended that was not live");
        }
    }
}

fn assert_promises(ticket: &Ticket) {
    let phase = ticket.phase();
    assert_eq!(ticket.next_action_at().is_some(), ticket.is_open(), "a deadline while open, none after");
    assert_eq!(ticket.closed_at().is_none(), ticket.is_open());
    assert_eq!(ticket.category().is_some(), matches!(phase, Phase::Resolved | Phase::HandedOff));
    assert!(ticket.category().is_some() || ticket.details == Details::default(), "details of what is open");
    assert!(ticket.category().is_some() || ticket.sorted.is_none(), "nobody has helped yet");
    assert_eq!(ticket.holder().is_some(), matches!(phase, Phase::OnTheWay | Phase::WithYou));
    match ticket.state {
        State::Waiting => {}
        State::OnTheWay { holder } => {
            assert!(ticket.offers.len() <= 1, "one nearer person at most");
            assert!(ticket.offers.iter().all(|offer| offer.to != holder && ticket.settled));
        }
        _ => assert!(ticket.offers.is_empty(), "an offer without a wait"),
    }
    if let Some(until) = ticket.held_until() {
        assert!(ticket.offers.is_empty() && ticket.priority != Priority::P1 && !ticket.hold_lifted);
        assert!(
            ticket.next_action_at().is_some_and(|at| at <= until),
            "it is looked at before its time is over"
        );
    }
    assert!(ticket.state == State::Waiting || ticket.hold.is_none(), "only what waits is held");
    assert!(ticket.closed_with.is_none() || phase == Phase::Resolved);
    let asked: BTreeSet<PersonId> = ticket.offers.iter().map(|offer| offer.to).collect();
    assert_eq!(asked.len(), ticket.offers.len(), "one live offer a person");
    let declined: BTreeSet<PersonId> = ticket.turned_down.iter().copied().collect();
    assert_eq!(declined.len(), ticket.turned_down.len(), "a no is remembered once");
    let cannot: BTreeSet<PersonId> = ticket.cannot_help.iter().copied().collect();
    assert_eq!(cannot.len(), ticket.cannot_help.len(), "and so is that somebody else is needed");
    assert!(ticket.holder().is_none_or(|holder| !cannot.contains(&holder)), "whoever has it can help");
    if matches!(phase, Phase::OnTheWay | Phase::WithYou) {
        assert!(ticket.accepted_at.is_some());
    }
    match phase {
        Phase::WithYou => assert!(ticket.arrived_at.is_some()),
        Phase::Waiting | Phase::Offered | Phase::OnTheWay => assert_eq!(ticket.arrived_at, None),
        _ => {}
    }
    let json = serde_json::to_string(ticket).unwrap();
    assert_eq!(&serde_json::from_str::<Ticket>(&json).unwrap(), ticket);
}

/// What the log alone says for figures, beside the ticket itself.
fn assert_fact(fact: &Fact, ticket: &Ticket) {
    let said = fact.end.and_then(|end| end.outcome.help()).and_then(|help| help.known_issue);
    let end = ticket.closed_at().map(|at| {
        let help = |category| {
            let people = ticket.details.helped;
            // Said in the details, or by whoever closed it with others.
            assert!(said.is_none() || !ticket.details.is_default() || ticket.closed_with.is_some());
            assert!(said.is_some() || ticket.closed_with.is_none());
            Help { category, people, known_issue: said }
        };
        let outcome = match ticket.state {
            State::Resolved { category, .. } => Outcome::Resolved(help(category)),
            State::HandedOff { category, .. } => Outcome::HandedOff(help(category)),
            State::Withdrawn { why, .. } => Outcome::Withdrawn(why),
            State::Waiting | State::OnTheWay { .. } | State::WithYou { .. } => unreachable!("it is closed"),
        };
        End { at, outcome }
    });
    assert_eq!(fact.end, end);
    let from_log = (fact.ticket, fact.ward, fact.tag, fact.priority, fact.asked_at, fact.source);
    let asked_by = ticket.asked_by.source();
    assert_eq!(from_log, (ticket.id, ticket.ward, ticket.tag, ticket.priority, ticket.asked_at, asked_by));
    assert_eq!(fact.reopened, u32::from(ticket.reopened));
    assert!(ticket.category().is_none() || fact.sorted == ticket.sorted);
}

/// What a report counts of it, beside the ticket itself.
fn assert_course(course: &Course, ticket: &Ticket) {
    let span = Span { from: start(), to: start(), after: 0, sequence: i64::MAX };
    let figures = count(std::slice::from_ref(course), span, |_| true).figures;
    let waits = ticket.state == State::Waiting;
    let is = [ticket.is_open(), waits, waits && ticket.escalation > 0].map(u32::from);
    assert_eq!([figures.open, figures.waiting, figures.over_ladder], is);
}

fn first_fact(begun: &Transition) -> Fact {
    Fact::after(None, 1, begun.ticket.id, begun.event.at, &begun.event.happening).unwrap()
}

fn next_fact(fact: Fact, event: &Event) -> Fact {
    let sequence = fact.sequence + 1;
    Fact::after(Some(fact), sequence, event.ticket, event.at, &event.happening).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn whatever_is_tried_help_in_passing_is_never_waited_for(
        hands_off: bool,
        steps in prop::collection::vec(any_step(), 1..60),
    ) {
        let begun = help_in_passing(hands_off);
        let mut fact = first_fact(&begun);
        let mut ticket = begun.ticket;
        assert_fact(&fact, &ticket);
        let mut now = start();
        for (command, actor, later, _) in steps {
            now = Timestamp::from_millis(now.as_millis() + later);
            let Ok(next) = ticket.apply(command, actor, When::at(now), &Deadlines::default()) else { continue };
            let happening = &next.event.happening;
            let follows = matches!(happening, Happening::DetailsAdded { .. } | Happening::Withdrawn { .. });
            prop_assert!(follows, "{happening:?}");
            ticket = next.ticket;
            fact = next_fact(fact, &next.event);
            assert_fact(&fact, &ticket);
            assert_promises(&ticket);
            prop_assert!(!ticket.is_open() && ticket.next_action_at().is_none());
            prop_assert_eq!((ticket.accepted_at, ticket.arrived_at), (None, None));
        }
    }

    #[test]
    fn what_came_on_paper_has_its_own_times_and_is_a_ticket_as_any(
        is_done: bool,
        hands_off: bool,
        steps in prop::collection::vec(any_step(), 1..30),
    ) {
        let earlier = |minutes| start() - Duration::from_mins(minutes);
        let done = DoneOnPaper {
            by: person(1),
            category: category(1),
            hands_off,
            arrived_at: Some(earlier(80)),
            at: earlier(70),
        };
        let paper = FromPaper {
            request: Request { asked_by: AskedBy::Paper(lead()), ..request() },
            slip: SlipCode(7),
            asked_at: earlier(90),
            done: is_done.then_some(done),
        };
        let begun = Ticket::enter_from_paper(paper, start(), &Deadlines::default());
        let (mut fact, mut ticket) = (first_fact(&begun), begun.ticket);
        prop_assert_eq!((ticket.asked_at, ticket.is_open()), (earlier(90), !is_done));
        prop_assert!(is_done || ticket.escalate_at > start(), "its ladder begins when it is entered");
        assert_fact(&fact, &ticket);
        assert_promises(&ticket);
        let mut now = start();
        for (command, actor, later, _) in steps {
            now = Timestamp::from_millis(now.as_millis() + later);
            let Ok(next) = ticket.apply(command, actor, When::at(now), &Deadlines::default()) else { continue };
            ticket = next.ticket;
            fact = next_fact(fact, &next.event);
            assert_fact(&fact, &ticket);
        }
    }

    #[test]
    fn no_sequence_of_commands_breaks_a_promise(steps in prop::collection::vec(any_step(), 1..60)) {
        let asked = ask();
        let mut log = Log::default();
        log.read(&asked.event);
        let (mut fact, mut arrivals) = (first_fact(&asked), Vec::new());
        let mut course = Course::default().after(1, asked.ticket.id, asked.event.at, &asked.event.happening);
        let mut ticket = asked.ticket;
        let mut now = start();
        for (command, actor, later, device) in steps {
            now = Timestamp::from_millis(now.as_millis() + later);
            let device_at = device.map(Timestamp::from_millis);
            let details = match &command {
                Command::AddDetails { by, details, .. } => Some((*by, details.clone())),
                _ => None,
            };
            let Ok(next) = ticket.apply(command, actor, When { device_at, ..When::at(now) }, &Deadlines::default()) else {
                continue;
            };
            assert_promises(&next.ticket);
            prop_assert_eq!(next.ticket.version, ticket.version + 1);
            prop_assert_eq!(next.ticket.id, ticket.id);
            if let Some((by, told)) = details {
                prop_assert_eq!((ticket.closed_by(), &next.ticket.details), (Some(by), &told));
                let undone = Ticket { details: ticket.details.clone(), version: ticket.version, ..next.ticket.clone() };
                prop_assert_eq!(&undone, &ticket, "details change nothing else");
            }
            let event = &next.event;
            prop_assert_eq!((event.ticket, event.at), (ticket.id, now));
            prop_assert_eq!((event.actor, event.device_at), (actor, device_at));
            let json = serde_json::to_value(event).unwrap();
            prop_assert_eq!(json["happening"]["kind"].as_str(), Some(event.happening.kind()));
            prop_assert_eq!(&serde_json::from_value::<Event>(json).unwrap(), event);

            log.read(event);
            prop_assert_eq!(log.holder, next.ticket.holder());
            let live: BTreeSet<OfferId> = next.ticket.offers.iter().map(|offer| offer.id).collect();
            prop_assert_eq!(&log.live, &live);
            let (offers, before) = (log.made.len(), fact.clone());
            fact = next_fact(fact, event);
            assert_fact(&fact, &next.ticket);
            course = course.after(fact.sequence, event.ticket, event.at, &event.happening);
            assert_course(&course, &next.ticket);
            prop_assert_eq!(usize::try_from(fact.offers).unwrap(), offers);
            match event.happening {
                Happening::Arrived { .. } => arrivals.push(now),
                Happening::ArrivalUndone => drop(arrivals.pop()),
                _ => {}
            }
            let takes = matches!(event.happening, Happening::Accepted { .. } | Happening::Assigned { .. });
            prop_assert_eq!(fact.accepted_at, before.accepted_at.or(takes.then_some(now)), "the first, for good");
            prop_assert_eq!(fact.arrived_at, arrivals.first().copied(), "the first that was not taken back");
            ticket = next.ticket;
        }
    }

    #[test]
    fn in_each_wait_the_command_centre_is_told_where_the_ladder_says_so(
        steps in prop::collection::vec((any_turn(), 0_u64..1_500), 0..14),
    ) {
        let deadlines = Deadlines::default();
        let (mut ticket, mut now) = (ask().ticket, start());
        // Of this wait: whoever comes, a hold, and a ladder that does not tell end what was told.
        let mut is_told = false;
        let last = [(Turn::GivesBack, 0), (Turn::SendsAgain, 0), (Turn::Says(Priority::P1), 60)];
        for (number, (turn, seconds)) in (100..).zip(steps.into_iter().chain(last)) {
            let until = now + Duration::from_secs(seconds);
            let mut commands = turn.commands(&ticket, number, now);
            // The engine looks whenever it is time.
            while !commands.is_empty() || ticket.escalate_at <= until {
                now = if commands.is_empty() { ticket.escalate_at } else { now };
                let (command, actor) =
                    commands.pop_front().unwrap_or((Command::Escalate, Actor::Engine));
                let mut measures = Vec::new();
                if let Ok(next) = ticket.apply(command, actor, When::at(now), &deadlines) {
                    measures = next.event.happening.measures().to_vec();
                    ticket = next.ticket;
                }
                let waits = ticket.state == State::Waiting && ticket.held_until().is_none();
                let tells = waits && deadlines.ladder(ticket.priority).tells(ticket.escalation);
                is_told = tells && (is_told || measures.contains(&Measure::TellCommandCentre));
                prop_assert_eq!(is_told, tells, "{:?}", ticket);
            }
            now = until;
        }
        prop_assert!(is_told, "a patient could come to harm, and nobody has come for a minute");
    }
}

/// What somebody does about a request that waits, or has somebody.
#[derive(Debug, Clone, Copy)]
enum Turn {
    Says(Priority),
    Takes,
    GivesBack,
    Holds,
    SendsAgain,
}

fn any_turn() -> impl Strategy<Value = Turn> {
    prop_oneof![
        4 => prop::sample::select(&Priority::ALL).prop_map(Turn::Says),
        1 => Just(Turn::Takes),
        2 => Just(Turn::GivesBack),
        2 => Just(Turn::Holds),
        1 => Just(Turn::SendsAgain),
    ]
}

impl Turn {
    /// `number`: nobody is asked twice.
    fn commands(self, ticket: &Ticket, number: u128, now: Timestamp) -> VecDeque<(Command, Actor)> {
        let (lead, by) = (Actor::Lead(lead()), person(number));
        let commands = match self {
            Self::Says(to) => vec![(Command::ChangePriority { to }, Actor::Requester)],
            Self::Takes => vec![
                (Command::Offer { offer: offer(number, by, now) }, Actor::Engine),
                (Command::Accept { offer: offer_id(number), by }, Actor::Responder(by)),
            ],
            Self::GivesBack => {
                let release =
                    |from| (Command::Release { from, why: ReleaseReason::GaveBack }, Actor::Responder(from));
                ticket.holder().map(release).into_iter().collect()
            }
            Self::Holds => {
                let until = now + Duration::from_mins(40);
                vec![(Command::Hold { known_issue: issue(), until }, lead)]
            }
            Self::SendsAgain => vec![(Command::EndHold { why: HoldEnd::SendsAgain }, lead)],
        };
        commands.into()
    }
}
