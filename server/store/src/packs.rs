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
    /// What became of a slip with this number that was not printed here.
    async fn lookup_stray_slip(&mut self, code: SlipCode) -> Result<Option<TicketId>>;
    /// Says what became of it. [`crate::Error::Stale`] if that is another ticket than `instead_of`.
    async fn enter_slip(
        &mut self,
        code: SlipCode,
        instead_of: Option<TicketId>,
        ticket: TicketId,
        at: Timestamp,
    ) -> Result<()>;
    /// Says what became of one that was not printed here, instead of what was said before.
    async fn enter_stray_slip(&mut self, code: SlipCode, ticket: TicketId, at: Timestamp) -> Result<()>;
    /// Those that were entered last, since then, with what they became, the latest first.
    async fn list_entered_slips(&mut self, since: Timestamp, limit: u32)
    -> Result<Vec<(SlipCode, TicketId)>>;
    /// Of each pack from which slips were entered since then, the latest first.
    async fn count_slips(&mut self, since: Timestamp) -> Result<Vec<SlipCount>>;
    /// Of those packs: slips of which nobody knows what became of them, although a later one of the same ward was entered. In order.
    async fn list_missing_slips(&mut self, since: Timestamp) -> Result<Vec<Slip>>;
    /// All slips that were printed then, are not entered and not missing have nothing on them; answers with how many nobody had known
    /// that of.
    async fn set_slips_unused(&mut self, printed_at: Timestamp, at: Timestamp) -> Result<u64>;
    /// Whether nobody had known that there is nothing on this one.
    async fn set_slip_unused(&mut self, code: SlipCode, at: Timestamp) -> Result<bool>;
    /// Nobody knows any more that there is nothing on those that were printed then; answers with how many that is.
    async fn forget_slips_unused(&mut self, printed_at: Timestamp) -> Result<u64>;
    /// Takes away slips that were printed before then and are not entered.
    async fn forget_slips(&mut self, printed_before: Timestamp) -> Result<()>;
    /// Gives a ward the next code for each time that it is named; answers with them, in order.
    async fn reserve_slips(&mut self, wards: &[WardId], at: Timestamp) -> Result<Vec<(WardId, SlipCode)>>;
    /// None that is higher was printed.
    async fn latest_slip(&mut self) -> Result<SlipCode>;
    /// No number up to this one is printed any more.
    async fn leave_out_slips(&mut self, until: SlipCode) -> Result<()>;
}
