//! All lists, as they are.

use domain::{
    Category, Entry, Link, Logged, Site, Tag, Timestamp, Ward, WardId, Zone,
    entry::Way,
    event::FromTo,
    text::{folded, isolated},
};
use store::{Ended, Tx};

use super::thing::{Fields, Thing};

/// All lists, as they are.
#[derive(Debug)]
pub struct Lists {
    pub sites: Vec<Site>,
    pub zones: Vec<Zone>,
    pub wards: Vec<Ward>,
    pub tags: Vec<Tag>,
    pub categories: Vec<Category>,
    pub ways: Vec<Link>,
    pub ended: Ended,
}

impl Lists {
    /// # Errors
    /// If the database does not answer.
    pub async fn load(tx: &mut dyn Tx) -> store::Result<Self> {
        Ok(Self {
            sites: tx.list_sites().await?,
            zones: tx.list_zones().await?,
            wards: tx.list_wards().await?,
            tags: tx.list_tags().await?,
            categories: tx.list_categories().await?,
            ways: tx.list_links().await?,
            ended: tx.list_ended().await?,
        })
    }

    /// The fields of an entry that has not ended.
    #[must_use]
    pub fn fields(&self, entry: Entry) -> Option<Fields> {
        self.find(entry).map(|thing| thing.fields())
    }

    /// What an entry is called, and when it ended if it has.
    #[must_use]
    pub fn name_and_end(&self, entry: Entry) -> Option<(String, Option<Timestamp>)> {
        if let Some(thing) = self.find(entry) {
            return Some((thing.name(self), None));
        }
        let ended = &self.ended;
        let (name, at) = match entry {
            Entry::Ward(id) => {
                ended.wards.iter().find(|(ward, _)| ward.id == id).map(|(ward, at)| (&ward.name, at))
            }
            Entry::Zone(id) => {
                ended.zones.iter().find(|(zone, _)| zone.id == id).map(|(zone, at)| (&zone.name, at))
            }
            Entry::Tag(id) => {
                ended.tags.iter().find(|(tag, _)| tag.id == id).map(|(tag, at)| (&tag.name, at))
            }
            Entry::Category(id) => {
                let mut categories = ended.categories.iter();
                categories.find(|(category, _)| category.id == id).map(|(category, at)| (&category.name, at))
            }
            Entry::Way(_) => None,
        }?;
        Some((name.clone(), Some(*at)))
    }

    /// What differs, for whoever asks later what it was before.
    pub(super) fn changed(&self, entry: Entry, before: &Fields, after: &Fields) -> Logged {
        let differ = before.iter().zip(after).filter(|(before, after)| before != after);
        let (fields, values) = differ
            .map(|((field, from), (_, to))| {
                let values = FromTo { from: self.in_file(field, from), to: self.in_file(field, to) };
                ((*field).to_owned(), values)
            })
            .unzip();
        Logged::EntryChanged { entry, fields, values }
    }

    /// The text of a field as a file has it: names for ids, and a word for a tick.
    fn in_file(&self, field: &str, text: &str) -> String {
        let name = match field {
            "site" => self.sites.iter().find(|site| site.id.to_string() == text).map(|site| &site.name),
            "zone" => self.zones.iter().find(|zone| zone.id.to_string() == text).map(|zone| &zone.name),
            "anyone" | "hands_off" | "step_free" if text.is_empty() => return "no".to_owned(),
            _ => None,
        };
        name.map_or(text, String::as_str).to_owned()
    }

    pub(super) fn find(&self, entry: Entry) -> Option<Thing> {
        Some(match entry {
            Entry::Ward(id) => Thing::Ward(self.wards.iter().find(|ward| ward.id == id)?.clone()),
            Entry::Zone(id) => Thing::Zone(self.zones.iter().find(|zone| zone.id == id)?.clone()),
            Entry::Tag(id) => Thing::Tag(self.tags.iter().find(|tag| tag.id == id)?.clone()),
            Entry::Category(id) => {
                Thing::Category(self.categories.iter().find(|category| category.id == id)?.clone())
            }
            Entry::Way(way) => Thing::Way(*self.ways.iter().find(|link| way_of(link) == way)?),
        })
    }

    /// `Ward 7 – Acute Medical Unit`, whether or not they have ended.
    #[must_use]
    pub fn between(&self, way: Way) -> String {
        let name = |id: WardId| {
            let ward =
                with_ended(&self.wards, &self.ended.wards).map(|(ward, _)| ward).find(|ward| ward.id == id);
            ward.map_or_else(String::new, |ward| isolated(&ward.name).into_owned())
        };
        format!("{} – {}", name(way.from), name(way.to))
    }

    /// What has the name of an entry that has ended, where names are one entry's: files can have given it away meanwhile.
    pub(super) fn has_its_name(&self, entry: Entry) -> Option<String> {
        let (name, _) = self.name_and_end(entry)?;
        let is_it = |other: &&str| folded(other) == folded(&name);
        let found = match entry {
            Entry::Tag(_) => self.tags.iter().map(|tag| tag.name.as_str()).find(is_it),
            Entry::Category(_) => self.categories.iter().map(|category| category.name.as_str()).find(is_it),
            Entry::Zone(id) => {
                let site = self.ended.zones.iter().find(|(zone, _)| zone.id == id).map(|(zone, _)| zone.site);
                let zones = self.zones.iter().filter(|zone| Some(zone.site) == site);
                zones.map(|zone| zone.name.as_str()).find(is_it)
            }
            Entry::Ward(_) | Entry::Way(_) => None,
        };
        found.map(str::to_owned)
    }
}

/// Each of a list, and whether it has ended.
pub(super) fn with_ended<'l, T>(
    open: &'l [T],
    ended: &'l [(T, Timestamp)],
) -> impl Iterator<Item = (&'l T, bool)> + use<'l, T> {
    let ended = ended.iter().map(|(thing, _)| (thing, true));
    open.iter().map(|thing| (thing, false)).chain(ended)
}

pub(super) const fn way_of(link: &Link) -> Way {
    Way { from: link.from, to: link.to, kind: link.kind }
}
