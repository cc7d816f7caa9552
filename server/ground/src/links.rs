//! Unguessable links, and the seal of secrets.
//!
//! A link is derived from the server's key and what it leads to, so that it can be shown again (a poster reprinted, a
//! request posted twice answered alike) although only its hash is stored.

use std::fmt;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::{Code, PersonId, TicketId, WallId, WardId};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use store::Hash;

use crate::seal::Seal;

pub const WARD_CODE_CHARS: usize = 8;

/// The server's key, and what is derived from it.
#[derive(Clone)]
pub struct Links {
    key: [u8; 32],
}

impl fmt::Debug for Links {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Links")
    }
}

impl Links {
    pub const fn new(key: [u8; 32]) -> Self {
        Self { key }
    }

    /// The token in `/w/<token>`; another rotation is another token.
    pub fn ward(&self, ward: WardId, rotation: u32) -> String {
        self.derive("ward", &[ward.as_bytes(), &rotation.to_be_bytes()])
    }

    /// What is typed instead of [`Links::ward`]: [`WARD_CODE_CHARS`], 39 bits. Of no use where tries are not limited.
    pub fn ward_code(&self, ward: WardId, rotation: u32) -> Code {
        let mac = self.mac("ward code", &[ward.as_bytes(), &rotation.to_be_bytes()]);
        Code::from_random::<WARD_CODE_CHARS>(&std::array::from_fn(|place| mac[place]))
    }

    /// The secret in `/r/<secret>`.
    pub fn ticket(&self, ticket: TicketId) -> String {
        self.derive("ticket", &[ticket.as_bytes()])
    }

    /// The token in `/wall/<token>`.
    pub fn wall(&self, wall: WallId) -> String {
        self.derive("wall", &[wall.as_bytes()])
    }

    /// The mark of a person in a browser where they signed in.
    pub fn browser(&self, person: PersonId, number: &str) -> String {
        self.derive("browser", &[person.as_bytes(), number.as_bytes()])
    }

    /// What a handset shows to prove that it received alert `alert`.
    pub fn receipt(&self, alert: i64) -> String {
        self.derive("receipt", &[&alert.to_be_bytes()])
    }

    /// What is mixed into hashes of PINs, so that a copy of the database alone does not let anybody try all million of them.
    pub fn pepper(&self) -> [u8; 32] {
        self.mac("pin", &[])
    }

    /// What secrets in the database are sealed with.
    pub fn seal(&self) -> Seal {
        Seal::new(self.mac("seal", &[]))
    }

    /// 128 bits as 22 base64url characters.
    fn derive(&self, purpose: &str, parts: &[&[u8]]) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(&self.mac(purpose, parts)[..16])
    }

    /// HMAC-SHA-256 over a purpose and its parts.
    fn mac(&self, purpose: &str, parts: &[&[u8]]) -> [u8; 32] {
        // HMAC pads a short key with zeros to the block of its hash (RFC 2104).
        let mut block = [0; 64];
        block[..32].copy_from_slice(&self.key);
        let mut mac = <Hmac<Sha256> as KeyInit>::new(&block.into());
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        for part in parts {
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }
}

/// A link without what comes after it in a sentence: mail programs take a full stop, a bracket or a quote for a part of it.
pub fn bare(token: &str) -> &str {
    let end = token.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_'));
    end.map_or(token, |end| &token[..end])
}

/// How a secret is stored and found.
pub fn hash(secret: &str) -> Hash {
    Hash(Sha256::digest(secret.as_bytes()).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_in_a_sentence_is_found_without_what_follows_it() {
        for after in [".", ",", ")", ">", ";", "\"", "'", "’", "”.", "%", " ", "!", "?)"] {
            assert_eq!(bare(&format!("a_-Z09{after}")), "a_-Z09", "{after}");
        }
        assert_eq!(bare("a_-Z09"), "a_-Z09");
        assert_eq!(bare("."), "");
    }
}
