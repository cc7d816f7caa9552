//! Who is expected to help when.

use async_trait::async_trait;
use domain::{Shift, Timestamp};

use crate::Result;

#[async_trait]
pub trait Roster {
    /// Shifts that end after `from` and start before `to`, by start.
    async fn list_shifts(&mut self, from: Timestamp, to: Timestamp) -> Result<Vec<Shift>>;
    /// Inserts, or changes the end of the shift of this person with this start.
    /// As [`Self::put_shift`], of many. Two of one person from the same time are an error of the caller.
    async fn put_shifts(&mut self, shifts: &[Shift]) -> Result<()>;
    async fn put_shift(&mut self, shift: &Shift) -> Result<()>;
    /// Takes back the shift of this person with this start.
    async fn remove_shift(&mut self, shift: &Shift) -> Result<()>;
}
