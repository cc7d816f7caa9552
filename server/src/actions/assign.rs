//! A lead sends somebody by name.

use domain::{
    PersonId, Ticket, TicketId, canary,
    standing::{self, InTheWay, Standing},
    ticket::{Actor, Command, ReleaseReason, State, When},
};

use super::{ActionError, record, tickets::is_as_seen};
use crate::core::Core;

/// Who is sent where, by whom, and what they knew of it.
#[derive(Debug, Clone, Copy)]
pub struct Sending<'a> {
    pub ticket: TicketId,
    pub to: PersonId,
    pub by: PersonId,
    /// What stands against it as the lead was told, see [`standing::told`].
    pub told: &'a str,
    /// The version of the ticket that the lead saw.
    pub seen: Option<u32>,
}

/// Sends somebody who is on shift. A job they have in hand is offered to others.
///
/// # Errors
/// [`ActionError::NotOnShift`]; [`ActionError::InTheWay`] if something stands against it that the lead has not been
/// told, or somebody has set out whom they had not seen; otherwise as [`super::act`].
pub async fn send(core: &Core, sending: Sending<'_>) -> Result<Ticket, ActionError> {
    let Sending { ticket, to, by, told, seen } = sending;
    let (now, actor) = (core.now(), Actor::Lead(by));
    let command = Command::Assign { to };
    let mut tx = core.write().await?;
    let before = tx.lookup_ticket(ticket).await?.ok_or(ActionError::NotFound)?;
    let is_as_seen = is_as_seen(tx.as_mut(), &before, &command, seen).await?;
    // Where nobody is on the way, whatever came and went meanwhile leaves the decision as it was.
    let instead_of = match before.state {
        State::OnTheWay { holder } if holder != to => (!is_as_seen).then_some(holder),
        State::OnTheWay { .. } | State::Waiting => None,
        _ if is_as_seen => None,
        _ => return Err(ActionError::Changed),
    };
    let responder = tx.lookup_responder(to).await?.filter(|person| person.id != canary::person());
    let responder = responder.ok_or(ActionError::NotFound)?;
    let is_signed_out = tx.list_signed_out(now, core.sessions_used_since(now)).await?.contains(&to);
    let open = tx.list_open_tickets_of(to).await?;
    let reasons = match Standing::of(&responder, is_signed_out, &before, &open) {
        Standing::OffShift => return Err(ActionError::NotOnShift),
        Standing::OnShift(reasons) => reasons,
    };
    let deadlines = core.deadlines_of(tx.as_mut(), &before).await?;
    let sent = before.apply(command, actor, When::at(now), &deadlines)?;
    if instead_of.is_some() || !reasons.is_empty() && standing::told(&reasons) != told {
        return Err(ActionError::InTheWay { reasons, instead_of });
    }
    if reasons.iter().any(|reason| matches!(reason, InTheWay::HasJob(_))) {
        for job in open.iter().filter(|job| job.id != ticket && job.holder() == Some(to)) {
            let release = Command::Release { from: to, why: ReleaseReason::SentElsewhere };
            let deadlines = core.deadlines_of(tx.as_mut(), job).await?;
            let released = job.apply(release, actor, When::at(now), &deadlines)?;
            record(tx.as_mut(), job, &released, None).await?;
        }
    }
    record(tx.as_mut(), &before, &sent, None).await?;
    tx.commit().await?;
    Ok(sent.ticket)
}
