//! Slips of paper that came back.

mod form;
mod view;

use app::screens::paper::{self as pages, SlipForm};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Timestamp, pack::SlipRefusal};
use leptos::prelude::*;
use serde::Deserialize;
use texts::texts;

use self::{
    form::{read, typed},
    view::paper_page,
};
use crate::{
    actions,
    http::{
        Problem, done::Done, extract::Query, forms::Posted, moments::day_and_time, said::Said, visit::Visit,
    },
    view::{Sources, moment::dated},
};

/// `?day=30/11/2026`: slips of one day come together.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct AskedPaper {
    day: String,
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
    show(&sources, &visit, SlipForm { day, ..SlipForm::default() }, None, Said::done(notice)).await
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
        Err(said) => return show(&sources, &visit, form, None, said).await,
    };
    let (code, day) = (slip.code.to_string(), form.day.clone());
    match actions::enter_slip(&sources.core, &sources.kept, by, &slip).await? {
        Ok(_) => {
            let query =
                serde_urlencoded::to_string([("done", "slip_entered"), ("about", &code), ("day", &day)])
                    .unwrap_or_default();
            Ok(Redirect::to(&format!("{}?{query}", paths::PAPER)).into_response())
        }
        Err(refusal) => {
            let said = refused(&sources, &code, refusal).await?.with(StatusCode::CONFLICT);
            let asks_whether_borrowed = matches!(refusal, SlipRefusal::OfAnotherWard(_));
            show(&sources, &visit, SlipForm { asks_whether_borrowed, ..form }, Some(refusal), said).await
        }
    }
}

/// The other slips of a pack have nothing on them.
pub(crate) async fn unused(
    State(sources): State<Sources>,
    visit: Visit,
    posted: Posted,
) -> Result<Response, Problem> {
    let printed_at = posted.get("printed_at").parse().map_err(|_| Problem::NotFound)?;
    actions::say_unused(&sources.core, Timestamp::from_millis(printed_at), visit.person_id()?).await?;
    Ok(Redirect::to(&format!("{}?done=slips_unused", paths::PAPER)).into_response())
}

async fn refused(sources: &Sources, code: &str, refusal: SlipRefusal) -> Result<Said, Problem> {
    let t = texts();
    Ok(match refusal {
        SlipRefusal::NeverPrinted => Said::wrong_in("slip", t.paper_never_printed(code)),
        SlipRefusal::Entered(_) => Said::wrong_in("slip", t.paper_already_entered(code)),
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

async fn show(
    sources: &Sources,
    visit: &Visit,
    form: SlipForm,
    refusal: Option<SlipRefusal>,
    said: Said,
) -> Result<Response, Problem> {
    let Said { status, errors, warnings, notice } = said.shown(visit)?;
    let mut tx = sources.core.store.read().await?;
    let page = paper_page(sources, tx.as_mut(), form, refusal).await?;
    drop(tx);
    let page = pages::PaperPage { errors, warnings, notice, ..page };
    Ok(visit.page(sources, status, page, |shell, page| view! { <pages::Paper shell=shell page=page /> }))
}
