//! The settings in force, which everybody asks each time.

use std::{
    fmt,
    sync::{Arc, PoisonError, RwLock},
};

use ground::seal::Seal;
use store::Tx;

use super::{super::Config, Chosen, Held, SetSecret, Values};

/// The settings in force: the file's until somebody sets others, and the latest from then on.
pub struct SettingsInForce {
    file: Values,
    seal: Seal,
    held: RwLock<Arc<Held>>,
}

impl SettingsInForce {
    /// The file's, until they are looked up.
    #[must_use]
    pub fn new(config: &Config, seal: Seal) -> Self {
        let file = Values::of(config);
        let held = RwLock::new(Arc::new(Held {
            version: 0,
            values: file.clone(),
            chosen: Chosen::default(),
            secret_set: None,
            problem: None,
            secret: SetSecret::Not,
        }));
        Self { file, seal, held }
    }

    #[must_use]
    pub const fn file(&self) -> &Values {
        &self.file
    }

    #[must_use]
    pub fn held(&self) -> Arc<Held> {
        Arc::clone(&self.held.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes over what was set since.
    ///
    /// # Errors
    /// [`store::Error`]
    pub async fn refresh(&self, tx: &mut dyn Tx) -> Result<(), store::Error> {
        if tx.settings_in_force().await? <= self.held().version {
            return Ok(());
        }
        let now = self.read(tx).await?;
        self.take_over(now);
        Ok(())
    }

    pub(super) fn take_over(&self, now: Held) {
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        // Somebody else may have read later, and be done sooner.
        if held.version < now.version {
            tracing::info!(version = now.version, "other settings are in force");
            *held = Arc::new(now);
        }
    }

    /// As `tx` sees them: [`Held::read`].
    ///
    /// # Errors
    /// [`store::Error`]
    pub async fn read(&self, tx: &mut dyn Tx) -> Result<Held, store::Error> {
        Held::read(&self.file, Ok(&self.seal), tx).await
    }
}

impl fmt::Debug for SettingsInForce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SettingsInForce").field("held", &self.held).finish_non_exhaustive()
    }
}
