//! The waves of a go-live: which wards start together, when, and how far each is.

mod model;
mod page;

pub(crate) use self::page::standing;
pub use self::{
    model::{CutoverSet, PhaseRow, Stay, WaveForm, WavePage, WaveRow, WavesPage, Which},
    page::{OneWave, Waves},
};
