//! A day that has not happened yet.

use app::screens::rehearse::{
    Course, EarlierRehearsal, EngineRow, Forecast, GapRow, Needed, Range, RehearsalPage, RehearseForm,
    RehearsePage,
};

use super::{TAGS, ago, choices, error, s};

pub(crate) fn rehearse() -> RehearsePage {
    let earlier = |id: &str, state: &str| EarlierRehearsal {
        id: s(id),
        started: ago(20),
        what: s("40 people, 90 requests an hour"),
        state: s(state),
    };
    RehearsePage {
        form: RehearseForm {
            people: s("lots"),
            per_hour: s("80"),
            hours: s("12"),
            surge_percent: s("60"),
            lift_out: s("yes"),
            ..RehearseForm::default()
        },
        key: s("k"),
        errors: vec![error("people", "Number of responders: enter a number from 1 to 500")],
        wards: 28,
        people: 40,
        days: choices(&["The shifts of Friday 20 November"]),
        tags: choices(&TAGS),
        earlier: vec![earlier("r1", "underway"), earlier("r0", "finished")],
    }
}

pub(crate) fn rehearsal(course: Course) -> RehearsalPage {
    RehearsalPage {
        id: s("r1"),
        assumptions: vec![(s("Responders on shift"), s("40")), (s("Lifts"), s("Out of order all day"))],
        course,
    }
}

pub(crate) fn rehearsal_compares() -> RehearsalPage {
    rehearsal(Course::Comparing { done: 9, of: 40 })
}

pub(crate) fn rehearsal_staffs() -> RehearsalPage {
    rehearsal(Course::Staffing { done: 1 })
}

const fn range(value: f64) -> Range {
    Range { value, low: value * 0.9, high: value * 1.1 }
}

pub(crate) fn rehearsal_finished() -> RehearsalPage {
    let engine = |name: &str, is_ours, mean| EngineRow {
        name: s(name),
        is_ours,
        within_10: Some(range(80.0)),
        mean: Some(range(mean)),
        p95: Some(range(3.0 * mean)),
        withdrawn_percent: None,
        alerts: Some(range(1.4)),
    };
    let gap = |zone: &str, mean| GapRow { zone: s(zone), tag: s(TAGS[0]), asked: 21, mean, within_10: 61.0 };
    rehearsal(Course::Finished(Box::new(Forecast {
        target_percent: 90.0,
        engines: vec![engine("Elbow", true, 192.0), engine("Nearest first", false, 3_900.0)],
        needed: Needed {
            people: Some(31),
            at_least: Some(29),
            at_most: Some(33),
            tried: vec![(20, range(60.0)), (31, range(82.0))],
        },
        needed_in_zones: Needed {
            people: Some(52),
            at_least: None,
            at_most: None,
            tried: vec![(52, range(82.0))],
        },
        gaps: vec![gap("Medicine", Some(540.0)), gap("Surgery", None)],
        formulas: vec![(s("People busy on average"), s("12.4"))],
    })))
}

/// One person would do, and where nobody can say more.
pub(crate) fn rehearsal_quiet() -> RehearsalPage {
    let none = |people, tried| Needed { people, at_least: None, at_most: None, tried };
    rehearsal(Course::Finished(Box::new(Forecast {
        target_percent: 90.0,
        engines: Vec::new(),
        needed: none(Some(1), vec![(1, range(82.0))]),
        needed_in_zones: none(None, Vec::new()),
        gaps: Vec::new(),
        formulas: Vec::new(),
    })))
}
