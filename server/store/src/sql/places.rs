//! Sites, zones, wards, tags and categories.

use std::{collections::HashMap, sync::Arc};

use async_trait::async_trait;
use domain::{Category, Entry, Site, SiteId, Tag, Timestamp, Ward, WardId, Zone, canary, entry::Way};
use uuid::Uuid;

use super::{
    SqlSession,
    row::{Fields, Row},
    statement::query,
};
use crate::{Ended, Hash, NamePlace, Page, Part, Places, Result, Words, unreadable::Unreadable};

#[async_trait]
impl Places for SqlSession {
    async fn directory_version(&mut self) -> Result<i64> {
        let row = self.one(query("select version from directory")).await?;
        Fields::new("directory", "version", &row).get("version")
    }

    async fn list_sites(&mut self) -> Result<Vec<Site>> {
        let sql = query("select * from site where id <> $1").with(&canary::site());
        let mut sites = self.rows(sql, site).await?;
        sites.sort_by_cached_key(|site| NamePlace::new(&site.name, site.id));
        Ok(sites)
    }

    async fn list_zones(&mut self) -> Result<Vec<Zone>> {
        let mut zones = self.rows(query("select * from zone where ended_at is null"), zone).await?;
        zones.sort_by_cached_key(|zone| NamePlace::new(&zone.name, zone.id));
        Ok(zones)
    }

    async fn list_wards(&mut self) -> Result<Vec<Ward>> {
        let sql = query(
            "select ward.* from ward left join site on site.id = ward.site
             where ward.id <> $1 and ward.ended_at is null
             order by lower(site.name) nulls last, site.id, ward.level nulls last",
        );
        let shared = Arc::clone(&self.shared);
        let sql = sql.with(&canary::ward());
        let mut wards = self.rows(sql, |row| usable_ward(&shared.unreadable, row)).await?;
        for floor in wards.chunk_by_mut(|one, other| (one.site, one.level) == (other.site, other.level)) {
            floor.sort_by_cached_key(|ward| NamePlace::new(&ward.code, ward.id));
        }
        Ok(wards)
    }

    async fn find_wards(
        &mut self,
        words: &Words,
        page: &Page<NamePlace<WardId>>,
    ) -> Result<Part<Ward, NamePlace<WardId>>> {
        let sql = query("select * from ward where id <> $1 and ended_at is null").with(&canary::ward());
        let named = |row: &Row| {
            let fields = Fields::new("ward", "id", row);
            let (name, code): (String, String) = (fields.get("name")?, fields.get("code")?);
            let is_found = words.are_in(&[&name, &code]);
            Ok((NamePlace::new(&name, fields.get("id")?), is_found))
        };
        let shared = Arc::clone(&self.shared);
        self.part_by_name(sql, page, named, |row| usable_ward(&shared.unreadable, row)).await
    }

    async fn lookup_ward(&mut self, id: WardId) -> Result<Option<Ward>> {
        let shared = Arc::clone(&self.shared);
        let sql = query("select * from ward where id = $1 and ended_at is null");
        self.row(sql.with(&id), |row| usable_ward(&shared.unreadable, row)).await
    }

    async fn lookup_ward_by_link(&mut self, link: &Hash) -> Result<Option<Ward>> {
        let shared = Arc::clone(&self.shared);
        let sql = query("select * from ward where link = $1 and ended_at is null");
        self.row(sql.with(link), |row| usable_ward(&shared.unreadable, row)).await
    }

    async fn lookup_ended_ward_by_link(&mut self, link: &Hash) -> Result<Option<Ward>> {
        let shared = Arc::clone(&self.shared);
        let sql = query("select * from ward where link = $1 and ended_at is not null");
        self.row(sql.with(link), |row| usable_ward(&shared.unreadable, row)).await
    }

    async fn list_link_rotations(&mut self) -> Result<HashMap<WardId, u32>> {
        let rotations = self
            .rows(query("select id, link_rotation from ward where ended_at is null"), link_rotation)
            .await?;
        Ok(rotations.into_iter().collect())
    }

    async fn ward_link_rotation(&mut self, id: WardId) -> Result<Option<u32>> {
        let sql = query("select id, link_rotation from ward where id = $1");
        Ok(self.row(sql.with(&id), link_rotation).await?.map(|(_, rotation)| rotation))
    }

    async fn list_tags(&mut self) -> Result<Vec<Tag>> {
        let sql = query("select * from tag where id <> $1 and ended_at is null").with(&canary::tag());
        let mut tags = self.rows(sql, tag).await?;
        tags.sort_by_cached_key(|tag| (tag.anyone, NamePlace::new(&tag.name, tag.id)));
        Ok(tags)
    }

    async fn list_categories(&mut self) -> Result<Vec<Category>> {
        let sql = query("select * from category where ended_at is null order by position, id");
        self.rows(sql, category).await
    }

    async fn list_ended(&mut self) -> Result<Ended> {
        let shared = Arc::clone(&self.shared);
        let wards = query("select * from ward where ended_at is not null");
        let (zones, tags, categories) = (
            query("select * from zone where ended_at is not null"),
            query("select * from tag where ended_at is not null"),
            query("select * from category where ended_at is not null order by position, id"),
        );
        Ok(Ended {
            wards: self
                .rows(wards, |row| Ok((usable_ward(&shared.unreadable, row)?, ended_at("ward", row)?)))
                .await?,
            zones: self.rows(zones, |row| Ok((zone(row)?, ended_at("zone", row)?))).await?,
            tags: self.rows(tags, |row| Ok((tag(row)?, ended_at("tag", row)?))).await?,
            categories: self.rows(categories, |row| Ok((category(row)?, ended_at("category", row)?))).await?,
        })
    }

    async fn set_ended(&mut self, entry: Entry, at: Option<Timestamp>) -> Result<()> {
        let sql = match &entry {
            Entry::Ward(id) => query("update ward set ended_at = $2 where id = $1").with(id),
            Entry::Zone(id) => query("update zone set ended_at = $2 where id = $1").with(id),
            Entry::Tag(id) => query("update tag set ended_at = $2 where id = $1").with(id),
            Entry::Category(id) => query("update category set ended_at = $2 where id = $1").with(id),
            Entry::Way(_) if at.is_none() => return Ok(()),
            Entry::Way(Way { from, to, kind }) => {
                let sql = query("delete from link where from_ward = $1 and to_ward = $2 and kind = $3");
                return self.run(sql.with(from).with(to).with(kind)).await.map(drop);
            }
        };
        self.run(sql.with(&at)).await.map(drop)
    }

    async fn put_site(&mut self, site: &Site) -> Result<()> {
        let sql = query(
            "insert into site (id, name, latitude, longitude) values ($1, $2, $3, $4)
             on conflict (id) do update
             set name = excluded.name, latitude = excluded.latitude, longitude = excluded.longitude",
        )
        .with(&site.id)
        .with(&site.name)
        .with(&site.coordinates.map(|(north, _)| north))
        .with(&site.coordinates.map(|(_, east)| east));
        self.run(sql).await.map(drop)
    }

    async fn put_zone(&mut self, zone: &Zone) -> Result<()> {
        let sql = query(
            "insert into zone (id, site, name) values ($1, $2, $3)
             on conflict (id) do update set site = excluded.site, name = excluded.name",
        )
        .with(&zone.id)
        .with(&zone.site)
        .with(&zone.name);
        self.run(sql).await.map(drop)
    }

    async fn put_ward(&mut self, ward: &Ward) -> Result<()> {
        let sql = query(
            "insert into ward (id, code, name, site, zone, building, level, metres_east, metres_north, phone)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
             on conflict (id) do update
             set code = excluded.code, name = excluded.name, site = excluded.site, zone = excluded.zone,
                 building = excluded.building, level = excluded.level, metres_east = excluded.metres_east,
                 metres_north = excluded.metres_north, phone = excluded.phone",
        )
        .with(&ward.id)
        .with(&ward.code)
        .with(&ward.name)
        .with(&ward.site)
        .with(&ward.zone)
        .with(&ward.building)
        .with(&ward.level)
        .with(&ward.position.map(|(east, _)| east))
        .with(&ward.position.map(|(_, north)| north))
        .with(&ward.phone);
        self.run(sql).await.map(drop)
    }

    async fn put_tag(&mut self, tag: &Tag) -> Result<()> {
        let sql = query(
            "insert into tag (id, slug, name, anyone) values ($1, $2, $3, $4)
             on conflict (id) do update
             set slug = excluded.slug, name = excluded.name, anyone = excluded.anyone",
        )
        .with(&tag.id)
        .with(&tag.slug)
        .with(&tag.name)
        .with(&tag.anyone);
        self.run(sql).await.map(drop)
    }

    async fn put_category(&mut self, category: &Category) -> Result<()> {
        let sql = query(
            "insert into category (id, slug, name, position, hands_off) values ($1, $2, $3, $4, $5)
             on conflict (id) do update
             set slug = excluded.slug, name = excluded.name, position = excluded.position,
                 hands_off = excluded.hands_off",
        )
        .with(&category.id)
        .with(&category.slug)
        .with(&category.name)
        .with(&category.position)
        .with(&category.hands_off);
        self.run(sql).await.map(drop)
    }

    async fn set_ward_link(&mut self, id: WardId, link: &Hash, rotation: u32) -> Result<()> {
        let sql = query("update ward set link = $2, link_rotation = $3 where id = $1");
        self.run(sql.with(&id).with(link).with(&rotation)).await.map(drop)
    }
}

/// When what is listed as ended has ended.
fn ended_at(table: &'static str, row: &Row) -> Result<Timestamp> {
    Fields::new(table, "id", row).required("ended_at")
}

/// That what says whether a row has ended can be read.
fn check_end(fields: &Fields<'_>) -> Result<()> {
    fields.get::<Option<Timestamp>>("ended_at").map(drop)
}

pub(super) fn site(row: &Row) -> Result<Site> {
    let fields = Fields::new("site", "id", row);
    Ok(Site {
        id: fields.get("id")?,
        name: fields.get("name")?,
        coordinates: fields.pair("latitude", "longitude")?,
    })
}

pub(super) fn zone(row: &Row) -> Result<Zone> {
    let fields = Fields::new("zone", "id", row);
    check_end(&fields)?;
    Ok(Zone { id: fields.get("id")?, site: fields.get("site")?, name: fields.get("name")? })
}

fn link_rotation(row: &Row) -> Result<(WardId, u32)> {
    let fields = Fields::new("ward", "id", row);
    Ok((fields.get("id")?, fields.get("link_rotation")?))
}

/// A ward as it can be used. What it can do without is missing where it cannot be read: people there can still ask.
fn usable_ward(unreadable: &Unreadable, row: &Row) -> Result<Ward> {
    let fields = Fields::new("ward", "id", row);
    Ok(Ward {
        id: fields.get("id")?,
        code: fields.get("code")?,
        name: fields.get("name")?,
        site: unreadable.keep(fields.get("site"))?.unwrap_or_else(nowhere),
        zone: unreadable.keep(fields.get("zone"))?.flatten(),
        building: unreadable.keep(fields.get("building"))?.flatten(),
        level: unreadable.keep(fields.get("level"))?.flatten(),
        position: unreadable.keep(fields.pair("metres_east", "metres_north"))?.flatten(),
        phone: unreadable.keep(fields.get("phone"))?.flatten(),
    })
}

/// No site has this id.
fn nowhere() -> SiteId {
    Uuid::nil().into()
}

/// A ward that is whole, with what is read of it elsewhere.
pub(super) fn ward(row: &Row) -> Result<Ward> {
    let fields = Fields::new("ward", "id", row);
    link_rotation(row)?;
    check_end(&fields)?;
    Ok(Ward {
        id: fields.get("id")?,
        code: fields.get("code")?,
        name: fields.get("name")?,
        site: fields.get("site")?,
        zone: fields.get("zone")?,
        building: fields.get("building")?,
        level: fields.get("level")?,
        position: fields.pair("metres_east", "metres_north")?,
        phone: fields.get("phone")?,
    })
}

pub(super) fn tag(row: &Row) -> Result<Tag> {
    let fields = Fields::new("tag", "id", row);
    check_end(&fields)?;
    Ok(Tag {
        id: fields.get("id")?,
        slug: fields.get("slug")?,
        name: fields.get("name")?,
        anyone: fields.get("anyone")?,
    })
}

pub(super) fn category(row: &Row) -> Result<Category> {
    let fields = Fields::new("category", "id", row);
    check_end(&fields)?;
    Ok(Category {
        id: fields.get("id")?,
        slug: fields.get("slug")?,
        name: fields.get("name")?,
        position: fields.get("position")?,
        hands_off: fields.get("hands_off")?,
    })
}
