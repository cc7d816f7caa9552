//! A request for help and its life.
//!
//! `waiting` → `offered` → `on_the_way` → `with_you` → `resolved`, with `withdrawn` and `handed_off` beside it. A ticket
//! changes only through [`Ticket::apply`], which answers with the next ticket and the one event to append, or with the
//! reason why the command does not follow from the present state. What cannot be is made unsayable: the holder is
//! part of the state, so there is never a second one, and a closed ticket carries what it was closed with.

mod apply;
mod details;
mod event;
mod given_back;
mod hold;
mod ladder;
mod lead_order;
mod lost;
mod refusal;
mod sorted;
mod when;

use std::time::Duration;

use serde::{Deserialize, Serialize};

pub use self::{
    apply::{Command, FromPaper, HelpInPassing, Request, Transition},
    details::{Details, PeopleHelped},
    event::{Actor, AskedAbout, DoneOnPaper, Event, Happening, ReleaseReason, Source, TakenBack},
    given_back::GivenBack,
    hold::HoldEnd,
    ladder::{Ladder, Measure, Step},
    lead_order::lead_order,
    lost::{Loss, Lost},
    refusal::Refusal,
    sorted::Sorted,
    when::When,
};
use crate::{
    CategoryId, Code, DeviceId, KnownIssueId, Note, OfferId, PersonId, Priority, Responder, Spot, TagId,
    TicketId, Timestamp, WardId, pack::Slip, priority::Stuck,
};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    pub id: TicketId,
    /// What people read out: `K7P`.
    pub code: Code,
    pub ward: WardId,
    pub tag: TagId,
    pub priority: Priority,
    /// What it was like for whoever asked. None for help in passing, and where a program older than this field wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stuck: Option<Stuck>,
    /// Where on the ward, as whoever asked says it. None too where a program older than this field wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spot: Option<Spot>,
    pub note: Option<Note>,
    /// Name or bleep the requester chose to give.
    pub asker: Option<String>,
    pub asked_by: AskedBy,
    pub asked_at: Timestamp,
    pub state: State,
    /// Live offers: of a waiting ticket, or one at most to someone nearer than the holder who is on the way.
    pub offers: Vec<LiveOffer>,
    /// Who declined or gave the ticket back, each once: not asked again unless it escalates.
    pub turned_down: Vec<PersonId>,
    /// Who had it and said that somebody else is needed, each once. Unlike a no this is not forgotten when it escalates: they are
    /// not asked again unless they know what it is about now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cannot_help: Vec<PersonId>,
    /// First acceptance or assignment of the present holder.
    pub accepted_at: Option<Timestamp>,
    pub arrived_at: Option<Timestamp>,
    /// 0, then one more each time silence made somebody look; while the ticket waits, the steps of the ladder taken.
    pub escalation: u8,
    /// When silence escalates next; kept when closed, but without meaning there.
    pub escalate_at: Timestamp,
    /// Elbow asks nobody nearer than a holder on the way any more: it has done so once, as a change of helper is a change of
    /// plan for two people and a surprise for a third; or the command centre has sent somebody, and whoever it sent stays.
    #[serde(rename = "nearer_asked")]
    pub settled: bool,
    /// How often the ticket came back with "not solved".
    pub reopened: u8,
    /// What was said about it after it was closed; nothing while it is open.
    #[serde(default, skip_serializing_if = "Details::is_default")]
    pub details: Details,
    /// What whoever asked says of the help; nothing while it is open, and none where a program older than this field wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sorted: Option<Sorted>,
    /// Until when nobody is sent, since the command centre works on what is behind it: see [`Ticket::held_until`]. None too where a
    /// program older than this field wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold: Option<Timestamp>,
    /// It is not held any more, and never again.
    #[serde(default, skip_serializing_if = "is_false")]
    pub hold_lifted: bool,
    /// What a lead closed it with, together with others, since that is thought to be put right; nothing while it is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_with: Option<KnownIssueId>,
    /// Counts transitions from 0; guards a write against a stale read.
    pub version: u32,
}

/// What was so from the beginning is not written.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands fields over so")]
const fn is_false(flag: &bool) -> bool {
    !*flag
}

/// How the request reached us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "by", content = "id")]
pub enum AskedBy {
    /// An enrolled ward device.
    WardDevice(DeviceId),
    /// A ward's link, from a poster or a bookmark.
    WardLink,
    /// The command centre, on behalf of a ward.
    Desk(PersonId),
    /// It did not: this responder helped in passing, and says so.
    InPassing(PersonId),
    /// On a slip of paper that this person has entered.
    Paper(PersonId),
}

/// The state that is stored. `offered` is waiting with a live offer: see [`Phase`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum State {
    Waiting,
    OnTheWay { holder: PersonId },
    WithYou { holder: PersonId },
    Resolved { by: PersonId, category: CategoryId, at: Timestamp },
    Withdrawn { why: WithdrawReason, at: Timestamp },
    HandedOff { by: PersonId, category: CategoryId, at: Timestamp },
}

/// The words of the ticket's life, as shown and counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    Waiting,
    Offered,
    OnTheWay,
    WithYou,
    Resolved,
    Withdrawn,
    HandedOff,
}

/// Why a request was taken back, by whoever asked or by a lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WithdrawReason {
    SolvedMyself,
    GaveUp,
    PatientCameFirst,
    Other,
    /// Another request is about the same.
    Duplicate,
    /// It is about something that nobody who is asked here helps with.
    NotTheSystem,
}

/// An offer that nobody has answered yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiveOffer {
    pub id: OfferId,
    pub to: PersonId,
    pub made_at: Timestamp,
    pub expires_at: Timestamp,
}

/// How long silence may last before somebody is made to look. Part of the trust's policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadlines {
    /// Nobody on the way: what is done and when, by priority (`P1` first).
    pub ladders: [Ladder; 4],
    /// On the way but not arrived: nudge after this long; as long again and the ticket is given to someone else.
    pub arrive_within: Duration,
    /// At the elbow but not finished: ask the responder.
    pub finish_within: Duration,
    /// Whoever asked has it opened again by a "no" for this long.
    pub reopen_within: Duration,
    /// A responder may take a resolution back for this long.
    pub undo_within: Duration,
}

impl Default for Deadlines {
    fn default() -> Self {
        Self {
            ladders: ladder::shipped(),
            arrive_within: Duration::from_mins(10),
            finish_within: Duration::from_mins(45),
            reopen_within: Duration::from_hours(2),
            undo_within: Duration::from_secs(10),
        }
    }
}

impl Deadlines {
    pub fn ladder(&self, priority: Priority) -> &Ladder {
        &self.ladders[priority.rank()]
    }
}

impl Phase {
    /// The stored and exported name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Offered => "offered",
            Self::OnTheWay => "on_the_way",
            Self::WithYou => "with_you",
            Self::Resolved => "resolved",
            Self::Withdrawn => "withdrawn",
            Self::HandedOff => "handed_off",
        }
    }
}

impl WithdrawReason {
    /// What whoever asked may say.
    pub const OWN: [Self; 4] = [Self::SolvedMyself, Self::GaveUp, Self::PatientCameFirst, Self::Other];
    /// What a lead may say.
    pub const ALL: [Self; 6] = [
        Self::SolvedMyself,
        Self::GaveUp,
        Self::PatientCameFirst,
        Self::Duplicate,
        Self::NotTheSystem,
        Self::Other,
    ];

    /// The stored, posted and exported name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SolvedMyself => "solved_myself",
            Self::GaveUp => "gave_up",
            Self::PatientCameFirst => "patient_came_first",
            Self::Other => "other",
            Self::Duplicate => "duplicate",
            Self::NotTheSystem => "not_the_system",
        }
    }
}

impl AskedBy {
    /// The same, without who it was.
    pub const fn source(self) -> Source {
        match self {
            Self::WardDevice(_) => Source::Device,
            Self::WardLink => Source::Link,
            Self::Desk(_) => Source::Desk,
            Self::InPassing(_) => Source::Passing,
            Self::Paper(_) => Source::Paper,
        }
    }
}

impl Ticket {
    /// How long the requester's own link lives once the ticket is closed.
    pub const LINK_FOR: Duration = Duration::from_hours(24);
    /// At the wrong door one has to ask before one knows.
    pub const UNDO_ARRIVAL_FOR: Duration = Duration::from_mins(2);
    /// Who asks about the same thing again within this may have forgotten, or not seen, that somebody is coming.
    pub const MAY_BE_MEANT_FOR: Duration = Duration::from_mins(30);

    pub fn phase(&self) -> Phase {
        match self.state {
            State::Waiting if self.offers.is_empty() => Phase::Waiting,
            State::Waiting => Phase::Offered,
            State::OnTheWay { .. } => Phase::OnTheWay,
            State::WithYou { .. } => Phase::WithYou,
            State::Resolved { .. } => Phase::Resolved,
            State::Withdrawn { .. } => Phase::Withdrawn,
            State::HandedOff { .. } => Phase::HandedOff,
        }
    }

    /// Nobody asked, so nobody waited: it counts in what was done, and in no measure of how long that took.
    pub const fn is_in_passing(&self) -> bool {
        matches!(self.asked_by, AskedBy::InPassing(_))
    }

    /// Since when Elbow knows of it, and somebody could be asked: of what came on paper, since it was entered, which its id says.
    pub fn known_since(&self) -> Timestamp {
        match (self.asked_by, self.id.made_at()) {
            (AskedBy::Paper(_), Some(entered_at)) => self.asked_at.max(entered_at),
            _ => self.asked_at,
        }
    }

    /// Whether it was entered from paper as one that is done, and may still turn out to have been entered wrongly.
    pub fn may_be_entered_wrongly(&self, now: Timestamp) -> bool {
        let is_done = matches!(self.state, State::Resolved { .. } | State::HandedOff { .. });
        let is_from_paper = matches!(self.asked_by, AskedBy::Paper(_));
        // Nobody had it here, and it was not closed with others.
        let is_closed_on_paper = self.accepted_at.is_none() && self.closed_with.is_none();
        let is_late = now.since(self.known_since()) > Slip::ENTERED_WITHIN;
        is_from_paper && is_done && is_closed_on_paper && !is_late
    }

    pub const fn is_open(&self) -> bool {
        matches!(self.state, State::Waiting | State::OnTheWay { .. } | State::WithYou { .. })
    }

    /// The one responder who has the ticket now.
    pub const fn holder(&self) -> Option<PersonId> {
        match self.state {
            State::OnTheWay { holder } | State::WithYou { holder } => Some(holder),
            _ => None,
        }
    }

    pub const fn closed_at(&self) -> Option<Timestamp> {
        match self.state {
            State::Resolved { at, .. } | State::Withdrawn { at, .. } | State::HandedOff { at, .. } => {
                Some(at)
            }
            _ => None,
        }
    }

    /// Who closed it, by resolving it or handing it off.
    pub const fn closed_by(&self) -> Option<PersonId> {
        match self.state {
            State::Resolved { by, .. } | State::HandedOff { by, .. } => Some(by),
            _ => None,
        }
    }

    pub const fn category(&self) -> Option<CategoryId> {
        match self.state {
            State::Resolved { category, .. } | State::HandedOff { category, .. } => Some(category),
            _ => None,
        }
    }

    /// Whether whoever asks once more, from the same place, may mean this ticket. Never where a patient could come to harm: no
    /// question holds that up.
    pub fn may_be_meant(&self, ward: WardId, tag: TagId, priority: Priority, now: Timestamp) -> bool {
        let is_about_the_same = self.ward == ward && self.tag == tag;
        let is_recent = now.since(self.asked_at) <= Self::MAY_BE_MEANT_FOR;
        self.is_open() && is_about_the_same && is_recent && priority != Priority::P1
    }

    /// Whether it is worth asking `responder`: not who has said that somebody else is needed, unless they know what it is about now.
    pub fn can_be_helped_by(&self, responder: &Responder) -> bool {
        !self.cannot_help.contains(&responder.id) || responder.tags.contains(&self.tag)
    }

    /// Whether the requester's own link has ended, and answers as one that there never was.
    pub fn has_link_ended(&self, now: Timestamp) -> bool {
        self.closed_at().is_some_and(|closed_at| now.since(closed_at) > Self::LINK_FOR)
    }

    /// When the engine must look at this ticket at the latest; every open ticket has one, no closed one does.
    pub fn next_action_at(&self) -> Option<Timestamp> {
        let expiry = self.offers.iter().map(|offer| offer.expires_at).min();
        self.is_open().then(|| expiry.map_or(self.escalate_at, |expiry| expiry.min(self.escalate_at)))
    }
}
