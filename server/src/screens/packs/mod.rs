//! Paper for when there is no Elbow.

mod view;

use app::{model::FieldError, screens::packs as pages};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use leptos::prelude::*;
use serde::Deserialize;

use self::view::{packs_page, post_page, ward_page};
use crate::{
    actions,
    http::{Problem, done::Done, extract::Query, forms::Posted, said::Said, visit::Visit},
    schedule,
    view::Sources,
};

/// `?wards=all`; an id is that of a ward or a zone.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct AskedWards {
    wards: String,
}

pub(crate) async fn page(
    State(sources): State<Sources>,
    visit: Visit,
    Query(done): Query<Done>,
    Query(asked): Query<AskedWards>,
) -> Result<Response, Problem> {
    let notice = done.notice(&sources).await?;
    show(&sources, &visit, &asked, Said::done(notice)).await
}

/// Makes another one at once; the same form again makes none.
pub(crate) async fn make(
    State(sources): State<Sources>,
    visit: Visit,
    form: Posted,
) -> Result<Response, Problem> {
    let (core, by) = (&sources.core, visit.person_id()?);
    let void_after = schedule::void_after(core, &sources.trust.time_zone, core.now());
    actions::packs::make_pack(core, &sources.kept, void_after, by, form.once().as_deref()).await?;
    Ok(Redirect::to(&format!("{}?done=pack_made", paths::PACKS)).into_response())
}

pub(crate) async fn post(State(sources): State<Sources>, visit: Visit) -> Result<Response, Problem> {
    let pack = sources.core.store.read().await?.latest_pack().await?;
    let Some(pack) = pack else { return Ok(Redirect::to(paths::PACKS).into_response()) };
    let page = post_page(&sources, pack);
    Ok(visit.page(
        &sources,
        StatusCode::OK,
        page,
        |shell, page| view! { <pages::PostPack shell=shell page=page /> },
    ))
}

pub(crate) async fn wards(
    State(sources): State<Sources>,
    visit: Visit,
    Query(asked): Query<AskedWards>,
) -> Result<Response, Problem> {
    let mut tx = sources.core.store.read().await?;
    let directory = sources.directory(tx.as_mut()).await?;
    let pack = tx.latest_pack().await?;
    drop(tx);
    let Some(pack) = pack else { return Ok(Redirect::to(paths::PACKS).into_response()) };
    match ward_page(&sources, &directory, pack, &asked.wards) {
        Ok(page) => Ok(visit.page(
            &sources,
            StatusCode::OK,
            page,
            |shell, page| view! { <pages::WardPack shell=shell page=page /> },
        )),
        Err(message) => {
            let said = Said::wrong(vec![FieldError::new("wards", message)]);
            show(&sources, &visit, &asked, said).await
        }
    }
}

async fn show(sources: &Sources, visit: &Visit, asked: &AskedWards, said: Said) -> Result<Response, Problem> {
    let Said { status, errors, notice, .. } = said.shown(visit)?;
    let mut tx = sources.core.store.read().await?;
    let page = packs_page(sources, tx.as_mut(), &asked.wards).await?;
    drop(tx);
    let page = pages::PacksPage { errors, notice, ..page };
    Ok(visit.page(sources, status, page, |shell, page| view! { <pages::Packs shell=shell page=page /> }))
}
