//! A request, as whoever asked sees it.

use domain::{
    Priority, Timestamp,
    priority::Stuck,
    ticket::{Phase, Sorted},
};

use serde::Deserialize;

use crate::model::{DeskWord, Moment, TimelineEntry};

/// What one tap of whoever asked says about their request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::Display, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Change {
    Withdraw,
    /// A patient is waiting now.
    Urgent,
    /// A patient could come to harm now.
    Harm,
    /// A patient waits, and could not come to harm.
    NoHarm,
    NotAffected,
    Arrived,
    /// Somebody was said to be there who is not.
    NobodyHere,
    /// What was cancelled is needed still.
    NotSolved,
    /// What is held is needed now.
    StillNeeded,
    Sorted,
    PartlySorted,
    NotSorted,
}

/// `/r/{secret}`. Forms post to `/r/{secret}/` and a [`Change`]; a withdrawal says `why`.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "plain facts, each said by itself")]
pub struct WaitingPage {
    /// Of the link to it.
    pub secret: String,
    /// Where to ask again: the ward's page.
    pub ask_again: Option<String>,
    pub now: Timestamp,
    /// The last event that the page knows of.
    pub sequence: i64,
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
    /// It may be said that it is less urgent: nobody is there, and no lead has said how urgent it is.
    pub may_lower: bool,
    /// A no, or "not solved" of what was cancelled, has somebody sent again.
    pub can_say_not_solved: bool,
    /// Nobody is sent until then.
    pub held: Option<Moment>,
    /// The command centre closed it with others, since it thinks that this is put right.
    pub thought_fixed: bool,
    /// What it is held for, or was closed with.
    pub issue: Option<AboutIssue>,
    /// What the command centre has said about what it is linked to, the last first.
    pub words: Vec<DeskWord>,
    /// What was said of the help, once it is closed.
    pub sorted: Option<Sorted>,
    /// On the ward's own computer: the page of a closed request goes back to Ask after so many seconds, so that it is not left in
    /// front of whoever comes next.
    pub leaves_after: Option<u64>,
    /// It was cancelled, and not by the ward.
    pub cancelled_by_command_centre: bool,
    /// As they were sent.
    pub asker: Option<String>,
    pub spot: Option<String>,
    pub note: Option<String>,
    /// A notice about what was just done or could not be: `That was already done.`
    pub notice: Option<String>,
    /// Oldest first.
    pub timeline: Vec<TimelineEntry>,
}

/// Something that is known to be wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AboutIssue {
    pub title: String,
    pub workaround: String,
}

impl WaitingPage {
    /// Whoever opens a closed request once more on a ward's own computer has this long to read it, in seconds.
    pub const LAST_LOOK: u64 = 120;
}
