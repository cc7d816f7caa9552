//! Writes that wait for the disk at the same time share one wait.
//!
//! A commit waits until the disk says that it has it: some milliseconds, while all other writers queue. So those who queue together become members of one transaction. They run one after the other, each in
//! a savepoint: one that fails or is given up is rolled back alone. Each is told "committed" only when the transaction
//! that holds them all is; if that fails, all of them hear why. Nobody waits for company: whoever finishes first has the
//! group closed as soon as those have run who had queued by then, and somebody alone is committed at once.
//!
//! A savepoint that is being made, and a commit, go on when their caller goes away: they run as tasks of their own.

use std::{io, sync::Arc, time::Duration};

use sqlx::{Database, Pool, Transaction};
use tokio::{
    sync::{Mutex, OwnedMappedMutexGuard, OwnedMutexGuard, oneshot},
    time::{Instant, timeout},
};

use crate::{Result, commits::Commits};

/// How long a caller waits for its turn before it is told that the database is too busy.
pub(crate) const TURN_TIMEOUT: Duration = Duration::from_secs(10);
/// The first member waits for those who come after it: for so many of them …
const MOST: usize = 64;
/// … and no more join after this time.
const LONGEST: Duration = Duration::from_millis(20);

/// What an engine does in its own words.
pub(crate) trait Grouped: Database {
    /// Begins a transaction in which nobody else writes.
    fn begin(
        writer: &Pool<Self>,
    ) -> impl Future<Output = Result<Transaction<'static, Self>, sqlx::Error>> + Send;

    fn run(
        connection: &mut Self::Connection,
        sql: &'static str,
    ) -> impl Future<Output = Result<(), sqlx::Error>> + Send;
}

/// The writing connection, and the queue of those who want it.
#[derive(Debug)]
pub(crate) struct Group<D: Grouped> {
    /// One connection.
    writer: Pool<D>,
    /// Whoever holds it writes. First come, first served.
    turn: Arc<Mutex<Option<Open<D>>>>,
    commits: Arc<Commits>,
}

impl<D: Grouped> Clone for Group<D> {
    fn clone(&self) -> Self {
        Self { writer: self.writer.clone(), turn: Arc::clone(&self.turn), commits: Arc::clone(&self.commits) }
    }
}

/// A transaction with the members so far.
#[derive(Debug)]
struct Open<D: Grouped> {
    transaction: Transaction<'static, D>,
    began: Instant,
    /// Members that have finished, and hear of the commit here.
    finished: Vec<oneshot::Sender<Outcome>>,
    /// The last member has not finished: its savepoint is to be rolled back.
    torn: bool,
    /// A task that closes the group has joined the queue.
    closing: bool,
}

type Outcome = Result<(), Arc<sqlx::Error>>;

/// One write of a group. Dropped without [`Member::commit`] it never happened.
#[derive(Debug)]
pub(crate) struct Member<D: Grouped> {
    group: Group<D>,
    turn: OwnedMappedMutexGuard<Option<Open<D>>, Open<D>>,
}

impl<D: Grouped> Group<D> {
    pub(crate) fn new(writer: Pool<D>, commits: Arc<Commits>) -> Self {
        Self { writer, turn: Arc::default(), commits }
    }

    /// Waits for a turn, and begins.
    pub(crate) async fn begin(&self) -> Result<Member<D>> {
        let turn = Arc::clone(&self.turn).lock_owned();
        let turn = timeout(TURN_TIMEOUT, turn).await.map_err(|_| sqlx::Error::PoolTimedOut)?;
        let begun = tokio::spawn(self.clone().enter(turn)).await;
        begun.map_err(|_| sqlx::Error::WorkerCrashed)?
    }

    async fn enter(self, mut turn: OwnedMutexGuard<Option<Open<D>>>) -> Result<Member<D>> {
        let joined = match turn.take() {
            Some(open) if open.is_full() => {
                open.close(&self.commits).await;
                None
            }
            Some(open) => open.joined().await,
            None => None,
        };
        let open = match joined {
            Some(open) => open,
            None => Open::begin(&self.writer).await?,
        };
        Ok(Member { turn: OwnedMutexGuard::map(turn, |turn| turn.insert(open)), group: self })
    }

    /// Commits behind those who are waiting by now; they may join.
    async fn close(self) {
        let mut turn = self.turn.lock().await;
        if let Some(open) = turn.take() {
            open.close(&self.commits).await;
        }
    }
}

impl<D: Grouped> Open<D> {
    async fn begin(writer: &Pool<D>) -> Result<Self> {
        let mut transaction = D::begin(writer).await?;
        D::run(&mut transaction, "savepoint member").await?;
        let finished = Vec::new();
        Ok(Self { transaction, began: Instant::now(), finished, torn: true, closing: false })
    }

    fn is_full(&self) -> bool {
        self.finished.len() >= MOST || self.began.elapsed() >= LONGEST
    }

    /// Ready for another member. None if the database has ended the transaction by itself, as `SQLite` does when the disk is
    /// full and `PostgreSQL` when it stops: everyone has been told.
    async fn joined(mut self) -> Option<Self> {
        match self.next_savepoint().await {
            Ok(()) => Some(self),
            Err(error) => {
                self.tell(&Err(Arc::new(error)));
                None
            }
        }
    }

    async fn next_savepoint(&mut self) -> Result<(), sqlx::Error> {
        self.end_savepoint().await?;
        D::run(&mut self.transaction, "savepoint member").await?;
        self.torn = true;
        Ok(())
    }

    /// Fails if the transaction is gone, and the savepoint with it.
    async fn end_savepoint(&mut self) -> Result<(), sqlx::Error> {
        let gone = |error| io::Error::other(format!("the database has ended the transaction: {error}"));
        if self.torn {
            D::run(&mut self.transaction, "rollback to member").await.map_err(gone)?;
        }
        D::run(&mut self.transaction, "release member").await.map_err(gone)?;
        Ok(())
    }

    async fn close(mut self, commits: &Commits) {
        let finished = std::mem::take(&mut self.finished);
        // With nobody to commit for, dropping the transaction rolls it back.
        if finished.is_empty() {
            return;
        }
        let began = Instant::now();
        let outcome = self.commit().await.map_err(Arc::new);
        commits.tell(began.elapsed(), finished.len(), outcome.is_ok());
        tell(finished, &outcome);
    }

    async fn commit(mut self) -> Result<(), sqlx::Error> {
        self.end_savepoint().await?;
        self.transaction.commit().await
    }

    fn tell(&mut self, outcome: &Outcome) {
        tell(std::mem::take(&mut self.finished), outcome);
    }
}

/// Whoever has gone away does not hear it.
fn tell(finished: Vec<oneshot::Sender<Outcome>>, outcome: &Outcome) {
    for member in finished {
        let _ = member.send(outcome.clone());
    }
}

impl<D: Grouped> Member<D> {
    pub(crate) fn connection(&mut self) -> &mut D::Connection {
        &mut self.turn.transaction
    }

    /// Ends when the whole group is committed, or is not.
    pub(crate) async fn commit(mut self) -> Result<()> {
        let (teller, told) = oneshot::channel();
        self.turn.finished.push(teller);
        self.turn.torn = false;
        drop(self);
        Ok(told.await.unwrap_or_else(|_| Err(Arc::new(sqlx::Error::WorkerCrashed)))?)
    }
}

impl<D: Grouped> Drop for Member<D> {
    /// Makes sure that the transaction ends, even if nobody comes after.
    fn drop(&mut self) {
        if !self.turn.closing
            && let Ok(runtime) = tokio::runtime::Handle::try_current()
        {
            self.turn.closing = true;
            runtime.spawn(self.group.clone().close());
        }
    }
}
