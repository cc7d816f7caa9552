//! The whole web application: what there is for handlers, the routes, and what surrounds them all.

mod routes;

use std::sync::Arc;

use axum::{Router, extract::FromRef, middleware};
use import::Uploads;
use tokio_util::sync::CancellationToken;
use tower_http::{CompressionLevel, compression::CompressionLayer};

pub(crate) use self::routes::pages;
pub use self::routes::{Declared, declared};
use crate::{
    config::{Config, GatewayConfig, settings::Made},
    core::Core,
    http::{Assets, Door, Pages, assets, headers, live::Streams, origin, problem, reference, turns, visit},
    limits::Limits,
    live::Hub,
    observed::Observed,
    rehearsal::Rehearsals,
    scanning::Thresholds,
    screens::{
        board::Boards,
        wall::{SeenWalls, Walls},
    },
    second_channel::Gateway,
    trust::Trust,
    view::Sources,
};

/// What there is for handlers, each of which names what it takes.
#[derive(Clone, Debug, FromRef)]
pub(crate) struct Web {
    pub(crate) sources: Sources,
    pub(crate) assets: Arc<Assets>,
    pub(crate) config: Arc<Config>,
    pub(crate) boards: Arc<Boards>,
    pub(crate) door: Arc<Door>,
    pub(crate) gateway: Arc<Made<GatewayConfig, Gateway>>,
    pub(crate) hub: Hub,
    pub(crate) limits: Arc<Limits>,
    pub(crate) observed: Arc<Observed>,
    pub(crate) pages: Pages,
    pub(crate) rehearsals: Arc<Rehearsals>,
    pub(crate) seen_walls: Arc<SeenWalls>,
    pub(crate) thresholds: Arc<Thresholds>,
    pub(crate) uploads: Arc<Uploads>,
    pub(crate) walls: Arc<Walls>,
    /// Ends streams, which otherwise hold the program open for ever.
    pub(crate) shutdown: CancellationToken,
}

impl FromRef<Web> for Core {
    fn from_ref(web: &Web) -> Self {
        web.sources.core.clone()
    }
}

impl FromRef<Web> for Arc<Trust> {
    fn from_ref(web: &Web) -> Self {
        Arc::clone(&web.sources.trust)
    }
}

impl FromRef<Web> for Streams {
    fn from_ref(web: &Web) -> Self {
        Self::new(web.sources.core.clone(), web.hub.clone(), Arc::clone(&web.limits), web.shutdown.clone())
    }
}

/// Brotli's quality for pages made on the spot: about the size of its best at a fiftieth of the time.
const PAGE_QUALITY: i32 = 5;

/// The whole web application.
pub(crate) fn router(web: Web) -> Router {
    // Pages render on tokio. A second program in this process (as in tests) finds that said already.
    let _ = any_spawner::Executor::init_tokio();
    let compression = CompressionLayer::new().quality(CompressionLevel::Precise(PAGE_QUALITY));
    routes::all()
        .router
        .fallback(routes::not_found)
        .method_not_allowed_fallback(routes::wrong_method)
        .layer(middleware::from_fn_with_state(web.clone(), turns::take))
        .layer(middleware::from_fn_with_state(web.clone(), origin::check))
        .layer(middleware::from_fn_with_state(web.clone(), visit::identify))
        .merge(assets::routes())
        .layer(middleware::from_fn_with_state(web.clone(), problem::explain))
        .layer(middleware::from_fn_with_state(web.clone(), headers::add))
        .layer(compression)
        .layer(middleware::from_fn_with_state(web.clone(), reference::give))
        .with_state(web)
}
