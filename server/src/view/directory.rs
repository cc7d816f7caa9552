//! The names of things: read once a page.

use std::{collections::HashMap, sync::Arc};

use dispatch::{Names, TravelTable};
use domain::{Category, CategoryId, PersonId, Responder, Site, Tag, TagId, Ward, WardId, Zone};
use store::{Person, Session};

use crate::elbow::Elbow;

#[derive(Debug)]
pub(crate) struct Directory {
    pub wards: HashMap<WardId, Ward>,
    pub zones: Vec<Zone>,
    /// By name, "Something else" last.
    pub tags: Vec<Tag>,
    pub categories: Vec<Category>,
    pub people: HashMap<PersonId, Person>,
    /// By name.
    pub responders: Vec<Responder>,
    pub travel: Arc<TravelTable>,
}

impl Directory {
    pub(crate) async fn load(elbow: &Elbow, session: &mut dyn Session) -> Result<Self, store::Error> {
        let sites: Vec<Site> = session.list_sites().await?;
        let wards = session.list_wards().await?;
        Ok(Self {
            travel: elbow.atlas.travel(elbow, session, &sites, &wards).await?,
            wards: wards.into_iter().map(|ward| (ward.id, ward)).collect(),
            zones: session.list_zones().await?,
            tags: session.list_tags().await?,
            categories: session.list_categories().await?,
            people: session.list_people().await?.into_iter().map(|person| (person.id, person)).collect(),
            responders: session.list_responders().await?,
        })
    }

    pub(crate) fn ward_name(&self, id: WardId) -> String {
        self.wards.get(&id).map_or_else(|| "Unknown place".to_owned(), |ward| ward.name.clone())
    }

    pub(crate) fn tag_name(&self, id: TagId) -> String {
        self.find_tag(id).map_or_else(|| "Something else".to_owned(), |tag| tag.name.clone())
    }

    pub(crate) fn find_tag(&self, id: TagId) -> Option<&Tag> {
        self.tags.iter().find(|tag| tag.id == id)
    }

    pub(crate) fn person_name(&self, id: PersonId) -> String {
        self.people.get(&id).map_or_else(|| "Someone".to_owned(), |person| person.name.clone())
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

    pub(crate) fn responder(&self, id: PersonId) -> Option<&Responder> {
        self.responders.iter().find(|responder| responder.id == id)
    }

    /// Walking time from where a responder is to a ward, in whole minutes, rounded up; none if their place is unknown
    /// or old.
    pub(crate) fn walk_minutes(&self, from: &Responder, to: WardId, now: domain::Timestamp) -> Option<u16> {
        let place = from.whereabouts.filter(|place| !place.is_old(now))?;
        Some(self.travel.seconds(place.ward, to).div_ceil(60))
    }
}

impl Names for Directory {
    fn person(&self, id: PersonId) -> Option<&str> {
        self.people.get(&id).map(|person| person.name.as_str())
    }

    fn tag(&self, id: TagId) -> Option<&str> {
        self.find_tag(id).filter(|tag| !tag.anyone).map(|tag| tag.name.as_str())
    }
}
