//! F9. Of two programs on one database one is paused at a random point, as a virtual machine is, until its leases are long
//! over, and then goes on as if nothing had happened. The other has taken over; what the first had decided is refused.
//!
//! That the refusal comes from the fence itself is told in the store's own stories
//! (`a_program_that_was_held_up_cannot_write_what_it_decided_before`); here is what people see.

#![expect(clippy::expect_used, reason = "what cannot go on stops there, and says why")]

use std::time::Duration;

use tokio::time::{Instant, timeout};

use crate::{
    crowd::{Crowd, assert_promises_hold},
    figures::Figures,
    killed::SMALL,
    outside::{
        client::Proxy,
        hospital::{Engine, Hospital},
        program::{Node, Program},
    },
};

/// Longer than a lease, and than the database waits for somebody who stops in the middle of a write.
const PAUSE: Duration = Duration::from_secs(9);
const ALERTS_GO_ON_WITHIN: Duration = Duration::from_secs(10);

pub(crate) async fn story(engine: Engine, rounds: u32) -> Figures {
    let hospital = Hospital::open(engine, SMALL).await;
    let nodes = [Node::anywhere().await, Node::anywhere().await];
    let programs =
        [Program::start(&hospital.place, &nodes[0]).await, Program::start(&hospital.place, &nodes[1]).await];
    let crowd = Crowd::come(&hospital, &Proxy::new(&nodes, Duration::from_secs(2)), 4);
    let mut figures = Figures::default();
    for round in 0..rounds {
        tokio::time::sleep(Duration::from_millis(rand::random_range(300..1_500))).await;
        let paused = &programs[usize::from(round % 2 != 0)];
        let paused_at = Instant::now();
        paused.signal("STOP");
        let alerted = timeout(2 * ALERTS_GO_ON_WITHIN, hospital.push.first_after(paused_at));
        let took = alerted.await.expect("the other goes on") - paused_at;
        assert!(took <= ALERTS_GO_ON_WITHIN, "alerts went on after {took:?}");
        figures.recovered_after(took);
        tokio::time::sleep_until(paused_at + PAUSE).await;
        paused.signal("CONT");
        figures.rounds += 1;
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    let ledger = crowd.go_home().await;
    let store = hospital.place.open().await;
    figures.add(ledger.audit(store.as_ref()).await);
    assert_promises_hold(store.as_ref()).await;
    store.close().await;
    for program in programs {
        program.stop().await;
    }
    figures
}
