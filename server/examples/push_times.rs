//! How fast alerts leave, as one line of JSON: `cargo run --release -p server --example push_times -- ADDRESS`.
//!
//! `ADDRESS` is a push service that says 201 to everything, in another process. First as many pushes as will go are
//! sealed, signed and posted to it, by one thread; `per_s_per_core` counts that thread's own time, not the service's.
//! Then the whole way from a committed alert to its acceptance is timed (`p99_ms_beside_stalled`), while a second push
//! service holds every request for 30 s and a third says 429.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    dead_code,
    reason = "a measurement may fail, and prints what it measured; it borrows the hospital of the tests"
)]

#[path = "../tests/push/hospital.rs"]
mod hospital;
#[path = "../tests/push/service.rs"]
mod service;

use std::{fs, time::Duration};

use domain::PersonId;
use futures::{StreamExt, stream};
use outbound::Answer;
use push::{AllowedHosts, Contact, Endpoint, KeyPair, Message, Sender, Settings};
use store::{Alert, AlertKind, Subscription};
use tokio::time::Instant;

use crate::{
    hospital::{Hospital, MORNING},
    service::{Browser, PushService, Reply},
};

const BROWSERS: usize = 100;
const PUSHES: usize = 10_000;
/// As many at once as to one push service in earnest.
const AT_ONCE: usize = 32;
/// Alerts whose way is timed, and how often one is committed.
const TIMED: usize = 300;
const EVERY: Duration = Duration::from_millis(50);
/// Alerts to each of the push services that do not take them.
const STUCK: usize = 100;

fn main() {
    let address = std::env::args().nth(1).expect("the address of a push service");
    let per_second = one_thread().block_on(throughput(&address));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let p99 = runtime.block_on(beside_stalled());
    let figures = serde_json::json!({ "per_s_per_core": per_second.round(), "p99_ms_beside_stalled": p99 });
    println!("{figures}");
}

fn one_thread() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

/// Pushes a second of processor time.
async fn throughput(address: &str) -> f64 {
    let allowed = AllowedHosts::new(&[], true).unwrap();
    let sender = Sender::new(Settings {
        contact: Contact::parse("mailto:elbow@trust.example").unwrap(),
        allowed: allowed.clone(),
        public_url: "https://elbow.trust.example/".parse().unwrap(),
    })
    .unwrap();
    let (key, person) = (KeyPair::make([7; 32]).unwrap(), PersonId::new(MORNING, [1; 10]));
    let subscriptions: Vec<Subscription> = (0..BROWSERS)
        .map(|number| {
            let browser = Browser::at_origin(address, &number.to_string());
            browser.subscription(person, &key.public, MORNING)
        })
        .collect();
    let message = Message::new(&offer(person), None, "AAAAAAAAAAAAAAAAAAAAAA", sender.public_url()).unwrap();
    let before = processor_seconds();
    let sent = stream::iter(0..PUSHES)
        .map(async |number| {
            let subscription = &subscriptions[number % BROWSERS];
            let endpoint = Endpoint::parse(&subscription.endpoint, &allowed).unwrap();
            sender.send(&endpoint, subscription, &key, &message, MORNING).await
        })
        .buffer_unordered(AT_ONCE)
        .filter(|answer| std::future::ready(*answer == Answer::Accepted))
        .count()
        .await;
    assert_eq!(sent, PUSHES, "the service takes everything");
    #[expect(clippy::cast_precision_loss, reason = "thousands")]
    let sent = sent as f64;
    sent / (processor_seconds() - before)
}

fn offer(person: PersonId) -> Alert {
    Alert {
        id: 1,
        person,
        kind: AlertKind::Offer,
        ticket: None,
        offer: None,
        made_at: MORNING,
        expires_at: MORNING + Duration::from_secs(50),
        attempts: 1,
        lost: 0,
        outcome: None,
        shown_at: None,
        opened_at: None,
        seen_at: None,
        unreached_at: None,
    }
}

/// User and system time of this process, which Linux counts in hundredths of a second (proc(5)).
fn processor_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").expect("a system with /proc");
    let after_name = stat.rsplit_once(')').unwrap().1;
    let ticks = after_name.split_whitespace().skip(11).take(2).map(|ticks| ticks.parse::<f64>().unwrap());
    ticks.sum::<f64>() / 100.0
}

/// Milliseconds from commit to acceptance that 99 of 100 alerts do not exceed.
async fn beside_stalled() -> u128 {
    let hospital = Hospital::open().await;
    let (quick, stalled, busy) =
        (PushService::start().await, PushService::start().await, PushService::start().await);
    let phone = hospital.subscribe(hospital.aisha, &quick, "phone").await;
    hospital.subscribe(hospital.ben, &stalled, "phone").await;
    hospital.subscribe(hospital.ben, &busy, "tablet").await;
    stalled.reply(vec![Reply::status(201).after(Duration::from_secs(30)); 100 * STUCK]);
    busy.reply(vec![Reply::status(429).header("retry-after", "1"); 100 * STUCK]);
    hospital.work();
    for _ in 0..STUCK {
        hospital.alert(hospital.ben, AlertKind::Nudge, Duration::from_mins(2)).await;
    }
    stalled.wait_for(AT_ONCE).await;
    let mut committed = Vec::with_capacity(TIMED);
    let mut ticks = tokio::time::interval(EVERY);
    for _ in 0..TIMED {
        ticks.tick().await;
        let alert = hospital.alert(hospital.aisha, AlertKind::Test, Duration::from_mins(1)).await;
        committed.push((alert, Instant::now()));
    }
    let mut waits: Vec<u128> = Vec::with_capacity(TIMED);
    for push in quick.wait_for(TIMED).await {
        let alert = phone.open(&push)["notification"]["data"]["alert"].as_i64().unwrap();
        let (_, at) = committed.iter().find(|(number, _)| *number == alert).unwrap();
        waits.push(push.at.saturating_duration_since(*at).as_millis());
    }
    waits.sort_unstable();
    waits[waits.len() * 99 / 100 - 1]
}
