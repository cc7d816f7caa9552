//! What stands in the papers for when there is no Elbow, as things are.

use std::{collections::HashMap, time::Duration};

use dispatch::Policy;
use domain::{
    Logged, PersonId, Priority, Responder, Timestamp, Ward, WardId,
    pack::{Contents, Expected, Issue, Made, Rung, SLIPS, Slip, SlipCode, WardSheet},
    report::Cover,
    text::in_order,
    ticket::Actor,
};
use store::{NewEvent, Subject, Tx};

use super::{ActionError, once::Once};
use crate::{
    core::Core,
    kept::{Directory, Kept},
};

/// Makes another at once, good until `void_after`. The same form again, by its `once`, makes none.
pub(crate) async fn make_pack(
    core: &Core,
    kept: &Kept,
    void_after: Timestamp,
    by: PersonId,
    once: Option<&str>,
) -> Result<(), ActionError> {
    let now = core.now();
    let mut tx = core.store.read().await?;
    let directory = kept.directory(core, tx.as_mut()).await?;
    let contents = contents(tx.as_mut(), &directory, &core.policy(), now).await?;
    drop(tx);
    let mut tx = match Once::<u32>::begin(core, by, once).await? {
        Once::Made(_) => return Ok(()),
        Once::New(tx) => tx,
    };
    let number = write(tx.as_mut(), Made { as_at: now, void_after, contents }, Some(by), now).await?;
    Ok(tx.commit_made(number, now).await?)
}

/// Writes a pack with what was read, and forgets old ones; answers with its number.
pub(crate) async fn write(
    tx: &mut dyn Tx,
    mut made: Made,
    by: Option<PersonId>,
    now: Timestamp,
) -> store::Result<u32> {
    give_slips(tx, &mut made.contents, now).await?;
    let number = tx.add_pack(&made).await?;
    tx.forget_packs(now - KEPT).await?;
    tx.forget_slips(now - Slip::KEPT).await?;
    let actor = by.map_or(Actor::Engine, Actor::Staff);
    tx.append_event(&NewEvent::new(Subject::Hospital, actor, now, Logged::PackMade { number })).await?;
    Ok(number)
}

/// Names on the roster are not kept for longer, once they are of no more use.
pub(crate) const KEPT: Duration = Duration::from_hours(48);

/// Without the codes of slips, which are kept free in the transaction that writes it.
pub(crate) async fn contents(
    tx: &mut dyn Tx,
    directory: &Directory,
    policy: &Policy,
    now: Timestamp,
) -> store::Result<Contents> {
    let issues = tx.list_known_issues().await?.into_iter().filter(|issue| issue.ended_at.is_none());
    let issues = issues.map(|issue| Issue {
        tag: directory.tag_name(issue.said.tag),
        title: issue.said.title.into_string(),
        workaround: issue.said.workaround.into_string(),
    });
    let wards = directory.wards_in_order();
    Ok(Contents {
        wards: wards.iter().map(|ward| sheet(directory, ward)).collect(),
        issues: issues.collect(),
        roster: roster(tx, directory, now).await?,
        zones: zones(directory).into_iter().map(|(name, _)| name).collect(),
        walks: walks(directory),
        ladders: Priority::ALL.into_iter().map(|priority| (priority, rungs(policy, priority))).collect(),
    })
}

fn sheet(directory: &Directory, ward: &Ward) -> WardSheet {
    WardSheet {
        id: ward.id,
        code: ward.code.clone(),
        name: ward.name.clone(),
        zone: ward.zone.and_then(|zone| directory.zone_name(zone)),
        phone: ward.phone.clone(),
        slips: Vec::new(),
    }
}

/// Whom the roster expects, as it is now; what is compared with to say that it has changed.
pub(crate) async fn roster(
    tx: &mut dyn Tx,
    directory: &Directory,
    now: Timestamp,
) -> store::Result<Vec<Expected>> {
    let responders: HashMap<PersonId, Responder> =
        tx.list_responders().await?.into_iter().map(|responder| (responder.id, responder)).collect();
    let shifts = tx.list_shifts(now, now + Cover::AHEAD).await?;
    let mut roster: Vec<Expected> = shifts
        .into_iter()
        .filter_map(|shift| {
            let responder = responders.get(&shift.person)?;
            Some(Expected {
                zone: responder.zone.and_then(|zone| directory.zone_name(zone)),
                name: responder.name.clone(),
                phone: responder.phone.clone(),
                tags: responder.tags.iter().map(|tag| directory.tag_name(*tag)).collect(),
                from: shift.starts_at,
                until: shift.ends_at,
            })
        })
        .collect();
    roster.sort_by(|one, other| {
        let zone = |of: &Expected| of.zone.clone().unwrap_or_default();
        in_order(&zone(one), &zone(other))
            .then(one.from.cmp(&other.from))
            .then_with(|| one.name.cmp(&other.name))
    });
    Ok(roster)
}

/// Each zone that has wards, with them.
fn zones(directory: &Directory) -> Vec<(String, Vec<WardId>)> {
    let wards_of = |zone| {
        directory.wards_in_order().iter().filter(move |ward| ward.zone == Some(zone)).map(|ward| ward.id)
    };
    let zones = directory.zones.iter().map(|zone| (zone.name.clone(), wards_of(zone.id).collect()));
    zones.filter(|(_, wards): &(String, Vec<WardId>)| !wards.is_empty()).collect()
}

/// The middle way of all from a ward of the one to a ward of the other, in whole minutes.
fn walks(directory: &Directory) -> Vec<Vec<Option<u16>>> {
    let zones: Vec<Vec<WardId>> = zones(directory).into_iter().map(|(_, wards)| wards).collect();
    let way = |from: &[WardId], to: &[WardId]| {
        let mut seconds: Vec<u16> = from
            .iter()
            .flat_map(|from| {
                to.iter().filter(move |to| *to != from).map(|to| directory.travel.seconds(*from, *to))
            })
            .collect();
        seconds.sort_unstable();
        seconds.get(seconds.len() / 2).map(|seconds| seconds.div_ceil(60))
    };
    zones.iter().map(|from| zones.iter().map(|to| way(from, to)).collect()).collect()
}

fn rungs(policy: &Policy, priority: Priority) -> Vec<Rung> {
    let steps = policy.deadlines.ladder(priority).steps();
    steps.map(|step| Rung { minutes: step.after.as_secs() / 60, measures: step.measures.clone() }).collect()
}

/// Gives each ward slips of its own: two of one number would be one request.
async fn give_slips(tx: &mut dyn Tx, contents: &mut Contents, now: Timestamp) -> store::Result<()> {
    let wards = contents.wards.iter().flat_map(|ward| std::iter::repeat_n(ward.id, SLIPS));
    let mut slips: HashMap<WardId, Vec<SlipCode>> = HashMap::new();
    for (ward, slip) in tx.reserve_slips(&wards.collect::<Vec<_>>(), now).await? {
        slips.entry(ward).or_default().push(slip);
    }
    for ward in &mut contents.wards {
        ward.slips = slips.remove(&ward.id).unwrap_or_default();
    }
    Ok(())
}
