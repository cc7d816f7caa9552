//! What the engine looks at.

use std::sync::{Arc, Mutex, PoisonError};

use dispatch::{Snapshot, TravelTable, travel::Survey};
use domain::{Answers, Site, Timestamp, Ward};

use crate::elbow::Elbow;

/// The walking table of the wards as they were last read; made anew when a ward changes.
#[derive(Debug, Default)]
pub struct Atlas {
    known: Mutex<Option<Known>>,
}

#[derive(Debug)]
struct Known {
    sites: Vec<Site>,
    wards: Vec<Ward>,
    travel: Arc<TravelTable>,
}

impl Atlas {
    /// The table for these places.
    pub fn travel(&self, sites: &[Site], wards: &[Ward], policy: &dispatch::Policy) -> Arc<TravelTable> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        match known.as_ref() {
            Some(known) if known.sites == sites && known.wards == wards => Arc::clone(&known.travel),
            _ => {
                let survey = Survey { wards, sites, links: &[], overrides: &[] };
                let travel = Arc::new(TravelTable::build(survey, &policy.walking));
                let (sites, wards) = (sites.to_vec(), wards.to_vec());
                *known = Some(Known { sites, wards, travel: Arc::clone(&travel) });
                travel
            }
        }
    }
}

/// Reads everything a plan depends on, at one point in time.
pub(super) async fn snapshot(elbow: &Elbow, now: Timestamp) -> Result<Snapshot, store::Error> {
    let mut session = elbow.store.read().await?;
    let (sites, wards) = (session.list_sites().await?, session.list_wards().await?);
    Ok(Snapshot {
        tickets: session.list_open_tickets().await?,
        responders: session.list_responders().await?,
        tags: session.list_tags().await?,
        travel: elbow.atlas.travel(&sites, &wards, &elbow.policy),
        wards,
        answers: session.count_answers(now - Answers::COUNT_FOR).await?,
    })
}
