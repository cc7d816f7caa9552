//! F16. No one on shift knows what is asked about. Nobody waits for a deadline to hear it: the requester reads at once
//! whom to ring, and the command centre why nobody comes.
//!
//! F17, a responder who accepts and goes silent, needs a clock that can be moved: see `dispatching.rs`.

#![expect(clippy::unwrap_used, reason = "what cannot go on stops there, and says why")]

use std::time::Duration;

use app::screens::board::BoardPage;
use serde_json::Value;
use tokio::time::Instant;

use crate::{
    figures::Figures,
    outside::{
        client::{Proxy, request},
        hospital::{Engine, Hospital, Size, slug},
        program::{DESK, Node, Program},
    },
};

const AT_ONCE: Duration = Duration::from_secs(2);
/// All know the other system.
const NOBODY_KNOWS: Size = Size { wards: 1, tags: 2, responders: 3, devices: 0, knows: |_, tag| tag == 1 };

pub(crate) async fn story(engine: Engine, rounds: u32) -> Figures {
    let hospital = Hospital::open(engine, NOBODY_KNOWS).await;
    let node = Node::anywhere().await;
    let _program = Program::start(&hospital.place, &node).await;
    let proxy = Proxy::new(&[node], Duration::from_secs(15));
    let (nurse, lead) = (proxy.client(""), proxy.client(&hospital.lead));
    let mut figures = Figures::default();
    for round in 0..rounds {
        let (key, tag) = (format!("round-{round}"), slug(0));
        let asked = Instant::now();
        let answer = nurse.post_for_json(&hospital.ward_links[0], &request(&key, &tag, false)).await.unwrap();
        let answer: Value = answer.json();
        let (code, link) = (answer["code"].as_str().unwrap(), answer["link"].as_str().unwrap());
        let told = async {
            loop {
                let page = nurse.get(link).await.unwrap().body;
                let board: BoardPage = lead.get_json("/board.json").await.unwrap().json();
                let ticket = board.tickets.into_iter().find(|ticket| ticket.code == code);
                let why = ticket.and_then(|ticket| ticket.why).unwrap_or_default();
                if page.contains("No one who knows") && page.contains(DESK) && why.contains("No one on shift")
                {
                    return Instant::now();
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        figures.recover(asked, AT_ONCE, told).await;
        figures.acknowledged += 1;
        let why = [("why", "solved_myself")];
        assert_eq!(nurse.post(&format!("{link}/withdraw"), &why).await.unwrap().status, 303);
    }
    figures
}
