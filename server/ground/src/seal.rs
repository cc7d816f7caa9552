//! Secrets that have to lie in the database: sealed with a key that does not, so that a copy of the database alone (a
//! backup, a disk that was thrown away) is no use to anybody.

use std::fmt;

use aes_gcm::{
    Aes256Gcm, KeyInit,
    aead::{Aead, Payload},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};

/// What a sealed text begins with; another way of sealing would have another mark.
const MARK: &str = "v1.";

const NONCE_BYTES: usize = 12;

/// AES-256 in Galois counter mode under a key derived from the server's own. A sealed text belongs to one name and opens
/// under no other.
#[derive(Clone)]
pub struct Seal(Aes256Gcm);

/// The text was not sealed with this server's key, or not for this name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it was sealed with another server key; restore the key file that belongs to this database")]
pub struct CannotOpen;

impl Seal {
    pub fn new(key: [u8; 32]) -> Self {
        Self(Aes256Gcm::new(&key.into()))
    }

    pub fn is_sealed(text: &str) -> bool {
        text.starts_with(MARK)
    }

    /// `nonce` must come from a cryptographic source and never be used twice.
    pub fn seal(&self, name: &str, secret: &str, nonce: [u8; NONCE_BYTES]) -> Result<String, CannotOpen> {
        let payload = Payload { msg: secret.as_bytes(), aad: name.as_bytes() };
        let hidden = self.0.encrypt(&nonce.into(), payload).map_err(|_| CannotOpen)?;
        let bytes = [nonce.as_slice(), &hidden].concat();
        Ok(format!("{MARK}{}", BASE64_URL_SAFE_NO_PAD.encode(bytes)))
    }

    pub fn open(&self, name: &str, sealed: &str) -> Result<String, CannotOpen> {
        let text = sealed.strip_prefix(MARK).ok_or(CannotOpen)?;
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).map_err(|_| CannotOpen)?;
        let (nonce, hidden) = bytes.split_first_chunk::<NONCE_BYTES>().ok_or(CannotOpen)?;
        let payload = Payload { msg: hidden, aad: name.as_bytes() };
        let secret = self.0.decrypt(&(*nonce).into(), payload).map_err(|_| CannotOpen)?;
        String::from_utf8(secret).map_err(|_| CannotOpen)
    }
}

impl fmt::Debug for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seal")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_text_opens_with_its_key_under_its_name_only() {
        let (seal, other) = (Seal::new([1; 32]), Seal::new([2; 32]));
        let sealed = seal.seal("name", "the secret", [3; 12]).unwrap();
        assert!(Seal::is_sealed(&sealed) && !sealed.contains("secret"));
        assert_eq!(seal.open("name", &sealed).unwrap(), "the secret");
        assert_eq!(seal.open("another name", &sealed), Err(CannotOpen));
        assert_eq!(other.open("name", &sealed), Err(CannotOpen));
        for text in ["", "v1.", "v1.!!", "v1.AAAA", "the secret"] {
            assert_eq!(seal.open("name", text), Err(CannotOpen), "{text}");
        }
        let mut changed = sealed.into_bytes();
        let last = changed.len() - 2;
        changed[last] = if changed[last] == b'A' { b'B' } else { b'A' };
        assert_eq!(seal.open("name", &String::from_utf8(changed).unwrap()), Err(CannotOpen));
    }
}
