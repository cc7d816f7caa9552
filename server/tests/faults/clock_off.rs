//! F5. The clock of one of two machines is ten minutes off, in turns behind and ahead. Both go by the database's: what is
//! due happens when it is due, whichever of them dispatches, and either shows for how long somebody has waited.
//!
//! Devices are never asked what time it is, except when they tapped while out of reach: see `tapping.rs`.

#![expect(clippy::unwrap_used, reason = "what cannot go on stops there, and says why")]

use std::time::Duration;

use app::screens::board::BoardPage;
use domain::Timestamp;

use crate::{
    crowd::Crowd,
    figures::Figures,
    killed::SMALL,
    outside::{
        client::Proxy,
        hospital::{Engine, Hospital},
        program::{Node, Program, faketime},
    },
};

const OFF: [&str; 2] = ["-600s", "+600s"];
const AT_WORK: Duration = Duration::from_secs(3);
/// What reading a page may add to what it says.
const SLACK: Duration = Duration::from_secs(2);

pub(crate) async fn story(engine: Engine, rounds: u32) -> Figures {
    let mut figures = Figures::default();
    for off in OFF.into_iter().cycle().take(usize::try_from(rounds).unwrap()) {
        let hospital = Hospital::open(engine, SMALL).await;
        let nodes = [Node::anywhere().await, Node::anywhere().await];
        let wrong = Program::start_by(&hospital.place, &nodes[0], off).await;
        let right = Program::start(&hospital.place, &nodes[1]).await;
        let clock = ground::clock::system();
        let began = clock();
        let crowd = Crowd::come(&hospital, &Proxy::new(&nodes, Duration::from_secs(30)), 4);
        tokio::time::sleep(AT_WORK).await;
        for node in &nodes {
            let lead = Proxy::new(std::slice::from_ref(node), Duration::from_secs(30)).client(&hospital.lead);
            let board: BoardPage = lead.get_json("/board.json").await.unwrap().json();
            assert!(!board.tickets.is_empty(), "there is work");
            let read = clock();
            assert!(apart(board.now, read) <= SLACK, "{off}: the board says {:?} at {read:?}", board.now);
            for ticket in &board.tickets {
                let asked = ticket.asked.at;
                assert!(
                    asked >= began - SLACK && asked <= read + SLACK,
                    "{off}: {asked:?}, between {began:?} and {read:?}"
                );
            }
        }
        figures.add(crowd.settle(&hospital).await);
        figures.rounds += 1;
        wrong.stop().await;
        right.stop().await;
    }
    figures
}

/// Either way: [`Timestamp::since`] knows only one.
fn apart(one: Timestamp, other: Timestamp) -> Duration {
    one.since(other).max(other.since(one))
}

/// Whether there is what shifts a program's clock.
pub(crate) fn can_be_told() -> bool {
    faketime().is_some()
}
