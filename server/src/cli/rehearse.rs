use std::{
    fs,
    io::{self, IsTerminal, Write},
    path::PathBuf,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use clap::Args;
use dispatch::{
    Policy,
    rehearsal::{
        Day, Engine, Hospital, Rehearsal, Scenario, Synthetic,
        staffing::{Staffing, people_needed},
    },
};
use domain::Timestamp;
use jiff::civil::Date;
use serde_json::json;
use store::{Location, Tx};

use super::{import, policy, say};
use crate::{
    config::Config,
    policy::PolicyInForce,
    rehearsal::{self, OnDuty},
    startup::{Startup, StartupError, open_store},
};

/// Times the roster: the most people that the search for a target tries.
const MOST_TIMES: u32 = 4;

#[derive(Debug, Args)]
pub(super) struct Rehearse {
    /// Folder with wards.csv, people.csv and, where there are, links.csv, overrides.csv, tags.csv and shifts.csv. Without
    /// it, the hospital of the configured database.
    #[arg(long, value_name = "FOLDER", conflicts_with = "invented")]
    hospital: Option<PathBuf>,
    /// The invented hospital of the study: 60 wards, 40 floorwalkers, 12 tags.
    #[arg(long)]
    invented: bool,
    /// Rehearse with the shifts of this day, from the scenario's first hour on. Without it, the first day of shifts.csv; and
    /// where there is no such file, everybody is on shift all the time.
    #[arg(long, value_name = "YYYY-MM-DD", conflicts_with = "invented")]
    day: Option<Date>,
    /// Decide by this policy (TOML) instead of the one in force in the configured database, or the program's own.
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
    /// What is asked and what goes wrong (TOML). Whatever it leaves out has its default.
    #[arg(long, value_name = "FILE")]
    scenario: Option<PathBuf>,
    /// Print every key of a scenario with its default, and do nothing else.
    #[arg(long)]
    print_scenario: bool,
    /// Instead of the scenario's.
    #[arg(long)]
    seed: Option<u64>,
    /// Days to rehearse, instead of the scenario's.
    #[arg(long, value_name = "DAYS")]
    replications: Option<u32>,
    /// Also search how many people it takes for this share of all requests to have somebody there within 10 minutes.
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(1..=99))]
    target: Option<u8>,
    /// One line of JSON instead of a report.
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(arguments: Rehearse, config: Config) -> Result<(), StartupError> {
    if arguments.print_scenario {
        return say(toml::to_string(&Scenario::default()).map_err(|error| told(&error))?.trim_end());
    }
    let scenario = scenario(&arguments)?;
    let (hospital, in_force) = hospital(&arguments, config, &scenario).await?;
    let policy = match &arguments.policy {
        Some(file) => policy::read(file)?.0,
        None => in_force,
    };
    let rehearsal = Rehearsal::new(hospital, scenario, &policy.walking)
        .map_err(|problems| StartupError::Told(problems.join("\n")))?;
    // One thread for each core until it is done: nothing else runs here.
    let (report, staffing) = tokio::task::spawn_blocking(move || {
        let report = rehearsal.report(&rehearse(&rehearsal, &policy));
        let people = u32::try_from(report.people).unwrap_or(u32::MAX).max(1);
        let staffing = arguments.target.and_then(|target| {
            let most = people.saturating_mul(MOST_TIMES);
            let search = |engine: &Engine| {
                people_needed(
                    &rehearsal,
                    engine,
                    target.into(),
                    most,
                    || false,
                    |people, _| {
                        tell(&format!("looking how many people are needed: tried {people}"));
                    },
                )
            };
            Some((target, search(&Engine::elbow(policy.clone()))?, search(&Engine::fixed_zones(&policy))?))
        });
        (report, staffing)
    })
    .await
    .map_err(|error| told(&error))?;
    tell("");
    if arguments.json {
        let people_needed = staffing.as_ref().map(|(target, elbow, zones)| {
            json!({ "target_percent": target, "elbow": elbow, "fixed_zones": zones })
        });
        return say(json!({ "rehearsal": { "report": report, "people_needed": people_needed } }));
    }
    say(&report)?;
    if let Some((target, elbow, zones)) = staffing {
        say(format!("For {target} % within 10 minutes: {}.", in_words(&elbow)))?;
        say(format!("With everyone fixed to a zone: {}.", in_words(&zones)))?;
    }
    Ok(())
}

fn in_words(staffing: &Staffing) -> String {
    match (staffing.people, staffing.at_least, staffing.at_most) {
        (Some(people), Some(least), Some(most)) if least < most => {
            format!("{people} people (between {least} and {most})")
        }
        (Some(people), ..) => format!("{people} people"),
        (None, ..) => "not to be reached".to_owned(),
    }
}

fn scenario(arguments: &Rehearse) -> Result<Scenario, StartupError> {
    let scenario = match &arguments.scenario {
        None => Scenario::default(),
        Some(path) => {
            let text = fs::read_to_string(path)
                .map_err(|error| StartupError::Told(format!("{} cannot be read: {error}", path.display())))?;
            toml::from_str(&text)
                .map_err(|error| StartupError::Told(format!("{}: {error}", path.display())))?
        }
    };
    Ok(Scenario {
        seed: arguments.seed.unwrap_or(scenario.seed),
        replications: arguments.replications.unwrap_or(scenario.replications),
        ..scenario
    })
}

/// The hospital, and the policy that is in force there.
async fn hospital(
    arguments: &Rehearse,
    config: Config,
    scenario: &Scenario,
) -> Result<(Hospital, Policy), StartupError> {
    if arguments.invented {
        return Ok((Synthetic::default().hospital(), Policy::default()));
    }
    let Some(folder) = &arguments.hospital else {
        let Startup { config, store, policy, .. } = Startup::from_config(config).await?;
        let zone = &config.time_zone;
        let on_duty =
            arguments.day.map_or(OnDuty::Everybody, |day| OnDuty::on(day, scenario.first_hour, zone));
        let in_force = PolicyInForce::new(policy);
        let mut tx = store.read().await?;
        in_force.refresh(tx.as_mut()).await?;
        let hospital = staffed(tx.as_mut(), scenario.hours, on_duty).await?;
        drop(tx);
        store.close().await;
        return Ok((hospital, Policy::clone(&in_force.held().policy)));
    };
    // Set up in a database of its own, which is gone afterwards: read and checked as an import is.
    let scratch = tempfile::tempdir()?;
    let store = open_store(&Location::File(scratch.path().join("rehearsal.db"))).await?;
    store.migrate().await?;
    import::fill(store.as_ref(), folder, &config).await?;
    let mut tx = store.read().await?;
    let (always, never) = (Timestamp::from_millis(i64::MIN), Timestamp::from_millis(i64::MAX));
    let days = rehearsal::days_with_shifts(tx.as_mut(), always, never, &config.time_zone).await?;
    let on_duty = arguments
        .day
        .or(days.first().copied())
        .map_or(OnDuty::Everybody, |day| OnDuty::on(day, scenario.first_hour, &config.time_zone));
    let hospital = staffed(tx.as_mut(), scenario.hours, on_duty).await?;
    drop(tx);
    store.close().await;
    Ok((hospital, Policy::default()))
}

async fn staffed(tx: &mut dyn Tx, hours: u32, on_duty: OnDuty) -> Result<Hospital, StartupError> {
    let hospital = rehearsal::hospital(tx, hours, on_duty).await?;
    if hospital.roster.is_empty() && on_duty != OnDuty::Everybody {
        let told =
            format!("Nobody has a shift in the {hours} hours from the scenario's first hour of that day.");
        return Err(StartupError::Told(told));
    }
    Ok(hospital)
}

/// Every day of every engine, on all cores.
fn rehearse(rehearsal: &Rehearsal, policy: &Policy) -> Vec<(String, Vec<Day>)> {
    let mut engines = vec![Engine::nearest_free(policy), Engine::elbow(policy.clone())];
    engines.extend(Engine::others(policy));
    let replications = rehearsal.scenario().replications;
    let jobs: Vec<(usize, u32)> =
        (0..engines.len()).flat_map(|engine| (0..replications).map(move |day| (engine, day))).collect();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        while let Some(&(engine, day)) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
            tell(&format!(
                "rehearsing: {} of {} days",
                next.load(Ordering::Relaxed).min(jobs.len()),
                jobs.len()
            ));
            done.push((engine, day, rehearsal.day(&engines[engine], day)));
        }
        done
    };
    let workers = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let mut days: Vec<(usize, u32, Day)> = thread::scope(|scope| {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap_or_default()).collect()
    });
    days.sort_by_key(|(engine, day, _)| (*engine, *day));
    let mut by_engine: Vec<(String, Vec<Day>)> =
        engines.iter().map(|engine| (engine.name.clone(), Vec::new())).collect();
    for (engine, _, day) in days {
        by_engine[engine].1.push(day);
    }
    by_engine
}

/// One line that is written over, for who waits at a terminal.
fn tell(text: &str) {
    if io::stderr().is_terminal() {
        // A progress line that cannot be written is no reason to stop.
        let _ = write!(io::stderr(), "\r\x1b[K{text}");
    }
}

fn told(error: &impl ToString) -> StartupError {
    StartupError::Told(error.to_string())
}
