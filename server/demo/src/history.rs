//! The invented hospital's last days, lived through in virtual time.
//!
//! Nothing is made up about the tickets: people ask, `dispatch::plan` decides, invented responders answer, walk and
//! help, and each step is a transition of the ticket's own life. Only the clock is not a real one. So the event log,
//! the offers and the reasons kept with them are what a real three days would have left behind.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
    time::Duration,
};

use dispatch::{Policy, Snapshot, TravelTable, travel::Survey};
use domain::{
    CategoryId, Code, Duty, Note, OfferId, PersonId, TagId, Ticket, TicketId, Timestamp, WardId, Whereabouts,
    ticket::{
        Actor, AskedBy, Command, Happening, LiveOffer, ReleaseReason, Request, Sorted, TakenBack, Transition,
        When, WithdrawReason,
    },
};
use ground::{
    links::{self, Links},
    random::Random,
};
use rand::{SeedableRng, rngs::StdRng};
use store::{NewTicket, Store, TicketLinks, Tx};

use super::{
    demand::{self, Demand},
    draw,
    habits::{self, Answer},
};

const DAYS: i64 = 3;
/// Tickets in each hour of the day (UTC), midnight first: some 150 a day.
const PER_HOUR: [u32; 24] = [1, 1, 1, 1, 1, 2, 4, 8, 12, 13, 12, 11, 10, 11, 11, 10, 9, 8, 6, 5, 4, 3, 2, 1];
/// Hours (UTC) in which all responders but the night's are on shift.
const DAYTIME: std::ops::Range<i64> = 7..20;
/// One responder in so many works nights.
const NIGHTS_EVERY: usize = 4;
/// The past ends this long before the present, so that everything in it is closed.
const ENDS_BEFORE: Duration = Duration::from_hours(2);
/// The tag of what broke so long before that, and how many asked about it, one a minute.
const FAILED: &str = "epma";
const FAILED_BEFORE: Duration = Duration::from_mins(40);
const FAILURE_REQUESTS: u32 = 24;
/// Steps written in one transaction: long enough to be quick, short enough to let others in between.
const BATCH: usize = 250;
/// A plan that is applied leaves nothing to decide; more rounds than this would be a fault, not work.
const ROUNDS: usize = 4;

const HOUR: i64 = 3_600_000;

/// Lives through the last days before `now` and writes what happened; answers with the number of tickets. Meant for a
/// database that [`super::seed()`] has just filled: the log is in the order of time only if nothing is in it yet.
pub async fn write_history(
    store: &dyn Store,
    random: &Random,
    links: &Links,
    policy: &Policy,
    now: Timestamp,
) -> store::Result<usize> {
    let mut world = World::load(store.read().await?.as_mut(), random, policy).await?;
    world.live(now);
    let steps = world.finished();
    for batch in steps.chunks(BATCH) {
        let mut tx = store.write().await?;
        for step in batch {
            write(tx.as_mut(), step, random, links).await?;
        }
        tx.commit().await?;
    }
    Ok(steps.iter().filter(|step| is_new(step)).count())
}

const fn is_new(step: &Step) -> bool {
    matches!(step.transition.event.happening, Happening::Asked { .. })
}

async fn write(tx: &mut dyn Tx, step: &Step, random: &Random, links: &Links) -> store::Result<()> {
    let Step { transition, why } = step;
    if is_new(step) {
        let link = links::hash(&links.ticket(transition.ticket.id));
        let links = TicketLinks { link, request_key: random.secret(), link_rotation: None };
        tx.add_ticket(&NewTicket { transition: transition.clone(), links }).await?;
    } else {
        tx.save_ticket(transition, why.as_deref()).await?;
    }
    Ok(())
}

/// One row of the log to be.
struct Step {
    transition: Transition,
    why: Option<String>,
}

/// What is going to happen.
enum Due {
    HourStrikes,
    /// About this tag, or whatever it is.
    SomebodyAsks(Option<&'static str>),
    Answer {
        ticket: TicketId,
        offer: OfferId,
        by: PersonId,
        accepts: bool,
    },
    Arrival {
        ticket: TicketId,
        by: PersonId,
    },
    Finish {
        ticket: TicketId,
        by: PersonId,
    },
    PatienceEnds {
        ticket: TicketId,
        why: WithdrawReason,
    },
    /// Whoever asked says whether it is sorted.
    Verdict {
        closed: Box<Ticket>,
        answer: Sorted,
    },
}

struct World<'a> {
    random: &'a Random,
    rng: StdRng,
    policy: &'a Policy,
    demand: Demand,
    tags: HashMap<String, TagId>,
    categories: HashMap<String, CategoryId>,
    snapshot: Snapshot,
    /// By time, then in the order in which it was foreseen.
    diary: BTreeMap<(Timestamp, u64), Due>,
    foreseen: u64,
    /// When `dispatch` wants to be asked at the latest.
    look_again_at: Option<Timestamp>,
    codes: HashSet<Code>,
    steps: Vec<Step>,
}

impl<'a> World<'a> {
    async fn load(tx: &mut dyn Tx, random: &'a Random, policy: &'a Policy) -> store::Result<Self> {
        let (sites, wards) = (tx.list_sites().await?, tx.list_wards().await?);
        let survey = Survey { wards: &wards, sites: &sites, ..Survey::default() };
        let travel = Arc::new(TravelTable::build(survey, &policy.walking));
        let tags = tx.list_tags().await?;
        let categories = tx.list_categories().await?;
        Ok(Self {
            random,
            rng: StdRng::from_seed(random.bytes()),
            policy,
            demand: Demand::new(wards.iter().map(|ward| ward.code.as_str())),
            tags: tags.iter().map(|tag| (tag.slug.clone(), tag.id)).collect(),
            categories: categories.into_iter().map(|category| (category.slug, category.id)).collect(),
            snapshot: Snapshot {
                tickets: Vec::new(),
                responders: tx.list_responders().await?,
                tags,
                wards,
                travel,
                answers: HashMap::default(),
                signed_out: std::iter::empty().collect(),
                waves: std::iter::empty().collect(),
            },
            diary: BTreeMap::new(),
            foreseen: 0,
            look_again_at: None,
            codes: HashSet::new(),
            steps: Vec::new(),
        })
    }

    /// From midnight, [`DAYS`] days ago, until everybody has been helped.
    fn live(&mut self, now: Timestamp) {
        let midnight = now.as_millis().div_euclid(24 * HOUR) * 24 * HOUR;
        let last = (now - ENDS_BEFORE).as_millis();
        let mut hour = midnight - DAYS * 24 * HOUR;
        while hour < last {
            self.foresee(Timestamp::from_millis(hour), Due::HourStrikes);
            let rate = PER_HOUR[usize::try_from(hour.div_euclid(HOUR).rem_euclid(24)).unwrap_or(0)];
            let mean = Duration::from_hours(1) / rate.max(1);
            let mut at = Timestamp::from_millis(hour) + draw::gap(&mut self.rng, mean);
            while at.as_millis() < (hour + HOUR).min(last) {
                self.foresee(at, Due::SomebodyAsks(None));
                at = at + draw::gap(&mut self.rng, mean);
            }
            hour += HOUR;
        }
        // Something breaks, and every ward asks about it.
        for number in 0..FAILURE_REQUESTS {
            let at = now - ENDS_BEFORE - FAILED_BEFORE + Duration::from_mins(1) * number;
            self.foresee(at, Due::SomebodyAsks(Some(FAILED)));
        }
        while let Some(at) = self.next_moment().filter(|at| *at < now) {
            while let Some(due) = self.due_at(at) {
                self.happen(due, at);
            }
            self.dispatch(at);
        }
    }

    fn next_moment(&self) -> Option<Timestamp> {
        let next = self.diary.first_key_value().map(|((at, _), _)| *at);
        next.into_iter().chain(self.look_again_at).min()
    }

    fn due_at(&mut self, now: Timestamp) -> Option<Due> {
        let entry = self.diary.first_entry()?;
        (entry.key().0 <= now).then(|| entry.remove())
    }

    /// All steps of the tickets that are closed, in order.
    fn finished(self) -> Vec<Step> {
        let open: HashSet<TicketId> = self.snapshot.tickets.iter().map(|ticket| ticket.id).collect();
        self.steps.into_iter().filter(|step| !open.contains(&step.transition.ticket.id)).collect()
    }

    fn foresee(&mut self, at: Timestamp, due: Due) {
        self.foreseen += 1;
        self.diary.insert((at, self.foreseen), due);
    }

    fn happen(&mut self, due: Due, now: Timestamp) {
        match due {
            Due::HourStrikes => self.change_shifts(now),
            Due::SomebodyAsks(about) => self.ask(about, now),
            Due::Answer { ticket, offer, by, accepts } => {
                let command =
                    if accepts { Command::Accept { offer, by } } else { Command::Decline { offer, by } };
                self.step(ticket, command, Actor::Responder(by), None, now);
            }
            Due::Arrival { ticket, by } => {
                if self.holder(ticket) == Some(by) {
                    self.step(ticket, Command::Arrive, Actor::Responder(by), None, now);
                }
            }
            Due::Finish { ticket, by } => {
                let slug = demand::category(&mut self.rng);
                if let Some(category) = self.categories.get(slug).copied() {
                    self.step(ticket, Command::Resolve { by, category }, Actor::Responder(by), None, now);
                }
            }
            Due::Verdict { closed, answer } => {
                let say = Command::SaySorted { answer };
                let deadlines = &self.policy.deadlines;
                if let Ok(transition) = closed.apply(say, Actor::Requester, When::at(now), deadlines) {
                    if transition.ticket.is_open() {
                        self.snapshot.tickets.push(transition.ticket.clone());
                    }
                    self.steps.push(Step { transition, why: None });
                }
            }
            Due::PatienceEnds { ticket, why } => {
                let is_alone = self.open(ticket).is_some_and(|ticket| ticket.arrived_at.is_none());
                if is_alone {
                    self.step(ticket, Command::Withdraw { why }, Actor::Requester, None, now);
                }
            }
        }
    }

    fn change_shifts(&mut self, now: Timestamp) {
        let is_day = DAYTIME.contains(&now.as_millis().div_euclid(HOUR).rem_euclid(24));
        let Snapshot { responders, wards, .. } = &mut self.snapshot;
        for (number, responder) in responders.iter_mut().enumerate() {
            let works_nights = number % NIGHTS_EVERY == 0;
            let duty = if works_nights == is_day { Duty::OffShift } else { Duty::OnShift };
            if responder.duty != duty {
                responder.duty = duty;
                responder.duty_since = now;
                responder.closed_this_shift = 0;
                let zone = wards.iter().filter(|ward| ward.zone.is_some() && ward.zone == responder.zone);
                let zone: Vec<WardId> = zone.map(|ward| ward.id).collect();
                let ward = responder.home_ward.or_else(|| draw::one(&mut self.rng, &zone).copied());
                responder.whereabouts = ward.map(|ward| Whereabouts { ward, at: now });
            }
        }
    }

    fn ask(&mut self, about: Option<&'static str>, now: Timestamp) {
        let wish = self.demand.wish(&mut self.rng, about);
        let (Some(tag), Some(ward)) =
            (self.tags.get(wish.tag).copied(), self.snapshot.wards.get(wish.ward).map(|ward| ward.id))
        else {
            return;
        };
        let code = loop {
            let code = self.random.code::<4>();
            if self.codes.insert(code.clone()) {
                break code;
            }
        };
        let request = Request {
            id: TicketId::new(now, self.random.bytes()),
            code,
            ward,
            tag,
            priority: wish.priority(),
            stuck: Some(wish.stuck),
            spot: None,
            note: wish.note.and_then(|note| Note::parse(note).ok().flatten()),
            asker: wish.asker.map(str::to_owned),
            asked_by: AskedBy::WardLink,
        };
        let transition = Ticket::ask(request, None, now, &self.policy.deadlines);
        let ticket = transition.ticket.id;
        let (patience, why) = habits::patience(&mut self.rng);
        self.foresee(now + patience, Due::PatienceEnds { ticket, why });
        self.snapshot.tickets.push(transition.ticket.clone());
        self.steps.push(Step { transition, why: None });
    }

    fn open(&self, id: TicketId) -> Option<&Ticket> {
        self.snapshot.tickets.iter().find(|ticket| ticket.id == id)
    }

    fn holder(&self, id: TicketId) -> Option<PersonId> {
        self.open(id).and_then(Ticket::holder)
    }

    /// Takes a ticket one step on. What does not follow any more does not happen: somebody else was quicker.
    fn step(&mut self, id: TicketId, command: Command, actor: Actor, why: Option<String>, now: Timestamp) {
        let Some(place) = self.snapshot.tickets.iter().position(|ticket| ticket.id == id) else { return };
        let before = &self.snapshot.tickets[place];
        let Ok(transition) = before.apply(command, actor, When::at(now), &self.policy.deadlines) else {
            return;
        };
        self.follow(&transition, now);
        if let Happening::Expired { offer } = transition.event.happening {
            let silent =
                self.snapshot.tickets[place].offers.iter().find(|live| live.id == offer).map(|live| live.to);
            self.with_responder(silent, |responder| {
                responder.unanswered = responder.unanswered.saturating_add(1);
            });
        }
        if transition.ticket.is_open() {
            self.snapshot.tickets[place] = transition.ticket.clone();
        } else {
            self.snapshot.tickets.remove(place);
        }
        self.steps.push(Step { transition, why });
    }

    /// What people do because of a step, and what it changes about them.
    fn follow(&mut self, transition: &Transition, now: Timestamp) {
        let ticket = &transition.ticket;
        let (id, ward) = (ticket.id, ticket.ward);
        match transition.event.happening {
            Happening::Offered { offer } => {
                let answer = habits::answer(&mut self.rng);
                let at = now + habits::answer_delay(&mut self.rng);
                if answer != Answer::Silence {
                    let accepts = answer == Answer::Accept;
                    self.foresee(at, Due::Answer { ticket: id, offer: offer.id, by: offer.to, accepts });
                }
            }
            Happening::Accepted { .. } => {
                if let Some(by) = ticket.holder() {
                    let way = self.way(by, ward);
                    let walk = habits::walk(&mut self.rng, way);
                    self.foresee(now + walk, Due::Arrival { ticket: id, by });
                }
            }
            Happening::Arrived { .. } => {
                if let Some(by) = ticket.holder() {
                    self.with_responder(Some(by), |responder| {
                        responder.whereabouts = Some(Whereabouts { ward, at: now });
                    });
                    let help = habits::help(&mut self.rng);
                    self.foresee(now + help, Due::Finish { ticket: id, by });
                }
            }
            Happening::Resolved { .. } => {
                if let Actor::Responder(by) = transition.event.actor {
                    self.with_responder(Some(by), |responder| responder.closed_this_shift += 1);
                }
                if let Some((answer, later)) = habits::sorted(&mut self.rng) {
                    self.foresee(now + later, Due::Verdict { closed: Box::new(ticket.clone()), answer });
                }
            }
            _ => {}
        }
        if let Actor::Responder(by) = transition.event.actor {
            self.with_responder(Some(by), |responder| responder.unanswered = 0);
        }
    }

    fn way(&self, person: PersonId, to: WardId) -> Duration {
        let responder = self.snapshot.responders.iter().find(|responder| responder.id == person);
        let from = responder.and_then(|responder| responder.whereabouts).map(|place| place.ward);
        let seconds =
            from.map_or(self.policy.walking.unknown_seconds, |from| self.snapshot.travel.seconds(from, to));
        Duration::from_secs(seconds.into())
    }

    fn with_responder(&mut self, id: Option<PersonId>, change: impl FnOnce(&mut domain::Responder)) {
        let found = self.snapshot.responders.iter_mut().find(|responder| Some(responder.id) == id);
        if let Some(responder) = found {
            change(responder);
        }
    }

    /// As the engine does it: plan and apply until there is nothing to decide.
    fn dispatch(&mut self, now: Timestamp) {
        for _ in 0..ROUNDS {
            let plan = dispatch::plan(&self.snapshot, self.policy, now);
            if plan.is_empty() {
                self.look_again_at = plan.look_again_at.filter(|at| *at > now);
                return;
            }
            for (ticket, offer) in plan.expiries {
                self.step(ticket, Command::Expire { offer }, Actor::Engine, None, now);
            }
            for (ticket, offer) in plan.withdrawals {
                let withdraw = Command::WithdrawOffer { offer, why: TakenBack::NotFree };
                self.step(ticket, withdraw, Actor::Engine, None, now);
            }
            for (ticket, offer) in plan.preemptions {
                let withdraw = Command::WithdrawOffer { offer, why: TakenBack::MoreUrgent };
                self.step(ticket, withdraw, Actor::Engine, None, now);
            }
            for (ticket, from) in plan.releases {
                let release = Command::Release { from, why: ReleaseReason::Silent };
                self.step(ticket, release, Actor::Engine, None, now);
            }
            for ticket in plan.escalations {
                self.step(ticket, Command::Escalate, Actor::Engine, None, now);
            }
            for proposed in plan.offers {
                let offer = LiveOffer {
                    id: OfferId::new(now, self.random.bytes()),
                    to: proposed.to,
                    made_at: now,
                    expires_at: proposed.expires_at,
                };
                let why = serde_json::to_string(&proposed.why).ok();
                self.step(proposed.ticket, Command::Offer { offer }, Actor::Engine, why, now);
            }
        }
    }
}
