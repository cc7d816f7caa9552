//! What the engine decides, done: offers end, tickets escalate, handsets ring.

use std::time::Duration;

use domain::{
    OfferId, PersonId, TicketId, Timestamp,
    ticket::{Actor, Command, LiveOffer, ReleaseReason, TakenBack},
};

use super::{Event, Run, offer_id, offer_number};
use crate::{
    Plan, plan,
    rehearsal::{draw::Purpose, engine::Method, hospital::number_of, scenario::Shape},
};

impl Run<'_> {
    /// Asks the engine, and does what it says.
    pub(super) fn decide(&mut self) {
        self.has_changed = false;
        let plan = plan(&self.snapshot, &self.engine.policy, self.now);
        self.unanswered.clear();
        self.end_what_has_ended(&plan);
        self.wake_by(plan.look_again_at);
        match self.engine.method {
            Method::Elbow => self.make_offers(&plan),
            Method::Batched { seconds } => {
                let late = self.now.as_millis().rem_euclid(i64::from(seconds.max(1)) * 1000);
                let batch_at = self.now - Duration::from_millis(late.unsigned_abs());
                if late == 0 {
                    self.make_offers(&plan);
                } else if !plan.offers.is_empty() {
                    self.wake_by(Some(batch_at + Duration::from_secs(seconds.into())));
                }
            }
            Method::Rule(rule) => {
                let policy = &self.engine.policy;
                let chosen =
                    rule.offers(&self.snapshot, policy, self.now, &self.free_since, &self.unanswered);
                let expires_at = self.now + policy.offer_lifetime();
                for (ticket, to) in chosen {
                    self.wake_by(Some(self.now + policy.hedge_after().min(policy.offer_lifetime())));
                    self.offer(ticket, to, expires_at);
                }
            }
        }
    }

    fn end_what_has_ended(&mut self, plan: &Plan) {
        for &(ticket, offer) in &plan.expiries {
            self.expire(ticket, offer);
        }
        for &(ticket, offer) in &plan.withdrawals {
            self.take_back(ticket, offer, TakenBack::NotFree);
        }
        for ticket in &plan.escalations {
            self.change(number_of(ticket.as_bytes()), Command::Escalate, Actor::Engine);
        }
        for &(ticket, from) in &plan.releases {
            let release = Command::Release { from, why: ReleaseReason::Silent };
            let number = number_of(ticket.as_bytes());
            if self.change(number, release, Actor::Engine).is_some()
                && let Some(&worker) = self.worker_of.get(&from)
            {
                self.stop(worker);
            }
        }
    }

    /// Offers that give way end first: their people are asked about something else.
    fn make_offers(&mut self, plan: &Plan) {
        for &(ticket, offer) in &plan.preemptions {
            self.take_back(ticket, offer, TakenBack::MoreUrgent);
        }
        for offer in &plan.offers {
            self.offer(offer.ticket, offer.to, offer.expires_at);
        }
    }

    fn take_back(&mut self, ticket: TicketId, offer: OfferId, why: TakenBack) {
        self.change(number_of(ticket.as_bytes()), Command::WithdrawOffer { offer, why }, Actor::Engine);
    }

    /// Nobody answered: counted against the person, until they show a sign of life.
    fn expire(&mut self, ticket: TicketId, offer: OfferId) {
        let number = number_of(ticket.as_bytes());
        let live = self.ticket(number).and_then(|ticket| ticket.offers.iter().find(|live| live.id == offer));
        let Some(&LiveOffer { to, .. }) = live else { return };
        self.change(number, Command::Expire { offer }, Actor::Engine);
        self.learn(to, false);
        self.unanswered.push((ticket, to));
        if let Some(&worker) = self.worker_of.get(&to) {
            let responder = &mut self.snapshot.responders[worker];
            responder.unanswered = responder.unanswered.saturating_add(1);
        }
    }

    /// Offers that end by an answer or by silence are what the engine learns from.
    pub(super) fn learn(&mut self, person: PersonId, accepted: bool) {
        let answers = self.snapshot.answers.entry(person).or_default();
        answers.asked += 1;
        answers.accepted += u32::from(accepted);
    }

    fn offer(&mut self, ticket: TicketId, to: PersonId, expires_at: Timestamp) {
        let number = number_of(ticket.as_bytes());
        self.offers += 1;
        let offer = LiveOffer { id: offer_id(self.offers), to, made_at: self.now, expires_at };
        if self.change(number, Command::Offer { offer }, Actor::Engine).is_none() {
            return;
        }
        self.fates[number as usize].offers += 1;
        if let Some(&worker) = self.worker_of.get(&to) {
            self.ring(number, u32::try_from(worker).unwrap_or(0), offer);
        }
    }

    /// What comes of an alert depends on ticket, person and how often that person was asked about it: the same for
    /// every engine that asks.
    fn ring(&mut self, ticket: u32, number: u32, offer: LiveOffer) {
        let asked = &mut self.asked[ticket as usize];
        let times = asked.iter().filter(|before| **before == number).count();
        asked.push(number);
        let worker = &self.workers[number as usize];
        let noticed_at = worker.habits.notices_at(self.now, self.draws).filter(|_| worker.rings);
        let Some(noticed_at) = noticed_at else { return };
        let answers = &self.rehearsal.scenario.answers;
        let key = number | u32::try_from(times.min(255)).unwrap_or(0) << 24;
        let mut stream = self.draws.of(Purpose::Answer, ticket, key);
        let accepts = stream.happens(worker.habits.accepts_noticed_percent());
        let mean = Duration::from_secs(1).mul_f64(answers.mean_seconds);
        let at = noticed_at + stream.time(mean, answers.variation, Shape::Lognormal);
        self.queue.add(at, Event::Answers { ticket, worker: number, offer: offer_number(offer.id), accepts });
    }
}
