//! Slips of paper that came back after there was no Elbow.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::{
    Category, Code, Logged, Note, PersonId, Priority, Spot, TagId, Ticket, TicketId, Timestamp, WardId,
    pack::{Back, Became, Confirmed, Known, Meant, SlipCode, SlipCount, SlipRefusal, Typed},
    ticket::{Actor, AskedBy, DoneOnPaper, FromPaper, Request, State},
};
use ground::links;
use store::{NewEvent, NewTicket, Subject, TicketLinks, Tx, if_readable};

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
    pub ward: WardId,
    pub confirmed: Confirmed,
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
    let request_key = request_key(slip, by);
    if let Some(made) = tx.lookup_ticket_by_request_key(&request_key).await? {
        tx.commit_quietly().await?;
        return Ok(Ok(made));
    }
    let known = known(tx.as_mut(), slip.code).await?;
    let NewSlip { code, ward, asked_at, confirmed, .. } = *slip;
    let meant = match known.may_be_entered(&Typed { code, ward, asked_at, confirmed }) {
        Ok(meant) => meant,
        Err(refusal) => return Ok(Err(refusal)),
    };
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
        ward: slip.ward,
        tag: slip.tag,
        priority: slip.priority,
        stuck: None,
        spot: slip.spot.clone(),
        note: slip.note.clone(),
        asker: slip.asker.clone(),
        asked_by: AskedBy::Paper(by),
    };
    let paper = FromPaper { request, slip: slip.code, asked_at: slip.asked_at, done };
    let policy = core.policy_of(tx.as_mut(), slip.ward, slip.asked_at).await?;
    let mut transition = Ticket::enter_from_paper(paper, now, &policy.deadlines);
    if let Some(place) = kept.places(tx.as_mut()).await?.wards.get(&slip.ward) {
        transition = transition.at(place);
    }
    // Nobody is given its link.
    let links = TicketLinks { link: links::hash(&core.links.ticket(id)), request_key, link_rotation: None };
    let ticket = NewTicket { transition, links };
    tx.add_ticket(&ticket).await?;
    match meant {
        Meant::Printed => {
            let before = known.printed.and_then(|(_, became)| became).map(|became| became.ticket);
            tx.enter_slip(slip.code, before, id, now).await?;
        }
        Meant::Stray => {
            tx.enter_stray_slip(slip.code, id, now).await?;
            if let Some(until) = known.leaps_to(slip.code) {
                tx.leave_out_slips(until).await?;
            }
        }
    }
    tx.commit().await?;
    tracing::info!(ticket = %ticket.transition.ticket.code, slip = %slip.code, "entered from paper");
    Ok(Ok(ticket.transition.ticket))
}

/// The same of the same form with the same in it, and of no other.
fn request_key(slip: &NewSlip, by: PersonId) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(links::hash(&format!("paper {by} {slip:?}")).0)
}

async fn known(tx: &mut dyn Tx, code: SlipCode) -> store::Result<Known> {
    let printed = match tx.lookup_slip(code).await? {
        Some(slip) => {
            let became = match slip.back {
                Some(Back::Entered { ticket, .. }) => Some(became(tx, ticket).await?),
                Some(Back::Unused) | None => None,
            };
            Some((slip, became))
        }
        None => None,
    };
    let stray = match tx.lookup_stray_slip(code).await? {
        Some(ticket) => Some(became(tx, ticket).await?),
        None => None,
    };
    Ok(Known { printed, stray, latest: tx.latest_slip().await? })
}

async fn became(tx: &mut dyn Tx, ticket: TicketId) -> store::Result<Became> {
    let read = if_readable(tx.lookup_ticket(ticket).await)?;
    let is_cancelled = read.is_some_and(|ticket| matches!(ticket.state, State::Withdrawn { .. }));
    Ok(Became { ticket, is_cancelled })
}

/// All other slips that were printed then came back with nothing on them, but those that are to be looked for. `seen`: how many of both
/// the page said.
///
/// # Errors
/// [`ActionError::Changed`] if they are others by now.
pub(crate) async fn say_unused(
    core: &Core,
    printed_at: Timestamp,
    seen: (u32, u32),
    by: PersonId,
) -> Result<(), ActionError> {
    let now = core.now();
    let mut tx = core.write().await?;
    let counts = tx.count_slips(now - SlipCount::ACCOUNTED).await?;
    let counts = counts.into_iter().find(|count| count.printed_at == printed_at);
    let now_there = counts.map_or((0, 0), |count| (count.rest(), count.missing));
    if now_there.0 == 0 {
        // It was said already.
        return Ok(tx.commit_quietly().await?);
    }
    if now_there != seen {
        return Err(ActionError::Changed);
    }
    let count = tx.set_slips_unused(printed_at, now).await?;
    let what = Logged::SlipsUnused { printed_at, count };
    tx.append_event(&NewEvent::new(Subject::Hospital, Actor::Lead(by), now, what)).await?;
    Ok(tx.commit().await?)
}

/// One that was to be looked for came back with nothing on it.
///
/// # Errors
/// Those of the database.
pub(crate) async fn say_one_unused(core: &Core, slip: SlipCode, by: PersonId) -> Result<(), ActionError> {
    let now = core.now();
    let mut tx = core.write().await?;
    let Some(slip) = tx.lookup_slip(slip).await? else { return Err(ActionError::NotFound) };
    if !tx.set_slip_unused(slip.code, now).await? {
        return Ok(tx.commit_quietly().await?);
    }
    let what = Logged::SlipsUnused { printed_at: slip.printed_at, count: 1 };
    tx.append_event(&NewEvent::new(Subject::Hospital, Actor::Lead(by), now, what)).await?;
    Ok(tx.commit().await?)
}

/// Nobody knows after all what became of those of which it was said that nothing is written on them.
///
/// # Errors
/// Those of the database.
pub(crate) async fn take_back_unused(
    core: &Core,
    printed_at: Timestamp,
    by: PersonId,
) -> Result<(), ActionError> {
    let now = core.now();
    let mut tx = core.write().await?;
    let count = tx.forget_slips_unused(printed_at).await?;
    if count == 0 {
        return Ok(tx.commit_quietly().await?);
    }
    let what = Logged::SlipsUnusedUndone { printed_at, count };
    tx.append_event(&NewEvent::new(Subject::Hospital, Actor::Lead(by), now, what)).await?;
    Ok(tx.commit().await?)
}
