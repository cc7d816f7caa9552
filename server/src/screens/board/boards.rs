//! The board, made once for all who ask for it at the same time: a hundred screens ask after each change. Between two there
//! is a rest that is longer the longer one takes, so that screens never take the time that requests need.

use std::{
    collections::HashMap,
    io::Write,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use app::screens::board::{self as pages, BoardFilter, BoardPage};
use axum::body::Bytes;
use flate2::{Compression, write::GzEncoder};
use store::Tx;
use tokio::{
    sync::Mutex,
    time::{Instant, sleep_until},
};

use super::{
    narrowed::narrowed,
    view::{Troubles, board_page},
};
use crate::{http::Problem, limits::Limits, observed::Observed, view::Sources};

/// So many times as long as it took to make one …
const REST: u32 = 3;
/// … and no longer than this: a database that was away for seconds must not keep boards from coming back.
const LONGEST_REST: Duration = Duration::from_secs(1);

#[derive(Debug)]
pub(crate) struct Boards {
    sources: Sources,
    observed: Arc<Observed>,
    limits: Arc<Limits>,
    /// Counts the boards that were begun.
    begun: AtomicU64,
    last: Mutex<Option<Made>>,
}

#[derive(Debug)]
struct Made {
    /// Its place among those that were begun.
    number: u64,
    page: Result<BoardPage, Problem>,
    /// No other is begun before.
    rest_until: Instant,
    parts: HashMap<BoardFilter, Part>,
}

/// The part of the page that changes, as HTML.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    pub(crate) plain: Bytes,
    pub(crate) gzip: Bytes,
}

impl Boards {
    pub(crate) fn new(sources: Sources, observed: Arc<Observed>, limits: Arc<Limits>) -> Self {
        Self { sources, observed, limits, begun: AtomicU64::default(), last: Mutex::default() }
    }

    /// # Errors
    ///
    /// Those of the store.
    pub(crate) async fn page(&self, filter: BoardFilter) -> Result<BoardPage, Problem> {
        self.read(|made| Ok(narrowed(made.page.as_ref().map_err(Clone::clone)?, filter))).await
    }

    /// # Errors
    ///
    /// Those of the store.
    pub(crate) async fn part(&self, filter: BoardFilter) -> Result<Part, Problem> {
        self.read(|Made { page, parts, .. }| {
            let page = page.as_ref().map_err(Clone::clone)?;
            let part = parts.entry(filter).or_insert_with_key(|filter| draw(&narrowed(page, filter.clone())));
            Ok(part.clone())
        })
        .await
    }

    /// Reads a board that was begun after this was called, so that it shows all that the caller has heard of.
    async fn read<T>(&self, read: impl FnOnce(&mut Made) -> T) -> T {
        let begun_before = self.begun.load(Ordering::SeqCst);
        let mut last = self.last.lock().await;
        let made = match last.as_mut() {
            Some(made) if made.number > begun_before => made,
            _ => {
                if let Some(made) = last.as_ref() {
                    sleep_until(made.rest_until).await;
                }
                let (number, began) = (self.begun.fetch_add(1, Ordering::SeqCst) + 1, Instant::now());
                let page = self.make().await;
                let rest_until = Instant::now() + rest_after(began.elapsed());
                last.insert(Made { number, page, rest_until, parts: HashMap::new() })
            }
        };
        read(made)
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

fn rest_after(took: Duration) -> Duration {
    (REST * took).min(LONGEST_REST)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boards_rest_for_as_long_as_they_cost_but_come_back_soon_after_the_database_was_away() {
        assert_eq!(rest_after(Duration::from_millis(20)), Duration::from_millis(60));
        assert_eq!(rest_after(Duration::from_secs(5)), Duration::from_secs(1));
    }
}
