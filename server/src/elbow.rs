//! What every part of the running program shares.

use std::sync::{Arc, PoisonError, RwLock};

use domain::{Timestamp, ticket::Deadlines};
use store::Store;
use tokio::sync::Notify;

use crate::{
    clock::Clock,
    config::Config,
    directory::KeptDirectory,
    engine::{Atlas, KeptAnswers},
    http::limits::Limits,
    import::Uploads,
    links::Links,
    live::Hub,
    metrics::Metrics,
    policy::PolicyInForce,
    pulse::Pulse,
    random::Random,
    rehearsal::Rehearsals,
    saving::Saving,
    tally::Tally,
    workers::follower::Hints,
};

#[derive(Clone)]
pub struct Elbow(Arc<Parts>);

#[expect(missing_debug_implementations, reason = "a clock is a function")]
pub struct Parts {
    pub config: Config,
    pub store: Arc<dyn Store>,
    pub clock: Clock,
    pub random: Random,
    pub links: Links,
    pub policy: PolicyInForce,
    pub limits: Limits,
    pub tally: Tally,
    pub hub: Hub,
    pub atlas: Atlas,
    pub(crate) directory: KeptDirectory,
    pub answers: KeptAnswers,
    pub uploads: Uploads,
    pub wake: Wake,
    pub rehearsals: Rehearsals,
    pub metrics: Arc<Metrics>,
    pub pulse: Pulse,
    pub(crate) saving: Saving,
    /// What the standing check found last.
    pub alarms: RwLock<Vec<String>>,
    /// Demonstration data: said on every page.
    pub demo: bool,
}

/// Hints that there is something to do. Who is woken looks in the database; who is not, looks a little later.
#[derive(Debug, Default)]
pub struct Wake {
    pub engine: Notify,
    pub outbox: Arc<Notify>,
    pub live: Notify,
    pub second_channel: Notify,
    pub followers: Arc<Hints>,
}

impl Elbow {
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    pub fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// No session that was last used before this time lives, whoever's it is.
    pub fn sessions_used_since(&self, now: Timestamp) -> Timestamp {
        let idle = &self.config.sessions;
        now - idle.responder_idle.max(idle.staff_idle)
    }

    /// Promises that do not hold at the moment, in words.
    pub fn alarms(&self) -> Vec<String> {
        self.alarms.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn policy(&self) -> Arc<dispatch::Policy> {
        self.policy.held().policy
    }

    pub fn deadlines(&self) -> Deadlines {
        self.policy().deadlines.clone()
    }
}

impl std::ops::Deref for Elbow {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl std::fmt::Debug for Elbow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Elbow").field("store", &self.store).field("demo", &self.demo).finish_non_exhaustive()
    }
}

impl Wake {
    /// After a commit that appended to the log.
    pub fn all(&self) {
        self.engine.notify_one();
        self.outbox.notify_one();
        self.live.notify_one();
        self.second_channel.notify_one();
        self.followers.log.notify_one();
    }
}
