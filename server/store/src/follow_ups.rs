//! What is to be done after decisions. It only grows: the database refuses to change or delete any of it.

use async_trait::async_trait;
use domain::{
    FollowUp, PersonId, Timestamp,
    follow_up::{OpenFollowUps, Step, Task},
};

use crate::Result;

#[async_trait]
pub trait FollowUps {
    /// Writes it under the next number, and answers with that.
    async fn add_follow_up(
        &mut self,
        decision: Option<u32>,
        task: &Task,
        by: PersonId,
        at: Timestamp,
    ) -> Result<u32>;

    async fn add_follow_up_step(&mut self, number: u32, step: &Step) -> Result<()>;

    async fn lookup_follow_up(&mut self, number: u32) -> Result<Option<FollowUp>>;

    /// What is to be done, the first due first.
    async fn list_open_follow_ups(&mut self) -> Result<Vec<FollowUp>>;

    /// What is done or cancelled, the latest number first, at most `limit`.
    async fn list_closed_follow_ups(&mut self, limit: u32) -> Result<Vec<FollowUp>>;

    /// Those of a decision, the first due first.
    async fn list_follow_ups_of(&mut self, decision: u32) -> Result<Vec<FollowUp>>;

    /// How many are to be done, and how many of them were due before `now`.
    async fn count_open_follow_ups(&mut self, now: Timestamp) -> Result<OpenFollowUps>;
}
