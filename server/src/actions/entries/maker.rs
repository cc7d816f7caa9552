//! Makes of a form what is kept, or says what is wrong with it.

use domain::{
    Category, CategoryId, Link, List, Site, SiteId, StillNeeded, Tag, TagId, Timestamp, Ward, WardId, Zone,
    ZoneId,
    entry::another_for_anyone,
    text::{folded, skeleton},
};
use import::one::{self, Wrong};

use super::{
    keep::{Near, NewEntry, Why, WrongField},
    lists::{Lists, with_ended},
    thing::{Thing, tick},
};
use crate::core::Core;

/// Makes of a form what is kept.
pub(super) struct Maker<'a> {
    pub(super) core: &'a Core,
    pub(super) lists: &'a Lists,
    pub(super) new: &'a NewEntry<'a>,
    pub(super) before: Option<&'a Thing>,
    pub(super) now: Timestamp,
}

type Made<T> = Result<T, Vec<WrongField>>;

impl Maker<'_> {
    fn field(&self, name: &str) -> &str {
        let found = self.new.fields.iter().find(|(field, _)| *field == name);
        found.map_or("", |(_, text)| text.trim())
    }

    /// The fields with these names, for whoever reads lines of a file.
    fn cells<'n>(&'n self, names: &[&'n str]) -> Vec<(&'n str, &'n str)> {
        names.iter().map(|name| (*name, self.field(name))).collect()
    }

    /// With the first site of all, if it needs one.
    pub(super) fn thing(&self) -> Made<(Thing, Option<Site>)> {
        match self.new.list {
            List::Wards => self.ward(),
            List::Zones => self.zone(),
            List::Tags => Ok((Thing::Tag(self.tag()?), None)),
            List::Categories => Ok((Thing::Category(self.category()?), None)),
            List::Ways => Ok((Thing::Way(self.way()?), None)),
        }
    }

    fn ward(&self) -> Made<(Thing, Option<Site>)> {
        let known = match self.before {
            Some(Thing::Ward(ward)) => Some(ward),
            _ => None,
        };
        let cells = self.cells(&["code", "name", "building", "level", "phone", "x_m", "y_m"]);
        let (read, mut wrong) = apart(one::ward(&cells));
        let (site, new_site) = self.site(known.map(|ward| ward.site), &mut wrong);
        let chosen = self.field("zone");
        let zone = self.lists.zones.iter().find(|zone| zone.id.to_string() == chosen);
        if zone.is_none() && !chosen.is_empty() {
            wrong.push(WrongField { field: "zone".to_owned(), why: Why::NoZone });
        }
        if let (Some(zone), Some(site)) = (zone, site)
            && zone.site != site
        {
            wrong.push(WrongField { field: "zone".to_owned(), why: Why::ZoneElsewhere });
        }
        let id = known.map_or_else(|| WardId::new(self.now, self.core.random.bytes()), |ward| ward.id);
        let code = folded(self.field("code"));
        let others = with_ended(&self.lists.wards, &self.lists.ended.wards)
            .filter(|(ward, _)| ward.id != id && folded(&ward.code) == code);
        wrong.extend(others.map(|(ward, has_ended)| taken("code", &ward.name, has_ended)));
        match (read, site) {
            (Some(read), Some(site)) if wrong.is_empty() => {
                let one::WardFields { code, name, building, level, position, phone } = read;
                let zone = zone.map(|zone| zone.id);
                let ward = Ward { id, code, name, site, zone, building, level, position, phone };
                Ok((Thing::Ward(ward), new_site))
            }
            _ => Err(wrong),
        }
    }

    fn zone(&self) -> Made<(Thing, Option<Site>)> {
        let known = match self.before {
            Some(Thing::Zone(zone)) => Some(zone),
            _ => None,
        };
        let (read, mut wrong) = apart(one::zone(&self.cells(&["name"])));
        // Its wards are where they are: a zone stays on its site.
        let (site, new_site) = match known {
            Some(zone) => (Some(zone.site), None),
            None => self.site(None, &mut wrong),
        };
        let id = known.map_or_else(|| ZoneId::new(self.now, self.core.random.bytes()), |zone| zone.id);
        let name = folded(self.field("name"));
        let is_new = known.is_none_or(|zone| folded(&zone.name) != name);
        let others = with_ended(&self.lists.zones, &self.lists.ended.zones);
        let others = others.filter(|(zone, _)| {
            is_new && zone.id != id && Some(zone.site) == site && folded(&zone.name) == name
        });
        wrong.extend(others.map(|(zone, has_ended)| taken("name", &zone.name, has_ended)));
        match (read, site) {
            (Some(name), Some(site)) if wrong.is_empty() => {
                Ok((Thing::Zone(Zone { id, site, name }), new_site))
            }
            _ => Err(wrong),
        }
    }

    fn tag(&self) -> Made<Tag> {
        let known = match self.before {
            Some(Thing::Tag(tag)) => Some(tag),
            _ => None,
        };
        let id = known.map_or_else(|| TagId::new(self.now, self.core.random.bytes()), |tag| tag.id);
        let others = with_ended(&self.lists.tags, &self.lists.ended.tags).filter(|(tag, _)| tag.id != id);
        let others = others.map(|(tag, has_ended)| (tag.slug.as_str(), tag.name.as_str(), has_ended));
        let before = known.map(|tag| (tag.slug.as_str(), tag.name.as_str()));
        let one::SlugFields { slug, name, flag: anyone } =
            self.with_slug(before, ("anyone", self.field("anyone")), one::tag, others)?;
        if !anyone && known.is_some_and(|tag| tag.anyone) {
            another_for_anyone(id, &self.lists.tags).map_err(|needed| still_needed("anyone", needed))?;
        }
        Ok(Tag { id, slug, name, anyone })
    }

    fn category(&self) -> Made<Category> {
        let known = match self.before {
            Some(Thing::Category(category)) => Some(category),
            _ => None,
        };
        let id = known.map_or_else(|| CategoryId::new(self.now, self.core.random.bytes()), |known| known.id);
        let others = with_ended(&self.lists.categories, &self.lists.ended.categories)
            .filter(|(category, _)| category.id != id);
        let others =
            others.map(|(category, has_ended)| (category.slug.as_str(), category.name.as_str(), has_ended));
        let before = known.map(|known| (known.slug.as_str(), known.name.as_str()));
        // What a job that was closed with it says of itself stays: another kind is another category.
        let hands_off = known.map_or_else(|| self.field("hands_off"), |known| tick(known.hands_off));
        let one::SlugFields { slug, name, flag: hands_off } =
            self.with_slug(before, ("hands_off", hands_off), one::category, others)?;
        let last = with_ended(&self.lists.categories, &self.lists.ended.categories)
            .map(|(category, _)| category.position)
            .max();
        let position =
            known.map_or_else(|| last.map_or(0, |last| last.saturating_add(1)), |category| category.position);
        Ok(Category { id, slug, name, position, hands_off })
    }

    /// Where it leads and what it is stays; another way is another entry.
    fn way(&self) -> Made<Link> {
        let known = match self.before {
            Some(Thing::Way(link)) => Some(link),
            _ => None,
        };
        let end = |field: &str, known: Option<WardId>| {
            let chosen = self.field(field);
            let mut wards = with_ended(&self.lists.wards, &self.lists.ended.wards).map(|(ward, _)| ward);
            wards.find(|ward| known.map_or_else(|| ward.id.to_string() == chosen, |known| ward.id == known))
        };
        let (from, to) = (end("from", known.map(|link| link.from)), end("to", known.map(|link| link.to)));
        let code = |ward: Option<&Ward>| ward.map_or_else(String::new, |ward| ward.code.clone());
        let kind = known.map_or_else(|| self.field("kind").to_owned(), |link| link.kind.to_string());
        // A tick that is not there says no; an empty cell of a file says nothing.
        let step_free = if self.field("step_free").is_empty() { "no" } else { "yes" };
        let cells = [
            ("from", code(from)),
            ("to", code(to)),
            ("seconds", self.field("seconds").to_owned()),
            ("kind", kind),
            ("step_free", step_free.to_owned()),
        ];
        let cells: Vec<(&str, &str)> = cells.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let (read, mut wrong) = apart(one::way(&cells));
        if let (Some(read), Some(from), Some(to)) = (read, from, to) {
            let link = Link {
                from: from.id,
                to: to.id,
                seconds: read.seconds,
                kind: read.kind,
                step_free: read.step_free,
            };
            let is_same = |other: &Link| {
                other.kind == link.kind
                    && [(other.from, other.to), (other.to, other.from)].contains(&(link.from, link.to))
            };
            if known.is_some() || !self.lists.ways.iter().any(is_same) {
                return Ok(link);
            }
            wrong.push(WrongField { field: "kind".to_owned(), why: Why::SameWay });
        }
        Err(wrong)
    }

    /// What has a slug, a name and a tick, by name and text. The slug stays that of `before`, for pages and files hold it; a new one is
    /// made of the name where none was typed. Nothing else may be called so.
    fn with_slug<'n>(
        &self,
        before: Option<(&str, &str)>,
        tick: (&str, &str),
        read: impl FnOnce(&[(&str, &str)]) -> Result<one::SlugFields, Vec<Wrong>>,
        others: impl Iterator<Item = (&'n str, &'n str, bool)>,
    ) -> Made<one::SlugFields> {
        let made = one::slug_of(self.field("name"));
        let typed = Some(self.field("slug")).filter(|slug| !slug.is_empty()).unwrap_or(&made);
        let slug = before.map_or(typed, |(slug, _)| slug);
        let (read, mut wrong) = apart(read(&[("slug", slug), ("name", self.field("name")), tick]));
        let name = folded(self.field("name"));
        let is_new = before.is_none_or(|(_, before)| folded(before) != name);
        for (other_slug, other, has_ended) in others {
            if is_new && folded(other) == name {
                wrong.push(taken("name", other, has_ended));
            } else if other_slug == slug {
                wrong.push(taken("slug", other, has_ended));
            }
        }
        read.filter(|_| wrong.is_empty()).ok_or(wrong)
    }

    /// The site that was chosen; else the one it is on, or the only one there is, or the first of all.
    fn site(&self, known: Option<SiteId>, wrong: &mut Vec<WrongField>) -> (Option<SiteId>, Option<Site>) {
        let chosen = self.field("site");
        if let Some(site) = self.lists.sites.iter().find(|site| site.id.to_string() == chosen) {
            return (Some(site.id), None);
        }
        let known = known.filter(|known| self.lists.sites.iter().any(|site| site.id == *known));
        match (known, self.lists.sites.as_slice()) {
            (Some(known), _) => (Some(known), None),
            (None, [only]) => (Some(only.id), None),
            (None, []) => {
                let id = SiteId::new(self.now, self.core.random.bytes());
                (Some(id), Some(Site { id, name: self.new.trust.to_owned(), coordinates: None }))
            }
            (None, _) => {
                wrong.push(WrongField { field: "site".to_owned(), why: Why::NoSite });
                (None, None)
            }
        }
    }

    /// Others that are called nearly so, by what is new in this one.
    pub(super) fn near(&self, thing: &Thing) -> Vec<Near> {
        let before = self.before.map(|before| before.name(self.lists));
        let is_new = |name: &str| before.as_ref().is_none_or(|before| skeleton(before) != skeleton(name));
        let named = |field, name: &str, others: Vec<&str>| {
            let other = others.into_iter().find(|other| skeleton(other) == skeleton(name));
            other.filter(|_| is_new(name)).map(|other| Near { field, other: other.to_owned() })
        };
        match thing {
            Thing::Ward(ward) => {
                let others = || self.lists.wards.iter().filter(|other| other.id != ward.id);
                let same_site = others().filter(|other| other.site == ward.site);
                let by_name = named("name", &ward.name, same_site.map(|other| other.name.as_str()).collect());
                let is_code_new = match self.before {
                    Some(Thing::Ward(before)) => skeleton(&before.code) != skeleton(&ward.code),
                    _ => true,
                };
                let mut codes = others().filter(|_| is_code_new);
                let by_code = codes.find(|other| skeleton(&other.code) == skeleton(&ward.code));
                let by_code = by_code
                    .map(|other| Near { field: "code", other: format!("{} {}", other.code, other.name) });
                by_name.into_iter().chain(by_code).collect()
            }
            Thing::Zone(zone) => {
                let others = self.lists.zones.iter();
                let others = others.filter(|other| other.id != zone.id && other.site == zone.site);
                let others = others.map(|other| other.name.as_str()).collect();
                named("name", &zone.name, others).into_iter().collect()
            }
            Thing::Tag(tag) => {
                let others = self.lists.tags.iter().filter(|other| other.id != tag.id);
                named("name", &tag.name, others.map(|other| other.name.as_str()).collect())
                    .into_iter()
                    .collect()
            }
            Thing::Category(category) => {
                let others = self.lists.categories.iter().filter(|other| other.id != category.id);
                named("name", &category.name, others.map(|other| other.name.as_str()).collect())
                    .into_iter()
                    .collect()
            }
            Thing::Way(_) => Vec::new(),
        }
    }
}

/// What was read, and what is wrong with it.
fn apart<T>(read: Result<T, Vec<Wrong>>) -> (Option<T>, Vec<WrongField>) {
    match read {
        Ok(read) => (Some(read), Vec::new()),
        Err(wrong) => {
            let wrong = wrong.into_iter();
            (None, wrong.map(|Wrong { field, words }| WrongField { field, why: Why::Said(words) }).collect())
        }
    }
}

fn taken(field: &str, by: &str, has_ended: bool) -> WrongField {
    WrongField { field: field.to_owned(), why: Why::Taken { by: by.to_owned(), has_ended } }
}

fn still_needed(field: &str, needed: StillNeeded) -> Vec<WrongField> {
    vec![WrongField { field: field.to_owned(), why: Why::Needed(needed) }]
}
