//! What somebody hears of jobs and offers that ended, or came, without a tap of their own.

use std::time::Duration;

use app::{
    screens::my_jobs::{JustDeclined, News},
    words::{self, isolated},
};
use domain::{
    Duty, PersonId, Responder, Ticket, TicketId, Timestamp,
    ticket::{Actor, Happening, Loss, Lost, TakenBack},
};
use store::{AlertKind, LoggedEvent, Tx};
use texts::texts;

use crate::{
    kept::Directory,
    view::{Sources, moment},
};

/// So long it is said.
pub(crate) const NEWS_FOR: Duration = Duration::from_mins(5);

/// The latest last. `theirs`: what the person is asked about, or holds.
pub(crate) async fn news(
    sources: &Sources,
    tx: &mut dyn Tx,
    directory: &Directory,
    responder: &Responder,
    theirs: &[Ticket],
) -> Result<Vec<News>, store::Error> {
    let since = sources.core.now() - NEWS_FOR;
    let mut tickets = Vec::new();
    for alert in tx.list_alerts_to(responder.id, since).await?.iter().filter(|alert| is_loss(alert.kind)) {
        tickets.extend(alert.ticket.filter(|ticket| !tickets.contains(ticket)));
    }
    let mut news = Vec::new();
    for id in tickets.into_iter().filter(|id| theirs.iter().all(|ticket| ticket.id != *id)) {
        let Some(ticket) = store::if_readable(tx.lookup_ticket(id).await)? else { continue };
        let events = tx.list_events_of(id).await?;
        let lost = Lost::last(responder.id, steps(&events)).filter(|lost| lost.at >= since);
        news.extend(lost.map(|lost| News {
            key: format!("{id} {}", lost.at.as_millis()),
            words: words(sources, directory, &ticket, lost),
            sounds: lost.was_theirs,
            until: lost.at + NEWS_FOR,
            declined: None,
        }));
    }
    news.extend(handed_on(tx, directory, responder, since).await?);
    news.extend(declined(sources, tx, responder, theirs.is_empty()).await?);
    Ok(news)
}

/// Why a ticket, or an offer of it, is not this person's any more: what is said to a tap that comes too late. None if they lost
/// nothing, or have it again.
pub(crate) async fn why_lost(
    sources: &Sources,
    tx: &mut dyn Tx,
    ticket: TicketId,
    person: PersonId,
) -> Result<Option<String>, store::Error> {
    let Some(ticket) = tx.lookup_ticket(ticket).await? else { return Ok(None) };
    let events = tx.list_events_of(ticket.id).await?;
    if gave_way(person, &events) {
        return Ok(Some(texts().my_jobs_gave_way(ticket.code.as_str())));
    }
    let Some(lost) = Lost::last(person, steps(&events)) else { return Ok(None) };
    let directory = sources.directory(tx).await?;
    Ok(Some(words(sources, &directory, &ticket, lost)))
}

/// Whether their last offer ended for something more urgent.
fn gave_way(person: PersonId, events: &[LoggedEvent]) -> bool {
    let mut theirs = None;
    let mut gave_way = false;
    for (_, _, step) in steps(events) {
        match step {
            Happening::Offered { offer } if offer.to == person => {
                (theirs, gave_way) = (Some(offer.id), false);
            }
            Happening::OfferWithdrawn { offer, why } if theirs == Some(*offer) => {
                gave_way = *why == TakenBack::MoreUrgent;
            }
            Happening::Assigned { to, .. } if *to == person => gave_way = false,
            _ => {}
        }
    }
    gave_way
}

/// So long somebody reads what their own tap did.
const TOLD_FOR: Duration = Duration::from_mins(1);

/// That it is known that they cannot take what they were asked about. While nothing else is theirs they can be asked again.
async fn declined(
    sources: &Sources,
    tx: &mut dyn Tx,
    responder: &Responder,
    is_free: bool,
) -> Result<Vec<News>, store::Error> {
    let mut told = Vec::new();
    let (now, undo_within) = (sources.core.now(), sources.core.deadlines().undo_within);
    let can_be_asked = is_free && responder.duty == Duty::OnShift;
    for ticket in tx.list_open_tickets_turned_down_by(responder.id).await? {
        let events = tx.list_events_of(ticket.id).await?;
        let own = |event: &&LoggedEvent| event.actor == Actor::Responder(responder.id);
        let Some(last) = events.iter().rfind(own) else { continue };
        let (until, undo_until) = (last.at + TOLD_FOR, last.at + undo_within);
        let Some(Happening::Declined { offer }) = last.what.step() else { continue };
        if until > now {
            told.push(News {
                key: format!("{} declined {}", ticket.id, last.at.as_millis()),
                words: texts().my_jobs_you_declined(ticket.code.as_str()),
                sounds: false,
                until,
                declined: (can_be_asked && undo_until > now).then(|| JustDeclined {
                    offer: offer.to_string(),
                    code: ticket.code.to_string(),
                    undo_until,
                }),
            });
        }
    }
    Ok(told)
}

/// Whoever was alerted to it has lost something.
const fn is_loss(kind: AlertKind) -> bool {
    match kind {
        AlertKind::Taken
        | AlertKind::Withdrawn
        | AlertKind::NotNeeded
        | AlertKind::RanOut
        | AlertKind::NoWord
        | AlertKind::TakenAway => true,
        AlertKind::Offer
        | AlertKind::Assigned
        | AlertKind::MoreUrgent
        | AlertKind::Unasked
        | AlertKind::LeadNeeded
        | AlertKind::LeadNotNeeded
        | AlertKind::Nudge
        | AlertKind::Changed
        | AlertKind::Test
        | AlertKind::Word
        | AlertKind::Drill => false,
    }
}

fn steps(events: &[LoggedEvent]) -> impl Iterator<Item = (Timestamp, Actor, &Happening)> {
    events.iter().filter_map(|event| Some((event.at, event.actor, event.what.step()?)))
}

fn words(sources: &Sources, directory: &Directory, ticket: &Ticket, lost: Lost) -> String {
    let (t, code, clock) = (texts(), ticket.code.as_str(), moment(sources, lost.at).clock);
    let name = |by| isolated(directory.person_name(by)).into_owned();
    match (lost.how, lost.was_theirs) {
        (Loss::Cancelled { by_ward: true }, false) => t.my_jobs_cancelled_by_ward(code, clock),
        (Loss::Cancelled { by_ward: true }, true) => t.my_jobs_yours_cancelled_by_ward(code, clock),
        (Loss::Cancelled { by_ward: false }, false) => t.my_jobs_cancelled_by_desk(code, clock),
        (Loss::Cancelled { by_ward: false }, true) => t.my_jobs_yours_cancelled_by_desk(code, clock),
        (Loss::Taken { by, was_sent: false }, true) => t.my_jobs_is_nearer(name(by), code),
        (Loss::Taken { by, was_sent: true }, true) => t.my_jobs_sent_instead(name(by), code),
        (Loss::Taken { by, .. }, false) => t.my_jobs_taken_by(code, name(by)),
        (Loss::NotNeeded, _) => t.my_jobs_not_needed(code, clock),
        (Loss::NoWord, _) => t.my_jobs_no_word(code, clock),
        (Loss::TakenAway, _) => t.my_jobs_taken_away(code, clock),
        (Loss::RanOut, _) => t.my_jobs_ran_out(code),
    }
}

/// Whoever ended a shift with a job in hand reads who has it now.
async fn handed_on(
    tx: &mut dyn Tx,
    directory: &Directory,
    responder: &Responder,
    since: Timestamp,
) -> Result<Vec<News>, store::Error> {
    if responder.duty != Duty::OffShift || responder.duty_since < since {
        return Ok(Vec::new());
    }
    let open = tx.list_open_tickets().await?;
    let given = open.iter().filter(|ticket| {
        ticket.turned_down.contains(&responder.id)
            && ticket.accepted_at.is_some_and(|accepted| accepted >= responder.duty_since)
    });
    let told = given.filter_map(|ticket| {
        let name = isolated(directory.person_name(ticket.holder()?));
        let words = texts().my_jobs_has_it_now(name, ticket.code.as_str());
        Some(News {
            key: ticket.id.to_string(),
            words,
            sounds: false,
            until: responder.duty_since + NEWS_FOR,
            declined: None,
        })
    });
    Ok(told.collect())
}

/// What has become of the holder's job without a tap of theirs: who sent them, that nobody is there, or that they are asked how
/// far they are. An alert of it may not reach them: the page says it by itself.
pub(crate) fn about_job(
    sources: &Sources,
    events: &[LoggedEvent],
    directory: &Directory,
    holder: PersonId,
) -> Option<String> {
    let mut is_there = false;
    let mut words = None;
    for (at, actor, step) in steps(events) {
        match step {
            Happening::Assigned { to, .. } => {
                is_there = false;
                words = (*to == holder).then(|| sent_words(directory, actor));
            }
            Happening::ArrivalUndone => {
                is_there = false;
                words = (actor == Actor::Requester).then(|| texts().my_jobs_nobody_there_yet());
            }
            Happening::Escalated { .. } => {
                let clock = moment(sources, at).clock;
                words = Some(if is_there {
                    texts().my_jobs_still_with_them(clock)
                } else {
                    texts().my_jobs_how_far(clock)
                });
            }
            Happening::Corrected { spot, note } => {
                let what = words::corrected(*spot, *note);
                words = Some(texts().my_jobs_ward_changed(moment(sources, at).clock, what));
            }
            Happening::PriorityChanged { to, .. } if actor == Actor::Requester => {
                let patient = words::patient_within(*to);
                words = Some(texts().my_jobs_ward_says(moment(sources, at).clock, patient));
            }
            Happening::Arrived { .. } => (is_there, words) = (true, None),
            Happening::Accepted { .. } | Happening::ReleaseUndone { .. } | Happening::ResolutionUndone => {
                words = None;
            }
            _ => {}
        }
    }
    words
}

fn sent_words(directory: &Directory, by: Actor) -> String {
    match by {
        Actor::Responder(by) => texts().my_jobs_handed_to_you(isolated(directory.person_name(by))),
        _ => texts().my_jobs_sent_by_desk(),
    }
}

/// That a request has come back, to whom, and when it was closed.
pub(crate) fn came_back(
    sources: &Sources,
    events: &[LoggedEvent],
    directory: &Directory,
    person: PersonId,
) -> Option<String> {
    let mut closed = None;
    let mut words = None;
    for (at, actor, step) in steps(events) {
        match step {
            Happening::Resolved { .. } | Happening::HandedOff { .. } | Happening::Withdrawn { .. } => {
                closed = Some((at, actor, matches!(step, Happening::Withdrawn { .. })));
            }
            Happening::Reopened => {
                words = closed.map(|(at, actor, was_cancelled)| {
                    let clock = moment(sources, at).clock;
                    match actor {
                        _ if was_cancelled => texts().my_jobs_asked_again(clock),
                        Actor::Responder(by) if by == person => texts().my_jobs_not_solved_by_you(clock),
                        Actor::Responder(by) => {
                            texts().my_jobs_not_solved_by(isolated(directory.person_name(by)), clock)
                        }
                        _ => texts().my_jobs_not_solved(clock),
                    }
                });
            }
            _ => {}
        }
    }
    words
}
