use std::collections::HashMap;

use clap::Subcommand;
use domain::Logged;
use ground::{clock, random::Random, seal::Seal};
use push::{KeyPair, key_in_use};
use store::{Store, Subject, VapidKey};

use super::{operator, say};
use crate::{
    config::Config,
    startup::{Startup, StartupError},
};

/// Handsets subscribe with the newest key that is not retired. Each opens the page, sees that it has another, and subscribes
/// again by itself; until then the older key goes on signing for it.
#[derive(Debug, Subcommand)]
pub(super) enum VapidKeys {
    /// Make a key that handsets subscribe with from now on, and print its public half.
    Add,
    /// Let nobody subscribe with a key any more. It goes on signing for the handsets that still have it.
    Retire {
        /// Its public half, or the beginning of that.
        key: String,
    },
    /// Print every key, newest first, with how many handsets use it.
    List,
}

/// Without a command: makes the first key if there is none, and prints the public half of the one in use.
pub(super) async fn run(command: Option<VapidKeys>, config: Config) -> Result<(), StartupError> {
    let time_zone = config.time_zone.clone();
    let Startup { store, links, random, .. } = Startup::from_config(config).await?;
    store.migrate().await?;
    let now = (clock::system())();
    match command {
        None => say(ensure(store.as_ref(), &links.seal(), &random, now).await?)?,
        Some(VapidKeys::Add) => say(add(store.as_ref(), &links.seal(), &random, now).await?)?,
        Some(VapidKeys::Retire { key }) => {
            let retired = retire(store.as_ref(), &key, now).await?;
            say(format_args!("{retired} is retired."))?;
        }
        Some(VapidKeys::List) => {
            let uses = uses(store.as_ref()).await?;
            if uses.is_empty() {
                say("There is no key yet; `elbow vapid-keys add` makes one.")?;
            }
            for Use { key, state, handsets } in uses {
                let day = clock::zoned(key.made_at, &time_zone).date();
                say(format_args!("{}  {state}, made on {day}, on {handsets} handset(s)", key.public))?;
            }
        }
    }
    store.close().await;
    Ok(())
}

/// The public half of the key in use, made now if there is none.
pub(super) async fn ensure(
    store: &dyn Store,
    seal: &Seal,
    random: &Random,
    now: domain::Timestamp,
) -> Result<String, StartupError> {
    let present = key_in_use(store.read().await?.as_mut()).await?;
    match present {
        Some(key) => Ok(key),
        None => add(store, seal, random, now).await,
    }
}

async fn add(
    store: &dyn Store,
    seal: &Seal,
    random: &Random,
    now: domain::Timestamp,
) -> Result<String, StartupError> {
    let pair = KeyPair::make(random.bytes()).map_err(|error| StartupError::Told(error.to_string()))?;
    let key = pair.seal(seal, random, now).map_err(|error| StartupError::Told(error.to_string()))?;
    let mut tx = store.write().await?;
    tx.add_vapid_key(&key).await?;
    let event = operator::event(Subject::Hospital, Logged::AlertKeyAdded { key: key.public.clone() });
    tx.append_event(&event).await?;
    tx.commit().await?;
    Ok(key.public)
}

/// Answers with the whole name of the key.
async fn retire(store: &dyn Store, name: &str, now: domain::Timestamp) -> Result<String, StartupError> {
    let mut tx = store.write().await?;
    let keys = tx.list_vapid_keys().await?;
    let mut named = keys.iter().filter(|key| !name.is_empty() && key.public.starts_with(name));
    let (Some(key), None) = (named.next(), named.next()) else {
        return Err(StartupError::Told(format!("{name:?} names no key, or several; see `vapid-keys list`")));
    };
    if !keys.iter().any(|other| other.retired_at.is_none() && other.public != key.public) {
        return Err(StartupError::Told(
            "It is the only key that handsets can subscribe with. Add another first.".to_owned(),
        ));
    }
    tx.retire_vapid_key(&key.public, now).await?;
    let event = operator::event(Subject::Hospital, Logged::AlertKeyRetired { key: key.public.clone() });
    tx.append_event(&event).await?;
    tx.commit().await?;
    Ok(key.public.clone())
}

struct Use {
    key: VapidKey,
    state: &'static str,
    handsets: u32,
}

async fn uses(store: &dyn Store) -> Result<Vec<Use>, StartupError> {
    let mut tx = store.read().await?;
    let keys = tx.list_vapid_keys().await?;
    let counts: HashMap<String, u32> = tx.count_subscriptions().await?.into_iter().collect();
    let mut in_use = false;
    Ok(keys
        .into_iter()
        .map(|key| {
            let state = match key.retired_at {
                Some(_) => "retired",
                None if in_use => "older",
                None => {
                    in_use = true;
                    "in use"
                }
            };
            let handsets = counts.get(&key.public).copied().unwrap_or_default();
            Use { key, state, handsets }
        })
        .collect())
}
