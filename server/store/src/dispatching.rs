//! What dispatch goes by, and what it decided: the trust's policy, and a record of rounds that can be made again.

use async_trait::async_trait;
use domain::{PersonId, Timestamp};

use crate::{Hash, Result};

/// A text that was set once, the policy or the settings of pages. The latest counts, and none is ever changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetText {
    /// From 1.
    pub version: u32,
    /// TOML, as it was given.
    pub text: String,
    pub set_at: Timestamp,
    pub set_by: PersonId,
}

/// One round in which something was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    pub at: Timestamp,
    /// Version of the program that decided.
    pub program: String,
    /// None for the policy that the program ships with.
    pub policy: Option<u32>,
    /// Names the setting: wards and the ways between them.
    pub setting: Hash,
    /// Everything else that was looked at, and the plan; compressed by whoever wrote it.
    pub body: Vec<u8>,
}

#[async_trait]
pub trait Dispatching {
    /// The version in force; 0 while none was set.
    async fn policy_in_force(&mut self) -> Result<u32>;
    async fn lookup_policy(&mut self, version: u32) -> Result<Option<SetText>>;
    /// Puts a policy in force from now on; answers with its version.
    async fn add_policy(&mut self, text: &str, by: PersonId, at: Timestamp) -> Result<u32>;

    /// Does nothing for a hash that is there already.
    async fn add_setting(&mut self, hash: &Hash, body: &[u8]) -> Result<()>;
    async fn lookup_setting(&mut self, hash: &Hash) -> Result<Option<Vec<u8>>>;
    /// The setting must be there.
    async fn add_decision(&mut self, decision: &Decision) -> Result<()>;
    /// With their numbers, those after number `after`, oldest first, at most `limit`.
    async fn list_decisions_after(&mut self, after: i64, limit: u32) -> Result<Vec<(i64, Decision)>>;
    /// Removes what was decided before `before`, and the settings that only that was decided in.
    async fn forget_decisions(&mut self, before: Timestamp) -> Result<()>;
}
