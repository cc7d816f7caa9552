//! What is well and what is not, without reading the whole database.

use std::sync::Arc;

use app::screens::doctor::{DoctorPage, Finding};
use ground::clock;

use crate::{
    config::Config,
    database_clock::DatabaseClock,
    doctor::{self, Check, Severity},
    http::Problem,
    observed::Observed,
    view::{Sources, moment},
};

pub(crate) async fn doctor_page(
    sources: &Sources,
    config: &Arc<Config>,
    observed: &Observed,
) -> Result<DoctorPage, Problem> {
    let checks = checks(sources, config).await?;
    let findings = |severity| {
        let of = checks.iter().filter(move |check| check.severity == severity);
        of.filter_map(|Check { what, problem, .. }| {
            Some(Finding { what: capitalised(what), problem: problem.clone()? })
        })
        .collect()
    };
    Ok(DoctorPage {
        at: moment(sources, sources.core.now()),
        alarms: other_alarms(&checks, observed),
        serious: findings(Severity::Serious),
        minor: findings(Severity::Minor),
        well: checks
            .iter()
            .filter(|check| check.problem.is_none())
            .map(|check| capitalised(&check.what))
            .collect(),
    })
}

/// How many things are to be mended before the day.
pub(crate) async fn serious(
    sources: &Sources,
    config: &Arc<Config>,
    observed: &Observed,
) -> Result<usize, Problem> {
    let checks = checks(sources, config).await?;
    let is_serious = |check: &&Check| check.problem.is_some() && check.severity == Severity::Serious;
    Ok(other_alarms(&checks, observed).len() + checks.iter().filter(is_serious).count())
}

/// Those that no check says too, which are named once.
fn other_alarms(checks: &[Check], observed: &Observed) -> Vec<String> {
    let is_said = |alarm: &String| {
        checks.iter().filter_map(|check| check.problem.as_ref()).any(|said| said.contains(alarm))
    };
    observed.alarms.list().into_iter().filter(|alarm| !is_said(alarm)).collect()
}

async fn checks(sources: &Sources, config: &Arc<Config>) -> Result<Vec<Check>, Problem> {
    let store = sources.core.store.as_ref();
    // Files are read where nobody waits for them. Those for the browser this program has: it serves this page.
    let read = Arc::clone(config);
    let looked = tokio::task::spawn_blocking(move || (doctor::machine(&read, Ok(())), doctor::seal(&read)));
    let (mut checks, seal) = looked.await.map_err(|error| Problem::Failed(error.to_string()))?;
    checks.push(doctor::schema(store).await?.1);
    checks.push(doctor::clock(DatabaseClock::set(clock::system(), store).await?.off_by()));
    checks.extend(doctor::going_by(config, &seal, store.read().await?.as_mut()).await?);
    Ok(checks)
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
