//! Help in passing.

use app::screens::helped::HelpedPage;
use domain::PersonId;
use store::Tx;

use crate::{
    actions::ActionError,
    screens::my_jobs::view::LATELY,
    view::{Sources, choices},
};

/// With nothing wrong so far.
pub(crate) async fn helped_page(
    sources: &Sources,
    tx: &mut dyn Tx,
    person: PersonId,
) -> Result<HelpedPage, ActionError> {
    let now = sources.core.now();
    let directory = sources.directory(tx).await?;
    let responder = tx.lookup_responder(person).await?.ok_or(ActionError::NotFound)?;
    let closed = tx.list_closed_by(person, now - LATELY, 20).await?;
    let here = responder.whereabouts.filter(|place| !place.is_old(now)).map(|place| place.ward);
    let recent = here.into_iter().chain(closed.iter().map(|ticket| ticket.ward)).chain(responder.home_ward);
    let (known, others): (Vec<_>, Vec<_>) =
        directory.tags.iter().partition(|tag| responder.tags.contains(&tag.id));
    let tag = match known.as_slice() {
        [only] => only.slug.clone(),
        _ => String::new(),
    };
    Ok(HelpedPage {
        key: sources.core.random.secret(),
        tags: choices::tags(known.into_iter().chain(others)),
        tag,
        wards: choices::wards(&directory, recent),
        ward: here.map(|ward| ward.to_string()).unwrap_or_default(),
        categories: choices::categories(&directory),
        errors: Vec::new(),
    })
}
