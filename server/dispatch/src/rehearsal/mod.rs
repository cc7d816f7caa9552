//! Rehearsal: days that have not happened yet, dispatched by the very function that will dispatch them.
//!
//! A discrete-event simulation with a virtual clock around [`crate::plan()`]: the trust's own wards and roster, or
//! invented ones, and a [`Scenario`] of what is asked, how people answer and what goes wrong. Several [`Engine`]s live
//! through the same days (the same requests, help times, answers), so that their differences can be told from luck;
//! the [`Report`] has 95 % intervals for both. [`staffing`] searches the number of people for a target and [`erlang`]
//! holds the formulas to compare it with.
//!
//! Like the rest of this crate it is pure: chance comes from the seed, a day always comes out the same, and a caller
//! may rehearse several days at once. Nothing here can be taken for live data: it writes nothing, and its days begin in
//! 1970.

mod day;
mod demand;
mod draw;
mod engine;
pub mod erlang;
mod hospital;
mod interval;
mod outcome;
mod report;
mod scenario;
pub mod staffing;
mod synthetic;
mod text;

use std::sync::Arc;

use domain::{Tag, WardId, ZoneId};
use rustc_hash::FxHashMap;

use self::demand::Mix;
pub use self::{
    engine::{Choice, Engine, Method, Rule},
    hospital::{Hospital, Shift},
    interval::Estimate,
    outcome::{Count, Day, Measure},
    report::{Change, EngineReport, Figure, Gap, Report},
    scenario::{Answers, Demand, Help, LiftOut, RareTag, Scenario, Shape, Surge},
    synthetic::Synthetic,
};
use crate::{TravelTable, Walking, travel::Survey};

/// A hospital and a scenario that go together, with everything worked out that is the same for all days.
#[derive(Debug, Clone)]
pub struct Rehearsal {
    hospital: Hospital,
    scenario: Scenario,
    travel: Arc<TravelTable>,
    travel_without_lift: Option<Arc<TravelTable>>,
    mix: Mix,
    mean_walk_seconds: f64,
    wards_of: FxHashMap<ZoneId, Vec<WardId>>,
    all_wards: Vec<WardId>,
}

/// How far a rehearsal has got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Days that are over, of all engines together.
    pub done: usize,
    pub of: usize,
}

impl Rehearsal {
    /// # Errors
    /// One sentence for everything that makes no sense in the scenario, in the hospital, or of the two together.
    pub fn new(mut hospital: Hospital, scenario: Scenario, walking: &Walking) -> Result<Self, Vec<String>> {
        let mut problems = scenario.validate();
        problems.append(&mut hospital.validate());
        problems.append(&mut strangers(&hospital, &scenario));
        if !problems.is_empty() {
            return Err(problems);
        }
        forget_rare_tag(&mut hospital, &scenario);

        let demand = &scenario.demand;
        let wards = hospital.wards.iter().map(|ward| demand.wards.get(&ward.code).copied().unwrap_or(1.0));
        let wards: Vec<f64> = wards.collect();
        let zipf = |rank: u32| f64::from(rank).powf(-demand.zipf_exponent);
        let weight = |(rank, tag): (u32, &Tag)| match demand.tags.get(&tag.slug) {
            None if demand.tags.is_empty() => zipf(rank),
            weight => weight.copied().unwrap_or(0.0),
        };
        let tags: Vec<f64> = (1..).zip(&hospital.tags).map(weight).collect();
        let on_the_map = hospital.on_the_map();
        let travel = Arc::new(TravelTable::build(hospital.survey(&on_the_map), walking));
        let travel_without_lift = scenario.lift_out.as_ref().map(|lift_out| {
            let survey = Survey { lift_out: true, ..hospital.survey(&on_the_map) };
            Arc::new(TravelTable::build(survey, &lift_out.walking(walking)))
        });
        let mean_walk_seconds = mean_walk(&hospital, &wards, &travel);
        let per_hour =
            demand.per_hour.unwrap_or_else(|| requests_per_hour(&hospital, &scenario, mean_walk_seconds));
        let mut wards_of: FxHashMap<ZoneId, Vec<WardId>> = FxHashMap::default();
        for ward in &hospital.wards {
            if let Some(zone) = ward.zone {
                wards_of.entry(zone).or_default().push(ward.id);
            }
        }
        Ok(Self {
            travel_without_lift,
            travel,
            mix: Mix { per_hour, wards, tags },
            mean_walk_seconds,
            wards_of,
            all_wards: hospital.wards.iter().map(|ward| ward.id).collect(),
            hospital,
            scenario,
        })
    }

    /// The same rehearsal with another number of people, and as many requests as before.
    #[must_use]
    pub fn with_people(&self, people: u32) -> Self {
        Self { hospital: self.hospital.with_people(people.max(1)), ..self.clone() }
    }

    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// Requests an hour, on average, without the surge.
    pub fn requests_per_hour(&self) -> f64 {
        self.mix.per_hour
    }

    /// Rehearses one day. It depends on nothing else, so days may be rehearsed at the same time.
    pub fn day(&self, engine: &Engine, replication: u32) -> Day {
        day::day(self, engine, replication)
    }

    /// All days of all engines, one after the other, and what to say of them. The first engine is the one that the
    /// others are compared with. `tell` hears of every day that is over. None if `is_unwanted` broke it off, which it
    /// can in the middle of a day.
    pub fn run(
        &self,
        engines: &[Engine],
        is_unwanted: impl Fn() -> bool,
        mut tell: impl FnMut(Progress),
    ) -> Option<Report> {
        let of = engines.len() * self.scenario.replications as usize;
        let mut done = 0;
        let mut days = Vec::with_capacity(engines.len());
        for engine in engines {
            let mut of_engine = Vec::with_capacity(self.scenario.replications as usize);
            for replication in 0..self.scenario.replications {
                of_engine.push(day::day_unless(&is_unwanted, self, engine, replication)?);
                done += 1;
                tell(Progress { done, of });
            }
            days.push((engine.name.clone(), of_engine));
        }
        Some(self.report(&days))
    }

    /// What to say of days that were rehearsed elsewhere: for each engine its name and its days, by replication. The
    /// first engine is the one that the others are compared with.
    pub fn report(&self, days: &[(String, Vec<Day>)]) -> Report {
        report::report(self, days)
    }

    /// By tag: among the third of the tags that the fewest people on the roster know.
    fn is_rare(&self) -> Vec<bool> {
        let tags = &self.hospital.tags;
        let knows = |shift: &&Shift, tag: &Tag| tag.anyone || shift.tags.contains(&tag.id);
        let knowers = |tag: &Tag| self.hospital.roster.iter().filter(|shift| knows(shift, tag)).count();
        let mut by_knowers: Vec<(usize, usize)> =
            tags.iter().enumerate().map(|(place, tag)| (knowers(tag), place)).collect();
        by_knowers.sort_unstable();
        let mut is_rare = vec![false; tags.len()];
        for (_, place) in by_knowers.into_iter().take(tags.len() / 3) {
            is_rare[place] = true;
        }
        is_rare
    }
}

/// What the scenario names and the hospital does not have.
fn strangers(hospital: &Hospital, scenario: &Scenario) -> Vec<String> {
    let mut problems = Vec::new();
    for code in scenario.demand.wards.keys() {
        if hospital.wards.iter().all(|ward| ward.code != *code) {
            problems.push(format!("demand.wards names {code}, which is no ward's code"));
        }
    }
    let rare = scenario.rare_tag.iter().map(|rare| ("rare_tag", &rare.tag));
    for (key, slug) in scenario.demand.tags.keys().map(|slug| ("demand.tags", slug)).chain(rare) {
        if hospital.tags.iter().all(|tag| tag.slug != *slug) {
            problems.push(format!("{key} names {slug}, which is no tag's slug"));
        }
    }
    problems
}

/// Takes the rare tag from everybody but the given share of those who know it, spread over the roster.
fn forget_rare_tag(hospital: &mut Hospital, scenario: &Scenario) {
    let Some(rare) = &scenario.rare_tag else { return };
    let Some(tag) = hospital.tags.iter().find(|tag| tag.slug == rare.tag).map(|tag| tag.id) else { return };
    let knowers = hospital.roster.iter_mut().filter(|shift| shift.tags.contains(&tag));
    let mut kept = 0.0;
    for (met, shift) in (0_u32..).zip(knowers) {
        if kept <= f64::from(met) * rare.known_by_percent / 100.0 {
            kept += 1.0;
        } else {
            shift.tags.retain(|known| *known != tag);
        }
    }
}

/// Seconds between two wards, each drawn as requests are.
fn mean_walk(hospital: &Hospital, weights: &[f64], travel: &TravelTable) -> f64 {
    let all: f64 = weights.iter().sum();
    if all <= 0.0 {
        return 0.0;
    }
    let wards = || hospital.wards.iter().zip(weights);
    let to = |to: WardId| -> f64 {
        wards().map(|(from, weight)| weight * f64::from(travel.seconds(from.id, to))).sum()
    };
    wards().map(|(ward, weight)| weight * to(ward.id)).sum::<f64>() / all / all
}

/// What the load comes to; see [`Demand::load`].
fn requests_per_hour(hospital: &Hospital, scenario: &Scenario, mean_walk_seconds: f64) -> f64 {
    let end = scenario.hours * 60;
    let on_shift = |shift: &Shift| shift.ends_minute.min(end).saturating_sub(shift.starts_minute);
    let minutes: u32 = hospital.roster.iter().map(on_shift).sum();
    let people = f64::from(minutes) / f64::from(end);
    scenario.demand.load * people * 60.0 / (scenario.help.mean_minutes + mean_walk_seconds / 60.0)
}

#[cfg(test)]
mod tests;
