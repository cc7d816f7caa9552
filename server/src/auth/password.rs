//! Passwords and PINs: argon2id.

use argon2::{
    Argon2,
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

/// Whether `password` is the one that was hashed. Takes some 20 ms on purpose: call it off the async threads.
pub fn verify(password: &str, hash: &str) -> Result<bool, PasswordError> {
    let parsed = PasswordHash::new(hash).map_err(|error| PasswordError(error.into()))?;
    match Argon2::default().verify_password(password.as_bytes(), &parsed) {
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
}
