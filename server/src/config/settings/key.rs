//! Which keys may be set on a page.

use domain::Scheduled;
use toml::Value;

use super::super::waves;

/// A key that may be set on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    TrustName,
    DeskPhone,
    EmergencyPhone,
    HospitalNumbers,
    Contact,
    GatewayUrl,
    CommandCentre,
    PerDevice,
    PerWard,
    LivePages,
    Huddles,
    Sitreps,
    ShiftChanges,
    /// What waves of the go-live have otherwise.
    Waves,
}

impl Key {
    pub const ALL: [Self; 14] = [
        Self::TrustName,
        Self::DeskPhone,
        Self::EmergencyPhone,
        Self::HospitalNumbers,
        Self::Contact,
        Self::GatewayUrl,
        Self::CommandCentre,
        Self::PerDevice,
        Self::PerWard,
        Self::LivePages,
        Self::Huddles,
        Self::Sitreps,
        Self::ShiftChanges,
        Self::Waves,
    ];

    /// As in the configuration file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::TrustName => "trust_name",
            Self::DeskPhone => "desk_phone",
            Self::EmergencyPhone => "emergency_phone",
            Self::HospitalNumbers => "hospital_numbers",
            Self::Contact => "push.contact",
            Self::GatewayUrl => "second_channel.url",
            Self::CommandCentre => "second_channel.command_centre",
            Self::PerDevice => "limits.per_device_per_minute",
            Self::PerWard => "limits.per_ward_per_minute",
            Self::LivePages => "limits.live_pages",
            Self::Huddles => "schedule.huddles",
            Self::Sitreps => "schedule.sitreps",
            Self::ShiftChanges => "schedule.shift_changes",
            Self::Waves => "wave",
        }
    }

    /// What is done at the times that it says.
    #[must_use]
    pub const fn scheduled(self) -> Option<Scheduled> {
        match self {
            Self::Huddles => Some(Scheduled::Huddle),
            Self::Sitreps => Some(Scheduled::Sitrep),
            Self::ShiftChanges => Some(Scheduled::Pack),
            _ => None,
        }
    }

    /// What was typed, as the file would have it.
    pub(super) fn to_toml(self, text: &str) -> Value {
        match self {
            Self::HospitalNumbers => {
                Value::Array(lines(text).map(|line| Value::String(line.to_owned())).collect())
            }
            Self::PerDevice | Self::PerWard | Self::LivePages => {
                text.parse().map_or_else(|_| Value::String(text.to_owned()), Value::Integer)
            }
            Self::Waves => waves::to_toml(text),
            _ => Value::String(text.to_owned()),
        }
    }
}

pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}
