//! What forms offer to choose from.

use std::{collections::HashSet, iter};

use app::{model::Choice, words::isolated};
use domain::{Category, Tag, WardId, Wave, Zone};
use store::NamePlace;
use texts::texts;

use super::Directory;
use crate::config::waves::OfWave;

pub(crate) fn tags<'a>(tags: impl IntoIterator<Item = &'a Tag>) -> Vec<Choice> {
    let choice = |tag: &Tag| Choice { value: tag.slug.clone(), label: tag.name.clone() };
    tags.into_iter().map(choice).collect()
}

pub(crate) fn zones(directory: &Directory) -> Vec<Choice> {
    let choice = |zone: &Zone| Choice { value: zone.id.to_string(), label: zone.name.clone() };
    directory.zones.iter().map(choice).collect()
}

/// Of a go-live.
pub(crate) fn waves(waves: &[Wave]) -> Vec<Choice> {
    let choice = |wave: &Wave| Choice { value: wave.id.to_string(), label: wave.name.as_str().to_owned() };
    waves.iter().map(choice).collect()
}

pub(crate) fn categories(directory: &Directory) -> Vec<Choice> {
    let choice = |category: &Category| Choice { value: category.slug.clone(), label: category.name.clone() };
    directory.categories.iter().map(choice).collect()
}

/// Those with which jobs of a wave may be closed; all where it names none that there is.
pub(crate) fn offered(directory: &Directory, own: Option<&OfWave>) -> Vec<Choice> {
    let all = categories(directory);
    let Some(slugs) = own.and_then(|own| own.categories.as_ref()) else { return all };
    let some: Vec<Choice> = all.iter().filter(|choice| slugs.contains(&choice.value)).cloned().collect();
    if some.is_empty() { all } else { some }
}

/// What stands for all wards.
pub(crate) const ALL: &str = "all";

/// Of which wards something is printed: all of them, those of a zone, or one.
pub(crate) fn some_wards(directory: &Directory) -> Vec<Choice> {
    let t = texts();
    let all = Choice { value: ALL.to_owned(), label: t.posters_all(directory.wards_in_order().len()) };
    let of_zone = |Choice { value, label }| Choice { value, label: t.posters_zone(isolated(label)) };
    let zones = zones(directory).into_iter().map(of_zone);
    iter::once(all).chain(zones).chain(wards(directory, iter::empty())).collect()
}

/// All wards, by their ids, since a code may be another ward's when a tap that was kept arrives: the recent ones in their order, then the others as one looks for them.
pub(crate) fn wards(directory: &Directory, recent: impl Iterator<Item = WardId>) -> Vec<Choice> {
    let mut seen = HashSet::new();
    let mut others: Vec<_> = directory.wards_in_order().iter().collect();
    others.sort_by_cached_key(|ward| NamePlace::new(&ward.name, ward.code.clone()));
    recent
        .filter_map(|id| others.iter().find(|ward| ward.id == id).copied())
        .chain(others.iter().copied())
        .filter(|ward| seen.insert(ward.id))
        .map(|ward| Choice { value: ward.id.to_string(), label: ward.name.clone() })
        .collect()
}
