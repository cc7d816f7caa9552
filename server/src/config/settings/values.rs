//! The values that count: the file's, with what was set in their place.

use std::num::NonZeroU32;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::text::{self, Mask, Phone, TextProblem};
use ground::links;
use outbound::Reach;
use push::Contact;
use url::Url;

use super::{
    super::{
        Config, GatewayConfig, LimitsConfig, ScheduleConfig, Secret, read_contact, read_masks, read_phone,
        read_times, read_trust_name,
        waves::{self, OfWave, OfWaves},
    },
    Chosen, Key,
    key::lines,
};

/// What a board and `doctor` say while no alert is sent.
pub const NO_CONTACT: &str =
    "No alerts are sent, because push.contact is not set. Responders see offers on an open page only.";

/// What they say while whoever rings for a clinical emergency reaches the desk.
pub const ONE_NUMBER: &str = "The number for a clinical emergency is the number of the command centre.";

/// More a minute, or open at once, is no limit.
pub const HIGHEST_LIMIT: u32 = 1_000;

/// The values that count.
#[derive(Debug, Clone)]
pub struct Values {
    pub trust_name: String,
    pub desk_phone: String,
    pub emergency_phone: String,
    /// How the trust writes its own numbers for patients.
    pub hospital_numbers: Vec<Mask>,
    /// None: no alerts are sent.
    pub contact: Option<Contact>,
    pub limits: LimitsConfig,
    pub schedule: ScheduleConfig,
    pub waves: OfWaves,
    calls: Calls,
}

/// What is known of the gateway, complete or not.
#[derive(Debug, Clone)]
struct Calls {
    url: Option<Url>,
    secret: Option<Secret>,
    command_centre: Option<String>,
    reach: Reach,
}

impl Values {
    /// Those of the file.
    #[must_use]
    pub fn of(config: &Config) -> Self {
        let gateway = config.second_channel.as_ref();
        Self {
            trust_name: config.trust_name.clone(),
            desk_phone: config.desk_phone.clone(),
            emergency_phone: config.emergency_phone.clone(),
            hospital_numbers: config.hospital_numbers.clone(),
            contact: config.push.contact.clone(),
            limits: config.limits.clone(),
            schedule: config.schedule.clone(),
            waves: config.waves.clone(),
            calls: Calls {
                url: gateway.map(|gateway| gateway.url.clone()),
                secret: gateway.map(|gateway| gateway.secret.clone()),
                command_centre: gateway.and_then(|gateway| gateway.command_centre.clone()),
                reach: config.gateway_reach,
            },
        }
    }

    /// None: nobody is called.
    #[must_use]
    pub fn gateway(&self) -> Option<GatewayConfig> {
        let Calls { url, secret, command_centre, reach } = self.calls.clone();
        Some(GatewayConfig { url: url?, secret: secret?, command_centre, reach })
    }

    /// The desk's number and that for emergencies, as the wards of a wave have them.
    #[must_use]
    pub fn numbers(&self, own: Option<&OfWave>) -> (String, String) {
        let desk = own.and_then(|own| own.desk_phone.as_ref()).unwrap_or(&self.desk_phone);
        let emergency = own.and_then(|own| own.emergency_phone.as_ref()).unwrap_or(&self.emergency_phone);
        (desk.clone(), emergency.clone())
    }

    /// Whether wards of some wave would ring the desk in a clinical emergency.
    #[must_use]
    pub fn is_one_number_of_a_wave(&self) -> bool {
        self.waves.values().any(|own| {
            let (desk, emergency) = self.numbers(Some(own));
            are_one_number(&desk, &emergency)
        })
    }

    /// What is wrong with them while they count, as sentences.
    #[must_use]
    pub fn alarms(&self) -> Vec<&'static str> {
        let alarms = [
            (NO_CONTACT, self.contact.is_none()),
            (
                ONE_NUMBER,
                are_one_number(&self.desk_phone, &self.emergency_phone) || self.is_one_number_of_a_wave(),
            ),
        ];
        alarms.into_iter().filter_map(|(alarm, is_so)| is_so.then_some(alarm)).collect()
    }

    /// Says whether two programs go by the same values, the secret aside, which no page shows.
    #[must_use]
    pub fn mark(&self) -> String {
        let texts = Key::ALL.map(|key| self.text(key));
        BASE64_URL_SAFE_NO_PAD.encode(&links::hash(&format!("{texts:?}")).0[..9])
    }

    #[must_use]
    pub const fn has_secret(&self) -> bool {
        self.calls.secret.is_some()
    }

    /// As it is typed.
    #[must_use]
    pub fn text(&self, key: Key) -> String {
        match key {
            Key::TrustName => self.trust_name.clone(),
            Key::DeskPhone => self.desk_phone.clone(),
            Key::EmergencyPhone => self.emergency_phone.clone(),
            Key::HospitalNumbers => {
                self.hospital_numbers.iter().map(Mask::as_str).collect::<Vec<_>>().join("\n")
            }
            Key::Contact => self.contact.as_ref().map_or_else(String::new, ToString::to_string),
            Key::GatewayUrl => self.calls.url.as_ref().map_or_else(String::new, ToString::to_string),
            Key::CommandCentre => self.calls.command_centre.clone().unwrap_or_default(),
            Key::PerDevice => self.limits.per_device_per_minute.to_string(),
            Key::PerWard => self.limits.per_ward_per_minute.to_string(),
            Key::LivePages => self.limits.live_pages.to_string(),
            Key::Huddles => self.schedule.huddles.to_string(),
            Key::Sitreps => self.schedule.sitreps.to_string(),
            Key::ShiftChanges => self.schedule.shift_changes.to_string(),
            Key::Waves => waves::to_lines(&self.waves),
        }
    }

    /// With what was set in the place of the file's; and what of it cannot be used, with a reason, where the file's stays.
    #[must_use]
    pub fn with(&self, chosen: &Chosen, secret: &SetSecret) -> (Self, Vec<(Key, String)>) {
        let mut values = self.clone();
        match secret {
            SetSecret::Not => {}
            SetSecret::To(secret) => values.calls.secret = Some(secret.clone()),
            // The gateway has not the file's any more.
            SetSecret::Unusable => values.calls.secret = None,
        }
        let mut wrong = Vec::new();
        for (key, text) in &chosen.keys {
            if let Err(why) = values.set(*key, text) {
                wrong.push((*key, why));
            }
        }
        if values.calls.url.is_some() && values.calls.secret.is_none() {
            wrong.push((Key::GatewayUrl, "there is no secret for it".to_owned()));
        }
        (values, wrong)
    }

    fn set(&mut self, key: Key, text: &str) -> Result<(), String> {
        if text::contains_nhs_number(text) {
            return Err(TextProblem::NhsNumber.to_string());
        }
        match key {
            Key::TrustName => self.trust_name = read_trust_name(text)?,
            Key::DeskPhone => self.desk_phone = read_phone(text)?,
            Key::EmergencyPhone => self.emergency_phone = read_phone(text)?,
            Key::HospitalNumbers => {
                self.hospital_numbers = read_masks(lines(text).map(str::to_owned).collect())?;
            }
            Key::Contact => self.contact = read_contact(text)?,
            Key::GatewayUrl if text.is_empty() => self.calls.url = None,
            Key::GatewayUrl => self.calls.url = Some(GatewayConfig::parse_url(text, self.calls.reach)?),
            Key::CommandCentre => {
                let reference = Phone::parse_line(text).map_err(|problem| problem.to_string())?;
                self.calls.command_centre = reference.map(Phone::into_string);
            }
            Key::PerDevice => self.limits.per_device_per_minute = read_limit(text)?,
            Key::PerWard => self.limits.per_ward_per_minute = read_limit(text)?,
            Key::LivePages => self.limits.live_pages = read_limit(text)?,
            Key::Huddles => self.schedule.huddles = read_times(text)?,
            Key::Sitreps => self.schedule.sitreps = read_times(text)?,
            Key::ShiftChanges => self.schedule.shift_changes = read_times(text)?,
            Key::Waves => self.waves = waves::read_lines(text)?,
        }
        Ok(())
    }
}

/// What of the gateway's secret was set on the page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum SetSecret {
    /// Nothing: the file's counts.
    #[default]
    Not,
    To(Secret),
    /// One that this program cannot open or use: nobody is called.
    Unusable,
}

impl SetSecret {
    #[must_use]
    pub const fn to(&self) -> Option<&Secret> {
        match self {
            Self::To(secret) => Some(secret),
            Self::Not | Self::Unusable => None,
        }
    }
}

/// Whether they ring at the same place, however they are written: with spaces, with `ext.`, with the country or without.
#[must_use]
pub fn are_one_number(one: &str, other: &str) -> bool {
    dialled(one) == dialled(other)
}

/// What a telephone dials within the country.
fn dialled(number: &str) -> String {
    let keys: String = number.chars().filter(|c| c.is_ascii_digit() || "+*#".contains(*c)).collect();
    let abroad = keys.strip_prefix('+').or_else(|| keys.strip_prefix("00"));
    match abroad.and_then(|abroad| abroad.strip_prefix("44")) {
        // Some write +44 (0)161.
        Some(rest) => format!("0{}", rest.trim_start_matches('0')),
        None => keys,
    }
}

fn read_limit(text: &str) -> Result<NonZeroU32, String> {
    let number = text.parse().ok().filter(|number: &NonZeroU32| number.get() <= HIGHEST_LIMIT);
    number.ok_or_else(|| format!("it must be a whole number from 1 to {HIGHEST_LIMIT}"))
}
