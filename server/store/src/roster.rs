//! Who is expected to help when.

use async_trait::async_trait;
use domain::{PersonId, Shift, Timestamp};

use crate::Result;

#[async_trait]
pub trait Roster {
    /// Shifts that end after `from` and start before `to`, by start.
    async fn list_shifts(&mut self, from: Timestamp, to: Timestamp) -> Result<Vec<Shift>>;
    /// Those of one person that end after `from`, by start.
    async fn list_shifts_of(&mut self, person: PersonId, from: Timestamp) -> Result<Vec<Shift>>;
    /// As [`Self::put_shift`], of many. Two of one person from the same time are an error of the caller.
    async fn put_shifts(&mut self, shifts: &[Shift]) -> Result<()>;
    /// Inserts, or changes the end of the shift of this person with this start.
    async fn put_shift(&mut self, shift: &Shift) -> Result<()>;
    /// Takes back the shift of this person with this start.
    async fn remove_shift(&mut self, shift: &Shift) -> Result<()>;
}
