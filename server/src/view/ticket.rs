//! One ticket in full, for a lead.

use std::time::Duration;

use app::{
    model::{CandidateRow, Choice, OfferRow, TicketPage},
    words,
};
use dispatch::{Candidate, Why};
use domain::{
    Duty, Responder, Ticket, Timestamp,
    ticket::{AskedBy, Phase, State},
};
use store::{Alert, AlertKind, Call, OfferRecord, Session};

use super::{
    Directory,
    arrival::arrival_words,
    board::{Accounts, board_ticket, why_words},
    moment::moment,
    timeline::{Detail, people, timeline},
};
use crate::elbow::Elbow;

pub(crate) async fn ticket_page(
    elbow: &Elbow,
    session: &mut dyn Session,
    ticket: &Ticket,
    notice: Option<String>,
) -> Result<TicketPage, store::Error> {
    let directory = Directory::load(elbow, session).await?;
    let events = session.list_events_of(ticket.id).await?;
    let offers = session.list_offers(ticket.id).await?;
    let alerts = session.list_alerts_of(ticket.id).await?;
    let accounts = Accounts::load(session).await?;
    let calls = session.list_calls_of(ticket.id).await?;
    let responders = session.list_responders().await?;
    let now = elbow.now();
    let known_issue = match ticket.details.known_issue {
        Some(id) => session.lookup_known_issue(id).await?,
        None => None,
    };
    Ok(TicketPage {
        known_issue: known_issue.map(|issue| issue.said.title.as_str().to_owned()),
        now,
        ticket: board_ticket(elbow, &directory, &accounts, ticket),
        ward_phone: directory.wards.get(&ticket.ward).and_then(|ward| ward.phone.clone()),
        note: ticket.note.as_ref().map(|note| note.as_str().to_owned()),
        asker: ticket.asker.clone(),
        asked_by: match ticket.asked_by {
            AskedBy::WardDevice(_) => "The ward’s own device".to_owned(),
            AskedBy::WardLink => "The ward’s link".to_owned(),
            AskedBy::InPassing(responder) => {
                format!("Nobody: {} helped in passing", directory.person_name(responder))
            }
            AskedBy::Desk(lead) => format!("{}, on behalf of the ward", directory.person_name(lead)),
        },
        in_passing: ticket.is_in_passing(),
        closed_as: match ticket.state {
            State::Resolved { category, .. } | State::HandedOff { category, .. } => {
                Some(directory.category_name(category))
            }
            State::Withdrawn { why, .. } => Some(words::withdrawn_by_them(why).to_owned()),
            State::Waiting | State::OnTheWay { .. } | State::WithYou { .. } => None,
        },
        helped: (!ticket.details.is_default()).then(|| people(ticket.details.helped)),
        closing_note: ticket.details.note.as_ref().map(|note| note.as_str().to_owned()),
        is_open: ticket.is_open(),
        can_assign: matches!(ticket.phase(), Phase::Waiting | Phase::Offered | Phase::OnTheWay),
        assignable: assignable(&directory, &responders, ticket, now),
        timeline: timeline(elbow, &directory, &events, &offers, Detail::Lead),
        offers: offers.iter().map(|offer| offer_row(elbow, &directory, offer, &alerts, &calls)).collect(),
        notice,
    })
}

/// Everyone on shift or on a break, those who know the tag and are near first.
fn assignable(
    directory: &Directory,
    responders: &[Responder],
    ticket: &Ticket,
    now: Timestamp,
) -> Vec<Choice> {
    let knows = |responder: &Responder| responder.tags.contains(&ticket.tag);
    let minutes = |responder: &Responder| directory.walk_minutes(responder, ticket.ward, now);
    let mut people: Vec<&Responder> = responders
        .iter()
        .filter(|responder| responder.duty != Duty::OffShift && ticket.holder() != Some(responder.id))
        .collect();
    people.sort_by_key(|responder| (!knows(responder), minutes(responder).unwrap_or(u16::MAX)));
    people
        .into_iter()
        .map(|responder| {
            let mut words = vec![responder.name.clone()];
            words.extend(knows(responder).then(|| format!("knows {}", directory.tag_name(ticket.tag))));
            words.extend(minutes(responder).map(|minutes| format!("about {minutes} min walk")));
            words.extend((responder.duty == Duty::OnBreak).then(|| "on a break".to_owned()));
            Choice { value: responder.id.to_string(), label: words.join(", ") }
        })
        .collect()
}

fn offer_row(
    elbow: &Elbow,
    directory: &Directory,
    offer: &OfferRecord,
    alerts: &[Alert],
    calls: &[Call],
) -> OfferRow {
    let why: Option<Why> = serde_json::from_str(&offer.why).ok();
    let alert = alerts.iter().find(|alert| alert.offer == Some(offer.id) && alert.kind == AlertKind::Offer);
    OfferRow {
        to: directory.person_name(offer.to),
        made: moment(elbow, offer.made_at),
        outcome: outcome_words(offer),
        alert: alert.map_or_else(|| "no alert".to_owned(), |alert| arrival_words(alert, calls)),
        why: why_words(directory, &offer.why).unwrap_or_default(),
        candidates: why.map_or_else(Vec::new, |why| {
            why.candidates.iter().map(|candidate| candidate_row(directory, &why, candidate)).collect()
        }),
    }
}

fn outcome_words(offer: &OfferRecord) -> String {
    let (Some(outcome), Some(ended)) = (&offer.outcome, offer.ended_at) else {
        return "waiting for an answer".to_owned();
    };
    let verb = match outcome.as_str() {
        "accepted" => "accepted",
        "declined" => "could not take it",
        "expired" => "no answer",
        "superseded" => "went to someone else",
        _ => "no longer asked",
    };
    format!("{verb} after {}", seconds(ended.since(offer.made_at)))
}

fn seconds(duration: Duration) -> String {
    match duration.as_secs() {
        1 => "1 second".to_owned(),
        seconds => format!("{seconds} seconds"),
    }
}

fn candidate_row(directory: &Directory, why: &Why, candidate: &Candidate) -> CandidateRow {
    let terms = [
        ("Walking", candidate.walking),
        ("Keeps rare knowledge free", candidate.scarcity),
        ("Jobs this shift", candidate.load),
        ("Place is old", candidate.stale_place),
        ("Prefers own zone", candidate.out_of_zone),
    ];
    let sum: i64 = terms.iter().map(|(_, seconds)| seconds).sum();
    let chance = candidate.chance.max(1);
    // Of what is shown, so that it adds up for whoever adds it up: the plan itself reckons in milliseconds.
    let divided = (sum * 100 + chance / 2) / chance;
    CandidateRow {
        name: directory.person_name(candidate.person),
        chosen: candidate.person == why.to,
        terms: terms.into_iter().map(|(name, seconds)| (name.to_owned(), seconds)).collect(),
        sum_seconds: sum,
        chance_percent: chance,
        own_ward_seconds: candidate.own_ward,
        total_seconds: divided - candidate.own_ward,
    }
}
