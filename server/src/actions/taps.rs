//! What a handset says about a tap besides what it asks for. A tap may come late, kept while there was no connection, and
//! more than once, since an answer can get lost: the same key is answered as it was the first time.

use std::{str::FromStr, time::Duration};

use domain::{
    PersonId, Ticket, Timestamp,
    ticket::{Actor, Command, Happening, Refusal, Sorted, When},
};
use store::{AnsweredTap, Tx};

use super::ActionError;
use crate::core::Core;

/// No handset keeps a tap for longer than a shift.
pub(super) const REMEMBERED_FOR: Duration = Duration::from_hours(24);

/// A page without script says nothing of all this: its taps come at once and are each their own.
#[derive(Debug, Clone, Default)]
pub struct Tap {
    /// Made at the tap, 1 to 64 characters.
    pub key: Option<String>,
    /// When it was by the handset's clock, which may be wrong.
    pub at: Option<Timestamp>,
    /// How long it was kept, by the same clock.
    pub age: Duration,
    /// The version of the ticket that the person saw.
    pub seen: Option<u32>,
}

impl Tap {
    /// When it is done, if that is now.
    pub fn when(&self, now: Timestamp) -> When {
        When { now, tapped_at: now - self.age, device_at: self.at }
    }

    /// Marks the tap as done, in the transaction that does it.
    ///
    /// # Errors
    /// [`ActionError::Repeated`] with the first answer if there was one.
    pub(super) async fn claim(
        &self,
        tx: &mut dyn Tx,
        person: PersonId,
        now: Timestamp,
    ) -> Result<(), ActionError> {
        let Some(key) = &self.key else { return Ok(()) };
        if let Some(AnsweredTap { refused, .. }) = tx.lookup_tap(person, key).await? {
            return Err(ActionError::Repeated { refused });
        }
        tx.forget_taps(now - REMEMBERED_FOR).await?;
        tx.add_tap(&AnsweredTap { person, key: key.clone(), at: now, refused: None, made: None }).await?;
        Ok(())
    }

    /// Whether the ticket was taken from this person after what they saw: what they tapped is about another time in their
    /// hands.
    pub(super) async fn is_overtaken(
        &self,
        tx: &mut dyn Tx,
        ticket: &Ticket,
        person: PersonId,
    ) -> Result<bool, store::Error> {
        let mut unseen = steps_since(tx, ticket, self.seen).await?.into_iter();
        Ok(unseen
            .any(|(actor, happening)| actor != Actor::Responder(person) && takes_from(&happening, person)))
    }

    /// An undo is about what the page showed as just done. If the same was done again after that, it is about the time before.
    ///
    /// # Errors
    /// [`Refusal::TooLate`].
    pub(super) async fn must_mean_the_last(
        &self,
        tx: &mut dyn Tx,
        ticket: &Ticket,
        is_undone: impl Fn(&Happening) -> bool,
    ) -> Result<(), ActionError> {
        let unseen = steps_since(tx, ticket, self.seen).await?;
        let is_another = unseen.iter().any(|(_, happening)| is_undone(happening));
        if is_another { Err(Refusal::TooLate.into()) } else { Ok(()) }
    }

    /// Whoever asked has no name, and no keys are kept of them: the log says what has become of what they tapped about the
    /// version that they saw.
    ///
    /// # Errors
    /// [`ActionError::Repeated`] if it was done already, [`ActionError::Changed`] if it is about somebody, or a request, that
    /// is another one by now.
    pub(super) async fn must_be_news(
        &self,
        tx: &mut dyn Tx,
        ticket: &Ticket,
        command: &Command,
    ) -> Result<(), ActionError> {
        let unseen = steps_since(tx, ticket, self.seen).await?;
        let mut theirs = unseen.iter().rev().filter(|(actor, _)| *actor == Actor::Requester);
        let is_done = match command {
            // Two of a ward may say otherwise in turn: harm is heard again if the last of them has said that there is none. What a lead has
            // judged stands.
            Command::RaiseTo { .. } => theirs
                .find(|(_, happening)| matches!(happening, Happening::PriorityChanged { .. }))
                .is_some_and(|(_, happening)| has_done(happening, command)),
            _ => theirs.any(|(_, happening)| has_done(happening, command)),
        };
        if is_done {
            return Err(ActionError::Repeated { refused: None });
        }
        let is_over = unseen.iter().any(|(_, happening)| is_over_with(happening, command));
        if is_over && !says_the_same(ticket, command) {
            return Err(ActionError::Changed);
        }
        Ok(())
    }
}

/// The steps of a ticket after the version that somebody saw; none if nobody says which.
pub(super) async fn steps_since(
    tx: &mut dyn Tx,
    ticket: &Ticket,
    seen: Option<u32>,
) -> Result<Vec<(Actor, Happening)>, store::Error> {
    let Some(seen) = seen.filter(|seen| *seen < ticket.version) else { return Ok(Vec::new()) };
    // The first event is version 0.
    let known = usize::try_from(seen).unwrap_or(usize::MAX).saturating_add(1);
    let events = tx.list_events_of(ticket.id).await?;
    // What is no step of the ticket is in its log too, and changes no version.
    let steps = events.into_iter().filter_map(|event| Some((event.actor, event.what.into_step()?)));
    Ok(steps.skip(known).collect())
}

fn has_done(happening: &Happening, command: &Command) -> bool {
    match happening {
        Happening::PriorityChanged { to, .. } => match command {
            Command::RaiseTo { at_least } => to <= at_least,
            Command::LowerTo { at_most } => to == at_most,
            _ => false,
        },
        Happening::Withdrawn { .. } => matches!(command, Command::Withdraw { .. }),
        Happening::Reopened => matches!(command, Command::Reopen | Command::SaySorted { answer: Sorted::No }),
        Happening::Arrived { .. } => matches!(command, Command::Arrive),
        Happening::HoldEnded { .. } => matches!(command, Command::EndHold { .. }),
        Happening::ArrivalUndone => matches!(command, Command::UndoArrive),
        Happening::Asked { .. }
        | Happening::HelpedInPassing { .. }
        | Happening::AskedOnPaper { .. }
        | Happening::Offered { .. }
        | Happening::Declined { .. }
        | Happening::Expired { .. }
        | Happening::OfferWithdrawn { .. }
        | Happening::ReleaseUndone { .. }
        | Happening::Resolved { .. }
        | Happening::ResolutionUndone
        | Happening::HandedOff { .. }
        | Happening::DetailsAdded { .. }
        | Happening::Sorted { .. }
        | Happening::Accepted { .. }
        | Happening::Assigned { .. }
        | Happening::Released { .. }
        | Happening::Corrected { .. }
        | Happening::Held { .. }
        | Happening::Escalated { .. } => false,
    }
}

/// Whether what was tapped before this is about another time of the request: somebody else comes, or somebody is there.
const fn is_over_with(happening: &Happening, command: &Command) -> bool {
    match command {
        Command::Arrive => matches!(
            happening,
            Happening::Accepted { .. }
                | Happening::Assigned { .. }
                | Happening::Released { .. }
                | Happening::ArrivalUndone
                | Happening::Reopened
        ),
        Command::UndoArrive => matches!(happening, Happening::Arrived { .. }),
        // It was said of other help. A no is never lost: if it is closed again, it is opened again.
        Command::SaySorted { answer: Sorted::Yes | Sorted::Partly } => {
            matches!(happening, Happening::ResolutionUndone | Happening::Reopened)
        }
        Command::Withdraw { .. } => matches!(happening, Happening::Arrived { .. } | Happening::Reopened),
        // It was said of another urgency.
        Command::LowerTo { .. } => {
            matches!(happening, Happening::PriorityChanged { .. } | Happening::Reopened)
        }
        // Somebody else at the same computer has said something, which is not written over unread.
        Command::Correct { .. } => matches!(happening, Happening::Corrected { .. }),
        _ => false,
    }
}

/// Whether a correction is what stands there: then it may have been this one, sent twice.
fn says_the_same(ticket: &Ticket, command: &Command) -> bool {
    matches!(command, Command::Correct { spot, note } if ticket.spot == *spot && ticket.note == *note)
}

fn takes_from(happening: &Happening, person: PersonId) -> bool {
    match happening {
        Happening::Released { from, .. } => *from == person,
        Happening::Accepted { instead_of, .. } | Happening::Assigned { instead_of, .. } => {
            *instead_of == Some(person)
        }
        Happening::Withdrawn { .. } | Happening::Reopened => true,
        Happening::Asked { .. }
        | Happening::HelpedInPassing { .. }
        | Happening::AskedOnPaper { .. }
        | Happening::Offered { .. }
        | Happening::Declined { .. }
        | Happening::Expired { .. }
        | Happening::OfferWithdrawn { .. }
        | Happening::ReleaseUndone { .. }
        | Happening::Resolved { .. }
        | Happening::ResolutionUndone
        | Happening::HandedOff { .. }
        | Happening::DetailsAdded { .. }
        | Happening::Sorted { .. }
        | Happening::Arrived { .. }
        | Happening::ArrivalUndone
        | Happening::PriorityChanged { .. }
        | Happening::Corrected { .. }
        | Happening::Held { .. }
        | Happening::HoldEnded { .. }
        | Happening::Escalated { .. } => false,
    }
}

/// Remembers in which words a tap was refused. Nothing else has changed.
pub async fn remember_refusal(
    core: &Core,
    person: PersonId,
    tap: &Tap,
    words: &str,
) -> Result<(), ActionError> {
    let Some(key) = tap.key.clone() else { return Ok(()) };
    let mut tx = core.write().await?;
    if tx.lookup_tap(person, &key).await?.is_none() {
        let refused = Some(words.to_owned());
        tx.add_tap(&AnsweredTap { person, key, at: core.now(), refused, made: None }).await?;
        tx.commit_quietly().await?;
    }
    Ok(())
}

/// What a person's form has made that comes again, by its `once`; none if it has not come before.
pub(super) async fn made_before<Id: FromStr>(
    tx: &mut dyn Tx,
    person: PersonId,
    once: Option<&str>,
) -> Result<Option<Id>, store::Error> {
    let Some(once) = once else { return Ok(None) };
    let tap = tx.lookup_tap(person, once).await?;
    Ok(tap.and_then(|tap| tap.made?.parse().ok()))
}

/// Remembers what a form has made, in the transaction that makes it.
pub(super) async fn remember_made(
    tx: &mut dyn Tx,
    person: PersonId,
    once: Option<&str>,
    made: &str,
    now: Timestamp,
) -> Result<(), store::Error> {
    let Some(once) = once else { return Ok(()) };
    tx.forget_taps(now - REMEMBERED_FOR).await?;
    let (key, made) = (once.to_owned(), Some(made.to_owned()));
    tx.add_tap(&AnsweredTap { person, key, at: now, refused: None, made }).await
}
