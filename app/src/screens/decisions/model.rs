//! What the command centre decided.

use domain::Priority;

use crate::model::{FieldError, Found, Moment};

/// `/decisions`: the latest first.
#[derive(Debug, Clone)]
pub struct DecisionsPage {
    /// Whether whoever reads it logs decisions too.
    pub may_log: bool,
    pub actions: Actions,
    pub rows: Vec<DecisionRow>,
    pub found: Found,
    /// Address of the same as a file.
    pub csv: String,
    /// What has just been done.
    pub notice: Option<String>,
}

/// As it stands by now.
#[derive(Debug, Clone)]
pub struct DecisionRow {
    pub number: u32,
    pub made: Moment,
    pub decision: String,
    pub reason: String,
    pub decided_by: String,
    pub is_corrected: bool,
    pub review: Option<DecisionReview>,
    pub tickets: Vec<DecisionTicket>,
}

/// When somebody is to look at it again.
#[derive(Debug, Clone)]
pub struct DecisionReview {
    pub when: Moment,
    pub is_due: bool,
}

#[derive(Debug, Clone)]
pub struct DecisionTicket {
    /// Links to `/board/tickets/{id}`; none for whoever may not follow it.
    pub id: Option<String>,
    pub code: String,
}

/// `/decisions/new`. Posts there.
#[derive(Debug, Clone)]
pub struct NewDecisionPage {
    pub form: DecisionForm,
}

/// `/decisions/{number}`. A correction posts there.
#[derive(Debug, Clone)]
pub struct DecisionPage {
    pub number: u32,
    pub decision: Told,
    pub reason: Told,
    pub decided_by: Told,
    pub options: Told,
    pub risks: Told,
    pub review: Told,
    pub review_is_due: bool,
    /// Codes.
    pub tickets: Told,
    /// Those it is about by now.
    pub ticket_links: Vec<DecisionTicket>,
    /// Titles.
    pub issues: Told,
    pub made: Moment,
    pub logged: Moment,
    pub logged_by: String,
    pub late_reason: Option<String>,
    /// The first one first.
    pub corrections: Vec<DecisionCorrection>,
    /// Those of this decision.
    pub actions: Actions,
    /// None if it cannot be read.
    pub board: Option<ShownBoard>,
    /// None for whoever only reads.
    pub form: Option<DecisionForm>,
    /// What has just been done.
    pub notice: Option<String>,
}

/// What is to be done.
#[derive(Debug, Clone, Default)]
pub struct Actions {
    /// The first due first.
    pub open: Vec<ActionRow>,
    /// Done or cancelled.
    pub closed: Vec<ActionRow>,
    /// None for whoever only reads.
    pub form: Option<ActionForm>,
}

/// Posts to `/decisions/actions/{number}/{step}` (`version`; `back`: the decision whose page it is on).
#[derive(Debug, Clone)]
pub struct ActionRow {
    pub number: u32,
    pub what: String,
    pub owner: String,
    pub due: Moment,
    pub is_overdue: bool,
    /// Done or cancelled.
    pub is_closed: bool,
    pub is_cancelled: bool,
    /// Of the decision that it follows from, where the page is not about that alone.
    pub decision: Option<u32>,
    /// The first one first.
    pub steps: Vec<ActionStep>,
    pub version: u32,
    pub back: Option<u32>,
}

/// What somebody said of it.
#[derive(Debug, Clone)]
pub struct ActionStep {
    pub when: Moment,
    pub who: String,
    pub said: ActionSaid,
}

#[derive(Debug, Clone)]
pub enum ActionSaid {
    Done,
    NotDoneAfterAll,
    /// It had been cancelled.
    NeededAfterAll,
    /// What has nothing before it was left as it was.
    Changed {
        what: Told,
        owner: Told,
        due: Told,
    },
    /// Why.
    Cancelled(String),
}

/// `/decisions/actions/{number}`. A change posts there; what cancels it to `/decisions/actions/{number}/cancel`.
#[derive(Debug, Clone)]
pub struct ActionPage {
    pub row: ActionRow,
    pub added: Moment,
    pub added_by: String,
    pub may_change: bool,
    /// None where nothing is left to do, and for whoever only reads.
    pub change: Option<ActionForm>,
    /// None where `change` is none.
    pub cancel: Option<CancelForm>,
    /// What has just been done.
    pub notice: Option<String>,
}

/// As typed.
#[derive(Debug, Clone, Default)]
pub struct CancelForm {
    /// Random.
    pub key: String,
    pub version: u32,
    pub why: String,
    pub errors: Vec<FieldError>,
    /// Texts that may hold patient details: each asks for a tick.
    pub warnings: Vec<FieldError>,
}

/// As typed; posts to `/decisions/actions`, or to the page of the one that it changes.
#[derive(Debug, Clone, Default)]
pub struct ActionForm {
    /// Random.
    pub key: String,
    /// The decision that it follows from.
    pub decision: Option<u32>,
    pub what: String,
    pub owner: String,
    pub due_time: String,
    pub due_day: String,
    /// Of what it changes; none for a new one.
    pub version: Option<u32>,
    pub errors: Vec<FieldError>,
    /// Texts that may hold patient details: each asks for a tick.
    pub warnings: Vec<FieldError>,
}

/// What is said by now, and what was said instead before, the first words first. Empty: nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    pub was: Vec<String>,
    pub is: String,
}

#[derive(Debug, Clone)]
pub struct DecisionCorrection {
    pub when: Moment,
    pub who: String,
    pub why: String,
}

/// What the board showed.
#[derive(Debug, Clone)]
pub struct ShownBoard {
    pub at: Moment,
    /// When the decision was made, if that was earlier.
    pub made_before: Option<Moment>,
    /// Of the last event that it showed.
    pub sequence: i64,
    pub waiting: usize,
    pub urgent: usize,
    pub on_the_way: usize,
    pub with_them: usize,
    pub free: usize,
    pub on_shift: usize,
    pub zones: Vec<ShownZone>,
    pub tickets: Vec<ShownWaiting>,
    pub issues: Vec<String>,
    pub alarms: Vec<String>,
}

#[derive(Debug, Clone)]
pub struct ShownZone {
    pub name: String,
    pub waiting: usize,
    /// How long the first of them had waited.
    pub oldest: Option<String>,
    pub free: usize,
}

#[derive(Debug, Clone)]
pub struct ShownWaiting {
    pub code: String,
    pub priority: Priority,
    pub ward: String,
    pub tag: String,
    /// How long it had waited.
    pub waited: String,
    pub escalation: u8,
}

/// As typed: `decision`, `reason`, `decided_by`, `made_time`, `made_day`, `late_reason`, `options`, `risks`, `review_time`,
/// `review_day`, `tickets`, a tick `issue_<id>` for each known issue; for a correction `version` and `why` instead of when it was made.
#[derive(Debug, Clone, Default)]
pub struct DecisionForm {
    pub decision: String,
    pub reason: String,
    pub decided_by: String,
    pub made_time: String,
    pub made_day: String,
    pub late_reason: String,
    pub options: String,
    pub risks: String,
    pub review_time: String,
    pub review_day: String,
    pub tickets: String,
    pub issues: Vec<IssueTick>,
    /// Random.
    pub key: String,
    /// The version that is corrected; none for a new decision.
    pub version: Option<u32>,
    pub why: String,
    pub errors: Vec<FieldError>,
    /// Texts that may hold patient details: each asks for a tick.
    pub warnings: Vec<FieldError>,
}

/// A known issue that a decision may be about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssueTick {
    pub id: String,
    pub title: String,
    pub is_ticked: bool,
}

impl Told {
    /// From what was said first to what is said now: only what changed was said before.
    pub fn of(said: impl IntoIterator<Item = String>) -> Self {
        let mut was: Vec<String> = said.into_iter().collect();
        was.dedup();
        let is = was.pop().unwrap_or_default();
        Self { was, is }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_corrected_is_struck_out() {
        let told = |said: &[&str]| Told::of(said.iter().map(|said| (*said).to_owned()));
        assert_eq!(told(&["Paper", "Paper"]), Told { was: Vec::new(), is: "Paper".to_owned() });
        let corrected = told(&["Paper", "Phones", "Phones", "Paper"]);
        assert_eq!((corrected.was.join(" "), corrected.is), ("Paper Phones".to_owned(), "Paper".to_owned()));
        assert_eq!(told(&[]), Told::default());
    }
}
