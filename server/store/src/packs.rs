//! Paper for when there is no Elbow, and the slips of it.

use async_trait::async_trait;
use domain::{
    TicketId, Timestamp, WardId,
    pack::{Made, Pack, Slip, SlipCode, SlipCount},
};

use crate::Result;

#[async_trait]
pub trait Packs {
    /// Writes it under the next number, and answers with that.
    async fn add_pack(&mut self, pack: &Made) -> Result<u32>;
    /// None: none was made, or it is forgotten.
    async fn latest_pack(&mut self) -> Result<Option<Pack>>;
    /// Takes away those that were void before then. Of the latest number only who was expected is taken away.
    async fn forget_packs(&mut self, void_before: Timestamp) -> Result<()>;
    /// Whether there is anything to be forgotten.
    async fn has_forgettable_packs(&mut self, void_before: Timestamp) -> Result<bool>;
    async fn lookup_slip(&mut self, code: SlipCode) -> Result<Option<Slip>>;
    /// That which became this ticket.
    async fn lookup_slip_of(&mut self, ticket: TicketId) -> Result<Option<Slip>>;
    /// Says what became of it. [`crate::Error::Stale`] if somebody has said so.
    async fn enter_slip(&mut self, code: SlipCode, ticket: TicketId, at: Timestamp) -> Result<()>;
    /// Those that were entered last, since then, the latest first.
    async fn list_entered_slips(&mut self, since: Timestamp, limit: u32) -> Result<Vec<Slip>>;
    /// Of each pack from which slips were entered since then, the latest first.
    async fn count_slips(&mut self, since: Timestamp) -> Result<Vec<SlipCount>>;
    /// Of those packs: slips of which nobody knows what became of them, although a later one of the same ward was entered. In order.
    async fn list_missing_slips(&mut self, since: Timestamp) -> Result<Vec<Slip>>;
    /// All slips that were printed then and are not entered have nothing on them; answers with how many nobody had known that of.
    async fn set_slips_unused(&mut self, printed_at: Timestamp, at: Timestamp) -> Result<u64>;
    /// Takes away slips that were printed before then and are not entered, but never the latest number: no number is printed twice.
    async fn forget_slips(&mut self, printed_before: Timestamp) -> Result<()>;
    /// Gives a ward the next code for each time that it is named; answers with them, in order.
    async fn reserve_slips(&mut self, wards: &[WardId], at: Timestamp) -> Result<Vec<(WardId, SlipCode)>>;
}
