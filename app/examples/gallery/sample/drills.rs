//! Whether alerts reach people.

use app::{
    model::Found,
    screens::drills::{DrillAnswer, DrillMissing, DrillPage, DrillRow, DrillsPage},
};

use super::{NAMES, ago, choices, error, s};

fn drill_row() -> DrillRow {
    DrillRow {
        id: s("d1"),
        team: s("Surgery"),
        started: ago(1),
        alerted: 4,
        answered: 2,
        median_seconds: Some(6),
    }
}

pub(crate) fn drills() -> DrillsPage {
    DrillsPage {
        teams: choices(&["Everyone on shift", "Surgery", "Who knows ePMA"]),
        chosen: s("surgery"),
        question: Some(s(
            "Surgery: 4 people on shift; 3 can be alerted, the others have no handset with alerts on.",
        )),
        key: s("k"),
        drills: vec![drill_row(), DrillRow { answered: 0, median_seconds: None, ..drill_row() }],
        found: Found { first: Some(s("/board/drills")), ..Found::default() },
        errors: vec![error("team", "None of them is on shift")],
    }
}

pub(crate) fn drill() -> DrillPage {
    let missing = |place: usize, why| DrillMissing { name: s(NAMES[place]), why: s(why) };
    let answer =
        |place: usize, seconds| DrillAnswer { name: s(NAMES[place]), seconds, shown_seconds: Some(3) };
    DrillPage {
        drill: drill_row(),
        started_by: s("Dana Mock"),
        is_underway: true,
        missing: vec![missing(0, "delivered but not opened"), missing(1, "no handset with alerts on")],
        answers: vec![answer(2, 6), answer(3, 21)],
        left_alone: vec![missing(4, "off shift")],
    }
}
