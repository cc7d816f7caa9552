//! What pages say of the trust, and how it has Elbow run: the part of the configuration that is shown.

use std::sync::Arc;

use domain::{Code, Timestamp, Ward, WardId, Wave, poster::Says, wave::slug_of};
use jiff::tz::TimeZone;
use url::{Host, Url};

use crate::config::{
    Config,
    settings::{Held, SettingsInForce},
    waves::OfWave,
};

#[expect(clippy::struct_excessive_bools, reason = "each is a switch by itself")]
#[derive(Debug, Clone)]
pub struct Trust {
    settings: Arc<SettingsInForce>,
    pub time_zone: TimeZone,
    pub public_url: Url,
    /// Whether browsers may run the service worker; if not, the ones they have end themselves.
    pub service_worker: bool,
    /// Whether the configuration says the desk's number, be it the one that Elbow comes with.
    pub names_desk: bool,
    /// Whether a test request goes through the program each minute.
    pub canary: bool,
    /// Demonstration data: said on every page.
    pub demo: bool,
}

impl Trust {
    pub fn new(config: &Config, settings: Arc<SettingsInForce>, demo: bool) -> Self {
        Self {
            settings,
            time_zone: config.time_zone.clone(),
            public_url: config.public_url.clone(),
            service_worker: config.service_worker,
            names_desk: config.names_desk,
            canary: config.canary,
            demo,
        }
    }

    /// The trust's name, the numbers to ring, how it writes its own numbers for patients.
    pub fn now(&self) -> Arc<Held> {
        self.settings.held()
    }

    pub fn desk_phone(&self) -> String {
        self.now().values.desk_phone.clone()
    }

    /// Whether alerts are sent at all.
    pub fn sends_alerts(&self) -> bool {
        self.now().values.contact.is_some()
    }

    /// Whether browsers reach Elbow over TLS.
    pub fn is_https(&self) -> bool {
        self.public_url.scheme() == "https"
    }

    /// The whole address of one of our pages.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.public_url.as_str().trim_end_matches('/'))
    }

    /// What the wave has otherwise in which a ward is then; none where the trust's counts.
    pub(crate) fn of_wave(&self, waves: &[Wave], ward: WardId, at: Timestamp) -> Option<OfWave> {
        let now = self.now();
        slug_of(waves, ward, at).and_then(|slug| now.values.waves.get(slug).cloned())
    }

    /// What a poster of this ward says, with this rotation of its link.
    pub(crate) fn on_paper(&self, ward: &Ward, rotation: u32, (waves, at): (&[Wave], Timestamp)) -> Says {
        let now = self.now();
        let (desk_phone, emergency_phone) = now.values.numbers(self.of_wave(waves, ward.id, at).as_ref());
        Says {
            rotation,
            trust_name: Some(now.values.trust_name.clone()),
            ward_name: ward.name.clone(),
            desk_phone,
            emergency_phone,
            address: self.public_url.to_string(),
        }
    }

    /// No other computer or phone can open a link, or a code with one.
    pub(crate) fn is_here_only(&self) -> bool {
        is_here_only(&self.public_url)
    }

    /// What opens the page that enrols with this code.
    pub(crate) fn enrolment_url(&self, code: &Code) -> String {
        self.url(&format!("{}?code={code}", paths::ENROL))
    }

    /// What opens the page of a link with which a password is set.
    pub(crate) fn join_url(&self, token: &str) -> String {
        self.url(&paths::join(token))
    }
}

/// Whether an address is one that leads from every computer to itself.
pub(crate) fn is_here_only(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}
