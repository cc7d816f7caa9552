//! A page that is open somewhere and changes by itself: it listens, and fetches what changes when something has, as a browser does: one
//! fetch at a time.

use std::time::Duration;

use tokio::{sync::mpsc, task::JoinSet, time::Instant};

use crate::{outside::client::Client, stream::Stream};

const BURST: Duration = Duration::from_millis(100);

/// Where its stream is, and what it fetches.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    pub(crate) events: String,
    pub(crate) part: String,
}

impl Page {
    /// A lead's board.
    pub(crate) fn board() -> Self {
        Self { events: "/events".to_owned(), part: "/board/part".to_owned() }
    }

    /// One whose stream is below its own address.
    pub(crate) fn at(path: &str) -> Self {
        Self { events: format!("{path}/events"), part: path.to_owned() }
    }
}

/// From `at` the page shows everything up to an event.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shown {
    pub(crate) board: usize,
    pub(crate) sequence: i64,
    pub(crate) at: Instant,
}

/// Keeps page number `board` up to date for as long as its tasks live.
pub(crate) async fn open(
    tasks: &mut JoinSet<()>,
    board: usize,
    page: Page,
    (base, cookie, client): (&str, &str, Client),
    shown: mpsc::UnboundedSender<Shown>,
) {
    let mut stream = Stream::open(base, &page.events, cookie, i64::MAX).await;
    let (told, mut changes) = mpsc::unbounded_channel();
    tasks.spawn(async move {
        while let Some(sequence) = stream.change().await {
            let _ = told.send(sequence);
        }
    });
    tasks.spawn(async move {
        while let Some(mut sequence) = changes.recv().await {
            tokio::time::sleep(BURST).await;
            while let Ok(later) = changes.try_recv() {
                sequence = later;
            }
            let page = client.get_compressed(&page.part).await;
            if page.is_ok_and(|page| page.status == 200) {
                let _ = shown.send(Shown { board, sequence, at: Instant::now() });
            }
        }
    });
}
