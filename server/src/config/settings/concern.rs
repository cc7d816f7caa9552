//! What a change of settings would do to people: refused, or asked about.

use std::num::NonZeroU32;

use super::{
    super::{GatewayConfig, LimitsConfig},
    Key, Values, are_one_number,
};

/// What a change would do to people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Concern {
    /// No push service takes alerts without a contact.
    AlertsStop,
    /// Whoever rings for a clinical emergency would reach the command centre.
    OneNumber,
    /// Wards of a wave would.
    OneNumberOfWave,
    /// Numbers for patients that texts would not be asked about any more.
    NumbersPass,
    /// People whom no alert reached would not be called any more.
    NobodyIsCalled,
    /// The command centre would not be called any more.
    CentreNotCalled,
    /// Fewer requests a minute than a busy ward sends.
    TooFewOfDevice,
    TooFewOfWard,
    /// Fewer pages than somebody has open.
    TooFewPages,
}

/// Below these a ward at work, or somebody with two windows, is turned away.
const FEW_OF_DEVICE: u32 = 3;
const FEW_OF_WARD: u32 = 10;
const FEW_PAGES: u32 = 5;

impl Concern {
    /// Whether nothing may do it; or else somebody who was asked.
    #[must_use]
    pub const fn forbids(self) -> bool {
        matches!(self, Self::AlertsStop | Self::OneNumber | Self::OneNumberOfWave)
    }

    #[must_use]
    pub const fn key(self) -> Key {
        match self {
            Self::AlertsStop => Key::Contact,
            Self::OneNumber => Key::EmergencyPhone,
            Self::OneNumberOfWave => Key::Waves,
            Self::NumbersPass => Key::HospitalNumbers,
            Self::NobodyIsCalled => Key::GatewayUrl,
            Self::CentreNotCalled => Key::CommandCentre,
            Self::TooFewOfDevice => Key::PerDevice,
            Self::TooFewOfWard => Key::PerWard,
            Self::TooFewPages => Key::LivePages,
        }
    }

    /// All that `after` would do which `before` does not.
    #[must_use]
    pub fn of(before: &Values, after: &Values) -> Vec<Self> {
        let is_lower = |few: u32, limit: fn(&LimitsConfig) -> NonZeroU32| {
            limit(&after.limits).get() < few && limit(&after.limits) < limit(&before.limits)
        };
        let (gateway, next) = (before.gateway(), after.gateway());
        let centre = |gateway: &Option<GatewayConfig>| {
            gateway.as_ref().is_some_and(|gateway| gateway.command_centre.is_some())
        };
        // Another setting may be mended meanwhile.
        let is_other_number =
            before.desk_phone != after.desk_phone || before.emergency_phone != after.emergency_phone;
        let concerns = [
            (Self::AlertsStop, before.contact.is_some() && after.contact.is_none()),
            (Self::OneNumber, is_other_number && are_one_number(&after.desk_phone, &after.emergency_phone)),
            (Self::OneNumberOfWave, !before.is_one_number_of_a_wave() && after.is_one_number_of_a_wave()),
            (
                Self::NumbersPass,
                before.hospital_numbers.iter().any(|mask| !after.hospital_numbers.contains(mask)),
            ),
            (Self::NobodyIsCalled, gateway.is_some() && next.is_none()),
            (Self::CentreNotCalled, centre(&gateway) && next.is_some() && !centre(&next)),
            (Self::TooFewOfDevice, is_lower(FEW_OF_DEVICE, |limits| limits.per_device_per_minute)),
            (Self::TooFewOfWard, is_lower(FEW_OF_WARD, |limits| limits.per_ward_per_minute)),
            (Self::TooFewPages, is_lower(FEW_PAGES, |limits| limits.live_pages)),
        ];
        concerns.into_iter().filter_map(|(concern, is_so)| is_so.then_some(concern)).collect()
    }
}
