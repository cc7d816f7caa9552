//! What people tapped, by the key that their handset made for it: sent again, it is answered as it was the first time.

use async_trait::async_trait;
use domain::{PersonId, Timestamp};

use crate::Result;

/// A tap that has been answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnsweredTap {
    pub person: PersonId,
    /// 1 to 64 characters, unique among the person's.
    pub key: String,
    /// When it was answered.
    pub at: Timestamp,
    /// Why it was refused, as it was said; none if it was done.
    pub refused: Option<String>,
    /// The id of what it has made, if that is what it was for.
    pub made: Option<String>,
}

#[async_trait]
pub trait Taps {
    async fn lookup_tap(&mut self, person: PersonId, key: &str) -> Result<Option<AnsweredTap>>;
    /// The key must be new: look first, in the same session.
    async fn add_tap(&mut self, tap: &AnsweredTap) -> Result<()>;
    /// A request for help, by its key of 1 to 64 characters, that is not to be made when it arrives. The key must be new.
    async fn add_taken_back(&mut self, request_key: &str, at: Timestamp) -> Result<()>;
    async fn is_taken_back(&mut self, request_key: &str) -> Result<bool>;
    /// Removes what was answered, or taken back, before `before`.
    async fn forget_taps(&mut self, before: Timestamp) -> Result<()>;
}
