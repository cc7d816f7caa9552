//! Asking for help.

use domain::ticket::Phase;
use texts::texts;

use crate::{
    model::{Choice, DeskWord, FieldError, Found, Moment},
    words::isolated,
};

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
    /// On a ward's own computer.
    pub computer: Option<WardComputer>,
    pub form: AskForm,
    pub errors: Vec<FieldError>,
    /// Texts that look as if they held patient data: each a question with a box "It holds no patient details"
    /// (`note_checked=yes`, `asker_checked=yes`, `spot_checked=yes`).
    pub warnings: Vec<FieldError>,
    /// For a responder who has scanned the ward's poster.
    pub here: Option<Here>,
    /// What was asked from this browser and is open, or was closed a few minutes ago.
    pub asked: Vec<AskedRequest>,
    /// When the page was made.
    pub now: Moment,
    /// What is known to be wrong here, at most two of each tag; the latest first.
    pub issues: Vec<AskIssue>,
    /// What the command centre has said to this ward, the last first.
    pub words: Vec<DeskWord>,
    /// What the go-live’s wave has its wards read.
    pub message: Option<String>,
    /// What has just been done.
    pub notice: Option<String>,
}

impl AskPage {
    /// For saying that known issue `id` helped; none where it is not shown any more.
    pub fn thanks(&self, id: &str) -> Option<String> {
        let issue = self.issues.iter().find(|issue| issue.id == id)?;
        let tag = self.tags.iter().find(|tag| tag.value == issue.tag);
        let is_open = |asked: &&AskedRequest| {
            !matches!(asked.phase, Phase::Resolved | Phase::Withdrawn | Phase::HandedOff)
        };
        let mut open = self.asked.iter().filter(is_open);
        let is_sent = open.any(|asked| tag.is_some_and(|tag| tag.label == asked.tag));
        Some(if is_sent {
            texts().ask_issue_thanks_open(isolated(&issue.title))
        } else {
            texts().ask_issue_thanks(isolated(&issue.title))
        })
    }
}

/// Something that is known to be wrong, for whoever is about to ask about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskIssue {
    pub id: String,
    /// Slug.
    pub tag: String,
    pub title: String,
    pub workaround: String,
    pub since: Moment,
    /// None, too, where it has not come in time.
    pub next_word: Option<Moment>,
}

/// What a responder can say at a ward's poster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Here {
    /// That they are there.
    Place { ward_id: String },
    /// That they have come to the job there for which they are on the way.
    Job { ticket: String, version: u32, code: String },
    /// Nothing before they sign in: it is their handset.
    SignIn,
}

/// A ward's own computer may ask for help to come to another ward.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WardComputer {
    /// Of the ward on which it stands.
    pub ward_name: String,
    /// The page asks for another ward.
    pub is_elsewhere: bool,
}

/// What was typed, kept as text until it is right. Field names are the names of the inputs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AskForm {
    /// Made with the page; the same key twice is the same request.
    pub key: String,
    /// Id: for the desk, and where a ward's own computer asks for another ward.
    pub ward: String,
    pub tag: String,
    /// `cannot_go_on`, `can_work_around` (preselected), `just_asking`.
    pub stuck: String,
    /// `could_come_to_harm`, `waiting`, `not_affected` (preselected).
    pub patient: String,
    /// Where on the ward, at most 60 characters.
    pub spot: String,
    /// Name or bleep, at most 60 characters.
    pub asker: String,
    /// At most 140 characters.
    pub note: String,
    /// Id of a known issue that did not help.
    pub still_need: String,
    /// `note_checked`, `asker_checked`, `spot_checked`: ticks that what looks like patient details is none.
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
    /// Nobody is sent for now.
    pub is_held: bool,
    /// The command centre closed it with others, since it thinks that this is put right.
    pub thought_fixed: bool,
    /// Who is coming or there.
    pub holder: Option<String>,
    /// Name or bleep of who asked on a ward's own computer, if they said.
    pub asker: Option<String>,
    /// `3 minutes ago`.
    pub ago: String,
}

/// `/ask/place`: the wards to which a ward's own computer may have help come.
#[derive(Debug, Clone)]
pub struct AskPlacePage {
    /// Where the computer stands.
    pub ward_name: String,
    pub places: Vec<AskPlace>,
    pub found: Found,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskPlace {
    /// Of the Ask page for it.
    pub href: String,
    pub name: String,
    /// `North building, level 3, Riverside Hospital`.
    pub location: Option<String>,
}

/// Posted to `/ask` or `/w/{link}`: the same place has asked about the same a moment ago. `another=yes` sends it all the same.
#[derive(Debug, Clone)]
pub struct AskedAlreadyPage {
    pub ward_name: String,
    pub action: String,
    pub form: AskForm,
    pub asked: AskedRequest,
}
