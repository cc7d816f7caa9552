//! What everybody stands on who reads or changes something: the database, time, randomness, the server's key, the policy and
//! settings in force; and one way to change something, which wakes whoever has to do with it.

use std::{
    borrow::Cow,
    fmt,
    ops::{Deref, DerefMut},
    sync::Arc,
};

use domain::{Ticket, Timestamp, WardId, ticket::Deadlines, wave::slug_of};
use ground::{clock::Clock, links::Links, random::Random};
use store::{Store, Tx};
use tokio::sync::Notify;

use crate::{
    config::{SessionsConfig, settings::SettingsInForce},
    policy::PolicyInForce,
    workers::follower::Hints,
};

/// Cheap to copy.
#[derive(Clone)]
pub struct Core {
    pub store: Arc<dyn Store>,
    pub clock: Clock,
    pub random: Random,
    pub links: Links,
    pub policy: Arc<PolicyInForce>,
    pub settings: Arc<SettingsInForce>,
    pub wake: Arc<Wake>,
    /// How long a sign-in may be left alone.
    pub idle: SessionsConfig,
}

/// Hints that there is something to do. Who is woken looks in the database; who is not, looks a little later.
#[derive(Debug, Default)]
pub struct Wake {
    pub engine: Notify,
    pub outbox: Arc<Notify>,
    pub live: Notify,
    pub second_channel: Notify,
    pub calls: Arc<Notify>,
    pub followers: Arc<Hints>,
    pub surges: Notify,
    /// Something that boards show has changed, and no event says so.
    pub boards: Notify,
}

/// A transaction that changes something. Dropped without a commit, it has changed nothing.
#[must_use = "nothing is changed without a commit"]
pub struct Write {
    tx: Box<dyn Tx>,
    wake: Arc<Wake>,
}

impl Core {
    pub fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// The one writer's turn, as [`Store::write`] gives it.
    pub async fn write(&self) -> store::Result<Write> {
        Ok(Write { tx: self.store.write().await?, wake: Arc::clone(&self.wake) })
    }

    /// No session that was last used before this time lives, whoever's it is.
    pub fn sessions_used_since(&self, now: Timestamp) -> Timestamp {
        now - self.idle.responder_idle.max(self.idle.staff_idle)
    }

    pub fn policy(&self) -> Arc<dispatch::Policy> {
        self.policy.held().policy
    }

    /// Takes over the policy and the settings that were set since, by this program or another.
    pub(crate) async fn refresh(&self, tx: &mut dyn Tx) -> store::Result<()> {
        self.policy.refresh(tx).await?;
        self.settings.refresh(tx).await
    }

    pub fn deadlines(&self) -> Deadlines {
        self.policy().deadlines.clone()
    }

    /// By which a ticket of a ward and a time goes, as `tx` sees it: its wave may have its own.
    pub(crate) async fn policy_of(
        &self,
        tx: &mut dyn Tx,
        ward: WardId,
        asked_at: Timestamp,
    ) -> store::Result<Arc<dispatch::Policy>> {
        let policy = self.policy();
        if policy.wave.is_empty() {
            return Ok(policy);
        }
        let waves = tx.list_waves().await?;
        Ok(match policy.for_wave(slug_of(&waves, ward, asked_at)) {
            Cow::Owned(own) => Arc::new(own),
            Cow::Borrowed(_) => Arc::clone(&policy),
        })
    }

    /// Of such a ticket.
    pub(crate) async fn deadlines_of(&self, tx: &mut dyn Tx, ticket: &Ticket) -> store::Result<Deadlines> {
        Ok(self.policy_of(tx, ticket.ward, ticket.asked_at).await?.deadlines.clone())
    }
}

impl Write {
    /// Commits, and only then wakes whoever may have something to do now.
    pub async fn commit(self) -> store::Result<()> {
        let Self { tx, wake } = self;
        tx.commit().await?;
        wake.all();
        Ok(())
    }

    /// Commits what gives nobody anything to do: that somebody was seen, that something was tried.
    pub async fn commit_quietly(self) -> store::Result<()> {
        self.tx.commit().await
    }
}

impl Deref for Write {
    type Target = dyn Tx;

    fn deref(&self) -> &Self::Target {
        self.tx.as_ref()
    }
}

impl DerefMut for Write {
    fn deref_mut(&mut self) -> &mut Self::Target {
        self.tx.as_mut()
    }
}

impl AsMut<dyn Tx> for Write {
    fn as_mut(&mut self) -> &mut (dyn Tx + 'static) {
        self.tx.as_mut()
    }
}

impl fmt::Debug for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Core").field("store", &self.store).finish_non_exhaustive()
    }
}

impl fmt::Debug for Write {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Write")
    }
}

impl Wake {
    /// After a commit that appended to the log.
    pub fn all(&self) {
        self.engine.notify_one();
        self.outbox.notify_one();
        self.live.notify_one();
        self.second_channel.notify_one();
        self.calls.notify_one();
        self.followers.log.notify_one();
        self.surges.notify_one();
    }
}
