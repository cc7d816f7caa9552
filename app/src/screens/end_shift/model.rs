//! What becomes of the job in hand at the end of a shift.

use crate::{model::Choice, screens::my_jobs::JobCard};

/// `/me/end-shift`. Form: `/me/shift` (`duty` = `off_shift`; `hand_over` = `pool` or a person's id), or `/sign-out`
/// (`end_shift` = `yes`; `hand_over`, `next`).
#[derive(Debug, Clone)]
pub struct EndShiftPage {
    /// The session ends with the shift.
    pub signs_out: bool,
    /// None with empty hands.
    pub job: Option<JobCard>,
    /// What the person is being asked about: `P1, ePMA at Ward 7`.
    pub asked: Option<String>,
    /// Who is on shift with empty hands, those who know and are near first; the value is the person's id.
    pub people: Vec<Choice>,
    /// Somebody else reads this, who is to use the browser.
    pub makes_room: Option<MakesRoom>,
    pub notice: Option<String>,
}

/// Whose browser somebody else is to use, and the page where they go on.
#[derive(Debug, Clone)]
pub struct MakesRoom {
    pub name: String,
    pub next: String,
}
