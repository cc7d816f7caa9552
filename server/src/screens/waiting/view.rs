//! What whoever asked sees of it.

use std::time::Duration;

use app::screens::waiting::{AboutIssue, WaitingPage};
use dispatch::shortfall_to_requester;
use domain::{
    DeviceId, KnownIssue, Logged, PersonId, Responder, Shortfall, Ticket, Timestamp,
    ticket::{Actor, AskedBy, Happening, Phase},
};
use store::{LoggedEvent, Tx, if_readable};

use crate::{
    actions::is_set_by_lead,
    kept::Directory,
    screens::known_issues::view::last_words,
    view::{
        Sources, moment,
        timeline::{Detail, timeline},
    },
};

/// How long a ward's own computer shows what has become of a request, once it is closed.
const LEFT_AFTER: Duration = Duration::from_mins(5);

/// `device`: the ward's own on which it is looked at, if it is one.
pub(crate) async fn waiting_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    ticket: &Ticket,
    notice: Option<String>,
    device: Option<DeviceId>,
) -> Result<WaitingPage, store::Error> {
    let (now, sequence) = (sources.core.now(), tx.latest_sequence().await?);
    let directory = sources.directory(tx).await?;
    let events = tx.list_events_of(ticket.id).await?;
    let offers = tx.list_offers(ticket.id).await?;
    let helper = match ticket.holder() {
        Some(holder) => if_readable(tx.lookup_responder(holder).await)?,
        None => None,
    };
    let expected = helper
        .as_ref()
        .filter(|_| ticket.phase() == Phase::OnTheWay)
        .and_then(|helper| expected_at(&directory, ticket, helper));
    let ask_again = match ticket.asked_by {
        AskedBy::WardDevice(_) => Some(paths::HOME.to_owned()),
        AskedBy::WardLink => link_asked_by(sources, tx, ticket).await?,
        AskedBy::Desk(_) => Some(paths::DESK_ASK.to_owned()),
        AskedBy::InPassing(_) | AskedBy::Paper(_) => None,
    };
    let shortfall = match ticket.phase() {
        Phase::Waiting => tx.lookup_shortfall(ticket.id).await?,
        _ => None,
    };
    let shortfall = shortfall.and_then(|json| serde_json::from_str::<Shortfall>(&json).ok());
    let deadlines = sources.core.deadlines_of(tx, ticket).await?;
    let can_say_not_solved = ticket.reopens_until(&deadlines).is_some_and(|until| now <= until);
    let issue = issue_of(tx, ticket).await?;
    let about = issue.as_ref().map(|issue| AboutIssue {
        title: issue.said.title.as_str().to_owned(),
        workaround: issue.said.workaround.as_str().to_owned(),
    });
    let is_own_device = device.is_some_and(|device| ticket.asked_by == AskedBy::WardDevice(device));
    let leaves_after = ticket.closed_at().filter(|_| is_own_device).map(|closed_at| {
        LEFT_AFTER.saturating_sub(now.since(closed_at)).as_secs().max(WaitingPage::LAST_LOOK)
    });
    Ok(WaitingPage {
        secret: sources.core.links.ticket(ticket.id),
        ask_again,
        now,
        sequence,
        code: ticket.code.to_string(),
        version: ticket.version,
        ward_name: directory.ward_name(ticket.ward),
        tag: directory.tag_name(ticket.tag),
        is_for_anyone: directory.find_tag(ticket.tag).is_none_or(|tag| tag.anyone),
        priority: ticket.priority,
        phase: ticket.phase(),
        holder: helper.map(|helper| helper.name),
        expected: expected.map(|at| moment(sources, at)),
        asked_people: ticket.offers.len(),
        nobody_there: shortfall.as_ref().is_some_and(|shortfall| shortfall.on_shift == 0),
        shortfall: shortfall.map(|shortfall| shortfall_to_requester(&shortfall, &directory)),
        escalated: deadlines.ladder(ticket.priority).tells(ticket.escalation),
        instead_of: instead_of(&events, ticket).map(|person| directory.person_name(person)),
        may_lower: ticket.is_open() && ticket.phase() != Phase::WithYou && !is_set_by_lead(&events),
        can_say_not_solved,
        held: ticket.held_until().map(|until| moment(sources, until)),
        words: match tx.lookup_issue_link(ticket.id).await? {
            Some(link) if ticket.is_open() => {
                last_words(sources, tx, |issue, _| issue.id == link.known_issue).await?
            }
            _ => Vec::new(),
        },
        thought_fixed: ticket.closed_with.is_some() && !ticket.is_open(),
        issue: about,
        sorted: ticket.sorted,
        leaves_after,
        cancelled_by_command_centre: events
            .iter()
            .rfind(|event| matches!(event.what, Logged::Step(Happening::Withdrawn { .. })))
            .is_some_and(|event| event.actor != Actor::Requester),
        stuck: ticket.stuck,
        asker: ticket.asker.clone(),
        spot: ticket.spot.as_ref().map(|spot| spot.as_str().to_owned()),
        note: ticket.note.as_ref().map(|note| note.as_str().to_owned()),
        notice,
        timeline: timeline(sources, &directory, &events, &offers, Detail::Requester),
    })
}

/// What it is held for, or was closed with; none for what somebody is sent to, and comes to close.
async fn issue_of(tx: &mut dyn Tx, ticket: &Ticket) -> Result<Option<KnownIssue>, store::Error> {
    let issue = match (ticket.closed_with, ticket.held_until()) {
        (Some(issue), _) => Some(issue),
        (None, Some(_)) => tx.lookup_issue_link(ticket.id).await?.map(|link| link.known_issue),
        (None, None) => None,
    };
    match issue {
        Some(issue) => if_readable(tx.lookup_known_issue(issue).await),
        None => Ok(None),
    }
}

/// When a helper on the way should be there: from the acceptance, or from where they have said since that they are.
fn expected_at(directory: &Directory, ticket: &Ticket, helper: &Responder) -> Option<Timestamp> {
    let left = ticket.accepted_at?.max(helper.whereabouts?.at);
    let minutes = directory.walk_minutes(helper, ticket.ward, left)?;
    Some(left + Duration::from_mins(u64::from(minutes.max(1))))
}

/// The ward's link by which the ticket was asked, if it is still good: whoever has the ticket's link is given no newer one.
async fn link_asked_by(
    sources: &Sources,
    tx: &mut dyn Tx,
    ticket: &Ticket,
) -> Result<Option<String>, store::Error> {
    let Some(now) = if_readable(tx.ward_link_rotation(ticket.ward).await)? else { return Ok(None) };
    // Of a ticket that is older than this memory only the first link can be told.
    let asked_by = tx.lookup_link_rotation(ticket.id).await?.unwrap_or(0);
    Ok((asked_by == now).then(|| paths::ward_link(&sources.core.links.ward(ticket.ward, now))))
}

/// Whom the present holder took over from by being nearer.
fn instead_of(events: &[LoggedEvent], ticket: &Ticket) -> Option<PersonId> {
    ticket.holder()?;
    events.iter().rev().filter_map(|event| event.what.step()).find_map(|step| match step {
        Happening::Accepted { instead_of, .. } => Some(*instead_of),
        Happening::Assigned { .. }
        | Happening::Released { .. }
        | Happening::ReleaseUndone { .. }
        | Happening::Reopened => Some(None),
        _ => None,
    })?
}
