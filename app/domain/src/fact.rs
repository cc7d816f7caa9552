//! What figures are made of: one fact a ticket, from asking on. A fact is a fold of the ticket's events and of nothing else,
//! so that it can be made again from the log, up to any position of it. It names no person and holds no text.

use crate::{
    CategoryId, KnownIssueId, Priority, SiteId, TagId, TicketId, Timestamp, WardId, ZoneId, canary,
    ticket::{
        AskedAbout, DoneOnPaper, Happening, PeopleHelped, ReleaseReason, Sorted, Source, WithdrawReason,
    },
};

/// What is known of a ticket up to one event of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    pub ticket: TicketId,
    /// The place as it was when help was asked for.
    pub ward: WardId,
    pub zone: Option<ZoneId>,
    pub site: Option<SiteId>,
    /// What it turned out to be about, if whoever gave it back said so.
    pub tag: TagId,
    /// [`Source::Passing`] counts in what was done, and in no measure of asking or waiting; [`Source::Paper`] in no measure of waiting.
    pub source: Source,
    pub first_priority: Priority,
    pub priority: Priority,
    pub asked_at: Timestamp,
    /// When somebody first had it, whoever came in the end.
    pub accepted_at: Option<Timestamp>,
    /// When somebody was first there; of what came on paper, as the slip says.
    pub arrived_at: Option<Timestamp>,
    /// How often somebody came, without what was taken back.
    pub arrivals: u32,
    /// None while it is open.
    pub end: Option<End>,
    /// How many were made.
    pub offers: u32,
    /// How often it was opened again.
    pub reopened: u32,
    /// What whoever asked says of the last help, if they say anything.
    pub sorted: Option<Sorted>,
    /// Of the last event in it.
    pub sequence: i64,
}

/// How a ticket ended, the last time it did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    pub at: Timestamp,
    pub outcome: Outcome,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Resolved(Help),
    HandedOff(Help),
    Withdrawn(WithdrawReason),
}

/// An outcome without what belongs to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ended {
    Resolved,
    HandedOff,
    Withdrawn,
}

/// What whoever closed a ticket said of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Help {
    pub category: CategoryId,
    pub people: PeopleHelped,
    pub known_issue: Option<KnownIssueId>,
}

impl Fact {
    /// The fact after one more step of its ticket, logged as `sequence`. None of what is in no figure: the canary, and a ticket
    /// of which the log does not say how it began.
    #[must_use]
    pub fn after(
        before: Option<Self>,
        sequence: i64,
        ticket: TicketId,
        at: Timestamp,
        step: &Happening,
    ) -> Option<Self> {
        match (before, step) {
            (None, Happening::Asked { about: Some(about) }) => Self::begin(ticket, *about, at, sequence),
            (None, Happening::HelpedInPassing { category, about: Some(about), hands_off }) => {
                let mut fact = Self::begin(ticket, *about, at, sequence)?;
                fact.close(*category, hands_off.unwrap_or_default(), at);
                Some(fact)
            }
            (None, Happening::AskedOnPaper { asked_at, done, about, .. }) => {
                let mut fact = Self::begin(ticket, *about, *asked_at, sequence)?;
                if let Some(DoneOnPaper { category, hands_off, arrived_at, at, .. }) = done {
                    fact.close(*category, *hands_off, *at);
                    (fact.arrived_at, fact.arrivals) = (*arrived_at, arrived_at.is_some().into());
                }
                Some(fact)
            }
            (None, _) => None,
            (Some(mut fact), step) => {
                fact.take(at, step);
                Some(Self { sequence, ..fact })
            }
        }
    }

    fn begin(ticket: TicketId, about: AskedAbout, at: Timestamp, sequence: i64) -> Option<Self> {
        let AskedAbout { ward, zone, site, tag, priority, source, .. } = about;
        (ward != canary::ward()).then_some(Self {
            ticket,
            ward,
            zone,
            site,
            tag,
            source,
            first_priority: priority,
            priority,
            asked_at: at,
            accepted_at: None,
            arrived_at: None,
            arrivals: 0,
            end: None,
            offers: 0,
            reopened: 0,
            sorted: None,
            sequence,
        })
    }

    fn take(&mut self, at: Timestamp, step: &Happening) {
        match step {
            Happening::Offered { .. } => self.offers = self.offers.saturating_add(1),
            Happening::Accepted { .. } | Happening::Assigned { .. } => {
                self.accepted_at.get_or_insert(at);
            }
            Happening::Arrived { .. } => {
                self.arrived_at.get_or_insert(at);
                self.arrivals = self.arrivals.saturating_add(1);
            }
            // It was the last; if it was the first too, nobody has been there yet.
            Happening::ArrivalUndone => {
                self.arrivals = self.arrivals.saturating_sub(1);
                self.arrived_at = self.arrived_at.filter(|_| self.arrivals > 0);
            }
            Happening::Released { why: ReleaseReason::NeedsSomeoneElse { tag }, .. }
            | Happening::ReleaseUndone { tag: Some(tag), .. } => self.tag = *tag,
            Happening::Resolved { category, known_issue, .. } => {
                self.close(*category, false, at);
                if let Some(End { outcome: Outcome::Resolved(help), .. }) = &mut self.end {
                    help.known_issue = *known_issue;
                }
            }
            Happening::HandedOff { category } => self.close(*category, true, at),
            Happening::DetailsAdded { helped, known_issue, noted: _ } => {
                if let Some(End { outcome: Outcome::Resolved(help) | Outcome::HandedOff(help), .. }) =
                    &mut self.end
                {
                    (help.people, help.known_issue) = (*helped, *known_issue);
                }
            }
            Happening::Withdrawn { why, .. } => {
                self.end = Some(End { at, outcome: Outcome::Withdrawn(*why) });
            }
            Happening::ResolutionUndone => (self.end, self.sorted) = (None, None),
            Happening::Sorted { answer } => self.sorted = Some(*answer),
            Happening::Reopened => {
                // What was cancelled has had no help.
                let had_help = self.end.take().is_some_and(|end| end.outcome.help().is_some());
                self.sorted = had_help.then_some(Sorted::No);
                self.reopened = self.reopened.saturating_add(1);
            }
            Happening::PriorityChanged { to, .. } => self.priority = *to,
            // A ticket begins once; the others change nothing that is counted.
            Happening::Asked { .. }
            | Happening::HelpedInPassing { .. }
            | Happening::AskedOnPaper { .. }
            | Happening::Declined { .. }
            | Happening::Expired { .. }
            | Happening::OfferWithdrawn { .. }
            | Happening::Released { .. }
            | Happening::ReleaseUndone { .. }
            | Happening::Corrected { .. }
            | Happening::Held { .. }
            | Happening::HoldEnded { .. }
            | Happening::Escalated { .. } => {}
        }
    }

    fn close(&mut self, category: CategoryId, hands_off: bool, at: Timestamp) {
        let help = Help { category, people: PeopleHelped::default(), known_issue: None };
        let outcome = if hands_off { Outcome::HandedOff(help) } else { Outcome::Resolved(help) };
        self.end = Some(End { at, outcome });
        self.sorted = None;
    }
}

impl Outcome {
    pub const fn kind(self) -> Ended {
        match self {
            Self::Resolved(_) => Ended::Resolved,
            Self::HandedOff(_) => Ended::HandedOff,
            Self::Withdrawn(_) => Ended::Withdrawn,
        }
    }

    pub const fn help(self) -> Option<Help> {
        match self {
            Self::Resolved(help) | Self::HandedOff(help) => Some(help),
            Self::Withdrawn(_) => None,
        }
    }

    pub const fn why(self) -> Option<WithdrawReason> {
        if let Self::Withdrawn(why) = self { Some(why) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const AT: Timestamp = Timestamp::from_millis(1_795_168_800_000);

    fn asked(ward: WardId) -> Happening {
        let (tag, priority, source) = (TagId::from(Uuid::from_u128(2)), Priority::P2, Source::Link);
        Happening::Asked {
            about: Some(AskedAbout { ward, zone: None, site: None, tag, priority, stuck: None, source }),
        }
    }

    #[test]
    fn the_canary_is_in_no_figure() {
        let ticket = TicketId::canary(AT);
        let none = Fact::after(None, 1, ticket, AT, &asked(canary::ward()));
        assert_eq!(none, None);
        assert_eq!(Fact::after(none, 2, ticket, AT, &Happening::Reopened), None);
    }

    #[test]
    fn what_began_before_the_log_said_where_is_in_no_figure_until_somebody_says() {
        let ticket = TicketId::from(Uuid::from_u128(1));
        assert_eq!(Fact::after(None, 1, ticket, AT, &Happening::Asked { about: None }), None);
        let ward = WardId::from(Uuid::from_u128(3));
        let fact = Fact::after(None, 1, ticket, AT, &asked(ward)).unwrap();
        assert_eq!((fact.ward, fact.asked_at, fact.sequence), (ward, AT, 1));
    }
}
