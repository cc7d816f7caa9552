//! A responder's body: where it really is, which the engine can only believe to know.

use std::time::Duration;

use domain::{ResponderKind, Timestamp, WardId};

use super::{Draws, Purpose, Rehearsal, START};
use crate::rehearsal::{
    demand::{hours, minutes},
    hospital::Shift,
    scenario::Answers,
};

/// Nobody misses more than so many periods in a row and is still of any use.
const PERIODS_AT_MOST: u32 = 100;

#[derive(Debug)]
pub(super) struct Worker {
    pub(super) starts_at: Timestamp,
    pub(super) ends_at: Timestamp,
    /// Not a no-show.
    pub(super) comes: bool,
    /// The handset works.
    pub(super) rings: bool,
    pub(super) habits: Habits,
    pub(super) place: Option<WardId>,
    /// Counts walks, so that the end of one that was broken off is not taken for the end of the present one.
    pub(super) walk: u32,
    way: Option<Way>,
    /// Since the present ticket was accepted.
    busy_since: Option<Timestamp>,
    pub(super) walked: Duration,
    /// Counted until requests stop coming in.
    busy: Duration,
    counts_until: Timestamp,
}

#[derive(Debug, Clone, Copy)]
struct Way {
    to: WardId,
    left_at: Timestamp,
    arrives_at: Timestamp,
}

impl Worker {
    pub(super) fn new(number: u32, shift: &Shift, rehearsal: &Rehearsal, draws: Draws) -> Self {
        let scenario = &rehearsal.scenario;
        let at = |minute: u32| START + Duration::from_mins(minute.into());
        let wards = shift.zone.and_then(|zone| rehearsal.wards_of.get(&zone)).unwrap_or(&rehearsal.all_wards);
        Self {
            starts_at: at(shift.starts_minute),
            ends_at: at(shift.ends_minute),
            comes: !draws.of(Purpose::Attendance, number, 0).happens(scenario.no_shows_percent),
            rings: !draws.of(Purpose::Handset, number, 0).happens(scenario.silent_phones_percent),
            habits: Habits::new(number, shift.kind, &scenario.answers, scenario.seed),
            place: shift.home_ward.or_else(|| draws.of(Purpose::Place, number, 0).one(wards)),
            walk: 0,
            way: None,
            busy_since: None,
            walked: Duration::ZERO,
            busy: Duration::ZERO,
            counts_until: START + hours(scenario.hours),
        }
    }

    /// Half-way through, somebody counts as being where they go.
    pub(super) fn place_at(&self, now: Timestamp) -> Option<WardId> {
        match self.way {
            Some(way) if way.is_half_done(now) => Some(way.to),
            _ => self.place,
        }
    }

    /// Leaves for a ticket; answers with the number of the walk.
    pub(super) fn take(&mut self, to: WardId, now: Timestamp, arrives_at: Timestamp) -> u32 {
        self.busy_since = Some(now);
        self.set_out(to, now, arrives_at)
    }

    /// Leaves for another ward; answers with the number of the walk.
    pub(super) fn set_out(&mut self, to: WardId, now: Timestamp, arrives_at: Timestamp) -> u32 {
        self.place = self.place_at(now);
        self.end_way(now);
        self.way = Some(Way { to, left_at: now, arrives_at });
        self.walk
    }

    /// Will be at another ward of the zone by then; how they get there is their own affair.
    pub(super) fn roam_to(&mut self, to: WardId, at: Timestamp) -> u32 {
        self.walk += 1;
        self.way = Some(Way { to, left_at: at, arrives_at: at });
        self.walk
    }

    /// The end of a walk; None if it was broken off before.
    pub(super) fn arrive(&mut self, walk: u32, now: Timestamp) -> Option<WardId> {
        let way = self.way.filter(|_| walk == self.walk)?;
        self.place = Some(way.to);
        self.end_way(now);
        Some(way.to)
    }

    pub(super) fn stop(&mut self, now: Timestamp) {
        self.place = self.place_at(now);
        self.end_way(now);
        self.is_free_again(now);
    }

    pub(super) fn is_free_again(&mut self, now: Timestamp) {
        if let Some(since) = self.busy_since.take() {
            self.busy += now.min(self.counts_until).since(since);
        }
    }

    fn end_way(&mut self, now: Timestamp) {
        if let Some(way) = self.way.take() {
            self.walked += now.since(way.left_at);
        }
        self.walk += 1;
    }

    /// Time on the way to or with somebody, before requests stopped coming in.
    pub(super) fn busy_by(&self, now: Timestamp) -> Duration {
        let present = self.busy_since.map(|since| now.min(self.counts_until).since(since));
        self.busy + present.unwrap_or_default()
    }

    /// Time on shift before requests stopped coming in.
    pub(super) fn on_shift(&self) -> Duration {
        if self.comes { self.ends_at.min(self.counts_until).since(self.starts_at) } else { Duration::ZERO }
    }
}

impl Way {
    fn is_half_done(self, now: Timestamp) -> bool {
        now >= self.left_at && now.since(self.left_at) * 2 >= self.arrives_at.since(self.left_at)
    }
}

/// How a person deals with offers; the same on all days.
#[derive(Debug, Clone, Copy)]
pub(super) struct Habits {
    number: u32,
    /// Of all offers.
    pub(super) accepts_percent: f64,
    /// Of the time that the handset is not noticed.
    unnoticed_percent: f64,
    unnoticed_for: Duration,
}

impl Habits {
    fn new(number: u32, kind: ResponderKind, answers: &Answers, seed: u64) -> Self {
        let mean = match kind {
            ResponderKind::Floorwalker => answers.floorwalker_percent,
            ResponderKind::SuperUser => answers.super_user_percent,
        };
        let mut stream = Draws::new(seed, u32::MAX).of(Purpose::Habit, number, 0);
        // Symmetrical even near the ends, so that the mean over people stays what it should.
        let room = answers.between_people_percent.min(mean / 2.0).min((100.0 - mean) / 2.0);
        let accepts_percent = stream.normal(mean, room).clamp(mean - 2.0 * room, mean + 2.0 * room);
        Self {
            number,
            accepts_percent,
            unnoticed_percent: (100.0 - accepts_percent) * (1.0 - answers.declines_percent / 100.0),
            unnoticed_for: minutes(answers.unnoticed_minutes),
        }
    }

    /// Of the offers that are noticed, per cent that are accepted.
    pub(super) fn accepts_noticed_percent(&self) -> f64 {
        let noticed = 100.0 - self.unnoticed_percent;
        if noticed > 0.0 { 100.0 * self.accepts_percent / noticed } else { 0.0 }
    }

    /// When somebody whose handset rings now notices it. Whether they do is a matter of the time of day alone: what the
    /// engine asks of them makes them neither more nor less attentive. None if never on this day.
    pub(super) fn notices_at(&self, now: Timestamp, draws: Draws) -> Option<Timestamp> {
        let period = self.unnoticed_for.as_millis().max(1);
        let first = u32::try_from(now.since(START).as_millis() / period).ok()?;
        let is_unnoticed =
            |period: &u32| draws.of(Purpose::Habit, self.number, *period).happens(self.unnoticed_percent);
        let noticed = (first..first.saturating_add(PERIODS_AT_MOST)).find(|period| !is_unnoticed(period))?;
        Some(now.max(START + self.unnoticed_for * noticed))
    }
}
