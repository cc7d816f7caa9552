//! The screen on a wall. No names of people, no notes, and "urgent" for what the board calls P1.

use domain::wall::ZoneState;

use crate::model::{Choice, FieldError, Moment};

/// `/wall/{token}`.
#[derive(Debug, Clone)]
pub struct WallPage {
    /// Without a slash at the end, as in [`crate::model::Shell`].
    pub assets: String,
    pub name: String,
    /// Its own address.
    pub address: String,
    /// With seconds.
    pub clock: String,
    pub urgent: usize,
    pub waiting: usize,
    /// Minutes that the first of those that wait has waited.
    pub oldest_minutes: Option<u64>,
    pub on_the_way: usize,
    pub with_them: usize,
    pub free: usize,
    /// What there is more of than usual, in a few words.
    pub surge: Option<String>,
    /// `Wave 2: Day 3 since the cutover`, of the wave that it shows.
    pub wave: Option<String>,
    /// Those that are not calm, the worst first; the one zone that it is of, whatever it is.
    pub zones: Vec<WallZone>,
    /// How many zones there are.
    pub all_zones: usize,
    /// The zone that it is of, which has ended.
    pub ended_zone: Option<String>,
    /// Those that wait, the first eight as the board has them.
    pub tickets: Vec<WallTicket>,
    pub demo: bool,
}

#[derive(Debug, Clone)]
pub struct WallZone {
    pub name: String,
    pub state: ZoneState,
}

#[derive(Debug, Clone)]
pub struct WallTicket {
    /// None where no ward is named.
    pub ward: Option<String>,
    pub tag: String,
    pub is_urgent: bool,
    pub minutes: u64,
    /// Somebody is being asked.
    pub is_offered: bool,
}

/// `/board/walls`. Making one posts there (`name`, `zone`, `hides_wards` = `yes`), revoking to `/board/walls/{wall}/revoke`.
#[derive(Debug, Clone)]
pub struct WallsPage {
    /// Those that show something, the latest first.
    pub live: Vec<WallRow>,
    pub revoked: Vec<WallRow>,
    pub form: WallForm,
    /// What has just been done.
    pub notice: Option<String>,
}

#[derive(Debug, Clone)]
pub struct WallRow {
    pub id: String,
    pub name: String,
    /// Or a wave; none: the whole hospital.
    pub zone: Option<String>,
    pub hides_wards: bool,
    /// The whole address; none of one that was revoked.
    pub address: Option<String>,
    pub made: Moment,
    pub made_by: String,
    /// `20 Nov 2026`; none if it never was open.
    pub seen_on: Option<String>,
    pub revoked: Option<Moment>,
}

#[derive(Debug, Clone, Default)]
pub struct WallForm {
    pub name: String,
    /// Id of a zone, or of a wave.
    pub zone: String,
    pub hides_wards: bool,
    /// Random.
    pub key: String,
    pub zones: Vec<Choice>,
    pub errors: Vec<FieldError>,
}
