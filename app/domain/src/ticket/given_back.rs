//! What somebody had in hand when they gave it back, so that they can have it again.

use super::{Happening, ReleaseReason};
use crate::{PersonId, TagId, Timestamp};

/// Read from the log: a waiting ticket remembers who turned it down, but not since when they had it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct GivenBack {
    pub by: PersonId,
    pub at: Timestamp,
    pub accepted_at: Timestamp,
    /// None if they were still on the way.
    pub arrived_at: Option<Timestamp>,
    /// What it was about, if they asked for somebody who knows something else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tag_before: Option<TagId>,
}

impl GivenBack {
    /// The last giving back that `happenings` of one ticket, oldest first, tell of; none if somebody has had it since, or
    /// it was let go in another way.
    pub fn last(happenings: impl IntoIterator<Item = (Timestamp, Happening)>) -> Option<Self> {
        let (mut tag, mut accepted, mut arrived_at, mut last) = (None, None, None, None);
        for (at, happening) in happenings {
            match happening {
                Happening::Asked { about } => tag = about.map(|about| about.tag),
                Happening::AskedOnPaper { about, .. } => tag = Some(about.tag),
                Happening::Accepted { .. } | Happening::Assigned { .. } => {
                    (accepted, arrived_at, last) = (Some(at), None, None);
                }
                Happening::Arrived { .. } => arrived_at = Some(at),
                Happening::ArrivalUndone => arrived_at = None,
                Happening::Released { from, why: ReleaseReason::GaveBack } => {
                    last = accepted.map(|accepted_at| Self {
                        by: from,
                        at,
                        accepted_at,
                        arrived_at,
                        tag_before: None,
                    });
                }
                Happening::Released { from, why: ReleaseReason::NeedsSomeoneElse { tag: needed } } => {
                    // Where the log does not say what it was about there is no way back.
                    last = accepted.zip(tag).map(|(accepted_at, before)| Self {
                        by: from,
                        at,
                        accepted_at,
                        arrived_at,
                        tag_before: Some(before),
                    });
                    tag = Some(needed);
                }
                Happening::ReleaseUndone { tag: again, .. } => (tag, last) = (again.or(tag), None),
                Happening::Released { .. } | Happening::Withdrawn { .. } | Happening::Reopened => last = None,
                Happening::HelpedInPassing { .. }
                | Happening::Offered { .. }
                | Happening::Declined { .. }
                | Happening::Expired { .. }
                | Happening::OfferWithdrawn { .. }
                | Happening::Resolved { .. }
                | Happening::ResolutionUndone
                | Happening::HandedOff { .. }
                | Happening::DetailsAdded { .. }
                | Happening::Sorted { .. }
                | Happening::PriorityChanged { .. }
                | Happening::Corrected { .. }
                | Happening::Held { .. }
                | Happening::HoldEnded { .. }
                | Happening::Escalated { .. } => {}
            }
        }
        last
    }
}
