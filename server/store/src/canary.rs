//! The canary's own tickets. Every other list leaves them out, and what they stand on (see [`domain::canary`]).

use async_trait::async_trait;
use domain::{Ticket, Timestamp};

use crate::Result;

#[async_trait]
pub trait Canary {
    /// Makes the canary's place, tag and responder if they are not there yet; the responder is one who answers.
    async fn put_canary(&mut self, now: Timestamp) -> Result<()>;
    /// Makes all of that as it was at first, if it was ever made: its responder is on shift again.
    async fn mend_canary(&mut self, now: Timestamp) -> Result<()>;
    /// By urgency, then oldest first.
    async fn list_open_canaries(&mut self) -> Result<Vec<Ticket>>;
    async fn last_canary_asked_at(&mut self) -> Result<Option<Timestamp>>;
    /// When one was last resolved, which is the end of its round.
    async fn last_canary_back_at(&mut self) -> Result<Option<Timestamp>>;
}
