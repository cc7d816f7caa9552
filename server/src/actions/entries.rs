//! The lists that make a hospital, kept one entry at a time. What an entry may be, whether it may end and what ends with it is decided in
//! the transaction that writes it.

use domain::{
    Category, CategoryId, Entry, KnownIssue, Link, List, Logged, PersonId, Site, SiteId, StillNeeded, Tag,
    TagId, Timestamp, Ward, WardId, Zone, ZoneId,
    entry::{Way, another_for_anyone, category_may_end, tag_may_end, ward_may_end, zone_may_end},
    event::FromTo,
    poster::copies,
    text::{folded, isolated, skeleton},
};
use ground::links;
use import::one::{self, Wrong};
use store::{DeviceKind, Ended, NewEvent, Subject, Tx, if_readable};

use super::{
    ActionError,
    devices::event,
    posters::posters_of_link,
    taps::{made_before, remember_made},
};
use crate::core::{Core, Write};

/// The fields of an entry as a form has them: a name, as the column of the file is called, and its text. Sites and zones are ids, a tick
/// is `yes`.
pub type Fields = Vec<(&'static str, String)>;

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

/// An entry as somebody wants it.
#[derive(Debug)]
pub struct NewEntry<'a> {
    pub list: List,
    /// The one that is changed; none for a new one.
    pub entry: Option<Entry>,
    pub fields: &'a Fields,
    /// What the form showed before anything was typed: one that does not say so changes nothing.
    pub shown: Option<&'a Fields>,
    /// It was asked whether it is another entry than one that is called nearly so.
    pub is_another: bool,
    /// The name of the first site, where there is none.
    pub trust: &'a str,
}

/// Why an entry was not kept.
#[derive(Debug)]
pub enum NotKept {
    Wrong(Vec<WrongField>),
    /// A name or code is nearly that of another: whoever keeps it has to say that they are two.
    Near(Vec<Near>),
    /// Somebody else has changed it since the form was shown, or the form does not say what it showed.
    Changed,
}

#[derive(Debug)]
pub struct WrongField {
    pub field: String,
    pub why: Why,
}

#[derive(Debug)]
pub enum Why {
    /// As an import says it.
    Said(String),
    NoSite,
    /// It has ended, or there is none.
    NoZone,
    ZoneElsewhere,
    /// There is one between these wards already.
    SameWay,
    /// Another entry is called so.
    Taken {
        by: String,
        has_ended: bool,
    },
    Needed(StillNeeded),
}

#[derive(Debug)]
pub struct Near {
    pub field: &'static str,
    /// What the other is called.
    pub other: String,
}

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

/// Something that is in a list, or will be.
#[derive(Debug, Clone, PartialEq)]
enum Thing {
    Ward(Ward),
    Zone(Zone),
    Tag(Tag),
    Category(Category),
    Way(Link),
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
    fn changed(&self, entry: Entry, before: &Fields, after: &Fields) -> Logged {
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

    fn find(&self, entry: Entry) -> Option<Thing> {
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
    fn has_its_name(&self, entry: Entry) -> Option<String> {
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
fn with_ended<'l, T>(
    open: &'l [T],
    ended: &'l [(T, Timestamp)],
) -> impl Iterator<Item = (&'l T, bool)> + use<'l, T> {
    let ended = ended.iter().map(|(thing, _)| (thing, true));
    open.iter().map(|thing| (thing, false)).chain(ended)
}

impl Thing {
    fn name(&self, lists: &Lists) -> String {
        match self {
            Self::Ward(ward) => ward.name.clone(),
            Self::Zone(zone) => zone.name.clone(),
            Self::Tag(tag) => tag.name.clone(),
            Self::Category(category) => category.name.clone(),
            Self::Way(link) => lists.between(way_of(link)),
        }
    }

    const fn entry(&self) -> Entry {
        match self {
            Self::Ward(ward) => Entry::Ward(ward.id),
            Self::Zone(zone) => Entry::Zone(zone.id),
            Self::Tag(tag) => Entry::Tag(tag.id),
            Self::Category(category) => Entry::Category(category.id),
            Self::Way(link) => Entry::Way(way_of(link)),
        }
    }

    fn fields(&self) -> Fields {
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

/// Keeps an entry as somebody wants it; says which it is. The same form again, by its `once`, is answered alike.
///
/// # Errors
/// [`ActionError::NotFound`] if the one to change is not there, or has ended.
pub async fn keep_entry(
    core: &Core,
    new: NewEntry<'_>,
    by: PersonId,
    once: Option<&str>,
) -> Result<Result<Entry, NotKept>, ActionError> {
    let now = core.now();
    let mut tx = core.write().await?;
    if let Some(made) = made_before::<String>(tx.as_mut(), by, once).await? {
        return Ok(Ok(new.list.entry(&made).map_err(|_| ActionError::NotFound)?));
    }
    let lists = Lists::load(tx.as_mut()).await?;
    let before = match new.entry {
        Some(entry) => Some(lists.find(entry).ok_or(ActionError::NotFound)?),
        None => None,
    };
    let is_now = before.as_ref().map(Thing::fields);
    if is_now.is_some() && new.shown != is_now.as_ref() {
        return Ok(Err(NotKept::Changed));
    }
    let maker = Maker { core, lists: &lists, new: &new, before: before.as_ref(), now };
    let (thing, new_site) = match maker.thing() {
        Ok(made) => made,
        Err(wrong) => return Ok(Err(NotKept::Wrong(wrong))),
    };
    let near = if new.is_another { Vec::new() } else { maker.near(&thing) };
    if !near.is_empty() {
        return Ok(Err(NotKept::Near(near)));
    }
    let entry = thing.entry();
    if before.as_ref() == Some(&thing) {
        return Ok(Ok(entry));
    }
    if let Some(site) = new_site {
        tx.put_site(&site).await?;
    }
    put(core, tx.as_mut(), &thing, before.is_none()).await?;
    let what = match is_now {
        None => Logged::EntryAdded { entry },
        Some(is_now) => lists.changed(entry, &is_now, &thing.fields()),
    };
    tx.append_event(&said(core, by, what)).await?;
    remember_made(tx.as_mut(), by, once, &entry.to_string(), now).await?;
    tx.commit().await?;
    Ok(Ok(entry))
}

async fn put(core: &Core, tx: &mut dyn Tx, thing: &Thing, is_new: bool) -> store::Result<()> {
    match thing {
        Thing::Ward(ward) => {
            tx.put_ward(ward).await?;
            if is_new {
                tx.set_ward_link(ward.id, &links::hash(&core.links.ward(ward.id, 0)), 0).await?;
            }
            Ok(())
        }
        Thing::Zone(zone) => tx.put_zone(zone).await,
        Thing::Tag(tag) => tx.put_tag(tag).await,
        Thing::Category(category) => tx.put_category(category).await,
        Thing::Way(link) => tx.put_link(link).await,
    }
}

fn said(core: &Core, by: PersonId, what: Logged) -> NewEvent {
    event(core, Subject::Hospital, Some(by), what)
}

/// Makes of a form what is kept.
struct Maker<'a> {
    core: &'a Core,
    lists: &'a Lists,
    new: &'a NewEntry<'a>,
    before: Option<&'a Thing>,
    now: Timestamp,
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
    fn thing(&self) -> Made<(Thing, Option<Site>)> {
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
    fn near(&self, thing: &Thing) -> Vec<Near> {
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

const fn tick(is_so: bool) -> &'static str {
    if is_so { "yes" } else { "" }
}

const fn way_of(link: &Link) -> Way {
    Way { from: link.from, to: link.to, kind: link.kind }
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

/// Moves a category before the one above it, or behind the one below it. The first and the last stay where they are.
///
/// # Errors
/// [`ActionError::NotFound`] if it is not there, or has ended.
pub async fn move_category(
    core: &Core,
    id: CategoryId,
    is_up: bool,
    by: PersonId,
) -> Result<(), ActionError> {
    let mut tx = core.write().await?;
    let mut categories = tx.list_categories().await?;
    let place = categories.iter().position(|category| category.id == id).ok_or(ActionError::NotFound)?;
    let other = if is_up { place.checked_sub(1) } else { Some(place + 1) };
    let Some(other) = other.filter(|other| *other < categories.len()) else {
        return Ok(tx.commit_quietly().await?);
    };
    let positions: Vec<u16> = categories.iter().map(|category| category.position).collect();
    categories.swap(place, other);
    keep_order(&mut tx, categories, positions).await?;
    let (entry, fields) = (Entry::Category(id), vec!["position".to_owned()]);
    let values = vec![FromTo { from: (place + 1).to_string(), to: (other + 1).to_string() }];
    tx.append_event(&said(core, by, Logged::EntryChanged { entry, fields, values })).await?;
    tx.commit().await?;
    Ok(())
}

/// Gives `categories`, in their new order, the places that they had together. Two with one place are told apart first.
async fn keep_order(
    tx: &mut Write,
    categories: Vec<Category>,
    mut positions: Vec<u16>,
) -> Result<(), store::Error> {
    for place in 1..positions.len() {
        positions[place] = positions[place].max(positions[place - 1].saturating_add(1));
    }
    for (category, position) in categories.into_iter().zip(positions) {
        if category.position != position {
            tx.put_category(&Category { position, ..category }).await?;
        }
    }
    Ok(())
}
