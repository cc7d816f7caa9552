//! A responder's own jobs.

mod news;
pub(crate) mod view;

use app::screens::my_jobs::{JobStep, MyJobs, OfferAnswer};
use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Duty, OfferId, PersonId, Ticket, TicketId, WardId, ZoneMode,
    ticket::{Actor, Command, Refusal, ReleaseReason},
};
use leptos::prelude::*;
use texts::texts;

use self::{news::why_lost, view::jobs_page};
use super::end_shift;
use crate::{
    actions::{self, ActionError, Tap},
    core::Core,
    http::{Problem, extract::Path, forms::Posted, problem::refusal_words, render, said::Said, visit::Visit},
    view::Sources,
};

pub(crate) async fn page(State(sources): State<Sources>, visit: Visit) -> Result<Response, Problem> {
    show(&sources, &visit, Said::default()).await
}

pub(crate) async fn json(State(sources): State<Sources>, visit: Visit) -> Result<Response, Problem> {
    let mut tx = sources.core.store.read().await?;
    let page = jobs_page(&sources, tx.as_mut(), visit.person_id()?, None).await?;
    Ok(Json(page).into_response())
}

/// Which `offers`, by id with commas between, the page has just shown to somebody. Only a page that is in front says so: one
/// that was fetched, by a tab in the background or by the service worker, has reached nobody.
pub(crate) async fn seen(
    State(core): State<Core>,
    visit: Visit,
    form: Posted,
) -> Result<StatusCode, Problem> {
    let offers: Vec<OfferId> = form.get("offers").split(',').filter_map(|id| id.parse().ok()).collect();
    actions::offers_seen(&core, visit.person_id()?, &offers).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(crate) async fn shift(
    State(sources): State<Sources>,
    visit: Visit,
    form: Posted,
) -> Result<Response, Problem> {
    let duty = match form.get("duty") {
        "on_shift" => Duty::OnShift,
        "on_break" => Duty::OnBreak,
        "off_shift" => Duty::OffShift,
        _ => return show(&sources, &visit, Said::refused(texts().my_jobs_choose_duty())).await,
    };
    let Some(hand_over) = end_shift::hand_over(&form) else {
        return end_shift::ask_whom(&sources, &visit, Said::wrong(Vec::new())).await;
    };
    let person = visit.person_id()?;
    let tap = form.tap(person)?;
    let words = match actions::set_duty(&sources.core, person, duty, hand_over, &tap).await {
        Err(ActionError::JobInHand) if !visit.wants_json => {
            return Ok(Redirect::to(paths::END_SHIFT).into_response());
        }
        done => match end_shift::cannot_take_over(&done) {
            Some(words) => words,
            None => return answer(&sources, &visit, person, &tap, done).await,
        },
    };
    end_shift::ask_whom(&sources, &visit, Said::refused(words)).await
}

pub(crate) async fn place(
    State(sources): State<Sources>,
    visit: Visit,
    form: Posted,
) -> Result<Response, Problem> {
    let Some(ward) = find_ward(&sources.core, form.get("ward")).await? else {
        return show(&sources, &visit, Said::refused(texts().my_jobs_choose_place())).await;
    };
    let person = visit.person_id()?;
    let tap = form.tap(person)?;
    match actions::choose_place(&sources.core, person, ward, &tap).await {
        Err(ActionError::NotFound) => {
            show(&sources, &visit, Said::refused(texts().my_jobs_choose_place())).await
        }
        done => answer(&sources, &visit, person, &tap, done).await,
    }
}

pub(crate) async fn zone(
    State(sources): State<Sources>,
    visit: Visit,
    form: Posted,
) -> Result<Response, Problem> {
    let read = |field| ZoneMode::ALL.into_iter().find(|mode| mode.as_str() == form.get(field));
    let Some(mode) = read("mode") else {
        return show(&sources, &visit, Said::refused(texts().my_jobs_choose_zone_mode())).await;
    };
    let person = visit.person_id()?;
    let tap = form.tap(person)?;
    let done = actions::set_zone_mode(&sources.core, person, mode, read("seen"), &tap).await;
    answer(&sources, &visit, person, &tap, done).await
}

pub(crate) async fn answer_offer(
    State(sources): State<Sources>,
    visit: Visit,
    Path((offer, answer)): Path<(OfferId, OfferAnswer)>,
    form: Posted,
) -> Result<Response, Problem> {
    let by = visit.person_id()?;
    let record = sources.core.store.read().await?.lookup_offer(offer).await?.ok_or(Problem::NotFound)?;
    let command = match answer {
        OfferAnswer::Accept => Command::Accept { offer, by },
        OfferAnswer::Decline => Command::Decline { offer, by },
        OfferAnswer::Undo => {
            let tap = form.tap(by)?;
            let done = actions::undo_decline(&sources.core, offer, by, &tap).await;
            return answer_about(&sources, &visit, record.ticket, by, &tap, done).await;
        }
    };
    act(&sources, &visit, &form, record.ticket, command).await
}

pub(crate) async fn step(
    State(sources): State<Sources>,
    visit: Visit,
    Path((ticket, step)): Path<(TicketId, JobStep)>,
    form: Posted,
) -> Result<Response, Problem> {
    let person = visit.person_id()?;
    let command = match step {
        JobStep::Arrive => Command::Arrive,
        JobStep::NotThere => Command::UndoArrive,
        JobStep::Release => Command::Release { from: person, why: ReleaseReason::GaveBack },
        JobStep::Undo => Command::UndoResolve { by: person },
        JobStep::TakeBack => {
            let tap = form.tap(person)?;
            let done = actions::undo_release(&sources.core, ticket, person, &tap).await;
            return answer_about(&sources, &visit, ticket, person, &tap, done).await;
        }
    };
    act(&sources, &visit, &form, ticket, command).await
}

pub(crate) async fn need_someone(
    State(sources): State<Sources>,
    visit: Visit,
    Path(ticket): Path<TicketId>,
    form: Posted,
) -> Result<Response, Problem> {
    let tags = sources.core.store.read().await?.list_tags().await?;
    let Some(tag) = tags.iter().find(|tag| tag.slug == form.get("tag")) else {
        return show(&sources, &visit, Said::refused(texts().my_jobs_choose_tag())).await;
    };
    let why = ReleaseReason::NeedsSomeoneElse { tag: tag.id };
    act(&sources, &visit, &form, ticket, Command::Release { from: visit.person_id()?, why }).await
}

pub(crate) async fn act(
    sources: &Sources,
    visit: &Visit,
    form: &Posted,
    ticket: TicketId,
    command: Command,
) -> Result<Response, Problem> {
    let person = visit.person_id()?;
    let tap = form.tap(person)?;
    let done = actions::act(&sources.core, ticket, command, Actor::Responder(person), &tap).await;
    answer_about(sources, visit, ticket, person, &tap, done).await
}

/// How a tap about a ticket is answered.
async fn answer_about(
    sources: &Sources,
    visit: &Visit,
    ticket: TicketId,
    person: PersonId,
    tap: &Tap,
    done: Result<Ticket, ActionError>,
) -> Result<Response, Problem> {
    let done = match done {
        Err(ActionError::Overtaken) => {
            let mut tx = sources.core.store.read().await?;
            let words = why_lost(sources, tx.as_mut(), ticket, person).await?;
            drop(tx);
            let words = words.unwrap_or_else(|| texts().problem_overtaken());
            return refuse(sources, visit, person, tap, &words).await;
        }
        Err(ActionError::Refused(refusal)) => match words(sources, ticket, refusal, person).await? {
            Some(words) => return refuse(sources, visit, person, tap, &words).await,
            // It is as wanted already.
            None => Ok(()),
        },
        done => done.map(drop),
    };
    answer(sources, visit, person, tap, done).await
}

/// How a tap is answered that somebody tapped now, or that comes again.
pub(crate) async fn answer(
    sources: &Sources,
    visit: &Visit,
    person: PersonId,
    tap: &Tap,
    done: Result<(), ActionError>,
) -> Result<Response, Problem> {
    let words = match done {
        Ok(()) | Err(ActionError::Repeated { refused: None }) => return Ok(back_to_jobs(visit)),
        Err(ActionError::Repeated { refused: Some(words) }) => {
            return show(sources, visit, Said::refused(words)).await;
        }
        Err(ActionError::Busy { code }) => texts().problem_busy(code.as_str()),
        Err(ActionError::Asked { code }) => texts().problem_asked(code.as_str()),
        Err(ActionError::Changed) => texts().problem_changed(),
        Err(ActionError::OtherShift) => texts().problem_other_shift(),
        Err(ActionError::NotOnShift) => texts().my_jobs_not_on_shift(),
        Err(error) => return Err(error.into()),
    };
    refuse(sources, visit, person, tap, &words).await
}

async fn refuse(
    sources: &Sources,
    visit: &Visit,
    person: PersonId,
    tap: &Tap,
    words: &str,
) -> Result<Response, Problem> {
    actions::remember_refusal(&sources.core, person, tap, words).await?;
    show(sources, visit, Said::refused(words)).await
}

/// Why it was refused, by name; none if it is already as the person wanted it.
async fn words(
    sources: &Sources,
    ticket: TicketId,
    refusal: Refusal,
    person: PersonId,
) -> Result<Option<String>, Problem> {
    let mut tx = sources.core.store.read().await?;
    let found = tx.lookup_ticket(ticket).await?;
    let holder = found.as_ref().and_then(Ticket::holder);
    let is_theirs = holder == Some(person) && matches!(refusal, Refusal::Taken { .. } | Refusal::OfferGone);
    // Only they can be meant: they are asked again already.
    if is_theirs || matches!(refusal, Refusal::NoChange | Refusal::AlreadyOffered) {
        return Ok(None);
    }
    if let Some(found) = &found
        && refusal == Refusal::OfferGone
        && found.offers.iter().any(|offer| offer.to == person)
    {
        return Ok(Some(texts().my_jobs_offer_is_over(found.code.as_str())));
    }
    if holder.is_none()
        && matches!(refusal, Refusal::OfferGone | Refusal::NotYours | Refusal::OutOfOrder(_))
        && let Some(words) = why_lost(sources, tx.as_mut(), ticket, person).await?
    {
        return Ok(Some(words));
    }
    let name = match (refusal, holder) {
        (Refusal::Taken { by }, _) | (Refusal::OfferGone, Some(by)) => {
            store::if_readable(tx.lookup_person(by).await)?
        }
        _ => None,
    };
    let refusal = match (refusal, holder) {
        (Refusal::OfferGone, Some(by)) => Refusal::Taken { by },
        (refusal, _) => refusal,
    };
    Ok(Some(refusal_words(refusal, name.as_ref().map(|person| person.name.as_str()))))
}

/// By id, or by the trust's own code, as pages had it before.
pub(crate) async fn find_ward(core: &Core, typed: &str) -> Result<Option<WardId>, Problem> {
    let wards = core.store.read().await?.list_wards().await?;
    let id = typed.parse::<WardId>().ok();
    Ok(wards.iter().find(|ward| ward.code == typed || Some(ward.id) == id).map(|ward| ward.id))
}

pub(crate) fn back_to_jobs(visit: &Visit) -> Response {
    if visit.wants_json {
        StatusCode::NO_CONTENT.into_response()
    } else {
        Redirect::to(paths::MY_JOBS).into_response()
    }
}

/// The page as things stand now, with what could not be done.
async fn show(sources: &Sources, visit: &Visit, said: Said) -> Result<Response, Problem> {
    let Said { status, notice, .. } = said.shown(visit)?;
    let mut tx = sources.core.store.read().await?;
    let page = jobs_page(sources, tx.as_mut(), visit.person_id()?, notice).await?;
    drop(tx);
    let shell = visit.shell(sources);
    Ok(render::live_page(status, &visit.nonce, move || {
        view! { <MyJobs shell=shell.clone() page=page.clone() /> }
    })
    .await)
}
