//! The waves of a go-live.

use crate::model::{Choice, FieldError, Moment, Tick};

/// `/board/waves`. Adding one posts there.
#[derive(Debug, Clone)]
pub struct WavesPage {
    /// The first cutover first.
    pub rows: Vec<WaveRow>,
    /// Names of the wards that are in no wave, if there are waves.
    pub in_no_wave: Vec<String>,
    pub form: WaveForm,
    /// What has just been done.
    pub notice: Option<String>,
}

#[derive(Debug, Clone)]
pub struct WaveRow {
    pub id: String,
    pub name: String,
    pub cutover: Moment,
    /// `Day 3 since the cutover`.
    pub day: String,
    pub phase: String,
    /// How many are in it now.
    pub wards: usize,
}

/// `/board/waves/{wave}`. Changes post to `/board/waves/{wave}/{change}`: `cutover`, `name`, `wards`, `leave`, `phase`.
#[derive(Debug, Clone)]
pub struct WavePage {
    pub wave: WaveRow,
    /// What files and the policy call it.
    pub slug: String,
    /// None before the cutover: no phase can be set then.
    pub may_set_phase: bool,
    pub phases: Vec<PhaseRow>,
    /// All that were set, the first one first; empty if there was one alone.
    pub cutovers: Vec<CutoverSet>,
    pub wards: Vec<Stay>,
    pub gone: Vec<Stay>,
    pub form: WaveForm,
    pub notice: Option<String>,
}

#[derive(Debug, Clone)]
pub struct PhaseRow {
    pub phase: String,
    pub from: Moment,
    pub decision: u32,
}

#[derive(Debug, Clone)]
pub struct CutoverSet {
    pub at: Moment,
    pub set: Moment,
    pub by: String,
}

/// Of a ward in a wave.
#[derive(Debug, Clone)]
pub struct Stay {
    pub ward: String,
    pub from: Moment,
    pub until: Option<Moment>,
    /// It never was to be in it.
    pub is_mistake: bool,
}

/// Which form comes back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Which {
    #[default]
    None,
    Add,
    Cutover,
    Name,
    Wards,
    Leave,
    Phase,
}

/// What the forms of waves are filled in with: each takes its own of it.
#[derive(Debug, Clone, Default)]
pub struct WaveForm {
    /// The one that is not right.
    pub which: Which,
    pub name: String,
    pub cutover_time: String,
    pub cutover_day: String,
    /// `first`, `second`; asked where the clock shows the time twice.
    pub which_hour: String,
    pub asks_which_hour: bool,
    /// Those that are in no wave; the name of a field is `ward_` and the id.
    pub wards: Vec<Tick>,
    pub from_time: String,
    pub from_day: String,
    /// Id of the ward that leaves.
    pub leaving: String,
    pub leaving_wards: Vec<Choice>,
    /// `now`, `never`.
    pub leaves: String,
    pub phase: String,
    pub phases: Vec<Choice>,
    pub decision: String,
    /// What whoever fills it in was shown: the cutover, or the phase.
    pub seen_cutover: String,
    pub seen_phase: String,
    /// What would count otherwise, and what that was said of.
    pub told: Option<(String, String)>,
    /// Random.
    pub key: String,
    pub errors: Vec<FieldError>,
}
