//! Slips of paper that came back.

mod form;
mod view;

use app::screens::paper::{self as pages, SlipForm};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Timestamp,
    pack::SlipRefusal,
    ticket::{Actor, Command, WithdrawReason},
};
use leptos::prelude::*;
use serde::Deserialize;
use texts::texts;

use self::{
    form::{asking, read, typed},
    view::{Shown, paper_page},
};
use crate::{
    actions::{self, ActionError, Tap},
    http::{
        Problem, done::Done, extract::Query, forms::Posted, moments::day_and_time, said::Said, visit::Visit,
    },
    view::{Sources, moment::dated},
};

/// `?day=30/11/2026&ward=<id>`: slips of one day and one ward come together.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct AskedPaper {
    day: String,
    ward: String,
}

pub(crate) async fn page(
    State(sources): State<Sources>,
    visit: Visit,
    Query(done): Query<Done>,
    Query(asked): Query<AskedPaper>,
) -> Result<Response, Problem> {
    let notice = done.notice(&sources).await?;
    let (today, _) = day_and_time(&sources, Some(sources.core.now()));
    let day = if asked.day.is_empty() { today } else { asked.day };
    let form = SlipForm { day, ward: asked.ward, ..SlipForm::default() };
    show(&sources, &visit, Shown { entered: done.entered(), ..Shown::of(form) }, Said::done(notice)).await
}

/// Enters one, and opens the form for the next.
pub(crate) async fn enter(
    State(sources): State<Sources>,
    visit: Visit,
    posted: Posted,
) -> Result<Response, Problem> {
    let by = visit.person_id()?;
    let form = typed(&posted);
    let mut tx = sources.core.store.read().await?;
    let slip = read(&sources, tx.as_mut(), &posted).await?;
    drop(tx);
    let slip = match slip {
        Ok(slip) => slip,
        Err(said) => return show(&sources, &visit, Shown::of(form), said).await,
    };
    let code = slip.code.to_string();
    match actions::enter_slip(&sources.core, &sources.kept, by, &slip).await? {
        Ok(ticket) => Ok(on_to("slip_entered", &ticket.id.to_string(), &form.day, &form.ward)),
        Err(refusal) => {
            let said = refused(&sources, &code, refusal).await?.with(StatusCode::CONFLICT);
            let shown = Shown { refusal: Some(refusal), ..Shown::of(asking(form, refusal)) };
            show(&sources, &visit, shown, said).await
        }
    }
}

/// Back to the form, for the next of the same day and ward.
fn on_to(done: &str, about: &str, day: &str, ward: &str) -> Response {
    let query = [("done", done), ("about", about), ("day", day), ("ward", ward)];
    let query: Vec<_> = query.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    let query = serde_urlencoded::to_string(query).unwrap_or_default();
    Redirect::to(&format!("{}?{query}", paths::PAPER)).into_response()
}

/// The other slips of a pack have nothing on them, or one that was to be looked for.
pub(crate) async fn unused(
    State(sources): State<Sources>,
    visit: Visit,
    posted: Posted,
) -> Result<Response, Problem> {
    let by = visit.person_id()?;
    if posted.has("slip") {
        let code = posted.get("slip").parse().map_err(|_| Problem::NotFound)?;
        actions::say_one_unused(&sources.core, code, by).await?;
        return Ok(on_to("slip_unused", "", "", ""));
    }
    let printed_at = printed_at(&posted)?;
    let mut said = Said::default();
    let seen = posted.get("rest").parse().ok().zip(posted.get("missing").parse().ok());
    if let Some(seen) = seen.filter(|_| posted.get("sure") == "yes") {
        match actions::say_unused(&sources.core, printed_at, seen, by).await {
            Ok(()) => return Ok(on_to("slips_unused", "", "", "")),
            Err(ActionError::Changed) => said = Said::refused(texts().paper_unused_changed()),
            Err(error) => return Err(error.into()),
        }
    }
    let (day, _) = day_and_time(&sources, Some(sources.core.now()));
    let form = SlipForm { day, ..SlipForm::default() };
    show(&sources, &visit, Shown { asked_of: Some(printed_at), ..Shown::of(form) }, said).await
}

pub(crate) async fn take_back_unused(
    State(sources): State<Sources>,
    visit: Visit,
    posted: Posted,
) -> Result<Response, Problem> {
    actions::take_back_unused(&sources.core, printed_at(&posted)?, visit.person_id()?).await?;
    Ok(on_to("slips_unused_undone", "", "", ""))
}

/// What was just entered is the same as something that is open.
pub(crate) async fn duplicate(
    State(sources): State<Sources>,
    visit: Visit,
    posted: Posted,
) -> Result<Response, Problem> {
    let id = posted.get("ticket").parse().map_err(|_| Problem::NotFound)?;
    let command = Command::Withdraw { why: WithdrawReason::Duplicate };
    let tap = Tap { seen: posted.get("version").parse().ok(), ..Tap::default() };
    let (day, ward) = (posted.get("day"), posted.get("ward"));
    match actions::act(&sources.core, id, command, Actor::Lead(visit.person_id()?), &tap).await {
        Ok(_) => Ok(on_to("slip_entered", &id.to_string(), day, ward)),
        // Somebody has it, or it is cancelled already: the notice says which.
        Err(ActionError::Refused(_) | ActionError::Changed) => {
            let form = SlipForm { day: day.to_owned(), ward: ward.to_owned(), ..SlipForm::default() };
            let said = Said::refused(texts().problem_changed());
            show(&sources, &visit, Shown { entered: Some(id), ..Shown::of(form) }, said).await
        }
        Err(error) => Err(error.into()),
    }
}

fn printed_at(posted: &Posted) -> Result<Timestamp, Problem> {
    let millis = posted.get("printed_at").parse().map_err(|_| Problem::NotFound)?;
    Ok(Timestamp::from_millis(millis))
}

async fn refused(sources: &Sources, code: &str, refusal: SlipRefusal) -> Result<Said, Problem> {
    let t = texts();
    Ok(match refusal {
        SlipRefusal::NeverPrinted => Said::wrong_in("slip", t.paper_never_printed(code)),
        SlipRefusal::TooHigh => Said::wrong_in("slip", t.paper_too_high(code)),
        SlipRefusal::Entered(_) => Said::wrong_in("slip", t.paper_already_entered(code)),
        SlipRefusal::Cancelled(_) => Said::wrong_in("slip", t.paper_cancelled(code)),
        SlipRefusal::OfAnotherWard(ward) => {
            let mut tx = sources.core.store.read().await?;
            let name = sources.directory(tx.as_mut()).await?.ward_name(ward);
            drop(tx);
            Said::wrong_in("ward", t.paper_of_another_ward(code, app::words::isolated(name)))
        }
        SlipRefusal::NotYetPrinted(at) => {
            Said::wrong_in("asked", t.paper_not_yet_printed(code, dated(sources, at).clock))
        }
    })
}

async fn show(sources: &Sources, visit: &Visit, shown: Shown, said: Said) -> Result<Response, Problem> {
    let Said { status, errors, warnings, notice } = said.shown(visit)?;
    let mut tx = sources.core.store.read().await?;
    let page = paper_page(sources, tx.as_mut(), shown).await?;
    drop(tx);
    let page = pages::PaperPage { errors, warnings, notice, ..page };
    Ok(visit.page(sources, status, page, |shell, page| view! { <pages::Paper shell=shell page=page /> }))
}
