//! What becomes of the job in hand at the end of a shift.

use app::screens::end_shift::EndShiftPage;

use super::{NAMES, choices, my_jobs::job, s};

pub(crate) fn end_shift() -> EndShiftPage {
    EndShiftPage {
        signs_out: true,
        job: Some(job()),
        asked: None,
        people: choices(&NAMES[1..4]),
        makes_room: None,
        notice: Some(s("They are no longer on shift.")),
    }
}
