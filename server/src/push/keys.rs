//! VAPID key pairs. They are made by an administrator's command and kept; never at start-up, since every subscription
//! is bound to the key it was made with.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::Timestamp;
use store::VapidKey;
use web_push::VapidSignatureBuilder;

/// The random bytes are no P-256 scalar: less likely than one in 2³². Draw again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the random bytes are no key; draw again")]
pub struct UnusableRandomness;

/// A key pair whose private half is `random`, 32 bytes from a cryptographic source.
pub fn make_key(random: [u8; 32], now: Timestamp) -> Result<VapidKey, UnusableRandomness> {
    let private = BASE64_URL_SAFE_NO_PAD.encode(random);
    let pair = VapidSignatureBuilder::from_base64_no_sub(&private).map_err(|_| UnusableRandomness)?;
    let public = BASE64_URL_SAFE_NO_PAD.encode(pair.get_public_key());
    Ok(VapidKey { public, private, made_at: now, retired_at: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_790_000_000_000);

    #[test]
    fn a_key_pair_is_what_browsers_subscribe_with() {
        let key = make_key([7; 32], NOW).unwrap();
        let public = BASE64_URL_SAFE_NO_PAD.decode(&key.public).unwrap();
        assert_eq!((public.len(), public[0]), (65, 4), "an uncompressed point");
        assert_eq!(BASE64_URL_SAFE_NO_PAD.decode(&key.private).unwrap(), [7; 32]);
        assert_eq!(make_key([7; 32], NOW).unwrap(), key);
        assert_ne!(make_key([8; 32], NOW).unwrap().public, key.public);
    }

    #[test]
    fn bytes_outside_the_curve_are_refused() {
        assert_eq!(make_key([0; 32], NOW), Err(UnusableRandomness));
        assert_eq!(make_key([0xff; 32], NOW), Err(UnusableRandomness));
    }
}
