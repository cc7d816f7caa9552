//! What is known to be wrong, what to do meanwhile, and the tickets about it.

use domain::{Priority, ticket::Phase};
use serde::{Deserialize, Serialize};

use crate::model::{Choice, DeskWord, FieldError, Found, Moment, Tick};

/// As responders read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownIssue {
    pub title: String,
    pub workaround: String,
}

/// `/known-issues`. Adding posts there (`title`, `workaround`, `tag` slug, `ward` id, `holds` = `hold` or `send`, `next_word`,
/// `title_checked`, `workaround_checked` = `yes`).
#[derive(Debug, Clone)]
pub struct KnownIssuesPage {
    /// Those that have not ended, the latest first.
    pub live: Vec<KnownIssueRow>,
    pub live_found: Found,
    pub ended: Vec<KnownIssueRow>,
    pub ended_found: Found,
    pub form: KnownIssueForm,
    /// What has just been done.
    pub notice: Option<String>,
}

/// `/known-issues/new`: one is added, and its tickets are chosen next. The query may say `tag` and `ward`.
#[derive(Debug, Clone)]
pub struct NewIssuePage {
    pub form: KnownIssueForm,
}

#[derive(Debug, Clone)]
pub struct KnownIssueRow {
    pub id: String,
    pub title: String,
    pub workaround: String,
    pub tag: String,
    /// Where it is so; none: everywhere.
    pub ward: Option<String>,
    pub since: Moment,
    /// Nobody is sent for now.
    pub holds: bool,
    pub next_word: Option<NextWord>,
    pub ended: Option<Moment>,
    /// Those that are linked to it.
    pub tickets: u32,
}

/// When the next word is promised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextWord {
    pub at: Moment,
    /// The time has passed, and nobody has said anything.
    pub is_overdue: bool,
}

/// `/known-issues/{id}`. Posts there, as above; ending it posts to `/known-issues/{id}/end`, opening it again to `…/reopen`, a ticket that
/// is not about it to `…/unlink` (`ticket`).
#[derive(Debug, Clone)]
pub struct KnownIssuePage {
    pub issue: KnownIssueRow,
    pub form: KnownIssueForm,
    /// Open ones that are linked, in the order of the board.
    pub open: Vec<OpenTicket>,
    /// Closed ones, the last closed first.
    pub tickets: Vec<LinkedTicket>,
    pub tickets_found: Found,
    /// If so many came back that somebody has to look: how many, of how many that were closed with it.
    pub came_back: Option<(u32, u32)>,
    /// What was linked a moment ago can be taken back at once.
    pub undo: Option<UndoLink>,
    /// What was said to many, the last first.
    pub words: Vec<SentWord>,
    /// What was said before, oldest first, and the last change too.
    pub versions: Vec<IssueVersion>,
    /// What has just been done.
    pub notice: Option<String>,
}

/// Posts to `/known-issues/{id}/undo-link` (`at`, in milliseconds).
#[derive(Debug, Clone)]
pub struct UndoLink {
    pub at: i64,
}

/// A ticket somebody may link, or has.
#[derive(Debug, Clone)]
pub struct OpenTicket {
    pub ticket: String,
    pub code: String,
    pub ward: String,
    pub tag: String,
    pub priority: Priority,
    pub phase: Phase,
    pub asked: Moment,
    /// As it is shown: what is decided is about this one.
    pub version: u32,
    /// Nobody is sent until then.
    pub held: Option<Moment>,
    /// The reader leads there, and may say that it is about something else.
    pub may_unlink: bool,
}

#[derive(Debug, Clone)]
pub struct LinkedTicket {
    pub ticket: String,
    pub code: String,
    pub ward: String,
    pub closed: Option<Moment>,
    pub helped: u8,
}

/// `/known-issues/{id}/link`: open tickets that are not linked to it, those of its tag and ward first asked for. Posts there: `t_` and a
/// code for each that was ticked, or `all` = `yes` and `s_` and a code for each that was shown.
#[derive(Debug, Clone)]
pub struct LinkPage {
    pub id: String,
    pub title: String,
    pub ended: bool,
    pub holds: bool,
    pub filter: LinkFilter,
    pub tags: Vec<Choice>,
    pub wards: Vec<Choice>,
    pub zones: Vec<Choice>,
    pub waves: Vec<Choice>,
    pub tickets: Vec<LinkRow>,
    /// Of an ended one, what becomes of the tickets (`ended` = `leave`, `close`, `reopen`).
    pub chosen: String,
    /// … of those that are closed with it.
    pub closing: ClosedAs,
    pub from_surge: bool,
    /// Only tickets of this surge; empty if of none.
    pub surge: String,
    pub errors: Vec<FieldError>,
    pub notice: Option<String>,
}

/// What tickets are closed as (`category`, a slug).
#[derive(Debug, Clone)]
pub struct ClosedAs {
    /// Empty if none is.
    pub chosen: String,
    pub categories: Vec<Choice>,
}

#[derive(Debug, Clone)]
pub struct LinkRow {
    pub ticket: OpenTicket,
    pub is_ticked: bool,
    pub note: Option<String>,
    /// Title of what it is linked to so far.
    pub linked_to: Option<String>,
}

/// Empty means all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LinkFilter {
    /// Slug.
    pub tag: String,
    /// Id.
    pub ward: String,
    /// Id.
    pub zone: String,
    /// Id.
    pub wave: String,
    /// Only this ticket.
    pub code: String,
}

/// `/known-issues/{id}/close`: what would be closed, and what not. Posts there: `key`, `category` slug, `t_` and a code for each.
#[derive(Debug, Clone)]
pub struct ClosePage {
    pub id: String,
    pub title: String,
    pub workaround: String,
    /// Random; the same once more closes nothing.
    pub key: String,
    pub closes: Vec<OpenTicket>,
    pub stays: Vec<StaysOpen>,
    /// More are linked than one form can close: these are closed next.
    pub later: usize,
    pub closing: ClosedAs,
    pub errors: Vec<FieldError>,
}

#[derive(Debug, Clone)]
pub struct StaysOpen {
    pub ticket: OpenTicket,
    /// `Sam Example is with them.`
    pub why: String,
}

#[derive(Debug, Clone)]
pub struct IssueVersion {
    pub when: Moment,
    pub who: String,
    pub did: IssueStep,
    pub title: String,
    pub workaround: String,
}

/// What somebody did to a known issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IssueStep {
    Wrote,
    Changed,
    Ended,
    Reopened,
}

/// As typed.
#[derive(Debug, Clone, Default)]
pub struct KnownIssueForm {
    pub title: String,
    pub workaround: String,
    /// Slug.
    pub tag: String,
    /// Id; empty for everywhere.
    pub ward: String,
    /// `hold` or `send`.
    pub holds: String,
    /// Minutes from now, `keep` for what was said before, or empty for none.
    pub next_word: String,
    /// Random; empty where one is changed.
    pub key: String,
    /// The surge that it explains, if it was begun from one.
    pub surge: String,
    /// The version that is changed; none for a new one.
    pub version: Option<u32>,
    pub tags: Vec<Choice>,
    pub wards: Vec<Choice>,
    pub next_words: Vec<Choice>,
    /// It is made of a surge, and its tickets are chosen next.
    pub from_surge: bool,
    /// Its tickets are chosen next.
    pub links_next: bool,
    pub errors: Vec<FieldError>,
    /// Texts that may hold patient details: each asks for a tick.
    pub warnings: Vec<FieldError>,
}

#[derive(Debug, Clone)]
pub struct SentWord {
    pub word: DeskWord,
    pub who: String,
    /// `Every ward`, `3 wards`.
    pub wards: String,
    /// Responders who got an alert.
    pub alerted: u32,
}

/// `/known-issues/{id}/word`. Posts there: `key`, `text` (`text_checked`), `next_word`, `linked` is always told; `everywhere`, `tag_wards`,
/// `own_ward`, `zone_` and an id, `responders` = `yes`.
#[derive(Debug, Clone)]
pub struct WordPage {
    pub id: String,
    pub title: String,
    pub key: String,
    pub text: String,
    /// As of [`KnownIssueForm`].
    pub next_word: String,
    pub next_words: Vec<Choice>,
    /// To whom, beside those who wait.
    pub whom: Vec<Tick>,
    pub errors: Vec<FieldError>,
    pub warnings: Vec<FieldError>,
}
