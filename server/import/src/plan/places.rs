//! Wards with their sites and zones, and tags.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::{
    Site, SiteId, Tag, TagId, Ward, WardId, Zone, ZoneId,
    text::{folded, isolated, skeleton},
};

use super::{Change, Draft, Field, Near, Seen, Summary, differences};
use crate::{
    Kind, Verdict,
    problem::{At, some_of},
    read::{Cell, Rows, TagRow, WardRow},
};

/// What becomes of the line of something that has ended.
const LEFT_OUT: &str = "the line is left out";

impl<'a> Draft<'a> {
    pub(super) fn tags(&mut self, sheet: &Rows<TagRow>) -> Summary {
        let mut summary = Summary::of(Kind::Tags);
        let mut seen = Seen::default();
        let mut near = Near::of(self.before.tags.iter().map(|tag| tag.name.as_str()));
        for row in sheet.rows.iter().filter(|row| !row.slug.is_empty()) {
            let at = At { file: &sheet.file, line: Some(row.line) };
            if !seen.is_first(self.problems, at, row.slug.clone(), &format!("slug {}", row.slug)) {
                continue;
            }
            if self.before.ended.tags.iter().any(|(tag, _)| tag.slug == row.slug) {
                self.note_ended(at, "tag", &row.name, LEFT_OUT);
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
            if let Some(known) = known {
                let fields = changes_of_tag(known, &tag);
                summary.changed.push(Change { name: isolated(&tag.name).into_owned(), fields });
            } else {
                near.add(self.problems, at, "tag", &tag.name);
                summary.added.push(tag.name.clone());
            }
            self.after.tags.retain(|other| other.id != tag.id);
            self.after.tags.push(tag.clone());
            self.changes.tags.push(tag);
        }
        let missing = self.before.tags.iter().filter(|tag| !seen.0.contains_key(&tag.slug));
        summary.missing = missing.map(|tag| tag.name.clone()).collect();
        if !self.after.tags.iter().any(|tag| tag.anyone) {
            self.problems.note(
                At { file: &sheet.file, line: None },
                "No tag is for anyone",
                "Requests that fit no tag need one: something-else,Something else,yes.",
            );
        }
        summary
    }

    pub(super) fn wards(&mut self, sheet: &Rows<WardRow>) -> Summary {
        let mut summary = Summary::of(Kind::Wards);
        let mut seen = Seen::default();
        let known: HashMap<String, &Ward> =
            self.before.wards.iter().map(|ward| (folded(&ward.code), ward)).collect();
        let mut coordinates: BTreeMap<SiteId, Vec<(f64, f64)>> = BTreeMap::new();
        // A ward that is on another line is another; one that is on none is asked about.
        let is_named = |ward: &&Ward| self.named.contains(&(Kind::Wards, folded(&ward.code)));
        let (others, open): (Vec<&Ward>, Vec<&Ward>) = self.before.wards.iter().partition(is_named);
        let mut codes = Near::of(others.iter().map(|ward| ward.code.as_str()));
        let mut names: HashMap<SiteId, Near> = HashMap::new();
        for ward in others {
            names.entry(ward.site).or_default().know(&ward.name);
        }
        let by_code: HashMap<String, &Ward> = open.iter().map(|ward| (skeleton(&ward.code), *ward)).collect();
        let by_name: HashMap<(SiteId, String), &Ward> =
            open.iter().map(|ward| ((ward.site, skeleton(&ward.name)), *ward)).collect();
        let mut found: HashSet<WardId> = HashSet::new();
        for row in sheet.rows.iter().filter(|row| !row.code.is_empty()) {
            let at = At { file: &sheet.file, line: Some(row.line) };
            let key = folded(&row.code);
            let is_first = seen.is_first(self.problems, at, key.clone(), &format!("code {}", row.code));
            if self.before.ended.wards.iter().any(|(ward, _)| folded(&ward.code) == key) {
                self.note_ended(at, "ward", &format!("{} {}", row.code, row.name), LEFT_OUT);
                continue;
            }
            let exact = known.get(&key).copied();
            let by_code = by_code.get(&skeleton(&row.code)).copied().filter(|_| exact.is_none() && is_first);
            let same = by_code.and_then(|ward| self.same_ward(at, row, ward));
            // A spreadsheet took the zeros off; they stay.
            let code = same.map_or(&row.code, |ward| &ward.code).clone();
            let known = exact.or(same);
            let Some(site) = self.site(at, &row.site, known.map(|ward| ward.site)) else { continue };
            if !is_first {
                continue;
            }
            // What was asked about by its code is not asked about once more.
            let is_open = exact.is_none() && by_code.is_none();
            let by_name = by_name.get(&(site, skeleton(&row.name))).copied().filter(|_| is_open);
            let known = known.or_else(|| by_name.and_then(|ward| self.same_ward(at, row, ward)));
            if let Some(known) = known
                && !found.insert(known.id)
            {
                let what = format!("{} is on another line already", named(known));
                self.problems.add(at, what, "Remove one of the lines.");
                continue;
            }
            if let Cell::Is(place) = row.coordinates {
                coordinates.entry(site).or_default().push(place);
            }
            let ward = Ward { code, ..self.ward(at, row, site, known) };
            self.other_codes.insert(key, ward.id);
            if let Some(known) = exact {
                self.note_spelling(at, "code", &ward.code, &known.code);
            } else if known.is_none() {
                codes.add(self.problems, at, "code", &ward.code);
                names.entry(site).or_default().add(self.problems, at, "ward", &ward.name);
            }
            self.keep_ward(ward, known, &mut summary);
        }
        self.tell_new_places(sheet, &mut summary);
        for (site, places) in coordinates {
            self.place_site(site, &places, &mut summary);
        }
        summary.missing =
            self.before.wards.iter().filter(|ward| !found.contains(&ward.id)).map(named).collect();
        summary
    }

    /// A ward that is nearly called so, if somebody has said that they are one.
    fn same_ward(&mut self, at: At<'_>, row: &WardRow, known: &'a Ward) -> Option<&'a Ward> {
        let given = format!("{} {}", row.code, isolated(&row.name));
        let verdict = self.is_same(at, Kind::Wards, given, (named(known), known.id.to_string()));
        Some(known).filter(|_| verdict == Some(Verdict::Same))
    }

    /// Sites and zones come with wards, and some by mistake.
    fn tell_new_places(&mut self, sheet: &Rows<WardRow>, summary: &mut Summary) {
        for site in &self.changes.sites {
            summary.added.push(format!("the site {}", site.name));
            let is_named =
                |row: &&WardRow| matches!(&row.site, Cell::Is(name) if folded(name) == folded(&site.name));
            let mut rows = sheet.rows.iter().filter(is_named);
            if let (Some(row), None, true) = (rows.next(), rows.next(), self.after.sites.len() > 1) {
                self.problems.note(
                    At { file: &sheet.file, line: Some(row.line) },
                    format!(
                        "Only {} {} is on the new site “{}”",
                        row.code,
                        isolated(&row.name),
                        isolated(&site.name)
                    ),
                    "If a comma in the ward’s name has made it, put the name between double quotes.",
                );
            }
        }
        summary.added.extend(self.changes.zones.iter().map(|zone| format!("the zone {}", zone.name)));
        // The first file has them all; later a slip makes one.
        if !self.before.zones.is_empty() && !self.changes.zones.is_empty() {
            let names = some_of(self.changes.zones.iter().map(|zone| zone.name.as_str()));
            self.problems.note(
                At { file: &sheet.file, line: None },
                format!("There was no zone {names} yet; saving makes it"),
                "If it is a slip, correct it in the file.",
            );
        }
    }

    fn ward(&mut self, at: At<'_>, row: &WardRow, site: SiteId, known: Option<&Ward>) -> Ward {
        let stays = known.filter(|ward| ward.site == site);
        let zone = match &row.zone {
            Cell::Absent => stays.and_then(|ward| ward.zone),
            Cell::Empty => None,
            Cell::Is(name) => self.zone(at, site, name).or_else(|| stays.and_then(|ward| ward.zone)),
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
                let fields = self.changes_of_ward(known, &ward);
                summary.changed.push(Change { name: named(&ward), fields });
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

    pub(super) fn changes_of_ward(&self, before: &Ward, after: &Ward) -> Vec<Field> {
        let site = |ward: &Ward| {
            self.after.sites.iter().find(|site| site.id == ward.site).map(|site| site.name.clone())
        };
        let zone = |ward: &Ward| {
            self.after.zones.iter().find(|zone| Some(zone.id) == ward.zone).map(|zone| zone.name.clone())
        };
        let number = |number: Option<f64>| number.map(|number| number.to_string());
        differences([
            ("code", Some(before.code.clone()), Some(after.code.clone())),
            ("name", Some(before.name.clone()), Some(after.name.clone())),
            ("site", site(before), site(after)),
            ("zone", zone(before), zone(after)),
            ("building", before.building.clone(), after.building.clone()),
            (
                "level",
                before.level.map(|level| level.to_string()),
                after.level.map(|level| level.to_string()),
            ),
            (
                "x_m",
                number(before.position.map(|place| place.0)),
                number(after.position.map(|place| place.0)),
            ),
            (
                "y_m",
                number(before.position.map(|place| place.1)),
                number(after.position.map(|place| place.1)),
            ),
            ("phone", before.phone.clone(), after.phone.clone()),
        ])
    }

    /// The site that a row names; else the one the ward is on, or the only one there is.
    fn site(&mut self, at: At<'_>, cell: &Cell<String>, known: Option<SiteId>) -> Option<SiteId> {
        let name = match cell {
            Cell::Is(name) => name.clone(),
            Cell::Empty | Cell::Absent => match (known, self.after.sites.as_slice()) {
                (Some(known), _) => return Some(known),
                (None, []) => self.setting.trust.to_owned(),
                (None, [only]) => return Some(only.id),
                (None, _) if self.waits.contains(&Kind::Wards) => return None,
                (None, several) => {
                    let names = some_of(several.iter().map(|site| site.name.as_str()));
                    self.problems.add(
                        at,
                        "The site is missing, and there are several",
                        format!("Fill in the column “site”: {names}."),
                    );
                    return None;
                }
            },
        };
        let key = folded(&name);
        if let Some(site) = self.after.sites.iter().find(|site| folded(&site.name) == key).cloned() {
            self.note_spelling(at, "site", &name, &site.name);
            return Some(site.id);
        }
        let there = self.after.sites.iter().map(|site| site.name.as_str());
        Near::of(there).add(self.problems, at, "site", &name);
        let id = SiteId::new(self.setting.now, self.setting.random.bytes());
        let site = Site { id, name, coordinates: None };
        self.after.sites.push(site.clone());
        self.changes.sites.push(site);
        Some(id)
    }

    /// None for one that has ended.
    fn zone(&mut self, at: At<'_>, site: SiteId, name: &str) -> Option<ZoneId> {
        let key = folded(name);
        let here = || self.after.zones.iter().filter(|zone| zone.site == site);
        if let Some(zone) = here().find(|zone| folded(&zone.name) == key).cloned() {
            self.note_spelling(at, "zone", name, &zone.name);
            return Some(zone.id);
        }
        let ended = self.before.ended.zones.iter();
        if ended.map(|(zone, _)| zone).any(|zone| zone.site == site && folded(&zone.name) == key) {
            self.note_ended(at, "zone", name, "the ward’s zone stays as it is");
            return None;
        }
        Near::of(here().map(|zone| zone.name.as_str())).add(self.problems, at, "zone", name);
        let zone = Zone {
            id: ZoneId::new(self.setting.now, self.setting.random.bytes()),
            site,
            name: name.to_owned(),
        };
        self.after.zones.push(zone.clone());
        self.changes.zones.push(zone.clone());
        Some(zone.id)
    }

    /// A site is in the middle of its wards.
    fn place_site(&mut self, id: SiteId, places: &[(f64, f64)], summary: &mut Summary) {
        let coordinates =
            Some((middle(places.iter().map(|place| place.0)), middle(places.iter().map(|place| place.1))));
        let Some(site) = self.after.sites.iter_mut().find(|site| site.id == id) else { return };
        if site.coordinates == coordinates {
            return;
        }
        let change = change_of_site(site, coordinates);
        site.coordinates = coordinates;
        summary.changed.push(change);
        self.changes.sites.retain(|other| other.id != id);
        self.changes.sites.push(site.clone());
    }

    /// Wards by their codes, folded, and by those that the files give them; those that have ended too: the ways that lead through one
    /// are still there.
    pub(super) fn ward_codes(&self) -> HashMap<String, WardId> {
        let ended = self.before.ended.wards.iter().map(|(ward, _)| ward);
        let codes = ended.chain(&self.after.wards).map(|ward| (folded(&ward.code), ward.id));
        codes.chain(self.other_codes.clone()).collect()
    }

    /// Codes that were asked for and are not there, each said once a line.
    pub(super) fn unknown_ward(&mut self, at: At<'_>, column: &'static str, code: &str) {
        if self.may_come(Kind::Wards, code) {
            return;
        }
        let to_do =
            if self.is_form { "Choose another." } else { "Correct it, or add the ward to wards.csv." };
        self.problems.add_in(at, column, format!("No ward has the code {code}"), to_do);
    }
}

/// To six decimals of a degree, a tenth of a metre: the same numbers give the same place again.
fn middle(degrees: impl ExactSizeIterator<Item = f64> + Clone) -> f64 {
    let count = degrees.len();
    #[expect(clippy::cast_precision_loss, reason = "rows are counted in thousands")]
    let mean = degrees.sum::<f64>() / count as f64;
    (mean * 1e6).round() / 1e6
}

pub(super) fn changes_of_tag(before: &Tag, after: &Tag) -> Vec<Field> {
    let anyone = |tag: &Tag| Some(if tag.anyone { "yes" } else { "no" }.to_owned());
    let name = |tag: &Tag| Some(tag.name.clone());
    differences([("name", name(before), name(after)), ("anyone", anyone(before), anyone(after))])
}

pub(super) fn change_of_site(site: &Site, coordinates: Option<(f64, f64)>) -> Change {
    let part = |place: Option<(f64, f64)>, part: fn((f64, f64)) -> f64| Some(part(place?).to_string());
    let fields = differences([
        ("lat", part(site.coordinates, |place| place.0), part(coordinates, |place| place.0)),
        ("lon", part(site.coordinates, |place| place.1), part(coordinates, |place| place.1)),
    ]);
    Change { name: format!("the place of {}", site.name), fields }
}

pub(crate) fn named(ward: &Ward) -> String {
    format!("{} {}", ward.code, isolated(&ward.name))
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
