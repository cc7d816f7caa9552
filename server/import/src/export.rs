//! The hospital as files that an import understands.

use std::collections::HashMap;

use domain::{Link, Override, PersonId, Role, Shift, Site, Tag, Timestamp, Ward, WardId, Zone, ZoneId};
use ground::clock::zoned;
use jiff::tz::TimeZone;

use super::{
    Kind,
    plan::{Hospital, Member},
    read::{Job, ZONE_MODES},
};
use crate::spreadsheet::Table;

/// A list as its file has it: rows of as many cells as columns.
pub(crate) struct Cells {
    pub(crate) columns: &'static [&'static str],
    pub(crate) rows: Vec<Vec<String>>,
}

/// The list of this kind.
pub(crate) fn cells(hospital: &Hospital, kind: Kind, zone: &TimeZone) -> Cells {
    let names = Names::of(hospital);
    match kind {
        Kind::Tags => tags(hospital),
        Kind::Wards => wards(hospital, &names),
        Kind::Links => links(hospital, &names),
        Kind::Overrides => overrides(hospital, &names),
        Kind::People => people(hospital, &names),
        Kind::Shifts => shifts(hospital, zone),
    }
}

/// The file of this kind, its columns first. Importing it again changes nothing.
pub(crate) fn export(hospital: &Hospital, kind: Kind, zone: &TimeZone) -> Result<String, csv::Error> {
    let Cells { columns, rows } = cells(hospital, kind, zone);
    let mut table = Table::new(columns.iter().copied())?;
    rows.into_iter().try_for_each(|row| table.row(row))?;
    table.into_text()
}

struct Names<'h> {
    wards: HashMap<WardId, &'h str>,
    /// `site / name` where the name alone would not do.
    zones: HashMap<ZoneId, String>,
}

/// What a person's line calls each zone: `site / name` where the name alone would not do. Those that have ended are told apart by
/// nothing.
pub fn zone_names(sites: &[Site], zones: &[Zone], ended: &[Zone]) -> HashMap<ZoneId, String> {
    let same =
        |name: &str| zones.iter().filter(|zone| zone.name.to_lowercase() == name.to_lowercase()).count();
    let name = |zone: &Zone| {
        let site = sites.iter().find(|site| site.id == zone.site);
        match site.filter(|_| same(&zone.name) > 1) {
            Some(site) => format!("{} / {}", site.name, zone.name),
            None => zone.name.clone(),
        }
    };
    zones.iter().chain(ended).map(|zone| (zone.id, name(zone))).collect()
}

impl<'h> Names<'h> {
    fn of(hospital: &'h Hospital) -> Self {
        let ended = &hospital.ended;
        let gone: Vec<Zone> = ended.zones.iter().map(|(zone, _)| zone.clone()).collect();
        let wards = hospital.wards.iter().chain(ended.wards.iter().map(|(ward, _)| ward));
        let wards = wards.map(|ward| (ward.id, ward.code.as_str()));
        Self { wards: wards.collect(), zones: zone_names(&hospital.sites, &hospital.zones, &gone) }
    }

    fn ward(&self, id: WardId) -> String {
        self.wards.get(&id).copied().unwrap_or_default().to_owned()
    }
}

fn yes_no(flag: bool) -> String {
    if flag { "yes" } else { "no" }.to_owned()
}

fn optional(text: Option<&String>) -> String {
    text.cloned().unwrap_or_default()
}

fn number<T: ToString>(number: Option<T>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

fn tags(hospital: &Hospital) -> Cells {
    let row = |tag: &Tag| vec![tag.slug.clone(), tag.name.clone(), yes_no(tag.anyone)];
    Cells { columns: &["slug", "name", "anyone"], rows: hospital.tags.iter().map(row).collect() }
}

fn wards(hospital: &Hospital, names: &Names<'_>) -> Cells {
    let row = |ward: &Ward| {
        let site = hospital.sites.iter().find(|site| site.id == ward.site);
        let place = site.and_then(|site| site.coordinates);
        // A zone of the ward's own site needs no site before it.
        let zone = ward.zone.and_then(|id| hospital.zones.iter().find(|zone| zone.id == id));
        vec![
            names.ward(ward.id),
            ward.name.clone(),
            optional(site.map(|site| &site.name)),
            optional(ward.building.as_ref()),
            number(ward.level),
            optional(zone.map(|zone| &zone.name)),
            number(ward.position.map(|(east, _)| east)),
            number(ward.position.map(|(_, north)| north)),
            number(place.map(|(north, _)| north)),
            number(place.map(|(_, east)| east)),
            optional(ward.phone.as_ref()),
        ]
    };
    Cells {
        columns: &["code", "name", "site", "building", "level", "zone", "x_m", "y_m", "lat", "lon", "phone"],
        rows: hospital.wards.iter().map(row).collect(),
    }
}

fn links(hospital: &Hospital, names: &Names<'_>) -> Cells {
    let row = |link: &Link| {
        let (from, to) = (names.ward(link.from), names.ward(link.to));
        vec![from, to, link.seconds.to_string(), link.kind.to_string(), yes_no(link.step_free)]
    };
    Cells {
        columns: &["from", "to", "seconds", "kind", "step_free"],
        rows: hospital.links.iter().map(row).collect(),
    }
}

fn overrides(hospital: &Hospital, names: &Names<'_>) -> Cells {
    let row = |way: &Override| vec![names.ward(way.from), names.ward(way.to), way.seconds.to_string()];
    Cells { columns: &["from", "to", "seconds"], rows: hospital.overrides.iter().map(row).collect() }
}

/// The columns of `people.csv`.
pub const PEOPLE: [&str; 8] = ["name", "username", "kind", "tags", "home_ward", "zone", "zone_mode", "phone"];

fn people(hospital: &Hospital, names: &Names<'_>) -> Cells {
    let tags = hospital.tags.iter().chain(hospital.ended.tags.iter().map(|(tag, _)| tag));
    let slugs: HashMap<_, _> = tags.map(|tag| (tag.id, tag.slug.as_str())).collect();
    let responders: HashMap<PersonId, _> =
        hospital.responders.iter().map(|responder| (responder.id, responder)).collect();
    let row = |Member { person, username, roles, helps_for_a_time, .. }: &Member| {
        let helps = roles.contains(&Role::Responder);
        let responder = responders.get(&person.id).copied().filter(|_| helps || *helps_for_a_time);
        let jobs = Job::ALL.into_iter().filter(|job| match job {
            Job::Helps(kind) => helps && responder.is_some_and(|responder| responder.kind == *kind),
            Job::Staff(role) => roles.contains(role),
        });
        let tags = responder.map(|responder| {
            responder.tags.iter().filter_map(|tag| slugs.get(tag).copied()).collect::<Vec<_>>().join(";")
        });
        let zone = responder.and_then(|responder| names.zones.get(&responder.zone?));
        let mode = responder.and_then(|responder| {
            ZONE_MODES.into_iter().find_map(|(mode, word)| (mode == responder.zone_mode).then_some(word))
        });
        vec![
            person.name.clone(),
            optional(username.as_ref()),
            jobs.map(Job::word).collect::<Vec<_>>().join(";"),
            optional(tags.as_ref()),
            responder
                .and_then(|responder| responder.home_ward)
                .map(|ward| names.ward(ward))
                .unwrap_or_default(),
            optional(zone),
            mode.unwrap_or_default().to_owned(),
            optional(responder.and_then(|responder| responder.phone.as_ref())),
        ]
    };
    Cells { columns: &PEOPLE, rows: hospital.people.iter().map(row).collect() }
}

fn shifts(hospital: &Hospital, zone: &TimeZone) -> Cells {
    let time = |at: Timestamp| zoned(at, zone).strftime("%Y-%m-%d %H:%M").to_string();
    let people: HashMap<PersonId, _> =
        hospital.people.iter().map(|member| (member.person.id, member)).collect();
    let row = |shift: &Shift| {
        let member = people.get(&shift.person);
        let called = member.map(|member| member.username.as_ref().unwrap_or(&member.person.name));
        vec![optional(called), time(shift.starts_at), time(shift.ends_at)]
    };
    Cells { columns: &["person", "starts", "ends"], rows: hospital.shifts.iter().map(row).collect() }
}
