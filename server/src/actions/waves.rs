//! The waves of a go-live. Whoever changes what counts is told first how much, in the transaction that would do it.

use std::time::Duration;

use domain::{
    Logged, PersonId, Timestamp, WardId, Wave, WaveId, WavePhase,
    ticket::Actor,
    wave::{Cutover, NoPhase, PhaseSet, Said, Taken, WaveName, WaveWard, may_join, moved, recounted},
};
use store::{NewEvent, Subject, Tx};

use super::{
    ActionError,
    once::{Once, OnceWrite},
};
use crate::core::Core;

/// Why a wave is not changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WaveProblem {
    /// A ward is in a wave by then.
    #[error("a ward is in another wave")]
    Taken(Taken),
    #[error("another wave has that name")]
    NameTaken,
    /// Requests would count otherwise, and whoever asks for it has not been told.
    #[error("requests would count otherwise")]
    Recounts(Recount),
    /// From now on the ward is in no wave, and what it asks is real, though it rehearses still.
    #[error("the ward leaves a rehearsal")]
    LeavesRehearsal,
    #[error("the wave cannot go into that phase")]
    NoPhase(NoPhase),
    #[error("there is no such decision")]
    NoDecision,
}

/// How many requests count otherwise.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Recount {
    pub become_real: u32,
    pub become_rehearsal: u32,
}

/// A wave that somebody makes.
#[derive(Debug, Clone)]
pub struct NewWave {
    pub name: WaveName,
    pub cutover_at: Timestamp,
    pub wards: Vec<WardId>,
    /// Since when they are in it; none: from now on.
    pub from: Option<Timestamp>,
}

/// Since when a ward is not in a wave any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaves {
    Now,
    /// It never was to be in it.
    FromItsBeginning,
}

/// `told`: how many requests count otherwise by it.
///
/// # Errors
/// [`ActionError::Wave`].
pub async fn add_wave(
    core: &Core,
    new: NewWave,
    told: bool,
    by: PersonId,
    once: Option<&str>,
) -> Result<WaveId, ActionError> {
    let mut tx = match Once::begin(core, by, once).await? {
        Once::Made(made) => return Ok(made),
        Once::New(tx) => tx,
    };
    // By the time of whose turn it is: whoever wrote before did so earlier.
    let now = core.now();
    let waves = tx.list_waves().await?;
    must_be_free(&waves, None, &new.name)?;
    let id = WaveId::new(now, core.random.bytes());
    let cutover = Cutover { at: new.cutover_at, set_at: now, set_by: by };
    let wave = Wave {
        id,
        slug: free_slug(&waves, new.name.as_str()),
        name: new.name,
        cutover_at: new.cutover_at,
        made_at: now,
        made_by: by,
        cutovers: vec![cutover],
        wards: Vec::new(),
        phases: Vec::new(),
    };
    tx.add_wave(&wave).await?;
    note(core, tx.as_mut(), by, Logged::WaveAdded { wave: id, cutover_at: new.cutover_at }).await?;
    if !new.wards.is_empty() {
        let before = [waves, vec![wave]].concat();
        join(core, tx.as_mut(), before, id, (&new.wards, new.from.unwrap_or(now)), told, by).await?;
    }
    tx.commit_made(id, now).await?;
    Ok(id)
}

/// Nothing happens if it is called so.
///
/// # Errors
/// [`ActionError::Wave`] if another is; [`ActionError::NotFound`].
pub async fn rename_wave(core: &Core, id: WaveId, name: &WaveName, by: PersonId) -> Result<(), ActionError> {
    let mut tx = core.write().await?;
    let waves = tx.list_waves().await?;
    let wave = found(&waves, id)?;
    must_be_free(&waves, Some(id), name)?;
    if wave.name != *name {
        tx.rename_wave(id, name).await?;
        let (from, to) = (Some(wave.name.clone()), Some(name.clone()));
        note(core, tx.as_mut(), by, Logged::WaveRenamed { wave: id, from, to }).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Facts say at once what counts by it. `seen`: the cutover that whoever moves it was shown; nothing happens if it is then already.
///
/// # Errors
/// [`ActionError::Changed`] if somebody else has moved it; [`ActionError::Wave`]; [`ActionError::NotFound`].
pub async fn move_cutover(
    core: &Core,
    id: WaveId,
    (seen, to): (Option<Timestamp>, Timestamp),
    told: bool,
    by: PersonId,
) -> Result<(), ActionError> {
    let mut tx = core.write().await?;
    let before = tx.list_waves().await?;
    let wave = found(&before, id)?;
    let (from, wards) = (wave.cutover_at, wave.all_wards().into_iter().collect::<Vec<_>>());
    if from != to {
        if seen.is_some_and(|seen| seen != from) {
            return Err(ActionError::Changed);
        }
        let after = changed(&before, id, |wave| wave.cutover_at = to);
        place(tx.as_mut(), &before, &after, &wards, told).await?;
        tx.move_cutover(id, Cutover { at: to, set_at: core.now(), set_by: by }).await?;
        note(core, tx.as_mut(), by, Logged::CutoverMoved { wave: id, from, to }).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// `from`: none from now on.
///
/// # Errors
/// [`ActionError::Wave`]; [`ActionError::NotFound`].
pub async fn join_wave(
    core: &Core,
    id: WaveId,
    (wards, from): (&[WardId], Option<Timestamp>),
    told: bool,
    by: PersonId,
    once: Option<&str>,
) -> Result<(), ActionError> {
    let mut tx: OnceWrite = match Once::<WaveId>::begin(core, by, once).await? {
        Once::Made(_) => return Ok(()),
        Once::New(tx) => tx,
    };
    let now = core.now();
    let before = tx.list_waves().await?;
    found(&before, id)?;
    join(core, tx.as_mut(), before, id, (wards, from.unwrap_or(now)), told, by).await?;
    tx.commit_made(id, now).await?;
    Ok(())
}

/// Nothing happens if the ward has left it so.
///
/// # Errors
/// [`ActionError::Changed`] if somebody else has taken it out otherwise; [`ActionError::Wave`]; [`ActionError::NotFound`].
pub async fn leave_wave(
    core: &Core,
    id: WaveId,
    (ward, leaves): (WardId, Leaves),
    told: bool,
    by: PersonId,
) -> Result<(), ActionError> {
    let mut tx = core.write().await?;
    let now = core.now();
    let before = tx.list_waves().await?;
    let wave = found(&before, id)?;
    let stay = wave.wards.iter().find(|stay| stay.ward == ward && stay.until.is_none());
    if let Some(from) = stay.map(|stay| stay.from) {
        let until = match leaves {
            Leaves::Now => now.max(from),
            Leaves::FromItsBeginning => from,
        };
        if leaves == Leaves::Now && !told && wave.phase_at(now) == WavePhase::DressRehearsal {
            return Err(WaveProblem::LeavesRehearsal.into());
        }
        let said = Said { at: now, by };
        let after = changed(&before, id, |wave| {
            for stay in wave.wards.iter_mut().filter(|stay| stay.ward == ward && stay.until.is_none()) {
                (stay.until, stay.left) = (Some(until), Some(said));
            }
        });
        place(tx.as_mut(), &before, &after, &[ward], told).await?;
        tx.leave_wave(id, ward, until, said).await?;
        note(core, tx.as_mut(), by, Logged::WardLeftWave { wave: id, ward, until }).await?;
    } else if leaves == Leaves::FromItsBeginning {
        let was = wave.wards.iter().rfind(|stay| stay.ward == ward);
        if was.is_some_and(|stay| stay.until != Some(stay.from)) {
            return Err(ActionError::Changed);
        }
    }
    tx.commit().await?;
    Ok(())
}

/// From now on, by a decision that was logged. `seen`: the phase that whoever does it was shown.
///
/// # Errors
/// [`ActionError::Changed`] if it is in another by now; [`ActionError::Wave`]; [`ActionError::NotFound`].
pub async fn set_wave_phase(
    core: &Core,
    id: WaveId,
    (seen, phase, decision): (Option<WavePhase>, WavePhase, u32),
    by: PersonId,
    once: Option<&str>,
) -> Result<(), ActionError> {
    let mut tx = match Once::<WaveId>::begin(core, by, once).await? {
        Once::Made(_) => return Ok(()),
        Once::New(tx) => tx,
    };
    let now = core.now();
    let before = tx.list_waves().await?;
    let wave = found(&before, id)?;
    wave.may_enter(phase, now).map_err(WaveProblem::NoPhase)?;
    // Another program's clock may be ahead.
    let is_later = wave.phases.last().is_some_and(|last| last.from >= now);
    if is_later || seen.is_some_and(|seen| seen != wave.phase_at(now)) {
        return Err(ActionError::Changed);
    }
    if tx.lookup_logged_decision(decision).await?.is_none() {
        return Err(WaveProblem::NoDecision.into());
    }
    let wards: Vec<_> = wave.all_wards().into_iter().collect();
    let set = PhaseSet { phase, from: now, set_by: by, decision };
    let after = changed(&before, id, |wave| wave.phases.push(set));
    tx.set_wave_phase(id, set).await?;
    // Of what was asked in this very moment.
    place_moved(tx.as_mut(), &before, &after, &wards).await?;
    note(core, tx.as_mut(), by, Logged::WavePhaseSet { wave: id, phase, decision }).await?;
    tx.commit_made(id, now).await?;
    Ok(())
}

async fn join(
    core: &Core,
    tx: &mut dyn Tx,
    before: Vec<Wave>,
    id: WaveId,
    (wards, from): (&[WardId], Timestamp),
    told: bool,
    by: PersonId,
) -> Result<(), ActionError> {
    let said = Said { at: core.now(), by };
    let begins: Vec<_> = wards.iter().map(|ward| (*ward, begin(&before, *ward, from))).collect();
    for (ward, from) in &begins {
        may_join(&before, &[*ward], *from).map_err(WaveProblem::Taken)?;
    }
    let after = changed(&before, id, |wave| {
        let stays = begins.iter().map(|(ward, from)| WaveWard {
            ward: *ward,
            from: *from,
            until: None,
            joined: said,
            left: None,
        });
        wave.wards.extend(stays);
    });
    place(tx, &before, &after, wards, told).await?;
    for (ward, from) in &begins {
        tx.join_wave(id, &[*ward], *from, said).await?;
    }
    note(core, tx, by, Logged::WardsJoinedWave { wave: id, wards: wards.to_vec(), from }).await?;
    Ok(())
}

/// Pages say minutes: of a ward whose last stay ended within the one that was typed, it is the moment of its end.
fn begin(waves: &[Wave], ward: WardId, from: Timestamp) -> Timestamp {
    let stays = waves.iter().flat_map(|wave| &wave.wards).filter(|stay| stay.ward == ward);
    let ends = stays.filter_map(|stay| stay.until);
    ends.filter(|end| *end > from && *end < from + MINUTE).max().unwrap_or(from)
}

const MINUTE: Duration = Duration::from_mins(1);

/// Makes facts say what counts by other waves; unless whoever does it has not been told how many requests count otherwise.
async fn place(
    tx: &mut dyn Tx,
    before: &[Wave],
    after: &[Wave],
    wards: &[WardId],
    told: bool,
) -> Result<(), ActionError> {
    if !told {
        let mut recount = Recount::default();
        for ward in wards {
            for changed in recounted(before, after, *ward) {
                let asked = tx.count_asked(*ward, changed.from, changed.until).await?;
                if changed.becomes_real {
                    recount.become_real += asked;
                } else {
                    recount.become_rehearsal += asked;
                }
            }
        }
        if recount != Recount::default() {
            return Err(WaveProblem::Recounts(recount).into());
        }
    }
    place_moved(tx, before, after, wards).await?;
    Ok(())
}

async fn place_moved(
    tx: &mut dyn Tx,
    before: &[Wave],
    after: &[Wave],
    wards: &[WardId],
) -> store::Result<()> {
    for ward in wards {
        tx.place_facts(*ward, &moved(before, after, *ward)).await?;
    }
    Ok(())
}

fn changed(waves: &[Wave], id: WaveId, change: impl FnOnce(&mut Wave)) -> Vec<Wave> {
    let mut waves = waves.to_vec();
    if let Some(wave) = waves.iter_mut().find(|wave| wave.id == id) {
        change(wave);
    }
    waves
}

fn found(waves: &[Wave], id: WaveId) -> Result<&Wave, ActionError> {
    waves.iter().find(|wave| wave.id == id).ok_or(ActionError::NotFound)
}

/// Of its name, and unlike that of any other.
fn free_slug(waves: &[Wave], name: &str) -> String {
    let made = Some(import::one::slug_of(name)).filter(|slug| !slug.is_empty());
    let slug = made.unwrap_or_else(|| "wave".to_owned());
    let numbered = (2..).map(|number| format!("{slug}-{number}"));
    let is_free = |slug: &String| waves.iter().all(|wave| wave.slug != *slug);
    std::iter::once(slug.clone()).chain(numbered).find(is_free).unwrap_or(slug)
}

/// A name means one wave, however it is written.
fn must_be_free(waves: &[Wave], own: Option<WaveId>, name: &WaveName) -> Result<(), WaveProblem> {
    let written = |name: &WaveName| name.as_str().to_lowercase();
    let mut others = waves.iter().filter(|wave| Some(wave.id) != own);
    if others.any(|wave| written(&wave.name) == written(name)) { Err(WaveProblem::NameTaken) } else { Ok(()) }
}

async fn note(core: &Core, tx: &mut dyn Tx, by: PersonId, what: Logged) -> store::Result<()> {
    let event = NewEvent::new(Subject::Hospital, Actor::Lead(by), core.now(), what);
    tx.append_event(&event).await.map(drop)
}
