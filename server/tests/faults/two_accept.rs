//! F4. Care is stopped, so two people are asked at once, and both say yes at the same instant; on `PostgreSQL` each at a
//! program of their own. One of them has it, and the other reads who.
//!
//! Shows H5.1.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "what cannot go on stops there, and says why")]

use std::time::Duration;

use app::screens::my_jobs::MyJobsPage;
use futures::future::join_all;
use tokio::time::timeout;

use crate::{
    crowd::{assert_promises_hold, count_events},
    figures::Figures,
    outside::{
        client::{Client, Proxy, request},
        hospital::{Engine, Hospital, OnShift, Size, slug},
        program::Program,
    },
};

/// Pairs that are hit side by side; each knows a system of its own.
const PAIRS: usize = 4;
const PAIRED: Size =
    Size { wards: PAIRS, tags: PAIRS, responders: 2 * PAIRS, devices: 0, knows: |who, tag| who / 2 == tag };
const PATIENCE: Duration = Duration::from_secs(15);

pub(crate) async fn story(engine: Engine, rounds: u32) -> Figures {
    let hospital = Hospital::open(engine, PAIRED).await;
    let (nodes, _programs) = Program::start_all(&hospital.place, engine).await;
    let proxies: Vec<Proxy> = nodes.into_iter().map(|node| Proxy::new(&[node], PATIENCE)).collect();
    let each = rounds.div_ceil(u32::try_from(PAIRS).unwrap());
    let pairs = hospital.responders.chunks(2).enumerate().map(|(number, pair)| {
        let hospital = &hospital;
        let at = |who: usize| proxies[who % proxies.len()].client(&pair[who].cookie);
        let (clients, nurse) = ([at(0), at(1)], proxies[0].client(""));
        async move {
            for round in 0..each {
                race(hospital, number, round, &nurse, &clients, pair).await;
            }
        }
    });
    join_all(pairs).await;

    let rounds = usize::try_from(each).unwrap() * PAIRS;
    let store = hospital.place.open().await;
    let accepted = count_events(store.as_ref(), "accepted").await;
    assert_promises_hold(store.as_ref()).await;
    store.close().await;
    Figures {
        rounds: u32::try_from(rounds).unwrap(),
        acknowledged: rounds,
        lost: rounds.saturating_sub(accepted),
        doubled: accepted.saturating_sub(rounds),
        recovery: None,
    }
}

/// One request, two who want it; the winner helps and is free again.
async fn race(
    hospital: &Hospital,
    number: usize,
    round: u32,
    nurse: &Client,
    clients: &[Client; 2],
    people: &[OnShift],
) {
    let (key, tag) = (format!("pair-{number}-round-{round}"), slug(number));
    let asked = nurse.post(&hospital.ward_links[number], &request(&key, &tag, true)).await.unwrap();
    assert_eq!(asked.status, 303, "{asked:?}");

    let (first, second) = tokio::join!(offer_to(&clients[0]), offer_to(&clients[1]));
    let accept = async |who: usize, offer: &str| {
        clients[who].post(&format!("/me/offers/{offer}/accept"), &[]).await.unwrap()
    };
    let answers = tokio::join!(accept(0, &first), accept(1, &second));
    let (winner, late) = match (answers.0.status, answers.1.status) {
        (303, 409) => (0, answers.1),
        (409, 303) => (1, answers.0),
        _ => panic!("{key}: exactly one has it, not {answers:?}"),
    };
    let words = format!("{} has it.", people[winner].name);
    assert!(late.body.contains(&words), "the other is told who: {late:?}");

    let job = page(&clients[winner]).await.job.expect("the winner has the job").ticket;
    for (step, form) in [("arrive", [("", "")]), ("finish", [("category", "training")])] {
        let answer = clients[winner].post(&format!("/me/jobs/{job}/{step}"), &form).await.unwrap();
        assert_eq!(answer.status, 303, "{step}: {answer:?}");
    }
}

async fn offer_to(client: &Client) -> String {
    let offered = async {
        loop {
            if let Some(offer) = page(client).await.offers.first() {
                return offer.offer.clone();
            }
            tokio::time::sleep(Duration::from_millis(15)).await;
        }
    };
    timeout(PATIENCE, offered).await.expect("an offer")
}

async fn page(client: &Client) -> MyJobsPage {
    let answer = client.get_json("/me.json").await.unwrap();
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json()
}
