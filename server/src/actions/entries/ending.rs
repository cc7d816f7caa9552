//! An entry ends, or is opened again.

use domain::{
    Entry, KnownIssue, Logged, PersonId, TagId,
    entry::{category_may_end, tag_may_end, ward_may_end, zone_may_end},
    poster::copies,
};
use store::{DeviceKind, Tx, if_readable};

use super::{lists::Lists, said, thing::Thing};
use crate::{
    actions::{ActionError, posters_of_link},
    core::Core,
};

/// What ends with an entry, or goes on without it: numbers of each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EndsWith {
    /// Of a ward: its devices, which ask no more.
    pub devices: usize,
    /// Of a ward: posters and cards that were printed with its link, and lead nowhere then.
    pub posters: u32,
    /// Of a ward: super-users who are at home there.
    pub at_home: usize,
    /// Of a zone: people who look after it.
    pub look_after: usize,
    /// Of a tag: people who know it,
    pub know: usize,
    /// and those of them who know nothing else.
    pub know_only: usize,
    /// Of a tag: known issues that responders read beside its jobs.
    pub issues: usize,
}

impl EndsWith {
    /// The value of the form field that says what its reader was told.
    #[must_use]
    pub fn told(&self) -> String {
        let Self { devices, posters, at_home, look_after, know, know_only, issues } = self;
        format!("{devices}-{posters}-{at_home}-{look_after}-{know}-{know_only}-{issues}")
    }
}

/// What ends with an entry, as things stand.
///
/// # Errors
/// [`ActionError::StillNeeded`]; [`ActionError::NotFound`] if it is not there, or has ended.
pub async fn look_at_end_of_entry(tx: &mut dyn Tx, entry: Entry) -> Result<EndsWith, ActionError> {
    let lists = Lists::load(tx).await?;
    let thing = lists.find(entry).ok_or(ActionError::NotFound)?;
    let open = tx.list_open_tickets().await?;
    let responders = tx.list_responders().await?;
    Ok(match thing {
        Thing::Ward(ward) => {
            ward_may_end(open.iter().filter(|ticket| ticket.ward == ward.id).count())?;
            let devices = tx.list_devices().await?;
            let rotation = if_readable(tx.ward_link_rotation(ward.id).await)?;
            EndsWith {
                posters: copies(&posters_of_link(tx, ward.id, rotation).await?),
                devices: devices.iter().filter(|device| device.kind == DeviceKind::Ward(ward.id)).count(),
                at_home: responders.iter().filter(|person| person.home_ward == Some(ward.id)).count(),
                ..EndsWith::default()
            }
        }
        Thing::Zone(zone) => {
            zone_may_end(lists.wards.iter().filter(|ward| ward.zone == Some(zone.id)).count())?;
            let look_after = responders.iter().filter(|person| person.zone == Some(zone.id)).count();
            EndsWith { look_after, ..EndsWith::default() }
        }
        Thing::Tag(tag) => {
            tag_may_end(&tag, &lists.tags, open.iter().filter(|ticket| ticket.tag == tag.id).count())?;
            let is_there = |id: &TagId| lists.tags.iter().any(|tag| tag.id == *id);
            let know: Vec<_> = responders.iter().filter(|person| person.tags.contains(&tag.id)).collect();
            let only = know.iter().filter(|person| person.tags.iter().filter(|id| is_there(id)).count() == 1);
            let is_about = |issue: &&KnownIssue| issue.ended_at.is_none() && issue.said.tag == tag.id;
            EndsWith {
                know: know.len(),
                know_only: only.count(),
                issues: tx.list_known_issues().await?.iter().filter(is_about).count(),
                ..EndsWith::default()
            }
        }
        Thing::Category(category) => {
            category_may_end(&category, &lists.categories)?;
            EndsWith::default()
        }
        Thing::Way(_) => EndsWith::default(),
    })
}

/// Ends an entry, provided that `told` is what ends with it, see [`EndsWith::told`].
///
/// # Errors
/// [`ActionError::CutsOff`] if something else does; as [`look_at_end_of_entry`].
pub async fn end_entry(core: &Core, entry: Entry, by: PersonId, told: &str) -> Result<(), ActionError> {
    let mut tx = core.write().await?;
    if look_at_end_of_entry(tx.as_mut(), entry).await?.told() != told {
        return Err(ActionError::CutsOff);
    }
    tx.set_ended(entry, Some(core.now())).await?;
    tx.append_event(&said(core, by, Logged::EntryEnded { entry })).await?;
    tx.commit().await?;
    Ok(())
}

/// Opens an entry again that has ended; a ward with its zone. Nothing happens if it is open. What else is called so by now, if
/// something is: then it stays as it is.
///
/// # Errors
/// [`ActionError::NotFound`] if there is no such entry.
pub async fn open_entry(core: &Core, entry: Entry, by: PersonId) -> Result<Result<(), String>, ActionError> {
    let mut tx = core.write().await?;
    let lists = Lists::load(tx.as_mut()).await?;
    let (_, ended) = lists.name_and_end(entry).ok_or(ActionError::NotFound)?;
    if ended.is_none() {
        return Ok(Ok(tx.commit_quietly().await?));
    }
    let zone = match entry {
        Entry::Ward(id) => lists.ended.wards.iter().find(|(ward, _)| ward.id == id),
        _ => None,
    };
    let zone = zone.and_then(|(ward, _)| ward.zone);
    let zone = zone.filter(|id| lists.ended.zones.iter().any(|(zone, _)| zone.id == *id)).map(Entry::Zone);
    for entry in zone.into_iter().chain([entry]) {
        if let Some(other) = lists.has_its_name(entry) {
            return Ok(Err(other));
        }
        tx.set_ended(entry, None).await?;
        tx.append_event(&said(core, by, Logged::EntryOpened { entry })).await?;
    }
    tx.commit().await?;
    Ok(Ok(()))
}
