//! What Elbow keeps.
//!
//! One trait an aggregate, a [`Tx`] that is all of them, and a [`Store`] that begins one. A [`Tx`] is one transaction: a
//! transition, its event and the alerts it causes are committed together or not at all, and nothing is awaited from the
//! network inside it. Dropping it rolls it back. Not found is `None`, never an error.

mod accounts;
mod broadcasts;
mod builds;
mod calls;
mod canary;
mod commits;
mod decision_log;
mod devices;
mod dispatching;
mod drills;
mod error;
mod events;
mod facts;
mod follow_ups;
mod following;
mod grants;
mod group;
mod imports;
mod insight;
mod invitations;
mod known_issues;
mod lease;
mod listing;
mod location;
mod outbox;
mod packs;
mod people;
mod places;
mod posters;
pub mod postgres;
mod push;
mod reports;
mod roster;
mod schedules;
mod secret;
mod settings;
mod sql;
pub mod sqlite;
mod surges;
mod taps;
mod tickets;
mod unreadable;
mod walls;
mod waves;
mod ways;

use std::time::Duration;

use async_trait::async_trait;

pub use self::{
    accounts::{Account, Accounts, Identity},
    broadcasts::Broadcasts,
    builds::{Builds, BuiltFile},
    calls::{Call, CallFor, CallOutcome, Calls, NewCall},
    canary::Canary,
    commits::CommitWatcher,
    decision_log::{DecisionLog, NewDecision},
    devices::{Device, DeviceKind, Devices, EnrolmentCode, SignInSession},
    dispatching::{Decision, Dispatching, SetText},
    drills::{Drill, DrillMember, Drills},
    error::{Error, Result, if_readable},
    events::{AuditFilter, Events, LogMark, LogSlice, LoggedEvent, NewEvent, NoLogMark, Subject},
    facts::{Facts, TicketFacts},
    follow_ups::FollowUps,
    following::{Cursor, Cursors, Followed, Follower, SLICE, follow, follow_to_end},
    grants::{Grants, set_lasting_roles},
    imports::{HeadingSaid, ImportHeading, Imports, LastImport, UseOf, Used},
    insight::{AskedFor, ClosedTicket, Counted, Facet, Facets, Insight, Measure},
    invitations::{Invitations, Opens, PasswordLink},
    known_issues::KnownIssues,
    lease::{Lease, TURN, Turn, Work},
    listing::{
        KnownIssueFilter, NamePlace, NoPlace, Page, Part, PeopleFilter, Place, TicketFilter, TicketKind,
        Words,
    },
    location::Location,
    outbox::{
        ALONE_AFTER, Alert, AlertKind, Claimed, NewAlert, Outbox, Outcome, SET_ASIDE_SHOWN_FOR, SetAside,
    },
    packs::Packs,
    people::{People, Person},
    places::{Ended, Places},
    posters::Posters,
    postgres::PostgresStore,
    push::{Push, Subscription, VapidKey},
    reports::Reports,
    roster::Roster,
    schedules::Schedules,
    secret::Hash,
    settings::{SealedSecret, Settings},
    sqlite::SqliteStore,
    surges::{SurgeFilter, Surges},
    taps::{AnsweredTap, Taps},
    tickets::{NewTicket, OfferRecord, TicketLinks, Tickets},
    unreadable::UnreadableRow,
    walls::Walls,
    waves::Waves,
    ways::Ways,
};

/// What the standing check found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// One sentence for each promise that does not hold.
    pub broken: Vec<String>,
    /// One sentence for each table with rows that cannot be read, and that every list leaves out: those that matter now,
    /// and those that somebody met in the last minutes.
    pub left_out: Vec<String>,
    /// There are no gaps in the log up to here, and its hashes fit.
    pub log_whole_to: i64,
    /// The last hash of the log.
    pub log_mark: Option<LogMark>,
}

/// A schema, as a program sees it that was built for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Schema {
    /// The one it was built for.
    Own,
    /// A newer one that says that this program may still serve it: it has more, and has taken nothing away.
    Newer,
    /// An older one, or none yet.
    Older,
    /// Another program's, or a newer one that this program must not serve.
    Foreign,
}

/// A database that holds one trust's Elbow.
#[async_trait]
pub trait Store: std::fmt::Debug + Send + Sync {
    /// A consistent view for reading; writes through it fail.
    async fn read(&self) -> Result<Box<dyn Tx>>;

    /// The one writer, of all programs on this database. Waits for its turn, and holds it until [`Tx::commit`] or
    /// drop. What it reads may have been written a moment ago by somebody who has not been told "committed" yet: whoever
    /// answers with success on what it read here commits too, although it wrote nothing.
    async fn write(&self) -> Result<Box<dyn Tx>>;

    /// Brings the schema up to date; says which migrations were applied.
    async fn migrate(&self) -> Result<Vec<String>>;

    /// How the schema stands to the one this program was built for. Asks a server that takes writes.
    async fn schema(&self) -> Result<Schema>;

    /// Whether this program may serve the database as it is.
    async fn is_migrated(&self) -> Result<bool> {
        Ok(matches!(self.schema().await?, Schema::Own | Schema::Newer))
    }

    /// The standing check of `docs/ARCHITECTURE.md`. Reads the event log, for gaps and for hashes that do not fit,
    /// after this sequence only, so that what it costs need not grow with history: 0 for all of it.
    async fn check(&self, now: domain::Timestamp, log_after: i64) -> Result<Checked>;

    /// Reads the whole database for damage; takes as long as it is large. One sentence for each finding; none where a
    /// server looks after its files itself.
    async fn verify(&self) -> Result<Vec<String>>;

    /// Reads every row of every table, as long as that takes: those that cannot be read, which every list leaves out. The
    /// standing check names what somebody has met lately.
    async fn unreadable_rows(&self) -> Result<Vec<UnreadableRow>>;

    /// Says that this program serves from now on, until [`Store::close`]; [`Error::InService`] where only one may, and
    /// another does.
    async fn enter_service(&self) -> Result<()>;

    /// Asks for the work, or keeps it if it is `held`, for so long by the database's clock. Where one program serves, it
    /// is always its turn.
    async fn take_turn(&self, work: Work, held: Option<Lease>, lasts: Duration) -> Result<Turn>;

    /// What time it is by the database's clock; none where that is this machine's.
    async fn now(&self) -> Result<Option<domain::Timestamp>>;

    /// Lets others do the work at once.
    async fn give_back(&self, lease: Lease) -> Result<()>;

    /// Tells `watcher` of every commit of a write from now on. One watcher is told.
    fn watch_commits(&self, watcher: CommitWatcher);

    /// Whether nothing came of the last commit, as on a full disk: whoever reads is answered all the same.
    fn last_commit_failed(&self) -> bool;

    /// Ends when another program may have added to the event log. A hint: whoever missed one finds the events by asking.
    async fn changed_elsewhere(&self) -> Result<()>;

    /// Finishes what is running and closes all connections.
    async fn close(&self);
}

/// One transaction over every aggregate.
///
/// A transaction in which a statement failed is over: begin another.
#[async_trait]
pub trait Tx:
    Tickets
    + Canary
    + Taps
    + Places
    + Posters
    + Ways
    + People
    + Accounts
    + Grants
    + Roster
    + Devices
    + Invitations
    + Dispatching
    + Events
    + Cursors
    + Facts
    + Outbox
    + Calls
    + Drills
    + Push
    + Insight
    + Builds
    + KnownIssues
    + Broadcasts
    + DecisionLog
    + FollowUps
    + Surges
    + Walls
    + Waves
    + Reports
    + Packs
    + Schedules
    + Imports
    + Settings
    + Send
{
    /// Before writing what was decided under a lease: [`Error::LeaseLost`] if another program has taken over since. If
    /// not, none can until this one ends.
    async fn confirm(&mut self, lease: Lease) -> Result<()>;

    async fn commit(self: Box<Self>) -> Result<()>;
}
