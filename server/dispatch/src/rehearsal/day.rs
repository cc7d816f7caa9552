//! One day, event by event: people ask, handsets ring, people walk and help, and the engine decides in between.
//!
//! The clock is virtual and jumps from event to event. Tickets are real tickets and change only through
//! [`Ticket::apply`]; decisions are those of [`crate::plan()`]. Here is only what the world does to them: who answers,
//! how long the way is, how long help takes.

mod decide;
mod queue;
mod worker;

use std::{sync::Arc, time::Duration};

use domain::{
    Answers, CategoryId, Code, Duty, OfferId, PersonId, ResponderKind, Ticket, TicketId, Timestamp, WardId,
    Whereabouts,
    ticket::{Actor, AskedBy, Command, Happening, Request as Asking, State, When, WithdrawReason},
};
use rustc_hash::{FxHashMap, FxHashSet};

use self::{
    queue::{Event, Queue},
    worker::Worker,
};
use super::{
    Rehearsal,
    demand::{Request, hours, minutes, requests},
    draw::{Draws, Purpose},
    engine::Engine,
    hospital::{number_of, numbered},
    outcome::{Day, Fate},
};
use crate::Snapshot;

/// When rehearsed days begin. Any time will do; one that is not now keeps them apart from live data.
pub(super) const START: Timestamp = Timestamp::from_millis(0);
/// For this long the tickets that are open when the last request has come are worked off.
const AFTERWARDS: Duration = Duration::from_hours(2);
const NOT_OPEN: usize = usize::MAX;

/// Rehearses one day.
pub(super) fn day(rehearsal: &Rehearsal, engine: &Engine, replication: u32) -> Day {
    let mut run = Run::new(rehearsal, engine, replication);
    run.run(&|| false);
    run.outcome()
}

/// The same, unless `is_unwanted` breaks it off: it is asked at every event, since a large day takes minutes.
pub(super) fn day_unless(
    is_unwanted: &dyn Fn() -> bool,
    rehearsal: &Rehearsal,
    engine: &Engine,
    replication: u32,
) -> Option<Day> {
    let mut run = Run::new(rehearsal, engine, replication);
    run.run(is_unwanted);
    (!is_unwanted()).then(|| run.outcome())
}

struct Run<'a> {
    rehearsal: &'a Rehearsal,
    engine: &'a Engine,
    draws: Draws,
    code: Code,
    category: CategoryId,
    end: Timestamp,
    now: Timestamp,
    queue: Queue,
    snapshot: Snapshot,
    workers: Vec<Worker>,
    /// When each worker was last freed.
    free_since: Vec<Timestamp>,
    worker_of: FxHashMap<PersonId, usize>,
    requests: Vec<Request>,
    fates: Vec<Fate>,
    /// By ticket number: its place among the open tickets.
    open: Vec<usize>,
    /// By ticket number: who has been asked, once each time.
    asked: Vec<Vec<u32>>,
    offers: u32,
    /// Something happened that can change the plan.
    has_changed: bool,
    /// The plan wants to be made again at this time.
    wake_at: Option<Timestamp>,
    /// Whose offer of which ticket has just expired.
    unanswered: Vec<(TicketId, PersonId)>,
}

impl<'a> Run<'a> {
    fn new(rehearsal: &'a Rehearsal, engine: &'a Engine, replication: u32) -> Self {
        let draws = Draws::new(rehearsal.scenario.seed, replication);
        let requests = requests(&rehearsal.scenario, &rehearsal.mix, draws);
        let roster = &rehearsal.hospital.roster;
        let workers: Vec<Worker> =
            (0..).zip(roster).map(|(number, shift)| Worker::new(number, shift, rehearsal, draws)).collect();
        let snapshot = Snapshot {
            tickets: Vec::with_capacity(roster.len()),
            responders: roster.iter().map(|shift| shift.responder(START)).collect(),
            tags: rehearsal.hospital.tags.clone(),
            wards: rehearsal.hospital.wards.clone(),
            travel: Arc::clone(&rehearsal.travel),
            answers: past_answers(rehearsal, &workers),
            signed_out: FxHashSet::default(),
            waves: FxHashMap::default(),
        };
        let mut run = Self {
            rehearsal,
            engine,
            draws,
            code: Code::from_random(b"rehearse"),
            category: CategoryId::new(START, numbered(0)),
            end: START + hours(rehearsal.scenario.hours) + AFTERWARDS,
            now: START,
            queue: Queue::default(),
            snapshot,
            free_since: vec![START; workers.len()],
            worker_of: (0..).zip(roster).map(|(number, shift)| (shift.person, number)).collect(),
            workers,
            fates: Vec::with_capacity(requests.len()),
            open: vec![NOT_OPEN; requests.len()],
            asked: vec![Vec::new(); requests.len()],
            requests,
            offers: 0,
            has_changed: false,
            wake_at: None,
            unanswered: Vec::new(),
        };
        run.expect_the_day();
        run
    }

    /// What is certain from the beginning: shifts, the first request, the lift.
    fn expect_the_day(&mut self) {
        for (number, worker) in (0..).zip(&self.workers) {
            if worker.comes {
                self.queue.add(worker.starts_at, Event::Starts(number));
                self.queue.add(worker.ends_at, Event::Ends(number));
            }
        }
        if let Some(first) = self.requests.first() {
            self.queue.add(START + first.at, Event::Asks(0));
        }
        if let Some(lift_out) = &self.rehearsal.scenario.lift_out {
            let from = START + Duration::from_mins(lift_out.from_minute.into());
            self.queue.add(from, Event::LiftStops);
            self.queue.add(from + Duration::from_mins(lift_out.minutes.into()), Event::LiftRuns);
        }
    }

    fn run(&mut self, is_unwanted: &dyn Fn() -> bool) {
        while !is_unwanted() {
            let wake_at = self.wake_at.map(|at| at.max(self.now));
            match (self.queue.next_at(), wake_at) {
                (Some(at), wake_at) if wake_at.is_none_or(|wake_at| at <= wake_at) && at <= self.end => {
                    self.now = at;
                    if let Some(event) = self.queue.pop() {
                        self.happen(event);
                    }
                    // Where nobody can be sent, only a deadline can make a difference.
                    if self.has_changed && self.somebody_may_be_sent() {
                        self.decide();
                    }
                }
                (_, Some(wake_at)) if wake_at <= self.end => {
                    self.now = wake_at;
                    self.wake_at = None;
                    self.decide();
                }
                _ => break,
            }
            if self.fates.len() == self.requests.len() && self.snapshot.tickets.is_empty() {
                break;
            }
        }
    }

    fn somebody_may_be_sent(&self) -> bool {
        let may_take_over = self.engine.policy.take_over_if_sooner_by_seconds > 0;
        self.snapshot.tickets.iter().any(|ticket| match ticket.state {
            State::Waiting => true,
            State::OnTheWay { .. } => !ticket.offers.is_empty() || may_take_over && !ticket.settled,
            _ => false,
        })
    }

    fn happen(&mut self, event: Event) {
        match event {
            Event::Starts(worker) => self.starts(worker),
            Event::Ends(worker) => {
                self.snapshot.responders[worker as usize].duty = Duty::OffShift;
                self.has_changed = true;
            }
            Event::Asks(number) => self.asks(number),
            Event::Answers { ticket, worker, offer, accepts } => self.answers(ticket, worker, offer, accepts),
            Event::Arrives { ticket, worker, walk } => self.arrives(ticket, worker, walk),
            Event::Finishes { ticket, worker } => self.finishes(ticket, worker),
            Event::GivesUp(ticket) => self.gives_up(ticket),
            Event::WalksOn { worker, walk } => self.walks_on(worker, walk),
            Event::LiftStops => self.walk_by(self.rehearsal.travel_without_lift.as_ref()),
            Event::LiftRuns => self.walk_by(Some(&self.rehearsal.travel)),
        }
    }

    fn walk_by(&mut self, travel: Option<&Arc<crate::TravelTable>>) {
        if let Some(travel) = travel {
            self.snapshot.travel = Arc::clone(travel);
            self.has_changed = true;
        }
    }

    fn starts(&mut self, number: u32) {
        let worker = &mut self.workers[number as usize];
        let responder = &mut self.snapshot.responders[number as usize];
        responder.duty = Duty::OnShift;
        responder.duty_since = self.now;
        responder.whereabouts = worker.place.map(|ward| Whereabouts { ward, at: self.now });
        self.free_since[number as usize] = self.now;
        self.has_changed = true;
        self.roam(number);
    }

    fn asks(&mut self, number: u32) {
        let request = self.requests[number as usize];
        let (ward, tag) =
            (&self.rehearsal.hospital.wards[request.ward], &self.rehearsal.hospital.tags[request.tag]);
        let asking = Asking {
            id: TicketId::new(self.now, numbered(number)),
            code: self.code.clone(),
            ward: ward.id,
            tag: tag.id,
            priority: request.priority,
            stuck: None,
            spot: None,
            note: None,
            asker: None,
            asked_by: AskedBy::WardLink,
        };
        let ticket = Ticket::ask(asking, None, self.now, &self.engine.policy.deadlines).ticket;
        self.wake_by(ticket.next_action_at());
        self.open[number as usize] = self.snapshot.tickets.len();
        self.snapshot.tickets.push(ticket);
        self.fates.push(Fate::new(request.ward, request.tag, request.priority, self.now));
        self.has_changed = true;
        if let Some(patience) = request.patience {
            self.queue.add(self.now + patience, Event::GivesUp(number));
        }
        if let Some(next) = self.requests.get(number as usize + 1) {
            self.queue.add(START + next.at, Event::Asks(number + 1));
        }
    }

    fn answers(&mut self, ticket: u32, worker: u32, offer: u32, accepts: bool) {
        let by = self.snapshot.responders[worker as usize].id;
        self.snapshot.responders[worker as usize].unanswered = 0;
        let offer = offer_id(offer);
        let had = self.ticket(ticket).and_then(Ticket::holder);
        let command = if accepts { Command::Accept { offer, by } } else { Command::Decline { offer, by } };
        self.has_changed = true;
        // Too late: the offer has expired, or somebody else was faster.
        if self.change(ticket, command, Actor::Responder(by)).is_none() {
            return;
        }
        self.learn(by, accepts);
        if !accepts {
            return;
        }
        if let Some(sent_before) = had.and_then(|person| self.worker_of.get(&person).copied()) {
            self.stop(sent_before);
        }
        self.set_out(ticket, worker);
    }

    fn set_out(&mut self, ticket: u32, worker: u32) {
        let Some(ward) = self.ticket(ticket).map(|ticket| ticket.ward) else { return };
        let seconds = self.seconds_to(worker, ward);
        let at = self.now + seconds;
        let walk = self.workers[worker as usize].take(ward, self.now, at);
        self.queue.add(at, Event::Arrives { ticket, worker, walk });
    }

    fn seconds_to(&self, worker: u32, ward: WardId) -> Duration {
        let from = self.workers[worker as usize].place_at(self.now);
        // Somebody whose place nobody knows is as far away as the policy says; the table knows no such ward.
        let from = from.unwrap_or_else(|| WardId::new(START, [u8::MAX; 10]));
        Duration::from_secs(self.snapshot.travel.seconds(from, ward).into())
    }

    /// Somebody else has the ticket now: back to being free, wherever that is.
    fn stop(&mut self, worker: usize) {
        self.workers[worker].stop(self.now);
        self.free_since[worker] = self.now;
    }

    fn arrives(&mut self, ticket: u32, number: u32, walk: u32) {
        let worker = &mut self.workers[number as usize];
        let Some(ward) = worker.arrive(walk, self.now) else { return };
        let by = self.snapshot.responders[number as usize].id;
        let Some(Happening::Arrived { superseded }) =
            self.change(ticket, Command::Arrive, Actor::Responder(by))
        else {
            return;
        };
        self.has_changed |= !superseded.is_empty();
        let responder = &mut self.snapshot.responders[number as usize];
        responder.whereabouts = Some(Whereabouts { ward, at: self.now });
        let fate = &mut self.fates[ticket as usize];
        fate.arrived_at = Some(self.now);
        let help = self.requests[ticket as usize].help;
        self.queue.add(self.now + help, Event::Finishes { ticket, worker: number });
    }

    fn finishes(&mut self, ticket: u32, number: u32) {
        let by = self.snapshot.responders[number as usize].id;
        let resolve = Command::Resolve { by, category: self.category };
        if self.change(ticket, resolve, Actor::Responder(by)).is_none() {
            return;
        }
        self.fates[ticket as usize].resolved_at = Some(self.now);
        let responder = &mut self.snapshot.responders[number as usize];
        responder.closed_this_shift = responder.closed_this_shift.saturating_add(1);
        self.workers[number as usize].is_free_again(self.now);
        self.free_since[number as usize] = self.now;
        self.has_changed = true;
        match responder.kind {
            ResponderKind::SuperUser => self.go_home(number),
            ResponderKind::Floorwalker => self.roam(number),
        }
    }

    /// A super-user is needed on their own ward.
    fn go_home(&mut self, number: u32) {
        if let Some(home) = self.snapshot.responders[number as usize].home_ward {
            let at = self.now + self.seconds_to(number, home);
            let walk = self.workers[number as usize].set_out(home, self.now, at);
            self.queue.add(at, Event::WalksOn { worker: number, walk });
        }
    }

    /// After a while a floorwalker will be somewhere else in their zone.
    fn roam(&mut self, number: u32) {
        let mean = minutes(self.rehearsal.scenario.roaming_minutes);
        let responder = &self.snapshot.responders[number as usize];
        let wards = responder.zone.and_then(|zone| self.rehearsal.wards_of.get(&zone));
        if let (false, ResponderKind::Floorwalker, Some(wards)) = (mean.is_zero(), responder.kind, wards) {
            let mut stream = self.draws.of(Purpose::Roaming, number, self.workers[number as usize].walk);
            let at = self.now + stream.gap(mean);
            if let Some(ward) = stream.one(wards) {
                let walk = self.workers[number as usize].roam_to(ward, at);
                self.queue.add(at, Event::WalksOn { worker: number, walk });
            }
        }
    }

    fn walks_on(&mut self, number: u32, walk: u32) {
        let is_free = self.workers[number as usize].arrive(walk, self.now).is_some();
        let responder = &self.snapshot.responders[number as usize];
        if is_free && responder.kind == ResponderKind::Floorwalker && responder.duty == Duty::OnShift {
            self.roam(number);
        }
    }

    fn gives_up(&mut self, ticket: u32) {
        if self.ticket(ticket).is_some_and(|ticket| ticket.state == State::Waiting) {
            let withdraw = Command::Withdraw { why: WithdrawReason::GaveUp };
            if self.change(ticket, withdraw, Actor::Requester).is_some() {
                self.fates[ticket as usize].withdrawn_at = Some(self.now);
                self.has_changed = true;
            }
        }
    }

    fn ticket(&self, number: u32) -> Option<&Ticket> {
        self.snapshot.tickets.get(self.open[number as usize])
    }

    /// One step in a ticket's life; None if it does not follow from the present state.
    fn change(&mut self, number: u32, command: Command, actor: Actor) -> Option<Happening> {
        let place = self.open[number as usize];
        let ticket = self.snapshot.tickets.get_mut(place)?;
        let transition =
            ticket.apply(command, actor, When::at(self.now), &self.engine.policy.deadlines).ok()?;
        *ticket = transition.ticket;
        let next_action_at = ticket.next_action_at();
        if !ticket.is_open() {
            self.close(number, place);
        }
        self.wake_by(next_action_at);
        Some(transition.event.happening)
    }

    fn close(&mut self, number: u32, place: usize) {
        self.snapshot.tickets.swap_remove(place);
        self.open[number as usize] = NOT_OPEN;
        if let Some(moved) = self.snapshot.tickets.get(place) {
            self.open[number_of(moved.id.as_bytes()) as usize] = place;
        }
    }

    fn wake_by(&mut self, at: Option<Timestamp>) {
        self.wake_at = [self.wake_at, at].into_iter().flatten().min();
    }

    fn outcome(self) -> Day {
        Day {
            fates: self.fates,
            walked: self.workers.iter().map(|worker| worker.walked).sum(),
            busy: self.workers.iter().map(|worker| worker.busy_by(self.now)).sum(),
            on_shift: self.workers.iter().map(Worker::on_shift).sum(),
        }
    }
}

/// What the engine has learned of people in the days before.
fn past_answers(rehearsal: &Rehearsal, workers: &[Worker]) -> FxHashMap<PersonId, Answers> {
    let asked = rehearsal.scenario.answers.past_offers;
    let past = rehearsal.hospital.roster.iter().zip(workers).map(|(shift, worker)| {
        let accepted = (0..asked).filter(|offer| {
            f64::from(*offer) + 0.5 < f64::from(asked) * worker.habits.accepts_percent / 100.0
        });
        let accepted = u32::try_from(accepted.count()).unwrap_or(asked);
        (shift.person, Answers { asked, accepted })
    });
    past.collect()
}

fn offer_id(number: u32) -> OfferId {
    OfferId::new(START, numbered(number))
}

fn offer_number(offer: OfferId) -> u32 {
    number_of(offer.as_bytes())
}
