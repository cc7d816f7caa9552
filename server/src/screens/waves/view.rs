//! The waves of a go-live as they stand.

use app::{
    model::{Choice, Tick},
    screens::waves::{CutoverSet, PhaseRow, Stay, WaveForm, WavePage, WaveRow, WavesPage, Which},
    words::{self, isolated},
};
use domain::{
    Timestamp, WardId, Wave, WavePhase,
    wave::{NoPhase, WaveWard},
};
use ground::clock::days_between;
use store::Tx;
use texts::texts;

use super::form::{WARD, day_and_time, which_hour};
use crate::{
    actions::{Recount, WaveProblem},
    kept::Directory,
    view::{Sources, moment::dated},
};

pub(super) async fn waves_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    form: WaveForm,
    notice: Option<String>,
) -> store::Result<WavesPage> {
    let directory = sources.directory(tx).await?;
    let waves = tx.list_waves().await?;
    let rows: Vec<_> = waves.iter().map(|wave| wave_row(sources, wave, sources.core.now())).collect();
    let free = directory.wards_in_order().iter().filter(|ward| !rows.is_empty() && is_free(&waves, ward.id));
    let in_no_wave = free.map(|ward| ward.name.clone()).collect();
    Ok(WavesPage { rows, in_no_wave, form: filled(sources, &directory, &waves, form), notice })
}

pub(super) async fn wave_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    wave: &Wave,
    form: WaveForm,
    notice: Option<String>,
) -> store::Result<WavePage> {
    let directory = sources.directory(tx).await?;
    let waves = tx.list_waves().await?;
    let now = sources.core.now();
    let phases = wave.phases.iter().map(|set| PhaseRow {
        phase: words::wave_phase(set.phase),
        from: dated(sources, set.from),
        decision: set.decision,
    });
    let cutovers = wave.cutovers.iter().filter(|_| wave.cutovers.len() > 1).map(|cutover| CutoverSet {
        at: dated(sources, cutover.at),
        set: dated(sources, cutover.set_at),
        by: directory.person_name(cutover.set_by),
    });
    let stay = |stay: &WaveWard| Stay {
        ward: directory.ward_name(stay.ward),
        from: dated(sources, stay.from),
        until: stay.until.map(|at| dated(sources, at)),
        is_mistake: stay.until == Some(stay.from),
    };
    let (here, gone): (Vec<&WaveWard>, Vec<&WaveWard>) =
        wave.wards.iter().partition(|stay| stay.until.is_none());
    let mut here: Vec<&WaveWard> = here;
    let order = |stay: &&WaveWard| {
        directory.wards_in_order().iter().position(|ward| ward.id == stay.ward).unwrap_or(usize::MAX)
    };
    here.sort_by_key(order);
    let choice = |stay: &&WaveWard| Choice {
        value: stay.ward.to_string(),
        label: isolated(directory.ward_name(stay.ward)).into_owned(),
    };
    let choices =
        |phase: &WavePhase| Choice { value: phase.as_str().to_owned(), label: words::wave_phase(*phase) };
    let other_phases = WavePhase::DECIDED.iter().filter(|phase| **phase != wave.phase_at(now));
    let (day, time) = day_and_time(sources, wave.cutover_at);
    let is_typed = !form.cutover_day.is_empty() || !form.cutover_time.is_empty();
    let which = which_hour(sources, wave.cutover_at);
    let form = WaveForm {
        leaving_wards: here.iter().map(choice).collect(),
        phases: other_phases.map(choices).collect(),
        name: if form.which == Which::Name { form.name.clone() } else { wave.name.as_str().to_owned() },
        cutover_day: if is_typed { form.cutover_day.clone() } else { day },
        cutover_time: if is_typed { form.cutover_time.clone() } else { time },
        asks_which_hour: form.asks_which_hour || (!is_typed && !which.is_empty()),
        which_hour: if is_typed { form.which_hour.clone() } else { which.to_owned() },
        seen_cutover: if form.seen_cutover.is_empty() {
            wave.cutover_at.as_millis().to_string()
        } else {
            form.seen_cutover.clone()
        },
        seen_phase: if form.seen_phase.is_empty() {
            wave.phase_at(now).as_str().to_owned()
        } else {
            form.seen_phase.clone()
        },
        ..form
    };
    Ok(WavePage {
        wave: wave_row(sources, wave, sources.core.now()),
        slug: wave.slug.clone(),
        may_set_phase: wave.may_enter(WavePhase::Hypercare, now) != Err(NoPhase::BeforeCutover),
        phases: phases.collect(),
        cutovers: cutovers.collect(),
        wards: here.into_iter().map(stay).collect(),
        gone: gone.into_iter().map(stay).collect(),
        form: filled(sources, &directory, &waves, form),
        notice,
    })
}

pub(crate) fn wave_row(sources: &Sources, wave: &Wave, now: Timestamp) -> WaveRow {
    WaveRow {
        id: wave.id.to_string(),
        name: wave.name.as_str().to_owned(),
        cutover: dated(sources, wave.cutover_at),
        day: words::wave_day(days_between(wave.cutover_at, now, &sources.trust.time_zone)),
        phase: words::wave_phase(wave.phase_at(now)),
        wards: wave.wards_at(now).count(),
    }
}

/// With the wards that can be chosen: those that are in no wave.
fn filled(sources: &Sources, directory: &Directory, waves: &[Wave], form: WaveForm) -> WaveForm {
    let ticked = |name: &str| form.wards.iter().any(|tick| tick.name == name && tick.is_set);
    let wards = directory.wards_in_order().iter().filter(|ward| is_free(waves, ward.id)).map(|ward| {
        let name = format!("{WARD}{}", ward.id);
        Tick { is_set: ticked(&name), name, label: isolated(&ward.name).into_owned() }
    });
    WaveForm {
        wards: wards.collect(),
        key: if form.key.is_empty() { sources.core.random.secret() } else { form.key.clone() },
        ..form
    }
}

fn is_free(waves: &[Wave], ward: WardId) -> bool {
    let mut stays = waves.iter().flat_map(|wave| &wave.wards);
    !stays.any(|stay| stay.ward == ward && stay.until.is_none())
}

/// Where a form is wrong, and why.
pub(super) async fn problem(
    sources: &Sources,
    tx: &mut dyn Tx,
    problem: WaveProblem,
) -> store::Result<(&'static str, String)> {
    let t = texts();
    Ok(match problem {
        WaveProblem::Taken(taken) => {
            let ward = sources.directory(tx).await?.ward_name(taken.ward);
            let wave = tx.lookup_wave(taken.by).await?;
            let wave = wave.map_or_else(String::new, |wave| wave.name.as_str().to_owned());
            ("wards", t.waves_ward_taken(isolated(ward), isolated(wave)))
        }
        WaveProblem::NameTaken => ("name", t.waves_name_taken()),
        WaveProblem::Recounts(_) | WaveProblem::LeavesRehearsal => ("told", t.waves_tick_to_go_on()),
        WaveProblem::NoPhase(NoPhase::BeforeCutover) => ("phase", t.waves_phase_before_cutover()),
        WaveProblem::NoPhase(NoPhase::Already) => ("phase", t.waves_in_it_already()),
        WaveProblem::NoDecision => ("decision", t.waves_no_such_decision()),
    })
}

/// What would count otherwise.
pub(super) fn recount_in_words(Recount { become_real, become_rehearsal }: Recount) -> String {
    let t = texts();
    let real = (become_real > 0).then(|| t.waves_become_real(become_real));
    let rehearsal = (become_rehearsal > 0).then(|| t.waves_become_rehearsal(become_rehearsal));
    [real, rehearsal, Some(t.waves_reports_stay())].into_iter().flatten().collect::<Vec<_>>().join(" ")
}
