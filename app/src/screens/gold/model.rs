//! The go-live for those who answer for it.

use crate::{model::Moment, screens::waves::WaveRow};

/// `/gold`.
#[derive(Debug, Clone)]
pub struct GoldPage {
    /// Those whose cutover has come, the first one first.
    pub waves: Vec<WaveRow>,
    /// Those whose cutover is to come.
    pub to_come: Vec<WaveRow>,
    /// Those that are over, from the cutover on; each has a cell for each of `waves`.
    pub weeks: Vec<GoldWeek>,
    /// The latest first.
    pub decisions: Vec<GoldDecision>,
    /// False while earlier requests are still being added up.
    pub is_up_to_date: bool,
}

#[derive(Debug, Clone)]
pub struct GoldWeek {
    /// 1 begins with the day of the cutover.
    pub week: u16,
    /// Requests and minutes until somebody was there; none where that week of the wave is not over.
    pub cells: Vec<Option<(String, String)>>,
}

#[derive(Debug, Clone)]
pub struct GoldDecision {
    pub number: u32,
    pub decision: String,
    pub made: Moment,
}
