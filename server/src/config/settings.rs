//! What an administrator sets on a page: for some keys of the configuration a value of its own. The file has the first
//! value; one that was set counts instead, until it is taken back. A change needs no restart.
//!
//! What decides who may come in, and what a program must know before it has a database, stays in the file alone.

use std::{
    collections::BTreeMap,
    fmt,
    num::NonZeroU32,
    sync::{Arc, Mutex, PoisonError, RwLock},
};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::{
    PersonId, Scheduled, Timestamp,
    text::{self, Mask, Phone, TextProblem},
};
use ground::{links, seal::Seal};
use outbound::{NoTls, Reach};
use push::Contact;
use store::{SetText, Tx, if_readable};
use toml::{Table, Value};
use url::Url;

use super::{
    Config, DEFAULTS, GatewayConfig, LimitsConfig, ScheduleConfig, Secret, read_contact, read_masks,
    read_phone, read_times, read_trust_name,
};

/// What the gateway knows us by, which is kept sealed and beside the rest.
pub const SECRET: &str = "second_channel.secret";

/// What a board and `doctor` say while no alert is sent.
pub const NO_CONTACT: &str =
    "No alerts are sent, because push.contact is not set. Responders see offers on an open page only.";

/// What they say while whoever rings for a clinical emergency reaches the desk.
pub const ONE_NUMBER: &str = "The number for a clinical emergency is the number of the command centre.";

/// More a minute, or open at once, is no limit.
pub const HIGHEST_LIMIT: u32 = 1_000;

/// So many versions are looked at to find one that can be read, or who set a value.
pub const LOOKED_AT: u32 = 100;

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
}

impl Key {
    pub const ALL: [Self; 13] = [
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
    fn to_toml(self, text: &str) -> Value {
        match self {
            Self::HospitalNumbers => {
                Value::Array(lines(text).map(|line| Value::String(line.to_owned())).collect())
            }
            Self::PerDevice | Self::PerWard | Self::LivePages => {
                text.parse().map_or_else(|_| Value::String(text.to_owned()), Value::Integer)
            }
            _ => Value::String(text.to_owned()),
        }
    }
}

/// What Elbow comes with, as it is typed.
#[must_use]
pub fn shipped(key: Key) -> String {
    let defaults = Chosen::from_toml(DEFAULTS).unwrap_or_default();
    defaults.get(key).unwrap_or_default().to_owned()
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// What was set, as it is typed: a text of one line, the patterns of hospital numbers one a line.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Chosen {
    keys: BTreeMap<Key, String>,
    /// Keys that this program does not know: another's, which it leaves alone.
    others: Table,
}

impl Chosen {
    #[must_use]
    pub fn get(&self, key: Key) -> Option<&str> {
        self.keys.get(&key).map(String::as_str)
    }

    pub fn set(&mut self, key: Key, text: String) {
        self.keys.insert(key, text);
    }

    /// The file's value counts again.
    pub fn take_back(&mut self, key: Key) {
        self.keys.remove(&key);
    }

    /// As a configuration file would have it.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let mut file = self.others.clone();
        for (key, text) in &self.keys {
            let (table, name) = key.name().split_once('.').unwrap_or(("", key.name()));
            if table.is_empty() {
                file.insert(name.to_owned(), key.to_toml(text));
                continue;
            }
            let inner = file.entry(table).or_insert_with(|| Value::Table(Table::new()));
            match inner {
                Value::Table(inner) => {
                    inner.insert(name.to_owned(), key.to_toml(text));
                }
                // What somebody sets beats what nobody understands.
                other => *other = Value::Table(Table::from_iter([(name.to_owned(), key.to_toml(text))])),
            }
        }
        file.to_string()
    }

    /// What was set by this program or another.
    ///
    /// # Errors
    /// The text is no TOML.
    pub fn from_toml(text: &str) -> Result<Self, toml::de::Error> {
        let mut others: Table = text.parse()?;
        let mut keys = BTreeMap::new();
        for key in Key::ALL {
            let (table, name) = match key.name().split_once('.') {
                Some((table, name)) => (others.get_mut(table).and_then(Value::as_table_mut), name),
                None => (Some(&mut others), key.name()),
            };
            if let Some(table) = table
                && let Some(text) = table.get(name).and_then(typed)
            {
                table.remove(name);
                keys.insert(key, text);
            }
        }
        others.retain(|_, left| !left.as_table().is_some_and(Table::is_empty));
        Ok(Self { keys, others })
    }
}

/// None: a value of a kind that no key has, which is another program's.
fn typed(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Array(texts) => Some(texts.iter().map(Value::as_str).collect::<Option<Vec<_>>>()?.join("\n")),
        _ => None,
    }
}

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

    /// What is wrong with them while they count, as sentences.
    #[must_use]
    pub fn alarms(&self) -> Vec<&'static str> {
        let alarms = [
            (NO_CONTACT, self.contact.is_none()),
            (ONE_NUMBER, are_one_number(&self.desk_phone, &self.emergency_phone)),
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

/// What a change would do to people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Concern {
    /// No push service takes alerts without a contact.
    AlertsStop,
    /// Whoever rings for a clinical emergency would reach the command centre.
    OneNumber,
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
        matches!(self, Self::AlertsStop | Self::OneNumber)
    }

    #[must_use]
    pub const fn key(self) -> Key {
        match self {
            Self::AlertsStop => Key::Contact,
            Self::OneNumber => Key::EmergencyPhone,
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

/// The settings that count, and how they came about.
#[derive(Debug, Clone)]
pub struct Held {
    /// 0 while nothing was set.
    pub version: u32,
    pub values: Values,
    pub chosen: Chosen,
    /// Who set the gateway's secret; none: it is the file's, if it has one.
    pub secret_set: Option<(Timestamp, PersonId)>,
    /// What of it cannot be used, as a sentence.
    pub problem: Option<String>,
    secret: SetSecret,
}

impl Held {
    /// Whether there is a secret of the gateway, here or in the file, which calls are signed with or were.
    #[must_use]
    pub const fn is_secret_set(&self) -> bool {
        self.secret_set.is_some() || self.values.has_secret()
    }

    /// With this set instead, under the same secret; and what of the keys that it changes cannot be used. What could not be used
    /// before is an alarm already, and stands in the way of nothing else.
    #[must_use]
    pub fn instead(&self, file: &Values, chosen: &Chosen) -> (Values, Vec<(Key, String)>) {
        let (values, mut problems) = file.with(chosen, &self.secret);
        problems.retain(|(key, _)| chosen.get(*key) != self.chosen.get(*key));
        (values, problems)
    }

    /// As `tx` sees them, over those of the file: the latest that can be read. What of them cannot be used is said, and the file's
    /// counts there. `seal`: why there is none, if so.
    ///
    /// # Errors
    /// [`store::Error`]
    pub async fn read(
        file: &Values,
        seal: Result<&Seal, &str>,
        tx: &mut dyn Tx,
    ) -> Result<Self, store::Error> {
        let version = tx.settings_in_force().await?;
        let set = tx.list_settings(LOOKED_AT).await?;
        let usable = |set: &SetText| Some((set.version, Chosen::from_toml(&set.text).ok()?));
        let (found, chosen) = set.iter().find_map(usable).unwrap_or_default();
        let mut problems = Vec::new();
        if found != version {
            problems.push(format!("Settings {version} cannot be read, and version {found} counts instead."));
        }
        let sealed = if_readable(tx.lookup_secret(SECRET).await)?;
        let secret = match sealed.as_ref().map(|sealed| open(seal, &sealed.sealed)) {
            None => SetSecret::Not,
            Some(Ok(secret)) => SetSecret::To(secret),
            Some(Err(why)) => {
                problems.push(format!("The secret of the gateway cannot be opened: {why}."));
                SetSecret::Unusable
            }
        };
        let (values, wrong) = file.with(&chosen, &secret);
        problems.extend(
            wrong
                .into_iter()
                .filter(|(key, _)| chosen.get(*key).is_some())
                .map(|(key, why)| format!("The setting {} cannot be used as it was set: {why}.", key.name())),
        );
        Ok(Self {
            version,
            values,
            chosen,
            secret_set: sealed.map(|sealed| (sealed.set_at, sealed.set_by)),
            problem: (!problems.is_empty()).then(|| problems.join(" ")),
            secret,
        })
    }
}

fn open(seal: Result<&Seal, &str>, sealed: &str) -> Result<Secret, String> {
    let secret = seal?.open(SECRET, sealed).map_err(|why| why.to_string())?;
    Secret::parse(&secret)
}

/// The settings in force: the file's until somebody sets others, and the latest from then on.
pub struct SettingsInForce {
    file: Values,
    seal: Seal,
    held: RwLock<Arc<Held>>,
}

impl SettingsInForce {
    /// The file's, until they are looked up.
    #[must_use]
    pub fn new(config: &Config, seal: Seal) -> Self {
        let file = Values::of(config);
        let held = RwLock::new(Arc::new(Held {
            version: 0,
            values: file.clone(),
            chosen: Chosen::default(),
            secret_set: None,
            problem: None,
            secret: SetSecret::Not,
        }));
        Self { file, seal, held }
    }

    #[must_use]
    pub const fn file(&self) -> &Values {
        &self.file
    }

    #[must_use]
    pub fn held(&self) -> Arc<Held> {
        Arc::clone(&self.held.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes over what was set since.
    ///
    /// # Errors
    /// [`store::Error`]
    pub async fn refresh(&self, tx: &mut dyn Tx) -> Result<(), store::Error> {
        if tx.settings_in_force().await? <= self.held().version {
            return Ok(());
        }
        let now = self.read(tx).await?;
        self.take_over(now);
        Ok(())
    }

    fn take_over(&self, now: Held) {
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        // Somebody else may have read later, and be done sooner.
        if held.version < now.version {
            tracing::info!(version = now.version, "other settings are in force");
            *held = Arc::new(now);
        }
    }

    /// As `tx` sees them: [`Held::read`].
    ///
    /// # Errors
    /// [`store::Error`]
    pub async fn read(&self, tx: &mut dyn Tx) -> Result<Held, store::Error> {
        Held::read(&self.file, Ok(&self.seal), tx).await
    }
}

impl fmt::Debug for SettingsInForce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SettingsInForce").field("held", &self.held).finish_non_exhaustive()
    }
}

type Needs<I> = Box<dyn Fn(&Values) -> Option<I> + Send + Sync>;
type Make<I, T> = Box<dyn Fn(I) -> Result<T, NoTls> + Send + Sync>;

/// Something that is costly to make of a part of the settings, and is made anew when that part is another.
pub struct Made<I, T> {
    settings: Arc<SettingsInForce>,
    needs: Needs<I>,
    make: Make<I, T>,
    /// With what it was made of last, or was to be.
    last: Mutex<(Option<I>, Option<Arc<T>>)>,
}

impl<I: Clone + PartialEq, T> Made<I, T> {
    /// # Errors
    /// [`NoTls`]
    pub fn new(
        settings: Arc<SettingsInForce>,
        needs: impl Fn(&Values) -> Option<I> + Send + Sync + 'static,
        make: impl Fn(I) -> Result<T, NoTls> + Send + Sync + 'static,
    ) -> Result<Self, NoTls> {
        let input = needs(&settings.held().values);
        let first = input.clone().map(&make).transpose()?.map(Arc::new);
        Ok(Self { settings, needs: Box::new(needs), make: Box::new(make), last: Mutex::new((input, first)) })
    }

    /// None where the settings have nothing to make it of. The old one stays if another cannot be made.
    pub fn now(&self) -> Option<Arc<T>> {
        let input = (self.needs)(&self.settings.held().values);
        let mut made = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if made.0 != input {
            made.0.clone_from(&input);
            match input.map(&self.make).transpose() {
                Ok(anew) => made.1 = anew.map(Arc::new),
                Err(error) => tracing::error!(%error, "what the settings ask for cannot be made"),
            }
        }
        made.1.clone()
    }
}

impl<I, T> fmt::Debug for Made<I, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Made")
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use figment::{
        Figment,
        providers::{Format, Toml},
    };
    use ground::links::Links;

    use super::*;

    fn file(text: &str) -> Values {
        let figment = Figment::from(Toml::string(DEFAULTS)).merge(Toml::string(text));
        Values::of(&Config::read(&figment).unwrap())
    }

    fn chosen(keys: &[(Key, &str)]) -> Chosen {
        let keys = keys.iter().map(|(key, text)| (*key, (*text).to_owned())).collect();
        Chosen { keys, others: Table::new() }
    }

    fn after(before: &Values, keys: &[(Key, &str)]) -> Values {
        let (values, wrong) = before.with(&chosen(keys), &SetSecret::Not);
        assert!(wrong.is_empty(), "{wrong:?}");
        values
    }

    #[test]
    fn what_was_set_is_kept_as_a_configuration_file_that_says_the_same() {
        let set = chosen(&[
            (Key::TrustName, "Northbank \"and\" Riverside"),
            (Key::HospitalNumbers, "RX#######\n#######@"),
            (Key::Contact, "mailto:elbow@trust.example"),
            (Key::PerWard, "40"),
            (Key::LivePages, "30"),
            (Key::Huddles, "07:00 12:30"),
            (Key::Sitreps, ""),
        ]);
        let text = set.to_toml();
        assert_eq!(Chosen::from_toml(&text).unwrap(), set, "{text}");
        let (of_page, wrong) = file("").with(&set, &SetSecret::Not);
        let of_file = file(&text);
        assert!(wrong.is_empty(), "{wrong:?}");
        for key in Key::ALL {
            assert_eq!(of_page.text(key), of_file.text(key), "{}", key.name());
        }
    }

    #[test]
    fn what_elbow_comes_with_is_what_its_own_file_says() {
        for key in Key::ALL {
            assert_eq!(shipped(key), file("").text(key), "{}", key.name());
        }
    }

    #[test]
    fn what_a_newer_program_has_set_besides_is_left_alone() {
        let text = "colour = 'blue'\ndesk_phone = '5001'\n[limits]\nlegs = 4\nper_ward_per_minute = 9\n[push]\ncontact = ''";
        let mut set = Chosen::from_toml(text).unwrap();
        assert_eq!((set.get(Key::DeskPhone), set.get(Key::PerWard)), (Some("5001"), Some("9")));
        set.take_back(Key::DeskPhone);
        let kept: Table = set.to_toml().parse().unwrap();
        let meant: Table =
            "colour = 'blue'\n[limits]\nlegs = 4\nper_ward_per_minute = 9\n[push]\ncontact = ''"
                .parse()
                .unwrap();
        assert_eq!(kept, meant);
        assert!(Chosen::from_toml("desk_phone").is_err());

        let text = "desk_phone = true\nlimits = 5\nhospital_numbers = [['RX#######']]";
        let mut set = Chosen::from_toml(text).unwrap();
        assert!(Key::ALL.iter().all(|key| set.get(*key).is_none()));
        assert_eq!(
            set.to_toml().parse::<Table>().unwrap(),
            text.parse::<Table>().unwrap(),
            "also where it is of another kind"
        );
        set.set(Key::PerWard, "9".to_owned());
        assert_eq!(Chosen::from_toml(&set.to_toml()).unwrap().get(Key::PerWard), Some("9"));
    }

    #[test]
    fn what_cannot_be_used_is_named_and_the_file_counts_there() {
        let before = file("desk_phone = '5000'");
        for (key, text) in [
            (Key::TrustName, " "),
            (Key::DeskPhone, "943 476 5919"),
            (Key::DeskPhone, "the desk"),
            (Key::EmergencyPhone, ""),
            (Key::HospitalNumbers, "RX#"),
            (Key::Contact, "me"),
            (Key::GatewayUrl, "http://gateway.trust.example"),
            (Key::GatewayUrl, "https://gateway.trust.example"),
            (Key::CommandCentre, "a reference that is longer than any bleep has"),
            (Key::PerDevice, "0"),
            (Key::PerWard, "1001"),
            (Key::LivePages, "many"),
            (Key::Huddles, "half past seven"),
            (Key::Sitreps, "08:00 08:10"),
        ] {
            let (values, wrong) = before.with(&chosen(&[(key, text)]), &SetSecret::Not);
            assert_eq!(wrong.iter().map(|(key, _)| *key).collect::<Vec<_>>(), [key], "{text}");
            if key != Key::GatewayUrl {
                assert_eq!(values.text(key), before.text(key), "{text}");
            }
            assert!(values.gateway().is_none());
        }
    }

    #[test]
    fn nothing_that_is_set_stops_alerts_or_confuses_the_emergency_number() {
        let before = file("[push]\ncontact = 'mailto:elbow@trust.example'");
        let concerns = |keys: &[(Key, &str)]| Concern::of(&before, &after(&before, keys));
        assert_eq!(concerns(&[(Key::Contact, "")]), [Concern::AlertsStop]);
        assert_eq!(concerns(&[(Key::DeskPhone, "22 22")]), [Concern::OneNumber]);
        assert_eq!(concerns(&[(Key::EmergencyPhone, "ext. 5000")]), [Concern::OneNumber]);
        assert!(
            concerns(&[(Key::Contact, "https://trust.example/elbow"), (Key::DeskPhone, "5001")]).is_empty()
        );
        for (one, other) in [
            ("+44 161 496 0000", "0161 496 0000"),
            ("+44 (0)161 496 0000", "0161 496 0000"),
            ("00441614960000", "0161 496 0000"),
            ("ext. 5000", "5000"),
        ] {
            assert!(are_one_number(one, other), "{one} = {other}");
        }
        for (one, other) in [("*2222", "2222"), ("0161 496 0000", "161 496 0000"), ("5000", "5001")] {
            assert!(!are_one_number(one, other), "{one} is not {other}");
        }
        assert_eq!(before.alarms(), [] as [&str; 0]);
        assert_eq!(file("desk_phone = '22 22'").alarms(), [NO_CONTACT, ONE_NUMBER]);
        let confused = file("desk_phone = '2222'");
        let concerns = |keys: &[(Key, &str)]| Concern::of(&confused, &after(&confused, keys));
        assert!(concerns(&[(Key::PerWard, "40")]).is_empty(), "something else may be mended");
        assert_eq!(concerns(&[(Key::DeskPhone, "22 22")]), [Concern::OneNumber]);
        assert!(
            Concern::of(&file(""), &after(&file(""), &[(Key::DeskPhone, "5001")])).is_empty(),
            "none before"
        );
    }

    #[test]
    fn whoever_would_be_cut_off_is_asked_about() {
        let before = file(&format!(
            "[second_channel]\nurl = 'https://gateway.trust.example'\nsecret = '{}'\ncommand_centre = 'bleep 5000'",
            "s".repeat(32)
        ));
        let concerns = |keys: &[(Key, &str)]| Concern::of(&before, &after(&before, keys));
        assert_eq!(concerns(&[(Key::GatewayUrl, "")]), [Concern::NobodyIsCalled]);
        assert_eq!(concerns(&[(Key::CommandCentre, "")]), [Concern::CentreNotCalled]);
        assert_eq!(
            concerns(&[(Key::PerDevice, "2"), (Key::PerWard, "9"), (Key::LivePages, "4")]),
            [Concern::TooFewOfDevice, Concern::TooFewOfWard, Concern::TooFewPages]
        );
        assert!(concerns(&[(Key::PerDevice, "3"), (Key::PerWard, "10"), (Key::LivePages, "5")]).is_empty());
        let low = after(&before, &[(Key::PerWard, "5")]);
        assert!(Concern::of(&low, &after(&low, &[(Key::PerWard, "8")])).is_empty(), "more than before");
    }

    #[test]
    fn numbers_for_patients_stop_being_asked_about_by_nobody_s_mistake() {
        let before = file("hospital_numbers = ['RX#######', '#######@']");
        let concerns = |text: &str| Concern::of(&before, &after(&before, &[(Key::HospitalNumbers, text)]));
        assert_eq!(concerns(""), [Concern::NumbersPass]);
        assert_eq!(concerns("RX#######"), [Concern::NumbersPass]);
        assert!(concerns("#######@\nRX#######\nAB#######").is_empty());
    }

    #[test]
    fn a_secret_that_cannot_be_used_stands_in_the_way_of_no_other_setting() {
        let before = file(&format!(
            "[second_channel]\nurl = 'https://gateway.trust.example'\nsecret = '{}'",
            "s".repeat(32)
        ));
        let was = chosen(&[(Key::DeskPhone, "the desk")]);
        let (values, problems) = before.with(&was, &SetSecret::Unusable);
        assert!(values.gateway().is_none(), "the gateway has not the file's secret any more");
        assert_eq!(problems.len(), 2);
        let held = Held {
            version: 1,
            values,
            chosen: was.clone(),
            secret_set: None,
            problem: None,
            secret: SetSecret::Unusable,
        };
        let mut set = was;
        set.set(Key::EmergencyPhone, "3333".to_owned());
        let (values, problems) = held.instead(&before, &set);
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!(values.emergency_phone, "3333");
        set.set(Key::DeskPhone, "the other desk".to_owned());
        set.set(Key::GatewayUrl, "https://other.trust.example".to_owned());
        let keys = held.instead(&before, &set).1.into_iter().map(|(key, _)| key).collect::<Vec<_>>();
        assert_eq!(keys, [Key::DeskPhone, Key::GatewayUrl]);
    }

    #[test]
    fn what_is_made_of_a_setting_is_made_anew_when_that_setting_is_another() {
        let config = Config::read(&Figment::from(Toml::string(DEFAULTS))).unwrap();
        let settings = Arc::new(SettingsInForce::new(&config, Links::new([7; 32]).seal()));
        let times = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&times);
        let made = Made::new(
            Arc::clone(&settings),
            |values| values.contact.clone(),
            move |contact| {
                counted.fetch_add(1, Ordering::Relaxed);
                Ok(contact.to_string())
            },
        );
        let made = made.unwrap();
        let set = |version, keys: &[(Key, &str)]| {
            let values = after(settings.file(), keys);
            settings.take_over(Held { version, values, ..(*settings.held()).clone() });
        };
        assert_eq!(made.now(), None);
        set(1, &[(Key::Contact, "mailto:elbow@trust.example")]);
        let first = made.now().unwrap();
        set(2, &[(Key::Contact, "mailto:elbow@trust.example"), (Key::DeskPhone, "5001")]);
        assert!(Arc::ptr_eq(&first, &made.now().unwrap()), "the number of the desk is nothing to it");
        set(3, &[(Key::Contact, "mailto:other@trust.example")]);
        assert_eq!(*made.now().unwrap(), "mailto:other@trust.example");
        assert_eq!(times.load(Ordering::Relaxed), 2);
        set(2, &[]);
        assert_eq!(settings.held().version, 3, "whoever read earlier is done later");
        assert!(made.now().is_some());
    }
}
