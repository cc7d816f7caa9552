//! Configuration: embedded defaults, then a file, then the environment. All problems are reported together, before
//! anything starts.

mod gateway;
pub mod settings;
pub mod waves;

use std::{
    collections::BTreeSet,
    fmt,
    net::SocketAddr,
    num::NonZeroU32,
    path::{Path, PathBuf},
    time::Duration,
};

use domain::{
    Scheduled, TimesOfDay, Timestamp,
    schedule::BadTimes,
    text::{self, Mask, Name},
};
use figment::{
    Figment, Metadata, Profile, Provider,
    providers::{Format, Serialized, Toml},
    value::{Dict, Map, Value},
};
use ground::clock::times_between;
use jiff::tz::TimeZone;
use outbound::Reach;
use push::{AllowedHosts, Contact};
use serde::de::DeserializeOwned;
use store::Location;
use url::Url;

pub use self::gateway::{GatewayConfig, Secret};
use self::waves::OfWaves;
use crate::{files, networks::Networks};

/// Every key with its default and what it means.
pub const DEFAULTS: &str = include_str!("default.toml");

#[expect(clippy::struct_excessive_bools, reason = "each is a switch by itself")]
#[derive(Debug, Clone)]
pub struct Config {
    pub listen: SocketAddr,
    pub public_url: Url,
    /// Whether a proxy of ours says whom a request comes from.
    pub behind_proxy: bool,
    /// Where such a proxy may be; nobody else is believed.
    pub trusted_proxies: Networks,
    pub database: Location,
    pub key_file: PathBuf,
    pub trust_name: String,
    pub desk_phone: String,
    /// Whether the file or the environment says it, be it what Elbow comes with.
    pub names_desk: bool,
    pub emergency_phone: String,
    /// How the trust writes its own numbers for patients.
    pub hospital_numbers: Vec<Mask>,
    pub time_zone: TimeZone,
    /// Whether browsers may run the service worker; if not, the ones they have end themselves.
    pub service_worker: bool,
    pub push: PushConfig,
    /// None: nobody is called.
    pub second_channel: Option<GatewayConfig>,
    /// Where a gateway may stand, also one that is set later.
    pub gateway_reach: Reach,
    pub limits: LimitsConfig,
    pub schedule: ScheduleConfig,
    pub sessions: SessionsConfig,
    pub log: LogConfig,
    /// Shown for `/health` and `/metrics` from elsewhere; none: only on this machine.
    pub metrics_token: Option<String>,
    /// Whether a test request goes through the program each minute.
    pub canary: bool,
    /// What waves of the go-live have otherwise.
    pub waves: OfWaves,
}

#[derive(Debug, Clone)]
pub struct PushConfig {
    /// None: no alerts are sent.
    pub contact: Option<Contact>,
    /// Push services that alerts may go to.
    pub allowed: AllowedHosts,
}

#[derive(Debug, Clone)]
pub struct LimitsConfig {
    pub per_device_per_minute: NonZeroU32,
    pub per_ward_per_minute: NonZeroU32,
    pub sign_ins_per_ten_minutes: NonZeroU32,
    /// Live pages of one person, one ward computer or one link.
    pub live_pages: NonZeroU32,
}

/// What is written by itself, at which times of day.
#[derive(Debug, Clone)]
pub struct ScheduleConfig {
    pub huddles: TimesOfDay,
    pub sitreps: TimesOfDay,
    /// A fallback pack is made half an hour before.
    pub shift_changes: TimesOfDay,
}

impl ScheduleConfig {
    /// A pack is made so long before a change of shift, so that it can be printed.
    pub const BEFORE_A_CHANGE: Duration = Duration::from_mins(30);

    pub const fn times_of(&self, what: Scheduled) -> &TimesOfDay {
        match what {
            Scheduled::Huddle => &self.huddles,
            Scheduled::Sitrep => &self.sitreps,
            Scheduled::Pack => &self.shift_changes,
        }
    }

    /// When something is due, after `after` and until `until`, in order.
    pub fn due_between(
        &self,
        zone: &TimeZone,
        what: Scheduled,
        after: Timestamp,
        until: Timestamp,
    ) -> Vec<Timestamp> {
        let ahead = match what {
            Scheduled::Huddle | Scheduled::Sitrep => Duration::ZERO,
            Scheduled::Pack => Self::BEFORE_A_CHANGE,
        };
        let times = times_between(self.times_of(what), zone, after + ahead, until + ahead);
        times.into_iter().map(|at| at - ahead).collect()
    }
}

/// How long a sign-in may be left alone.
#[derive(Debug, Clone)]
pub struct SessionsConfig {
    pub responder_idle: Duration,
    pub staff_idle: Duration,
}

#[derive(Debug, Clone)]
pub struct LogConfig {
    pub filter: String,
    pub json: bool,
}

/// Everything that is wrong, one sentence a line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Problems(pub Vec<String>);

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "The configuration has {} problem(s):", self.0.len())?;
        self.0.iter().try_for_each(|problem| write!(f, "\n  - {problem}"))
    }
}

impl Config {
    /// Reads the defaults, then `file`, then the environment.
    ///
    /// # Errors
    /// [`Problems`]: every key that is unknown, of the wrong type or has a value that cannot work.
    pub fn load(file: Option<&Path>) -> Result<Self, Problems> {
        let mut figment = Figment::from(Toml::string(DEFAULTS));
        if let Some(file) = file {
            if !file.is_file() {
                return Err(Problems(vec![format!("{} is not a file that can be read", file.display())]));
            }
            figment = figment.merge(Toml::file_exact(file));
        }
        Self::read(&environment(figment, std::env::vars()))
    }

    /// Reads what has been put together.
    pub fn read(figment: &Figment) -> Result<Self, Problems> {
        let mut reader = Reader { figment, problems: Vec::new() };
        reader.look_for_unknown_keys();

        let listen = reader.parsed("listen", "an address and port such as 127.0.0.1:3000", str::parse);
        let public_url = reader.checked("public_url", |text: String| read_public_url(&text));
        let behind_proxy = reader.key("behind_proxy");
        let trusted_proxies =
            reader.checked("trusted_proxies", |networks: Vec<String>| Networks::parse(&networks));
        let database = reader.checked("database_url", |text: String| text.parse());
        let key_file = reader.key::<PathBuf>("key_file");
        if let (Some(Location::File(database)), Some(key)) = (&database, &key_file)
            && files::of_database(database).iter().any(|file| files::are_one(file, key))
        {
            let name = reader.name("key_file");
            reader.problems.push(format!("{name}: the database is kept in that file; name another"));
        }
        // The first site is called so.
        let trust_name = reader.checked("trust_name", |text: String| read_trust_name(&text));
        let desk_phone = reader.checked("desk_phone", |text: String| read_phone(&text));
        let names_desk = reader.is_named("desk_phone");
        let emergency_phone = reader.checked("emergency_phone", |text: String| read_phone(&text));
        let hospital_numbers = reader.checked("hospital_numbers", read_masks);
        let time_zone = reader.parsed("time_zone", "an IANA time zone such as Europe/London", TimeZone::get);
        let service_worker = reader.checked("service_worker", |text: String| match text.as_str() {
            "on" => Ok(true),
            "off" => Ok(false),
            _ => Err("it must be on or off".to_owned()),
        });
        let contact = reader.checked("push.contact", |text: String| read_contact(&text));
        let loopback = reader.key("push.allow_loopback");
        let allowed = reader.checked("push.extra_hosts", |hosts: Vec<String>| {
            AllowedHosts::new(&hosts, loopback.unwrap_or_default()).map_err(|problem| problem.to_string())
        });
        let gateway_reach = reader
            .key("second_channel.allow_private")
            .map(|private| Reach { loopback: loopback.unwrap_or_default(), private });
        let second_channel = gateway_reach.and_then(|reach| reader.gateway(reach));
        let per_device = reader.key("limits.per_device_per_minute");
        let per_ward = reader.key("limits.per_ward_per_minute");
        let sign_ins = reader.key("limits.sign_ins_per_ten_minutes");
        let live_pages = reader.key("limits.live_pages");
        let huddles = reader.checked("schedule.huddles", |text: String| read_times(&text));
        let sitreps = reader.checked("schedule.sitreps", |text: String| read_times(&text));
        let shift_changes = reader.checked("schedule.shift_changes", |text: String| read_times(&text));
        let responder_idle = reader.checked("sessions.responder_idle_minutes", idle);
        let staff_idle = reader.checked("sessions.staff_idle_minutes", idle);
        let metrics_token = reader.checked("metrics.token", |text: String| match text.chars().count() {
            0 => Ok(None),
            1..MIN_TOKEN => Err(format!("it must have {MIN_TOKEN} characters or more")),
            _ => Ok(Some(text)),
        });
        let canary = reader.key("canary");
        let waves = reader.checked("wave", waves::read);
        let filter = reader.filled("log.filter");
        let json = reader.checked("log.format", |text: String| match text.as_str() {
            "text" => Ok(false),
            "json" => Ok(true),
            _ => Err("it must be text or json".to_owned()),
        });

        let config = (|| {
            Some(Self {
                listen: listen?,
                public_url: public_url?,
                behind_proxy: behind_proxy?,
                trusted_proxies: trusted_proxies?,
                database: database?,
                key_file: key_file?,
                trust_name: trust_name?,
                desk_phone: desk_phone?,
                names_desk,
                emergency_phone: emergency_phone?,
                hospital_numbers: hospital_numbers?,
                time_zone: time_zone?,
                second_channel: second_channel?,
                gateway_reach: gateway_reach?,
                service_worker: service_worker?,
                push: PushConfig { contact: contact?, allowed: allowed? },
                limits: LimitsConfig {
                    per_device_per_minute: per_device?,
                    per_ward_per_minute: per_ward?,
                    sign_ins_per_ten_minutes: sign_ins?,
                    live_pages: live_pages?,
                },
                schedule: ScheduleConfig {
                    huddles: huddles?,
                    sitreps: sitreps?,
                    shift_changes: shift_changes?,
                },
                sessions: SessionsConfig { responder_idle: responder_idle?, staff_idle: staff_idle? },
                log: LogConfig { filter: filter?, json: json? },
                metrics_token: metrics_token?,
                canary: canary?,
                waves: waves?,
            })
        })();
        match config {
            Some(config) if reader.problems.is_empty() => Ok(config),
            _ => Err(Problems(reader.problems)),
        }
    }

    /// Whether cookies can be bound to this host with `Secure`.
    pub fn is_https(&self) -> bool {
        self.public_url.scheme() == "https"
    }

    /// The proxies that are believed when they say for whom they ask.
    pub(crate) fn proxies(&self) -> Networks {
        if self.behind_proxy { self.trusted_proxies.clone() } else { Networks::default() }
    }

    /// What about the way in does not fit together, as sentences.
    pub fn doubts(&self) -> Vec<String> {
        let mut doubts = Vec::new();
        if self.is_https() && !self.behind_proxy {
            doubts.push(
                "public_url is https, so a proxy stands in front, but behind_proxy is false: everybody behind it counts as \
                 one client."
                    .to_owned(),
            );
        }
        if self.behind_proxy && self.trusted_proxies.are_boundless() {
            doubts.push(
                "trusted_proxies names more of the internet than a proxy can be in: anybody can pretend to be somewhere else, \
                 and past all limits. Name the proxy's own address."
                    .to_owned(),
            );
        }
        if self.behind_proxy && !self.listen.ip().is_loopback() && self.trusted_proxies.are_local() {
            doubts.push(format!(
                "listen is {}, so others than the proxy on this machine can reach the program: set it to 127.0.0.1, or name \
                 the proxy in trusted_proxies.",
                self.listen
            ));
        }
        doubts
    }
}

fn idle(minutes: u64) -> Result<Duration, String> {
    if (5..=14 * 60).contains(&minutes) {
        Ok(Duration::from_mins(minutes))
    } else {
        Err("it must be between 5 and 840 minutes".to_owned())
    }
}

/// Characters of a token that nobody guesses.
const MIN_TOKEN: usize = 16;

const ENVIRONMENT: &str = "environment";
const PREFIX: &str = "ELBOW_";
/// What our scripts keep in the environment, not the program.
const NOT_KEYS: [&str; 9] = [
    "chromium",
    "pictures",
    "postgres_fsync",
    "program",
    "test_faketime",
    "test_postgres",
    "test_python",
    "tools",
    "wasm",
];

/// Merges the environment in: names and values. A key that is a text by default stays one, so that a telephone number keeps
/// its zero.
fn environment(figment: Figment, variables: impl Iterator<Item = (String, String)>) -> Figment {
    variables
        .filter_map(|(name, value)| {
            Some((name.strip_prefix(PREFIX)?.to_lowercase().replace("__", "."), value))
        })
        .filter(|(key, _)| !NOT_KEYS.contains(&key.as_str()))
        .fold(figment, |figment, (key, value)| {
            let is_text = matches!(figment.find_value(&key), Ok(Value::String(..)));
            let value = if is_text { Value::from(value) } else { read_value(value) };
            figment.merge(FromEnvironment { key, value })
        })
}

/// `true`, `5` and `["a"]` as in TOML; anything else is a text.
fn read_value(text: String) -> Value {
    text.parse().unwrap_or_else(|_| Value::from(text))
}

/// One variable, so that a problem with it can be named.
struct FromEnvironment {
    key: String,
    value: Value,
}

impl Provider for FromEnvironment {
    fn metadata(&self) -> Metadata {
        Metadata::named(ENVIRONMENT)
    }

    fn data(&self) -> Result<Map<Profile, Dict>, figment::Error> {
        Serialized::default(&self.key, &self.value).data()
    }
}

/// Reads keys one by one, so that one mistake does not hide the next.
struct Reader<'f> {
    figment: &'f Figment,
    problems: Vec<String>,
}

impl Reader<'_> {
    fn key<T: DeserializeOwned>(&mut self, key: &str) -> Option<T> {
        match self.figment.extract_inner(key) {
            Ok(value) => Some(value),
            Err(error) => {
                self.problems.push(format!("{}: {}", self.name(key), error.kind));
                None
            }
        }
    }

    fn checked<T: DeserializeOwned, U>(
        &mut self,
        key: &str,
        check: impl FnOnce(T) -> Result<U, String>,
    ) -> Option<U> {
        let value = self.key(key)?;
        match check(value) {
            Ok(value) => Some(value),
            Err(reason) => {
                self.problems.push(format!("{}: {reason}", self.name(key)));
                None
            }
        }
    }

    fn parsed<T, E>(
        &mut self,
        key: &str,
        expected: &str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        self.checked(key, |text: String| parse(&text).map_err(|_| format!("{text:?} is not {expected}")))
    }

    fn filled(&mut self, key: &str) -> Option<String> {
        self.checked(key, |text: String| {
            if text.trim().is_empty() { Err("it must not be empty".to_owned()) } else { Ok(text) }
        })
    }

    #[expect(clippy::option_option, reason = "none: it cannot be read; some of none: there is no gateway")]
    fn gateway(&mut self, reach: Reach) -> Option<Option<GatewayConfig>> {
        let command_centre: String = self.key("second_channel.command_centre")?;
        let address: String = self.key("second_channel.url")?;
        if address.is_empty() {
            return Some(None);
        }
        let url = self.checked("second_channel.url", |text: String| GatewayConfig::parse_url(&text, reach));
        let secret = self.checked("second_channel.secret", |text: String| Secret::parse(&text));
        let command_centre = Some(command_centre).filter(|reference| !reference.is_empty());
        Some(Some(GatewayConfig { url: url?, secret: secret?, command_centre, reach }))
    }

    /// Whether the file or the environment says it.
    fn is_named(&self, key: &str) -> bool {
        let named = self.figment.find_metadata(key);
        named.is_some_and(|metadata| metadata.name == ENVIRONMENT || metadata.source.is_some())
    }

    /// A key with where it was set, so that it can be found.
    fn name(&self, key: &str) -> String {
        match self.figment.find_metadata(key) {
            Some(metadata) if metadata.name == ENVIRONMENT => {
                format!("{key} (environment {PREFIX}{})", key.replace('.', "__").to_uppercase())
            }
            Some(Metadata { source: Some(source), .. }) => format!("{key} (in {source})"),
            _ => key.to_owned(),
        }
    }

    fn look_for_unknown_keys(&mut self) {
        let known = Figment::from(Toml::string(DEFAULTS))
            .extract::<Dict>()
            .map(|dict| keys(&dict))
            .unwrap_or_default();
        match self.figment.extract::<Dict>() {
            Ok(dict) => {
                // Of waves each trust has its own, and what they have is read with them.
                for key in keys(&dict).difference(&known).filter(|key| !key.starts_with("wave.")) {
                    self.problems.push(format!("{}: there is no such key", self.name(key)));
                }
            }
            Err(errors) => self.problems.extend(errors.into_iter().map(|error| error.to_string())),
        }
    }
}

fn keys(dict: &Dict) -> BTreeSet<String> {
    dict.iter()
        .flat_map(|(key, value)| match value {
            Value::Dict(_, table) => table.keys().map(|inner| format!("{key}.{inner}")).collect(),
            _ => vec![key.clone()],
        })
        .collect()
}

fn read_public_url(text: &str) -> Result<Url, String> {
    let url =
        Url::parse(text).map_err(|_| format!("{text:?} is not an address such as https://elbow.example"))?;
    let is_local = matches!(url.host_str(), Some("localhost" | "127.0.0.1"));
    match url.scheme() {
        _ if !url.username().is_empty() || url.password().is_some() => {
            Err("leave out the username and password: everybody reads this address".to_owned())
        }
        _ if url.path() != "/" || url.query().is_some() || url.fragment().is_some() => {
            Err("it must be an address without a path, ? or #".to_owned())
        }
        "https" => Ok(url),
        "http" if is_local => Ok(url),
        _ => Err("it must be https, or http on localhost".to_owned()),
    }
}

fn read_trust_name(text: &str) -> Result<String, String> {
    match Name::parse_line(text) {
        _ if text::cleaned(text) != text || text.contains('\n') => {
            Err("leave out characters that cannot be seen or that turn others round, and line breaks"
                .to_owned())
        }
        Ok(Some(name)) => Ok(name.into_string()),
        Ok(None) => Err("it must not be empty".to_owned()),
        Err(problem) => Err(problem.to_string()),
    }
}

/// What is written beside "ring": a number of up to so many characters, with a word or two.
const PHONE_CHARS: usize = 40;

fn read_phone(text: &str) -> Result<String, String> {
    let may_be = |c: char| c.is_alphanumeric() || " +-().,/*#".contains(c);
    if text.trim().is_empty() {
        Err("it must not be empty".to_owned())
    } else if text.chars().count() > PHONE_CHARS {
        Err(format!("use {PHONE_CHARS} characters or fewer"))
    } else if !text.chars().all(may_be) || !text.contains(|c: char| c.is_ascii_digit()) {
        Err("it must be a telephone number, such as ext. 5000 or +44 161 496 0000".to_owned())
    } else {
        Ok(text.trim().to_owned())
    }
}

fn read_times(text: &str) -> Result<TimesOfDay, String> {
    text.parse().map_err(|problem: BadTimes| problem.to_string())
}

/// A trust with more kinds of numbers has them in few forms.
const MOST_MASKS: usize = 8;

fn read_masks(texts: Vec<String>) -> Result<Vec<Mask>, String> {
    if texts.len() > MOST_MASKS {
        return Err(format!("use {MOST_MASKS} or fewer"));
    }
    let (mut masks, mut problems) = (Vec::new(), Vec::new());
    for text in texts {
        match Mask::parse(&text) {
            Ok(mask) => masks.push(mask),
            Err(problem) => problems.push(format!("{text:?}: {problem}")),
        }
    }
    if problems.is_empty() { Ok(masks) } else { Err(problems.join("; ")) }
}

fn read_contact(text: &str) -> Result<Option<Contact>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    Contact::parse(text).map(Some).map_err(|problem| problem.to_string())
}

#[cfg(test)]
mod tests;
