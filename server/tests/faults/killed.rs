//! F1. A program is killed again and again while people ask and help: before it has read a request, inside a
//! transaction, between the commit and the hints, between the commit and the answer. Every answer that did arrive is in
//! the database, each request once, and alerts go out again within ten seconds.
//!
//! On `PostgreSQL` two programs share the database, and either of them dies: the other must wait for its lease to end.
//!
//! Shows H1.1, H1.3, H14.2.

#![expect(clippy::unwrap_used, reason = "what cannot go on stops there, and says why")]

use std::time::Duration;

use futures::future::join_all;
use tokio::time::Instant;

use crate::{
    crowd::Crowd,
    figures::Figures,
    outside::{
        client::Proxy,
        hospital::{Engine, Hospital, Size},
        program::Program,
    },
};

pub(crate) const ALERTS_GO_ON_WITHIN: Duration = Duration::from_secs(10);
/// A program that is not there answers nothing; one that is slow is left after this.
const PATIENCE: Duration = Duration::from_secs(5);

pub(crate) const SMALL: Size = Size { wards: 4, tags: 1, responders: 6, devices: 0, knows: |_, _| true };

/// Waiting for leases to end is idle time: on `PostgreSQL` two hospitals are hit side by side.
pub(crate) async fn story(engine: Engine, rounds: u32) -> Figures {
    let hospitals = if engine == Engine::Postgres { 2 } else { 1 };
    let mut all = Figures::default();
    for figures in join_all((0..hospitals).map(|_| hit(engine, rounds.div_ceil(hospitals)))).await {
        all.add(figures);
    }
    all
}

async fn hit(engine: Engine, rounds: u32) -> Figures {
    let hospital = Hospital::open(engine, SMALL).await;
    let (nodes, mut programs) = Program::start_all(&hospital.place, engine).await;
    let proxy = Proxy::new(&nodes, PATIENCE);
    let crowd = Crowd::come(&hospital, &proxy, 4);
    let mut figures = Figures::default();
    for _ in 0..rounds {
        tokio::time::sleep(Duration::from_millis(rand::random_range(20..600))).await;
        let victim = rand::random_range(0..nodes.len());
        let killed_at = Instant::now();
        programs.remove(victim).kill().await;
        programs.insert(victim, Program::start(&hospital.place, &nodes[victim]).await);
        figures.recover(killed_at, ALERTS_GO_ON_WITHIN, hospital.push.first_after(killed_at)).await;
    }
    figures.add(crowd.settle(&hospital).await);
    for program in programs {
        program.stop().await;
    }
    assert!(figures.acknowledged > usize::try_from(figures.rounds).unwrap(), "the hospital was at work");
    figures
}
