//! Asking for help. A request that was answered with success is in the database; asked twice with one key, it is there
//! once.

use std::time::Duration;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::{
    Code, KnownIssueId, Logged, Note, Priority, Spot, TagId, Ticket, TicketId, Timestamp, WardId, canary,
    known_issue::LinkReason,
    priority::Stuck,
    ticket::{Actor, AskedAbout, AskedBy, Command, Phase, Request, When, WithdrawReason},
};
use ground::links;
use store::{Hash, NewEvent, NewTicket, Subject, TicketLinks, Tx, if_readable};

use super::{ActionError, issue_links::link, taps::REMEMBERED_FOR, tickets::keep};
use crate::{
    core::{Core, Write},
    kept::Kept,
    limits::{Limits, TooMany},
};

#[derive(Debug, Clone)]
pub struct NewRequest {
    /// Made with the form, 1 to 64 characters.
    pub key: String,
    pub ward: WardId,
    pub tag: TagId,
    pub priority: Priority,
    pub stuck: Option<Stuck>,
    pub spot: Option<Spot>,
    pub note: Option<Note>,
    pub asker: Option<String>,
    pub asked_by: AskedBy,
    /// Which of the ward's links it came by, if it came by one.
    pub link_rotation: Option<u32>,
    pub device_at: Option<Timestamp>,
    /// Links of what this browser has asked before, where the request is held against what was asked from here. None: it is
    /// taken as another one whatever is there.
    pub own: Option<Vec<Hash>>,
    /// What was known of it, and did not help.
    pub still_need: Option<KnownIssueId>,
}

/// A ticket, and whether this request made it.
#[derive(Debug)]
pub struct Asked {
    pub ticket: Ticket,
    pub is_new: bool,
}

/// Whoever looks once more sees what has become of it; nobody who comes later does.
const SHOWN_WHEN_CLOSED: Duration = Duration::from_mins(10);

/// 810,000 codes: a clash among a season's tickets is rare, and answered with another draw.
const CODE_CHARACTERS: usize = 4;

/// Writes the request down.
///
/// # Errors
/// [`ActionError::AskedAlready`] if one from the same place may be meant, [`ActionError::TakenBack`], [`ActionError::TooMany`],
/// [`ActionError::NotFound`] if the way it came by is closed by now.
pub(crate) async fn ask(
    core: &Core,
    kept: &Kept,
    limits: &Limits,
    request: NewRequest,
) -> Result<Asked, ActionError> {
    let mut is_counted = false;
    loop {
        let asked = try_to_ask(core, kept, limits, &request, new_code(core), &mut is_counted).await;
        if is_code_taken(&asked) {
            continue;
        }
        if is_counted && matches!(asked, Err(ActionError::Store(_))) {
            limits.not_asked(request.ward, request.asked_by);
        }
        return asked;
    }
}

/// A code for a ticket, to try.
pub(super) fn new_code(core: &Core) -> Code {
    core.random.code::<CODE_CHARACTERS>()
}

/// Then it is tried with another.
pub(super) fn is_code_taken<T>(tried: &Result<T, ActionError>) -> bool {
    matches!(tried, Err(ActionError::Store(store::Error::Duplicate("code"))))
}

/// What somebody read before asking has helped.
#[derive(Debug, Clone)]
pub struct SortedBy {
    pub issue: KnownIssueId,
    /// What they would have asked.
    pub about: AskedAbout,
    pub asked_by: AskedBy,
    /// Made with the form.
    pub key: Option<String>,
    pub device_at: Option<Timestamp>,
}

/// Writes down that nobody has to be sent: it was needed all the same, and counts as a request does. The same form again counts once.
///
/// # Errors
/// [`ActionError::NotFound`] if that is not known any more, [`ActionError::TooMany`].
pub(crate) async fn sorted_by_issue(
    core: &Core,
    kept: &Kept,
    limits: &Limits,
    said: SortedBy,
) -> Result<(), ActionError> {
    let SortedBy { issue, mut about, asked_by, key, device_at } = said;
    let now = core.now();
    let mut tx = core.write().await?;
    // Its own key among those of requests that were taken back: both say that a form has done what it can.
    let key = key.map(|key| elsewhere(&format!("sorted {key}"), about.ward, asked_by));
    if let Some(key) = &key
        && tx.is_taken_back(key).await?
    {
        return Ok(tx.commit_quietly().await?);
    }
    let known = tx.lookup_known_issue(issue).await?;
    known.filter(|issue| issue.is_about(about.tag, about.ward)).ok_or(ActionError::NotFound)?;
    limits.may_say_sorted(about.ward, asked_by, now)?;
    if let Some(ward) = kept.places(tx.as_mut()).await?.wards.get(&about.ward) {
        (about.zone, about.site) = (ward.zone, Some(ward.site));
    }
    let what = Logged::SortedByIssue { known_issue: issue, about };
    let written = async {
        let event = NewEvent { device_at, ..NewEvent::new(Subject::Hospital, Actor::Requester, now, what) };
        tx.append_event(&event).await?;
        if let Some(key) = &key {
            tx.forget_taps(now - REMEMBERED_FOR).await?;
            tx.add_taken_back(key, now).await?;
        }
        tx.commit().await
    };
    Ok(written.await.inspect_err(|_| limits.not_said_sorted(about.ward, asked_by))?)
}

/// Takes back a request that its page has heard nothing of: it may have arrived, or arrive yet, and then it is not made. Nothing
/// happens if it is over, or if somebody is there already.
///
/// # Errors
/// [`ActionError::TooMany`]: what has not arrived is remembered, as often as somebody may ask.
pub async fn take_back(
    core: &Core,
    limits: &Limits,
    key: &str,
    ward: WardId,
    asked_by: AskedBy,
) -> Result<(), ActionError> {
    let mut tx = core.write().await?;
    let (found, _) = find_asked(tx.as_mut(), key, ward, asked_by).await?;
    if found.is_none() {
        let (key, now) = (elsewhere(key, ward, asked_by), core.now());
        if !tx.is_taken_back(&key).await? {
            may_ask(core, limits, ward, asked_by)?;
            let kept = remember_taken_back(tx, &key, now).await;
            return Ok(kept.inspect_err(|_| limits.not_asked(ward, asked_by))?);
        }
        return Ok(tx.commit_quietly().await?);
    }
    // Opened again, it is another time of the same request.
    let stands =
        |ticket: &Ticket| ticket.is_open() && ticket.phase() != Phase::WithYou && ticket.reopened == 0;
    let Some(ticket) = found.filter(stands) else { return Ok(()) };
    let actor = match asked_by {
        AskedBy::Desk(lead) => Actor::Lead(lead),
        _ => Actor::Requester,
    };
    let command = Command::Withdraw { why: WithdrawReason::SolvedMyself };
    let deadlines = core.deadlines_of(tx.as_mut(), &ticket).await?;
    let transition = ticket.apply(command, actor, When::at(core.now()), &deadlines)?;
    Ok(keep(tx, &ticket, &transition).await?)
}

async fn remember_taken_back(mut tx: Write, key: &str, now: Timestamp) -> Result<(), store::Error> {
    tx.forget_taps(now - REMEMBERED_FOR).await?;
    tx.add_taken_back(key, now).await?;
    tx.commit_quietly().await
}

/// The ticket that was asked for with this key from the same place, and the key that one from there has.
async fn find_asked(
    tx: &mut dyn Tx,
    key: &str,
    ward: WardId,
    asked_by: AskedBy,
) -> Result<(Option<Ticket>, String), store::Error> {
    let mut key = key.to_owned();
    while let Some(ticket) = tx.lookup_ticket_by_request_key(&key).await? {
        if ticket.ward == ward && ticket.asked_by == asked_by {
            return Ok((Some(ticket), key));
        }
        // The same key from another place is another request: nobody's is answered with somebody else's.
        key = elsewhere(&key, ward, asked_by);
    }
    Ok((None, key))
}

/// A key that the same request from the same place gets again, and no other.
fn elsewhere(key: &str, ward: WardId, asked_by: AskedBy) -> String {
    let who = match asked_by {
        AskedBy::WardDevice(device) => device.to_string(),
        AskedBy::WardLink => "link".to_owned(),
        AskedBy::Desk(person) | AskedBy::InPassing(person) | AskedBy::Paper(person) => person.to_string(),
    };
    BASE64_URL_SAFE_NO_PAD.encode(links::hash(&format!("{key} {ward} {who}")).0)
}

/// `is_counted`: whether a try before this one was counted already.
async fn try_to_ask(
    core: &Core,
    kept: &Kept,
    limits: &Limits,
    request: &NewRequest,
    ticket_code: Code,
    is_counted: &mut bool,
) -> Result<Asked, ActionError> {
    let mut tx = core.write().await?;
    let (found, key) = find_asked(tx.as_mut(), &request.key, request.ward, request.asked_by).await?;
    if let Some(ticket) = found {
        // It may be as new as this moment, and nobody is told of it before it is kept.
        tx.commit_quietly().await?;
        return Ok(Asked { ticket, is_new: false });
    }
    if tx.is_taken_back(&elsewhere(&request.key, request.ward, request.asked_by)).await? {
        return Err(ActionError::TakenBack);
    }
    if !is_let_in(tx.as_mut(), request).await? {
        return Err(ActionError::NotFound);
    }
    if let Some(meant) = may_be_meant(tx.as_mut(), request, core.now()).await? {
        return Err(ActionError::AskedAlready(Box::new(meant)));
    }
    // After the look for the same request, and behind the one writer: a tap repeated fifty times counts once.
    if !*is_counted {
        may_ask(core, limits, request.ward, request.asked_by)?;
    }
    *is_counted = true;
    let now = core.now();
    let id = new_id(core, request.ward, now);
    let links = TicketLinks {
        link: links::hash(&core.links.ticket(id)),
        request_key: key,
        link_rotation: request.link_rotation,
    };
    let details = Request {
        id,
        code: ticket_code,
        ward: request.ward,
        tag: request.tag,
        priority: request.priority,
        stuck: request.stuck,
        spot: request.spot.clone(),
        note: request.note.clone(),
        asker: request.asker.clone(),
        asked_by: request.asked_by,
    };
    let policy = core.policy_of(tx.as_mut(), request.ward, now).await?;
    let mut transition = Ticket::ask(details, request.device_at, now, &policy.deadlines);
    if let Some(ward) = kept.places(tx.as_mut()).await?.wards.get(&request.ward) {
        transition = transition.at(ward);
    }
    let known = match request.still_need {
        Some(issue) => {
            tx.lookup_known_issue(issue).await?.filter(|issue| issue.is_about(request.tag, request.ward))
        }
        None => None,
    };
    // Whoever has read it and still needs somebody is held for nothing.
    transition.ticket.hold_lifted = known.is_some();
    let ticket = NewTicket { transition, links };
    tx.add_ticket(&ticket).await?;
    if let Some(issue) = known {
        link(tx.as_mut(), &ticket.transition.ticket, issue.id, None, LinkReason::Requester, now).await?;
    }
    tx.commit().await?;
    if !id.is_canary() {
        tracing::info!(ticket = %ticket.transition.ticket.code, "asked");
    }
    Ok(Asked { ticket: ticket.transition.ticket, is_new: true })
}

/// Counts a request, and says it on boards when there begin to be too many.
fn may_ask(core: &Core, limits: &Limits, ward: WardId, asked_by: AskedBy) -> Result<(), TooMany> {
    let now = core.now();
    limits.may_ask(ward, asked_by, now).inspect_err(|_| {
        // Boards look again with every event.
        if limits.floods(now).iter().any(|(flooded, flood)| *flooded == ward && flood.refused == 1) {
            core.wake.boards.notify_one();
        }
    })
}

/// The latest that the same place has asked, if it may be this request.
async fn may_be_meant(
    tx: &mut dyn Tx,
    request: &NewRequest,
    now: Timestamp,
) -> Result<Option<Ticket>, store::Error> {
    let Some(own) = &request.own else { return Ok(None) };
    let mut asked = asked_from(tx, request.asked_by, own, now).await?.into_iter();
    Ok(asked.rfind(|ticket| ticket.may_be_meant(request.ward, request.tag, request.priority, now)))
}

/// What was asked from here and is open, or was closed a few minutes ago, oldest first. Of a ward's own device that is known; by a
/// ward's link, which tells nobody apart, it is what the browser has `own` links of.
pub(crate) async fn asked_from(
    tx: &mut dyn Tx,
    asked_by: AskedBy,
    own: &[Hash],
    now: Timestamp,
) -> Result<Vec<Ticket>, store::Error> {
    let since = now - SHOWN_WHEN_CLOSED;
    let mut asked = Vec::new();
    match asked_by {
        AskedBy::WardDevice(device) => {
            // What is thought to be fixed can be said not to be for a day, wherever its page has gone.
            asked = tx.list_closed_tickets_asked_by(device, now - Ticket::CLOSED_WITH_FOR).await?;
            asked.extend(tx.list_open_tickets_asked_by(asked_by).await?);
        }
        AskedBy::WardLink => {
            for link in own {
                asked.extend(if_readable(tx.lookup_ticket_by_link(link).await)?);
            }
        }
        // A desk is shared by the command centre, which has the board.
        AskedBy::Desk(_) | AskedBy::InPassing(_) | AskedBy::Paper(_) => {}
    }
    let is_shown = |ticket: &Ticket| {
        let shown_since = if ticket.closed_with.is_some() { now - Ticket::CLOSED_WITH_FOR } else { since };
        ticket.closed_at().is_none_or(|closed| closed >= shown_since)
    };
    asked.retain(is_shown);
    asked.sort_by_key(|ticket| (ticket.asked_at, ticket.id));
    Ok(asked)
}

/// The canary's can be told.
fn new_id(core: &Core, ward: WardId, now: Timestamp) -> TicketId {
    if ward == canary::ward() { TicketId::canary(now) } else { TicketId::new(now, core.random.bytes()) }
}

/// Whether the way it came by is still open: the link may have been changed, the device shut out, and the ward ended, since it was read.
async fn is_let_in(tx: &mut dyn Tx, request: &NewRequest) -> Result<bool, store::Error> {
    if if_readable(tx.lookup_ward(request.ward).await)?.is_none() {
        return Ok(false);
    }
    Ok(match (request.asked_by, request.link_rotation) {
        (AskedBy::WardDevice(device), _) => tx.is_enrolled(device).await?,
        (AskedBy::WardLink, Some(rotation)) => {
            if_readable(tx.ward_link_rotation(request.ward).await)? == Some(rotation)
        }
        _ => true,
    })
}
