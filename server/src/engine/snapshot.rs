//! What the engine looks at.

use std::sync::Arc;

use dispatch::Snapshot;
use domain::Timestamp;

use crate::{core::Core, kept::Kept, policy::Held};

/// Reads everything a plan depends on, at one point in time: the policy first, which may have been changed.
pub(crate) async fn look(core: &Core, kept: &Kept, now: Timestamp) -> Result<(Snapshot, Held), store::Error> {
    let mut tx = core.store.read().await?;
    core.policy.refresh(tx.as_mut()).await?;
    let held = core.policy.held();
    let directory = kept.directory(core, tx.as_mut()).await?;
    let snapshot = Snapshot {
        tickets: tx.list_open_tickets().await?,
        responders: tx.list_responders().await?,
        tags: directory.tags.clone(),
        wards: directory.wards_in_order().to_vec(),
        travel: Arc::clone(&directory.travel),
        answers: kept.answers(tx.as_mut(), now).await?.iter().map(|(id, said)| (*id, *said)).collect(),
        signed_out: tx.list_signed_out(now, core.sessions_used_since(now)).await?.into_iter().collect(),
    };
    Ok((snapshot, held))
}
