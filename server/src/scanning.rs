//! Looks for surges: follows the log as every program does for itself, and writes down what is found under a lease, so that of several
//! programs one does.
//!
//! What is found is a function of the log (`surges::history`), and the rows are made to say it, whatever they said: a program that
//! was killed between two of them, or takes over from another, leaves nothing wrong behind.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use domain::{Logged, Surge, TicketId, Timestamp, WardId, surge::Judged, ticket::Actor};
use ground::clock::{Day, zoned};
use jiff::{ToSpan, tz::TimeZone};
use store::{Cursor, Error, Lease, NewEvent, SLICE, Subject, TURN, Turn, Tx, Work, if_readable};
use tokio::{
    task::spawn_blocking,
    time::{Instant, sleep},
};
use tokio_util::sync::CancellationToken;

use crate::{
    core::Core,
    kept::Kept,
    surges::history::{Budget, DAYS, Entry, FoundCard, History, Numbered},
};

/// The name of the place up to which what is written says what the log does.
const NAME: &str = "surges";
/// Raised when the same log makes other cards than before: what a newer program writes, an older one leaves alone.
const VERSION: u32 = 3;
/// Looks even if nobody called.
const LOOK_AT_LEAST_EVERY: Duration = Duration::from_secs(1);
/// Before trying again what failed.
const AFTER_FAILURE: Duration = Duration::from_secs(5);
/// Weeks of the log are read again after this.
const AFTER_FAILED_SCAN: Duration = Duration::from_mins(1);

/// What today's thresholds were made from; none as long as nobody has asked.
#[derive(Debug, Default)]
pub(crate) struct Thresholds(Mutex<Option<Budget>>);

impl Thresholds {
    pub(crate) fn today(&self) -> Option<Budget> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, budget: Option<Budget>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = budget;
    }
}

/// Runs until `shutdown`.
pub(crate) async fn run(
    core: Core,
    kept: Arc<Kept>,
    zone: TimeZone,
    thresholds: Arc<Thresholds>,
    shutdown: CancellationToken,
) {
    let mut scanning = Scanning { core, kept, zone, thresholds, heard: None, written: None, lease: None };
    loop {
        let wait = match scanning.look(&shutdown).await {
            Ok(()) => LOOK_AT_LEAST_EVERY,
            // Another program goes on from there.
            Err(Failure::Store(Error::LeaseLost | Error::Stale)) => {
                scanning.lease = None;
                LOOK_AT_LEAST_EVERY
            }
            Err(error) => {
                let wait = if matches!(error, Failure::Scan(_)) { AFTER_FAILED_SCAN } else { AFTER_FAILURE };
                tracing::error!(%error, "surges are not looked for; trying again in {} seconds", wait.as_secs());
                wait
            }
        };
        tokio::select! {
            () = scanning.core.wake.surges.notified(), if wait == LOOK_AT_LEAST_EVERY => {}
            () = sleep(wait) => {}
            () = shutdown.cancelled() => break,
        }
    }
    if let Some(lease) = scanning.lease
        && let Err(error) = scanning.core.store.give_back(lease).await
    {
        tracing::warn!(%error, "another program has to wait before it can write down surges");
    }
}

#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Store(#[from] Error),
    #[error("the scan failed: {0}")]
    Scan(#[from] tokio::task::JoinError),
}

struct Scanning {
    core: Core,
    kept: Arc<Kept>,
    zone: TimeZone,
    thresholds: Arc<Thresholds>,
    /// None before the first look, and after a scan that failed: the log is read again.
    heard: Option<Heard>,
    /// What the rows say, as far as this program has made them.
    written: Option<Vec<FoundCard>>,
    lease: Option<Lease>,
}

/// The log up to a row.
struct Heard {
    history: History,
    sequence: i64,
    /// None until the log was heard to its end.
    cards: Option<Vec<FoundCard>>,
}

impl Scanning {
    /// Hears what was added to the log, and has written down what follows. What was heard is kept if the store fails.
    async fn look(&mut self, shutdown: &CancellationToken) -> Result<(), Failure> {
        loop {
            if shutdown.is_cancelled() {
                return Ok(());
            }
            let began = Instant::now();
            let mut tx = self.core.store.read().await?;
            let numbered = numbered(&self.kept, tx.as_mut()).await?;
            // None yet, or places have come or gone: streams have other numbers.
            let Some(mut heard) = self.heard.take_if(|heard| *heard.history.numbered() == numbered) else {
                drop(tx);
                self.heard = Some(self.begin().await?);
                continue;
            };
            let slice = match tx.read_log(heard.sequence, SLICE).await {
                Ok(slice) => slice,
                Err(error) => {
                    self.heard = Some(heard);
                    return Err(error.into());
                }
            };
            drop(tx);
            if slice.last == heard.sequence {
                if heard.cards.is_none() {
                    heard = spawn_blocking(move || {
                        heard.history.begin();
                        heard
                    })
                    .await?;
                    self.take_note(&mut heard);
                }
                self.heard = Some(heard);
                break;
            }
            let entries: Vec<Entry> = slice.events.iter().filter_map(Entry::of).collect();
            heard.sequence = slice.last;
            if heard.cards.is_none() {
                for entry in entries {
                    heard.history.gather(entry);
                }
                self.heard = Some(heard);
                // Whoever asks and helps meanwhile does not wait for what is long over.
                tokio::select! {
                    () = sleep(began.elapsed()) => {}
                    () = shutdown.cancelled() => {}
                }
                continue;
            }
            if !entries.is_empty() {
                heard = spawn_blocking(move || {
                    for entry in entries {
                        heard.history.hear(entry);
                    }
                    heard
                })
                .await?;
                self.take_note(&mut heard);
            }
            self.heard = Some(heard);
        }
        if let Some(heard) = &self.heard
            && let (Some(cards), Some(since)) = (&heard.cards, heard.history.day_began())
            && self.written.as_ref() != Some(cards)
        {
            let (cards, sequence) = (cards.clone(), heard.sequence);
            if self.write(&cards, since, sequence).await? {
                self.written = Some(cards);
            }
        }
        Ok(())
    }

    fn take_note(&self, heard: &mut Heard) {
        let cards = heard.history.cards();
        self.thresholds.set(heard.history.budget());
        heard.cards = Some(cards);
    }

    /// The log from the first day on that a scan of today hears.
    async fn begin(&mut self) -> Result<Heard, Failure> {
        self.written = None;
        let mut tx = self.core.store.read().await?;
        let history = History::new(self.zone.clone(), numbered(&self.kept, tx.as_mut()).await?);
        let latest = tx.latest_sequence().await?;
        let sequence = match last_entry(tx.as_mut(), latest).await? {
            // Of the last day that there is something of, and one day more: times of rows are not quite in order, and a clock may be ahead.
            Some(last) => {
                let last = zoned(last.at.min(self.core.now()), &self.zone);
                let first = last.date().checked_sub((DAYS + 1).days()).ok();
                match first.and_then(|date| Day::of(date, &self.zone)) {
                    Some(day) => last_before(tx.as_mut(), day.start, latest).await?,
                    None => 0,
                }
            }
            None => latest,
        };
        Ok(Heard { history, sequence, cards: None })
    }

    /// Whether the rows say it now; another program may be the one to write.
    async fn write(&mut self, cards: &[FoundCard], since: Timestamp, sequence: i64) -> Result<bool, Failure> {
        match self.core.store.take_turn(Work::Surges, self.lease, TURN).await? {
            Turn::Ours(lease) => self.lease = Some(lease),
            Turn::Theirs(_) => {
                self.lease = None;
                return Ok(false);
            }
        }
        let mut tx = self.core.write().await?;
        if let Some(lease) = self.lease {
            tx.confirm(lease).await?;
        }
        let before = tx.lookup_cursor(NAME).await?;
        if let Some(cursor) = before {
            let is_newer = cursor.version > VERSION;
            // Whoever wrote has heard more than we have: what we know is on its way to being the same.
            if is_newer || cursor.version == VERSION && cursor.sequence > sequence {
                return Ok(is_newer);
            }
        }
        // One of before midnight may go on.
        let mut rows = tx.list_surges_since(since - Surge::OPEN_FOR).await?;
        for card in cards {
            if !rows.iter().any(|row| row.id == card.id) {
                rows.extend(if_readable(tx.lookup_surge(card.id).await)?);
            }
        }
        let changes = changes(cards, &rows, since, self.written.as_deref().unwrap_or_default());
        for change in &changes {
            tx.put_surge(&change.surge, &change.tickets).await?;
            if let Some(judged) = &change.takes_over {
                tx.judge_surge(change.surge.id, judged).await?;
            }
            if change.is_new {
                let found = Logged::SurgeFound { surge: change.surge.id };
                let event = NewEvent::new(Subject::Hospital, Actor::Engine, self.core.now(), found);
                tx.append_event(&event).await?;
            }
        }
        let to = Cursor { version: VERSION, sequence };
        if before != Some(to) {
            tx.move_cursor(NAME, before, to).await?;
        }
        tx.commit().await?;
        if !changes.is_empty() {
            self.core.wake.boards.notify_one();
        }
        Ok(true)
    }
}

async fn numbered(kept: &Kept, tx: &mut dyn Tx) -> store::Result<Numbered> {
    let places = kept.places(tx).await?;
    let wards = places.wards.values().map(|ward| (ward.id, ward.zone));
    let zones = places.all_zones().map(|zone| zone.id);
    let ended: Vec<WardId> = places.ended_wards().map(|ward| ward.id).collect();
    Ok(Numbered::new(wards, zones, places.all_tags().map(|tag| tag.id), &ended, &tx.list_waves().await?))
}

/// The last that a scan hears of, however much else was written since.
async fn last_entry(tx: &mut dyn Tx, latest: i64) -> store::Result<Option<Entry>> {
    let mut until = latest;
    while until > 0 {
        let after = (until - i64::from(SLICE)).max(0);
        let events = tx.read_log(after, SLICE).await?.events;
        if let Some(last) = events.iter().rev().find_map(Entry::of) {
            return Ok(Some(last));
        }
        until = after;
    }
    Ok(None)
}

/// The last row of the log before which all is older than `at`, or nearly all: rows are in the order in which they were written.
async fn last_before(tx: &mut dyn Tx, at: Timestamp, latest: i64) -> store::Result<i64> {
    let (mut older, mut newer) = (0, latest);
    while newer - older > i64::from(SLICE) {
        let middle = older + (newer - older) / 2;
        match tx.read_log(middle, SLICE).await?.events.first() {
            Some(event) if event.at < at => older = middle,
            _ => newer = middle,
        }
    }
    Ok(older)
}

/// A row that is to say something else.
struct Change {
    surge: Surge,
    tickets: Vec<TicketId>,
    is_new: bool,
    /// What a lead said of one that it took in.
    takes_over: Option<Judged>,
}

/// What makes the rows say what was found. `rows`: those with an alarm since a surge could still go on into the day that began at `since`.
/// `written`: what they said before, with their tickets.
fn changes(cards: &[FoundCard], rows: &[Surge], since: Timestamp, written: &[FoundCard]) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut named: Vec<TicketId> = cards.iter().map(|card| card.id).collect();
    for card in cards {
        let row = rows.iter().find(|row| row.id == card.id).or_else(|| {
            // Over midnight, with other thresholds, it may begin with another request.
            rows.iter().find(|row| !row.is_gone && card.tickets.contains(&row.id) && !named.contains(&row.id))
        });
        let id = row.map_or(card.id, |row| row.id);
        named.push(id);
        let judged = row.and_then(|row| row.judged);
        let is_taken_in = |row: &&Surge| {
            row.id != id
                && !row.is_gone
                && card.tickets.contains(&row.id)
                && !cards.iter().any(|card| card.id == row.id)
        };
        let of_taken_in = rows.iter().filter(is_taken_in).filter_map(|row| row.judged);
        let takes_over = if judged.is_none() { of_taken_in.max_by_key(|judged| judged.at) } else { None };
        let surge = Surge { id, found: card.found.clone(), is_gone: false, judged };
        if row != Some(&surge) || takes_over.is_some() || !written.contains(card) {
            changes.push(Change { surge, tickets: card.tickets.clone(), is_new: row.is_none(), takes_over });
        }
    }
    let is_over = |row: &&Surge| row.found.opened_at >= since && !row.is_gone && !named.contains(&row.id);
    for row in rows.iter().filter(is_over) {
        let surge = Surge { is_gone: true, ..row.clone() };
        changes.push(Change { surge, tickets: Vec::new(), is_new: false, takes_over: None });
    }
    changes
}

#[cfg(test)]
mod tests;
