//! F15. The first hour of a go-live in one minute: 500 requests, then five times as many, with 500 responders who answer
//! their alerts, 3,000 ward devices that follow a request and 100 boards that stay up to date; on each database, with
//! the limits on requests as they are shipped. All run on this machine and compete for it.

#![expect(clippy::unwrap_used, reason = "what cannot go on stops there, and says why")]

use std::{collections::HashMap, sync::Arc, time::Duration};

use app::screens::my_jobs::MyJobsPage;
use store::Subject;
use tokio::{sync::mpsc, task::JoinSet, time::Instant};

use crate::{
    board::{self, Page, Shown},
    commits, engines,
    figures::Figures,
    outside::{
        client::{Asked, Client, Proxy, request},
        hospital::{Engine, Hospital, OnShift, Size, slug},
        program::{Node, Program},
    },
    stream::Stream,
};

const SIZE: Size = Size {
    wards: 100,
    tags: 12,
    responders: 500,
    devices: 3_000,
    knows: |responder, tag| (responder + tag).is_multiple_of(4),
};
const BOARDS: usize = 100;
/// Requests that the ward devices follow; they are over when the minute begins.
const FOLLOWED: usize = 50;
const MINUTE: Duration = Duration::from_mins(1);
const REQUESTS: [(usize, &str); 2] = [(500, ""), (2_500, "_2500")];

pub(crate) async fn run() -> Figures {
    let mut figures = Figures::default();
    for engine in engines() {
        let name = engine.name();
        figures.note(format!("{name}_bare_commits_per_s"), commits::bare(engine).await);
        figures.note(format!("{name}_commits_per_s"), commits::kept(engine).await);
        for (requests, suffix) in REQUESTS {
            minute(engine, requests, suffix, &mut figures).await;
        }
    }
    figures
}

/// A tap, and when it was answered.
struct Tap {
    key: String,
    code: String,
    at: Instant,
    answered: Instant,
}

async fn minute(engine: Engine, requests: usize, suffix: &str, figures: &mut Figures) {
    let mut hospital = Hospital::open(engine, SIZE).await;
    // One lead stands for many; what may be asked is as it is shipped.
    hospital.place.settings.retain(|(name, _)| *name == "ELBOW_LIMITS__LIVE_PAGES");
    let node = Node::anywhere().await;
    let program = Program::start(&hospital.place, &node).await;
    let proxy = Proxy::new(std::slice::from_ref(&node), Duration::from_secs(30));

    let mut tasks = JoinSet::new();
    follow(&mut tasks, &hospital, &node, &proxy).await;
    let (shown, mut all_shown) = mpsc::unbounded_channel();
    for number in 0..BOARDS {
        let lead = (node.base.as_str(), hospital.lead.as_str(), proxy.client(&hospital.lead));
        board::open(&mut tasks, number, Page::board(), lead, shown.clone()).await;
    }
    let responders = Arc::new(hospital.responders.clone());
    tasks.spawn(respond(hospital.push.clone(), Arc::clone(&responders), proxy.clone()));

    let taps = ask(&hospital, &proxy, requests).await;
    tokio::time::sleep(Duration::from_secs(5)).await;
    let rss = program.rss_mib();
    tasks.shutdown().await;
    let mut boards = Vec::new();
    while let Ok(shown) = all_shown.try_recv() {
        boards.push(shown);
    }

    let name = format!("{}_", engine.name());
    let refused = u32::try_from(requests - taps.len()).unwrap();
    figures.note(format!("{name}refused{suffix}"), f64::from(refused));
    let answers: Vec<Duration> = taps.iter().map(|tap| tap.answered - tap.at).collect();
    figures.note_waits(&format!("{name}ask_"), suffix, &answers);
    figures.note_waits(&format!("{name}push_"), suffix, &until_pushed(&hospital, &taps));
    figures.note_waits(&format!("{name}board_"), suffix, &until_shown(&hospital, &taps, boards).await);
    figures.note(format!("{name}rss_mib{suffix}"), rss);
    program.stop().await;
}

/// Every ward device follows one of the requests that were made before.
async fn follow(tasks: &mut JoinSet<()>, hospital: &Hospital, node: &Node, proxy: &Proxy) {
    let mut links = Vec::new();
    for number in 0..FOLLOWED {
        let (key, tag) = (format!("followed-{number}"), slug(0));
        let device = proxy.client(&hospital.devices[number]);
        let asked: Asked = device.post_for_json("/ask", &request(&key, &tag, false)).await.unwrap().json();
        device.post(&format!("{}/withdraw", asked.link), &[("why", "other")]).await.unwrap();
        links.push(asked.link);
    }
    for (number, cookie) in hospital.devices.iter().enumerate() {
        let path = format!("{}/events", links[number % links.len()]);
        let mut stream = Stream::open(&node.base, &path, cookie, i64::MAX).await;
        tasks.spawn(async move { while stream.change().await.is_some() {} });
    }
}

/// Spread evenly over the minute, each from another device; answers with those that were taken.
async fn ask(hospital: &Hospital, proxy: &Proxy, requests: usize) -> Vec<Tap> {
    let began = Instant::now();
    let mut asking = JoinSet::new();
    for number in 0..requests {
        let at = began
            + MINUTE.mul_f64(
                f64::from(u32::try_from(number).unwrap()) / f64::from(u32::try_from(requests).unwrap()),
            );
        let device = proxy.client(&hospital.devices[number % hospital.devices.len()]);
        asking.spawn(async move {
            tokio::time::sleep_until(at).await;
            let (key, tag) = (format!("load-{number}"), slug(number % SIZE.tags));
            let at = Instant::now();
            // A tap that is not answered within the client's patience counts as refused.
            let answer = device.post_for_json("/ask", &request(&key, &tag, number % 10 == 0)).await.ok()?;
            let answered = Instant::now();
            (answer.status == 201).then(|| Tap { key, code: answer.json::<Asked>().code, at, answered })
        });
    }
    asking.join_all().await.into_iter().flatten().collect()
}

/// Whoever is alerted looks, accepts, walks and helps; in seconds where life takes minutes.
async fn respond(push: crate::outside::push::PushService, responders: Arc<Vec<OnShift>>, proxy: Proxy) {
    let mut seen = 0;
    let mut people = JoinSet::new();
    loop {
        for push in push.wait_after(seen).await {
            seen += 1;
            let responder = &responders[push.responder()];
            let handset = proxy.client(&responder.cookie);
            people.spawn(async move { help(handset).await.unwrap_or_default() });
        }
    }
}

/// None if it came to nothing: someone else has it, or the program had no time for it.
async fn help(handset: Client) -> Option<()> {
    let pause = |least, most| tokio::time::sleep(Duration::from_millis(rand::random_range(least..most)));
    pause(1_000, 5_000).await;
    let page = jobs(&handset).await?;
    let accept = format!("/me/offers/{}/accept", page.offers.first()?.offer);
    handset.post(&accept, &[]).await.ok().filter(|answer| answer.status == 303)?;
    let job = jobs(&handset).await?.job?;
    pause(2_000, 6_000).await;
    handset.post(&format!("/me/jobs/{}/arrive", job.ticket), &[]).await.ok()?;
    pause(2_000, 6_000).await;
    handset.post(&format!("/me/jobs/{}/finish", job.ticket), &[("category", "training")]).await.ok()?;
    Some(())
}

async fn jobs(handset: &Client) -> Option<MyJobsPage> {
    let answer = handset.get_json("/me.json").await.ok()?;
    (answer.status == 200).then(|| answer.json())
}

/// From each tap until the push service had the first alert about it.
fn until_pushed(hospital: &Hospital, taps: &[Tap]) -> Vec<Duration> {
    let mut first: HashMap<String, Instant> = HashMap::new();
    for push in hospital.push.pushes() {
        if let Some(code) = hospital.offered(&push) {
            first.entry(code).or_insert(push.at);
        }
    }
    let waits: Vec<Duration> =
        taps.iter().filter_map(|tap| Some(first.get(&tap.code)?.saturating_duration_since(tap.at))).collect();
    println!("{} of {} requests were pushed", waits.len(), taps.len());
    waits
}

/// From each tap until each board showed it.
async fn until_shown(hospital: &Hospital, taps: &[Tap], boards: Vec<Shown>) -> Vec<Duration> {
    let store = hospital.place.open().await;
    let mut session = store.read().await.unwrap();
    let mut asked = HashMap::new();
    let mut last = 0;
    loop {
        let events = session.list_events_after(last, 5_000).await.unwrap();
        let Some(latest) = events.last() else { break };
        last = latest.sequence;
        for event in events.into_iter().filter(|event| event.what.kind() == "asked") {
            if let Subject::Ticket(ticket) = event.subject {
                asked.insert(ticket, event.sequence);
            }
        }
    }
    let mut shows: Vec<Vec<Shown>> = vec![Vec::new(); BOARDS];
    for shown in boards {
        shows[shown.board].push(shown);
    }
    let mut waits = Vec::new();
    for tap in taps {
        let ticket = session.lookup_ticket_by_request_key(&tap.key).await.unwrap().unwrap();
        let sequence = asked[&ticket.id];
        for board in &shows {
            // The last request may be on no board yet when the minute is over.
            if let Some(first) = board.get(board.partition_point(|shown| shown.sequence < sequence)) {
                waits.push(first.at - tap.at);
            }
        }
    }
    waits
}
