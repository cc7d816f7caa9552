//! Getting ready for the day.

use app::screens::start::{StartPage, StartStep, StepState};

use super::s;

fn step(id: &'static str, title: &str, is: &str, state: StepState) -> StartStep {
    StartStep { id, title: s(title), is: s(is), state, deed: Some((s("/admin#files"), s("Import wards"))) }
}

pub(crate) fn start() -> StartPage {
    StartPage {
        steps: vec![
            step("trust", "The trust’s name and numbers", "Set your own.", StepState::Missing),
            step("wards", "Wards", "There is no ward yet, so nobody can ask for help.", StepState::Missing),
            step("tags", "Tags", "9 tags.", StepState::Done),
            StartStep {
                deed: None,
                ..step("rehearsal", "A rehearsal", "Shows how long people would wait.", StepState::Optional)
            },
        ],
        missing: vec![1, 0],
        is_empty: true,
    }
}

pub(crate) fn start_ready() -> StartPage {
    StartPage { missing: Vec::new(), is_empty: false, ..start() }
}
