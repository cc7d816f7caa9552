//! What the engine looks at.

use dispatch::Snapshot;
use domain::{Answers, Timestamp};

use crate::{elbow::Elbow, policy::Held};

/// Reads everything a plan depends on, at one point in time: the policy first, which may have been changed.
pub(crate) async fn look(elbow: &Elbow, now: Timestamp) -> Result<(Snapshot, Held), store::Error> {
    let mut session = elbow.store.read().await?;
    elbow.policy.refresh(session.as_mut()).await?;
    let held = elbow.policy.held();
    let (sites, wards) = (session.list_sites().await?, session.list_wards().await?);
    let snapshot = Snapshot {
        tickets: session.list_open_tickets().await?,
        responders: session.list_responders().await?,
        tags: session.list_tags().await?,
        travel: elbow.atlas.travel(elbow, session.as_mut(), &sites, &wards).await?,
        wards,
        answers: session.count_answers(now - Answers::COUNT_FOR).await?.into_iter().collect(),
    };
    Ok((snapshot, held))
}
