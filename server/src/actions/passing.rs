//! Help that nobody had asked for: told in one tap, and closed from the start.

use domain::{Category, Code, PersonId, TagId, Ticket, TicketId, WardId, ticket::HelpInPassing};
use ground::links;
use store::{NewTicket, TicketLinks};

use super::{
    ActionError, Tap,
    ask::{is_code_taken, new_code},
};
use crate::{core::Core, kept::Kept};

#[derive(Debug, Clone)]
pub struct NewHelp {
    pub ward: WardId,
    pub tag: TagId,
    pub category: Category,
}

/// Writes down that `by` helped somebody in passing.
///
/// # Errors
/// [`ActionError::Repeated`] if this tap has come before: then it is there once.
pub(crate) async fn help_in_passing(
    core: &Core,
    kept: &Kept,
    by: PersonId,
    help: &NewHelp,
    tap: &Tap,
) -> Result<Ticket, ActionError> {
    loop {
        let told = try_to_tell(core, kept, by, help, tap, new_code(core)).await;
        if !is_code_taken(&told) {
            return told;
        }
    }
}

async fn try_to_tell(
    core: &Core,
    kept: &Kept,
    by: PersonId,
    help: &NewHelp,
    tap: &Tap,
    ticket_code: Code,
) -> Result<Ticket, ActionError> {
    let now = core.now();
    let mut tx = core.write().await?;
    tap.claim(tx.as_mut(), by, now).await?;
    let id = TicketId::new(now, core.random.bytes());
    let NewHelp { ward, tag, ref category } = *help;
    let told = HelpInPassing {
        id,
        code: ticket_code,
        ward,
        tag,
        category: category.id,
        hands_off: category.hands_off,
        by,
    };
    let places = kept.places(tx.as_mut()).await?;
    let place = places.wards.get(&ward).ok_or(ActionError::NotFound)?;
    let transition = Ticket::help_in_passing(told, tap.at, now).at(place);
    // Nobody is given its link; a second tap is told by the tap's own key.
    let links = TicketLinks {
        link: links::hash(&core.links.ticket(id)),
        request_key: core.random.secret(),
        link_rotation: None,
    };
    let ticket = NewTicket { transition, links };
    tx.add_ticket(&ticket).await?;
    tx.set_unanswered(by, 0).await?;
    tx.commit().await?;
    tracing::info!(ticket = %ticket.transition.ticket.code, "helped in passing");
    Ok(ticket.transition.ticket)
}
