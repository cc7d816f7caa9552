//! How long one decision takes, as one line of JSON: `cargo run --release -p dispatch --example decision_times`.
//!
//! With a directory as its argument it writes the instances there too, for solvers of others: for each the costs that
//! the plan weighed (`costs[ticket][person]` in milliseconds, null for someone who may not be asked) and what we made of
//! them. `cost` is the sum over `assignment`, pairs of ticket and person. Where there are fewer people than tickets only
//! the rows in `assignment` are comparable: which tickets are served is not a question of cost.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement may fail, and prints what it measured"
)]

#[path = "../benches/hospital/mod.rs"]
mod hospital;

use std::{
    fs,
    hint::black_box,
    path::Path,
    time::{Duration, Instant},
};

use dispatch::{Occasion, Policy, Snapshot, cost_matrix, plan};
use serde_json::{Map, json};

use self::hospital::{NOW, SIZES, hospital};

/// Different hospitals of each size.
const INSTANCES: u64 = 5;
/// For each size, all its instances together.
const MEASURED_FOR: Duration = Duration::from_secs(4);
const DECISIONS_AT_LEAST: usize = 30;
/// A matrix with more cells is not written down.
const CELLS_AT_MOST: u64 = 1_000_000;

fn main() {
    let dump = std::env::args().nth(1);
    let policy = Policy::default();
    let mut figures = Map::new();
    for (tickets, responders, wards) in SIZES {
        let size = format!("{tickets}x{responders}");
        let hospitals: Vec<Snapshot> =
            (0..INSTANCES).map(|seed| hospital(tickets, responders, wards, seed)).collect();
        let times = times(&hospitals, &policy);
        let micros = |time: Duration| json!((time.as_secs_f64() * 1e9).round() / 1000.0);
        figures.insert(format!("us_{size}_p50"), micros(times[times.len() / 2]));
        figures.insert(format!("us_{size}_p99"), micros(times[times.len() * 99 / 100]));
        let allocated = allocation_counter::measure(|| drop(black_box(plan(&hospitals[0], &policy, NOW))));
        figures.insert(format!("allocations_{size}"), json!(allocated.count_total));
        if let Some(folder) = dump.as_deref().filter(|_| tickets * responders <= CELLS_AT_MOST) {
            for (seed, hospital) in hospitals.iter().enumerate() {
                write(Path::new(folder), &format!("{size}-{seed}"), hospital, &policy);
            }
        }
    }
    println!("{}", serde_json::Value::Object(figures));
}

/// Each decision, sorted.
#[expect(clippy::disallowed_methods, reason = "it measures")]
fn times(hospitals: &[Snapshot], policy: &Policy) -> Vec<Duration> {
    let mut times = Vec::new();
    for hospital in hospitals {
        drop(black_box(plan(hospital, policy, NOW)));
    }
    let begun = Instant::now();
    while begun.elapsed() < MEASURED_FOR || times.len() < DECISIONS_AT_LEAST {
        for hospital in hospitals {
            let before = Instant::now();
            let decided = plan(black_box(hospital), policy, NOW);
            times.push(before.elapsed());
            drop(black_box(decided));
        }
    }
    times.sort_unstable();
    times
}

fn write(folder: &Path, name: &str, hospital: &Snapshot, policy: &Policy) {
    let costs = cost_matrix(hospital, policy, NOW);
    let offers = plan(hospital, policy, NOW).offers;
    let assignment: Vec<(usize, usize)> = offers
        .iter()
        .filter(|offer| offer.why.occasion != Occasion::AtOnce)
        .map(|offer| {
            let row = hospital.tickets.iter().position(|ticket| ticket.id == offer.ticket).unwrap();
            let column = hospital.responders.iter().position(|person| person.id == offer.to).unwrap();
            (row, column)
        })
        .collect();
    let cost: i64 = assignment.iter().map(|(row, column)| costs[*row][*column].unwrap()).sum();
    let instance = json!({ "name": name, "costs": costs, "assignment": assignment, "cost": cost });
    fs::create_dir_all(folder).unwrap();
    fs::write(folder.join(format!("{name}.json")), instance.to_string()).unwrap();
}
