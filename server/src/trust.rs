//! What pages say of the trust, and how it has Elbow run: the part of the configuration that is shown.

use domain::{Code, text::Mask};
use jiff::tz::TimeZone;
use url::Url;

use crate::config::Config;

#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "switches of the configuration are what they are")]
pub struct Trust {
    pub name: String,
    pub desk_phone: String,
    pub emergency_phone: String,
    /// How the trust writes its own numbers for patients.
    pub hospital_numbers: Vec<Mask>,
    pub time_zone: TimeZone,
    pub public_url: Url,
    /// Whether browsers may run the service worker; if not, the ones they have end themselves.
    pub service_worker: bool,
    /// Whether alerts are sent at all.
    pub sends_alerts: bool,
    /// Whether a test request goes through the program each minute.
    pub canary: bool,
    /// Demonstration data: said on every page.
    pub demo: bool,
}

impl Trust {
    pub fn new(config: &Config, demo: bool) -> Self {
        Self {
            name: config.trust_name.clone(),
            desk_phone: config.desk_phone.clone(),
            emergency_phone: config.emergency_phone.clone(),
            hospital_numbers: config.hospital_numbers.clone(),
            time_zone: config.time_zone.clone(),
            public_url: config.public_url.clone(),
            service_worker: config.service_worker,
            sends_alerts: config.push.contact.is_some(),
            canary: config.canary,
            demo,
        }
    }

    /// Whether browsers reach Elbow over TLS.
    pub fn is_https(&self) -> bool {
        self.public_url.scheme() == "https"
    }

    /// What opens the page that enrols with this code.
    pub(crate) fn enrolment_url(&self, code: &Code) -> String {
        let base = self.public_url.as_str().trim_end_matches('/');
        format!("{base}{}?code={code}", paths::ENROL)
    }
}
