//! What happened to a ticket: the rows of the event log.

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantNames};

use super::{HoldEnd, LiveOffer, Measure, PeopleHelped, Sorted, WithdrawReason};
use crate::{
    CategoryId, KnownIssueId, OfferId, PersonId, Priority, SiteId, TagId, TicketId, Timestamp, WardId,
    ZoneId, pack::SlipCode, priority::Stuck,
};

/// One transition, appended once and never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    pub ticket: TicketId,
    /// Server time; it orders.
    pub at: Timestamp,
    /// What the device's clock said, where it told.
    pub device_at: Option<Timestamp>,
    pub actor: Actor,
    pub happening: Happening,
}

/// Who did it. Whoever is signed in acts in the role that the step needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "who", content = "id")]
pub enum Actor {
    Requester,
    Responder(PersonId),
    Lead(PersonId),
    /// An analyst or administrator, or anybody about their own account.
    Staff(PersonId),
    /// A command of the program, on its machine: the number of the system user, where the machine tells.
    Operator(Option<u32>),
    Engine,
}

/// What was done. The stored kind is the snake-case name of the variant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr, VariantNames)]
#[serde(rename_all = "snake_case", tag = "kind")]
#[strum(serialize_all = "snake_case")]
pub enum Happening {
    Asked {
        /// None in rows from before the second version.
        #[serde(flatten)]
        about: Option<AskedAbout>,
    },
    /// Nobody asked, a responder helped: the first and often the only event of its ticket.
    HelpedInPassing {
        category: CategoryId,
        /// It was handed to the IT service desk; none where a program older than this field wrote it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hands_off: Option<bool>,
        /// None in rows from before the second version.
        #[serde(flatten)]
        about: Option<AskedAbout>,
    },
    /// It was written on a slip of paper while there was no Elbow, and entered later: the first event of its ticket. Its times are those on
    /// the slip.
    AskedOnPaper {
        slip: SlipCode,
        asked_at: Timestamp,
        /// None: it is open, and somebody is to go.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        done: Option<DoneOnPaper>,
        #[serde(flatten)]
        about: AskedAbout,
    },
    Offered {
        offer: LiveOffer,
    },
    /// `superseded`: live offers to others, ended by this. `instead_of`: who was on the way, but farther off.
    Accepted {
        offer: OfferId,
        superseded: Vec<OfferId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        instead_of: Option<PersonId>,
    },
    Declined {
        offer: OfferId,
    },
    Expired {
        offer: OfferId,
    },
    OfferWithdrawn {
        offer: OfferId,
        #[serde(default, skip_serializing_if = "TakenBack::is_not_free")]
        why: TakenBack,
    },
    Assigned {
        to: PersonId,
        instead_of: Option<PersonId>,
        superseded: Vec<OfferId>,
    },
    /// `superseded`: the offer to someone nearer who did not answer in time.
    Arrived {
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        superseded: Vec<OfferId>,
    },
    /// Nobody is there after all.
    ArrivalUndone,
    Released {
        from: PersonId,
        why: ReleaseReason,
    },
    /// `superseded`: live offers to others, who were asked in the meantime. `tag`: what it is about again, if somebody who knows
    /// something else had been asked for.
    ReleaseUndone {
        by: PersonId,
        superseded: Vec<OfferId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tag: Option<TagId>,
    },
    /// `known_issue`: a lead closed it with all that are about that. `superseded`: live offers that it ended.
    Resolved {
        category: CategoryId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        known_issue: Option<KnownIssueId>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        superseded: Vec<OfferId>,
    },
    ResolutionUndone,
    HandedOff {
        category: CategoryId,
    },
    /// The note itself stays with the ticket, where it can be removed: the log is for ever and holds no free text.
    DetailsAdded {
        helped: PeopleHelped,
        noted: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        known_issue: Option<KnownIssueId>,
    },
    /// Nobody is sent before `until`. `known_issue`: none where the engine only looked whether it still holds.
    Held {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        known_issue: Option<KnownIssueId>,
        until: Timestamp,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        superseded: Vec<OfferId>,
    },
    HoldEnded {
        why: HoldEnd,
    },
    Withdrawn {
        why: WithdrawReason,
        superseded: Vec<OfferId>,
    },
    /// It was closed, and is not sorted: whoever asked has said no.
    Reopened,
    /// What whoever asked says of what is closed, and stays so: a no that opens it again is [`Self::Reopened`].
    Sorted {
        answer: Sorted,
    },
    /// `measures`: what its ladder does by now and that of `from` had not done, where nobody is on the way.
    PriorityChanged {
        from: Priority,
        to: Priority,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        measures: Vec<Measure>,
    },
    /// Whoever asked has said otherwise where exactly they are, or what it is about. The texts stay with the ticket, as those of
    /// details do.
    Corrected {
        spot: bool,
        note: bool,
    },
    /// `measures`: what this step of the ladder does.
    Escalated {
        to: u8,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        measures: Vec<Measure>,
        /// It stood on the last step of its ladder: the last pause is over once more.
        #[serde(default, skip_serializing_if = "is_false")]
        beyond_last: bool,
    },
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
const fn is_false(said: &bool) -> bool {
    !*said
}

/// What figures are made of: from where help was asked, about what, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedAbout {
    pub ward: WardId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<ZoneId>,
    /// None for a ward that is not one of the hospital's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<SiteId>,
    pub tag: TagId,
    pub priority: Priority,
    /// None for help in passing, and where a program older than this field wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stuck: Option<Stuck>,
    pub source: Source,
}

/// What a slip of paper says of the help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoneOnPaper {
    /// Who helped; where the slip does not say, who entered it.
    pub by: PersonId,
    pub category: CategoryId,
    /// The category hands it to the IT service desk.
    pub hands_off: bool,
    /// When somebody was there, if that is on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrived_at: Option<Timestamp>,
    pub at: Timestamp,
}

/// How a request came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// A ward's own enrolled device.
    Device,
    /// A ward's link, as on its poster.
    Link,
    /// A lead, for a ward that rang.
    Desk,
    /// Nobody asked.
    Passing,
    /// A slip of paper, while there was no Elbow: nobody knows to the second how long somebody waited.
    Paper,
}

/// Why a holder let go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "reason")]
pub enum ReleaseReason {
    GaveBack,
    /// Somebody who knows this tag is needed.
    NeedsSomeoneElse {
        tag: TagId,
    },
    /// Went silent on the way.
    Silent,
    ShiftEnded,
    /// Their last handset was shut out, or their account ended.
    OutOfReach,
    /// A lead sent them somewhere else.
    SentElsewhere,
}

/// Why an offer was taken back before it was answered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TakenBack {
    /// The person may not be asked any more: off shift, on a break, signed out, or helping someone else.
    #[default]
    NotFree,
    /// The person is asked about a more urgent ticket instead.
    MoreUrgent,
}

impl TakenBack {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
    fn is_not_free(&self) -> bool {
        *self == Self::NotFree
    }
}

impl Happening {
    /// Kinds that say where and about what, from their second version on: those with [`AskedAbout`].
    pub const SAYS_WHERE: [&'static str; 2] = ["asked", "helped_in_passing"];

    /// The stored and exported name.
    pub fn kind(&self) -> &'static str {
        self.into()
    }

    /// Live offers that it ended without an answer.
    pub fn superseded(&self) -> &[OfferId] {
        match self {
            Self::Accepted { superseded, .. }
            | Self::Assigned { superseded, .. }
            | Self::Arrived { superseded }
            | Self::ReleaseUndone { superseded, .. }
            | Self::Resolved { superseded, .. }
            | Self::Held { superseded, .. }
            | Self::Withdrawn { superseded, .. } => superseded,
            Self::Asked { .. }
            | Self::HelpedInPassing { .. }
            | Self::AskedOnPaper { .. }
            | Self::Offered { .. }
            | Self::Declined { .. }
            | Self::Expired { .. }
            | Self::OfferWithdrawn { .. }
            | Self::ArrivalUndone
            | Self::Released { .. }
            | Self::ResolutionUndone
            | Self::HoldEnded { .. }
            | Self::HandedOff { .. }
            | Self::DetailsAdded { .. }
            | Self::Reopened
            | Self::Sorted { .. }
            | Self::PriorityChanged { .. }
            | Self::Corrected { .. }
            | Self::Escalated { .. } => &[],
        }
    }

    /// What silence sets in motion by it.
    pub fn measures(&self) -> &[Measure] {
        match self {
            Self::Escalated { measures, .. } | Self::PriorityChanged { measures, .. } => measures,
            _ => &[],
        }
    }

    pub fn is_kind(kind: &str) -> bool {
        Self::VARIANTS.contains(&kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_where_is_of_a_second_version() {
        let category = CategoryId::new(Timestamp::from_millis(0), [0; 10]);
        let about = None;
        let told = Happening::HelpedInPassing { category, hands_off: None, about };
        let kinds = [Happening::Asked { about }, told];
        assert_eq!(kinds.map(|happening| happening.kind()), Happening::SAYS_WHERE);
        assert!(Happening::SAYS_WHERE.iter().all(|kind| crate::Logged::version_of(kind) == Some(2)));
    }
}
