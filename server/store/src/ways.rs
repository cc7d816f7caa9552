//! The ways between wards, as people timed them and as arrivals showed them.

use async_trait::async_trait;
use domain::{Link, Override, Timestamp, Walk, WardId};

use crate::Result;

#[async_trait]
pub trait Ways {
    /// By the codes of their wards.
    async fn list_links(&mut self) -> Result<Vec<Link>>;
    /// By the codes of their wards.
    async fn list_overrides(&mut self) -> Result<Vec<Override>>;
    /// Inserts or replaces by its wards and kind.
    async fn put_link(&mut self, link: &Link) -> Result<()>;
    /// All that there are from now on. Two of one kind between the same wards are an error of the caller.
    async fn replace_links(&mut self, links: &[Link]) -> Result<()>;
    /// All that there are from now on. Two for one way are an error of the caller.
    async fn replace_overrides(&mut self, overrides: &[Override]) -> Result<()>;

    async fn add_walk(&mut self, walk: &Walk, arrived_at: Timestamp) -> Result<()>;
    /// The walk that ended there at that time was none; answers with it, if it was known.
    async fn forget_walk(&mut self, to: WardId, arrived_at: Timestamp) -> Result<Option<Walk>>;
    /// Walks that ended at `since` or later, the oldest first.
    async fn list_walks(&mut self, since: Timestamp) -> Result<Vec<Walk>>;
}
