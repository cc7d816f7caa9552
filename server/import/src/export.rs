//! The hospital as files that an import understands.

use std::collections::HashMap;

use domain::{PersonId, Role, Timestamp, Ward, WardId, ZoneId};
use ground::clock::zoned;
use jiff::tz::TimeZone;

use super::{
    Kind,
    plan::{Hospital, Member},
    read::{Job, ZONE_MODES},
};
use crate::spreadsheet::Table;

/// The file of this kind, its columns first. Importing it again changes nothing.
pub(crate) fn export(hospital: &Hospital, kind: Kind, zone: &TimeZone) -> Result<String, csv::Error> {
    let names = Names::of(hospital);
    let table = match kind {
        Kind::Tags => tags(hospital),
        Kind::Wards => wards(hospital, &names),
        Kind::Links => links(hospital, &names),
        Kind::Overrides => overrides(hospital, &names),
        Kind::People => people(hospital, &names),
        Kind::Shifts => shifts(hospital, zone),
    }?;
    table.into_text()
}

struct Names<'h> {
    wards: HashMap<WardId, &'h str>,
    /// `site / name` where the name alone would not do.
    zones: HashMap<ZoneId, String>,
}

impl<'h> Names<'h> {
    fn of(hospital: &'h Hospital) -> Self {
        let mut shared: HashMap<String, u32> = HashMap::new();
        for zone in &hospital.zones {
            *shared.entry(zone.name.to_lowercase()).or_default() += 1;
        }
        let zones = hospital.zones.iter().map(|zone| {
            let site = hospital.sites.iter().find(|site| site.id == zone.site);
            let name = match site.filter(|_| shared[&zone.name.to_lowercase()] > 1) {
                Some(site) => format!("{} / {}", site.name, zone.name),
                None => zone.name.clone(),
            };
            (zone.id, name)
        });
        let wards = hospital.wards.iter().map(|ward| (ward.id, ward.code.as_str()));
        Self { wards: wards.collect(), zones: zones.collect() }
    }

    fn ward(&self, id: WardId) -> String {
        self.wards.get(&id).copied().unwrap_or_default().to_owned()
    }
}

const fn yes_no(flag: bool) -> &'static str {
    if flag { "yes" } else { "no" }
}

fn optional(text: Option<&String>) -> String {
    text.cloned().unwrap_or_default()
}

fn number<T: ToString>(number: Option<T>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

fn tags(hospital: &Hospital) -> Result<Table, csv::Error> {
    let mut table = Table::new(["slug", "name", "anyone"])?;
    hospital.tags.iter().try_for_each(|tag| table.row([tag.slug.as_str(), &tag.name, yes_no(tag.anyone)]))?;
    Ok(table)
}

fn wards(hospital: &Hospital, names: &Names<'_>) -> Result<Table, csv::Error> {
    let mut table = Table::new([
        "code", "name", "site", "building", "level", "zone", "x_m", "y_m", "lat", "lon", "phone",
    ])?;
    hospital.wards.iter().try_for_each(|ward: &Ward| {
        let site = hospital.sites.iter().find(|site| site.id == ward.site);
        let place = site.and_then(|site| site.coordinates);
        // A zone of the ward's own site needs no site before it.
        let zone = ward.zone.and_then(|id| hospital.zones.iter().find(|zone| zone.id == id));
        table.row([
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
        ])
    })?;
    Ok(table)
}

fn links(hospital: &Hospital, names: &Names<'_>) -> Result<Table, csv::Error> {
    let mut table = Table::new(["from", "to", "seconds", "kind", "step_free"])?;
    hospital.links.iter().try_for_each(|link| {
        table.row([
            names.ward(link.from).as_str(),
            &names.ward(link.to),
            &link.seconds.to_string(),
            &link.kind.to_string(),
            yes_no(link.step_free),
        ])
    })?;
    Ok(table)
}

fn overrides(hospital: &Hospital, names: &Names<'_>) -> Result<Table, csv::Error> {
    let mut table = Table::new(["from", "to", "seconds"])?;
    hospital
        .overrides
        .iter()
        .try_for_each(|way| table.row([names.ward(way.from), names.ward(way.to), way.seconds.to_string()]))?;
    Ok(table)
}

fn people(hospital: &Hospital, names: &Names<'_>) -> Result<Table, csv::Error> {
    let mut table =
        Table::new(["name", "username", "kind", "tags", "home_ward", "zone", "zone_mode", "phone"])?;
    let slugs: HashMap<_, _> = hospital.tags.iter().map(|tag| (tag.id, tag.slug.as_str())).collect();
    let responders: HashMap<PersonId, _> =
        hospital.responders.iter().map(|responder| (responder.id, responder)).collect();
    hospital.people.iter().try_for_each(|Member { person, username, roles, .. }| {
        let responder = responders.get(&person.id).copied().filter(|_| roles.contains(&Role::Responder));
        let jobs = Job::ALL.into_iter().filter(|job| match job {
            Job::Helps(kind) => responder.is_some_and(|responder| responder.kind == *kind),
            Job::Staff(role) => roles.contains(role),
        });
        let tags = responder.map(|responder| {
            responder.tags.iter().filter_map(|tag| slugs.get(tag).copied()).collect::<Vec<_>>().join(";")
        });
        let zone = responder.and_then(|responder| names.zones.get(&responder.zone?));
        let mode = responder.and_then(|responder| {
            ZONE_MODES.into_iter().find_map(|(mode, word)| (mode == responder.zone_mode).then_some(word))
        });
        table.row([
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
        ])
    })?;
    Ok(table)
}

fn shifts(hospital: &Hospital, zone: &TimeZone) -> Result<Table, csv::Error> {
    let mut table = Table::new(["person", "starts", "ends"])?;
    let time = |at: Timestamp| zoned(at, zone).strftime("%Y-%m-%d %H:%M").to_string();
    let people: HashMap<PersonId, _> =
        hospital.people.iter().map(|member| (member.person.id, member)).collect();
    hospital.shifts.iter().try_for_each(|shift| {
        let member = people.get(&shift.person);
        let called = member.map(|member| member.username.as_ref().unwrap_or(&member.person.name));
        table.row([optional(called), time(shift.starts_at), time(shift.ends_at)])
    })?;
    Ok(table)
}
