//! F8. Live streams are cut at random points and taken up again, on `PostgreSQL` at the other program. One that is left
//! alone hears of every event of the log, once and in order; one that was cut hears of nothing twice and is up to date
//! when all is quiet. That a page turns grey when it hears nothing is told in the browser tests.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "what cannot go on stops there, and says why")]

use std::time::Duration;

use futures::future::join_all;
use tokio::time::{Instant, timeout, timeout_at};
use tokio_util::sync::CancellationToken;

use crate::{
    crowd::Crowd,
    figures::Figures,
    killed::SMALL,
    outside::{
        client::{Events, Proxy},
        hospital::{Engine, Hospital},
        program::Program,
    },
};

const PATIENCE: Duration = Duration::from_secs(15);
/// Boards whose streams are cut, side by side.
const CUT: u32 = 5;

pub(crate) async fn story(engine: Engine, rounds: u32) -> Figures {
    let hospital = Hospital::open(engine, SMALL).await;
    let (nodes, _programs) = Program::start_all(&hospital.place, engine).await;
    let proxy = Proxy::new(&nodes, PATIENCE);
    let lead = Proxy::streaming(&nodes).client(&hospital.lead);
    let store = hospital.place.open().await;
    let before = store.read().await.unwrap().latest_sequence().await.unwrap();
    let mut whole = lead.events(Some(before)).await.unwrap();
    let quiet = CancellationToken::new();
    let crowd = Crowd::come(&hospital, &proxy, 3);
    let boards = join_all((0..CUT).map(|_| async {
        let mut known = before;
        for _ in 0..rounds.div_ceil(CUT) {
            let until = Instant::now() + Duration::from_millis(rand::random_range(1..400));
            if let Ok(mut events) = lead.events(Some(known)).await {
                while let Ok(Some(sequence)) = timeout_at(until, next_change(&mut events)).await {
                    assert!(sequence > known, "{sequence} after {known}: told twice");
                    known = sequence;
                }
            }
        }
        quiet.cancelled().await;
        known
    }));
    let work = async {
        tokio::time::sleep(Duration::from_millis(u64::from(rounds.div_ceil(CUT)) * 300)).await;
        let ledger = crowd.go_home().await;
        // What the last taps set in motion happens too.
        tokio::time::sleep(Duration::from_secs(2)).await;
        quiet.cancel();
        ledger
    };
    let (known, ledger) = tokio::join!(boards, work);

    let latest = store.read().await.unwrap().latest_sequence().await.unwrap();
    let mut heard = before;
    while heard < latest {
        let next = timeout(PATIENCE, next_change(&mut whole)).await.expect("a change").expect("it goes on");
        assert_eq!(next, heard + 1, "each event once, in order");
        heard = next;
    }
    for mut known in known {
        let mut events = lead.events(Some(known)).await.unwrap();
        while known < latest {
            let next =
                timeout(PATIENCE, next_change(&mut events)).await.expect("a change").expect("it goes on");
            assert!(next > known, "{next} after {known}: told twice");
            known = next;
        }
        assert_eq!(known, latest);
    }
    let mut figures = ledger.audit(store.as_ref()).await;
    figures.rounds = rounds;
    store.close().await;
    figures
}

/// The sequence of the next change; none when the stream has ended. What is said besides, that there is something new which is not in the
/// log, is left out: were a client behind, a sequence would be missing.
async fn next_change(events: &mut Events) -> Option<i64> {
    loop {
        let event = events.next().await?;
        if event.contains("event: change") {
            return Some(event.lines().find_map(|line| line.strip_prefix("id: ")).unwrap().parse().unwrap());
        }
    }
}
