//! F10. The disk is full: no file of the program can grow, its log's neither. Nobody is told that something was saved,
//! everyone is told whom to ring, pages that only read go on; and when there is room again, so does all, without a
//! restart.
//!
//! A limit on the size of files stands in for the disk, since it needs no mount and can be lifted while the program
//! runs. `SQLite` gets "file too large" instead of "no space left". What it makes of a database that may not grow
//! (`SQLITE_FULL`) is told beside `sqlite.rs`; `PostgreSQL` reports a full disk itself (`53100`), as unavailable.
//!
//! Shows H2.4.

#![expect(clippy::unwrap_used, reason = "what cannot go on stops there, and says why")]

use std::time::Duration;

use tokio::time::Instant;

use crate::{
    crowd::Crowd,
    database_away::GOES_ON_WITHIN,
    figures::Figures,
    killed::SMALL,
    outside::{
        client::{Client, Proxy},
        hospital::{Engine, Hospital},
        program::{Node, Program},
    },
};

/// Smaller than the database and its log: nothing can be appended to either.
const NO_ROOM: u64 = 16 * 1024;
const FULL_FOR: Duration = Duration::from_millis(800);

/// A proxy hears of it within seconds.
async fn becomes_ready(client: &Client, is_ready: bool) {
    let status = if is_ready { 200 } else { 503 };
    let told = async {
        while !client.get("/readyz").await.is_ok_and(|told| told.status == status) {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    };
    assert!(tokio::time::timeout(GOES_ON_WITHIN, told).await.is_ok(), "/readyz says how it is");
}

pub(crate) async fn story(engine: Engine, rounds: u32) -> Figures {
    let hospital = Hospital::open(engine, SMALL).await;
    let node = Node::anywhere().await;
    let program = Program::start_limited(&hospital.place, &node).await;
    let proxy = Proxy::new(&[node], Duration::from_secs(30));
    let crowd = Crowd::come(&hospital, &proxy, 4);
    let responder = proxy.client(&hospital.responders[0].cookie);
    let mut figures = Figures::default();
    for _ in 0..rounds {
        tokio::time::sleep(Duration::from_millis(rand::random_range(100..600))).await;
        let refusals = crowd.ledger.refusals();
        program.limit_files(Some(NO_ROOM));
        tokio::time::sleep(FULL_FOR).await;
        becomes_ready(&responder, false).await;
        let page = responder.get_json("/me.json").await.unwrap();
        assert_eq!(page.status, 200, "what is there can be read: {page:?}");
        program.limit_files(None);
        let room = Instant::now();
        figures.recover(room, GOES_ON_WITHIN, crowd.ledger.first_success_after(room)).await;
        becomes_ready(&responder, true).await;
        assert!(crowd.ledger.refusals() > refusals, "people were told");
    }
    figures.add(crowd.settle(&hospital).await);
    program.stop().await;
    figures
}
