//! Passwords and PINs: argon2id, PINs with a pepper from the server's key.

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};

/// Hashing or reading a hash failed: a fault of ours, never a wrong password.
#[derive(Debug, thiserror::Error)]
#[error("a password hash could not be made or read: {0}")]
pub struct PasswordError(argon2::password_hash::Error);

/// A PHC string with the crate's default cost (OWASP's first choice: 19 MiB, 2 passes, 1 lane).
pub fn hash(password: &str, salt: &[u8; 16]) -> Result<String, PasswordError> {
    let hash = Argon2::default().hash_password_with_salt(password.as_bytes(), salt).map_err(PasswordError)?;
    Ok(hash.to_string())
}

/// Before the hash of a PIN that has a pepper.
const PEPPERED: &str = "peppered:";

/// As [`hash`], for a PIN: `pepper` is kept elsewhere than the hash.
pub fn hash_pin(pin: &str, salt: &[u8; 16], pepper: &[u8; 32]) -> Result<String, PasswordError> {
    let hash = with(pepper)?.hash_password_with_salt(pin.as_bytes(), salt).map_err(PasswordError)?;
    Ok(format!("{PEPPERED}{hash}"))
}

/// As [`verify`], for a PIN, with a pepper or from before there was one.
pub fn verify_pin(pin: &str, hash: &str, pepper: &[u8; 32]) -> Result<bool, PasswordError> {
    match hash.strip_prefix(PEPPERED) {
        Some(hash) => verify_with(&with(pepper)?, pin, hash),
        None => verify(pin, hash),
    }
}

/// Whether the hash of a PIN has a pepper.
pub fn is_peppered(hash: &str) -> bool {
    hash.starts_with(PEPPERED)
}

fn with(pepper: &[u8; 32]) -> Result<Argon2<'_>, PasswordError> {
    Argon2::new_with_secret(pepper, Algorithm::default(), Version::default(), Params::default())
        .map_err(|error| PasswordError(error.into()))
}

/// Whether `password` is the one that was hashed. Takes some 20 ms on purpose: call it off the async threads.
pub fn verify(password: &str, hash: &str) -> Result<bool, PasswordError> {
    verify_with(&Argon2::default(), password, hash)
}

fn verify_with(argon2: &Argon2<'_>, password: &str, hash: &str) -> Result<bool, PasswordError> {
    let parsed = PasswordHash::new(hash).map_err(|error| PasswordError(error.into()))?;
    match argon2.verify_password(password.as_bytes(), &parsed) {
        Ok(()) => Ok(true),
        Err(argon2::password_hash::Error::PasswordInvalid) => Ok(false),
        Err(error) => Err(PasswordError(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_right_password_verifies() {
        let stored = hash("correct horse", &[7; 16]).unwrap();
        assert!(stored.starts_with("$argon2id$"));
        assert!(verify("correct horse", &stored).unwrap());
        assert!(!verify("correct hors", &stored).unwrap());
        assert!(verify("anything", "not a hash").is_err());
    }

    #[test]
    fn a_pin_needs_the_pepper_it_was_hashed_with_and_older_hashes_go_on_working() {
        let (ours, theirs) = ([1; 32], [2; 32]);
        let stored = hash_pin("492817", &[7; 16], &ours).unwrap();
        assert!(is_peppered(&stored) && stored.contains("$argon2id$"));
        assert!(verify_pin("492817", &stored, &ours).unwrap());
        assert!(!verify_pin("492818", &stored, &ours).unwrap());
        assert!(!verify_pin("492817", &stored, &theirs).unwrap());
        let before = hash("492817", &[7; 16]).unwrap();
        assert!(!is_peppered(&before));
        assert!(verify_pin("492817", &before, &ours).unwrap());
    }
}
