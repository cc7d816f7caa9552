//! What somebody was asked about or had in hand, and lost without a tap of their own.

use super::{Actor, Happening, ReleaseReason};
use crate::{OfferId, PersonId, Timestamp};

/// It is over for this person, and they have to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lost {
    pub at: Timestamp,
    /// They had accepted it, or been sent; or else were only asked.
    pub was_theirs: bool,
    pub how: Loss,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    Cancelled {
        by_ward: bool,
    },
    /// The command centre sends nobody for now, or has closed it with others.
    NotNeeded,
    /// `was_sent`: a lead, or whoever had it, decided; or else they accepted.
    Taken {
        by: PersonId,
        was_sent: bool,
    },
    /// They were silent on the way.
    NoWord,
    /// Somebody else ended their shift, their role, their account or their handset.
    TakenAway,
    /// They did not answer in time.
    RanOut,
}

impl Lost {
    /// The last loss of `person` that the `steps` of one ticket, oldest first, tell of; none if they have been asked or have had
    /// it since.
    pub fn last<'s>(
        person: PersonId,
        steps: impl IntoIterator<Item = (Timestamp, Actor, &'s Happening)>,
    ) -> Option<Self> {
        let mut told = Told { person, asked: None, holder: None, lost: None };
        for (at, actor, step) in steps {
            told.hear(at, actor, step);
        }
        told.lost
    }
}

struct Told {
    person: PersonId,
    /// Their live offer.
    asked: Option<OfferId>,
    holder: Option<PersonId>,
    lost: Option<Lost>,
}

impl Told {
    fn hear(&mut self, at: Timestamp, actor: Actor, step: &Happening) {
        match step {
            Happening::Offered { offer } if offer.to == self.person => {
                (self.asked, self.lost) = (Some(offer.id), None);
            }
            Happening::Accepted { superseded, .. } => {
                if let Actor::Responder(by) = actor {
                    self.taken(at, by, false, superseded);
                }
            }
            Happening::Assigned { to, superseded, .. } => self.taken(at, *to, true, superseded),
            Happening::ReleaseUndone { by, superseded, .. } => self.taken(at, *by, false, superseded),
            Happening::Arrived { superseded } => {
                if let Some(holder) = self.holder {
                    self.taken(at, holder, false, superseded);
                }
            }
            Happening::Declined { offer } | Happening::OfferWithdrawn { offer, .. }
                if self.asked == Some(*offer) =>
            {
                self.asked = None;
            }
            Happening::Expired { offer } if self.asked == Some(*offer) => {
                self.lose(at, false, Loss::RanOut);
            }
            Happening::Released { from, why } => {
                self.holder = None;
                let is_their_own = actor == Actor::Responder(*from);
                match why {
                    _ if *from != self.person => {}
                    ReleaseReason::Silent => self.lose(at, true, Loss::NoWord),
                    ReleaseReason::ShiftEnded | ReleaseReason::OutOfReach if !is_their_own => {
                        self.lose(at, true, Loss::TakenAway);
                    }
                    ReleaseReason::GaveBack
                    | ReleaseReason::NeedsSomeoneElse { .. }
                    | ReleaseReason::ShiftEnded
                    | ReleaseReason::OutOfReach
                    | ReleaseReason::SentElsewhere => {}
                }
            }
            Happening::Withdrawn { .. } => {
                let how = Loss::Cancelled { by_ward: actor == Actor::Requester };
                let was_theirs = self.holder.take() == Some(self.person);
                if was_theirs || self.asked.is_some() {
                    self.lose(at, was_theirs, how);
                }
            }
            // A lead closed it with others, or sends nobody for now.
            Happening::Resolved { superseded, .. } | Happening::Held { superseded, .. }
                if self.asked.is_some_and(|offer| superseded.contains(&offer)) =>
            {
                self.lose(at, false, Loss::NotNeeded);
            }
            // Whatever became of it, it is a request again.
            Happening::Reopened => (self.holder, self.lost) = (None, None),
            // About somebody else's offer, or nothing that takes a job away.
            Happening::Asked { .. }
            | Happening::HelpedInPassing { .. }
            | Happening::AskedOnPaper { .. }
            | Happening::Offered { .. }
            | Happening::Declined { .. }
            | Happening::Expired { .. }
            | Happening::OfferWithdrawn { .. }
            | Happening::ArrivalUndone
            | Happening::Resolved { .. }
            | Happening::Held { .. }
            | Happening::HoldEnded { .. }
            | Happening::ResolutionUndone
            | Happening::HandedOff { .. }
            | Happening::DetailsAdded { .. }
            | Happening::Sorted { .. }
            | Happening::PriorityChanged { .. }
            | Happening::Corrected { .. }
            | Happening::Escalated { .. } => {}
        }
    }

    fn taken(&mut self, at: Timestamp, by: PersonId, was_sent: bool, superseded: &[OfferId]) {
        let was_theirs = self.holder.replace(by) == Some(self.person);
        if by == self.person {
            (self.asked, self.lost) = (None, None);
        } else if was_theirs || self.asked.is_some_and(|offer| superseded.contains(&offer)) {
            self.lose(at, was_theirs, Loss::Taken { by, was_sent });
        }
    }

    fn lose(&mut self, at: Timestamp, was_theirs: bool, how: Loss) {
        self.asked = None;
        self.lost = Some(Lost { at, was_theirs, how });
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::ticket::{LiveOffer, WithdrawReason};

    const START: Timestamp = Timestamp::from_millis(1_795_171_327_000);

    fn aisha() -> PersonId {
        PersonId::new(START, [1; 10])
    }

    fn bram() -> PersonId {
        PersonId::new(START, [2; 10])
    }

    fn offer(to: PersonId) -> LiveOffer {
        let id = OfferId::new(START, if to == aisha() { [3; 10] } else { [4; 10] });
        LiveOffer { id, to, made_at: START, expires_at: START + Duration::from_secs(50) }
    }

    fn accepted(by: PersonId, instead_of: Option<PersonId>, superseded: &[LiveOffer]) -> (Actor, Happening) {
        let superseded = superseded.iter().map(|offer| offer.id).collect();
        (Actor::Responder(by), Happening::Accepted { offer: offer(by).id, superseded, instead_of })
    }

    fn asked(whom: PersonId) -> (Actor, Happening) {
        (Actor::Engine, Happening::Offered { offer: offer(whom) })
    }

    fn cancelled(actor: Actor) -> (Actor, Happening) {
        (actor, Happening::Withdrawn { why: WithdrawReason::SolvedMyself, superseded: Vec::new() })
    }

    /// What Aisha has lost, a second after each step.
    fn aishas(steps: &[(Actor, Happening)]) -> Option<(bool, Loss)> {
        let mut at = START;
        let steps = steps.iter().map(|(actor, step)| {
            at = at + Duration::from_secs(1);
            (at, *actor, step)
        });
        Lost::last(aisha(), steps).map(|lost| (lost.was_theirs, lost.how))
    }

    #[test]
    fn a_request_that_is_cancelled_is_lost_to_whoever_was_asked_and_to_whoever_came() {
        let by_ward = Loss::Cancelled { by_ward: true };
        assert_eq!(aishas(&[asked(aisha()), cancelled(Actor::Requester)]), Some((false, by_ward)));
        let comes = [asked(aisha()), accepted(aisha(), None, &[])];
        let steps = [&comes[..], &[cancelled(Actor::Lead(bram()))]].concat();
        assert_eq!(aishas(&steps), Some((true, Loss::Cancelled { by_ward: false })));
        let again = [&steps[..], &[(Actor::Requester, Happening::Reopened)]].concat();
        assert_eq!(aishas(&again), None, "it is a request again");
        assert_eq!(aishas(&[asked(bram()), cancelled(Actor::Requester)]), None, "she was never asked");
    }

    #[test]
    fn what_somebody_else_takes_is_lost_until_it_comes_back() {
        let taken = Loss::Taken { by: bram(), was_sent: false };
        let both = [asked(aisha()), asked(bram()), accepted(bram(), None, &[offer(aisha())])];
        assert_eq!(aishas(&both), Some((false, taken)));
        let nearer = [
            asked(aisha()),
            accepted(aisha(), None, &[]),
            asked(bram()),
            accepted(bram(), Some(aisha()), &[]),
        ];
        assert_eq!(aishas(&nearer), Some((true, taken)));
        let sends = |to, instead_of| {
            (Actor::Lead(lead()), Happening::Assigned { to, instead_of, superseded: Vec::new() })
        };
        let sent = [&nearer[..2], &[sends(bram(), Some(aisha()))]].concat();
        assert_eq!(aishas(&sent), Some((true, Loss::Taken { by: bram(), was_sent: true })));
        let back = [&sent[..], &[sends(aisha(), Some(bram()))]].concat();
        assert_eq!(aishas(&back), None);
    }

    fn lead() -> PersonId {
        PersonId::new(START, [9; 10])
    }

    #[test]
    fn silence_is_told_and_what_somebody_does_themselves_is_not() {
        let id = offer(aisha()).id;
        let own = |step| (Actor::Responder(aisha()), step);
        let ran_out = [asked(aisha()), (Actor::Engine, Happening::Expired { offer: id })];
        assert_eq!(aishas(&ran_out), Some((false, Loss::RanOut)));
        assert_eq!(aishas(&[asked(aisha()), own(Happening::Declined { offer: id })]), None);
        let released = |why| {
            [asked(aisha()), accepted(aisha(), None, &[]), own(Happening::Released { from: aisha(), why })]
        };
        assert_eq!(aishas(&released(ReleaseReason::Silent)), Some((true, Loss::NoWord)));
        assert_eq!(aishas(&released(ReleaseReason::GaveBack)), None);
        assert_eq!(aishas(&released(ReleaseReason::ShiftEnded)), None, "she knows that she went home");
        for why in [ReleaseReason::ShiftEnded, ReleaseReason::OutOfReach] {
            let ended = (Actor::Staff(lead()), Happening::Released { from: aisha(), why });
            let steps = [asked(aisha()), accepted(aisha(), None, &[]), ended];
            assert_eq!(aishas(&steps), Some((true, Loss::TakenAway)));
        }
    }
}
