//! The names of things. Every page needs some, and they seldom change: they are kept until they do.

use std::{
    borrow::Cow,
    collections::HashMap,
    ops::Deref,
    sync::{Arc, Mutex, PoisonError},
};

use app::words::isolated;
use dispatch::{Names, TravelTable};
use domain::{Category, CategoryId, PersonId, Responder, Site, Tag, TagId, Ward, WardId, Zone};
use store::Tx;

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
    /// In the store's order, as the walking table compares them.
    pub(super) in_order: Vec<Ward>,
    pub wards: HashMap<WardId, Ward>,
    pub zones: Vec<Zone>,
    /// By name, "Something else" last.
    pub tags: Vec<Tag>,
    pub categories: Vec<Category>,
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
        let wards = tx.list_wards().await?;
        Ok(Self {
            version,
            sites: tx.list_sites().await?,
            wards: wards.iter().map(|ward| (ward.id, ward.clone())).collect(),
            in_order: wards,
            zones: tx.list_zones().await?,
            tags: tx.list_tags().await?,
            categories: tx.list_categories().await?,
            people: tx.list_people().await?.into_iter().map(|person| (person.id, person.name)).collect(),
        })
    }
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

    pub(crate) fn wards_in_order(&self) -> &[Ward] {
        &self.in_order
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
        self.tags.iter().find(|tag| tag.id == id)
    }

    pub(crate) fn person_name(&self, id: PersonId) -> String {
        self.people.get(&id).cloned().unwrap_or_else(|| "Someone".to_owned())
    }

    pub(crate) fn category_name(&self, id: CategoryId) -> String {
        self.category(id).map_or_else(|| "Unknown category".to_owned(), |category| category.name.clone())
    }

    pub(crate) fn category(&self, id: CategoryId) -> Option<&Category> {
        self.categories.iter().find(|category| category.id == id)
    }

    pub(crate) fn zone_name(&self, id: domain::ZoneId) -> Option<String> {
        self.zones.iter().find(|zone| zone.id == id).map(|zone| zone.name.clone())
    }

    /// Walking time from where a responder is to a ward, in whole minutes, rounded up; none if their place is unknown
    /// or old.
    pub(crate) fn walk_minutes(&self, from: &Responder, to: WardId, now: domain::Timestamp) -> Option<u16> {
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
