//! Every engine through the same days of the study's hospital: loads, acceptance and a surge, as text, and the figures
//! in one line of JSON at the end.
//!
//! ```sh
//! cargo run --release -p dispatch --example rehearsal
//! ```
#![expect(clippy::print_stdout, reason = "what it is for")]
#![expect(clippy::disallowed_methods, reason = "measures how long it takes itself")]

use std::{
    collections::BTreeMap,
    fmt,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::Instant,
};

use dispatch::{
    Policy,
    rehearsal::{
        Answers, Demand, Engine, Measure, Rehearsal, Report, Scenario, Surge, Synthetic,
        erlang::{ErlangC, square_root_rule},
        staffing::people_needed,
    },
};

const LOADS: [f64; 4] = [0.4, 0.6, 0.75, 0.85];
const ACCEPTANCES: [f64; 3] = [50.0, 70.0, 80.0];
/// The acceptance of the headline figures.
const USUAL: f64 = 70.0;
/// Of all requests, the share that is to see somebody within ten minutes.
const TARGET_PERCENT: f64 = 90.0;

type Figures = BTreeMap<String, f64>;

fn main() -> Result<(), Problems> {
    let policy = Policy::default();
    let mut figures = Figures::new();
    let mut cells = Vec::new();
    for load in LOADS {
        for acceptance in ACCEPTANCES {
            cells.push((format!("load_{load:.2}"), acceptance, scenario(load, acceptance)));
        }
    }
    for acceptance in ACCEPTANCES {
        let surge = Some(Surge { factor: 1.6, from_minute: 180, minutes: 120 });
        cells.push(("surge".to_owned(), acceptance, Scenario { surge, ..scenario(0.6, acceptance) }));
    }

    let reports = in_parallel(cells.len(), |cell| report(&cells[cell].2, &policy))?;
    for ((name, acceptance, _), report) in cells.iter().zip(&reports) {
        println!("== {name}, acceptance {acceptance} %\n\n{report}");
        add_figures(&mut figures, name, *acceptance, report);
    }
    staffing(&mut figures, &policy)?;
    figures.insert("seconds_40_replications".to_owned(), seconds(&policy)?);
    let figures: Vec<String> = figures.iter().map(|(key, value)| format!("\"{key}\":{value:.3}")).collect();
    println!("{{\"bench\":\"rehearsal\",\"figures\":{{{}}}}}", figures.join(","));
    Ok(())
}

fn scenario(load: f64, acceptance: f64) -> Scenario {
    Scenario {
        demand: Demand { load, ..Demand::default() },
        answers: Answers { floorwalker_percent: acceptance, ..Answers::default() },
        ..Scenario::default()
    }
}

fn rehearsal(scenario: &Scenario, policy: &Policy) -> Result<Rehearsal, Problems> {
    Rehearsal::new(Synthetic::default().hospital(), scenario.clone(), &policy.walking).map_err(Problems)
}

fn report(scenario: &Scenario, policy: &Policy) -> Result<Report, Problems> {
    let mut engines = vec![Engine::nearest_free(policy), Engine::elbow(policy.clone())];
    engines.append(&mut Engine::others(policy));
    let report = rehearsal(scenario, policy)?.run(&engines, || false, |_| ());
    report.ok_or_else(|| Problems(vec!["the rehearsal was broken off".to_owned()]))
}

fn add_figures(figures: &mut Figures, cell: &str, acceptance: f64, report: &Report) {
    let suffix = if (acceptance - USUAL).abs() < 0.5 {
        String::new()
    } else {
        format!("_acceptance_{:.2}", acceptance / 100.0)
    };
    let mut add = |key: &str, value: Option<f64>| {
        if let Some(value) = value {
            let key = if cell == "surge" { format!("surge_{key}") } else { format!("{key}_{cell}") };
            figures.insert(format!("{key}{suffix}"), value);
        }
    };
    let Some(elbow) = report.engine("Elbow") else { return };
    let change = |measure| elbow.change_percent(measure);
    let value = |measure| elbow.value(measure).map(|estimate| estimate.mean);
    add("change_mean_pct", change(Measure::MeanSeconds).map(|change| change.mean));
    add("change_mean_pct_low", change(Measure::MeanSeconds).map(|change| change.low));
    add("change_mean_pct_high", change(Measure::MeanSeconds).map(|change| change.high));
    add("change_p95_pct", change(Measure::P95Seconds).map(|change| change.mean));
    add("change_rare_tag_pct", change(Measure::RareTagSeconds).map(|change| change.mean));
    add("change_alerts_pct", change(Measure::OffersPerTicket).map(|change| change.mean));
    add("mean_seconds", value(Measure::MeanSeconds));
    add("within10_pct", value(Measure::Within10Percent));
    let nearest = report.engines.first().and_then(|first| first.value(Measure::Within10Percent));
    add("within10_pct_nearest_free", nearest.map(|estimate| estimate.mean));
}

/// People for the target at the requests of load 0.6, by engine, and what the formulas say.
fn staffing(figures: &mut Figures, policy: &Policy) -> Result<(), Problems> {
    let rehearsal = rehearsal(&Scenario { replications: 20, ..scenario(0.6, USUAL) }, policy)?;
    let engines = [Engine::elbow(policy.clone()), Engine::nearest_free(policy), Engine::fixed_zones(policy)];
    let found = in_parallel(engines.len(), |engine| {
        people_needed(&rehearsal, &engines[engine], TARGET_PERCENT, 120, || false, |_, _| ())
            .ok_or_else(|| Problems(vec!["the search was broken off".to_owned()]))
    })?;
    println!(
        "== people for {TARGET_PERCENT} % of all requests within 10 minutes, {:.0} requests an hour\n",
        rehearsal.requests_per_hour(),
    );
    let shown = |people: Option<u32>| people.map_or_else(|| "-".to_owned(), |people| people.to_string());
    for (engine, staffing) in engines.iter().zip(&found) {
        println!(
            "  {:14}{} ({} to {})",
            engine.name,
            shown(staffing.people),
            shown(staffing.at_least),
            shown(staffing.at_most),
        );
        if let Some(people) = staffing.people {
            figures.insert(format!("people_{}", engine.name.to_lowercase().replace(' ', "_")), people.into());
        }
    }
    if let (Some(ours), Some(zones)) = (found[0].people, found[2].people) {
        let percent = 100.0 * (f64::from(ours) / f64::from(zones) - 1.0);
        figures.insert("people_vs_fixed_zones_pct".to_owned(), percent);
    }
    // Help and a walk of a minute and a half; nobody has to be asked, everybody knows everything.
    let minutes = 11.5;
    let offered = rehearsal.requests_per_hour() * minutes / 60.0;
    println!(
        "  Erlang-C      {} (everybody knows everything), square-root rule {}\n",
        shown(ErlangC::people_for(TARGET_PERCENT / 100.0, 10.0 / minutes, offered)),
        shown(square_root_rule(offered, 0.2)),
    );
    Ok(())
}

/// How long 40 days of ten hours take on one core.
fn seconds(policy: &Policy) -> Result<f64, Problems> {
    let rehearsal = rehearsal(&scenario(0.75, USUAL), policy)?;
    let engine = Engine::elbow(policy.clone());
    let started = Instant::now();
    let asked: usize = (0..40).map(|replication| rehearsal.day(&engine, replication).count().asked).sum();
    let seconds = started.elapsed().as_secs_f64();
    println!("40 days with {asked} requests: {seconds:.2} s\n");
    Ok(seconds)
}

/// `work` for each number below `jobs`, on all cores.
fn in_parallel<T: Send>(
    jobs: usize,
    work: impl Fn(usize) -> Result<T, Problems> + Sync,
) -> Result<Vec<T>, Problems> {
    let next = AtomicUsize::new(0);
    let worker = || {
        let take = || Some(next.fetch_add(1, Ordering::Relaxed)).filter(|job| *job < jobs);
        std::iter::from_fn(take).map(|job| work(job).map(|done| (job, done))).collect::<Vec<_>>()
    };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let done = thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(worker)).collect();
        workers.into_iter().filter_map(|worker| worker.join().ok()).flatten().collect::<Vec<_>>()
    });
    let mut done = done.into_iter().collect::<Result<Vec<_>, _>>()?;
    done.sort_unstable_by_key(|(job, _)| *job);
    Ok(done.into_iter().map(|(_, done)| done).collect())
}

/// Sentences that say what does not make sense.
struct Problems(Vec<String>);

impl fmt::Debug for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("; "))
    }
}
