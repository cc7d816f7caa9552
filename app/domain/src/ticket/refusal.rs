//! Why a command does not follow from a ticket's state.

use super::Phase;
use crate::PersonId;

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Somebody else has it: the answer to a late acceptance.
    #[error("another responder has this ticket")]
    Taken { by: PersonId },
    /// The offer was declined, expired, withdrawn or never made.
    #[error("this offer is no longer open")]
    OfferGone,
    /// The ticket is not this person's to move.
    #[error("this is not your ticket")]
    NotYours,
    /// The step does not follow from here.
    #[error("the ticket is {}", .0.as_str())]
    OutOfOrder(Phase),
    /// The time for it has passed.
    #[error("it is too late for that")]
    TooLate,
    /// One live offer a person.
    #[error("this person already has an offer for this ticket")]
    AlreadyOffered,
    /// A patient could come to harm: somebody is sent, and closes it.
    #[error("a patient could come to harm")]
    CouldComeToHarm,
    /// Nobody is sent for now.
    #[error("this ticket is on hold")]
    OnHold,
    /// It was held once, and is not again.
    #[error("this ticket is not held again")]
    HoldLifted,
    /// A lead has said how urgent it is.
    #[error("the command centre has set the priority")]
    SetByLead,
    /// Nothing would change.
    #[error("nothing would change")]
    NoChange,
}
