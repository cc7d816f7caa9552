//! Wards with their sites and zones, and tags.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::{Site, SiteId, Tag, TagId, Ward, WardId, Zone, ZoneId};

use super::{Draft, Seen, Summary};
use crate::import::{
    Kind,
    problem::At,
    read::{Cell, Rows, TagRow, WardRow},
};

impl Draft<'_> {
    pub(super) fn tags(&mut self, sheet: &Rows<'_, TagRow>) -> Summary {
        let mut summary = Summary::of(Kind::Tags);
        let mut seen = Seen::default();
        for row in sheet.rows.iter().filter(|row| !row.slug.is_empty()) {
            let at = At { file: sheet.file, line: Some(row.line) };
            if !seen.is_first(self.problems, at, row.slug.clone(), &format!("slug {}", row.slug)) {
                continue;
            }
            let known = self.before.tags.iter().find(|tag| tag.slug == row.slug);
            let anyone = row.anyone.or_keep(known.map(|tag| tag.anyone)).unwrap_or(false);
            let id =
                known.map_or_else(|| TagId::new(self.setting.now, self.setting.random.bytes()), |tag| tag.id);
            let tag = Tag { id, slug: row.slug.clone(), name: row.name.clone(), anyone };
            if known == Some(&tag) {
                summary.unchanged += 1;
                continue;
            }
            let list = if known.is_some() { &mut summary.changed } else { &mut summary.added };
            list.push(tag.name.clone());
            self.after.tags.retain(|other| other.id != tag.id);
            self.after.tags.push(tag.clone());
            self.changes.tags.push(tag);
        }
        let missing = self.before.tags.iter().filter(|tag| !seen.0.contains_key(&tag.slug));
        summary.missing = missing.map(|tag| tag.name.clone()).collect();
        if !self.after.tags.iter().any(|tag| tag.anyone) {
            self.problems.note(
                At { file: sheet.file, line: None },
                "No tag is for anyone",
                "Requests that fit no tag need one: something-else,Something else,yes.",
            );
        }
        summary
    }

    pub(super) fn wards(&mut self, sheet: &Rows<'_, WardRow>) -> Summary {
        let mut summary = Summary::of(Kind::Wards);
        let mut seen = Seen::default();
        let known: HashMap<String, &Ward> =
            self.before.wards.iter().map(|ward| (ward.code.to_lowercase(), ward)).collect();
        let mut coordinates: BTreeMap<SiteId, Vec<(f64, f64)>> = BTreeMap::new();
        for row in sheet.rows.iter().filter(|row| !row.code.is_empty()) {
            let at = At { file: sheet.file, line: Some(row.line) };
            let key = row.code.to_lowercase();
            if !seen.is_first(self.problems, at, key.clone(), &format!("code {}", row.code)) {
                continue;
            }
            let known = known.get(&key).copied();
            let Some(site) = self.site(at, &row.site, known.map(|ward| ward.site)) else { continue };
            if let Cell::Is(place) = row.coordinates {
                coordinates.entry(site).or_default().push(place);
            }
            let ward = self.ward(row, site, known);
            self.keep_ward(ward, known, &mut summary);
        }
        for (site, places) in coordinates {
            self.place_site(site, &places, &mut summary);
        }
        let missing = self.before.wards.iter().filter(|ward| !seen.0.contains_key(&ward.code.to_lowercase()));
        summary.missing = missing.map(named).collect();
        summary
    }

    fn ward(&mut self, row: &WardRow, site: SiteId, known: Option<&Ward>) -> Ward {
        let stays = known.filter(|ward| ward.site == site);
        let zone = match &row.zone {
            Cell::Absent => stays.and_then(|ward| ward.zone),
            Cell::Empty => None,
            Cell::Is(name) => Some(self.zone(site, name)),
        };
        Ward {
            id: known
                .map_or_else(|| WardId::new(self.setting.now, self.setting.random.bytes()), |ward| ward.id),
            code: row.code.clone(),
            name: row.name.clone(),
            site,
            zone,
            building: row.building.clone().or_keep(known.and_then(|ward| ward.building.clone())),
            level: row.level.or_keep(known.and_then(|ward| ward.level)),
            position: row.position.or_keep(known.and_then(|ward| ward.position)),
            phone: row.phone.clone().or_keep(known.and_then(|ward| ward.phone.clone())),
        }
    }

    fn keep_ward(&mut self, ward: Ward, known: Option<&Ward>, summary: &mut Summary) {
        match known {
            Some(known) if *known == ward => summary.unchanged += 1,
            Some(known) => {
                summary.changed.push(named(&ward));
                self.after.wards.retain(|other| other.id != known.id);
                self.after.wards.push(ward.clone());
                self.changes.changed_wards.push(ward);
            }
            None => {
                summary.added.push(named(&ward));
                self.after.wards.push(ward.clone());
                self.changes.new_wards.push(ward);
            }
        }
    }

    /// The site that a row names; else the one the ward is on, or the only one there is.
    fn site(&mut self, at: At<'_>, cell: &Cell<String>, known: Option<SiteId>) -> Option<SiteId> {
        let name = match cell {
            Cell::Is(name) => name.clone(),
            Cell::Empty | Cell::Absent => match (known, self.after.sites.as_slice()) {
                (Some(known), _) => return Some(known),
                (None, []) => self.setting.trust.to_owned(),
                (None, [only]) => return Some(only.id),
                (None, several) => {
                    let names = super::some_of(several.iter().map(|site| site.name.as_str()));
                    self.problems.add(
                        at,
                        "The site is missing, and there are several",
                        format!("Fill in the column “site”: {names}."),
                    );
                    return None;
                }
            },
        };
        let key = name.to_lowercase();
        if let Some(site) = self.after.sites.iter().find(|site| site.name.to_lowercase() == key) {
            return Some(site.id);
        }
        let id = SiteId::new(self.setting.now, self.setting.random.bytes());
        let site = Site { id, name, coordinates: None };
        self.after.sites.push(site.clone());
        self.changes.sites.push(site);
        Some(id)
    }

    fn zone(&mut self, site: SiteId, name: &str) -> ZoneId {
        let key = name.to_lowercase();
        let known = self.after.zones.iter().find(|zone| zone.site == site && zone.name.to_lowercase() == key);
        if let Some(zone) = known {
            return zone.id;
        }
        let zone = Zone {
            id: ZoneId::new(self.setting.now, self.setting.random.bytes()),
            site,
            name: name.to_owned(),
        };
        self.after.zones.push(zone.clone());
        self.changes.zones.push(zone.clone());
        zone.id
    }

    /// A site is in the middle of its wards.
    fn place_site(&mut self, id: SiteId, places: &[(f64, f64)], summary: &mut Summary) {
        let coordinates =
            Some((middle(places.iter().map(|place| place.0)), middle(places.iter().map(|place| place.1))));
        let Some(site) = self.after.sites.iter_mut().find(|site| site.id == id) else { return };
        if site.coordinates == coordinates {
            return;
        }
        site.coordinates = coordinates;
        summary.changed.push(format!("the place of {}", site.name));
        self.changes.sites.retain(|other| other.id != id);
        self.changes.sites.push(site.clone());
    }

    /// Wards by their codes in lower case.
    pub(super) fn ward_codes(&self) -> HashMap<String, WardId> {
        self.after.wards.iter().map(|ward| (ward.code.to_lowercase(), ward.id)).collect()
    }

    /// Codes that were asked for and are not there, each said once a line.
    pub(super) fn unknown_ward(&mut self, at: At<'_>, code: &str) {
        self.problems.add(
            at,
            format!("No ward has the code {code}"),
            "Correct it, or add the ward to wards.csv.",
        );
    }
}

/// To six decimals of a degree, a tenth of a metre: the same numbers give the same place again.
fn middle(degrees: impl ExactSizeIterator<Item = f64> + Clone) -> f64 {
    let count = degrees.len();
    #[expect(clippy::cast_precision_loss, reason = "rows are counted in thousands")]
    let mean = degrees.sum::<f64>() / count as f64;
    (mean * 1e6).round() / 1e6
}

fn named(ward: &Ward) -> String {
    format!("{} {}", ward.code, ward.name)
}

/// The wards of each piece of the hospital that is joined by links.
pub(super) fn pieces(wards: &[Ward], links: &[domain::Link]) -> Vec<HashSet<WardId>> {
    let mut next: HashMap<WardId, Vec<WardId>> = HashMap::new();
    for link in links {
        next.entry(link.from).or_default().push(link.to);
        next.entry(link.to).or_default().push(link.from);
    }
    let mut pieces: Vec<HashSet<WardId>> = Vec::new();
    for ward in wards {
        if pieces.iter().any(|piece| piece.contains(&ward.id)) {
            continue;
        }
        let mut piece = HashSet::from([ward.id]);
        let mut to_visit = vec![ward.id];
        while let Some(here) = to_visit.pop() {
            for there in next.get(&here).into_iter().flatten() {
                if piece.insert(*there) {
                    to_visit.push(*there);
                }
            }
        }
        pieces.push(piece);
    }
    pieces
}
