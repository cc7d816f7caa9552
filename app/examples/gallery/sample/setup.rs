//! Codes, ward links, devices.

use app::{
    model::{Found, Moment},
    screens::setup::{CodePage, DeviceRow, PersonRow, SetupPage, WardRow},
};

use super::{NAMES, ago, corners, looked_for, s, wards};

pub(crate) fn setup() -> SetupPage {
    let people = NAMES.iter().enumerate().map(|(place, name)| PersonRow {
        id: format!("p{place}"),
        name: s(name),
        roles: s(if place == 0 { "lead, administrator" } else { "responder" }),
        is_responder: place != 0,
        handsets: place % 3,
        page: (place % 2 == 0).then(|| format!("/admin/people/p{place}")),
    });
    let wards = wards().into_iter().enumerate().map(|(place, ward)| WardRow {
        id: ward.value,
        code: format!("W{place}"),
        name: ward.label,
        link: Some(format!("/w/sample{place}")),
        devices: place % 2,
    });
    let device = |id: &str, bound_to: &str, is_handset| DeviceRow {
        id: s(id),
        bound_to: s(bound_to),
        is_handset,
        enrolled: Moment { clock: s("18 Nov, 08:10"), ..ago(600) },
        last_seen: ago(3),
    };
    SetupPage {
        people: people.collect(),
        people_found: Found { next: Some(s("/setup?find=7&people=p9#people")), ..looked_for("7", 120) },
        wards: wards.collect(),
        wards_found: looked_for("7", 9),
        devices: vec![device("d1", "Ward 7", false), device("d2", "Sam Example", true)],
        devices_found: looked_for("7", 2),
        notice: Some(s("The link of Ward 7 has changed. Print a new poster.")),
    }
}

pub(crate) fn code() -> CodePage {
    CodePage {
        title: s("For Sam Example’s handset"),
        code: s("K7P3 QX9M"),
        url: s("https://elbow.sampleshire.example/enrol#K7P3QX9M"),
        qr: corners(),
        expires: ago(0),
        person: None,
    }
}
