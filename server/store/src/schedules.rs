//! What was done at set times.

use async_trait::async_trait;
use domain::{Scheduled, Timestamp};

use crate::Result;

#[async_trait]
pub trait Schedules {
    /// When what was done last was due; none if it was never looked at.
    async fn last_run(&mut self, what: Scheduled) -> Result<Option<Timestamp>>;
    /// Says that what was due then is done. [`crate::Error::Duplicate`] if somebody has said so.
    async fn add_run(&mut self, what: Scheduled, due_at: Timestamp, ran_at: Timestamp) -> Result<()>;
}
