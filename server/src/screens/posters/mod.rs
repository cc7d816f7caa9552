//! Posters and cards with the links of wards.

mod view;

use app::{screens::posters, words::list_of_names};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use domain::{PosterId, PosterKind, WardId, digits::ascii_digits};
use leptos::prelude::*;
use texts::texts;

use self::view::{AskedPosters, posters_page, print_page};
pub(crate) use self::view::{reprints, wanted_wards};
use crate::{
    actions::{self, ActionError, CountedPosters, NewPosters},
    http::{
        Problem,
        done::Done,
        extract::{Path, Query},
        forms::{Posted, Reading},
        said::Said,
        visit::Visit,
    },
    view::Sources,
};

/// Nobody prints more at once.
const MOST_SHEETS: u32 = 100;

pub(crate) async fn page(
    State(sources): State<Sources>,
    visit: Visit,
    Query(done): Query<Done>,
    Query(mut asked): Query<AskedPosters>,
) -> Result<Response, Problem> {
    if asked.what.is_empty() {
        PosterKind::Poster.as_str().clone_into(&mut asked.what);
    }
    let notice = done.notice(&sources).await?;
    show(&sources, &visit, asked, Said::done(notice)).await
}

pub(crate) async fn print(
    State(sources): State<Sources>,
    visit: Visit,
    Query(asked): Query<AskedPosters>,
) -> Result<Response, Problem> {
    show_sheets(&sources, &visit, asked, None, Said::default()).await
}

/// They are counted: somebody is told later what stops working, and what to print again.
pub(crate) async fn printed(
    State(sources): State<Sources>,
    visit: Visit,
    form: Posted,
) -> Result<Response, Problem> {
    let asked = AskedPosters { wards: form.get("wards").to_owned(), what: form.get("what").to_owned() };
    let mut reading = Reading::of(&form);
    let sheets = reading.field("copies", &texts().posters_no_copies(), |typed| {
        ascii_digits(typed.trim()).parse().ok().filter(|sheets| (1..=MOST_SHEETS).contains(sheets))
    });
    let sheets = match (sheets, reading.end(&sources.trust, &[])) {
        (Some(sheets), None) => sheets,
        (_, said) => {
            let said = said.unwrap_or_default();
            return show_sheets(&sources, &visit, asked, Some(&form), said).await;
        }
    };
    let Ok(kind) = asked.what.parse() else {
        let wrong = Said::wrong_in("what", texts().posters_no_kind());
        return show(&sources, &visit, asked, wrong).await;
    };
    // What is on paper by now, whatever these wards' sheets would say today.
    let seen = form.get("seen").split('.').map(str::to_owned).collect();
    let new = NewPosters { kind, sheets, seen };
    let (by, once) = (visit.person_id()?, form.once());
    match actions::count_posters(&sources.core, &sources.trust, new, by, once.as_deref()).await {
        Err(ActionError::Changed) => {
            show(&sources, &visit, asked, Said::refused(texts().posters_all_changed())).await
        }
        Ok(CountedPosters { copies, changed }) if !changed.is_empty() => {
            let mut tx = sources.core.store.read().await?;
            let directory = sources.directory(tx.as_mut()).await?;
            drop(tx);
            let names: Vec<_> = changed.into_iter().map(|ward| directory.ward_name(ward)).collect();
            let said = Said::refused(texts().posters_changed(copies, list_of_names(&names)));
            show(&sources, &visit, asked, said).await
        }
        counted => {
            let copies = counted?.copies;
            let to = format!("{}?done=posters_printed&about={copies}", paths::POSTERS);
            Ok(Redirect::to(&to).into_response())
        }
    }
}

/// They were not printed, or not so many: whoever counts again says how many.
pub(crate) async fn uncount(
    State(sources): State<Sources>,
    visit: Visit,
    form: Posted,
) -> Result<Response, Problem> {
    let uncounted = actions::uncount_posters(&sources.core, form.get("count"), visit.person_id()?).await?;
    // Twice, or from an old page: it is as they want it.
    let copies = uncounted.unwrap_or_default();
    let to = format!("{}?done=posters_uncounted&about={copies}", paths::POSTERS);
    Ok(Redirect::to(&to).into_response())
}

/// Newer ones are up in place of those that were shown.
pub(crate) async fn replaced(
    State(sources): State<Sources>,
    visit: Visit,
    Path(ward): Path<WardId>,
    form: Posted,
) -> Result<Response, Problem> {
    let shown: Vec<PosterId> = form.get("shown").split(',').filter_map(|id| id.parse().ok()).collect();
    actions::replace_posters(&sources.core, ward, &shown, visit.person_id()?).await?;
    let is_there = sources.core.store.read().await?.lookup_ward(ward).await?.is_some();
    let done = if is_there { "posters_replaced" } else { "posters_down" };
    let to = format!("{}?done={done}&about={ward}", paths::POSTERS);
    Ok(Redirect::to(&to).into_response())
}

async fn show(
    sources: &Sources,
    visit: &Visit,
    asked: AskedPosters,
    said: Said,
) -> Result<Response, Problem> {
    let Said { status, errors, notice, .. } = said.shown(visit)?;
    let mut tx = sources.core.store.read().await?;
    let page = posters_page(sources, tx.as_mut(), asked).await?;
    drop(tx);
    let page = posters::PostersPage { errors, notice, ..page };
    Ok(visit.page(sources, status, page, |shell, page| view! { <posters::Posters shell=shell page=page /> }))
}

async fn show_sheets(
    sources: &Sources,
    visit: &Visit,
    asked: AskedPosters,
    typed: Option<&Posted>,
    said: Said,
) -> Result<Response, Problem> {
    let mut tx = sources.core.store.read().await?;
    let page = print_page(sources, tx.as_mut(), &asked).await?;
    drop(tx);
    let mut page = match page {
        Ok(page) => page,
        Err(errors) => return show(sources, visit, asked, Said::wrong(errors)).await,
    };
    if let Some(typed) = typed {
        // It is about the sheets that were printed, which these may not be any more.
        typed.get("seen").clone_into(&mut page.form.seen);
        typed.get("copies").clone_into(&mut page.form.copies);
    }
    let Said { status, errors, notice, .. } = said.shown(visit)?;
    let page = posters::PrintPage { errors, notice, ..page };
    Ok(visit.page(sources, status, page, |shell, page| view! { <posters::Print shell=shell page=page /> }))
}
