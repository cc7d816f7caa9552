//! One event to a thousand and to five thousand open pages: from the post that causes it until each has it, and what a
//! page costs in memory; beside a bare server that does nothing else.
//!
//! A responder says where they are: the smallest step that is written to the log. So Elbow's figure includes a commit
//! and its way through the log; the bare server only broadcasts.

#![expect(clippy::unwrap_used, reason = "what cannot go on stops there, and says why")]

use std::time::Duration;

use tokio::{sync::mpsc, task::JoinSet, time::Instant};

use crate::{
    bare,
    figures::Figures,
    outside::{
        client::{Client, Proxy},
        hospital::{Engine, Hospital, Size},
        program::{Node, Program, rss_kib},
    },
    stream::Stream,
};

const PAGES: [usize; 2] = [1_000, 5_000];
/// Each is heard by all before the next.
const EVENTS: usize = 30;
const QUIET: Duration = Duration::from_millis(200);
const SIZE: Size = Size { wards: 10, tags: 1, responders: 1, devices: 0, knows: |_, _| true };

pub(crate) async fn run() -> Figures {
    let mut figures = Figures::default();
    for pages in PAGES {
        let (waits, kib) = elbow(pages).await;
        note(&mut figures, "", pages, &waits, kib);
        let (waits, kib) = bare(pages).await;
        note(&mut figures, "bare_", pages, &waits, kib);
    }
    figures
}

fn note(figures: &mut Figures, whose: &str, pages: usize, waits: &[Duration], kib: f64) {
    figures.note_waits(whose, &format!("_{pages}"), waits);
    if pages == PAGES[1] {
        figures.note(format!("{whose}kib_per_client"), kib);
    }
}

async fn elbow(pages: usize) -> (Vec<Duration>, f64) {
    let hospital = Hospital::open(Engine::Sqlite, SIZE).await;
    let node = Node::anywhere().await;
    let program = Program::start(&hospital.place, &node).await;
    let proxy = Proxy::new(std::slice::from_ref(&node), Duration::from_secs(30));
    let responder = proxy.client(&hospital.responders[0].cookie);
    let places = wards(&responder).await;
    let cookie = hospital.lead.clone();
    let cause = async |event: usize| {
        let place = places[event % places.len()].as_str();
        assert_eq!(responder.post("/me/place", &[("ward", place)]).await.unwrap().status, 303);
    };
    measure(program.pid(), &node.base, &cookie, pages, cause).await
}

async fn bare(pages: usize) -> (Vec<Duration>, f64) {
    let (child, base) = bare::start().await;
    let http = reqwest::Client::new();
    let cause = async |event: usize| {
        http.post(format!("{base}/send/{}", event + 1)).send().await.unwrap().error_for_status().unwrap();
    };
    measure(child.id().unwrap(), &base, "", pages, cause).await
}

/// The wards that a responder may choose.
async fn wards(responder: &Client) -> Vec<String> {
    let page: app::screens::my_jobs::MyJobsPage = responder.get_json("/me.json").await.unwrap().json();
    page.wards.into_iter().map(|ward| ward.value).collect()
}

/// How long each page waited for each event, and KiB a page.
async fn measure(
    pid: u32,
    base: &str,
    cookie: &str,
    pages: usize,
    cause: impl AsyncFn(usize),
) -> (Vec<Duration>, f64) {
    // Once through, so that what is made only once is there.
    cause(0).await;
    let before = rss_kib(pid);
    let (told, mut arrivals) = mpsc::unbounded_channel();
    let mut open = JoinSet::new();
    for _ in 0..pages {
        let mut stream = Stream::open(base, "/events", cookie, i64::MAX).await;
        let told = told.clone();
        open.spawn(async move {
            while stream.change().await.is_some() {
                let _ = told.send(Instant::now());
            }
        });
    }
    tokio::time::sleep(2 * QUIET).await;
    let mut waits = Vec::with_capacity(EVENTS * pages);
    for event in 1..=EVENTS {
        let caused = Instant::now();
        cause(event).await;
        for _ in 0..pages {
            waits.push(arrivals.recv().await.unwrap() - caused);
        }
        tokio::time::sleep(QUIET).await;
    }
    #[expect(clippy::cast_precision_loss, reason = "a few thousand")]
    let kib = (rss_kib(pid) - before) / pages as f64;
    (waits, kib)
}
