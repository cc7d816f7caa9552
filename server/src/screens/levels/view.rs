//! Where people are.

use std::{cmp::Reverse, collections::BTreeMap};

use app::screens::levels::{LastSeen, Level, LevelWard, LevelsPage};
use domain::{Duty, Link, LinkKind, Responder, SiteId, Ticket, Ward, ticket::Phase};
use store::{NamePlace, Tx};
use texts::texts;

use crate::{
    kept::Directory,
    view::{
        Sources,
        moment::{clock, moment},
    },
};

pub(crate) async fn levels_page(sources: &Sources, tx: &mut dyn Tx) -> Result<LevelsPage, store::Error> {
    let now = sources.core.now();
    let sequence = tx.latest_sequence().await?;
    let directory = sources.directory(tx).await?;
    let (open, links) = (tx.list_open_tickets().await?, tx.list_links().await?);
    let mut people = tx.list_responders().await?;
    people.retain(|responder| responder.duty != Duty::OffShift);
    // Levels of a site and a building, the highest first; what is not known comes last.
    let mut levels: BTreeMap<_, Vec<&Ward>> = BTreeMap::new();
    for ward in directory.wards_in_order() {
        let site = directory.sites().iter().position(|site| site.id == ward.site);
        let level = Reverse(ward.level);
        levels.entry((site, ward.building.is_none(), ward.building.clone(), level)).or_default().push(ward);
    }
    let several_sites = directory.sites().len() > 1;
    // A ward that has ended is on no level.
    let is_shown = |ward| directory.wards_in_order().iter().any(|shown| shown.id == ward);
    let nowhere = people.iter().filter(|person| {
        person.duty == Duty::OnShift && !person.whereabouts.is_some_and(|place| is_shown(place.ward))
    });
    Ok(LevelsPage {
        now,
        now_clock: clock(sources, now),
        sequence,
        nowhere: nowhere.map(|person| person.name.clone()).collect(),
        levels: levels
            .into_values()
            .map(|mut wards| {
                wards.sort_by_cached_key(|ward| NamePlace::new(&ward.name, ward.id));
                level(sources, &directory, &wards, (&open, &people, &links), several_sites)
            })
            .collect(),
    })
}

fn level(
    sources: &Sources,
    directory: &Directory,
    wards: &[&Ward],
    (open, people, links): (&[Ticket], &[Responder], &[Link]),
    several_sites: bool,
) -> Level {
    let place_of = |id| wards.iter().position(|ward| ward.id == id);
    let corridors = links
        .iter()
        .filter(|link| link.kind == LinkKind::Corridor)
        .filter_map(|link| place_of(link.from).zip(place_of(link.to)));
    Level {
        name: wards.first().map_or_else(String::new, |ward| name(directory, ward, several_sites)),
        wards: wards.iter().map(|ward| level_ward(sources, open, people, ward)).collect(),
        corridors: corridors.collect(),
    }
}

fn name(directory: &Directory, ward: &Ward, several_sites: bool) -> String {
    let t = texts();
    let building = ward.building.clone().unwrap_or_else(|| t.levels_no_building());
    let level = ward.level.map_or_else(|| t.levels_no_level(), level_in_words);
    match site_name(directory, ward.site).filter(|_| several_sites) {
        Some(site) => t.levels_name_at(site, building, level),
        None => t.levels_name(building, level),
    }
}

/// A text, so that no thousands are parted and a minus stays one.
fn level_in_words(level: i16) -> String {
    level.to_string()
}

fn site_name(directory: &Directory, site: SiteId) -> Option<String> {
    directory.sites().iter().find(|other| other.id == site).map(|site| site.name.clone())
}

fn level_ward(sources: &Sources, open: &[Ticket], people: &[Responder], ward: &Ward) -> LevelWard {
    let now = sources.core.now();
    let (waiting, helped): (Vec<&Ticket>, Vec<&Ticket>) = open
        .iter()
        .filter(|ticket| ticket.ward == ward.id)
        .partition(|ticket| matches!(ticket.phase(), Phase::Waiting | Phase::Offered));
    let mut here: Vec<_> = people
        .iter()
        .filter_map(|person| {
            person.whereabouts.filter(|place| place.ward == ward.id).map(|place| (place, person))
        })
        .collect();
    here.sort_by_key(|(place, _)| Reverse(place.at));
    LevelWard {
        name: ward.name.clone(),
        position: ward.position,
        waiting: waiting.len(),
        urgency: waiting.iter().map(|ticket| ticket.priority).min(),
        oldest: waiting.iter().map(|ticket| ticket.known_since()).min().map(|at| moment(sources, at)),
        helped: helped.len(),
        people: here
            .into_iter()
            .map(|(place, person)| LastSeen {
                name: person.name.clone(),
                at: moment(sources, place.at),
                is_old: place.is_old(now),
            })
            .collect(),
    }
}
