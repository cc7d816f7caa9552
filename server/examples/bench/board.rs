//! A lead's board that is open somewhere: it listens, and fetches what changes when something has, as the island does: after
//! a tenth of a second, one fetch at a time.

use std::time::Duration;

use tokio::{sync::mpsc, task::JoinSet, time::Instant};

use crate::{outside::client::Client, stream::Stream};

const BURST: Duration = Duration::from_millis(100);

/// From `at` the board shows everything up to an event.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shown {
    pub(crate) board: usize,
    pub(crate) sequence: i64,
    pub(crate) at: Instant,
}

/// Keeps board number `board` up to date for as long as its tasks live.
pub(crate) async fn open(
    tasks: &mut JoinSet<()>,
    board: usize,
    (base, cookie, lead): (&str, &str, Client),
    shown: mpsc::UnboundedSender<Shown>,
) {
    let mut stream = Stream::open(base, "/events", cookie, i64::MAX).await;
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
            let page = lead.get_compressed("/board/part").await;
            if page.is_ok_and(|page| page.status == 200) {
                let _ = shown.send(Shown { board, sequence, at: Instant::now() });
            }
        }
    });
}
