//! A responder's jobs.

use domain::{Duty, Priority, Timestamp, ZoneMode, priority::Stuck, ticket::Phase};
use serde::{Deserialize, Serialize};

use crate::{
    model::{Choice, DeskWord, Moment},
    screens::known_issues::ShownIssue,
};

/// `/me`: offers and the present job live on one page. Also `GET /me.json`.
///
/// Forms: `/me/shift` (`duty` = `on_shift`, `on_break`, `off_shift`; see [`crate::screens::end_shift::EndShiftPage`]), `/me/place` (`ward` code or id), `/me/alerts/test`,
/// `/me/offers/{offer}/accept`, `/me/offers/{offer}/decline`, `/me/offers/{offer}/undo`, `/me/jobs/{ticket}/arrive`, `/me/jobs/{ticket}/not-there`, `/me/jobs/{ticket}/release`,
/// `/me/jobs/{ticket}/need-someone` (`tag` slug), `/me/jobs/{ticket}/undo`. Finishing is a page: `/me/jobs/{ticket}/finish`; so is [`crate::screens::details::DetailsPage`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MyJobsPage {
    pub now: Timestamp,
    /// Last event this page knows of; the stream goes on after it.
    pub sequence: i64,
    pub name: String,
    pub duty: Duty,
    pub alerts: AlertsHealth,
    pub place: Option<ShownPlace>,
    /// None for who has no zone.
    pub zone: Option<ShownZone>,
    /// Wards to choose from, recent first; the value is the ward's own code, a quarter as long as its id.
    pub wards: Vec<Choice>,
    /// Newest first.
    pub offers: Vec<OfferCard>,
    pub job: Option<JobCard>,
    /// The last ticket closed, while it can be undone.
    pub just_closed: Option<JustClosed>,
    /// The job that was given back a moment ago, while it can be had again.
    #[serde(default)]
    pub just_given_back: Option<JustGivenBack>,
    /// Tickets closed lately, the last one first.
    pub closed: Vec<ClosedJob>,
    /// What a job can turn out to have been, in order of use; the value is the slug.
    pub categories: Vec<Choice>,
    /// Tags for "Need someone else"; the value is the slug.
    pub tags: Vec<Choice>,
    /// What ended, or went on to somebody else, without a tap of their own.
    #[serde(default)]
    pub news: Vec<News>,
    /// What the command centre has said about what they know, the last first.
    #[serde(default)]
    pub words: Vec<DeskWord>,
    /// `Aisha Example has it.`
    pub notice: Option<String>,
}

/// `K7P was cancelled by the ward at 18:53. You do not need to go.`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct News {
    /// Of this piece of news and no other.
    pub key: String,
    pub words: String,
    /// It is about a job in hand.
    pub sounds: bool,
    /// It is said until then.
    pub until: Timestamp,
    /// An offer that they declined, while they can be asked again.
    #[serde(default)]
    pub declined: Option<JustDeclined>,
}

/// Posts to `/me/offers/{offer}/undo`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JustDeclined {
    pub offer: String,
    pub code: String,
    pub undo_until: Timestamp,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertsHealth {
    /// This person has at least one subscription.
    pub subscribed: bool,
    /// When the test alert of this shift was tapped.
    pub tested: Option<Moment>,
    /// When a test alert was sent a moment ago that has not been tapped yet.
    #[serde(default)]
    pub test_sent: Option<Moment>,
    /// The VAPID key to subscribe with; none if the server has none, and alerts are off.
    pub vapid_key: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownPlace {
    /// As in the wards to choose from.
    pub ward_id: String,
    pub ward: String,
    pub since: Moment,
    pub is_old: bool,
}

/// The zone of a responder, and how much it means; the mode is posted to `/me/zone` (`mode`, `seen`: the one that was shown).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownZone {
    pub name: String,
    pub mode: ZoneMode,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferCard {
    pub offer: String,
    pub ticket: String,
    /// Of the ticket as it is shown.
    pub version: u32,
    pub code: String,
    pub ward: String,
    /// `North building, level 3, Riverside Hospital`.
    pub location: Option<String>,
    pub tag: String,
    pub priority: Priority,
    /// What whoever asked said that it is like for them.
    #[serde(default)]
    pub stuck: Option<Stuck>,
    /// Where on the ward, as whoever asked says it.
    #[serde(default)]
    pub spot: Option<String>,
    pub note: Option<String>,
    pub asked: Moment,
    pub expires_at: Timestamp,
    /// Rounded up; none if one's own place is unknown or old. The only walking time on the page.
    pub walk_minutes: Option<u16>,
    /// Why you, as a sentence without a walking time.
    pub why: String,
    /// What is known to be wrong about the same thing, the latest first.
    pub issues: Vec<ShownIssue>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobCard {
    pub ticket: String,
    /// Of the ticket as it is shown.
    pub version: u32,
    pub code: String,
    pub ward: String,
    /// As on an offer.
    pub location: Option<String>,
    /// As on an offer, while on the way.
    pub walk_minutes: Option<u16>,
    pub ward_phone: Option<String>,
    pub tag: String,
    pub priority: Priority,
    /// As on an offer.
    #[serde(default)]
    pub stuck: Option<Stuck>,
    /// As on an offer.
    #[serde(default)]
    pub spot: Option<String>,
    pub note: Option<String>,
    pub asker: Option<String>,
    pub asked: Moment,
    /// `OnTheWay` or `WithYou`.
    pub phase: Phase,
    /// `Aisha Example handed this to you.`, `The ward says that no one is there yet.`; none for who took it themselves.
    #[serde(default)]
    pub news: Option<String>,
    /// Until then they may say that they are not there after all.
    #[serde(default)]
    pub not_there_until: Option<Timestamp>,
    /// As on an offer.
    pub issues: Vec<ShownIssue>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JustClosed {
    pub ticket: String,
    pub code: String,
    pub category: String,
    pub version: u32,
    pub undo_until: Timestamp,
}

/// Posts to `/me/jobs/{ticket}/take-back`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JustGivenBack {
    pub ticket: String,
    pub code: String,
    pub ward: String,
    /// What the next person has to know, if that is why it was given back.
    #[serde(default)]
    pub needs: Option<String>,
    pub version: u32,
    pub undo_until: Timestamp,
}

/// A ticket that one has closed lately, on one's own page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosedJob {
    pub ticket: String,
    pub code: String,
    pub ward: String,
    pub tag: String,
    pub closed: Moment,
    pub has_details: bool,
}

/// What a responder says to an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::Display, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum OfferAnswer {
    Accept,
    Decline,
    /// The offer that was declined a moment ago.
    Undo,
}

/// What one tap does about a job in hand, or one that was in hand a moment ago.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::Display, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum JobStep {
    Arrive,
    /// They are not there after all.
    NotThere,
    Release,
    /// The job that was given back.
    TakeBack,
    /// The job that was closed.
    Undo,
}
