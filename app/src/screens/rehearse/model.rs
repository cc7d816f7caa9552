//! A day that has not happened yet.

use crate::model::{Choice, FieldError, Moment};

/// What to rehearse, to be filled in.
#[derive(Debug, Clone, PartialEq)]
pub struct RehearsePage {
    pub form: RehearseForm,
    /// Random: what is sent twice is rehearsed once.
    pub key: String,
    pub errors: Vec<FieldError>,
    pub wards: usize,
    /// Responders on the roster.
    pub people: usize,
    /// The days that have shifts, to rehearse with.
    pub days: Vec<Choice>,
    /// What may be known by few.
    pub tags: Vec<Choice>,
    /// The newest first.
    pub earlier: Vec<EarlierRehearsal>,
}

/// The fields as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RehearseForm {
    /// A day, `2026-11-20`; nothing for everybody all the time.
    pub day: String,
    /// Nothing for as many as there are.
    pub people: String,
    pub per_hour: String,
    pub hours: String,
    pub help_minutes: String,
    pub accept_percent: String,
    pub target_percent: String,
    pub no_shows_percent: String,
    pub silent_phones_percent: String,
    pub surge_percent: String,
    pub rare_tag: String,
    /// `yes` or nothing.
    pub lift_out: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarlierRehearsal {
    pub id: String,
    pub started: Moment,
    /// `40 people, 90 requests an hour`.
    pub what: String,
    /// `Finished`, `Underway` …
    pub state: String,
}

/// One rehearsal: what was assumed, and how far it is or what it showed.
#[derive(Debug, Clone, PartialEq)]
pub struct RehearsalPage {
    pub id: String,
    /// Name and value.
    pub assumptions: Vec<(String, String)>,
    pub course: Course,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Course {
    /// Days rehearsed so far, of how many.
    Comparing {
        done: usize,
        of: usize,
    },
    /// Working out how many people it takes; days rehearsed so far.
    Staffing {
        done: usize,
    },
    Cancelled,
    Finished(Box<Forecast>),
}

/// A value with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    pub value: f64,
    pub low: f64,
    pub high: f64,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Forecast {
    pub target_percent: f64,
    /// Elbow, and other ways to send people.
    pub engines: Vec<EngineRow>,
    pub needed: Needed,
    /// The same with people fixed to zones.
    pub needed_in_zones: Needed,
    /// Where the wait was longest.
    pub gaps: Vec<GapRow>,
    /// What queueing theory says, for comparison: name and value.
    pub formulas: Vec<(String, String)>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct EngineRow {
    pub name: String,
    pub is_ours: bool,
    /// Per cent of all requests with somebody at the elbow within 10 minutes.
    pub within_10: Option<Range>,
    /// Seconds to the elbow.
    pub mean: Option<Range>,
    /// Exceeded by one in twenty.
    pub p95: Option<Range>,
    pub withdrawn_percent: Option<Range>,
    pub alerts: Option<Range>,
}

/// People needed to reach the target.
#[derive(Debug, Clone, PartialEq)]
pub struct Needed {
    /// None: not even the most that were tried are enough.
    pub people: Option<u32>,
    /// If the rehearsed days were as lucky, and as unlucky, as the interval allows.
    pub at_least: Option<u32>,
    pub at_most: Option<u32>,
    /// Each number tried and its share within 10 minutes, fewest people first.
    pub tried: Vec<(u32, Range)>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct GapRow {
    pub zone: String,
    pub tag: String,
    pub asked: usize,
    /// Seconds; none if nobody ever came.
    pub mean: Option<f64>,
    pub within_10: f64,
}
