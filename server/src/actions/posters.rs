//! What is printed of wards' links, counted: before a link changes it is said what stops working, and afterwards what has to be
//! printed again.

use std::collections::HashSet;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::{
    Logged, PersonId, PosterId, PosterKind, WardId,
    poster::{Printed, Says, copies},
};
use ground::links;
use store::{Subject, Tx};

use super::{
    ActionError,
    devices::event,
    taps::{made_before, remember_made},
};
use crate::{core::Core, trust::Trust};

/// What somebody says that they have printed.
#[derive(Debug, Clone)]
pub struct NewPosters {
    pub kind: PosterKind,
    pub wards: Vec<WardId>,
    /// Of each ward's sheet, at least 1.
    pub sheets: u32,
    /// [`mark`]s of what was on the paper.
    pub seen: HashSet<String>,
}

/// What was counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedPosters {
    pub copies: u32,
    /// Wards whose paper says what is not so any more: nothing is counted for them.
    pub changed: Vec<WardId>,
}

/// Tells what a ward's paper says from anything else that it may say.
pub(crate) fn mark(ward: WardId, says: &Says) -> String {
    let whole = BASE64_URL_SAFE_NO_PAD.encode(links::hash(&format!("{ward} {says:?}")).0);
    whole.chars().take(8).collect()
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
    let mut tx = core.write().await?;
    if let Some(copies) = made_before(tx.as_mut(), by, once).await? {
        tx.commit_quietly().await?;
        return Ok(CountedPosters { copies, changed: Vec::new() });
    }
    let NewPosters { kind, wards, sheets, seen } = new;
    let rotations = tx.list_link_rotations().await?;
    let (mut counted, mut changed) = (Vec::new(), Vec::new());
    for id in wards {
        let Some(ward) = tx.lookup_ward(id).await? else { continue };
        let says = rotations.get(&id).map(|rotation| trust.on_paper(&ward, *rotation));
        let Some(says) = says.filter(|says| seen.contains(&mark(id, says))) else {
            changed.push(id);
            continue;
        };
        let copies = sheets.saturating_mul(kind.on_a_sheet());
        let id = PosterId::new(now, core.random.bytes());
        let printed = Printed { id, ward: ward.id, kind, copies, says, at: now, by };
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
    remember_made(tx.as_mut(), by, once, &all.to_string(), now).await?;
    tx.commit().await?;
    Ok(CountedPosters { copies: all, changed })
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
