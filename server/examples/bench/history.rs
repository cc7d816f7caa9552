//! What a request costs on the last day of a go-live, beside the first: with nothing behind it, and with two weeks of
//! requests. Nothing that people wait for may grow with history. And how long it takes to make the facts that figures are counted
//! from of all of it, and what people wait for meanwhile.

#![expect(clippy::unwrap_used, reason = "what cannot go on stops there, and says why")]

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use tokio::time::{Instant, sleep, timeout};

use crate::{
    engines,
    figures::Figures,
    outside::{
        client::{Asked, Client, Proxy, request},
        hospital::{Hospital, Size, slug},
        program::{Node, Program},
    },
    past,
};

const SIZE: Size = Size { wards: 60, tags: 12, responders: 200, devices: 50, knows: |_, _| true };
/// 5,000 requests a day.
const PAST: (u32, Duration) = (70_000, Duration::from_hours(14 * 24));
const ROUNDS: usize = 150;
/// Not counted: what is kept is read, statements are prepared.
const WARMING: usize = 10;
/// All of the past.
const INSIGHT: &str = "/insight?from=2020-01-01&to=2099-12-31";
const COUNTS: usize = 20;
/// The board rests between two drawings.
const PAUSE: Duration = Duration::from_millis(100);
const PATIENCE: Duration = Duration::from_secs(30);

/// How long each step took, one entry a round.
#[derive(Default)]
struct Waits {
    ask: Vec<Duration>,
    /// From the answer to the alert at the push service.
    alert: Vec<Duration>,
    waiting: Vec<Duration>,
    jobs: Vec<Duration>,
    board: Vec<Duration>,
}

pub(crate) async fn run() -> Figures {
    let mut figures = Figures::default();
    for engine in engines() {
        let name = engine.name();
        let young = Hospital::open(engine, SIZE).await;
        measure(&young, &format!("{name}_"), "_first", &mut figures).await;
        let old = Hospital::open(engine, SIZE).await;
        past::write(&old, engine, PAST.0, PAST.1).await;
        count(&old, &format!("{name}_"), &mut figures).await;
        measure(&old, &format!("{name}_"), "_last", &mut figures).await;
    }
    figures
}

async fn measure(hospital: &Hospital, before: &str, after: &str, figures: &mut Figures) {
    let node = Node::anywhere().await;
    let program = Program::start(&hospital.place, &node).await;
    let proxy = Proxy::new(&[node], PATIENCE);
    let (device, responder, lead) = (
        proxy.client(&hospital.devices[0]),
        proxy.client(&hospital.responders[0].cookie),
        proxy.client(&hospital.lead),
    );
    for number in 0..WARMING {
        round(hospital, [&device, &responder, &lead], number, &mut Waits::default()).await;
    }
    let mut waits = Waits::default();
    for number in WARMING..WARMING + ROUNDS {
        round(hospital, [&device, &responder, &lead], number, &mut waits).await;
    }
    let Waits { ask, alert, waiting, jobs, board } = waits;
    for (step, waits) in
        [("ask", ask), ("alert", alert), ("waiting", waiting), ("jobs", jobs), ("board", board)]
    {
        figures.note_waits(&format!("{before}{step}_"), after, &waits);
    }
    program.stop().await;
}

/// Insight, from the first start with a past on: until its figures are complete, and then.
async fn count(hospital: &Hospital, before: &str, figures: &mut Figures) {
    let node = Node::anywhere().await;
    let program = Program::start(&hospital.place, &node).await;
    let proxy = Proxy::new(&[node], PATIENCE);
    let (device, lead) = (proxy.client(&hospital.devices[0]), proxy.client(&hospital.lead));
    let (complete, mut asks, began) = (AtomicBool::new(false), Vec::new(), Instant::now());
    let looks = async {
        while lead.get(INSIGHT).await.unwrap().body.contains("not complete") {}
        complete.store(true, Ordering::Relaxed);
        began.elapsed()
    };
    let asking = async {
        let mut number = 0;
        while !complete.load(Ordering::Relaxed) {
            let (key, tag) = (format!("meanwhile-{number}"), slug(number % SIZE.tags));
            let at = Instant::now();
            let asked: Asked =
                device.post_for_json("/ask", &request(&key, &tag, false)).await.unwrap().json();
            asks.push(at.elapsed());
            device.post(&format!("{}/withdraw", asked.link), &[("why", "other")]).await.unwrap();
            sleep(PAUSE).await;
            number += 1;
        }
    };
    let (made, ()) = tokio::join!(looks, asking);
    figures.note(format!("{before}facts_s"), made.as_secs_f64());
    figures.note_waits(&format!("{before}ask_"), "_meanwhile", &asks);
    let mut waits = Vec::with_capacity(COUNTS);
    for _ in 0..COUNTS {
        waits.push(get(&lead, INSIGHT).await);
    }
    figures.note_waits(&format!("{before}insight_"), "_last", &waits);
    program.stop().await;
}

/// Somebody asks and follows the request; a responder and a lead look; it is taken back.
async fn round(hospital: &Hospital, people: [&Client; 3], number: usize, waits: &mut Waits) {
    let [device, responder, lead] = people;
    let (key, tag) = (format!("history-{number}"), slug(number % SIZE.tags));
    let at = Instant::now();
    let asked: Asked = device.post_for_json("/ask", &request(&key, &tag, false)).await.unwrap().json();
    let answered = Instant::now();
    waits.ask.push(answered - at);
    let alerted = timeout(PATIENCE, alerted_about(hospital, &asked.code, at)).await.unwrap();
    waits.alert.push(alerted.saturating_duration_since(answered));
    waits.waiting.push(get(device, &asked.link).await);
    waits.jobs.push(get(responder, "/me").await);
    sleep(PAUSE).await;
    waits.board.push(get(lead, "/board").await);
    device.post(&format!("{}/withdraw", asked.link), &[("why", "other")]).await.unwrap();
    // What that caused is over before the next begins.
    sleep(PAUSE).await;
}

/// When the first offer of a request arrived at the push service.
async fn alerted_about(hospital: &Hospital, code: &str, since: Instant) -> Instant {
    let mut at = since;
    loop {
        at = hospital.push.first_after(at).await;
        let mut arrived = hospital.push.pushes().into_iter().filter(|push| push.at == at);
        if arrived.any(|push| hospital.offered(&push).as_deref() == Some(code)) {
            return at;
        }
    }
}

async fn get(client: &Client, path: &str) -> Duration {
    let at = Instant::now();
    let answer = client.get(path).await.unwrap();
    assert_eq!(answer.status, 200, "{path}");
    at.elapsed()
}
