//! The names of things. Every page needs some, and they seldom change: they are kept until they do.

use std::{
    borrow::Cow,
    collections::HashMap,
    ops::Deref,
    sync::{Arc, Mutex, PoisonError},
};

use app::words::isolated;
use dispatch::{Names, TravelTable};
use domain::{
    Category, CategoryId, PersonId, Responder, Site, Tag, TagId, Ticket, Timestamp, Ward, WardId, Zone,
};
use store::{Ended, Tx};

/// As it was when the page began to read.
#[derive(Debug)]
pub(crate) struct Directory {
    listed: Arc<Listed>,
    pub travel: Arc<TravelTable>,
}

#[derive(Debug)]
pub(crate) struct Listed {
    version: i64,
    pub(super) sites: Vec<Site>,
    /// In the store's order.
    pub(super) in_order: Vec<Ward>,
    /// With those that have ended, as the walking table compares them: the corridor through one that has closed is still there.
    pub(super) on_the_map: Vec<Ward>,
    /// With those that have ended: what happened there has a place.
    pub wards: HashMap<WardId, Ward>,
    pub zones: Vec<Zone>,
    /// By name, "Something else" last.
    pub tags: Vec<Tag>,
    pub categories: Vec<Category>,
    /// For the names of what happened; nobody chooses from it.
    ended: Ended,
    people: HashMap<PersonId, String>,
}

/// What was read last.
#[derive(Debug, Default)]
pub(super) struct KeptDirectory(Mutex<Option<Arc<Listed>>>);

impl KeptDirectory {
    pub(super) async fn read(&self, tx: &mut dyn Tx) -> Result<Arc<Listed>, store::Error> {
        let version = tx.directory_version().await?;
        let kept = self.kept().clone();
        if let Some(listed) = kept.filter(|listed| listed.version == version) {
            return Ok(listed);
        }
        let listed = Arc::new(Listed::load(version, tx).await?);
        *self.kept() = Some(Arc::clone(&listed));
        Ok(listed)
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Option<Arc<Listed>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Listed {
    async fn load(version: i64, tx: &mut dyn Tx) -> Result<Self, store::Error> {
        let (wards, ended) = (tx.list_wards().await?, tx.list_ended().await?);
        let on_the_map: Vec<Ward> =
            wards.iter().chain(ended.wards.iter().map(|(ward, _)| ward)).cloned().collect();
        Ok(Self {
            version,
            sites: tx.list_sites().await?,
            wards: on_the_map.iter().map(|ward| (ward.id, ward.clone())).collect(),
            in_order: wards,
            on_the_map,
            zones: tx.list_zones().await?,
            tags: tx.list_tags().await?,
            categories: tx.list_categories().await?,
            ended,
            people: tx.list_people().await?.into_iter().map(|person| (person.id, person.name)).collect(),
        })
    }
}

impl Listed {
    pub(crate) fn sites(&self) -> &[Site] {
        &self.sites
    }

    /// The wards that help can be asked from, in the store's order.
    pub(crate) fn wards_in_order(&self) -> &[Ward] {
        &self.in_order
    }

    /// What was tapped at this time, maybe long before it arrived: a tag that has ended since is still what was meant.
    pub(crate) fn tag_then(&self, slug: &str, tapped_at: Timestamp) -> Option<&Tag> {
        then(&self.tags, &self.ended.tags, tapped_at, |tag| tag.slug == slug)
    }

    /// The same of a category.
    pub(crate) fn category_then(&self, slug: &str, tapped_at: Timestamp) -> Option<&Category> {
        then(&self.categories, &self.ended.categories, tapped_at, |category| category.slug == slug)
    }

    /// The same of a ward, by its id, or by the trust's own code, which pages had before.
    pub(crate) fn ward_then(&self, typed: &str, tapped_at: Timestamp) -> Option<&Ward> {
        let id = typed.parse::<WardId>().ok();
        then(&self.in_order, &self.ended.wards, tapped_at, |ward| Some(ward.id) == id || ward.code == typed)
    }

    /// What is taken for a tag that has ended before it was tapped on a page that was kept: help comes, whoever brings it.
    pub(crate) fn tag_instead(&self, slug: &str) -> Option<&Tag> {
        self.ended.tags.iter().find(|(tag, _)| tag.slug == slug)?;
        self.tags.iter().find(|tag| tag.anyone)
    }

    /// With those that have ended.
    pub(crate) fn all_tags(&self) -> impl Iterator<Item = &Tag> {
        self.tags.iter().chain(self.ended.tags.iter().map(|(tag, _)| tag))
    }

    /// With those that have ended.
    pub(crate) fn all_zones(&self) -> impl Iterator<Item = &Zone> {
        self.zones.iter().chain(self.ended.zones.iter().map(|(zone, _)| zone))
    }

    pub(crate) fn ended_wards(&self) -> impl Iterator<Item = &Ward> {
        self.ended.wards.iter().map(|(ward, _)| ward)
    }

    /// What a ward that has ended is called; none if it has not, or there is none.
    pub(crate) fn ended_ward(&self, id: WardId) -> Option<&str> {
        let ended = self.ended.wards.iter().find(|(ward, _)| ward.id == id);
        ended.map(|(ward, _)| ward.name.as_str())
    }
}

/// The one that is there, or has ended after `tapped_at`.
fn then<'a, T>(
    there: &'a [T],
    ended: &'a [(T, Timestamp)],
    tapped_at: Timestamp,
    is_it: impl Fn(&T) -> bool,
) -> Option<&'a T> {
    let ended = ended.iter().filter(|(_, ended_at)| tapped_at < *ended_at).map(|(one, _)| one);
    there.iter().chain(ended).find(|one| is_it(one))
}

impl Deref for Directory {
    type Target = Listed;

    fn deref(&self) -> &Listed {
        &self.listed
    }
}

impl Directory {
    pub(super) const fn new(listed: Arc<Listed>, travel: Arc<TravelTable>) -> Self {
        Self { listed, travel }
    }

    /// The wards and tags that help can be asked for, and those that `tickets` are about: one that was opened again may be about a ward
    /// or a tag that has ended meanwhile.
    pub(super) fn asked_about(&self, tickets: &[Ticket]) -> (Vec<Ward>, Vec<Tag>) {
        let is_ward_asked = |ward: &&Ward| tickets.iter().any(|ticket| ticket.ward == ward.id);
        let is_tag_asked = |tag: &&Tag| tickets.iter().any(|ticket| ticket.tag == tag.id);
        let wards = self.ended.wards.iter().map(|(ward, _)| ward).filter(is_ward_asked);
        let tags = self.ended.tags.iter().map(|(tag, _)| tag).filter(is_tag_asked);
        (
            self.in_order.iter().chain(wards).cloned().collect(),
            self.tags.iter().chain(tags).cloned().collect(),
        )
    }

    pub(crate) fn ward_name(&self, id: WardId) -> String {
        self.wards.get(&id).map_or_else(|| "Unknown place".to_owned(), |ward| ward.name.clone())
    }

    /// Where in the hospital a ward is: `North building, level 3, Riverside Hospital`. The site only where there is more
    /// than one. None if nothing of it is known.
    pub(crate) fn location(&self, id: WardId) -> Option<String> {
        let ward = self.wards.get(&id)?;
        let level = ward.level.map(|level| match level {
            0 => "ground floor".to_owned(),
            level => format!("level {level}"),
        });
        let site = self.sites.iter().find(|site| self.sites.len() > 1 && site.id == ward.site);
        let parts: Vec<String> = ward
            .building
            .clone()
            .into_iter()
            .chain(level)
            .chain(site.map(|site| site.name.clone()))
            .map(|part| isolated(part).into_owned())
            .collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }

    pub(crate) fn tag_name(&self, id: TagId) -> String {
        self.find_tag(id).map_or_else(|| "Something else".to_owned(), |tag| tag.name.clone())
    }

    pub(crate) fn find_tag(&self, id: TagId) -> Option<&Tag> {
        self.all_tags().find(|tag| tag.id == id)
    }

    fn all_categories(&self) -> impl Iterator<Item = &Category> {
        self.categories.iter().chain(self.ended.categories.iter().map(|(category, _)| category))
    }

    pub(crate) fn person_name(&self, id: PersonId) -> String {
        self.people.get(&id).cloned().unwrap_or_else(|| "Someone".to_owned())
    }

    pub(crate) fn category_name(&self, id: CategoryId) -> String {
        self.category(id).map_or_else(|| "Unknown category".to_owned(), |category| category.name.clone())
    }

    pub(crate) fn category(&self, id: CategoryId) -> Option<&Category> {
        self.all_categories().find(|category| category.id == id)
    }

    pub(crate) fn zone_name(&self, id: domain::ZoneId) -> Option<String> {
        self.all_zones().find(|zone| zone.id == id).map(|zone| zone.name.clone())
    }

    /// Where a responder stands: their zone, or that of their own ward.
    pub(crate) fn zone_of(&self, responder: &Responder) -> Option<domain::ZoneId> {
        let of_ward = || self.wards.get(&responder.home_ward?)?.zone;
        responder.zone.or_else(of_ward)
    }

    /// Walking time from where a responder is to a ward, in whole minutes, rounded up; none if their place is unknown
    /// or old.
    pub(crate) fn walk_minutes(&self, from: &Responder, to: WardId, now: Timestamp) -> Option<u16> {
        let place = from.whereabouts.filter(|place| !place.is_old(now))?;
        Some(self.travel.seconds(place.ward, to).div_ceil(60))
    }
}

impl Names for Directory {
    fn person(&self, id: PersonId) -> Option<Cow<'_, str>> {
        self.people.get(&id).map(isolated)
    }

    fn tag(&self, id: TagId) -> Option<Cow<'_, str>> {
        self.find_tag(id).filter(|tag| !tag.anyone).map(|tag| isolated(&tag.name))
    }
}
