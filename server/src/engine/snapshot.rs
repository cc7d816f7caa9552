//! What the engine looks at.

use dispatch::Snapshot;
use domain::{Answers, Timestamp};

use crate::elbow::Elbow;

/// Reads everything a plan depends on, at one point in time.
pub(crate) async fn snapshot(elbow: &Elbow, now: Timestamp) -> Result<Snapshot, store::Error> {
    let mut session = elbow.store.read().await?;
    let (sites, wards) = (session.list_sites().await?, session.list_wards().await?);
    Ok(Snapshot {
        tickets: session.list_open_tickets().await?,
        responders: session.list_responders().await?,
        tags: session.list_tags().await?,
        travel: elbow.atlas.travel(elbow, session.as_mut(), &sites, &wards).await?,
        wards,
        answers: session.count_answers(now - Answers::COUNT_FOR).await?.into_iter().collect(),
    })
}
