//! Follows the event log, once for all streams.

use std::{
    collections::{HashMap, HashSet, hash_map::Entry},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use axum::body::Bytes;
use domain::{DeviceId, Duty, Logged, PersonId, SignInId, TicketId, WallId, ticket::Happening};
use store::{LoggedEvent, Subject};
use tokio::sync::broadcast::{self, error::RecvError};
use tokio_util::sync::CancellationToken;

use super::{audience::Audience, frame};
use crate::{core::Core, observed::Observed};

/// What a page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Watching {
    Everything,
    JobsOf(PersonId),
    Ticket(TicketId),
    /// … with all that a lead is told about it.
    TicketInFull(TicketId),
}

/// What a stream hears of.
#[derive(Debug, Clone)]
pub(super) struct Change {
    /// None for what is not in the log: alarms.
    pub sequence: Option<i64>,
    /// As it goes over the wire: written once for all streams.
    pub frame: Bytes,
}

/// What a stream is open by, and ends with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ended {
    Session(SignInId),
    Device(DeviceId),
    Wall(WallId),
    /// Or no more than a role, or the shift that it lasts for: whoever came by it looks.
    RoleOf(PersonId),
}

/// Where streams listen. Thousands of ward devices wait for a request of their own: an event wakes those pages that show
/// it, and no other.
#[derive(Debug, Clone, Default)]
pub(crate) struct Hub {
    pages: Arc<Mutex<Pages>>,
    ends: Ends,
}

/// Tells all streams of every sign-in that ends.
#[derive(Debug, Clone)]
struct Ends(broadcast::Sender<Ended>);

impl Default for Ends {
    fn default() -> Self {
        Self(broadcast::Sender::new(256))
    }
}

/// Of what somebody watches.
type Pages = HashMap<Watching, broadcast::Sender<Change>>;

/// One stream's end. A stream that lags more than its buffer is told so.
pub(super) struct Listener {
    hub: Hub,
    watching: Watching,
    /// There until it is dropped.
    changes: Option<broadcast::Receiver<Change>>,
}

/// Looks even if nobody called.
const LOOK_AT_LEAST_EVERY: Duration = Duration::from_secs(1);
const BATCH: u32 = 500;

impl Watching {
    /// Changes a slow client may be behind.
    const fn buffer(self) -> usize {
        match self {
            Self::Everything => 1024,
            Self::JobsOf(_) | Self::Ticket(_) | Self::TicketInFull(_) => 16,
        }
    }
}

impl Hub {
    /// How many pages listen.
    pub(crate) fn streams(&self) -> usize {
        self.pages().values().map(broadcast::Sender::receiver_count).sum()
    }

    /// Boards show something that is not in the log.
    fn tell_boards(&self) {
        self.tell([Watching::Everything], &Change { sequence: None, frame: frame::RESET });
    }

    pub(super) fn listen(&self, watching: Watching) -> Listener {
        let changes = self
            .pages()
            .entry(watching)
            .or_insert_with(|| broadcast::Sender::new(watching.buffer()))
            .subscribe();
        Listener { hub: self.clone(), watching, changes: Some(changes) }
    }

    pub(super) fn hear_of_ends(&self) -> broadcast::Receiver<Ended> {
        self.ends.0.subscribe()
    }

    fn tell(&self, watching: impl IntoIterator<Item = Watching>, change: &Change) {
        let pages = self.pages();
        for page in watching.into_iter().filter_map(|watching| pages.get(&watching)) {
            // No listener is no fault.
            let _ = page.send(change.clone());
        }
    }

    fn tell_all(&self, change: &Change) {
        for page in self.pages().values() {
            // No listener is no fault.
            let _ = page.send(change.clone());
        }
    }

    fn pages(&self) -> MutexGuard<'_, Pages> {
        self.pages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Listener {
    pub(super) async fn next(&mut self) -> Result<Change, RecvError> {
        match &mut self.changes {
            Some(changes) => changes.recv().await,
            None => Err(RecvError::Closed),
        }
    }
}

impl Drop for Listener {
    /// The last one to leave puts out the light: tickets come and go by the thousand.
    fn drop(&mut self) {
        let mut pages = self.hub.pages();
        self.changes = None;
        if let Entry::Occupied(page) = pages.entry(self.watching)
            && page.get().receiver_count() == 0
        {
            page.remove();
        }
    }
}

/// Runs until `shutdown`.
pub(crate) async fn run(core: Core, hub: Hub, observed: Arc<Observed>, shutdown: CancellationToken) {
    let follow_log = async {
        let mut follower: Option<Follower> = None;
        loop {
            if let Err(error) = follow(&core, &hub, &observed, &mut follower).await {
                tracing::error!(%error, "live pages could not read the event log");
            }
            tokio::select! {
                () = core.wake.live.notified() => {}
                () = tokio::time::sleep(LOOK_AT_LEAST_EVERY) => {}
            }
        }
    };
    // By itself: boards hear of alarms while the log cannot be read.
    let tell_boards = async {
        loop {
            core.wake.boards.notified().await;
            hub.tell_boards();
        }
    };
    tokio::select! {
        () = follow_log => {}
        () = tell_boards => {}
        () = shutdown.cancelled() => {}
    }
}

struct Follower {
    sequence: i64,
    audience: Audience,
}

async fn follow(
    core: &Core,
    hub: &Hub,
    observed: &Observed,
    follower: &mut Option<Follower>,
) -> Result<(), store::Error> {
    let mut tx = core.store.read().await?;
    let follower = match follower {
        Some(follower) => follower,
        None => follower.insert(Follower {
            sequence: tx.latest_sequence().await?,
            audience: Audience::of(&tx.list_open_tickets().await?),
        }),
    };
    let latest = tx.latest_sequence().await?;
    while follower.sequence < latest {
        let events = tx.list_events_after(follower.sequence, BATCH).await?;
        // Sequences have no gaps: what is not listed cannot be read, or is a newer program's. It is not waited for.
        let read_to = if events.len() < BATCH as usize { None } else { events.last() };
        let read_to = read_to.map_or(latest, |event| event.sequence);
        if i64::try_from(events.len()).is_ok_and(|count| count < read_to - follower.sequence) {
            hub.tell_boards();
        }
        follower.sequence = read_to;
        for event in &events {
            if let Some(ended) = ended(event) {
                // Nobody listening is no fault.
                let _ = hub.ends.0.send(ended);
            }
            if !matches!(event.subject, Subject::Ticket(ticket) if ticket.is_canary()) {
                observed.metrics.saw_event(event.what.kind());
            } else if !matches!(event.what, Logged::Step(Happening::Resolved { .. })) {
                // All that pages hear of the canary: the board says when it was last back.
                continue;
            }
            let change = Change { sequence: Some(event.sequence), frame: frame::change(event.sequence) };
            if reader(&event.what) == Reader::EveryPage {
                hub.tell_all(&change);
            } else {
                hub.tell(concerned(event, &mut follower.audience), &change);
            }
        }
    }
    Ok(())
}

/// What an event ends.
fn ended(event: &LoggedEvent) -> Option<Ended> {
    match (event.subject, &event.what) {
        (_, Logged::SignedOut { session, .. } | Logged::SessionEnded { session, .. }) => {
            Some(Ended::Session(*session))
        }
        (Subject::Device(device), Logged::DeviceRevoked(_) | Logged::DeviceHandedBack) => {
            Some(Ended::Device(device))
        }
        (_, Logged::WallRevoked { wall }) => Some(Ended::Wall(*wall)),
        // An older program says only who somebody is from now on; a role that ran out during a shift lasts as long as that.
        (
            Subject::Person(person),
            Logged::RoleEnded { .. }
            | Logged::PersonSetUp { .. }
            | Logged::DutyChanged { to: Duty::OffShift, .. },
        ) => Some(Ended::RoleOf(person)),
        _ => None,
    }
}

/// Who looks at a page that shows what has happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reader {
    /// Nobody but an auditor, who opens a page for it.
    Auditor,
    Lead,
    /// … and whoever it is about.
    Everyone,
    /// Whatever page is open: it has a name that is another now, or a word of the command centre.
    EveryPage,
}

const fn reader(what: &Logged) -> Reader {
    match what {
        Logged::SignedIn { .. }
        | Logged::SignedOut { .. }
        | Logged::SessionEnded { .. }
        | Logged::SignInFailed(_)
        | Logged::UnknownUsername(_)
        | Logged::WrongCode(_)
        | Logged::Refused { .. }
        | Logged::PasswordSet { .. }
        | Logged::PasswordLinkMade
        | Logged::ShiftAdded { .. }
        | Logged::ShiftChanged { .. }
        | Logged::ShiftRemoved { .. }
        | Logged::CodeMade { .. }
        | Logged::Imported { .. }
        | Logged::ImportUndone { .. }
        | Logged::ImportHeadingSaid { .. }
        | Logged::ImportHeadingForgotten { .. }
        | Logged::Exported { .. }
        | Logged::SettingsSet { .. }
        | Logged::CallTested { .. }
        | Logged::PostersPrinted { .. }
        | Logged::PostersTakenDown { .. }
        | Logged::PostersUncounted { .. }
        | Logged::DecisionLogged { .. }
        | Logged::DecisionCorrected { .. }
        | Logged::SortedByIssue { .. }
        | Logged::WallAdded { .. }
        | Logged::WallRevoked { .. }
        | Logged::WaveAdded { .. }
        | Logged::WaveRenamed { .. }
        | Logged::CutoverMoved { .. }
        | Logged::WardsJoinedWave { .. }
        | Logged::WardLeftWave { .. }
        | Logged::WavePhaseSet { .. }
        | Logged::ReportWritten { .. }
        | Logged::ReportApproved { .. }
        | Logged::ReportCorrected { .. }
        | Logged::PackMade { .. }
        | Logged::SlipsUnused { .. }
        | Logged::SlipsUnusedUndone { .. }
        | Logged::AlertKeyAdded { .. }
        | Logged::AlertKeyRetired { .. } => Reader::Auditor,
        Logged::AlertArrived { .. }
        | Logged::NotReached { .. }
        | Logged::FollowUpAdded { .. }
        | Logged::FollowUpDone { .. }
        | Logged::FollowUpReopened { .. }
        | Logged::FollowUpChanged { .. }
        | Logged::FollowUpCancelled { .. }
        | Logged::SurgeFound { .. }
        | Logged::SurgeJudged { .. } => Reader::Lead,
        Logged::Step(_)
        | Logged::NobodyToAsk(_)
        | Logged::SomebodyToAsk
        | Logged::IssueLinked { .. }
        | Logged::IssueUnlinked { .. }
        | Logged::DutyChanged { .. }
        | Logged::PlaceChanged { .. }
        | Logged::ZoneModeChanged { .. }
        | Logged::AlertsOn
        | Logged::AlertsTested
        | Logged::AlertsGone
        | Logged::PersonSetUp { .. }
        | Logged::RoleGranted { .. }
        | Logged::RoleEnded { .. }
        | Logged::AccountEnded
        | Logged::AccountOpened
        | Logged::DeviceEnrolled(_)
        | Logged::DeviceRevoked(_)
        | Logged::DeviceHandedBack
        | Logged::WardLinkRotated { .. }
        | Logged::PolicySet { .. }
        | Logged::DrillStarted { .. }
        | Logged::KnownIssueAdded(_)
        | Logged::KnownIssueChanged(_)
        | Logged::KnownIssueEnded(_)
        | Logged::KnownIssueReopened(_) => Reader::Everyone,
        Logged::WordSent { .. }
        | Logged::EntryAdded { .. }
        | Logged::EntryChanged { .. }
        | Logged::EntryEnded { .. }
        | Logged::EntryOpened { .. } => Reader::EveryPage,
    }
}

/// Which pages show what has happened.
fn concerned(event: &LoggedEvent, audience: &mut Audience) -> Vec<Watching> {
    let (ticket, people) = match (reader(&event.what), event.subject) {
        (Reader::Auditor | Reader::EveryPage, _) | (Reader::Everyone, Subject::Hospital) => {
            return Vec::new();
        }
        (Reader::Lead, _) => (None, HashSet::new()),
        (Reader::Everyone, Subject::Ticket(ticket)) => (Some(ticket), audience.people(event)),
        (Reader::Everyone, Subject::Person(_) | Subject::Device(_)) => (None, audience.people(event)),
    };
    let in_full = match event.subject {
        Subject::Ticket(ticket) => Some(Watching::TicketInFull(ticket)),
        Subject::Person(_) | Subject::Device(_) | Subject::Hospital => None,
    };
    let (ticket, people) = (ticket.map(Watching::Ticket), people.into_iter().map(Watching::JobsOf));
    ticket.into_iter().chain(in_full).chain(people).chain([Watching::Everything]).collect()
}

#[cfg(test)]
mod tests {
    use domain::Timestamp;
    use futures::FutureExt;

    use super::*;

    const CHANGE: Change = Change { sequence: Some(7), frame: frame::BEAT };

    fn ticket(random: u8) -> Watching {
        Watching::Ticket(TicketId::new(Timestamp::from_millis(1), [random; 10]))
    }

    fn hears(listener: &mut Listener) -> Option<Result<Option<i64>, RecvError>> {
        listener.next().now_or_never().map(|heard| heard.map(|change| change.sequence))
    }

    #[test]
    fn an_event_wakes_those_who_watch_it_and_no_other() {
        let hub = Hub::default();
        let (mut ours, mut neighbours, mut board) =
            (hub.listen(ticket(1)), hub.listen(ticket(2)), hub.listen(Watching::Everything));
        hub.tell([ticket(1), Watching::Everything], &CHANGE);
        assert_eq!(hears(&mut ours), Some(Ok(Some(7))));
        assert_eq!(hears(&mut board), Some(Ok(Some(7))));
        assert_eq!(hears(&mut neighbours), None);
        hub.tell_boards();
        assert_eq!(hears(&mut board), Some(Ok(None)));
        assert_eq!(hears(&mut ours), None);
        hub.tell_all(&CHANGE);
        for page in [&mut ours, &mut neighbours, &mut board] {
            assert_eq!(hears(page), Some(Ok(Some(7))));
        }
    }

    #[test]
    fn a_page_that_falls_behind_is_told_so_and_harms_no_other() {
        let hub = Hub::default();
        let (mut slow, mut quick) = (hub.listen(ticket(1)), hub.listen(ticket(1)));
        for _ in 0..2 * ticket(1).buffer() {
            hub.tell([ticket(1)], &CHANGE);
            assert_eq!(hears(&mut quick), Some(Ok(Some(7))));
        }
        assert!(matches!(hears(&mut slow), Some(Err(RecvError::Lagged(_)))));
    }

    #[test]
    fn nothing_is_kept_of_what_nobody_watches_any_more() {
        let hub = Hub::default();
        let (first, second, other) = (hub.listen(ticket(1)), hub.listen(ticket(1)), hub.listen(ticket(2)));
        assert_eq!(hub.streams(), 3);
        drop(first);
        hub.tell([ticket(1)], &CHANGE);
        assert_eq!(hub.pages().len(), 2);
        drop(second);
        drop(other);
        assert_eq!((hub.streams(), hub.pages().len()), (0, 0));
    }
}
