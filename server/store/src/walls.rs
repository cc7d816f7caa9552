//! Links that open the screen on a wall. None is ever deleted: one that was taken back is remembered.

use async_trait::async_trait;
use domain::{Timestamp, Wall, WallId};

use crate::{Hash, Result};

#[async_trait]
pub trait Walls {
    /// The latest made first, those that were taken back too.
    async fn list_walls(&mut self) -> Result<Vec<Wall>>;

    async fn lookup_wall(&mut self, id: WallId) -> Result<Option<Wall>>;

    /// None of one that was taken back.
    async fn lookup_wall_by_link(&mut self, link: &Hash) -> Result<Option<Wall>>;

    async fn add_wall(&mut self, wall: &Wall, link: &Hash) -> Result<()>;

    /// Nothing happens to one that was taken back before.
    async fn revoke_wall(&mut self, id: WallId, at: Timestamp) -> Result<()>;

    /// It was open on the day that began then; an earlier one than is known changes nothing.
    async fn note_wall_seen(&mut self, id: WallId, day: Timestamp) -> Result<()>;
}
