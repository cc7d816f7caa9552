//! The board of a large go-live on a bad morning: 500 people on shift, 60 open tickets, 100 boards and 20 walls open, 3,000 ward computers.
//! How large the page is, how long a board waits for the part that changes when all ask for it at once, how soon all of them show a change,
//! how soon 3,000 ward computers that follow a request have a lead's word, and how long closing 500 requests together takes.

#![expect(clippy::unwrap_used, reason = "what cannot go on stops there, and says why")]

use std::{collections::BTreeSet, time::Duration};

use domain::{Zone, ZoneId};
use ground::{clock, random::Random};
use tokio::{
    sync::mpsc,
    task::JoinSet,
    time::{Instant, sleep, timeout},
};

use crate::{
    board::{self, Page},
    figures::{Figures, quantile},
    for_many::Desk,
    outside::{
        client::{Asked, Client, Proxy, request},
        hospital::{Engine, Hospital, Size, slug},
        program::{Node, Program},
    },
};

const SIZE: Size = Size {
    wards: 100,
    tags: 12,
    responders: 500,
    devices: 3_000,
    knows: |person, tag| person % 4 == tag % 4,
};
const ZONES: usize = 10;
const OPEN: usize = 60;
const BOARDS: usize = 100;
const WALLS: usize = 20;
/// Characters of the secret in a link.
const TOKEN: usize = 22;
const ROUNDS: usize = 30;
const QUIET: Duration = Duration::from_secs(2);
const PATIENCE: Duration = Duration::from_secs(30);

pub(crate) async fn run() -> Figures {
    let mut figures = Figures::default();
    let hospital = Hospital::open(Engine::Sqlite, SIZE).await;
    make_zones(&hospital).await;
    let node = Node::anywhere().await;
    let program = Program::start(&hospital.place, &node).await;
    let proxy = Proxy::new(std::slice::from_ref(&node), PATIENCE);
    let lead = proxy.client(&hospital.lead);
    let mut asked: Vec<Asked> = Vec::with_capacity(OPEN);
    for number in 0..OPEN {
        let device = proxy.client(&hospital.devices[number * (SIZE.devices / OPEN)]);
        let (key, tag) = (format!("open-{number}"), slug(number % SIZE.tags));
        let form = request(&key, &tag, number % 10 == 0);
        let answer = device.post_for_json("/ask", &form).await.unwrap();
        assert_eq!(answer.status, 201, "{answer:?}");
        asked.push(answer.json());
    }
    sleep(QUIET).await;

    let page = lead.get("/board").await.unwrap();
    assert_eq!(page.body.matches("href=\"/board/tickets/").count(), OPEN, "all of them are on it");
    figures.note("board_bytes", bytes(&page.body));
    figures.note("board_part_bytes", bytes(&lead.get("/board/part").await.unwrap().body));

    let responder = proxy.client(&hospital.responders[0].cookie);
    let places = wards(&responder).await;
    let mut parts = Vec::with_capacity(ROUNDS * BOARDS);
    for round in 0..ROUNDS {
        change(&responder, &places, round).await;
        parts.extend(all_at_once(&lead).await);
    }
    figures.note("board_part_p50_ms", quantile(&parts, 0.5));
    figures.note("board_part_p99_ms", quantile(&parts, 0.99));

    let (shown, mut showing) = mpsc::unbounded_channel();
    let mut open = JoinSet::new();
    for number in 0..BOARDS {
        let client = (node.base.as_str(), hospital.lead.as_str(), lead.clone());
        board::open(&mut open, number, Page::board(), client, shown.clone()).await;
    }
    let (on_walls, _shown_on_walls) = mpsc::unbounded_channel();
    for (number, wall) in walls(&lead).await.iter().enumerate() {
        let client = (node.base.as_str(), "", proxy.client(""));
        board::open(&mut open, number, Page::at(wall), client, on_walls.clone()).await;
    }
    sleep(QUIET).await;
    while showing.try_recv().is_ok() {}
    let mut waits = Vec::with_capacity(ROUNDS * BOARDS);
    for round in 0..ROUNDS {
        let caused = Instant::now();
        change(&responder, &places, round).await;
        let mut missing: Vec<bool> = vec![true; BOARDS];
        while missing.iter().any(|is_missing| *is_missing) {
            let shown = timeout(PATIENCE, showing.recv()).await.unwrap().unwrap();
            if std::mem::take(&mut missing[shown.board]) {
                waits.push(shown.at.saturating_duration_since(caused));
            }
        }
        sleep(QUIET).await;
        while showing.try_recv().is_ok() {}
    }
    figures.note_waits("board_shown_", "", &waits);
    let desk = Desk { hospital: &hospital, node: &node, proxy: &proxy, lead: &lead };
    desk.words(&asked, &mut figures).await;
    desk.close(&mut figures).await;
    open.shutdown().await;
    program.stop().await;
    figures
}

#[expect(clippy::cast_precision_loss, reason = "a page")]
fn bytes(body: &str) -> f64 {
    body.len() as f64
}

/// Addresses of screens on walls.
async fn walls(lead: &Client) -> Vec<String> {
    for number in 0..WALLS {
        let (key, name) = (format!("wall-{number}"), format!("Wall {number}"));
        let form = [("key", key.as_str()), ("name", &name), ("zone", "")];
        assert_eq!(lead.post("/board/walls", &form).await.unwrap().status, 303);
    }
    let page = lead.get("/board/walls").await.unwrap().body;
    let found: BTreeSet<_> = page.split("/wall/").skip(1).map(|rest| rest[..TOKEN].to_owned()).collect();
    assert_eq!(found.len(), WALLS, "each has its link");
    found.into_iter().map(|token| format!("/wall/{token}")).collect()
}

/// Wards and people are shared out evenly.
async fn make_zones(hospital: &Hospital) {
    let store = hospital.place.open().await;
    let (now, random) = ((clock::system())(), Random::system());
    let mut tx = store.write().await.unwrap();
    let site = tx.list_sites().await.unwrap()[0].id;
    let mut zones = Vec::with_capacity(ZONES);
    for number in 0..ZONES {
        let zone = Zone { id: ZoneId::new(now, random.bytes()), site, name: format!("Zone {number}") };
        tx.put_zone(&zone).await.unwrap();
        zones.push(zone.id);
    }
    for (number, mut ward) in tx.list_wards().await.unwrap().into_iter().enumerate() {
        ward.zone = Some(zones[number % ZONES]);
        tx.put_ward(&ward).await.unwrap();
    }
    for (number, mut person) in tx.list_responders().await.unwrap().into_iter().enumerate() {
        person.zone = Some(zones[number % ZONES]);
        tx.put_responder(&person).await.unwrap();
    }
    tx.commit().await.unwrap();
    store.close().await;
}

/// A responder says where they are: a step that every board hears of.
async fn change(responder: &Client, places: &[String], round: usize) {
    let place = places[round % places.len()].as_str();
    assert_eq!(responder.post("/me/place", &[("ward", place)]).await.unwrap().status, 303);
}

/// How long each board waits that asks at the same time as all others.
async fn all_at_once(lead: &Client) -> Vec<Duration> {
    let mut asking = JoinSet::new();
    for _ in 0..BOARDS {
        let lead = lead.clone();
        asking.spawn(async move {
            let at = Instant::now();
            assert_eq!(lead.get_compressed("/board/part").await.unwrap().status, 200);
            at.elapsed()
        });
    }
    asking.join_all().await
}

/// The wards that a responder may choose.
async fn wards(responder: &Client) -> Vec<String> {
    let page: app::screens::my_jobs::MyJobsPage = responder.get_json("/me.json").await.unwrap().json();
    page.wards.into_iter().map(|ward| ward.value).collect()
}
