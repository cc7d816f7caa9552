//! Sites, zones, wards, knowledge tags and categories: what an administrator sets up.

use std::collections::HashMap;

use async_trait::async_trait;
use domain::{Category, Entry, Site, Tag, Timestamp, Ward, WardId, Zone};

use crate::{Hash, NamePlace, Page, Part, Result, Words};

/// What has ended, each with when.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ended {
    pub wards: Vec<(Ward, Timestamp)>,
    pub zones: Vec<(Zone, Timestamp)>,
    pub tags: Vec<(Tag, Timestamp)>,
    pub categories: Vec<(Category, Timestamp)>,
}

/// What has ended is in [`Places::list_ended`] and nowhere else, neither in a list nor looked up; a ward also in
/// [`Places::lookup_ended_ward_by_link`].
#[async_trait]
pub trait Places {
    /// Another number whenever a site, zone, ward, tag, category or the name of a person has changed.
    async fn directory_version(&mut self) -> Result<i64>;
    async fn list_sites(&mut self) -> Result<Vec<Site>>;
    async fn list_zones(&mut self) -> Result<Vec<Zone>>;
    // Of a ward that is damaged, what it can do without is missing.
    /// By site, level, code.
    async fn list_wards(&mut self) -> Result<Vec<Ward>>;
    /// By name; `words` in their names or codes.
    async fn find_wards(
        &mut self,
        words: &Words,
        page: &Page<NamePlace<WardId>>,
    ) -> Result<Part<Ward, NamePlace<WardId>>>;
    async fn lookup_ward(&mut self, id: WardId) -> Result<Option<Ward>>;
    async fn lookup_ward_by_link(&mut self, link: &Hash) -> Result<Option<Ward>>;
    /// The ward whose link this was when it ended, for whoever still has its poster.
    async fn lookup_ended_ward_by_link(&mut self, link: &Hash) -> Result<Option<Ward>>;
    /// How often the ward's link was rotated; the link is derived from it. None for an unknown ward.
    async fn ward_link_rotation(&mut self, id: WardId) -> Result<Option<u32>>;
    /// The same of all wards that have not ended and of which it can be read.
    async fn list_link_rotations(&mut self) -> Result<HashMap<WardId, u32>>;
    /// By name, "Something else" (`anyone`) last.
    async fn list_tags(&mut self) -> Result<Vec<Tag>>;
    /// By position.
    async fn list_categories(&mut self) -> Result<Vec<Category>>;

    async fn list_ended(&mut self) -> Result<Ended>;
    /// From when on it is offered nowhere; none: it is there again. A way has no history: it is taken away, and does not come back.
    async fn set_ended(&mut self, entry: Entry, at: Option<Timestamp>) -> Result<()>;

    // Each `put` inserts or replaces by id. A duplicate code or slug is `Error::Duplicate`.
    async fn put_site(&mut self, site: &Site) -> Result<()>;
    async fn put_zone(&mut self, zone: &Zone) -> Result<()>;
    async fn put_ward(&mut self, ward: &Ward) -> Result<()>;
    async fn put_tag(&mut self, tag: &Tag) -> Result<()>;
    async fn put_category(&mut self, category: &Category) -> Result<()>;
    /// Replaces the ward's link: the old one is unknown from now on.
    async fn set_ward_link(&mut self, id: WardId, link: &Hash, rotation: u32) -> Result<()>;
}
