//! The walking table, kept between rounds.

use std::{sync::Arc, time::Duration};

use dispatch::{
    TravelTable, Walking,
    travel::{Observed, Survey, observe},
};
use domain::{Link, Override, Site, Timestamp, Ward};
use store::Tx;
use tokio::sync::Mutex;

/// What arrivals teach, and links that another process imported, count at the latest after this time.
const READ_AGAIN_AFTER: Duration = Duration::from_mins(2);
/// Walks that teach: building works and bed moves change ways for good.
const LEARN_FROM: Duration = Duration::from_hours(90 * 24);

/// The walking table of the wards as they were last read; made anew when something that it stands on has changed.
#[derive(Debug, Default)]
pub(super) struct Atlas {
    known: Mutex<Option<Known>>,
}

#[derive(Debug)]
struct Known {
    sites: Vec<Site>,
    wards: Vec<Ward>,
    walking: Walking,
    ways: Ways,
    /// When the ways were read.
    read_at: Timestamp,
    travel: Arc<TravelTable>,
}

/// What is known about the ways between wards, besides where the wards are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ways {
    pub(crate) links: Vec<Link>,
    pub(crate) overrides: Vec<Override>,
    pub(crate) observed: Vec<Observed>,
}

impl Ways {
    pub(crate) async fn load(tx: &mut dyn Tx, now: Timestamp) -> store::Result<Self> {
        Ok(Self {
            links: tx.list_links().await?,
            overrides: tx.list_overrides().await?,
            observed: observe(&tx.list_walks(now - LEARN_FROM).await?),
        })
    }

    pub(crate) fn survey<'a>(&'a self, sites: &'a [Site], wards: &'a [Ward]) -> Survey<'a> {
        let Self { links, overrides, observed } = self;
        Survey { wards, sites, links, overrides, observed, lift_out: false }
    }
}

impl Atlas {
    /// The table for these places. The ways are read from `session` when it is time.
    pub(super) async fn travel(
        &self,
        walking: &Walking,
        now: Timestamp,
        tx: &mut dyn Tx,
        sites: &[Site],
        wards: &[Ward],
    ) -> store::Result<Arc<TravelTable>> {
        let mut kept = self.known.lock().await;
        let places_stand = kept
            .as_ref()
            .is_some_and(|known| known.sites == sites && known.wards == wards && known.walking == *walking);
        if let Some(known) = kept.as_ref().filter(|_| places_stand)
            && now.since(known.read_at) < READ_AGAIN_AFTER
        {
            return Ok(Arc::clone(&known.travel));
        }
        let ways = Ways::load(tx, now).await?;
        let travel = match kept.as_ref().filter(|known| places_stand && known.ways == ways) {
            Some(known) => Arc::clone(&known.travel),
            None => Arc::new(TravelTable::build(ways.survey(sites, wards), walking)),
        };
        *kept = Some(Known {
            sites: sites.to_vec(),
            wards: wards.to_vec(),
            walking: walking.clone(),
            ways,
            read_at: now,
            travel: Arc::clone(&travel),
        });
        Ok(travel)
    }

    /// The ways have changed: look at once.
    pub(super) async fn forget(&self) {
        *self.known.lock().await = None;
    }
}
