//! What Elbow does by itself at times of day: once, by one program, late if need be, and whatever became of the other things that are due.

use std::{sync::Arc, time::Duration};

use domain::{
    Logged, ReportKind, Scheduled, Timestamp,
    pack::Made,
    report::Written,
    schedule::{CATCH_UP, is_late},
    ticket::Actor,
};
use ground::clock::next_time;
use jiff::tz::TimeZone;
use store::{Lease, NewEvent, Subject, TURN, Turn, Tx, Work};
use tokio_util::sync::CancellationToken;

use crate::{actions::packs, config::ScheduleConfig, core::Core, kept::Kept, reports};

/// Looks at least so often: another program may have done something, or the times may be others.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// How soon it is noticed that the time has come.
const TICK: Duration = Duration::from_millis(500);
/// What people did at the last moment is in the log by then.
const SETTLES: Duration = Duration::from_secs(5);
/// Where no changes of shift are set.
const GOOD_FOR: Duration = Duration::from_hours(12);
/// What is not done by then is an alarm.
const OVERDUE_AFTER: Duration = Duration::from_mins(2);

/// Runs until `shutdown`.
pub(crate) async fn run(core: Core, kept: Arc<Kept>, zone: TimeZone, shutdown: CancellationToken) {
    let worker = Worker { core, kept, zone };
    let core = &worker.core;
    let (mut lease, mut look_at) = (None, core.now());
    loop {
        let now = core.now();
        // A clock that was set back is looked at, too.
        if now >= look_at || look_at.since(now) > LOOK_EVERY {
            if let Err(error) = worker.take_turn(&mut lease).await {
                tracing::error!(%error, "what is due by itself is not looked at; trying again in a few seconds");
            }
            look_at = now + LOOK_EVERY;
        }
        tokio::select! {
            () = tokio::time::sleep(TICK) => {}
            () = shutdown.cancelled() => break,
        }
    }
    if let Some(lease) = lease
        && let Err(error) = core.store.give_back(lease).await
    {
        tracing::warn!(%error, "another program has to wait before it can do what is due");
    }
}

/// What it does things with.
struct Worker {
    core: Core,
    kept: Arc<Kept>,
    zone: TimeZone,
}

impl Worker {
    async fn take_turn(&self, lease: &mut Option<Lease>) -> store::Result<()> {
        match self.core.store.take_turn(Work::Schedule, *lease, TURN).await? {
            Turn::Ours(ours) => *lease = Some(ours),
            Turn::Theirs(_) => {
                *lease = None;
                return Ok(());
            }
        }
        for what in Scheduled::ALL {
            // One that cannot be done holds up no other.
            match self.settle(what, *lease).await {
                Ok(()) => {}
                Err(store::Error::LeaseLost) => *lease = None,
                Err(error) => {
                    tracing::error!(%error, what = what.as_str(), "what is due is not done; trying again");
                }
            }
        }
        Ok(())
    }

    /// Does all that has come due, the earliest first.
    async fn settle(&self, what: Scheduled, lease: Option<Lease>) -> store::Result<()> {
        let Self { core, zone, .. } = self;
        let now = core.now();
        let Some(last) = core.store.read().await?.last_run(what, now).await? else {
            return begin(core, what, lease).await;
        };
        let held = core.settings.held();
        let due = held.values.schedule.due_between(zone, what, last.max(now - CATCH_UP), now - SETTLES);
        let mut tx = core.store.read().await?;
        let mut is_done = Vec::new();
        for due_at in due {
            // Of a run that cannot be read its key is known.
            is_done.push((due_at, tx.has_run(what, due_at).await?));
        }
        drop(tx);
        let due: Vec<_> =
            is_done.into_iter().filter(|(_, is_done)| !is_done).map(|(due_at, _)| due_at).collect();
        if let Scheduled::Pack = what {
            self.forget_packs(now).await?;
            // Paper is good until the next only.
            let Some(due_at) = due.last() else { return Ok(()) };
            return self.pack(lease, *due_at).await;
        }
        for due_at in due {
            let next_due_at = next_time(held.values.schedule.times_of(what), zone, due_at);
            match what {
                Scheduled::Huddle => {
                    self.report(lease, (what, ReportKind::Huddle), due_at, next_due_at).await?;
                }
                Scheduled::Sitrep => {
                    self.report(lease, (what, ReportKind::Sitrep), due_at, next_due_at).await?;
                }
                Scheduled::Pack => {}
            }
        }
        Ok(())
    }

    async fn report(
        &self,
        lease: Option<Lease>,
        (what, kind): (Scheduled, ReportKind),
        due_at: Timestamp,
        next_due_at: Option<Timestamp>,
    ) -> store::Result<()> {
        let core = &self.core;
        // Of a position of the log the same is read later: the writer's turn is not spent on it.
        let mut tx = core.store.read().await?;
        let written = reports::compose(tx.as_mut(), kind, due_at, next_due_at, core.now()).await?;
        drop(tx);
        let mut tx = core.write().await?;
        confirm(tx.as_mut(), lease).await?;
        if tx.has_run(what, due_at).await? {
            return tx.commit_quietly().await;
        }
        let number = keep(tx.as_mut(), what, &written).await?;
        tx.commit().await?;
        tracing::info!(number, kind = kind.as_str(), "a report is written");
        Ok(())
    }

    /// Names of a roster are of no use for long, also where no pack follows.
    async fn forget_packs(&self, now: Timestamp) -> store::Result<()> {
        let void_before = now - packs::KEPT;
        if !self.core.store.read().await?.has_forgettable_packs(void_before).await? {
            return Ok(());
        }
        let mut tx = self.core.write().await?;
        tx.forget_packs(void_before).await?;
        tx.commit_quietly().await
    }

    async fn pack(&self, lease: Option<Lease>, due_at: Timestamp) -> store::Result<()> {
        let Self { core, kept, zone } = self;
        let now = core.now();
        let mut tx = core.store.read().await?;
        let directory = kept.directory(core, tx.as_mut()).await?;
        let contents = packs::contents(tx.as_mut(), &directory, &core.policy(), now).await?;
        drop(tx);
        let mut tx = core.write().await?;
        confirm(tx.as_mut(), lease).await?;
        if tx.has_run(Scheduled::Pack, due_at).await? {
            return tx.commit_quietly().await;
        }
        // One that is late says what is so by now.
        let as_at = if is_late(due_at, now) { now } else { due_at };
        let made = Made { as_at, void_after: void_after(core, zone, due_at), contents };
        let number = packs::write(tx.as_mut(), made, None, now).await?;
        tx.add_run(Scheduled::Pack, due_at, now).await?;
        tx.commit().await?;
        tracing::info!(number, "a fallback pack is made");
        Ok(())
    }
}

/// When the next pack is made by itself.
pub(crate) fn next_pack(core: &Core, zone: &TimeZone) -> Option<Timestamp> {
    let held = core.settings.held();
    let change =
        next_time(&held.values.schedule.shift_changes, zone, core.now() + ScheduleConfig::BEFORE_A_CHANGE)?;
    Some(change - ScheduleConfig::BEFORE_A_CHANGE)
}

/// Until when a pack is good that is made then: whoever comes next has one of their own.
pub(crate) fn void_after(core: &Core, zone: &TimeZone, made_at: Timestamp) -> Timestamp {
    let held = core.settings.held();
    let change =
        next_time(&held.values.schedule.shift_changes, zone, made_at + ScheduleConfig::BEFORE_A_CHANGE);
    change.unwrap_or(made_at + GOOD_FOR)
}

/// From the first look on: what was due before there was anything to do it is nobody's.
async fn begin(core: &Core, what: Scheduled, lease: Option<Lease>) -> store::Result<()> {
    let mut tx = core.write().await?;
    confirm(tx.as_mut(), lease).await?;
    let now = core.now();
    if tx.last_run(what, now).await?.is_none() {
        tx.add_run(what, now, now).await?;
    }
    tx.commit_quietly().await
}

async fn keep(tx: &mut dyn Tx, what: Scheduled, report: &Written) -> store::Result<u32> {
    let number = tx.add_report(report).await?;
    let written = Logged::ReportWritten { number };
    tx.append_event(&NewEvent::new(Subject::Hospital, Actor::Engine, report.written_at, written)).await?;
    tx.add_run(what, report.due_at, report.written_at).await?;
    Ok(number)
}

/// Writes the reports of the last day into a database that nothing has looked at yet, as if they had been written in time; a pack is made once it is
/// served.
#[cfg(feature = "demo")]
pub(crate) async fn write_those_of_a_day(
    store: &dyn store::Store,
    config: &crate::config::Config,
    now: Timestamp,
) -> store::Result<()> {
    let (mut tx, zone) = (store.write().await?, &config.time_zone);
    let mut all: Vec<(Scheduled, Written)> = Vec::new();
    for (what, kind) in [(Scheduled::Sitrep, ReportKind::Sitrep), (Scheduled::Huddle, ReportKind::Huddle)] {
        let times = config.schedule.times_of(what);
        for due_at in config.schedule.due_between(zone, what, now - CATCH_UP, now - SETTLES) {
            let next_due_at = next_time(times, zone, due_at);
            let mut written =
                reports::compose(tx.as_mut(), kind, due_at, next_due_at, due_at + SETTLES).await?;
            // Who is there now says nothing of then.
            written.figures.cover = None;
            all.push((what, written));
        }
    }
    // What is kept stands in the log, behind all that the others count.
    for (what, written) in all {
        keep(tx.as_mut(), what, &written).await?;
    }
    tx.add_run(Scheduled::Pack, now - CATCH_UP, now).await?;
    tx.commit().await
}

/// Where one program serves there is nobody to take over.
async fn confirm(tx: &mut dyn Tx, lease: Option<Lease>) -> store::Result<()> {
    match lease {
        Some(lease) => tx.confirm(lease).await,
        None => Err(store::Error::LeaseLost),
    }
}

/// What is not as it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Amiss {
    /// It came due, and was not done in time.
    Overdue(Scheduled, Timestamp),
    /// It is done, and is not due yet.
    Ahead(Scheduled, Timestamp),
}

pub(crate) async fn amiss(core: &Core, zone: &TimeZone) -> store::Result<Vec<Amiss>> {
    let now = core.now();
    let held = core.settings.held();
    let mut tx = core.store.read().await?;
    let mut amiss = Vec::new();
    for what in Scheduled::ALL {
        amiss.extend(tx.run_ahead(what, now + OVERDUE_AFTER).await?.map(|due_at| Amiss::Ahead(what, due_at)));
        let Some(last) = tx.last_run(what, now).await? else { continue };
        let (after, until) = (last.max(now - CATCH_UP), now - OVERDUE_AFTER);
        for due_at in held.values.schedule.due_between(zone, what, after, until) {
            if !tx.has_run(what, due_at).await? {
                amiss.push(Amiss::Overdue(what, due_at));
                break;
            }
        }
    }
    Ok(amiss)
}
