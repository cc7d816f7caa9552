//! How the program does. These are told, and know nobody.

mod alarms;
mod metrics;
mod pulse;
mod saving;

pub(crate) use self::metrics::Figures;
use self::{alarms::Alarms, metrics::Metrics, pulse::Pulse, saving::Saving};

#[derive(Debug, Default)]
pub struct Observed {
    pub(crate) metrics: Metrics,
    pub(crate) pulse: Pulse,
    pub(crate) saving: Saving,
    pub(crate) alarms: Alarms,
}
