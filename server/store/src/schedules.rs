//! What was done at set times.

use async_trait::async_trait;
use domain::{Scheduled, Timestamp};

use crate::Result;

#[async_trait]
pub trait Schedules {
    /// When what was done last was due, `by` then; none if it was never looked at. A clock that was ahead may have done what is due later.
    async fn last_run(&mut self, what: Scheduled, by: Timestamp) -> Result<Option<Timestamp>>;
    /// Whether what was due then is done.
    async fn has_run(&mut self, what: Scheduled, due_at: Timestamp) -> Result<bool>;
    /// The first that is done, although it is due after then.
    async fn run_ahead(&mut self, what: Scheduled, after: Timestamp) -> Result<Option<Timestamp>>;
    /// Says that what was due then is done. [`crate::Error::Duplicate`] if somebody has said so.
    async fn add_run(&mut self, what: Scheduled, due_at: Timestamp, ran_at: Timestamp) -> Result<()>;
}
