//! Rehearsals that somebody asked for on a page: they run beside the live work and live in memory alone, so nothing of
//! them can be taken for something that happened.
//!
//! One at a time, on one thread: the hospital comes first.

mod hospital;

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
};

use dispatch::{
    Policy,
    rehearsal::{
        Engine, Method, Progress, Rehearsal, Report, Rule, Scenario,
        staffing::{Staffing, people_needed},
    },
};
use domain::Timestamp;
use serde::Serialize;
use tokio_util::sync::CancellationToken;

pub use self::hospital::{OnDuty, days_with_shifts, hospital};

/// Finished ones that can still be looked at.
const KEPT: usize = 20;
/// Times the roster: the most people that the search for a target tries.
const MOST_TIMES: u32 = 4;
/// The most people of a rehearsal that a page asks for.
pub const MOST_PEOPLE: u32 = 2000;
/// People times requests of a day: with so many a rehearsal still comes to an end in a sensible time beside live work.
/// 800 people with two requests an hour each, for 12 hours.
const MOST_WORK: f64 = 16e6;

/// All that were started since the program was.
#[derive(Debug, Default)]
pub struct Rehearsals {
    /// The newest first.
    list: Mutex<VecDeque<Arc<Running>>>,
}

/// What to find out.
#[derive(Debug, Clone)]
pub struct Question {
    pub rehearsal: Rehearsal,
    pub people: u32,
    pub policy: Policy,
    /// Per cent of all requests that should have somebody at the elbow within 10 minutes.
    pub target_percent: f64,
}

/// One rehearsal, underway or over.
#[derive(Debug)]
pub struct Running {
    pub id: String,
    pub started_at: Timestamp,
    pub question: Question,
    stage: AtomicUsize,
    done: AtomicUsize,
    cancel: AtomicBool,
    outcome: OnceLock<Option<Answer>>,
}

#[derive(Debug, Serialize)]
pub struct Answer {
    pub report: Report,
    pub target_percent: f64,
    pub people_needed: Staffing,
    pub people_needed_in_fixed_zones: Staffing,
}

/// How far it is.
#[derive(Debug, Clone, Copy)]
pub enum Course<'a> {
    /// Comparing ways to send people: days rehearsed, of how many.
    Comparing(Progress),
    /// Searching the number of people: days rehearsed.
    Staffing(usize),
    Cancelled,
    Finished(&'a Answer),
}

/// The most requests of one day that may be rehearsed with so many people, if these are more.
pub fn too_many_requests(scenario: &Scenario, people: u32) -> Option<f64> {
    let most = MOST_WORK / f64::from(people.max(1));
    let hours = f64::from(scenario.hours)
        + scenario.surge.as_ref().map_or(0.0, |surge| (surge.factor - 1.0) * f64::from(surge.minutes) / 60.0);
    let asked = scenario.demand.per_hour.unwrap_or_default() * hours;
    (asked > most).then_some(most)
}

impl Rehearsals {
    /// Starts one unless another is underway, which is given back then. One that has this id already is not started again.
    ///
    /// # Errors
    /// The one that is underway.
    pub fn start(
        &self,
        id: String,
        question: Question,
        now: Timestamp,
        shutdown: CancellationToken,
    ) -> Result<Arc<Running>, Arc<Running>> {
        let mut list = self.list.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(started) = list.iter().find(|running| running.id == id) {
            return Ok(Arc::clone(started));
        }
        if let Some(underway) = list.iter().find(|running| !running.is_over()) {
            return Err(Arc::clone(underway));
        }
        let running = Arc::new(Running {
            id,
            started_at: now,
            question,
            stage: AtomicUsize::new(0),
            done: AtomicUsize::new(0),
            cancel: AtomicBool::new(false),
            outcome: OnceLock::new(),
        });
        list.push_front(Arc::clone(&running));
        list.truncate(KEPT);
        let rehearsed = Arc::clone(&running);
        // A thread of its own: the program does not wait for it when it ends.
        let thread = thread::Builder::new().name("rehearsal".to_owned());
        if let Err(error) = thread.spawn(move || rehearsed.run(&shutdown)) {
            tracing::error!(%error, "a rehearsal cannot be started");
            running.outcome.get_or_init(|| None);
        }
        Ok(running)
    }

    pub fn find(&self, id: &str) -> Option<Arc<Running>> {
        self.list().into_iter().find(|running| running.id == id)
    }

    /// The newest first.
    pub fn list(&self) -> Vec<Arc<Running>> {
        self.list.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }
}

/// Elbow and the ways that hospitals use; the first is what the others are measured against.
fn engines(policy: &Policy) -> Vec<Engine> {
    let is_in_use = |engine: &Engine| matches!(engine.method, Method::Rule(Rule { urgent_first: false, .. }));
    let mut engines = vec![Engine::nearest_free(policy), Engine::elbow(policy.clone())];
    engines.extend(Engine::others(policy).into_iter().filter(is_in_use));
    engines
}

impl Running {
    pub fn cancel(&self) {
        self.cancel.store(true, Ordering::Relaxed);
    }

    pub fn is_over(&self) -> bool {
        self.outcome.get().is_some()
    }

    pub fn course(&self) -> Course<'_> {
        match self.outcome.get() {
            Some(Some(answer)) => Course::Finished(answer),
            Some(None) => Course::Cancelled,
            None if self.stage.load(Ordering::Relaxed) == 0 => Course::Comparing(Progress {
                done: self.done.load(Ordering::Relaxed),
                of: engines(&self.question.policy).len()
                    * usize::try_from(self.question.rehearsal.scenario().replications).unwrap_or(usize::MAX),
            }),
            None => Course::Staffing(self.done.load(Ordering::Relaxed)),
        }
    }

    fn run(&self, shutdown: &CancellationToken) {
        let answer = self.answer(|| self.cancel.load(Ordering::Relaxed) || shutdown.is_cancelled());
        // Nobody else sets it.
        self.outcome.get_or_init(|| answer);
    }

    /// None if `is_unwanted` broke it off.
    fn answer(&self, is_unwanted: impl Fn() -> bool) -> Option<Answer> {
        let tell = |done| self.done.store(done, Ordering::Relaxed);
        let Question { rehearsal, people, policy, target_percent } = &self.question;
        let report = rehearsal.with_people(*people).run(&engines(policy), &is_unwanted, |progress| {
            tell(progress.done);
        })?;
        self.stage.store(1, Ordering::Relaxed);
        tell(0);
        let most = people.saturating_mul(MOST_TIMES).min(MOST_PEOPLE).max(*people);
        let days = usize::try_from(rehearsal.scenario().replications).unwrap_or(usize::MAX);
        let mut done = 0;
        let mut needed = |engine: &Engine| {
            people_needed(rehearsal, engine, *target_percent, most, &is_unwanted, |_, _| {
                done += days;
                tell(done);
            })
        };
        Some(Answer {
            report,
            target_percent: *target_percent,
            people_needed: needed(&Engine::elbow(policy.clone()))?,
            people_needed_in_fixed_zones: needed(&Engine::fixed_zones(policy))?,
        })
    }
}
