//! HTTP: routes, what each needs, and what surrounds them all.

mod accounts;
mod address;
mod admin;
mod again;
mod ask;
pub mod assets;
mod audit;
mod board;
mod boards;
mod closing;
mod done;
mod door;
mod drills;
mod extract;
mod forms;
mod headers;
mod health;
mod insight;
mod jobs;
mod known_issues;
mod linked;
mod live;
mod notes;
mod origin;
mod policy;
mod problem;
mod push;
mod reference;
mod rehearse;
mod render;
mod routes;
mod setup;
mod sign_in;
mod turns;
mod visit;
mod waiting;

use std::sync::Arc;

use axum::{Router, extract::FromRef, middleware};
use import::Uploads;
use tokio_util::sync::CancellationToken;
use tower_http::{CompressionLevel, compression::CompressionLayer};

pub(crate) use self::{assets::Assets, boards::Boards, door::Door};
pub use self::{
    problem::Problem,
    routes::{Declared, declared},
};
use crate::{
    core::Core, limits::Limits, live::Hub, observed::Observed, rehearsal::Rehearsals, trust::Trust,
    view::Sources,
};

/// What there is for handlers, each of which names what it takes.
#[derive(Clone, Debug, FromRef)]
pub(crate) struct Web {
    pub(crate) sources: Sources,
    pub(crate) assets: Arc<Assets>,
    pub(crate) boards: Arc<Boards>,
    pub(crate) door: Arc<Door>,
    pub(crate) hub: Hub,
    pub(crate) limits: Arc<Limits>,
    pub(crate) observed: Arc<Observed>,
    pub(crate) rehearsals: Arc<Rehearsals>,
    pub(crate) uploads: Arc<Uploads>,
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
