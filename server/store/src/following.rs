//! Followers of the event log: what is kept as a function of the log, and catches up with it behind those who write.
//!
//! A follower reads the log in slices after its place, and writes what follows from one together with its new place: what it
//! keeps is always what the log says up to there, whoever is killed when. It reads beside the writers and only writes among
//! them, so that a slice costs them little. Rows that cannot be read, and words of a newer program, are passed over as in
//! every list.

use async_trait::async_trait;

use crate::{Lease, LoggedEvent, Result, Store, Tx};

/// How far a follower is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// Of what it makes, see [`Follower::version`].
    pub version: u32,
    /// It has everything up to here; 0 at the beginning.
    pub sequence: i64,
}

#[async_trait]
pub trait Cursors {
    /// None before the first look, or if it cannot be read: its follower begins anew.
    async fn lookup_cursor(&mut self, name: &str) -> Result<Option<Cursor>>;
    /// [`crate::Error::Stale`] if it is not at `from` any more.
    async fn move_cursor(&mut self, name: &str, from: Option<Cursor>, to: Cursor) -> Result<()>;
}

/// What keeps something as a function of the log.
#[async_trait]
pub trait Follower: Send + Sync {
    /// What a slice amounts to.
    type Made: Send;

    /// The name of its place, from 1 to 80 characters.
    fn name(&self) -> &str;

    /// From 1. Raised when the same log makes something else than before: a program that knows a higher one forgets
    /// everything and begins anew, one that knows a lower one leaves it alone.
    fn version(&self) -> u32;

    /// What follows from a slice, beside what was written before it. `read` sees the moment at which the slice was read.
    async fn fold(&self, read: &mut dyn Tx, events: Vec<LoggedEvent>) -> Result<Self::Made>;

    async fn write(&self, session: &mut dyn Tx, made: Self::Made) -> Result<()>;

    /// Before it begins anew.
    async fn forget(&self, session: &mut dyn Tx) -> Result<()>;
}

/// What a follower found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Followed {
    /// There may be more.
    On,
    /// It has everything.
    Head,
    /// A newer program makes something else of the log.
    Newer,
}

/// Takes a follower on by one slice of at most `limit` rows of the log.
///
/// # Errors
/// [`crate::Error::Stale`] if another program was faster, and [`crate::Error::LeaseLost`]; nothing is written then. Those of the follower
/// and the database.
pub async fn follow<F: Follower>(
    store: &dyn Store,
    follower: &F,
    lease: Option<Lease>,
    limit: u32,
) -> Result<Followed> {
    let mut read = store.read().await?;
    let before = read.lookup_cursor(follower.name()).await?;
    let version = follower.version();
    let place = match before {
        Some(cursor) if cursor.version > version => return Ok(Followed::Newer),
        Some(cursor) if cursor.version == version => cursor,
        Some(_) | None => return begin_anew(store, follower, before, lease).await,
    };
    let slice = read.read_log(place.sequence, limit).await?;
    if slice.last == place.sequence {
        // A place that the log has never reached is damaged.
        return if read.latest_sequence().await? < place.sequence {
            begin_anew(store, follower, before, lease).await
        } else {
            Ok(Followed::Head)
        };
    }
    let made = follower.fold(read.as_mut(), slice.events).await?;
    drop(read);
    let mut session = begin(store, lease).await?;
    session.move_cursor(follower.name(), before, Cursor { version, sequence: slice.last }).await?;
    follower.write(session.as_mut(), made).await?;
    session.commit().await?;
    Ok(Followed::On)
}

/// Takes a follower to the end of the log; for when nobody else writes.
///
/// # Errors
/// Those of [`follow`].
pub async fn follow_to_end<F: Follower>(store: &dyn Store, follower: &F) -> Result<()> {
    while follow(store, follower, None, SLICE).await? == Followed::On {}
    Ok(())
}

/// So many rows of the log are read at once: few enough that other writers wait for milliseconds.
pub const SLICE: u32 = 500;

async fn begin_anew<F: Follower>(
    store: &dyn Store,
    follower: &F,
    before: Option<Cursor>,
    lease: Option<Lease>,
) -> Result<Followed> {
    let mut session = begin(store, lease).await?;
    let to = Cursor { version: follower.version(), sequence: 0 };
    session.move_cursor(follower.name(), before, to).await?;
    follower.forget(session.as_mut()).await?;
    session.commit().await?;
    Ok(Followed::On)
}

async fn begin(store: &dyn Store, lease: Option<Lease>) -> Result<Box<dyn Tx>> {
    let mut session = store.write().await?;
    if let Some(lease) = lease {
        session.confirm(lease).await?;
    }
    Ok(session)
}
