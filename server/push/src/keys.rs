//! VAPID key pairs. They are made by an administrator's command and kept; never at start-up, since every subscription
//! is bound to the key it was made with. There may be several: the newest that is not retired is what handsets subscribe
//! with, and each older one goes on signing for the handsets that still have it.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::Timestamp;
use ground::{
    random::Random,
    seal::{CannotOpen, Seal},
};
use store::{Store, Tx, VapidKey};
use web_push::VapidSignatureBuilder;

/// A key pair that can sign.
#[derive(Clone, PartialEq, Eq)]
pub struct KeyPair {
    /// Uncompressed P-256 point, base64url without padding: what the browser subscribes with, and the key's name.
    pub public: String,
    /// 32 bytes, base64url without padding.
    pub(super) private: String,
}

/// The random bytes are no P-256 scalar: less likely than one in 2³². Draw again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the random bytes are no key; draw again")]
pub struct UnusableRandomness;

impl KeyPair {
    /// A key pair whose private half is `random`, 32 bytes from a cryptographic source.
    pub fn make(random: [u8; 32]) -> Result<Self, UnusableRandomness> {
        let private = BASE64_URL_SAFE_NO_PAD.encode(random);
        let pair = VapidSignatureBuilder::from_base64_no_sub(&private).map_err(|_| UnusableRandomness)?;
        let public = BASE64_URL_SAFE_NO_PAD.encode(pair.get_public_key());
        Ok(Self { public, private })
    }

    /// As it is kept: the private half sealed under the name of the public one.
    pub fn seal(&self, seal: &Seal, random: &Random, now: Timestamp) -> Result<VapidKey, CannotOpen> {
        let sealed = seal.seal(&self.public, &self.private, random.bytes())?;
        Ok(VapidKey { public: self.public.clone(), sealed, made_at: now, retired_at: None })
    }

    pub fn open(key: &VapidKey, seal: &Seal) -> Result<Self, CannotOpen> {
        Ok(Self { public: key.public.clone(), private: seal.open(&key.public, &key.sealed)? })
    }
}

impl std::fmt::Debug for KeyPair {
    /// Leaves the private half out.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeyPair").field("public", &self.public).finish_non_exhaustive()
    }
}

/// The key that handsets subscribe with from now on; none if none was made, or all are retired.
pub async fn key_in_use(tx: &mut dyn Tx) -> Result<Option<String>, store::Error> {
    let keys = tx.list_vapid_keys().await?;
    Ok(keys.into_iter().find(|key| key.retired_at.is_none()).map(|key| key.public))
}

/// Makes the first key, if handsets have none to subscribe with; answers with its public half if it was made.
///
/// # Errors
/// [`SealKeysError`]; the caller begins anew or gives up.
pub async fn add_first_key(
    tx: &mut dyn Tx,
    seal: &Seal,
    random: &Random,
    now: Timestamp,
) -> Result<Option<String>, SealKeysError> {
    if key_in_use(tx).await?.is_some() {
        return Ok(None);
    }
    let key = KeyPair::make(random.bytes())?.seal(seal, random, now)?;
    tx.add_vapid_key(&key).await?;
    Ok(Some(key.public))
}

/// How many handsets still have a key that is retired.
pub async fn handsets_on_retired_keys(tx: &mut dyn Tx) -> Result<u32, store::Error> {
    let keys = tx.list_vapid_keys().await?;
    let is_retired = |public: &str| keys.iter().any(|key| key.public == public && key.retired_at.is_some());
    let counts = tx.count_subscriptions().await?;
    Ok(counts.into_iter().filter(|(key, _)| is_retired(key)).map(|(_, count)| count).sum())
}

/// Seals private halves that an older program left in the clear; answers with how many.
pub async fn seal_keys(store: &dyn Store, seal: &Seal, random: &Random) -> Result<usize, SealKeysError> {
    let in_the_clear = |key: &VapidKey| !Seal::is_sealed(&key.sealed);
    if !store.read().await?.list_vapid_keys().await?.iter().any(in_the_clear) {
        return Ok(0);
    }
    let mut tx = store.write().await?;
    let keys = tx.list_vapid_keys().await?;
    let mut count = 0;
    for key in keys.into_iter().filter(in_the_clear) {
        let sealed = seal.seal(&key.public, &key.sealed, random.bytes())?;
        tx.seal_vapid_key(&key.public, &sealed).await?;
        count += 1;
    }
    tx.commit().await?;
    Ok(count)
}

#[derive(Debug, thiserror::Error)]
pub enum SealKeysError {
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error("a key that signs alerts cannot be sealed: {0}")]
    Seal(#[from] CannotOpen),
    #[error(transparent)]
    Random(#[from] UnusableRandomness),
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_790_000_000_000);

    #[test]
    fn a_key_pair_is_what_browsers_subscribe_with() {
        let pair = KeyPair::make([7; 32]).unwrap();
        let public = BASE64_URL_SAFE_NO_PAD.decode(&pair.public).unwrap();
        assert_eq!((public.len(), public[0]), (65, 4), "an uncompressed point");
        assert_eq!(KeyPair::make([7; 32]).unwrap(), pair);
        assert_eq!(KeyPair::make([0; 32]), Err(UnusableRandomness));
        assert!(!format!("{pair:?}").contains(&pair.private));
    }

    #[test]
    fn a_kept_key_opens_with_the_servers_own_key_only() {
        let (seal, pair) = (Seal::new([1; 32]), KeyPair::make([7; 32]).unwrap());
        let kept = pair.seal(&seal, &Random::system(), NOW).unwrap();
        assert!(!kept.sealed.contains(&pair.private));
        assert_eq!(KeyPair::open(&kept, &seal).unwrap(), pair);
        assert_eq!(KeyPair::open(&kept, &Seal::new([2; 32])), Err(CannotOpen));
        let swapped = VapidKey { public: KeyPair::make([8; 32]).unwrap().public, ..kept };
        assert_eq!(KeyPair::open(&swapped, &seal), Err(CannotOpen), "under the name of another key");
    }
}
