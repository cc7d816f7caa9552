//! The standing check: the promises of Elbow, asked of the database again and again. What does not hold is an alarm on
//! the board and a line in the log.
//!
//! The log is read whole by the first look, then on from where it was whole; the file is read whole a minute after the
//! start and once a day. Neither is waited for before the program serves, so that the time to start does not grow with
//! history.
//!
//! At the same pace a shift ends whose person may not respond any more, and uploaded files that nobody has saved are forgotten.

use std::{sync::Arc, time::Duration};

use app::words::isolated;
use domain::{Scheduled, Timestamp};
use ground::clock::zoned;
use import::Uploads;
use store::LogMark;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::{
    actions, canary, core::Core, limits::Limits, observed::Observed, schedule, schedule::Amiss, trust::Trust,
};

const EVERY: Duration = Duration::from_secs(10);
const FIRST_READ_AFTER: Duration = Duration::from_mins(1);
const READ_EVERY: Duration = Duration::from_hours(24);

/// What the check asks, and tells.
pub(crate) struct Watch {
    pub(crate) core: Core,
    pub(crate) limits: Arc<Limits>,
    pub(crate) observed: Arc<Observed>,
    pub(crate) trust: Arc<Trust>,
    pub(crate) uploads: Arc<Uploads>,
}

/// Runs until `shutdown`.
pub(crate) async fn run(asked: Watch, shutdown: CancellationToken) {
    let watch = async {
        let mut seen = Seen {
            since: asked.core.now(),
            log_whole_to: 0,
            log_mark: None,
            damage: Vec::new(),
            read_at: Instant::now() + FIRST_READ_AFTER,
        };
        loop {
            tokio::time::sleep(EVERY).await;
            actions::note_repeated(&asked.core, &asked.limits, false).await;
            actions::end_shifts_without_role(&asked.core).await;
            actions::forget_old_import(&asked.core).await;
            asked.uploads.purge(asked.core.now());
            let found = seen.look(&asked).await.unwrap_or_else(|error| {
                vec![format!("The standing check could not read the database: {error}")]
            });
            tell(&asked, found);
        }
    };
    tokio::select! {
        () = watch => {}
        () = shutdown.cancelled() => {}
    }
}

struct Seen {
    /// When the program started.
    since: Timestamp,
    log_whole_to: i64,
    /// The last hash of the log when it was last looked at.
    log_mark: Option<LogMark>,
    /// What reading the whole database found last.
    damage: Vec<String>,
    /// When that is due again.
    read_at: Instant,
}

impl Seen {
    async fn look(&mut self, Watch { core, limits, trust, .. }: &Watch) -> store::Result<Vec<String>> {
        let checked = core.store.check(core.now(), self.log_whole_to).await?;
        self.log_whole_to = checked.log_whole_to;
        // The mark that was lost stays the one that is looked for, so that the alarm does not end by itself.
        let rewritten = match &self.log_mark {
            Some(mark) if !core.store.read().await?.has_log_mark(mark).await? => Some(rewritten(mark)),
            _ => {
                self.log_mark = checked.log_mark;
                None
            }
        };
        if Instant::now() >= self.read_at {
            self.damage = core.store.verify().await?;
            if let Some(mark) = &self.log_mark {
                tracing::info!(%mark, "the event log ends with this hash; `elbow doctor --expect-hash` asks for it later");
            }
            // Whatever it meets, the check names.
            core.store.unreadable_rows().await?;
            self.read_at = Instant::now() + READ_EVERY;
        }
        let canary = if trust.canary { canary::alarm(core, self.since).await? } else { None };
        let guessed = guessed(core, limits).await?;
        let overdue = amiss(core, trust).await;
        let policy = core.policy.held().problem;
        let settings = core.settings.held();
        Ok(checked
            .broken
            .into_iter()
            .chain(rewritten)
            .chain(checked.left_out)
            .chain(self.damage.iter().cloned())
            .chain(canary)
            .chain(guessed)
            .chain(overdue)
            .chain(policy)
            .chain(settings.problem.clone())
            .chain(settings.values.alarms().into_iter().map(str::to_owned))
            .collect())
    }
}

/// A row that was there is gone or has another hash.
pub(crate) fn rewritten(mark: &LogMark) -> String {
    format!("The event log was rewritten or cut off: row {} is not the one that it was.", mark.sequence)
}

/// What should have been done by itself. Where that cannot be read, it is what is amiss: the rest is looked at all the same.
async fn amiss(core: &Core, trust: &Trust) -> Vec<String> {
    let name = |what| match what {
        Scheduled::Huddle => "huddle pack",
        Scheduled::Sitrep => "sitrep",
        Scheduled::Pack => "fallback pack",
    };
    let clock = |at| zoned(at, &trust.time_zone).strftime("%H:%M").to_string();
    let say = |amiss| match amiss {
        Amiss::Overdue(what, due_at) => {
            format!("The {} of {} is not written yet.", name(what), clock(due_at))
        }
        Amiss::Ahead(what, due_at) => format!(
            "The {} of {} was written before its time: a clock was ahead. It is not written again.",
            name(what),
            clock(due_at)
        ),
    };
    match schedule::amiss(core, &trust.time_zone).await {
        Ok(amiss) => amiss.into_iter().map(say).collect(),
        Err(error) => {
            tracing::error!(%error, "what is due by itself cannot be read");
            vec!["Whether reports and fallback packs are written in time cannot be read.".to_owned()]
        }
    }
}

/// Whose account somebody tries to get into.
async fn guessed(core: &Core, limits: &Limits) -> store::Result<Vec<String>> {
    let people = limits.guesses.guessed(core.now());
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let mut tx = core.store.read().await?;
    let mut alarms = Vec::with_capacity(people.len());
    for person in people {
        if let Some(person) = tx.lookup_person(person).await? {
            let name = isolated(person.name);
            alarms.push(format!(
                "The account of {name} is being guessed: many wrong tries to sign in within 10 minutes. Guesses are slowed down; {name} \
                 can still sign in from another device.",
            ));
        }
    }
    Ok(alarms)
}

fn tell(asked: &Watch, found: Vec<String>) {
    if asked.observed.alarms.replace(found, asked.core.now()) {
        asked.core.wake.boards.notify_one();
    }
}
