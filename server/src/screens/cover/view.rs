//! Where the next request would wait longest.

use std::collections::{HashMap, HashSet};

use app::screens::cover::{AdviceRow, CoverPage, CoverRow};
use dispatch::cover;
use domain::{Answers, PersonId, TagId, ZoneId};
use store::Tx;
use texts::texts;

use crate::view::{Sources, moment::moment};

pub(crate) async fn cover_page(sources: &Sources, tx: &mut dyn Tx) -> Result<CoverPage, store::Error> {
    let now = sources.core.now();
    let directory = sources.directory(tx).await?;
    let (snapshot, _) = sources.kept.look(&sources.core, now).await?;
    let mut asked: HashSet<(Option<ZoneId>, TagId)> = HashSet::new();
    for (ward, tag) in tx.list_asked_about(now - Answers::COUNT_FOR).await? {
        asked.extend(directory.wards.get(&ward).map(|ward| (ward.zone, tag)));
    }
    // Where nothing has been asked yet it may be about anything.
    let is_quiet = |zone: Option<ZoneId>| asked.iter().all(|(other, _)| *other != zone);
    let cover = cover(&snapshot, |zone, tag| asked.contains(&(zone, tag)) || is_quiet(zone));
    let phones: HashMap<PersonId, Option<String>> =
        tx.list_responders().await?.into_iter().map(|person| (person.id, person.phone)).collect();
    let zone_name = |zone: Option<ZoneId>| {
        zone.and_then(|zone| directory.zone_name(zone)).unwrap_or_else(|| texts().shared_no_zone())
    };
    let mut zones: Vec<(String, Option<ZoneId>)> =
        cover.cells.iter().map(|cell| (zone_name(cell.zone), cell.zone)).collect();
    zones.sort_unstable();
    zones.dedup();

    // The cells come with the worst first, and so do the tags.
    let mut rows: Vec<CoverRow> = Vec::new();
    let mut tags = Vec::new();
    for cell in &cover.cells {
        if tags.contains(&cell.tag) {
            continue;
        }
        tags.push(cell.tag);
        let in_zone = |zone: &Option<ZoneId>| {
            let cell = cover.cells.iter().find(|other| other.tag == cell.tag && other.zone == *zone);
            cell.and_then(|cell| cell.seconds)
        };
        rows.push(CoverRow {
            tag: directory.tag_name(cell.tag),
            on_shift: cell.on_shift,
            free: cell.free,
            seconds: zones.iter().map(|(_, zone)| in_zone(zone)).collect(),
        });
    }
    Ok(CoverPage {
        now: moment(sources, now),
        advice: cover
            .moves
            .iter()
            .map(|step| AdviceRow {
                person: directory.person_name(step.person),
                phone: phones.get(&step.person).cloned().flatten(),
                tag: directory.tag_name(step.tag),
                zone: zone_name(step.to),
                ward: directory.ward_name(step.ward),
                before: step.before,
                after: step.after,
            })
            .collect(),
        zones: zones.into_iter().map(|(name, _)| name).collect(),
        rows,
    })
}
