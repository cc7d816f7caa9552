//! What the engine looks at.

use std::sync::Arc;

use dispatch::Snapshot;
use domain::Timestamp;

use crate::{directory::Directory, elbow::Elbow, policy::Held};

/// Reads everything a plan depends on, at one point in time: the policy first, which may have been changed.
pub(crate) async fn look(elbow: &Elbow, now: Timestamp) -> Result<(Snapshot, Held), store::Error> {
    let mut session = elbow.store.read().await?;
    elbow.policy.refresh(session.as_mut()).await?;
    let held = elbow.policy.held();
    let directory = Directory::load(elbow, session.as_mut()).await?;
    let snapshot = Snapshot {
        tickets: session.list_open_tickets().await?,
        responders: session.list_responders().await?,
        tags: directory.tags.clone(),
        wards: directory.wards_in_order().to_vec(),
        travel: Arc::clone(&directory.travel),
        answers: elbow
            .answers
            .read(session.as_mut(), now)
            .await?
            .iter()
            .map(|(id, said)| (*id, *said))
            .collect(),
        signed_out: session.list_signed_out(now, elbow.sessions_used_since(now)).await?.into_iter().collect(),
    };
    Ok((snapshot, held))
}
