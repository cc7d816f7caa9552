//! The words and the rules of Elbow.
//!
//! This crate is pure: it does no I/O, reads no clock and draws no random number, so that every rule can be tested
//! with plain values and runs unchanged in the browser. Names are those of `docs/ARCHITECTURE.md`.

pub mod access;
pub mod attention;
pub mod broadcast;
pub mod canary;
pub mod category;
pub mod code;
pub mod decision;
pub mod digits;
pub mod ending;
pub mod entry;
pub mod event;
pub mod fact;
pub mod follow_up;
pub mod grant;
pub mod id;
pub mod known_issue;
pub mod pack;
pub mod password;
pub mod person;
pub mod pin;
pub mod place;
pub mod poster;
pub mod priority;
pub mod report;
pub mod schedule;
pub mod shortfall;
pub mod sign_in;
pub mod standing;
pub mod surge;
pub mod tag;
pub mod text;
pub mod ticket;
pub mod time;
pub mod username;
pub mod wall;
pub mod wave;

pub use access::{Permission, Role};
pub use attention::{Attention, Hurt};
pub use broadcast::Broadcast;
pub use category::Category;
pub use code::Code;
pub use decision::LoggedDecision;
pub use ending::{MayNotEnd, OnlyTheirs, may_end};
pub use entry::{Entry, List, StillNeeded};
pub use event::Logged;
pub use fact::Fact;
pub use follow_up::FollowUp;
pub use grant::{Leads, RoleGrant, Scope};
pub use id::{
    BroadcastId, CategoryId, DeviceId, DrillId, GrantId, KnownIssueId, OfferId, PersonId, PosterId, SignInId,
    SiteId, TagId, TicketId, WallId, WardId, WaveId, ZoneId,
};
pub use known_issue::KnownIssue;
pub use person::{Answers, Duty, PersonKind, Responder, ResponderKind, Shift, Whereabouts, ZoneMode};
pub use place::{Link, LinkKind, Override, Site, Walk, Ward, Zone};
pub use poster::PosterKind;
pub use priority::Priority;
pub use report::{Report, ReportKind};
pub use schedule::{Scheduled, TimesOfDay};
pub use shortfall::{Shortfall, ShortfallReason};
pub use sign_in::{EndReason, Through};
pub use surge::Surge;
pub use tag::Tag;
pub use text::{GuardedText, Note, Spot, TextProblem};
pub use ticket::Ticket;
pub use time::Timestamp;
pub use wall::Wall;
pub use wave::{Wave, WavePhase};
