//! The settings that count, as the database has them at one moment.

use domain::{PersonId, Timestamp};
use ground::seal::Seal;
use store::{SetText, Tx, if_readable};

use super::{super::Secret, Chosen, Key, SetSecret, Values};

/// What the gateway knows us by, which is kept sealed and beside the rest.
pub const SECRET: &str = "second_channel.secret";

/// So many versions are looked at to find one that can be read, or who set a value.
pub const LOOKED_AT: u32 = 100;

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
    pub(super) secret: SetSecret,
}

impl Held {
    /// Whether there is a secret of the gateway, here or in the file, which calls are signed with or were.
    #[must_use]
    pub const fn is_secret_set(&self) -> bool {
        self.secret_set.is_some() || self.values.has_secret()
    }

    /// Whether this is what was set of the gateway's secret.
    #[must_use]
    pub fn has(&self, secret: &SetSecret) -> bool {
        self.secret == *secret
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
