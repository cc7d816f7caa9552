//! The board, made once for all who ask for it at the same time.

use std::{collections::HashMap, io::Write, sync::Arc};

use app::screens::board::{self as pages, BoardFilter, BoardPage};
use axum::body::Bytes;
use flate2::{Compression, write::GzEncoder};
use store::Tx;

use super::{
    narrowed::narrowed,
    view::{Troubles, board_page},
};
use crate::{
    http::Problem,
    limits::Limits,
    observed::Observed,
    view::{Sources, made_once::MadeOnce},
};

#[derive(Debug)]
pub(crate) struct Boards {
    sources: Sources,
    observed: Arc<Observed>,
    limits: Arc<Limits>,
    made: MadeOnce<Made>,
}

#[derive(Debug)]
struct Made {
    page: Result<BoardPage, Problem>,
    /// By what is shown, and whether the reader decides for the whole hospital.
    parts: HashMap<(BoardFilter, bool), Part>,
}

/// The part of the page that changes, as HTML.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    pub(crate) plain: Bytes,
    pub(crate) gzip: Bytes,
}

impl Boards {
    pub(crate) fn new(sources: Sources, observed: Arc<Observed>, limits: Arc<Limits>) -> Self {
        Self { sources, observed, limits, made: MadeOnce::default() }
    }

    /// # Errors
    ///
    /// Those of the store.
    pub(crate) async fn page(&self, filter: BoardFilter, may_decide: bool) -> Result<BoardPage, Problem> {
        self.read(|made| Ok(narrowed(made.page.as_ref().map_err(Clone::clone)?, filter, may_decide))).await
    }

    /// # Errors
    ///
    /// Those of the store.
    pub(crate) async fn part(&self, filter: BoardFilter, may_decide: bool) -> Result<Part, Problem> {
        self.read(|Made { page, parts, .. }| {
            let page = page.as_ref().map_err(Clone::clone)?;
            // What one reader has typed, no other asks for.
            if !filter.find.is_empty() {
                return Ok(draw(&narrowed(page, filter, may_decide)));
            }
            let part = parts.entry((filter, may_decide)).or_insert_with_key(|(filter, may_decide)| {
                draw(&narrowed(page, filter.clone(), *may_decide))
            });
            Ok(part.clone())
        })
        .await
    }

    async fn read<T>(&self, read: impl FnOnce(&mut Made) -> T) -> T {
        let make = async { Made { page: self.make().await, parts: HashMap::new() } };
        self.made.read(make, read).await
    }

    async fn make(&self) -> Result<BoardPage, Problem> {
        Ok(self.seen_by(self.sources.core.store.read().await?.as_mut()).await?)
    }

    /// The board as `tx` sees it, for whoever keeps what it showed.
    pub(crate) async fn seen_by(&self, tx: &mut dyn Tx) -> store::Result<BoardPage> {
        let now = self.sources.core.now();
        let alarms = &self.observed.alarms;
        let troubles =
            Troubles { alarms: alarms.list(), since: alarms.since(), floods: self.limits.floods(now) };
        board_page(&self.sources, tx, troubles).await
    }
}

fn draw(page: &BoardPage) -> Part {
    let plain = app::render::part_to_html(|| pages::board_part(page));
    Part { gzip: gzip(plain.as_bytes()), plain: plain.into() }
}

fn gzip(plain: &[u8]) -> Bytes {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    // Memory takes all that is written to it.
    encoder.write_all(plain).and_then(|()| encoder.finish()).unwrap_or_default().into()
}
