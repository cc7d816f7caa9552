//! The catalogue of the log: everything that Elbow writes down for good. Each kind is a variant, and whoever reads the log
//! matches all of them, so that the compiler names every place that a new one concerns.

use std::{collections::BTreeMap, net::IpAddr};

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantNames};

use crate::{
    BroadcastId, DeviceId, DrillId, Duty, Entry, KnownIssueId, PersonId, PosterKind, Role, SignInId,
    TicketId, Timestamp, WallId, WardId, WaveId, WavePhase, ZoneId, ZoneMode,
    known_issue::{LinkReason, UnlinkReason},
    shortfall::Shortfall,
    sign_in::{EndReason, Through},
    surge::Verdict,
    ticket::{AskedAbout, Happening},
    wave::WaveName,
};

/// What happened. The stored kind is the snake-case name of the variant, the body has its fields as a JSON object.
///
/// A field that is added later is optional, since older rows do not have it. One that changes its meaning makes the next
/// version of its kind ([`Logged::version_of`]).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr, VariantNames)]
#[serde(rename_all = "snake_case", tag = "kind")]
#[strum(serialize_all = "snake_case")]
pub enum Logged {
    /// A step in a ticket's life, stored under the name of the step.
    #[serde(skip)]
    #[strum(disabled)]
    Step(Happening),

    // About a ticket, beside its steps.
    /// The reason why nobody can be asked is another one.
    NobodyToAsk(Shortfall),
    SomebodyToAsk,
    /// It is about something that is known to be wrong. Its state is what it was.
    IssueLinked {
        known_issue: KnownIssueId,
        why: LinkReason,
    },
    IssueUnlinked {
        known_issue: KnownIssueId,
        why: UnlinkReason,
    },
    /// Something shows that an alert arrived.
    AlertArrived {
        alert: i64,
    },
    /// Nothing shows in time that an offer's alert arrived.
    NotReached {
        person: PersonId,
    },

    // About a responder.
    DutyChanged {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<Duty>,
        to: Duty,
    },
    PlaceChanged {
        ward: WardId,
    },
    ZoneModeChanged {
        to: ZoneMode,
    },
    AlertsOn,
    AlertsTested,
    /// The push service knows the handset no more.
    AlertsGone,

    /// By hand; an import says how many.
    ShiftAdded {
        starts_at: Timestamp,
        ends_at: Timestamp,
    },
    ShiftChanged {
        starts_at: Timestamp,
        ends_at: Timestamp,
        /// From when and until when it was; none where a program older than this field wrote it.
        #[serde(default)]
        was: Option<(Timestamp, Timestamp)>,
    },
    ShiftRemoved {
        starts_at: Timestamp,
        ends_at: Timestamp,
    },

    // About accounts and sign-ins.
    SignedIn {
        device: Option<DeviceId>,
        session: SignInId,
        /// None where a program older than this field wrote it.
        through: Option<Through>,
    },
    SignedOut {
        session: SignInId,
        why: EndReason,
    },
    SessionEnded {
        session: SignInId,
        why: EndReason,
    },
    SignInFailed(Tries),
    UnknownUsername(Tries),
    WrongCode(Tries),
    /// Somebody asked for a page that is not for them.
    Refused {
        /// As it was declared: an address itself may hold a secret. Empty where several were counted.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        route: String,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        method: String,
        #[serde(flatten)]
        tries: Tries,
    },
    PersonSetUp {
        roles: Vec<Role>,
        username: Option<String>,
    },
    /// By a command, by its owner, or by its owner's link.
    PasswordSet {
        #[serde(default, skip_serializing_if = "is_false")]
        by_link: bool,
    },
    /// A link with which its owner sets a password; about the hospital: with which the first administrator comes in.
    PasswordLinkMade,
    RoleGranted {
        role: Role,
        /// None: at once.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<Timestamp>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Timestamp>,
        /// Of a lead of a zone.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        zone: Option<ZoneId>,
    },
    /// Before its time, or where none was set.
    RoleEnded {
        role: Role,
    },
    AccountEnded,
    AccountOpened,

    // About devices.
    CodeMade {
        /// Of a ward's device; none for a person's handset.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ward: Option<WardId>,
    },
    DeviceEnrolled(BoundTo),
    DeviceRevoked(BoundTo),
    DeviceHandedBack,
    WardLinkRotated {
        ward: WardId,
        rotation: u32,
    },
    PostersPrinted {
        what: PosterKind,
        /// Of all wards together.
        copies: u32,
        wards: usize,
        /// None where there were several.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ward: Option<WardId>,
    },
    PostersTakenDown {
        ward: WardId,
        copies: u32,
    },
    /// They had been counted, and were not printed, or not so many.
    PostersUncounted {
        what: PosterKind,
        copies: u32,
    },

    // About the hospital.
    PolicySet {
        version: u32,
    },
    SettingsSet {
        version: u32,
        /// Which keys of the configuration have another value from now on.
        keys: Vec<String>,
    },
    /// Somebody tried the trust's gateway out.
    CallTested {
        took_it: bool,
        /// The version of the settings that it was made by; none: nobody wrote it down.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        settings: Option<u32>,
    },
    Imported {
        /// By the name of the list.
        #[serde(flatten)]
        lists: BTreeMap<String, Changes>,
    },
    /// The import before is as if it had not been.
    ImportUndone {
        /// What that had changed, by the name of the list.
        #[serde(flatten)]
        lists: BTreeMap<String, Changes>,
    },
    /// Which of ours a column is that files call otherwise.
    ImportHeadingSaid {
        list: String,
        /// As the file has it, in lower case.
        name: String,
        /// None: it is left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        column: Option<String>,
    },
    /// The next import asks again.
    ImportHeadingForgotten {
        list: String,
        name: String,
    },
    Exported {
        what: String,
        /// None where a file has none, or several were taken.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rows: Option<usize>,
    },
    EntryAdded {
        entry: Entry,
    },
    EntryChanged {
        entry: Entry,
        /// What of it, as the columns of its file are called.
        fields: Vec<String>,
        /// Of each of them, as its file has it; empty where an older program wrote it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        values: Vec<FromTo>,
    },
    EntryEnded {
        entry: Entry,
    },
    EntryOpened {
        entry: Entry,
    },
    AlertKeyAdded {
        key: String,
    },
    AlertKeyRetired {
        key: String,
    },
    DrillStarted {
        drill: DrillId,
        /// People.
        alerted: usize,
    },
    KnownIssueAdded(KnownIssueVersion),
    KnownIssueChanged(KnownIssueVersion),
    KnownIssueEnded(KnownIssueVersion),
    KnownIssueReopened(KnownIssueVersion),
    /// The command centre said a word about it to many; what, is kept with it.
    WordSent {
        broadcast: BroadcastId,
        known_issue: KnownIssueId,
        /// Responders.
        alerted: u32,
    },
    /// Whoever was about to ask read what is known, and that helped: nobody is sent. It was needed all the same, as a request is.
    SortedByIssue {
        known_issue: KnownIssueId,
        #[serde(flatten)]
        about: AskedAbout,
    },
    DecisionLogged {
        number: u32,
    },
    DecisionCorrected {
        number: u32,
        /// Counts corrections.
        version: u32,
    },
    FollowUpAdded {
        number: u32,
        /// The number of the decision that it follows from.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        decision: Option<u32>,
    },
    FollowUpDone {
        number: u32,
    },
    FollowUpReopened {
        number: u32,
    },
    FollowUpChanged {
        number: u32,
        /// Counts what was said of it.
        version: u32,
    },
    FollowUpCancelled {
        number: u32,
    },
    /// More is asked than usual. A surge has the name of its first alarm's ticket.
    SurgeFound {
        surge: TicketId,
    },
    SurgeJudged {
        surge: TicketId,
        #[serde(flatten)]
        verdict: Verdict,
    },
    /// A link that opens the screen on a wall.
    WallAdded {
        wall: WallId,
    },
    WallRevoked {
        wall: WallId,
    },
    /// Part of a go-live.
    WaveAdded {
        wave: WaveId,
        cutover_at: Timestamp,
    },
    CutoverMoved {
        wave: WaveId,
        from: Timestamp,
        to: Timestamp,
    },
    /// Its names are empty where an older program wrote it.
    WaveRenamed {
        wave: WaveId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<WaveName>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<WaveName>,
    },
    WardsJoinedWave {
        wave: WaveId,
        wards: Vec<WardId>,
        from: Timestamp,
    },
    WardLeftWave {
        wave: WaveId,
        ward: WardId,
        /// When its stay began, if it never was to be in it.
        until: Timestamp,
    },
    WavePhaseSet {
        wave: WaveId,
        phase: WavePhase,
        /// The number of the decision that it follows.
        decision: u32,
    },
    /// By the schedule.
    ReportWritten {
        number: u32,
    },
    ReportApproved {
        number: u32,
    },
    ReportCorrected {
        number: u32,
        /// Counts the approval and its corrections.
        version: u32,
    },
    /// Paper for when there is no Elbow.
    PackMade {
        number: u32,
    },
    /// Slips of paper that nobody knew anything of came back with nothing on them.
    SlipsUnused {
        printed_at: Timestamp,
        count: u64,
    },
    /// … which was not so.
    SlipsUnusedUndone {
        printed_at: Timestamp,
        count: u64,
    },
}

/// Tries that led to nothing: one that is told at once, or those that followed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tries {
    pub count: u32,
    /// None for a person, and where more addresses tried than are told apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<IpAddr>,
}

/// What a device belongs to. Rows of older programs name neither.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoundTo {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ward: Option<WardId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
}

/// How many rows of a list an import touched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changes {
    pub added: usize,
    pub changed: usize,
    pub removed: usize,
}

/// What a field was, and what it is; empty for nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FromTo {
    pub from: String,
    pub to: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownIssueVersion {
    pub known_issue: KnownIssueId,
    pub version: u32,
}

/// What was so from the beginning is not written.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands fields over so")]
const fn is_false(flag: &bool) -> bool {
    !*flag
}

impl Logged {
    /// The stored and exported name.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Step(happening) => happening.kind(),
            other => other.into(),
        }
    }

    /// The step in a ticket's life, if it is one.
    pub const fn step(&self) -> Option<&Happening> {
        if let Self::Step(happening) = self { Some(happening) } else { None }
    }

    pub fn into_step(self) -> Option<Happening> {
        if let Self::Step(happening) = self { Some(happening) } else { None }
    }

    /// The version of what this program writes.
    pub fn version(&self) -> u32 {
        Self::version_of(self.kind()).unwrap_or(1)
    }

    /// The latest version of a kind; none if it is no kind of this program's. A program leaves out what is of a later version
    /// than it knows, as it does with kinds that it does not know.
    pub fn version_of(kind: &str) -> Option<u32> {
        if Happening::SAYS_WHERE.contains(&kind) {
            return Some(2);
        }
        (Happening::is_kind(kind) || Self::VARIANTS.contains(&kind)).then_some(1)
    }
}

impl From<Happening> for Logged {
    fn from(happening: Happening) -> Self {
        Self::Step(happening)
    }
}
