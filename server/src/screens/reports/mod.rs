//! Huddle packs and sitreps.

mod export;
mod view;

use app::screens::reports::{self as pages, ReportForm};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Permission, Report,
    report::{Said as Text, Why},
};
use leptos::prelude::*;
use texts::texts;

use self::{
    export::to_csv,
    view::{report_page, reports_page},
};
use crate::{
    actions::{self, ActionError},
    http::{
        Problem,
        done::Done,
        download,
        extract::{Path, Query},
        forms::{Posted, Reading},
        said::Said,
        visit::Visit,
    },
    view::{Sources, paging::Asked},
};

/// What may hold patient details.
const TEXTS: [&str; 3] = ["went_well", "comes_next", "why"];

pub(crate) async fn page(
    State(sources): State<Sources>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let mut tx = sources.core.store.read().await?;
    let page = reports_page(&sources, tx.as_mut(), &asked).await?;
    drop(tx);
    Ok(visit.page(
        &sources,
        StatusCode::OK,
        page,
        |shell, page| view! { <pages::Reports shell=shell page=page /> },
    ))
}

/// Exact figures are the command centre's; everybody else reads what may be handed on.
pub(crate) async fn one(
    State(sources): State<Sources>,
    visit: Visit,
    Path(number): Path<u32>,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let notice = done.notice(&sources).await?;
    show(&sources, &visit, number, None, Said::done(notice)).await
}

pub(crate) async fn shared(
    State(sources): State<Sources>,
    visit: Visit,
    Path(number): Path<u32>,
) -> Result<Response, Problem> {
    let mut tx = sources.core.store.read().await?;
    let report = tx.lookup_report(number).await?.ok_or(Problem::NotFound)?;
    let page = report_page(&sources, tx.as_mut(), &report, true, None, None).await?;
    drop(tx);
    Ok(drawn(&sources, &visit, StatusCode::OK, page))
}

/// The exact figures as a file.
pub(crate) async fn csv(
    State(sources): State<Sources>,
    visit: Visit,
    Path(number): Path<u32>,
) -> Result<Response, Problem> {
    if !visit.person()?.may(Permission::Command) {
        return Err(Problem::NotAllowed);
    }
    let mut tx = sources.core.store.read().await?;
    let report = tx.lookup_report(number).await?.ok_or(Problem::NotFound)?;
    let (rows, text) = to_csv(&sources, tx.as_mut(), &report).await?;
    drop(tx);
    let text = text.map_err(|error| Problem::Failed(error.to_string()))?;
    actions::note_export(&sources.core, visit.person_id()?, "report.csv", rows).await?;
    let name = format!("elbow-{}-{number}.csv", report.written.kind.as_str());
    Ok(download::csv(&name, text))
}

/// Approves it, or corrects what was said with it.
pub(crate) async fn approve(
    State(sources): State<Sources>,
    visit: Visit,
    Path(number): Path<u32>,
    form: Posted,
) -> Result<Response, Problem> {
    let (by, once) = (visit.person_id()?, form.once());
    let report = sources.core.store.read().await?.lookup_report(number).await?.ok_or(Problem::NotFound)?;
    let seen = form.get("version").parse().unwrap_or_default();
    let done = if seen == 0 { "report_approved" } else { "report_corrected" };
    let back = || Redirect::to(&format!("{}?done={done}", paths::report(&number))).into_response();
    if actions::logged_before(&sources.core, by, once.as_deref()).await?.is_some() {
        return Ok(back());
    }
    let (said, why) = match read(&sources, &form, &report, seen) {
        Ok(read) => read,
        Err(said) => return show(&sources, &visit, number, Some(&form), said).await,
    };
    match actions::approve_report(&sources.core, number, (said, why), by, seen, once.as_deref()).await {
        Err(ActionError::Changed) => {
            let said = Said::wrong_in("went_well", texts().reports_approved_meanwhile());
            show(&sources, &visit, number, Some(&form), said.with(StatusCode::CONFLICT)).await
        }
        approved => {
            approved?;
            Ok(back())
        }
    }
}

/// What was typed, or what is wrong with it. `seen`: the version that it is said after.
fn read(sources: &Sources, form: &Posted, report: &Report, seen: u32) -> Result<(Text, Option<Why>), Said> {
    let mut reading = Reading::of(form);
    let said = Text { went_well: reading.text("went_well"), comes_next: reading.text("comes_next") };
    let why = if seen > 0 {
        let why = reading.needed_line("why", &texts().reports_say_why());
        // One that somebody else has corrected meanwhile is compared when that has been said.
        if seen == report.version() && report.says() == Some(&said) && !reading.is_wrong() {
            reading.wrong("went_well", texts().reports_nothing_corrected());
        }
        why
    } else {
        None
    };
    match reading.end(&sources.trust, &TEXTS) {
        None => Ok((said, why)),
        Some(said) => Err(said),
    }
}

/// `typed`: what was not right.
async fn show(
    sources: &Sources,
    visit: &Visit,
    number: u32,
    typed: Option<&Posted>,
    said: Said,
) -> Result<Response, Problem> {
    let Said { status, errors, warnings, notice } = said.shown(visit)?;
    let person = visit.person()?;
    let mut tx = sources.core.store.read().await?;
    let report = tx.lookup_report(number).await?.ok_or(Problem::NotFound)?;
    let form = person.may(Permission::Decide).then(|| {
        let form = match typed {
            Some(typed) => {
                let get = |field: &str| typed.get(field).to_owned();
                ReportForm {
                    key: get("key"),
                    went_well: get("went_well"),
                    comes_next: get("comes_next"),
                    why: get("why"),
                    ..ReportForm::default()
                }
            }
            None => view::form_of(sources, &report),
        };
        // What is said now stands above it.
        ReportForm { version: report.version(), errors, warnings, ..form }
    });
    let is_shared = !person.may(Permission::Command);
    let page = report_page(sources, tx.as_mut(), &report, is_shared, form, notice).await?;
    drop(tx);
    Ok(drawn(sources, visit, status, page))
}

fn drawn(sources: &Sources, visit: &Visit, status: StatusCode, page: pages::ReportPage) -> Response {
    visit.page(sources, status, page, |shell, page| view! { <pages::Report shell=shell page=page /> })
}
