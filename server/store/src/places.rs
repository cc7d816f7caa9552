//! Sites, zones, wards, knowledge tags and categories: what an administrator sets up.

use std::collections::HashMap;

use async_trait::async_trait;
use domain::{Category, Site, Tag, Ward, WardId, Zone};

use crate::{Hash, NamePlace, Page, Part, Result, Words};

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
    /// How often the ward's link was rotated; the link is derived from it. None for an unknown ward.
    async fn ward_link_rotation(&mut self, id: WardId) -> Result<Option<u32>>;
    /// The same of all wards of which it can be read.
    async fn list_link_rotations(&mut self) -> Result<HashMap<WardId, u32>>;
    /// By name, "Something else" (`anyone`) last.
    async fn list_tags(&mut self) -> Result<Vec<Tag>>;
    /// By position.
    async fn list_categories(&mut self) -> Result<Vec<Category>>;

    // Each `put` inserts or replaces by id. A duplicate code or slug is `Error::Duplicate`.
    async fn put_site(&mut self, site: &Site) -> Result<()>;
    async fn put_zone(&mut self, zone: &Zone) -> Result<()>;
    async fn put_ward(&mut self, ward: &Ward) -> Result<()>;
    async fn put_tag(&mut self, tag: &Tag) -> Result<()>;
    async fn put_category(&mut self, category: &Category) -> Result<()>;
    /// Replaces the ward's link: the old one is unknown from now on.
    async fn set_ward_link(&mut self, id: WardId, link: &Hash, rotation: u32) -> Result<()>;
}
