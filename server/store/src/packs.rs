//! Paper for when there is no Elbow, and the slips of it.

use std::collections::HashMap;

use async_trait::async_trait;
use domain::{
    Timestamp, WardId,
    pack::{Made, Pack, SlipCode},
};

use crate::Result;

#[async_trait]
pub trait Packs {
    /// Writes it under the next number, and answers with that.
    async fn add_pack(&mut self, pack: &Made) -> Result<u32>;
    /// None: none was made, or it is forgotten.
    async fn latest_pack(&mut self) -> Result<Option<Pack>>;
    /// Takes away those that were void before then, with the names in them, but never the latest number.
    async fn forget_packs(&mut self, void_before: Timestamp) -> Result<()>;
    /// The slips of each ward that has any, in order.
    async fn list_slips(&mut self) -> Result<HashMap<WardId, Vec<SlipCode>>>;
    /// Gives a ward the next code for each time that it is named; answers with them, in order.
    async fn reserve_slips(&mut self, wards: &[WardId], at: Timestamp) -> Result<Vec<(WardId, SlipCode)>>;
}
