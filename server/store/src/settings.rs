//! What an administrator has set on a page, beside the configuration file.

use async_trait::async_trait;
use domain::{PersonId, Timestamp};

use crate::{Result, SetText};

/// A setting that nobody reads again.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedSecret {
    /// The key of the configuration.
    pub name: String,
    /// Sealed by the server: nothing that the database alone could read.
    pub sealed: String,
    pub set_at: Timestamp,
    pub set_by: PersonId,
}

impl std::fmt::Debug for SealedSecret {
    /// Leaves the secret out.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SealedSecret").field("name", &self.name).finish_non_exhaustive()
    }
}

#[async_trait]
pub trait Settings {
    /// The latest version; 0 while nothing was set.
    async fn settings_in_force(&mut self) -> Result<u32>;
    async fn lookup_settings(&mut self, version: u32) -> Result<Option<SetText>>;
    /// The latest first, at most `limit`.
    async fn list_settings(&mut self, limit: u32) -> Result<Vec<SetText>>;
    /// They count from now on; answers with their version.
    async fn add_settings(&mut self, text: &str, by: PersonId, at: Timestamp) -> Result<u32>;
    /// In the place of the one of this name.
    async fn put_secret(&mut self, secret: &SealedSecret) -> Result<()>;
    async fn remove_secret(&mut self, name: &str) -> Result<()>;
    async fn lookup_secret(&mut self, name: &str) -> Result<Option<SealedSecret>>;
}
