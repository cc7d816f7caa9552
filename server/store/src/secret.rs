//! Secrets at rest.

use std::fmt;

/// SHA-256 of a secret that has at least 128 bits of its own: the only form in which links, cookies and codes are kept.
/// The caller hashes; a database never sees the secret.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hash(pub [u8; 32]);

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hash(…)")
    }
}
