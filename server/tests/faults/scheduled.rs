//! F23. Reports of a whole day are due, and the program that writes them is killed again and again: before it looks, while it counts,
//! inside the transaction, between the commit and the next. Each report is there, once, with its event, and numbers have no gaps.
//!
//! On `PostgreSQL` two programs share the database, and each of them dies: whoever has the lease writes what is due.
//!
//! Shows H14.2.

#![expect(clippy::unwrap_used, reason = "what cannot go on stops there, and says why")]

use std::{collections::BTreeSet, time::Duration};

use domain::{Logged, Report, ReportKind, Scheduled, TimesOfDay, Timestamp};
use ground::clock::{system, times_between};
use jiff::tz::TimeZone;
use store::{Page, Store};
use tokio::time::Instant;

use crate::{
    figures::Figures,
    killed::SMALL,
    outside::{
        hospital::{Engine, Hospital},
        program::{Node, Program},
    },
};

/// As a trust would never set them, so that much is due.
const TIMES: &str = "00:00 03:00 06:00 09:00 12:00 15:00 18:00 21:00";
/// What is due is written within a minute, also by a program that waits for the lease of one that was killed.
const WRITTEN_WITHIN: Duration = Duration::from_mins(1);
/// What was due before is nobody's.
const A_DAY: Duration = Duration::from_hours(23);

pub(crate) async fn story(engine: Engine, rounds: u32) -> Figures {
    let mut figures = Figures::default();
    for _ in 0..rounds {
        figures.add(a_day(engine).await);
    }
    figures
}

async fn a_day(engine: Engine) -> Figures {
    let mut hospital = Hospital::open(engine, SMALL).await;
    for key in ["ELBOW_SCHEDULE__HUDDLES", "ELBOW_SCHEDULE__SITREPS"] {
        hospital.place.settings.push((key, TIMES.to_owned()));
    }
    let store = hospital.place.open().await;
    let began = system()();
    let mut tx = store.write().await.unwrap();
    for what in [Scheduled::Huddle, Scheduled::Sitrep] {
        tx.add_run(what, began - A_DAY, began - A_DAY).await.unwrap();
    }
    tx.commit().await.unwrap();
    let times: TimesOfDay = TIMES.parse().unwrap();
    let zone = TimeZone::get("Europe/London").unwrap();
    let due = times_between(&times, &zone, began - A_DAY, began - Duration::from_secs(10));
    let expected: BTreeSet<_> =
        ReportKind::ALL.into_iter().flat_map(|kind| due.iter().map(move |due| (kind, *due))).collect();

    let mut figures = Figures::default();
    let mut nodes = Vec::new();
    for _ in 0..if engine == Engine::Postgres { 2 } else { 1 } {
        nodes.push(Node::anywhere().await);
    }
    let first = Instant::now();
    while !told(&reports(&*store).await).is_superset(&expected) {
        assert!(first.elapsed() < 3 * WRITTEN_WITHIN, "it is written in the end");
        let mut programs = Vec::new();
        for node in &nodes {
            programs.push(Program::start(&hospital.place, node).await);
        }
        // More patience with each death: whoever waits for a lease needs seconds.
        let patience = 50 + u64::from(figures.rounds) * 100;
        tokio::time::sleep(Duration::from_millis(rand::random_range(0..patience))).await;
        for program in programs {
            program.kill().await;
        }
        figures.rounds += 1;
    }
    figures.recovered_after(first.elapsed());

    // Nobody writes one again.
    let program = Program::start(&hospital.place, &nodes[0]).await;
    tokio::time::sleep(Duration::from_secs(9)).await;
    program.stop().await;
    let found = reports(&*store).await;
    let told = told(&found);
    figures.acknowledged = expected.len();
    figures.lost = expected.difference(&told).count();
    figures.doubled = found.len() - told.len();
    let numbers: Vec<u32> = found.iter().map(|report| report.number).collect();
    let without_gaps: Vec<u32> = (1..).take(numbers.len()).collect();
    assert_eq!(numbers, without_gaps);
    assert_eq!(logged(&*store).await, numbers, "each with its event");
    figures
}

/// The first one first.
async fn reports(store: &dyn Store) -> Vec<Report> {
    let part = store.read().await.unwrap().find_reports(&Page::all()).await.unwrap();
    let mut reports = part.rows;
    reports.reverse();
    reports
}

fn told(reports: &[Report]) -> BTreeSet<(ReportKind, Timestamp)> {
    reports.iter().map(|report| (report.written.kind, report.written.due_at)).collect()
}

/// The numbers of the reports of which the log says that they were written.
async fn logged(store: &dyn Store) -> Vec<u32> {
    let events = store.read().await.unwrap().list_events_after(0, u32::MAX).await.unwrap();
    let written = events.into_iter().filter_map(|event| match event.what {
        Logged::ReportWritten { number } => Some(number),
        _ => None,
    });
    written.collect()
}
