//! Tickets are linked to what is known to be wrong, and go on being what they are: link, never merge. Those that are linked are held
//! while the command centre says so, and closed together once it is put right.

use domain::{
    CategoryId, KnownIssue, KnownIssueId, Leads, Logged, PersonId, Ticket, TicketId, Timestamp,
    known_issue::{IssueLink, LinkReason, UnlinkReason, Unlinked},
    ticket::{Actor, Command, HoldEnd, Refusal, When},
};
use store::{NewEvent, Subject, Tx, if_readable};

use super::{
    ActionError, record,
    taps::{made_before, remember_made},
    tickets::is_as_seen,
};
use crate::core::Core;

/// What becomes of tickets that are linked to something that has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhenEnded {
    /// They are linked, and stay as they are.
    Leave,
    /// They are closed with it, those that can be.
    Close(CategoryId),
    /// It has not ended after all.
    Reopen,
}

/// What linking has done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Linked {
    pub linked: u32,
    /// … of those, the ones to which nobody is sent for now.
    pub held: u32,
    /// … of those, the ones that were closed at once.
    pub closed: u32,
    /// Taking the links back leaves everything as it was.
    pub can_be_undone: bool,
    /// When it was: what is linked by mistake is found by it.
    pub at: Timestamp,
}

/// What closing together has done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClosedTogether {
    pub closed: u32,
    /// What has changed since somebody read which, or could not be closed: it stays open.
    pub changed: u32,
}

/// Links open tickets; those that are linked to it already stay so, and one that is about another known issue is about this one from
/// now on. `ended`: what becomes of them if it has ended.
///
/// # Errors
/// [`ActionError::IssueEnded`] if it has, and nobody has said what that means; [`ActionError::NotInCharge`]; [`ActionError::NotFound`].
pub async fn link_tickets(
    core: &Core,
    id: KnownIssueId,
    tickets: &[TicketId],
    (by, leads): (PersonId, &Leads),
    why: LinkReason,
    ended: Option<WhenEnded>,
) -> Result<Linked, ActionError> {
    let now = core.now();
    let mut tx = core.write().await?;
    let mut issue = tx.lookup_known_issue(id).await?.ok_or(ActionError::NotFound)?;
    let (mut close_as, mut can_be_undone) = (None, true);
    if issue.ended_at.is_some() {
        match ended.ok_or(ActionError::IssueEnded)? {
            WhenEnded::Leave => {}
            WhenEnded::Close(category) => close_as = Some(category),
            WhenEnded::Reopen if *leads != Leads::All => return Err(ActionError::NotInCharge),
            WhenEnded::Reopen => {
                can_be_undone = false;
                issue = super::known_issues::reopen(core, tx.as_mut(), issue, by, now).await?;
            }
        }
    }
    let mut done =
        Linked { linked: 0, held: 0, closed: 0, can_be_undone: can_be_undone && close_as.is_none(), at: now };
    for ticket in tickets {
        let Some(ticket) = tx.lookup_ticket(*ticket).await? else { continue };
        check_leads(tx.as_mut(), leads, &ticket).await?;
        let before = tx.lookup_issue_link(ticket.id).await?;
        if !link(tx.as_mut(), &ticket, id, Some(by), why, now).await? {
            continue;
        }
        done.can_be_undone &= before.is_none();
        done.linked += 1;
        if let Some(category) = close_as {
            let command = Command::CloseWithOthers { by, category, known_issue: id };
            done.closed += u32::from(apply(core, tx.as_mut(), &ticket, command, by, now).await?.is_ok());
        } else if issue.holds_until(ticket.priority, now).is_some() {
            done.held += u32::from(hold(core, tx.as_mut(), &issue, &ticket, by, now).await?);
        } else if ticket.held_until().is_some() {
            // What it was about before held it; this does not.
            let command = Command::EndHold { why: HoldEnd::Unlinked };
            let _sent = apply(core, tx.as_mut(), &ticket, command, by, now).await?;
        }
    }
    tx.commit().await?;
    Ok(done)
}

/// Whoever leads a zone decides about its tickets, and no others.
async fn check_leads(tx: &mut dyn Tx, leads: &Leads, ticket: &Ticket) -> Result<(), ActionError> {
    if *leads == Leads::All {
        return Ok(());
    }
    let ward = if_readable(tx.lookup_ward(ticket.ward).await)?;
    let is_theirs = leads.is_in_charge_of(ward.and_then(|ward| ward.zone));
    if is_theirs { Ok(()) } else { Err(ActionError::NotInCharge) }
}

/// Links one ticket, within a transaction; whether that was news.
pub(super) async fn link(
    tx: &mut dyn Tx,
    ticket: &Ticket,
    known_issue: KnownIssueId,
    by: Option<PersonId>,
    why: LinkReason,
    now: Timestamp,
) -> Result<bool, store::Error> {
    if ticket.id.is_canary() {
        return Ok(false);
    }
    let before = tx.lookup_issue_link(ticket.id).await?;
    if before.is_some_and(|link| link.known_issue == known_issue) {
        return Ok(false);
    }
    let actor = actor(by, why);
    unlink(tx, ticket.id, actor, by, UnlinkReason::Moved, now).await?;
    let link =
        IssueLink { ticket: ticket.id, known_issue, linked_at: now, linked_by: by, why, unlinked: None };
    tx.link_issue(&link).await?;
    log(tx, ticket.id, actor, now, Logged::IssueLinked { known_issue, why }).await?;
    Ok(true)
}

const fn actor(by: Option<PersonId>, why: LinkReason) -> Actor {
    match (by, why) {
        (Some(by), LinkReason::Responder) => Actor::Responder(by),
        (Some(by), _) => Actor::Lead(by),
        (None, _) => Actor::Requester,
    }
}

/// Ends a link, within a transaction; answers with what it was to.
pub(super) async fn unlink(
    tx: &mut dyn Tx,
    ticket: TicketId,
    actor: Actor,
    by: Option<PersonId>,
    why: UnlinkReason,
    now: Timestamp,
) -> Result<Option<KnownIssueId>, store::Error> {
    let ended = tx.unlink_issue(ticket, Unlinked { at: now, by, why }).await?;
    if let Some(IssueLink { known_issue, .. }) = ended {
        log(tx, ticket, actor, now, Logged::IssueUnlinked { known_issue, why }).await?;
    }
    Ok(ended.map(|link| link.known_issue))
}

async fn log(
    tx: &mut dyn Tx,
    ticket: TicketId,
    actor: Actor,
    now: Timestamp,
    what: Logged,
) -> Result<(), store::Error> {
    tx.append_event(&NewEvent::new(Subject::Ticket(ticket), actor, now, what)).await.map(drop)
}

/// Ends the links of these tickets to a known issue; nothing happens to those that have none. Answers with how many had.
///
/// # Errors
/// [`ActionError::NotInCharge`].
pub async fn unlink_tickets(
    core: &Core,
    id: KnownIssueId,
    tickets: &[TicketId],
    (by, leads): (PersonId, &Leads),
) -> Result<u32, ActionError> {
    let now = core.now();
    let mut tx = core.write().await?;
    let mut unlinked = 0;
    for ticket in tickets {
        let link = tx.lookup_issue_link(*ticket).await?;
        if link.is_none_or(|link| link.known_issue != id) {
            continue;
        }
        let Some(ticket) = tx.lookup_ticket(*ticket).await? else { continue };
        check_leads(tx.as_mut(), leads, &ticket).await?;
        unlink(tx.as_mut(), ticket.id, Actor::Lead(by), Some(by), UnlinkReason::Lead, now).await?;
        if ticket.held_until().is_some() {
            let command = Command::EndHold { why: HoldEnd::Unlinked };
            let _held = apply(core, tx.as_mut(), &ticket, command, by, now).await?;
        }
        unlinked += 1;
    }
    tx.commit().await?;
    Ok(unlinked)
}

/// Takes back what was linked to a known issue at `at` by the same person.
///
/// # Errors
/// As [`unlink_tickets`].
pub async fn undo_link(
    core: &Core,
    id: KnownIssueId,
    at: Timestamp,
    (by, leads): (PersonId, &Leads),
) -> Result<u32, ActionError> {
    let mut linked = Vec::new();
    let mut tx = core.store.read().await?;
    for ticket in tx.list_open_tickets_of_known_issue(id).await? {
        let link = tx.lookup_issue_link(ticket.id).await?;
        if link.is_some_and(|link| link.linked_at == at && link.linked_by == Some(by)) {
            linked.push(ticket.id);
        }
    }
    drop(tx);
    unlink_tickets(core, id, &linked, (by, leads)).await
}

/// What was last said of a known issue holds for all that are linked to it: they are held until the next word, or somebody is sent.
pub(super) async fn hold_all(
    core: &Core,
    tx: &mut dyn Tx,
    issue: &KnownIssue,
    by: PersonId,
    now: Timestamp,
) -> Result<(), store::Error> {
    for ticket in tx.list_open_tickets_of_known_issue(issue.id).await? {
        if issue.said.holds && issue.ended_at.is_none() {
            hold(core, tx, issue, &ticket, by, now).await?;
        } else if ticket.held_until().is_some() {
            let why = if issue.ended_at.is_some() { HoldEnd::IssueEnded } else { HoldEnd::SendsAgain };
            let _ended = apply(core, tx, &ticket, Command::EndHold { why }, by, now).await?;
        }
    }
    Ok(())
}

/// Whether the ticket is held by it from now on.
async fn hold(
    core: &Core,
    tx: &mut dyn Tx,
    issue: &KnownIssue,
    ticket: &Ticket,
    by: PersonId,
    now: Timestamp,
) -> Result<bool, store::Error> {
    let until = issue.holds_until(ticket.priority, now).filter(|_| ticket.may_be_held());
    let Some(until) = until.filter(|until| ticket.held_until() != Some(*until)) else { return Ok(false) };
    let command = Command::Hold { known_issue: issue.id, until };
    Ok(apply(core, tx, ticket, command, by, now).await?.is_ok())
}

async fn apply(
    core: &Core,
    tx: &mut dyn Tx,
    ticket: &Ticket,
    command: Command,
    by: PersonId,
    now: Timestamp,
) -> Result<Result<(), Refusal>, store::Error> {
    let deadlines = core.deadlines_of(tx, ticket).await?;
    match ticket.apply(command, Actor::Lead(by), When::at(now), &deadlines) {
        Ok(transition) => record(tx, ticket, &transition, None).await.map(Ok),
        Err(refusal) => Ok(Err(refusal)),
    }
}

/// Closes these tickets, as far as they are linked to it still and nobody has set out for them. All or nothing is written; the same form
/// again, by its `once`, closes none.
///
/// # Errors
/// [`ActionError::NotInCharge`]; [`ActionError::NotFound`] if there is no such known issue, or no such category.
pub async fn close_together(
    core: &Core,
    id: KnownIssueId,
    tickets: &[(TicketId, Option<u32>)],
    category: CategoryId,
    (by, leads): (PersonId, &Leads),
    once: Option<&str>,
) -> Result<ClosedTogether, ActionError> {
    let now = core.now();
    let mut tx = core.write().await?;
    if let Some(made) = made_before::<String>(tx.as_mut(), by, once).await? {
        tx.commit_quietly().await?;
        let counts = made.split_once('-').unwrap_or((&made, "0"));
        let [closed, changed] = [counts.0, counts.1].map(|count| count.parse().unwrap_or_default());
        return Ok(ClosedTogether { closed, changed });
    }
    tx.lookup_known_issue(id).await?.ok_or(ActionError::NotFound)?;
    let mut done = ClosedTogether::default();
    let linked = tx.list_open_tickets_of_known_issue(id).await?;
    for ticket in &linked {
        let Some((_, seen)) = tickets.iter().find(|(named, _)| *named == ticket.id) else { continue };
        check_leads(tx.as_mut(), leads, ticket).await?;
        let command = Command::CloseWithOthers { by, category, known_issue: id };
        if !is_as_seen(tx.as_mut(), ticket, &command, *seen).await? {
            done.changed += 1;
            continue;
        }
        match apply(core, tx.as_mut(), ticket, command, by, now).await? {
            Ok(()) => done.closed += 1,
            Err(_) => done.changed += 1,
        }
    }
    let made = format!("{}-{}", done.closed, done.changed);
    remember_made(tx.as_mut(), by, once, &made, now).await?;
    tx.commit().await?;
    Ok(done)
}
