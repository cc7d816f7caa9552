//! Screen 2.

use app::model::WaitingPage;
use domain::{
    Ticket,
    ticket::{AskedBy, Phase},
};
use store::Session;

use super::{
    Directory,
    timeline::{Detail, timeline},
};
use crate::elbow::Elbow;

pub(crate) async fn waiting_page(
    elbow: &Elbow,
    session: &mut dyn Session,
    ticket: &Ticket,
    notice: Option<String>,
) -> Result<WaitingPage, store::Error> {
    let now = elbow.now();
    let directory = Directory::load(elbow, session).await?;
    let events = session.list_events_of(ticket.id).await?;
    let offers = session.list_offers(ticket.id).await?;
    let helper = ticket.holder().and_then(|holder| directory.responder(holder));
    let minutes_away = helper
        .filter(|_| ticket.phase() == Phase::OnTheWay)
        .and_then(|helper| directory.walk_minutes(helper, ticket.ward, now));
    let ask_again = match ticket.asked_by {
        AskedBy::WardDevice(_) => Some("/".to_owned()),
        AskedBy::WardLink => session
            .ward_link_rotation(ticket.ward)
            .await?
            .map(|rotation| format!("/w/{}", elbow.links.ward(ticket.ward, rotation))),
        AskedBy::Desk(_) => Some("/board/ask".to_owned()),
    };
    let shortfall = match ticket.phase() {
        Phase::Waiting => session.lookup_shortfall(ticket.id).await?,
        _ => None,
    };
    let can_say_not_solved =
        ticket.closed_at().is_some_and(|closed| now.since(closed) <= elbow.deadlines().reopen_within);
    Ok(WaitingPage {
        link: format!("/r/{}", elbow.links.ticket(ticket.id)),
        ask_again,
        now,
        code: ticket.code.to_string(),
        ward_name: directory.ward_name(ticket.ward),
        tag: directory.tag_name(ticket.tag),
        priority: ticket.priority,
        phase: ticket.phase(),
        holder: helper.map(|helper| helper.name.clone()),
        minutes_away,
        asked_people: ticket.offers.len(),
        shortfall: shortfall.and_then(|json| super::board::shortfall_words(&directory, &json)),
        escalated: ticket.escalation > 0,
        can_say_not_solved,
        notice,
        timeline: timeline(elbow, &directory, &events, &offers, Detail::Requester),
    })
}
