//! F9. Of two programs on one database one is paused at a random point, as a virtual machine is, until its leases are long
//! over, and then goes on as if nothing had happened. The other has taken over; what the first had decided is refused.
//!
//! That the refusal comes from the fence itself is told in the store's own stories
//! (`a_program_that_was_held_up_cannot_write_what_it_decided_before`); here is what people see.
//!
//! Shows H5.3.

use std::time::Duration;

use tokio::time::Instant;

use crate::{
    crowd::Crowd,
    figures::Figures,
    killed::{ALERTS_GO_ON_WITHIN, SMALL},
    outside::{
        client::Proxy,
        hospital::{Engine, Hospital},
        program::{Node, Program},
    },
};

/// Longer than a lease, and than the database waits for somebody who stops in the middle of a write.
const PAUSE: Duration = Duration::from_secs(9);
/// Every tenth time.
const LONG_PAUSE: Duration = Duration::from_mins(2);

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
        figures.recover(paused_at, ALERTS_GO_ON_WITHIN, hospital.push.first_after(paused_at)).await;
        let pause = if round % 10 == 9 { LONG_PAUSE } else { PAUSE };
        tokio::time::sleep_until(paused_at + pause).await;
        paused.signal("CONT");
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    figures.add(crowd.settle(&hospital).await);
    for program in programs {
        program.stop().await;
    }
    figures
}
