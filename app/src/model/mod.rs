//! What each page shows: plain data that the server fills in and a page turns into HTML.
//!
//! A page is a function of its model. It asks for nothing while it renders, so it cannot hang, and its status code is
//! known before the first byte. The models of live pages travel as JSON too: the same data, the same page.

mod account;
mod admin;
mod ask;
mod audit;
mod board;
mod closing;
mod cover;
mod drill;
mod insight;
mod jobs;
mod known_issues;
mod policy;
mod rehearsal;
mod setup;
mod sign_in;

use domain::Timestamp;
use serde::{Deserialize, Serialize};

pub use self::{
    account::{AccountPage, PersonPage, SignInRow},
    admin::{AdminList, AdminPage, ImportChanges, ImportLine, ImportPage, ListPage},
    ask::{AskForm, AskPage, AskedAlreadyPage, AskedRequest, TimelineEntry, WaitingPage},
    audit::{AuditPage, AuditRow},
    board::{
        Arrival, Assignable, BoardCounts, BoardFilter, BoardPage, BoardPerson, BoardTicket, CandidateRow,
        Flood, FreeByTag, OfferRow, SendQuestion, TicketPage, Unalerted,
    },
    closing::{ClosedJob, DetailsForm, DetailsPage, HelpedPage},
    cover::{AdviceRow, CoverPage, CoverRow},
    drill::{DrillAnswer, DrillMissing, DrillPage, DrillRow, DrillsPage},
    insight::{InsightPage, ParetoRow},
    jobs::{
        AlertsHealth, EndShiftPage, FinishPage, JobCard, JustClosed, JustGivenBack, MakesRoom, MyJobsPage,
        News, OfferCard, ShownPlace, ShownZone,
    },
    known_issues::{
        IssueVersion, KnownIssueForm, KnownIssuePage, KnownIssueRow, KnownIssuesPage, LinkedTicket,
        ShownIssue,
    },
    policy::{PolicyChange, PolicyPage, PolicyPreviewPage, PolicySet},
    rehearsal::{
        Course, EarlierRehearsal, EngineRow, Forecast, GapRow, Needed, Range, RehearsalPage, RehearseForm,
        RehearsePage,
    },
    setup::{CodePage, DeviceRow, PersonRow, SetupPage, WardRow},
    sign_in::{AgainPage, EnrolPage, LandingPage, PinPage, SignInPage, StaffSignInPage},
};

/// What every page needs around its content.
#[derive(Debug, Clone)]
pub struct Shell {
    /// The trust's name, plain text.
    pub trust: String,
    /// The command centre's telephone number.
    pub desk_phone: String,
    /// What to ring in a clinical emergency; never our desk.
    pub emergency_phone: String,
    /// Path under which this build's assets are served for ever, without a slash at the end: `/pkg/3f2a9c`.
    pub assets: String,
    /// Patterns of the trust's own hospital numbers, parted by spaces, for the page's look at what is typed.
    pub hospital_numbers: String,
    /// Whether browsers may run the service worker.
    pub service_worker: bool,
    pub signed_in: Option<SignedIn>,
    /// Shown on every page of a demonstration, so that it is never taken for live.
    pub demo: bool,
}

/// Who is signed in, and what the navigation offers.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "one a permission, each an item of the navigation")]
pub struct SignedIn {
    /// Their id: what this person taps is sent in no other name.
    pub id: String,
    pub name: String,
    pub responds: bool,
    pub commands: bool,
    pub analyses: bool,
    pub administers: bool,
    pub configures: bool,
}

/// A point in time as shown: the trust's own zone, 24-hour clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    pub at: Timestamp,
    /// `10:42`, or `20 Nov, 10:42` when not today.
    pub clock: String,
}

/// Something to choose from; `value` is what the form sends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    pub value: String,
    pub label: String,
}

/// Choices under a heading of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceGroup {
    pub label: String,
    pub choices: Vec<Choice>,
}

/// Asked before something is done that cannot be taken back.
#[derive(Debug, Clone)]
pub struct QuestionPage {
    pub title: String,
    /// What it does, a paragraph each.
    pub words: Vec<String>,
    /// Where the answer is posted to.
    pub action: String,
    /// Name and value of what the reader was told, sent with the answer.
    pub told: (&'static str, String),
    pub button: String,
    pub back: String,
    pub notice: Option<String>,
}

/// What is wrong with one field of a form. `field` is the `name` and `id` of the input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    pub field: String,
    pub message: String,
}

impl FieldError {
    pub fn new(field: &str, message: impl Into<String>) -> Self {
        Self { field: field.to_owned(), message: message.into() }
    }
}

/// A plain page for when something did not work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProblemPage {
    /// `This link is not known`.
    pub title: String,
    pub what_happened: String,
    /// Whether the person's request is safe; none where no request is involved.
    pub is_my_request_safe: Option<String>,
    pub what_to_do: String,
    /// A way on: label and address.
    pub way_on: Option<(String, String)>,
    /// Names this request in the log, to be read out on the telephone.
    pub reference: Option<String>,
}
