//! One of a list, and its fields.

use domain::{Category, Entry, Link, List, Tag, Ward, Zone};

use super::lists::{Lists, way_of};

/// The fields of an entry as a form has them: a name, as the column of the file is called, and its text. Sites and zones are ids, a tick
/// is `yes`.
pub type Fields = Vec<(&'static str, String)>;

/// Something that is in a list, or will be.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Thing {
    Ward(Ward),
    Zone(Zone),
    Tag(Tag),
    Category(Category),
    Way(Link),
}

impl Thing {
    pub(super) fn name(&self, lists: &Lists) -> String {
        match self {
            Self::Ward(ward) => ward.name.clone(),
            Self::Zone(zone) => zone.name.clone(),
            Self::Tag(tag) => tag.name.clone(),
            Self::Category(category) => category.name.clone(),
            Self::Way(link) => lists.between(way_of(link)),
        }
    }

    pub(super) const fn entry(&self) -> Entry {
        match self {
            Self::Ward(ward) => Entry::Ward(ward.id),
            Self::Zone(zone) => Entry::Zone(zone.id),
            Self::Tag(tag) => Entry::Tag(tag.id),
            Self::Category(category) => Entry::Category(category.id),
            Self::Way(link) => Entry::Way(way_of(link)),
        }
    }

    pub(super) fn fields(&self) -> Fields {
        let tick = |is_so: bool| tick(is_so).to_owned();
        match self {
            Self::Ward(ward) => {
                let Ward { code, name, site, zone, building, level, position, phone, id: _ } = ward;
                let metres = |place: Option<f64>| place.map(|metres| metres.to_string()).unwrap_or_default();
                vec![
                    ("name", name.clone()),
                    ("code", code.clone()),
                    ("site", site.to_string()),
                    ("building", building.clone().unwrap_or_default()),
                    ("level", level.map(|level| level.to_string()).unwrap_or_default()),
                    ("zone", zone.map(|zone| zone.to_string()).unwrap_or_default()),
                    ("phone", phone.clone().unwrap_or_default()),
                    ("x_m", metres(position.map(|(east, _)| east))),
                    ("y_m", metres(position.map(|(_, north)| north))),
                ]
            }
            Self::Zone(zone) => vec![("name", zone.name.clone()), ("site", zone.site.to_string())],
            Self::Tag(tag) => {
                vec![("name", tag.name.clone()), ("slug", tag.slug.clone()), ("anyone", tick(tag.anyone))]
            }
            Self::Category(category) => vec![
                ("name", category.name.clone()),
                ("slug", category.slug.clone()),
                ("hands_off", tick(category.hands_off)),
            ],
            Self::Way(link) => vec![
                ("from", link.from.to_string()),
                ("to", link.to.to_string()),
                ("kind", link.kind.to_string()),
                ("seconds", link.seconds.to_string()),
                ("step_free", tick(link.step_free)),
            ],
        }
    }
}

/// The fields of a form for this list, in their order.
#[must_use]
pub const fn columns(list: List) -> &'static [&'static str] {
    match list {
        List::Wards => &["name", "code", "site", "building", "level", "zone", "phone", "x_m", "y_m"],
        List::Zones => &["name", "site"],
        List::Tags => &["name", "slug", "anyone"],
        List::Categories => &["name", "slug", "hands_off"],
        List::Ways => &["from", "to", "kind", "seconds", "step_free"],
    }
}

pub(super) const fn tick(is_so: bool) -> &'static str {
    if is_so { "yes" } else { "" }
}
