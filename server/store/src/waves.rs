//! The waves of a go-live. Nothing of one is ever deleted.

use async_trait::async_trait;
use domain::{
    Timestamp, WardId, Wave, WaveId,
    wave::{Cutover, Period, PhaseSet, Said, WaveName},
};

use crate::Result;

#[async_trait]
pub trait Waves {
    /// The first cutover first.
    async fn list_waves(&mut self) -> Result<Vec<Wave>>;

    async fn lookup_wave(&mut self, id: WaveId) -> Result<Option<Wave>>;

    /// Without wards: see [`Waves::join_wave`].
    async fn add_wave(&mut self, wave: &Wave) -> Result<()>;

    async fn rename_wave(&mut self, id: WaveId, name: &WaveName) -> Result<()>;

    async fn move_cutover(&mut self, id: WaveId, to: Cutover) -> Result<()>;

    /// From then on.
    async fn join_wave(&mut self, id: WaveId, wards: &[WardId], from: Timestamp, said: Said) -> Result<()>;

    /// Ends the stay that has no end; nothing happens where there is none.
    async fn leave_wave(&mut self, id: WaveId, ward: WardId, until: Timestamp, said: Said) -> Result<()>;

    async fn set_wave_phase(&mut self, id: WaveId, set: PhaseSet) -> Result<()>;

    /// Tickets of a ward from a time until another, help in passing too, real or not.
    async fn count_asked(
        &mut self,
        ward: WardId,
        from: Option<Timestamp>,
        until: Option<Timestamp>,
    ) -> Result<u32>;

    /// Makes the facts of a ward say where they stand in these times; those of other times stay as they are.
    async fn place_facts(&mut self, ward: WardId, periods: &[Period]) -> Result<()>;
}
