//! The screen on a wall, read from 6 metres; and the links that open it.

use app::screens::wall::{WallForm, WallPage, WallRow, WallTicket, WallZone, WallsPage};
use domain::wall::ZoneState;

use super::{choices, dated, error, s};

pub(crate) fn wall() -> WallPage {
    let zone = |name, state| WallZone { name: s(name), state };
    let ticket = |ward: &str, tag, minutes, is_urgent| WallTicket {
        ward: Some(s(ward)),
        tag: s(tag),
        is_urgent,
        minutes,
        is_offered: minutes < 5,
    };
    WallPage {
        assets: s("/pkg/gallery"),
        name: s("Command post"),
        address: s("/wall/sample"),
        clock: s("10:42:07"),
        urgent: 1,
        waiting: 14,
        oldest_minutes: Some(23),
        on_the_way: 11,
        with_them: 19,
        free: 6,
        surge: Some(s("12 in 20 min, more than usual: ePMA")),
        wave: Some(s("Wave 2: Day 3 since the cutover")),
        zones: vec![
            zone("Emergency", ZoneState::Urgent),
            zone("Medicine", ZoneState::Busy),
            zone("Surgery", ZoneState::Busy),
            zone("Women and children", ZoneState::Busy),
        ],
        all_zones: 6,
        ended_zone: None,
        tickets: vec![
            ticket("Emergency Department, majors", "Discharge summary", 6, true),
            ticket("Ward 7", "ePMA", 23, false),
            ticket("Ward 8", "ePMA", 19, false),
            ticket("Maternity Triage", "Observations", 12, false),
            ticket("Ward 9", "Order comms", 9, false),
            ticket("Theatre Recovery", "Theatres", 8, false),
            ticket("Ward 10", "Patient flow", 4, false),
            ticket("Day Surgery", "Clinic letters", 1, false),
        ],
        demo: true,
    }
}

pub(crate) fn wall_quiet() -> WallPage {
    WallPage {
        urgent: 0,
        waiting: 0,
        oldest_minutes: None,
        surge: None,
        zones: Vec::new(),
        tickets: Vec::new(),
        ..wall()
    }
}

pub(crate) fn walls() -> WallsPage {
    let row = |id, name, zone: Option<&str>, revoked: Option<u64>| WallRow {
        id: s(id),
        name: s(name),
        zone: zone.map(s),
        hides_wards: zone.is_some(),
        address: revoked.is_none().then(|| s("https://elbow.example/wall/abcdefghijklmnopqrstuv")),
        made: dated(90),
        made_by: s("Lee Sample"),
        seen_on: zone.map(|_| s("20 Nov 2026")),
        revoked: revoked.map(dated),
    };
    WallsPage {
        live: vec![row("w1", "Command post", None, None), row("w2", "Corridor", Some("Surgery"), None)],
        revoked: vec![row("w3", "Canteen", Some("Medicine"), Some(10))],
        form: WallForm {
            name: s(""),
            key: s("key"),
            zones: choices(&["Medicine", "Surgery"]),
            errors: vec![error("name", "Say where it hangs")],
            ..WallForm::default()
        },
        notice: None,
    }
}
