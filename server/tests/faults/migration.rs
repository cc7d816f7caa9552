//! F13. The program is killed while it brings a database up to date. Each step is a transaction of its own, so that the
//! second try finds whole steps and completes.

#![expect(clippy::unwrap_used, reason = "what cannot go on stops there, and says why")]

use std::{process::Stdio, time::Duration};

use tokio::time::{Instant, sleep};

use crate::{
    figures::Figures,
    outside::{
        hospital::{Engine, Place},
        program::elbow,
    },
};

pub(crate) async fn story(engine: Engine, rounds: u32) -> Figures {
    let whole = Instant::now();
    migrate(&Place::new(engine).await).await;
    let whole = u64::try_from(whole.elapsed().as_millis()).unwrap();
    let mut figures = Figures { rounds, ..Figures::default() };
    for _ in 0..rounds {
        let place = Place::new(engine).await;
        let mut first = elbow(&place, "migrate").stdout(Stdio::null()).spawn().unwrap();
        sleep(Duration::from_millis(rand::random_range(0..=whole))).await;
        first.kill().await.unwrap();

        let second = Instant::now();
        migrate(&place).await;
        figures.recovered_after(second.elapsed());
        let store = place.open().await;
        assert!(store.is_migrated().await.unwrap(), "every step is there");
        store.close().await;
    }
    figures
}

async fn migrate(place: &Place) {
    let done = elbow(place, "migrate").output().await.unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}
