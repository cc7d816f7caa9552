//! From the start of the process until it listens, and what it uses when nobody asks: with a new database, and with a
//! million events behind it. Neither may grow with history.

use std::time::Duration;

use crate::{
    figures::Figures,
    outside::{
        hospital::{Engine, Hospital, Place, Size},
        program::{Node, Program},
    },
    past,
};

const STARTS: usize = 5;
/// Long enough for the standing check to have looked, twice.
const IDLE: Duration = Duration::from_secs(25);
const SIZE: Size = Size { wards: 60, tags: 12, responders: 60, devices: 0, knows: |_, _| true };

const REQUESTS: u32 = 1_000_000 / past::EVENTS;
const LONG: Duration = Duration::from_hours(90 * 24);

pub(crate) async fn run() -> Figures {
    let mut figures = Figures::default();
    let node = Node::anywhere().await;
    let mut starts = Vec::new();
    for _ in 0..STARTS {
        let place = Place::new(Engine::Sqlite).await;
        let program = Program::start(&place, &node).await;
        starts.push(program.ready_after);
        program.stop().await;
    }
    figures.note("ready_ms_empty", crate::figures::quantile(&starts, 0.5));
    let empty = Place::new(Engine::Sqlite).await;
    idle(&empty, &node, "empty", &mut figures).await;

    let hospital = Hospital::open(Engine::Sqlite, SIZE).await;
    past::write(&hospital, Engine::Sqlite, REQUESTS, LONG).await;
    let mut starts = Vec::new();
    for _ in 0..STARTS {
        let program = Program::start(&hospital.place, &node).await;
        starts.push(program.ready_after);
        program.stop().await;
    }
    figures.note("ready_ms_1m", crate::figures::quantile(&starts, 0.5));
    idle(&hospital.place, &node, "1m", &mut figures).await;
    figures
}

/// Memory after a while, and the share of a processor that idling takes.
async fn idle(place: &Place, node: &Node, name: &str, figures: &mut Figures) {
    let program = Program::start(place, node).await;
    let before = program.processor_time();
    tokio::time::sleep(IDLE).await;
    let used = program.processor_time().saturating_sub(before);
    figures.note(format!("rss_mib_{name}"), program.rss_mib());
    figures.note(format!("idle_percent_{name}"), 100.0 * used.as_secs_f64() / IDLE.as_secs_f64());
    program.stop().await;
}
