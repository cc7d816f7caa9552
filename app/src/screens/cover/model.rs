//! Where the next request would wait longest.

use crate::model::Moment;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoverPage {
    pub now: Moment,
    /// What a lead could ask of people; the most useful first.
    pub advice: Vec<AdviceRow>,
    pub zones: Vec<String>,
    /// The worst covered first.
    pub rows: Vec<CoverRow>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdviceRow {
    pub person: String,
    pub phone: Option<String>,
    pub tag: String,
    pub zone: String,
    pub ward: String,
    /// Seconds until somebody is there, now and after the move.
    pub before: u32,
    pub after: u32,
}

/// What takes knowledge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoverRow {
    pub tag: String,
    pub on_shift: u32,
    pub free: u32,
    /// Seconds by zone; none where nobody free would come.
    pub seconds: Vec<Option<u32>>,
}
