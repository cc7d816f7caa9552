//! F3. Somebody taps again and again, in two tabs, and a proxy sends it all once more: that is one request, and every
//! answer says the same.
//!
//! Shows H1.2.

#![expect(clippy::unwrap_used, reason = "what cannot go on stops there, and says why")]

use std::{collections::HashSet, time::Duration};

use futures::future::join_all;
use serde_json::Value;

use crate::{
    crowd::{assert_promises_hold, count_events},
    figures::Figures,
    killed::SMALL,
    outside::{
        client::{Proxy, request},
        hospital::{Engine, Hospital, slug},
        program::Program,
    },
};

const TAPS: usize = 50;

pub(crate) async fn story(engine: Engine, rounds: u32) -> Figures {
    let hospital = Hospital::open(engine, SMALL).await;
    let (nodes, _programs) = Program::start_all(&hospital.place, engine).await;
    let proxy = Proxy::new(&nodes, Duration::from_secs(15));
    let tabs = [proxy.client(""), proxy.client("")];
    let (link, tag) = (&hospital.ward_links[0], slug(0));
    let mut figures = Figures::default();
    for round in 0..rounds {
        let key = format!("tapped-{round}");
        let form = request(&key, &tag, false);
        let answers = join_all((0..TAPS).map(|tap| tabs[tap % 2].post_for_json(link, &form))).await;
        let mut said = HashSet::new();
        let mut made = 0;
        for answer in answers {
            let answer = answer.unwrap();
            assert!(matches!(answer.status, 200 | 201), "{answer:?}");
            made += usize::from(answer.status == 201);
            said.insert(answer.json::<Value>().to_string());
        }
        assert_eq!((made, said.len()), (1, 1), "one was made, and all say which");
        figures.acknowledged += TAPS;
        figures.rounds += 1;
    }
    let store = hospital.place.open().await;
    let there = count_events(store.as_ref(), "asked").await;
    let asked = usize::try_from(rounds).unwrap();
    figures.lost = asked.saturating_sub(there);
    figures.doubled = there.saturating_sub(asked);
    assert_promises_hold(store.as_ref()).await;
    store.close().await;
    figures
}
