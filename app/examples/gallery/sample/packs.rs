//! Paper for when there is no Elbow.

use app::screens::packs::{
    PackHead, PackIssue, PacksPage, PostPackPage, RosterLine, ShownPack, WardLine, WardPackPage,
    WardSheet as PackSheet,
};
use domain::Priority;

use super::{ago, dated, error, s, wards};

fn pack_head(is_void: bool) -> PackHead {
    PackHead { number: 3, as_at: dated(222), void_after: dated(12), is_void }
}

pub(crate) fn packs() -> PacksPage {
    PacksPage {
        pack: Some(ShownPack { head: pack_head(false), is_outdated: true }),
        wards: wards(),
        chosen: String::new(),
        next: Some(ago(5)),
        key: s("key"),
        errors: vec![error("wards", "Choose wards")],
        notice: None,
    }
}

pub(crate) fn packs_none() -> PacksPage {
    PacksPage { pack: None, next: None, errors: Vec::new(), ..packs() }
}

pub(crate) fn pack_post() -> PostPackPage {
    let ward = |code, name, phone: Option<&str>| WardLine {
        code: s(code),
        name: s(name),
        zone: Some(s("Medicine")),
        phone: phone.map(s),
        slips: Some((s("P001"), s("P010"))),
    };
    PostPackPage {
        head: pack_head(true),
        wards: vec![ward("W07", "Ward 7", Some("4512")), ward("ED", "Emergency department", None)],
        roster: vec![RosterLine {
            zone: None,
            name: s("Asha Example"),
            phone: Some(s("bleep 1234")),
            tags: vec![s("ePMA"), s("Order comms")],
            shift: s("Fri 20 Nov, 07:30 to 15:30"),
        }],
        zones: vec![s("Medicine"), s("Surgery")],
        walks: vec![vec![Some(2), Some(6)], vec![Some(6), None]],
        ladders: vec![(
            Priority::P1,
            vec![s("After 1 min: asks one more person, and flags this on the board")],
        )],
    }
}

pub(crate) fn pack_wards() -> WardPackPage {
    let slips = (1..=10).map(|number| format!("P{number:03}")).collect();
    WardPackPage {
        head: pack_head(false),
        sheets: vec![PackSheet { name: s("Ward 7"), phone: Some(s("4512")), slips }],
        issues: vec![PackIssue {
            title: s("Labels print twice"),
            workaround: s("Put the second one in the bin."),
            tag: s("ePMA"),
        }],
        more_issues: 2,
        back: s("/packs?wards=all"),
    }
}
