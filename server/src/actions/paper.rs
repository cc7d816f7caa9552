//! Slips of paper that came back after there was no Elbow.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::{
    Category, Code, Logged, Note, PersonId, Priority, Spot, TagId, Ticket, TicketId, Timestamp, WardId,
    pack::{Back, SlipCode, SlipRefusal},
    ticket::{Actor, AskedBy, DoneOnPaper, FromPaper, Request},
};
use ground::links;
use store::{NewEvent, NewTicket, Subject, TicketLinks};

use super::{
    ActionError,
    ask::{is_code_taken, new_code},
};
use crate::{core::Core, kept::Kept};

/// What is written on a slip.
#[derive(Debug, Clone)]
pub struct NewSlip {
    /// Made with the form.
    pub key: String,
    pub code: SlipCode,
    /// None: that for which it was printed.
    pub ward: Option<WardId>,
    /// Another ward's slip was used.
    pub is_borrowed: bool,
    pub asked_at: Timestamp,
    pub tag: TagId,
    pub priority: Priority,
    pub spot: Option<Spot>,
    pub note: Option<Note>,
    pub asker: Option<String>,
    /// None: nobody has helped yet.
    pub done: Option<NewDone>,
}

#[derive(Debug, Clone)]
pub struct NewDone {
    /// None: it does not say.
    pub by: Option<PersonId>,
    pub category: Category,
    pub arrived_at: Option<Timestamp>,
    pub at: Timestamp,
}

/// Makes the ticket that a slip is. The same form again makes none, and is answered with the same.
///
/// # Errors
/// Those of the database. Why the slip is not entered is the answer.
pub(crate) async fn enter_slip(
    core: &Core,
    kept: &Kept,
    by: PersonId,
    slip: &NewSlip,
) -> Result<Result<Ticket, SlipRefusal>, ActionError> {
    loop {
        let entered = try_to_enter(core, kept, by, slip, new_code(core)).await;
        if !is_code_taken(&entered) {
            return entered;
        }
    }
}

async fn try_to_enter(
    core: &Core,
    kept: &Kept,
    by: PersonId,
    slip: &NewSlip,
    ticket_code: Code,
) -> Result<Result<Ticket, SlipRefusal>, ActionError> {
    let now = core.now();
    let mut tx = core.write().await?;
    let Some(printed) = tx.lookup_slip(slip.code).await? else {
        return Ok(Err(SlipRefusal::NeverPrinted));
    };
    let request_key = request_key(slip, by);
    if let Some(Back::Entered { ticket, .. }) = printed.back
        && let Some(made) = tx.lookup_ticket_by_request_key(&request_key).await?
        && made.id == ticket
    {
        tx.commit_quietly().await?;
        return Ok(Ok(made));
    }
    let ward = slip.ward.unwrap_or(printed.ward);
    if let Err(refusal) = printed.may_be_entered(ward, slip.is_borrowed, slip.asked_at) {
        return Ok(Err(refusal));
    }
    let id = TicketId::new(now, core.random.bytes());
    let done = slip.done.as_ref().map(|done| DoneOnPaper {
        by: done.by.unwrap_or(by),
        category: done.category.id,
        hands_off: done.category.hands_off,
        arrived_at: done.arrived_at,
        at: done.at,
    });
    let request = Request {
        id,
        code: ticket_code,
        ward,
        tag: slip.tag,
        priority: slip.priority,
        stuck: None,
        spot: slip.spot.clone(),
        note: slip.note.clone(),
        asker: slip.asker.clone(),
        asked_by: AskedBy::Paper(by),
    };
    let paper = FromPaper { request, slip: slip.code, asked_at: slip.asked_at, done };
    let mut transition = Ticket::enter_from_paper(paper, now, &core.deadlines());
    if let Some(place) = kept.places(tx.as_mut()).await?.wards.get(&ward) {
        transition = transition.at(place);
    }
    // Nobody is given its link.
    let links = TicketLinks { link: links::hash(&core.links.ticket(id)), request_key, link_rotation: None };
    let ticket = NewTicket { transition, links };
    tx.add_ticket(&ticket).await?;
    tx.enter_slip(slip.code, id, now).await?;
    tx.commit().await?;
    tracing::info!(ticket = %ticket.transition.ticket.code, slip = %slip.code, "entered from paper");
    Ok(Ok(ticket.transition.ticket))
}

/// The same of the same form, and of no other.
fn request_key(slip: &NewSlip, by: PersonId) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(links::hash(&format!("paper {} {by} {}", slip.code, slip.key)).0)
}

/// All other slips that were printed then came back with nothing on them.
///
/// # Errors
/// Those of the database.
pub(crate) async fn say_unused(core: &Core, printed_at: Timestamp, by: PersonId) -> Result<(), ActionError> {
    let now = core.now();
    let mut tx = core.write().await?;
    let count = tx.set_slips_unused(printed_at, now).await?;
    if count == 0 {
        return Ok(tx.commit_quietly().await?);
    }
    let what = Logged::SlipsUnused { printed_at, count };
    tx.append_event(&NewEvent::new(Subject::Hospital, Actor::Lead(by), now, what)).await?;
    Ok(tx.commit().await?)
}
