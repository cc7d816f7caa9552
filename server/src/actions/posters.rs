//! What is printed of wards' links, counted: before a link changes it is said what stops working, and afterwards what has to be
//! printed again.

use std::collections::HashMap;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::{
    Logged, PersonId, PosterId, PosterKind, Timestamp, Ward, WardId,
    poster::{Printed, Says, copies},
};
use ground::links;
use store::{Subject, Tx};

use super::{ActionError, devices::event, once::Once};
use crate::{core::Core, trust::Trust};

/// What somebody says that they have printed.
#[derive(Debug, Clone)]
pub struct NewPosters {
    pub kind: PosterKind,
    /// Of each ward's sheet, at least 1.
    pub sheets: u32,
    /// [`mark`]s of what was on the paper.
    pub seen: Vec<String>,
}

/// What was counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedPosters {
    pub copies: u32,
    /// Wards whose paper says what is not so any more: nothing is counted for them.
    pub changed: Vec<WardId>,
}

/// Characters of a [`mark`] that tell the ward, and those behind them that tell what its paper says.
const OF_WARD: usize = 6;
const OF_WORDS: usize = 8;

/// Tells which ward's paper it is, and what it says from anything else that it may say. Short: a form has hundreds.
pub(crate) fn mark(ward: WardId, says: &Says) -> String {
    let Says { rotation, trust_name, ward_name, desk_phone, emergency_phone, address } = says;
    let trust_name = trust_name.as_deref().unwrap_or_default();
    let said = format!("{rotation}\n{trust_name}\n{ward_name}\n{desk_phone}\n{emergency_phone}\n{address}");
    mark_of(ward) + &digest(&said, OF_WORDS)
}

fn mark_of(ward: WardId) -> String {
    digest(&ward.to_string(), OF_WARD)
}

fn digest(text: &str, chars: usize) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(links::hash(text).0).chars().take(chars).collect()
}

/// Counts them; the same form again, by its `once`, counts nothing.
///
/// # Errors
/// [`ActionError::Changed`] if by now everything on the paper is something else.
pub async fn count_posters(
    core: &Core,
    trust: &Trust,
    new: NewPosters,
    by: PersonId,
    once: Option<&str>,
) -> Result<CountedPosters, ActionError> {
    let now = core.now();
    let mut tx = match Once::begin(core, by, once).await? {
        Once::Made(copies) => return Ok(CountedPosters { copies, changed: Vec::new() }),
        Once::New(tx) => tx,
    };
    let NewPosters { kind, sheets, seen } = new;
    let (rotations, waves) = (tx.list_link_rotations().await?, tx.list_waves().await?);
    let (mut counted, mut changed) = (Vec::new(), Vec::new());
    let (wards, ended) = (tx.list_wards().await?, tx.list_ended().await?.wards);
    let wards: HashMap<String, &Ward> =
        wards.iter().chain(ended.iter().map(|(ward, _)| ward)).map(|ward| (mark_of(ward.id), ward)).collect();
    for seen in seen {
        let Some(ward) = seen.get(..OF_WARD).and_then(|of| wards.get(of)).copied() else { continue };
        let id = ward.id;
        // One that has closed has none.
        let says = rotations.get(&id).map(|rotation| trust.on_paper(ward, *rotation, (&waves, now)));
        let Some(says) = says.filter(|says| mark(id, says) == seen) else {
            changed.push(id);
            continue;
        };
        let copies = sheets.saturating_mul(kind.on_a_sheet());
        let poster = PosterId::new(now, core.random.bytes());
        let printed = Printed { id: poster, ward: id, kind, copies, says, at: now, by };
        tx.add_posters(&printed).await?;
        counted.push(printed);
    }
    let all = copies(&counted);
    let Some(first) = counted.first() else { return Err(ActionError::Changed) };
    let printed = Logged::PostersPrinted {
        what: kind,
        copies: all,
        wards: counted.len(),
        ward: (counted.len() == 1).then_some(first.ward),
    };
    tx.append_event(&event(core, Subject::Hospital, Some(by), printed)).await?;
    tx.commit_made(all, now).await?;
    Ok(CountedPosters { copies: all, changed })
}

/// Those that somebody has counted at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Count {
    pub at: Timestamp,
    pub by: PersonId,
    pub kind: PosterKind,
}

impl Count {
    pub const fn of(printed: &Printed) -> Self {
        Self { at: printed.at, by: printed.by, kind: printed.kind }
    }

    /// As a form names it.
    #[must_use]
    pub fn named(&self) -> String {
        format!("{} {} {}", self.at.as_millis(), self.by, self.kind.as_str())
    }
}

/// Takes a count back: they were not printed, or not so many. Says how many it was; none if none of them is counted any more. What was
/// taken down of them before stays so.
pub async fn uncount_posters(core: &Core, count: &str, by: PersonId) -> Result<Option<u32>, ActionError> {
    let now = core.now();
    let mut tx = core.write().await?;
    let mut posters = tx.list_posters().await?;
    posters.retain(|printed| Count::of(printed).named() == count);
    let Some(first) = posters.first() else {
        tx.commit_quietly().await?;
        return Ok(None);
    };
    let uncounted = Logged::PostersUncounted { what: first.kind, copies: copies(&posters) };
    for printed in &posters {
        tx.take_posters_down(printed.id, by, now).await?;
    }
    tx.append_event(&event(core, Subject::Hospital, Some(by), uncounted)).await?;
    tx.commit().await?;
    Ok(Some(copies(&posters)))
}

/// Newer ones are up in their place. What of `shown` was taken down before, or hangs elsewhere, is left alone.
pub async fn replace_posters(
    core: &Core,
    ward: WardId,
    shown: &[PosterId],
    by: PersonId,
) -> Result<(), ActionError> {
    let now = core.now();
    let mut tx = core.write().await?;
    let mut posters = tx.list_posters().await?;
    posters.retain(|printed| printed.ward == ward && shown.contains(&printed.id));
    if posters.is_empty() {
        return Ok(tx.commit_quietly().await?);
    }
    for printed in &posters {
        tx.take_posters_down(printed.id, by, now).await?;
    }
    let taken_down = Logged::PostersTakenDown { ward, copies: copies(&posters) };
    tx.append_event(&event(core, Subject::Hospital, Some(by), taken_down)).await?;
    tx.commit().await?;
    Ok(())
}

/// What stops working when this ward's link is changed.
pub(crate) async fn posters_of_link(
    tx: &mut dyn Tx,
    ward: WardId,
    rotation: Option<u32>,
) -> Result<Vec<Printed>, store::Error> {
    let mut posters = tx.list_posters().await?;
    posters.retain(|printed| printed.ward == ward && Some(printed.says.rotation) == rotation);
    Ok(posters)
}
