//! What an administrator sets on a page beside the configuration file. The log says who set which keys; what they are set to
//! is kept version by version, and the secret sealed, where nobody reads it.

use domain::{Logged, PersonId, schedule::CATCH_UP, ticket::Actor};
use jiff::tz::TimeZone;
use store::{NewEvent, SealedSecret, Subject, Tx};

use super::{ActionError, once::Once};
use crate::{
    config::{
        Secret,
        settings::{Chosen, Key, SECRET, Values},
    },
    core::Core,
};

/// From now on these count, and for `keys` they are other values than before: `after`, on the clock of `zone`.
///
/// # Errors
/// [`ActionError::Changed`] if somebody has set others since version `seen`.
pub async fn set_settings(
    core: &Core,
    zone: &TimeZone,
    (chosen, after): (&Chosen, &Values),
    keys: &[Key],
    by: PersonId,
    seen: u32,
) -> Result<(), ActionError> {
    let mut tx = core.write().await?;
    let before = core.settings.held();
    let (before, after) = (&before.values.schedule, &after.schedule);
    let names = keys.iter().map(|key| key.name().to_owned()).collect();
    add_version(core, tx.as_mut(), &chosen.to_toml(), names, by, seen).await?;
    let now = core.now();
    for what in keys.iter().filter_map(|key| key.scheduled()) {
        let Some(last) = tx.last_run(what, now).await? else { continue };
        let since = last.max(now - CATCH_UP);
        let was_due = before.due_between(zone, what, since, now);
        // What nobody had asked for was not missed. What was due is still to be done.
        for due_at in after.due_between(zone, what, since, now) {
            if !was_due.contains(&due_at) && !tx.has_run(what, due_at).await? {
                tx.add_run(what, due_at, now).await?;
            }
        }
    }
    tx.commit().await?;
    take_over(core).await;
    Ok(())
}

/// What the gateway knows us by; none: what the file says of it counts again. Everything else stays as it is.
///
/// # Errors
/// As [`set_settings`].
pub async fn set_gateway_secret(
    core: &Core,
    secret: Option<&Secret>,
    by: PersonId,
    seen: u32,
) -> Result<(), ActionError> {
    let mut tx = core.write().await?;
    let text = core.settings.read(tx.as_mut()).await?.chosen.to_toml();
    // Programs read it again because there is another version.
    add_version(core, tx.as_mut(), &text, vec![SECRET.to_owned()], by, seen).await?;
    match secret {
        Some(secret) => {
            let sealed = core.links.seal().seal(SECRET, secret.as_str(), core.random.bytes())?;
            let name = SECRET.to_owned();
            tx.put_secret(&SealedSecret { name, sealed, set_at: core.now(), set_by: by }).await?;
        }
        None => tx.remove_secret(SECRET).await?,
    }
    tx.commit().await?;
    take_over(core).await;
    Ok(())
}

async fn add_version(
    core: &Core,
    tx: &mut dyn Tx,
    text: &str,
    keys: Vec<String>,
    by: PersonId,
    seen: u32,
) -> Result<(), ActionError> {
    if tx.settings_in_force().await? != seen {
        return Err(ActionError::Changed);
    }
    let now = core.now();
    let version = tx.add_settings(text, by, now).await?;
    let what = Logged::SettingsSet { version, keys };
    tx.append_event(&NewEvent::new(Subject::Hospital, Actor::Staff(by), now, what)).await?;
    Ok(())
}

/// For the next page of whoever set them. Other programs, and this one if it fails, take them over with the next round of the
/// engine.
async fn take_over(core: &Core) {
    let taken = async { core.settings.refresh(core.store.read().await?.as_mut()).await };
    if let Err(error) = taken.await {
        tracing::warn!(%error, "settings that were set are taken over a little later");
    }
}

/// Makes the key that signs alerts. Nothing happens where handsets have one to subscribe with.
///
/// # Errors
/// [`ActionError::AlertKey`] if it cannot be made or sealed.
pub async fn make_first_alert_key(core: &Core, by: PersonId) -> Result<(), ActionError> {
    let (now, seal) = (core.now(), core.links.seal());
    let mut tx = core.write().await?;
    if let Some(key) = push::add_first_key(tx.as_mut(), &seal, &core.random, now).await? {
        let what = Logged::AlertKeyAdded { key };
        tx.append_event(&NewEvent::new(Subject::Hospital, Actor::Staff(by), now, what)).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Whether this form may try the gateway out: it has not before, by its `once`. Written down before anything is sent, so that
/// nothing is sent that nobody could write down.
pub async fn begin_test_call(core: &Core, by: PersonId, once: &str) -> Result<bool, store::Error> {
    match Once::<String>::begin(core, by, Some(once)).await? {
        Once::Made(_) => Ok(false),
        Once::New(tx) => {
            tx.commit_made("test call", core.now()).await?;
            Ok(true)
        }
    }
}

/// Somebody tried the gateway out, by the settings of this version.
pub async fn note_test_call(
    core: &Core,
    by: PersonId,
    took_it: bool,
    settings: u32,
) -> Result<(), store::Error> {
    let what = Logged::CallTested { took_it, settings: Some(settings) };
    let mut tx = core.write().await?;
    tx.append_event(&NewEvent::new(Subject::Hospital, Actor::Staff(by), core.now(), what)).await?;
    tx.commit_quietly().await
}
