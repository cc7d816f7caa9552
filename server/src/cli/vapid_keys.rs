use super::say;
use crate::{
    clock,
    config::Config,
    push,
    random::Random,
    startup::{StartupError, open_store},
};

pub(super) async fn run(config: Config) -> Result<(), StartupError> {
    let store = open_store(&config.database).await?;
    store.migrate().await?;
    let public = ensure(store.as_ref(), &Random::system(), (clock::system())()).await?;
    store.close().await;
    say(public)
}

/// The public half of the key in use, made now if there is none.
pub(super) async fn ensure(
    store: &dyn store::Store,
    random: &Random,
    now: domain::Timestamp,
) -> Result<String, StartupError> {
    let mut session = store.write().await?;
    if let Some(key) = session.list_vapid_keys().await?.into_iter().find(|key| key.retired_at.is_none()) {
        return Ok(key.public);
    }
    let key = push::make_key(random.bytes(), now)
        .map_err(|_| StartupError::Told("the random bytes make no key; run it again".to_owned()))?;
    session.add_vapid_key(&key).await?;
    session.commit().await?;
    Ok(key.public)
}
