//! Posters and cards with the links of wards.

use app::screens::posters::{CountRow, PostersPage, PrintPage, PrintedForm, Reprint, Sheet};
use domain::PosterKind;

use super::{NAMES, ago, corners, error, s, wards};

pub(crate) fn posters() -> PostersPage {
    PostersPage {
        wards: wards(),
        chosen: wards()[0].value.clone(),
        what: String::new(),
        reprints: vec![Reprint {
            ward_id: s("w7"),
            ward_name: s("Ward 7"),
            copies: s("14 posters"),
            why: s("the link: the old ones do not work"),
            print: Some(s("/setup/posters/print?wards=w7&what=poster")),
            shown: s("p1"),
        }],
        counts: vec![CountRow {
            count: s("1 p0 poster"),
            when: ago(20),
            who: s(NAMES[0]),
            copies: s("200 posters"),
            wards: s("Ward 7"),
        }],
        errors: vec![error("what", "Choose what to print")],
        notice: Some(s("The link of Ward 7 has changed. Print a new poster.")),
    }
}

pub(crate) fn print(kind: PosterKind) -> PrintPage {
    let names = [
        "Ward 7",
        "Ward 21 Trauma",
        "Children’s High Dependency and Neonatal Intensive Care Unit, Level 3 East",
    ];
    let sheet = |name: &&str| Sheet {
        ward_name: s(name),
        qr: corners(),
        address: s("elbow.example.nhs.uk/w/K7P3-QX9M"),
    };
    PrintPage {
        kind,
        sheets: names.iter().map(sheet).collect(),
        left_out: vec![s("Ward 9")],
        here_only: (kind == PosterKind::ScreenCard).then(|| s("http://localhost:3000")),
        back: s("/setup/posters?wards=all&what=poster"),
        day: s("20 Nov 2026"),
        form: PrintedForm {
            wards: s("all"),
            what: s(kind.as_str()),
            copies: s("two"),
            ..PrintedForm::default()
        },
        errors: vec![error("copies", "Enter how many copies of each sheet you have printed, 1 to 100")],
        notice: None,
    }
}
