//! What is kept of an import goes once it can be taken back no more.

use import::UNDO_FOR;

use crate::core::Core;

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
