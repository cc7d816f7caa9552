//! What somebody had in hand when they gave it back, so that they can have it again.

use super::{Happening, ReleaseReason};
use crate::{PersonId, Timestamp};

/// Read from the log: a waiting ticket remembers who turned it down, but not since when they had it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct GivenBack {
    pub by: PersonId,
    pub at: Timestamp,
    pub accepted_at: Timestamp,
    /// None if they were still on the way.
    pub arrived_at: Option<Timestamp>,
}

impl GivenBack {
    /// The last giving back that `happenings` of one ticket, oldest first, tell of; none if somebody has had it since, or
    /// it was let go in another way.
    pub fn last(happenings: impl IntoIterator<Item = (Timestamp, Happening)>) -> Option<Self> {
        let (mut accepted, mut arrived_at, mut last) = (None, None, None);
        for (at, happening) in happenings {
            match happening {
                Happening::Accepted { .. } | Happening::Assigned { .. } => {
                    (accepted, arrived_at, last) = (Some(at), None, None);
                }
                Happening::Arrived { .. } => arrived_at = Some(at),
                Happening::ArrivalUndone => arrived_at = None,
                Happening::Released { from, why: ReleaseReason::GaveBack } => {
                    last = accepted.map(|accepted_at| Self { by: from, at, accepted_at, arrived_at });
                }
                Happening::Released { .. }
                | Happening::ReleaseUndone { .. }
                | Happening::Withdrawn { .. }
                | Happening::Reopened => last = None,
                _ => {}
            }
        }
        last
    }
}
