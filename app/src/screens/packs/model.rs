//! Paper for when there is no Elbow.

use domain::Priority;

use crate::model::{Choice, FieldError, Moment};

/// `/packs`. Leads to `/packs/post` and `/packs/wards?wards=…`; another is made by a post to `/packs` (`key`).
#[derive(Debug, Clone)]
pub struct PacksPage {
    /// None: none was made yet.
    pub pack: Option<ShownPack>,
    /// All wards (`all`), each zone and each ward by its id.
    pub wards: Vec<Choice>,
    /// What was chosen of `wards`; empty if nothing was.
    pub chosen: String,
    /// When the next is made by itself; none if no changes of shift are set.
    pub next: Option<Moment>,
    /// Random.
    pub key: String,
    pub errors: Vec<FieldError>,
    pub notice: Option<String>,
}

#[derive(Debug, Clone)]
pub struct ShownPack {
    pub head: PackHead,
    /// The roster says something else by now.
    pub is_outdated: bool,
}

/// What stands at the top of each sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackHead {
    pub number: u32,
    pub as_at: Moment,
    pub void_after: Moment,
    pub is_void: bool,
}

/// `/packs/post`: for the command post.
#[derive(Debug, Clone)]
pub struct PostPackPage {
    pub head: PackHead,
    pub wards: Vec<WardLine>,
    pub roster: Vec<RosterLine>,
    pub zones: Vec<String>,
    /// Minutes from the zone of the row to that of the column.
    pub walks: Vec<Vec<Option<u16>>>,
    /// What is done after how long, as sentences.
    pub ladders: Vec<(Priority, Vec<String>)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WardLine {
    pub code: String,
    pub name: String,
    pub zone: Option<String>,
    pub phone: Option<String>,
    /// The first and the last of its slips.
    pub slips: Option<(String, String)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterLine {
    pub zone: Option<String>,
    pub name: String,
    pub phone: Option<String>,
    pub tags: Vec<String>,
    /// `Mon 30 Nov, 07:30 to 15:30`.
    pub shift: String,
}

/// `/packs/wards`: two sides for each ward.
#[derive(Debug, Clone)]
pub struct WardPackPage {
    pub head: PackHead,
    pub sheets: Vec<WardSheet>,
    /// Those that there is room for.
    pub issues: Vec<PackIssue>,
    pub more_issues: usize,
    /// Where other wards are chosen.
    pub back: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WardSheet {
    pub name: String,
    pub phone: Option<String>,
    /// Codes of slips.
    pub slips: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackIssue {
    pub title: String,
    pub workaround: String,
    pub tag: String,
}
