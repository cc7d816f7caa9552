//! The screen on a wall: whoever has its link sees how many wait, and nothing that is anybody's.

mod view;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use app::screens::wall::{self as pages, WallForm, WallPage};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use domain::{Timestamp, Wall, WallId};
use ground::clock::{Day, zoned};
use leptos::prelude::*;
use texts::texts;

use self::view::{Shown, wall_page, walls_page};
use crate::{
    actions,
    http::{
        Problem,
        address::Address,
        done::Done,
        extract::{Path, Query},
        forms::{Posted, Reading},
        linked::Linked,
        live::{After, Streams, known},
        render,
        said::Said,
        visit::Visit,
    },
    view::{Sources, made_once::MadeOnce},
};

/// On which day each was open last, so that it is written down once a day.
#[derive(Debug, Default)]
pub(crate) struct SeenWalls(Mutex<HashMap<WallId, Timestamp>>);

/// What screens show: read once for all that ask for it at the same time, as each does after each change.
#[derive(Debug)]
pub(crate) struct Walls {
    sources: Sources,
    shown: MadeOnce<Result<Shown, Problem>>,
}

impl Walls {
    pub(crate) fn new(sources: Sources) -> Self {
        Self { sources, shown: MadeOnce::default() }
    }

    async fn page(&self, wall: &Wall, token: &str) -> Result<WallPage, Problem> {
        let page = |shown: &Shown| wall_page(&self.sources, shown, wall, token);
        self.shown.read(self.read(), |shown| shown.as_ref().map(page).map_err(Clone::clone)).await
    }

    async fn read(&self) -> Result<Shown, Problem> {
        Ok(Shown::read(&self.sources, self.sources.core.store.read().await?.as_mut()).await?)
    }
}

impl SeenWalls {
    /// Whether this is the first time on that day.
    fn is_first(&self, wall: WallId, day: Timestamp) -> bool {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        seen.insert(wall, day) != Some(day)
    }
}

/// The screen. Only a page that follows is written down, see [`events`]: looking changes nothing.
pub(crate) async fn page(
    State(walls): State<Arc<Walls>>,
    visit: Visit,
    link: Linked<Wall>,
) -> Result<Response, Problem> {
    let page = walls.page(&link.to, &link.secret).await?;
    Ok(render::page(StatusCode::OK, &visit.nonce, move || view! { <pages::Wall page=page /> }))
}

/// What it hears of. On the first time of a day it is written down that the screen is in use.
pub(crate) async fn events(
    State(sources): State<Sources>,
    State(seen): State<Arc<SeenWalls>>,
    State(streams): State<Streams>,
    Address(address): Address,
    Query(After { after }): Query<After>,
    link: Linked<Wall>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let core = &sources.core;
    let today = Day::of(zoned(core.now(), &sources.trust.time_zone).date(), &sources.trust.time_zone);
    if let Some(today) = today.filter(|today| seen.is_first(link.to.id, today.start)) {
        let mut tx = core.write().await?;
        tx.note_wall_seen(link.to.id, today.start).await?;
        tx.commit_quietly().await?;
    }
    let known = known(&headers, after.as_deref()).or(Some(0));
    streams.open_on_wall(link.to.id, known, address).await
}

/// The links.
pub(crate) async fn all(
    State(sources): State<Sources>,
    visit: Visit,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let notice = done.notice(&sources).await?;
    show(&sources, &visit, WallForm::default(), Said::done(notice)).await
}

pub(crate) async fn add(
    State(sources): State<Sources>,
    visit: Visit,
    form: Posted,
) -> Result<Response, Problem> {
    let mut tx = sources.core.store.read().await?;
    let (zones, waves) = (tx.list_zones().await?, tx.list_waves().await?);
    drop(tx);
    let mut reading = Reading::of(&form);
    let name = reading.needed_line("name", &texts().walls_say_where());
    let hides_wards = form.get("hides_wards") == "yes";
    let all = actions::Shows { hides_wards, ..actions::Shows::default() };
    let shows = reading.field("zone", &texts().walls_choose_zone(), |typed| {
        let zone = zones.iter().map(|zone| zone.id).find(|zone| zone.to_string() == typed);
        let wave = waves.iter().map(|wave| wave.id).find(|wave| wave.to_string() == typed);
        let is_known = typed.is_empty() || zone.is_some() || wave.is_some();
        is_known.then_some(actions::Shows { zone, wave, ..all })
    });
    let (Some(name), Some(shows)) = (name, shows) else {
        let typed = WallForm {
            name: form.get("name").to_owned(),
            zone: form.get("zone").to_owned(),
            hides_wards,
            key: form.get("key").to_owned(),
            ..WallForm::default()
        };
        return show(&sources, &visit, typed, Said::wrong(reading.errors())).await;
    };
    let (by, once) = (visit.person_id()?, form.once());
    actions::add_wall(&sources.core, (name, shows), by, once.as_deref()).await?;
    Ok(Redirect::to(&format!("{}?done=wall_made", paths::WALLS)).into_response())
}

pub(crate) async fn revoke(
    State(sources): State<Sources>,
    visit: Visit,
    Path(wall): Path<WallId>,
) -> Result<Response, Problem> {
    actions::revoke_wall(&sources.core, wall, visit.person_id()?).await?;
    Ok(Redirect::to(&format!("{}?done=wall_revoked", paths::WALLS)).into_response())
}

async fn show(sources: &Sources, visit: &Visit, form: WallForm, said: Said) -> Result<Response, Problem> {
    let Said { status, errors, notice, .. } = said.shown(visit)?;
    let mut tx = sources.core.store.read().await?;
    let page = walls_page(sources, tx.as_mut(), WallForm { errors, ..form }, notice).await?;
    drop(tx);
    Ok(visit.page(sources, status, page, |shell, page| view! { <pages::Walls shell=shell page=page /> }))
}
