//! What a handset says about a tap besides what it asks for. A tap may come late, kept while there was no connection, and
//! more than once, since an answer can get lost: the same key is answered as it was the first time.

use std::time::Duration;

use domain::{
    PersonId, Ticket, Timestamp,
    ticket::{Actor, Happening},
};
use store::{AnsweredTap, Session};

use super::ActionError;
use crate::elbow::Elbow;

/// No handset keeps a tap for longer than a shift.
const REMEMBERED_FOR: Duration = Duration::from_hours(24);

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
    /// Marks the tap as done, in the transaction that does it.
    ///
    /// # Errors
    /// [`ActionError::Repeated`] with the first answer if there was one.
    pub(super) async fn claim(
        &self,
        session: &mut dyn Session,
        person: PersonId,
        now: Timestamp,
    ) -> Result<(), ActionError> {
        let Some(key) = &self.key else { return Ok(()) };
        if let Some(AnsweredTap { refused, .. }) = session.lookup_tap(person, key).await? {
            return Err(ActionError::Repeated { refused });
        }
        session.forget_taps(now - REMEMBERED_FOR).await?;
        session.add_tap(&AnsweredTap { person, key: key.clone(), at: now, refused: None }).await?;
        Ok(())
    }

    /// Whether the ticket was taken from this person after what they saw: what they tapped is about another time in their
    /// hands.
    pub(super) async fn is_overtaken(
        &self,
        session: &mut dyn Session,
        ticket: &Ticket,
        person: PersonId,
    ) -> Result<bool, store::Error> {
        let Some(seen) = self.seen.filter(|seen| *seen < ticket.version) else { return Ok(false) };
        // The first event is version 0.
        let known = usize::try_from(seen).unwrap_or(usize::MAX).saturating_add(1);
        let events = session.list_events_of(ticket.id).await?;
        // What is no step of the ticket is in its log too, and changes no version.
        let steps = events.into_iter().filter_map(|event| Some((event.actor, event.what.into_step()?)));
        let mut unseen = steps.skip(known);
        Ok(unseen
            .any(|(actor, happening)| actor != Actor::Responder(person) && takes_from(&happening, person)))
    }
}

fn takes_from(happening: &Happening, person: PersonId) -> bool {
    match happening {
        Happening::Released { from, .. } => *from == person,
        Happening::Accepted { instead_of, .. } | Happening::Assigned { instead_of, .. } => {
            *instead_of == Some(person)
        }
        Happening::Withdrawn { .. } | Happening::Reopened => true,
        _ => false,
    }
}

/// Remembers in which words a tap was refused. Nothing else has changed.
pub async fn remember_refusal(
    elbow: &Elbow,
    person: PersonId,
    tap: &Tap,
    words: &str,
) -> Result<(), ActionError> {
    let Some(key) = tap.key.clone() else { return Ok(()) };
    let mut session = elbow.store.write().await?;
    if session.lookup_tap(person, &key).await?.is_none() {
        let refused = Some(words.to_owned());
        session.add_tap(&AnsweredTap { person, key, at: elbow.now(), refused }).await?;
        session.commit().await?;
    }
    Ok(())
}
