//! What forms offer to choose from.

use std::{cmp::Ordering, collections::HashSet};

use app::model::Choice;
use domain::{Category, Tag, WardId};

use super::Directory;

/// The order in which people look for a name: Ward 3 before Ward 21.
pub(crate) fn as_read(one: &str, other: &str) -> Ordering {
    alphanumeric_sort::compare_str(one, other)
}

pub(crate) fn tags<'a>(tags: impl IntoIterator<Item = &'a Tag>) -> Vec<Choice> {
    let choice = |tag: &Tag| Choice { value: tag.slug.clone(), label: tag.name.clone() };
    tags.into_iter().map(choice).collect()
}

pub(crate) fn categories(directory: &Directory) -> Vec<Choice> {
    let choice = |category: &Category| Choice { value: category.slug.clone(), label: category.name.clone() };
    directory.categories.iter().map(choice).collect()
}

/// All wards: the recent ones in their order, then the others as one looks for them.
pub(crate) fn wards(directory: &Directory, recent: impl Iterator<Item = WardId>) -> Vec<Choice> {
    let mut seen = HashSet::new();
    let mut others: Vec<_> = directory.wards.values().collect();
    others.sort_by(|a, b| as_read(&a.name, &b.name).then_with(|| a.code.cmp(&b.code)));
    recent
        .filter_map(|id| directory.wards.get(&id))
        .chain(others)
        .filter(|ward| seen.insert(ward.id))
        .map(|ward| Choice { value: ward.code.clone(), label: ward.name.clone() })
        .collect()
}
