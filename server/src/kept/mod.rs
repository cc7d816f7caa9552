//! What is kept in memory of what the database holds, because every page or every round needs it.

mod answers;
mod atlas;
mod directory;
mod figures;

use std::{collections::HashMap, sync::Arc};

use dispatch::Snapshot;
use domain::{Answers, PersonId, Ticket, Timestamp, wave::slug_of};
use store::Tx;

use self::{
    answers::KeptAnswers,
    atlas::Atlas,
    directory::{KeptDirectory, Listed},
};
pub(crate) use self::{
    atlas::Ways,
    directory::Directory,
    figures::{AsOf, Computed, KeptFigures},
};
use crate::{core::Core, policy::Held};

#[derive(Debug, Default)]
pub(crate) struct Kept {
    directory: KeptDirectory,
    atlas: Atlas,
    answers: KeptAnswers,
    pub(crate) figures: KeptFigures,
}

impl Kept {
    /// The names of things and the ways between them, as `tx` sees them.
    pub(crate) async fn directory(&self, core: &Core, tx: &mut dyn Tx) -> store::Result<Directory> {
        let listed = self.directory.read(tx).await?;
        let travel = self
            .atlas
            .travel(&core.policy().walking, core.now(), tx, &listed.sites, &listed.on_the_map)
            .await?;
        Ok(Directory::new(listed, travel))
    }

    /// Everything a plan depends on, at one point in time: the policy first, which may have been changed, and the settings.
    pub(crate) async fn look(&self, core: &Core, now: Timestamp) -> store::Result<(Snapshot, Held)> {
        let mut tx = core.store.read().await?;
        core.refresh(tx.as_mut()).await?;
        let held = core.policy.held();
        let directory = self.directory(core, tx.as_mut()).await?;
        let tickets = tx.list_open_tickets().await?;
        let (wards, tags) = directory.asked_about(&tickets);
        // Without waves in the policy nobody looks where a ticket stands.
        let waves = if held.policy.wave.is_empty() { Vec::new() } else { tx.list_waves().await? };
        let slug = |ticket: &Ticket| {
            let slug = slug_of(&waves, ticket.ward, ticket.asked_at)?;
            held.policy.wave.contains_key(slug).then(|| (ticket.id, slug.to_owned()))
        };
        let snapshot = Snapshot {
            waves: tickets.iter().filter_map(slug).collect(),
            responders: tx.list_responders().await?,
            tickets,
            tags,
            wards,
            travel: Arc::clone(&directory.travel),
            answers: self.answers(tx.as_mut(), now).await?.iter().map(|(id, said)| (*id, *said)).collect(),
            signed_out: tx.list_signed_out(now, core.sessions_used_since(now)).await?.into_iter().collect(),
        };
        Ok((snapshot, held))
    }

    /// The places, as `tx` sees them.
    pub(crate) async fn places(&self, tx: &mut dyn Tx) -> store::Result<Arc<Listed>> {
        self.directory.read(tx).await
    }

    /// How people answered their offers in the last two weeks.
    pub(crate) async fn answers(
        &self,
        tx: &mut dyn Tx,
        now: Timestamp,
    ) -> store::Result<Arc<HashMap<PersonId, Answers>>> {
        self.answers.read(tx, now).await
    }

    /// The ways between wards have changed: they are read again at once.
    pub(crate) async fn forget_ways(&self) {
        self.atlas.forget().await;
    }
}
