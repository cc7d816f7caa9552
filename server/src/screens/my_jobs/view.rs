//! My jobs.

use std::time::Duration;

use app::screens::my_jobs::{
    AlertsHealth, ClosedJob, JobCard, JustClosed, JustGivenBack, MyJobsPage, OfferCard, ShownPlace, ShownZone,
};
use dispatch::Why;
use domain::{
    Duty, PersonId, Responder, Ticket, Timestamp,
    ticket::{LiveOffer, Phase},
};
use store::{AlertKind, Tx};

use super::news::{NEWS_FOR, about_job, came_back, news};
use crate::{
    actions::{ActionError, given_back},
    kept::Directory,
    screens::known_issues::view::{last_words, shown_issues},
    view::{Sources, choices, moment},
};

/// Wards where someone was lately come first when they say where they are.
pub(crate) const LATELY: Duration = Duration::from_hours(14);

/// How long a closed ticket stays on the page of whoever closed it, to add details to.
const SHOWN_FOR: Duration = Duration::from_hours(2);

pub(crate) async fn jobs_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    person: PersonId,
    notice: Option<String>,
) -> Result<MyJobsPage, ActionError> {
    let now = sources.core.now();
    let sequence = tx.latest_sequence().await?;
    let directory = sources.directory(tx).await?;
    let responder = &tx.lookup_responder(person).await?.ok_or(ActionError::NotFound)?;
    let tickets = tx.list_open_tickets_of(person).await?;
    let news = news(sources, tx, &directory, responder, &tickets).await?;
    let closed = tx.list_closed_by(person, now - LATELY, 20).await?;

    let mut offers: Vec<(&Ticket, &LiveOffer)> = tickets
        .iter()
        .flat_map(|ticket| ticket.offers.iter().map(move |offer| (ticket, offer)))
        .filter(|(_, offer)| offer.to == person)
        .collect();
    offers.sort_by_key(|(_, offer)| std::cmp::Reverse(offer.made_at));
    let job = tickets.iter().find(|ticket| ticket.holder() == Some(person));
    let own = match job {
        Some(job) => sources.of_wave(tx, job.ward).await?,
        None => None,
    };
    let news_of_job = match job {
        Some(job) => about_job(sources, &tx.list_events_of(job.id).await?, &directory, person),
        None => None,
    };
    let issues = if offers.is_empty() && job.is_none() { Vec::new() } else { tx.list_known_issues().await? };
    let mut cards = Vec::with_capacity(offers.len());
    for (ticket, offer) in offers {
        let card = offer_card(sources, tx, &directory, responder, ticket, offer).await?;
        cards.push(OfferCard { issues: shown_issues(&issues, ticket.tag, ticket.ward), ..card });
    }
    let recent = closed.iter().map(|ticket| ticket.ward).chain(responder.home_ward);
    let just_closed = closed.first().and_then(|ticket| {
        let undo_until = ticket.closed_at()? + sources.core.deadlines().undo_within;
        (undo_until > now).then(|| JustClosed {
            ticket: ticket.id.to_string(),
            code: ticket.code.to_string(),
            category: ticket
                .category()
                .map_or_else(String::new, |category| directory.category_name(category)),
            version: ticket.version,
            undo_until,
        })
    });
    Ok(MyJobsPage {
        closed: closed_jobs(sources, &directory, &closed, now),
        now,
        sequence,
        name: responder.name.clone(),
        duty: responder.duty,
        alerts: alerts_health(sources, tx, responder).await?,
        place: responder.whereabouts.map(|place| ShownPlace {
            ward_id: place.ward.to_string(),
            ward: directory.ward_name(place.ward),
            since: moment(sources, place.at),
            is_old: place.is_old(now),
        }),
        zone: responder
            .zone
            .and_then(|zone| directory.zone_name(zone))
            .map(|name| ShownZone { name, mode: responder.zone_mode }),
        wards: choices::wards(&directory, recent),
        offers: cards,
        job: job.map(|ticket| JobCard {
            issues: shown_issues(&issues, ticket.tag, ticket.ward),
            walk_minutes: match ticket.phase() {
                Phase::OnTheWay => directory.walk_minutes(responder, ticket.ward, now),
                _ => None,
            },
            news: news_of_job,
            ..job_card(sources, &directory, ticket)
        }),
        just_closed,
        just_given_back: just_given_back(sources, tx, &directory, person).await?,
        categories: choices::offered(&directory, own.as_ref()),
        tags: choices::tags(&directory.tags),
        news,
        words: match responder.duty {
            Duty::OffShift => Vec::new(),
            Duty::OnShift | Duty::OnBreak => {
                last_words(sources, tx, |issue, word| {
                    word.alerted > 0 && responder.tags.contains(&issue.said.tag)
                })
                .await?
            }
        },
        notice,
    })
}

/// Those of `closed` that were closed a short while ago.
fn closed_jobs(
    sources: &Sources,
    directory: &Directory,
    closed: &[Ticket],
    now: Timestamp,
) -> Vec<ClosedJob> {
    let lately = closed.iter().filter_map(|ticket| {
        let at = ticket.closed_at().filter(|at| now.since(*at) < SHOWN_FOR)?;
        Some(ClosedJob {
            ticket: ticket.id.to_string(),
            code: ticket.code.to_string(),
            ward: directory.ward_name(ticket.ward),
            tag: directory.tag_name(ticket.tag),
            closed: moment(sources, at),
            has_details: !ticket.details.is_default(),
        })
    });
    lately.collect()
}

/// The job that this person gave back a moment ago, if nobody has it yet.
async fn just_given_back(
    sources: &Sources,
    tx: &mut dyn Tx,
    directory: &Directory,
    person: PersonId,
) -> Result<Option<JustGivenBack>, store::Error> {
    for ticket in &tx.list_open_tickets_turned_down_by(person).await? {
        let given_back = given_back(tx, ticket.id).await?.filter(|given_back| given_back.by == person);
        let Some(given_back) = given_back else { continue };
        let undo_until = given_back.at + sources.core.deadlines().undo_within;
        if undo_until > sources.core.now() {
            return Ok(Some(JustGivenBack {
                ticket: ticket.id.to_string(),
                code: ticket.code.to_string(),
                ward: directory.ward_name(ticket.ward),
                needs: given_back.tag_before.map(|_| directory.tag_name(ticket.tag)),
                version: ticket.version,
                undo_until,
            }));
        }
    }
    Ok(None)
}

async fn offer_card(
    sources: &Sources,
    tx: &mut dyn Tx,
    directory: &Directory,
    responder: &Responder,
    ticket: &Ticket,
    offer: &LiveOffer,
) -> Result<OfferCard, store::Error> {
    let walk_minutes = directory.walk_minutes(responder, ticket.ward, sources.core.now());
    let why = tx
        .lookup_offer(offer.id)
        .await?
        .and_then(|record| serde_json::from_str::<Why>(&record.why).ok())
        .map_or_else(String::new, |why| why.sentence_to_chosen(directory, walk_minutes.is_some()));
    let came_back = if ticket.reopened > 0 {
        came_back(sources, &tx.list_events_of(ticket.id).await?, directory, responder.id)
    } else {
        None
    };
    Ok(OfferCard {
        offer: offer.id.to_string(),
        ticket: ticket.id.to_string(),
        version: ticket.version,
        code: ticket.code.to_string(),
        ward: directory.ward_name(ticket.ward),
        location: directory.location(ticket.ward),
        tag: directory.tag_name(ticket.tag),
        priority: ticket.priority,
        stuck: ticket.stuck,
        spot: ticket.spot.as_ref().map(|spot| spot.as_str().to_owned()),
        note: ticket.note.as_ref().map(|note| note.as_str().to_owned()),
        asked: moment(sources, ticket.asked_at),
        expires_at: offer.expires_at,
        walk_minutes,
        why: came_back.unwrap_or(why),
        issues: Vec::new(),
    })
}

pub(crate) fn job_card(sources: &Sources, directory: &Directory, ticket: &Ticket) -> JobCard {
    JobCard {
        ticket: ticket.id.to_string(),
        version: ticket.version,
        code: ticket.code.to_string(),
        ward: directory.ward_name(ticket.ward),
        location: directory.location(ticket.ward),
        walk_minutes: None,
        ward_phone: directory.wards.get(&ticket.ward).and_then(|ward| ward.phone.clone()),
        tag: directory.tag_name(ticket.tag),
        priority: ticket.priority,
        stuck: ticket.stuck,
        spot: ticket.spot.as_ref().map(|spot| spot.as_str().to_owned()),
        note: ticket.note.as_ref().map(|note| note.as_str().to_owned()),
        asker: ticket.asker.clone(),
        asked: moment(sources, ticket.asked_at),
        phase: ticket.phase(),
        news: None,
        not_there_until: ticket.arrived_at.map(|said_at| said_at + Ticket::UNDO_ARRIVAL_FOR),
        issues: Vec::new(),
    }
}

async fn alerts_health(
    sources: &Sources,
    tx: &mut dyn Tx,
    responder: &Responder,
) -> Result<AlertsHealth, store::Error> {
    let since = sources.core.now() - NEWS_FOR;
    let told = tx.list_alerts_to(responder.id, since).await?;
    let test = told.iter().rfind(|alert| alert.kind == AlertKind::Test).map(|alert| alert.made_at);
    let is_on = sources.trust.sends_alerts();
    let key = if is_on { push::key_in_use(tx).await? } else { None };
    Ok(AlertsHealth {
        subscribed: tx.list_subscriptions(responder.id).await?.iter().any(|at| at.refused_at.is_none()),
        tested: responder.alerts_tested_at.map(|at| moment(sources, at)),
        test_sent: test.filter(|sent| responder.alerts_tested_at < Some(*sent)).map(|at| moment(sources, at)),
        vapid_key: key,
    })
}
