//! Who is there, and who somebody is: for whoever sets the hospital up.

use app::{
    model::{Found, Tick},
    screens::people::{Namesake, PeoplePage, PersonForm, PersonFormPage, PersonRow as PeopleRow, SignsIn},
};

use super::{NAMES, choices, error, s};

pub(crate) fn people() -> PeoplePage {
    let row = |name: &str, does, place, username: Option<&str>, signs_in| PeopleRow {
        page: s("/admin/people/p1"),
        name: s(name),
        does: s(does),
        place: s(place),
        knows: s("ePMA, Order comms"),
        username: username.map(s),
        signs_in,
    };
    PeoplePage {
        rows: vec![
            row(NAMES[0], "Floorwalker", "Medicine", None, SignsIn::Yes),
            row(NAMES[1], "Super-user, lead", "Ward 7", Some("m.khan"), SignsIn::NotYet),
            row(NAMES[2], "", "", Some("r.sample"), SignsIn::Ended),
        ],
        found: Found { next: Some(s("/admin/people?after=x")), ..Found::default() },
        kinds: choices(&["Floorwalker", "Super-user", "Lead"]),
        does: String::new(),
        not_yet: tick("signs_in", "Only those who cannot sign in yet"),
        csv: s("/admin/files/people.csv"),
    }
}

fn tick(name: &str, label: &str) -> Tick {
    Tick { name: s(name), label: s(label), is_set: false }
}

pub(crate) fn person_form() -> PersonFormPage {
    PersonFormPage {
        action: s("/admin/people"),
        back: s("/admin/people"),
        who: None,
        form: PersonForm {
            name: s("Zoe Sample"),
            responds: s("floorwalker"),
            roles: vec![tick("role_lead", "Lead"), tick("role_analyst", "Analyst")],
            tags: vec![tick("tag_epma", "ePMA"), tick("tag_order-comms", "Order comms")],
            ..PersonForm::default()
        },
        wards: choices(&["Ward 7", "Ward 12"]),
        zones: choices(&["Medicine", "Surgery"]),
        namesakes: vec![Namesake { page: s("/admin/people/p1"), name: s("Zoë Sample"), has_ended: true }],
        told: s("p1"),
        errors: Vec::new(),
        notice: None,
    }
}

pub(crate) fn person_changed() -> PersonFormPage {
    PersonFormPage {
        who: Some(s("Zoë Sample")),
        namesakes: Vec::new(),
        errors: vec![error("phone", "Someone else changed this from “4512” to “4711”")],
        notice: Some(s(
            "Someone else changed this while you were editing. Read what they changed, then save again.",
        )),
        ..person_form()
    }
}
