//! What is remembered of an import: that a page has saved it, for a page that comes twice; and how to take it back, until that cannot
//! be done any more.

use domain::PersonId;
use import::UNDO_FOR;
use store::Tx;

use super::taps::{made_before, remember_made};
use crate::core::Core;

/// What the same page has saved before, by its `once`: the answer to that may not have arrived.
pub(crate) async fn imported_before(
    core: &Core,
    by: PersonId,
    once: Option<&str>,
) -> Result<Option<String>, store::Error> {
    made_before(core.store.read().await?.as_mut(), by, once).await
}

/// Remembers what a page saves, in the transaction that does.
pub(crate) async fn remember_imported(
    core: &Core,
    tx: &mut dyn Tx,
    by: PersonId,
    once: Option<&str>,
    counted: &str,
) -> Result<(), store::Error> {
    remember_made(tx, by, once, counted, core.now()).await
}

/// One that cannot be forgotten now is tried again with the next call.
pub(crate) async fn forget_old_import(core: &Core) {
    if let Err(error) = forget(core).await {
        tracing::warn!(%error, "what is kept of an old import was not forgotten");
    }
}

async fn forget(core: &Core) -> Result<(), store::Error> {
    let last = core.store.read().await?.last_import_event().await?;
    let is_over = |at| core.now().since(at) > UNDO_FOR;
    let Some(old) = last.filter(|event| is_over(event.at)) else { return Ok(()) };
    let mut tx = core.write().await?;
    // Another may have come meanwhile.
    if tx.last_import_event().await?.is_some_and(|event| event.sequence == old.sequence) {
        tx.forget_last_import().await?;
        tx.commit_quietly().await?;
    }
    Ok(())
}
