//! Asking, and waiting.

use domain::{Priority, Timestamp, priority::Stuck, ticket::Phase};

use super::{Choice, FieldError, Moment};

/// `/` and `/w/{link}`. Also used by the desk to ask on behalf of a ward; `wards` is not empty then.
#[derive(Debug, Clone)]
pub struct AskPage {
    /// Empty when the desk has yet to choose.
    pub ward_name: String,
    /// Where the form posts to.
    pub action: String,
    /// The ward's most used tags first, as they were used before today, "Something else" last; the value is the tag's slug.
    pub tags: Vec<Choice>,
    /// Wards to choose from, for the desk only; the value is the ward's id.
    pub wards: Vec<Choice>,
    pub form: AskForm,
    pub errors: Vec<FieldError>,
    /// Texts that look as if they held patient data: each a question with a box "It holds no patient details"
    /// (`note_checked=yes`, `asker_checked=yes`).
    pub warnings: Vec<FieldError>,
    /// The ward's code, for a responder who has scanned its poster and may say "I am here".
    pub here: Option<String>,
    /// What was asked from this browser and is open, or was closed a few minutes ago.
    pub asked: Vec<AskedRequest>,
    /// When the page was made.
    pub now: Moment,
}

/// What was typed, kept as text until it is right. Field names are the names of the inputs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AskForm {
    /// Made with the page; the same key twice is the same request.
    pub key: String,
    pub ward: String,
    pub tag: String,
    /// `cannot_go_on`, `can_work_around` (preselected), `just_asking`.
    pub stuck: String,
    /// `could_come_to_harm`, `waiting`, `not_affected` (preselected).
    pub patient: String,
    /// Name or bleep, at most 60 characters.
    pub asker: String,
    /// At most 140 characters.
    pub note: String,
    /// `note_checked`, `asker_checked`: ticks that what looks like patient details is none.
    pub checked: Vec<&'static str>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedRequest {
    pub href: String,
    pub code: String,
    pub tag: String,
    /// The ward that help will come to, if it is another than the page's.
    pub elsewhere: Option<String>,
    pub phase: Phase,
    /// Who is coming or there.
    pub holder: Option<String>,
}

/// Posted to `/ask` or `/w/{link}`: the same place has asked about the same a moment ago. `another=yes` sends it all the same.
#[derive(Debug, Clone)]
pub struct AskedAlreadyPage {
    pub ward_name: String,
    pub action: String,
    pub form: AskForm,
    pub asked: AskedRequest,
    /// `3 minutes ago`.
    pub ago: String,
}

/// `/r/{link}`. Forms post to `{link}/withdraw` (`why`), `/urgent`, `/harm`, `/arrived`, `/nobody-here`, `/not-solved`.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "plain facts, each said by itself")]
pub struct WaitingPage {
    /// `/r/<secret>`.
    pub link: String,
    /// Where to ask again: the ward's page.
    pub ask_again: Option<String>,
    pub now: Timestamp,
    pub code: String,
    /// Of the ticket, as it is shown: what is tapped is about this one.
    pub version: u32,
    pub ward_name: String,
    pub tag: String,
    /// Anyone can help: there is nothing that they have to know.
    pub is_for_anyone: bool,
    pub priority: Priority,
    pub stuck: Option<Stuck>,
    pub phase: Phase,
    /// First name and surname of who is coming or there.
    pub holder: Option<String>,
    /// Walking time of who is coming, rounded up; none if their place is unknown or old.
    pub expected: Option<Moment>,
    /// How many people are being asked right now.
    pub asked_people: usize,
    /// When nobody can be asked at the moment: `Everyone who knows ePMA is busy`.
    pub shortfall: Option<String>,
    /// Nobody is there who could come: it does no good to wait for somebody to be free.
    pub nobody_there: bool,
    /// The command centre was told that it takes too long.
    pub escalated: bool,
    /// Who was on the way before somebody nearer took over.
    pub instead_of: Option<String>,
    pub can_say_not_solved: bool,
    /// On the ward's own computer: the page of a closed request goes back to Ask after so many seconds, so that it is not left in
    /// front of whoever comes next.
    pub leaves_after: Option<u64>,
    /// It was cancelled, and not by the ward.
    pub cancelled_by_command_centre: bool,
    /// As they were sent.
    pub asker: Option<String>,
    pub note: Option<String>,
    /// A notice about what was just done or could not be: `That was already done.`
    pub notice: Option<String>,
    /// Oldest first.
    pub timeline: Vec<TimelineEntry>,
}

impl WaitingPage {
    /// Whoever opens a closed request once more on a ward's own computer has this long to read it, in seconds.
    pub const LAST_LOOK: u64 = 120;
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineEntry {
    pub when: Moment,
    /// `Sam Example accepted`.
    pub words: String,
}
