//! How long a decision takes, and how that grows; see `hospital` for what is decided. Alongside, the matching alone as a
//! dense solver does it, on the same needs and people, where its matrix is of a size that it can be asked for.
#![expect(clippy::unwrap_used, reason = "the numbers are small, and a benchmark may fail")]

mod hospital;

use std::hint::black_box;

use criterion::{BatchSize, BenchmarkId, Criterion, criterion_group, criterion_main};
use dispatch::{Policy, TravelTable, cost_matrix, plan, travel::Survey};

use self::hospital::{NOW, SIZES, hospital};

/// What a dense solver is given: far too much for someone who may not be asked.
#[expect(clippy::cast_precision_loss, reason = "the costs are hours at most")]
fn dense(costs: &[Vec<Option<i64>>]) -> Vec<f64> {
    costs.iter().flatten().map(|cost| cost.map_or(1e12, |millis| millis as f64)).collect()
}

fn decisions(bench: &mut Criterion) {
    let mut group = bench.benchmark_group("plan");
    for (tickets, responders, wards) in SIZES {
        let hospital = hospital(tickets, responders, wards, 0);
        let policy = Policy::default();
        assert!(plan(&hospital, &policy, NOW).offers.len() as u64 >= tickets.min(responders));
        group.sample_size(if responders > 10_000 { 20 } else { 100 });
        group.bench_function(BenchmarkId::from_parameter(format!("{tickets}x{responders}")), |bencher| {
            bencher.iter_with_large_drop(|| plan(black_box(&hospital), &policy, NOW));
        });
    }
    group.finish();

    let mut group = bench.benchmark_group("dense matching alone (lsap)");
    for (tickets, responders, wards) in &SIZES[..2] {
        let hospital = hospital(*tickets, *responders, *wards, 0);
        let (rows, columns) = (hospital.tickets.len(), hospital.responders.len());
        let costs = dense(&cost_matrix(&hospital, &Policy::default(), NOW));
        group.bench_function(BenchmarkId::from_parameter(format!("{tickets}x{responders}")), |bencher| {
            bencher.iter_batched(
                || costs.clone(),
                |costs| lsap::solve(rows, columns, &costs, false),
                BatchSize::LargeInput,
            );
        });
    }
    group.finish();

    let mut group = bench.benchmark_group("travel table");
    for wards in [60, 400] {
        let hospital = hospital(1, 1, wards, 0);
        let survey = Survey { wards: &hospital.wards, ..Survey::default() };
        group.sample_size(20);
        group.bench_function(BenchmarkId::from_parameter(wards), |bencher| {
            bencher.iter(|| TravelTable::build(black_box(survey), &Policy::default().walking));
        });
    }
    group.finish();
}

criterion_group!(benches, decisions);
criterion_main!(benches);
