//! The demonstration's crowd in front of the real program: it has nothing but the public routes.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::{collections::BTreeSet, time::Duration};

use demo::crowd::{self, Crowd, Pace};
use figment::{
    Figment,
    providers::{Format, Toml},
};
use ground::{clock, links::Links, random::Random};
use server::{
    config::{Config, DEFAULTS},
    http::assets::Assets,
    startup::{Startup, open_store},
};
use store::{Location, Store};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// Enough of the crowd to see everything happen, few enough for a small machine.
const PLAYERS: usize = 12;
const PATIENCE: Duration = Duration::from_mins(2);

#[tokio::test(flavor = "multi_thread")]
async fn the_crowd_asks_for_help_and_helps_itself() {
    let folder = tempfile::tempdir().unwrap();
    let random = Random::system();
    let links = Links::new(random.bytes());
    let now = clock::system();
    let store = open_store(&Location::File(folder.path().join("demo.db"))).await.unwrap();
    store.migrate().await.unwrap();
    demo::seed(store.as_ref(), &random, &links, now()).await.unwrap();
    let mut sign_ins = demo::renew_passwords(store.as_ref(), &random).await.unwrap();
    let mut cast = demo::cast(store.as_ref(), &links).await.unwrap();
    cast.players.truncate(PLAYERS);

    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://127.0.0.1:{}", listener.local_addr().unwrap().port());
    let figment = Figment::from(Toml::string(DEFAULTS)).merge(("public_url", &base));
    let config = Config::read(&figment).unwrap();
    let policy = dispatch::Policy::default();
    let startup = Startup { config, store, links, policy, random, demo: true };
    let running = startup.run(listener, clock::system(), Assets::none()).await.unwrap();

    let shutdown = CancellationToken::new();
    let crowd = Crowd {
        base_url: base.parse().unwrap(),
        cast,
        lead: sign_ins.remove(0),
        pace: Pace::new(120.0).unwrap(),
        per_hour: 30.0,
        seed: 1,
    };
    let living = tokio::spawn(crowd::run(crowd, shutdown.clone()));
    let begun = tokio::time::Instant::now();
    loop {
        let seen = kinds(running.core.store.as_ref()).await;
        if ["asked", "offered", "accepted", "arrived", "resolved"].iter().all(|kind| seen.contains(*kind)) {
            break;
        }
        assert!(begun.elapsed() < PATIENCE, "only {seen:?}");
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    shutdown.cancel();
    living.await.unwrap().unwrap();
    assert_eq!(running.core.store.check(now(), 0).await.unwrap().broken, Vec::<String>::new());
    running.stop().await;
}

async fn kinds(store: &dyn Store) -> BTreeSet<&'static str> {
    let events = store.read().await.unwrap().list_events_after(0, 10_000).await.unwrap();
    events.into_iter().map(|event| event.what.kind()).collect()
}
