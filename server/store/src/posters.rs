//! What was printed of wards' links, until it is taken down.

use async_trait::async_trait;
use domain::{PersonId, PosterId, Timestamp, poster::Printed};

use crate::Result;

#[async_trait]
pub trait Posters {
    async fn add_posters(&mut self, printed: &Printed) -> Result<()>;
    /// Those that nobody has taken down, the first printed first.
    async fn list_posters(&mut self) -> Result<Vec<Printed>>;
    /// Nothing happens if they were taken down before.
    async fn take_posters_down(&mut self, id: PosterId, by: PersonId, at: Timestamp) -> Result<()>;
}
