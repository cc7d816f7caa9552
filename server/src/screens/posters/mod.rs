//! Posters and cards with the links of wards.

mod view;

use app::{screens::posters, words::list_of_names};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use domain::{PosterId, PosterKind, WardId, digits::ascii_digits};
use leptos::prelude::*;
use store::if_readable;
use texts::texts;

use self::view::{AskedPosters, posters_page, print_page, wanted};
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
    let notice = done.notice(sources.core.store.read().await?.as_mut()).await?;
    show(&sources, &visit, asked, Said::done(notice)).await
}

pub(crate) async fn print(
    State(sources): State<Sources>,
    visit: Visit,
    Query(asked): Query<AskedPosters>,
) -> Result<Response, Problem> {
    show_sheets(&sources, &visit, asked, "1", Said::default()).await
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
            return show_sheets(&sources, &visit, asked, form.get("copies"), said).await;
        }
    };
    let new = {
        let mut tx = sources.core.store.read().await?;
        let directory = sources.directory(tx.as_mut()).await?;
        wanted(&directory, &asked).map(|(wards, kind)| NewPosters {
            kind,
            wards: wards.into_iter().map(|ward| ward.id).collect(),
            sheets,
            seen: form.get("seen").split('.').map(str::to_owned).collect(),
        })
    };
    let new = match new {
        Ok(new) => new,
        Err(errors) => return show(&sources, &visit, asked, Said::wrong(errors)).await,
    };
    let (by, once) = (visit.person_id()?, form.once());
    match actions::count_posters(&sources.core, &sources.trust, new, by, once.as_deref()).await {
        Err(ActionError::Changed) => {
            let said = Said::refused(texts().posters_all_changed());
            show_sheets(&sources, &visit, asked, form.get("copies"), said).await
        }
        Ok(CountedPosters { copies, changed }) if !changed.is_empty() => {
            let mut names = Vec::new();
            let mut tx = sources.core.store.read().await?;
            for ward in changed {
                names.extend(if_readable(tx.lookup_ward(ward).await)?.map(|ward| ward.name));
            }
            drop(tx);
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
    copies: &str,
    said: Said,
) -> Result<Response, Problem> {
    let mut tx = sources.core.store.read().await?;
    let page = print_page(sources, tx.as_mut(), &asked, copies).await?;
    drop(tx);
    let page = match page {
        Ok(page) => page,
        Err(errors) => return show(sources, visit, asked, Said::wrong(errors)).await,
    };
    let Said { status, errors, notice, .. } = said.shown(visit)?;
    let page = posters::PrintPage { errors, notice, ..page };
    Ok(visit.page(sources, status, page, |shell, page| view! { <posters::Print shell=shell page=page /> }))
}
