//! What forms offer to choose from.

use std::collections::HashSet;

use app::model::Choice;
use domain::{Category, Tag, WardId, Zone};
use store::NamePlace;

use super::Directory;

pub(crate) fn tags<'a>(tags: impl IntoIterator<Item = &'a Tag>) -> Vec<Choice> {
    let choice = |tag: &Tag| Choice { value: tag.slug.clone(), label: tag.name.clone() };
    tags.into_iter().map(choice).collect()
}

pub(crate) fn zones(directory: &Directory) -> Vec<Choice> {
    let choice = |zone: &Zone| Choice { value: zone.id.to_string(), label: zone.name.clone() };
    directory.zones.iter().map(choice).collect()
}

pub(crate) fn categories(directory: &Directory) -> Vec<Choice> {
    let choice = |category: &Category| Choice { value: category.slug.clone(), label: category.name.clone() };
    directory.categories.iter().map(choice).collect()
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
