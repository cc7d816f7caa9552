//! More is asked than usual: what was found, and what the command centre says of it.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::{KnownIssueId, PersonId, TagId, TicketId, Timestamp, WardId, ZoneId};

/// More requests than usual, found by themselves.
#[derive(Debug, Clone, PartialEq)]
pub struct Surge {
    /// The ticket whose request was the first alarm: as good a name as any, and the same each time.
    pub id: TicketId,
    pub found: Found,
    /// It is no more: what opened it was taken back, or is counted to another one.
    pub is_gone: bool,
    /// The last that a lead said of it.
    pub judged: Option<Judged>,
}

/// What there is too much of.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    pub stream: Stream,
    /// Its first alarm …
    pub opened_at: Timestamp,
    /// … and its last.
    pub last_at: Timestamp,
    /// The first request that is counted to it, and where that came from.
    pub began_at: Timestamp,
    pub began_on: WardId,
    /// The window in which it was most surprising.
    pub window_minutes: u32,
    /// Requests in that window …
    pub seen: u32,
    /// … from so many wards …
    pub wards: u32,
    /// … of which so many are usual.
    pub expected: f64,
    /// Decades: so many requests or more come by chance once in 10^score windows.
    pub score: f64,
    /// All thresholds were raised by so many decades.
    pub raise: f64,
}

/// Requests that are counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    /// One topic on one ward.
    Cell {
        ward: WardId,
        tag: TagId,
    },
    /// One topic in one zone.
    ZoneTag {
        zone: ZoneId,
        tag: TagId,
    },
    Ward(WardId),
    Tag(TagId),
    Everywhere,
}

/// What a lead says a surge is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "verdict", content = "known_issue")]
pub enum Verdict {
    /// Something is wrong, and the command centre knows.
    Real,
    /// … and this is what.
    KnownIssue(KnownIssueId),
    Nothing,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judged {
    pub verdict: Verdict,
    pub at: Timestamp,
    pub by: PersonId,
}

impl Surge {
    /// What comes within this time of its last alarm is still the same surge.
    pub const OPEN_FOR: Duration = Duration::from_hours(1);

    pub fn is_open(&self, now: Timestamp) -> bool {
        now.since(self.found.last_at) <= Self::OPEN_FOR
    }

    pub fn is(&self, verdict: Verdict) -> bool {
        self.judged.is_some_and(|judged| judged.verdict == verdict)
    }
}

impl Stream {
    pub const LEVELS: [&'static str; 5] = ["cell", "zone_tag", "ward", "tag", "everywhere"];

    /// The stored and exported name of its kind.
    pub const fn level(self) -> &'static str {
        match self {
            Self::Cell { .. } => "cell",
            Self::ZoneTag { .. } => "zone_tag",
            Self::Ward(_) => "ward",
            Self::Tag(_) => "tag",
            Self::Everywhere => "everywhere",
        }
    }

    /// None unless there is what its kind needs, and no more.
    pub fn of(level: &str, ward: Option<WardId>, zone: Option<ZoneId>, tag: Option<TagId>) -> Option<Self> {
        Some(match (level, ward, zone, tag) {
            ("cell", Some(ward), None, Some(tag)) => Self::Cell { ward, tag },
            ("zone_tag", None, Some(zone), Some(tag)) => Self::ZoneTag { zone, tag },
            ("ward", Some(ward), None, None) => Self::Ward(ward),
            ("tag", None, None, Some(tag)) => Self::Tag(tag),
            ("everywhere", None, None, None) => Self::Everywhere,
            _ => return None,
        })
    }

    pub const fn ward(self) -> Option<WardId> {
        match self {
            Self::Cell { ward, .. } | Self::Ward(ward) => Some(ward),
            Self::ZoneTag { .. } | Self::Tag(_) | Self::Everywhere => None,
        }
    }

    pub const fn zone(self) -> Option<ZoneId> {
        if let Self::ZoneTag { zone, .. } = self { Some(zone) } else { None }
    }

    pub const fn tag(self) -> Option<TagId> {
        match self {
            Self::Cell { tag, .. } | Self::ZoneTag { tag, .. } | Self::Tag(tag) => Some(tag),
            Self::Ward(_) | Self::Everywhere => None,
        }
    }
}

impl Verdict {
    pub const NAMES: [&'static str; 3] = ["real", "known_issue", "nothing"];

    /// The stored and exported name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Real => "real",
            Self::KnownIssue(_) => "known_issue",
            Self::Nothing => "nothing",
        }
    }

    /// None unless a known issue is named exactly where it is one.
    pub fn of(name: &str, known_issue: Option<KnownIssueId>) -> Option<Self> {
        Some(match (name, known_issue) {
            ("real", None) => Self::Real,
            ("known_issue", Some(issue)) => Self::KnownIssue(issue),
            ("nothing", None) => Self::Nothing,
            _ => return None,
        })
    }

    pub const fn known_issue(self) -> Option<KnownIssueId> {
        if let Self::KnownIssue(issue) = self { Some(issue) } else { None }
    }

    /// Something is wrong: it is no example of what is usual.
    pub const fn is_real(self) -> bool {
        !matches!(self, Self::Nothing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_and_verdicts_are_what_their_columns_say() {
        let id = |byte| [byte; 10];
        let at = Timestamp::from_millis(1);
        let (ward, zone, tag) = (WardId::new(at, id(1)), ZoneId::new(at, id(2)), TagId::new(at, id(3)));
        let streams = [
            Stream::Cell { ward, tag },
            Stream::ZoneTag { zone, tag },
            Stream::Ward(ward),
            Stream::Tag(tag),
            Stream::Everywhere,
        ];
        for stream in streams {
            assert!(Stream::LEVELS.contains(&stream.level()));
            let (level, of) = (stream.level(), (stream.ward(), stream.zone(), stream.tag()));
            assert_eq!(Stream::of(level, of.0, of.1, of.2), Some(stream));
            for other in streams.into_iter().filter(|other| *other != stream) {
                assert_eq!(Stream::of(other.level(), of.0, of.1, of.2), None, "{level} {}", other.level());
            }
        }
        let issue = KnownIssueId::new(at, id(4));
        for verdict in [Verdict::Real, Verdict::KnownIssue(issue), Verdict::Nothing] {
            assert!(Verdict::NAMES.contains(&verdict.as_str()));
            let (name, known_issue) = (verdict.as_str(), verdict.known_issue());
            assert_eq!(Verdict::of(name, known_issue), Some(verdict));
            assert_eq!(Verdict::of(name, if known_issue.is_some() { None } else { Some(issue) }), None);
        }
    }
}
