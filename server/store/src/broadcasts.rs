//! What the command centre said to many. It only grows: the database refuses to change or delete any of it.

use async_trait::async_trait;
use domain::{Broadcast, KnownIssueId, Timestamp};

use crate::Result;

#[async_trait]
pub trait Broadcasts {
    async fn add_broadcast(&mut self, broadcast: &Broadcast) -> Result<()>;

    /// What was said at or after `since`, the last first.
    async fn list_broadcasts(&mut self, since: Timestamp) -> Result<Vec<Broadcast>>;

    /// What was said about a known issue, the last first, at most `limit`.
    async fn list_broadcasts_of(&mut self, issue: KnownIssueId, limit: u32) -> Result<Vec<Broadcast>>;
}
