//! One ticket in full, for a lead.

use std::collections::HashMap;

use app::{
    model::{Choice, ChoiceGroup},
    screens::{
        board::BoardTicket,
        ticket::{Assignable, CandidateRow, OfferRow, SendQuestion, TicketPage, Unalerted},
    },
    words::{self, isolated},
};
use dispatch::{Candidate, Why};
use domain::{
    DeviceId, Duty, KnownIssue, PersonId, Responder, Ticket, Timestamp, WardId,
    standing::{self, InTheWay, Standing},
    ticket::{Actor, AskedBy, Deadlines, Happening, Phase, State},
};
use serde::Deserialize;
use store::{Alert, AlertKind, Call, DeviceKind, LoggedEvent, OfferRecord, Tx, Words};
use texts::texts;

use crate::{
    kept::Directory,
    screens::board::view::{Accounts, board_ticket, why_words},
    view::{
        Sources,
        arrival::arrival_words,
        moment::{clock, moment},
        paging::address,
        timeline::{Detail, people, slip_of, still_to_come, timeline},
    },
};

/// People to choose from on one page.
const PEOPLE: usize = 30;

pub(crate) async fn ticket_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    ticket: &Ticket,
    looking: &Looking,
    notice: Option<String>,
) -> Result<TicketPage, store::Error> {
    let sequence = tx.latest_sequence().await?;
    let directory = sources.directory(tx).await?;
    let events = tx.list_events_of(ticket.id).await?;
    let offers = tx.list_offers(ticket.id).await?;
    let alerts = tx.list_alerts_of(ticket.id).await?;
    let accounts = Accounts::load(tx).await?;
    let calls = tx.list_calls_of(ticket.id).await?;
    let responders = tx.list_responders().await?;
    let unalerted = unalerted(tx, &responders, ticket).await?;
    let (now, t) = (sources.core.now(), texts());
    let deadlines = sources.core.deadlines_of(tx, ticket).await?;
    let issues = tx.list_known_issues().await?;
    let linked = tx.lookup_issue_link(ticket.id).await?.map(|link| link.known_issue);
    let linked = linked.and_then(|linked| issues.iter().find(|issue| issue.id == linked));
    Ok(TicketPage {
        known_issue: linked.map(|issue| (issue.id.to_string(), issue.said.title.as_str().to_owned())),
        issues: issues_to_link(&issues, ticket, linked),
        held: ticket.held_until().map(|until| moment(sources, until)),
        now,
        now_clock: clock(sources, now),
        sequence,
        ticket: with_who_was_there(
            &directory,
            board_ticket(sources, &directory, &accounts, ticket),
            ticket,
            &events,
            &offers,
        ),
        ward_phone: directory.wards.get(&ticket.ward).and_then(|ward| ward.phone.clone()),
        zone_leads: zone_leads(sources, tx, &directory, ticket, told_since(&events, ticket), &alerts).await?,
        phones: phones(&responders, ticket),
        stuck: ticket.stuck,
        spot: ticket.spot.as_ref().map(|spot| spot.as_str().to_owned()),
        note: ticket.note.as_ref().map(|note| note.as_str().to_owned()),
        asker: ticket.asker.clone(),
        asked_by: match ticket.asked_by {
            AskedBy::WardDevice(device) => match stands_elsewhere(tx, device, ticket.ward).await? {
                Some(ward) => t.ticket_from_device_of(isolated(directory.ward_name(ward))),
                None => t.ticket_from_ward_device(),
            },
            AskedBy::WardLink => t.ticket_from_ward_link(),
            AskedBy::InPassing(responder) => {
                t.ticket_helped_in_passing(isolated(directory.person_name(responder)))
            }
            AskedBy::Paper(lead) => {
                let slip = slip_of(&events).map(|slip| slip.to_string());
                t.ticket_on_paper(slip.unwrap_or_default(), isolated(directory.person_name(lead)))
            }
            AskedBy::Desk(lead) => t.ticket_on_behalf_of_ward(isolated(directory.person_name(lead))),
        },
        in_passing: ticket.is_in_passing(),
        closed_as: match ticket.state {
            State::Resolved { category, .. } | State::HandedOff { category, .. } => {
                Some(directory.category_name(category))
            }
            State::Withdrawn { why, .. } => Some(words::withdrawn_by_them(why)),
            State::Waiting | State::OnTheWay { .. } | State::WithYou { .. } => None,
        },
        helped: (!ticket.details.is_default()).then(|| people(ticket.details.helped)),
        closing_note: ticket.details.note.as_ref().map(|note| note.as_str().to_owned()),
        is_open: ticket.is_open(),
        entered_wrongly: ticket.may_be_entered_wrongly(now),
        can_assign: matches!(ticket.phase(), Phase::Waiting | Phase::Offered | Phase::OnTheWay),
        escalating: escalating(&deadlines, &directory, ticket, unalerted.is_none()),
        unalerted,
        version: ticket.version,
        assignable: assignable(sources, tx, &directory, &responders, ticket, looking).await?,
        question: None,
        elsewhere: None,
        errors: Vec::new(),
        timeline: timeline(sources, &directory, &events, &offers, Detail::Lead),
        offers: offers
            .iter()
            .map(|offer| OfferRow {
                outcome: outcome_words(&directory, &events, offer),
                ..offer_row(sources, &directory, offer, &alerts, &calls)
            })
            .collect(),
        notice,
    })
}

/// What it may be linked to: those about the same first, what has ended last.
fn issues_to_link(issues: &[KnownIssue], ticket: &Ticket, linked: Option<&KnownIssue>) -> Vec<ChoiceGroup> {
    let group = |label, is_in: &dyn Fn(&KnownIssue) -> bool| {
        let others = issues.iter().filter(|issue| linked.is_none_or(|linked| linked.id != issue.id));
        let choices = others
            .filter(|issue| is_in(issue))
            .map(|issue| Choice { value: issue.id.to_string(), label: issue.said.title.as_str().to_owned() });
        ChoiceGroup { label, choices: choices.collect() }
    };
    let t = texts();
    let is_live = |issue: &KnownIssue| issue.ended_at.is_none();
    let groups = [
        group(t.ticket_issues_same(), &|issue| is_live(issue) && issue.said.tag == ticket.tag),
        group(t.ticket_issues_other(), &|issue| is_live(issue) && issue.said.tag != ticket.tag),
        group(t.ticket_issues_ended(), &|issue| !is_live(issue) && issue.said.tag == ticket.tag),
    ];
    groups.into_iter().filter(|group| !group.choices.is_empty()).collect()
}

/// A closed ticket is nobody's any more: `who` is whoever closed it, or had it when it was cancelled.
fn with_who_was_there(
    directory: &Directory,
    shown: BoardTicket,
    ticket: &Ticket,
    events: &[LoggedEvent],
    offers: &[OfferRecord],
) -> BoardTicket {
    if ticket.is_open() {
        return shown;
    }
    let offered_to = |id| offers.iter().find(|offer| offer.id == id).map(|offer| offer.to);
    let steps = events.iter().filter_map(|event| event.what.step());
    let last_holder = steps.fold(None, |holder, step| match step {
        Happening::Accepted { offer, .. } => offered_to(*offer),
        Happening::Assigned { to, .. } => Some(*to),
        Happening::ReleaseUndone { by, .. } => Some(*by),
        Happening::Released { .. } | Happening::Reopened => None,
        _ => holder,
    });
    let who = ticket.closed_by().or(last_holder).map(|person| directory.person_name(person));
    BoardTicket { who: who.into_iter().collect(), ..shown }
}

/// Since when it waits for what silence sets in motion: from when it was asked, let go of, opened again, or held no more.
fn told_since(events: &[LoggedEvent], ticket: &Ticket) -> Timestamp {
    let begins = |event: &&LoggedEvent| {
        let step = event.what.step();
        step.is_some_and(|step| {
            matches!(step, Happening::Released { .. } | Happening::Reopened | Happening::HoldEnded { .. })
        })
    };
    events.iter().rfind(begins).map_or(ticket.asked_at, |event| event.at)
}

/// Once nobody is on the way and the command centre is told of it.
async fn zone_leads(
    sources: &Sources,
    tx: &mut dyn Tx,
    directory: &Directory,
    ticket: &Ticket,
    since: Timestamp,
    alerts: &[Alert],
) -> Result<Vec<String>, store::Error> {
    let deadlines = sources.core.deadlines_of(tx, ticket).await?;
    let is_told = deadlines.ladder(ticket.priority).tells(ticket.escalation);
    let zone = directory.wards.get(&ticket.ward).and_then(|ward| ward.zone);
    let Some(zone) = zone.filter(|_| ticket.state == State::Waiting && is_told) else {
        return Ok(Vec::new());
    };
    let (t, leads) = (texts(), tx.list_leads_of(zone, sources.core.now()).await?);
    if leads.is_empty() {
        let zone = directory.zone_name(zone).unwrap_or_default();
        return Ok(vec![t.ticket_zone_lead_nobody(isolated(zone))]);
    }
    let line = |lead: PersonId| {
        let name = isolated(directory.person_name(lead));
        // The last that they were told about it; it may have been taken back, or been of an earlier wait.
        let last = alerts.iter().rfind(|alert| alert.person == lead && alert.made_at >= since);
        match last.filter(|alert| alert.kind == AlertKind::LeadNeeded) {
            Some(alert) => t.ticket_zone_lead_alert(name, arrival_words(alert, &[])),
            None => t.ticket_zone_lead_not_alerted(name),
        }
    };
    Ok(leads.into_iter().map(line).collect())
}

/// Of those who have it or are asked.
fn phones(responders: &[Responder], ticket: &Ticket) -> Vec<(String, String)> {
    let concerned = ticket.holder().into_iter().chain(ticket.offers.iter().map(|offer| offer.to));
    let found = concerned.filter_map(|id| responders.iter().find(|responder| responder.id == id));
    found.filter_map(|responder| Some((responder.name.clone(), responder.phone.clone()?))).collect()
}

/// What it would do if a lead escalated now, as the rest of a sentence each. `is_alerted`: an alert reaches whoever has it.
fn escalating(
    deadlines: &Deadlines,
    directory: &Directory,
    ticket: &Ticket,
    is_alerted: bool,
) -> Vec<String> {
    match ticket.state {
        // Somebody is sent by ending the hold.
        State::Waiting if ticket.held_until().is_some() => Vec::new(),
        State::Waiting => {
            let next = deadlines.ladder(ticket.priority).measures(ticket.escalation.saturating_add(1));
            let may_again = |person: &PersonId| !ticket.cannot_help.contains(person);
            let again =
                ticket.turned_down.iter().any(may_again).then(|| texts().ticket_asks_declined_again());
            next.iter().copied().map(still_to_come).chain(again).collect()
        }
        State::OnTheWay { holder } | State::WithYou { holder } => {
            let name = isolated(directory.person_name(holder));
            let asks = texts().ticket_asks_how_far(name);
            is_alerted.then(|| texts().ticket_sends_alert()).into_iter().chain([asks]).collect()
        }
        State::Resolved { .. } | State::Withdrawn { .. } | State::HandedOff { .. } => Vec::new(),
    }
}

/// The ward of the computer that asked, if help is needed on another.
async fn stands_elsewhere(
    tx: &mut dyn Tx,
    device: DeviceId,
    ward: WardId,
) -> Result<Option<WardId>, store::Error> {
    let mut devices = tx.list_devices().await?.into_iter();
    Ok(devices.find(|known| known.id == device).and_then(|device| match device.kind {
        DeviceKind::Ward(own) if own != ward => Some(own),
        DeviceKind::Ward(_) | DeviceKind::Handset(_) => None,
    }))
}

/// Whoever has it, if no alert reaches them: then a lead rings.
async fn unalerted(
    tx: &mut dyn Tx,
    responders: &[Responder],
    ticket: &Ticket,
) -> Result<Option<Unalerted>, store::Error> {
    let Some(holder) = ticket.holder() else { return Ok(None) };
    let is_alerted = tx.list_subscriptions(holder).await?.iter().any(|at| at.refused_at.is_none());
    let found = responders.iter().find(|responder| responder.id == holder && !is_alerted);
    Ok(found.map(|holder| Unalerted { name: holder.name.clone(), phone: holder.phone.clone() }))
}

/// Whom a lead looks for, from the query.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Looking {
    find: String,
    skip: String,
}

impl Looking {
    /// Whether each word is in the name of a responder, or of one of their tags or their zone, however it is spelt.
    fn finds(&self, directory: &Directory, responder: &Responder) -> bool {
        let tags = responder.tags.iter().map(|tag| directory.tag_name(*tag));
        let zone = responder.zone.and_then(|zone| directory.zone_name(zone));
        let names: Vec<String> = tags.chain(zone).chain([responder.name.clone()]).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        Words::of(&self.find).are_in(&names)
    }
}

/// Everyone on shift or on a break, by whether they are free; those who know the tag and are near first.
async fn assignable(
    sources: &Sources,
    tx: &mut dyn Tx,
    directory: &Directory,
    responders: &[Responder],
    ticket: &Ticket,
    looking: &Looking,
) -> Result<Assignable, store::Error> {
    let now = sources.core.now();
    let open = tx.list_open_tickets().await?;
    let signed_out = tx.list_signed_out(now, sources.core.sessions_used_since(now)).await?;
    let jobs: HashMap<PersonId, &Ticket> = open.iter().filter_map(|job| Some((job.holder()?, job))).collect();
    let knows = |responder: &Responder| responder.tags.contains(&ticket.tag);
    let minutes = |responder: &Responder| directory.walk_minutes(responder, ticket.ward, now);
    let mut people: Vec<&Responder> = responders
        .iter()
        .filter(|responder| responder.duty != Duty::OffShift && ticket.holder() != Some(responder.id))
        .filter(|responder| looking.finds(directory, responder))
        .collect();
    let said_no = |responder: &Responder| ticket.turned_down.contains(&responder.id);
    people.sort_by_key(|responder| {
        (said_no(responder), !knows(responder), minutes(responder).unwrap_or(u16::MAX))
    });
    let t = texts();
    let mut found: Vec<(usize, Choice)> = Vec::new();
    for responder in people {
        let job = jobs.get(&responder.id).copied();
        let standing = Standing::of(responder, signed_out.contains(&responder.id), ticket, job);
        let Standing::OnShift(reasons) = standing else { continue };
        let mut words = vec![isolated(&responder.name).into_owned()];
        words.extend(knows(responder).then(|| t.shared_knows(isolated(directory.tag_name(ticket.tag)))));
        words.extend(minutes(responder).map(|minutes| t.shared_walk(minutes)));
        words.extend(said_no(responder).then(|| t.ticket_said_no()));
        words.extend(reasons.iter().map(|reason| match reason {
            InTheWay::HasJob(_) => {
                job.map_or_else(|| t.ticket_has_job(), |job| job_words(directory, job, now))
            }
            InTheWay::OnBreak => t.ticket_on_break(),
            InTheWay::SignedOut => t.ticket_signed_out(),
            InTheWay::Silent => t.ticket_silent(),
        }));
        words.extend(responder.phone.as_deref().map(|phone| isolated(phone).into_owned()));
        let group = match reasons.first() {
            None => 0,
            Some(InTheWay::HasJob(_)) => 1,
            Some(InTheWay::OnBreak) => 2,
            Some(InTheWay::SignedOut | InTheWay::Silent) => 3,
        };
        found.push((group, Choice { value: responder.id.to_string(), label: words.join(", ") }));
    }
    found.sort_by_key(|(group, _)| *group);

    let number_found = found.len();
    let before = looking.skip.parse().unwrap_or(0).min(number_found);
    // Best first is another order a moment later: a page comes after so many, and not after somebody.
    let more = (before + PEOPLE < number_found).then(|| {
        let path = paths::ticket(&ticket.id);
        let next = address(&path, &[("find", &looking.find), ("skip", &(before + PEOPLE).to_string())]);
        format!("{next}#step-in")
    });
    let rows = found.into_iter().skip(before).take(PEOPLE);
    let mut groups = [
        t.ticket_group_free(),
        t.ticket_group_busy(),
        t.ticket_group_on_break(),
        t.ticket_group_out_of_reach(),
    ]
    .map(|label| ChoiceGroup { label, choices: Vec::new() });
    for (group, choice) in rows {
        groups[group].choices.push(choice);
    }
    let groups = groups.into_iter().filter(|group| !group.choices.is_empty()).collect();
    Ok(Assignable { find: looking.find.clone(), groups, before, found: number_found, more })
}

/// `BG6R, P3, 6 min at Ward 4`; `on the way to Ward 4`.
fn job_words(directory: &Directory, job: &Ticket, now: Timestamp) -> String {
    let ward = isolated(directory.ward_name(job.ward));
    let minutes = |since: Option<Timestamp>| since.map_or(0, |since| now.since(since).as_secs() / 60);
    let (code, priority) = (job.code.to_string(), job.priority.to_string());
    match job.arrived_at {
        Some(arrived) => texts().ticket_job_at(code, priority, minutes(Some(arrived)), ward),
        None => texts().ticket_job_on_the_way(code, priority, ward, minutes(job.accepted_at)),
    }
}

/// What stands against sending somebody, told before it is done.
pub(crate) async fn send_question(
    sources: &Sources,
    tx: &mut dyn Tx,
    responder: &Responder,
    reasons: &[InTheWay],
    instead_of: Option<PersonId>,
) -> Result<SendQuestion, store::Error> {
    let directory = sources.directory(tx).await?;
    let open = tx.list_open_tickets_of(responder.id).await?;
    let name = isolated(&responder.name);
    let name = name.as_ref();
    let t = texts();
    let (mut words, mut button) = (Vec::new(), t.ticket_send_anyway());
    if let Some(holder) = instead_of {
        let holder = isolated(directory.person_name(holder));
        words.push(t.ticket_by_now(holder, name));
        button = t.ticket_send_instead(name);
    }
    for reason in reasons {
        match reason {
            InTheWay::HasJob(code) => {
                let job = open.iter().find(|job| job.code == *code);
                let job = job
                    .map_or_else(|| code.to_string(), |job| job_words(&directory, job, sources.core.now()));
                words.push(t.ticket_already_has_job(name, job));
                words.push(t.ticket_job_goes_back(code.to_string()));
                button = t.ticket_take_off(code.to_string());
            }
            InTheWay::OnBreak => words.push(t.ticket_person_on_break(name)),
            InTheWay::SignedOut => words.push(t.ticket_person_signed_out(name)),
            InTheWay::Silent => words.push(t.ticket_person_silent(name)),
        }
    }
    Ok(SendQuestion { person: responder.id.to_string(), words, told: standing::told(reasons), button })
}

fn offer_row(
    sources: &Sources,
    directory: &Directory,
    offer: &OfferRecord,
    alerts: &[Alert],
    calls: &[Call],
) -> OfferRow {
    let why: Option<Why> = serde_json::from_str(&offer.why).ok();
    let alert = alerts.iter().find(|alert| alert.offer == Some(offer.id) && alert.kind == AlertKind::Offer);
    OfferRow {
        to: directory.person_name(offer.to),
        made: moment(sources, offer.made_at),
        outcome: String::new(),
        alert: alert.map_or_else(|| texts().arrival_no_alert(), |alert| arrival_words(alert, calls)),
        why: why_words(directory, &offer.why).unwrap_or_default(),
        candidates: why.map_or_else(Vec::new, |why| {
            why.candidates.iter().map(|candidate| candidate_row(directory, &why, candidate)).collect()
        }),
    }
}

fn outcome_words(directory: &Directory, events: &[LoggedEvent], offer: &OfferRecord) -> String {
    let (Some(outcome), Some(ended)) = (&offer.outcome, offer.ended_at) else {
        return texts().ticket_waits_for_answer();
    };
    let t = texts();
    let what = match outcome.as_str() {
        "accepted" => t.ticket_accepted(),
        "declined" => t.ticket_declined(),
        "expired" => t.ticket_no_answer(),
        "superseded" => superseded_words(directory, events, offer),
        _ => t.ticket_no_longer_asked(),
    };
    t.ticket_outcome(ended.since(offer.made_at).as_secs(), what)
}

/// What ended an offer that nobody answered.
fn superseded_words(directory: &Directory, events: &[LoggedEvent], offer: &OfferRecord) -> String {
    let name = |person| isolated(directory.person_name(person));
    let ended = events.iter().find_map(|event| {
        let step = event.what.step()?;
        step.superseded().contains(&offer.id).then_some((step, event.actor))
    });
    let t = texts();
    match ended {
        Some((Happening::Assigned { to, .. }, Actor::Lead(lead))) if *to == offer.to => {
            t.ticket_sent_by(name(lead))
        }
        Some((Happening::Assigned { to, .. }, Actor::Responder(by))) if *to == offer.to => {
            t.ticket_handed_over_by(name(by))
        }
        Some((Happening::ReleaseUndone { by, .. }, _)) if *by == offer.to => t.ticket_had_it_again(),
        Some((Happening::Withdrawn { .. }, _)) => t.ticket_was_cancelled(),
        Some((Happening::Arrived { .. }, _)) => t.ticket_other_arrived(),
        _ => t.ticket_went_to_other(),
    }
}

fn candidate_row(directory: &Directory, why: &Why, candidate: &Candidate) -> CandidateRow {
    let t = texts();
    let terms = [
        (t.ticket_term_walking(), candidate.walking),
        (t.ticket_term_rare(), candidate.scarcity),
        (t.ticket_term_load(), candidate.load),
        (t.ticket_term_not_seen(), candidate.stale_place),
        (t.ticket_term_zone(), candidate.out_of_zone),
    ];
    let sum: i64 = terms.iter().map(|(_, seconds)| seconds).sum();
    let chance = candidate.chance.max(1);
    // Of what is shown, so that it adds up for whoever adds it up: the plan itself reckons in milliseconds.
    let divided = (sum * 100 + chance / 2) / chance;
    CandidateRow {
        name: directory.person_name(candidate.person),
        chosen: candidate.person == why.to,
        terms: terms.into(),
        sum_seconds: sum,
        chance_percent: chance,
        own_ward_seconds: candidate.own_ward,
        total_seconds: divided - candidate.own_ward,
    }
}
