//! What each page shows: plain data that the server fills in and a page turns into HTML.
//!
//! A page is a function of its model. It asks for nothing while it renders, so it cannot hang, and its status code is
//! known before the first byte. The models of live pages travel as JSON too: the same data, the same page.

use domain::Timestamp;
use serde::{Deserialize, Serialize};

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
    /// On a ward's own computer: after so many seconds without a touch it goes back to Ask.
    pub rests_after: Option<u64>,
    pub signed_in: Option<SignedIn>,
    /// Shown on every page of a demonstration, so that it is never taken for live.
    pub demo: bool,
}

/// Whom a ward rings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Numbers {
    pub desk: String,
    pub emergency: String,
}

impl Shell {
    /// On a page of a ward, which may have numbers of its own.
    #[must_use]
    pub fn ringing(self, Numbers { desk, emergency }: Numbers) -> Self {
        Self { desk_phone: desk, emergency_phone: emergency, ..self }
    }

    /// Whether whoever reads it decides for the whole hospital.
    pub fn decides(&self) -> bool {
        self.signed_in.as_ref().is_some_and(|person| person.decides)
    }
}

/// Who is signed in, and what pages offer them.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "one a permission, each of what is offered")]
pub struct SignedIn {
    /// Their id: what this person taps is sent in no other name.
    pub id: String,
    pub name: String,
    pub responds: bool,
    pub commands: bool,
    /// For the whole hospital.
    pub decides: bool,
    /// And reports.
    pub reads_decisions: bool,
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

/// Something to tick. `name` is that of the field, which sends `yes`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tick {
    pub name: String,
    pub label: String,
    pub is_set: bool,
}

/// Choices under a heading of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceGroup {
    pub label: String,
    pub choices: Vec<Choice>,
}

/// A QR code: dark squares on white. Whoever draws it changes neither colour, nor cuts off the white around it: readers need both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Qr {
    /// Squares along an edge, with four white ones at either end.
    pub edge: usize,
    /// The dark squares as the path of an SVG, a square being 1 by 1.
    pub dark: String,
}

/// What was looked for in a list that may be longer than a page, and how much of it the page shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// As it was typed; empty if nothing was.
    pub find: String,
    /// How many there are on all pages, where that is counted.
    pub count: Option<usize>,
    /// Address of the first page, on a later one.
    pub first: Option<String>,
    /// Address of the next page, if there is one.
    pub next: Option<String>,
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

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineEntry {
    pub when: Moment,
    /// `Sam Example accepted`.
    pub words: String,
}

/// A kind of problem, and how much of all it was.
#[derive(Debug, Clone, PartialEq)]
pub struct ParetoRow {
    pub category: String,
    pub tickets: u32,
    /// Those of them that nobody had asked for.
    pub in_passing: u32,
    /// People helped: one a ticket unless more were said to be.
    pub helped: u32,
    /// Per cent of all tickets closed with a category, help in passing too.
    pub share: f64,
    pub cumulative: f64,
}

/// A word of the command centre, as whoever it concerns reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskWord {
    /// What it is about.
    pub title: String,
    pub text: String,
    pub said: Moment,
    pub next: Option<Moment>,
}
